"""Measures the store: a large build, a rebuild after one new page, and what our API costs over Oxigraph itself.

Pages are made by combining and varying the sentences of the bundled samples, seeded. Run as
``python scripts/bench_store.py [--articles 10000] [--jobs 2] [--folder DIR]``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from reformgraph.iri import prefixes
from reformgraph.samples import sample_pages
from reformgraph.store import Store, open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from reformgraph.vocabulary.places import Place

PER_PAGE = 5
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
STEMS = ("宏远", "瑞达", "恒盛", "汇通", "华岳", "天成", "博泰", "晟源", "启明", "鑫科", "中正", "凯翔", "泰和", "亿联")
TRADES = ("科技", "新材料", "装备制造", "生物", "能源", "食品", "环保", "电子", "机械", "物流")

QUERIES = {
    "q1": """SELECT ?zone (MIN(?date) AS ?first) (SAMPLE(?quote) AS ?evidence) {
      ?claim rg:reform ?reform ; rg:actor ?zone ; rg:evidence ?e ; prov:wasDerivedFrom ?article .
      ?article rg:issueDate ?date . ?e oa:hasTarget ?t . ?t oa:hasSelector ?s . ?s oa:exact ?quote
      VALUES ?reform { reform:标准地 } } GROUP BY ?zone ORDER BY ?first ?zone""",
    "q2": """SELECT ?reform (COUNT(DISTINCT ?actor) AS ?n) { ?a a rg:Adoption ; rg:reform ?reform ; rg:actor ?actor }
      GROUP BY ?reform ORDER BY DESC(?n) ?reform""",
    "q3": """SELECT DISTINCT ?company ?zone ?reform {
      { SELECT DISTINCT ?zone ?reform { ?zone rg:adopted ?reform } LIMIT 50 }
      ?article schema:about ?zone ; schema:mentions ?company . ?company a rg:Company }""",
    "q4": "SELECT ?broader { reform:告知承诺 skos:broader* ?broader }",
    "q5": 'SELECT ?s ?quote { ?s oa:exact ?quote FILTER(CONTAINS(?quote, "亩均")) }',
    "q6": """CONSTRUCT { ?zone ?p ?o . ?a ?q ?x } WHERE {
      { SELECT ?zone { ?zone rg:adopted reform:标准地 } ORDER BY ?zone LIMIT 1 }
      { ?zone ?p ?o } UNION { ?a rg:actor ?zone ; ?q ?x } }""",
}


def sentences() -> list[str]:
    """Sentences of the text samples."""
    found: list[str] = []
    for path in sample_pages():
        if path.suffix in (".txt", ".md"):
            text = re.sub(
                r"^(?:---.*?---|[#>|].*)$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
            )
            text = re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", text)
            found += re.findall(r"[^。！？\n]{12,160}。", text)
    return list(dict.fromkeys(found))


def write_pages(folder: Path, articles: int, seed: int = 2024) -> None:
    """Markdown pages of five articles each."""
    random_ = random.Random(seed)
    cities = [place for place in load_vocabulary().places.by_code.values() if place.level != "province"]
    reforms = list(load_vocabulary().reforms)
    texts = sentences()
    for number in range(articles // PER_PAGE):
        parts = [article(random_, texts, cities, reforms) for _ in range(PER_PAGE)]
        (folder / f"page{number:06}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def article(random_: random.Random, texts: list[str], cities: list[Place], reforms: list[str]) -> str:
    """One article: varied sentences of the samples with other zones, companies, numbers and reforms."""
    place = random_.choice(cities).name
    zone = place + random_.choice(("经济开发区", "经济技术开发区", "高新技术产业开发区"))
    lines = [f"# {zone}{random_.choice(('推行', '深化', '探索', '推出'))}{random_.choice(reforms)}", ""]
    for _ in range(random_.randint(3, 5)):
        made = []
        for text in random_.sample(texts, random_.randint(2, 4)):
            text = re.sub(r"[\u4e00-\u9fff]{2,8}?(?:经济|高新)[\u4e00-\u9fff]{0,6}?(?:开发区|经开区)", zone, text)
            made.append(re.sub(r"\d+", lambda found: str(random_.randint(1, 10 ** len(found.group()))), text))
        company = f"{place}{random_.choice(STEMS)}{random_.choice(SURNAMES)}{random_.choice(TRADES)}有限公司"
        when = f"{random_.randint(2020, 2024)}年{random_.randint(1, 12)}月"
        verb = random_.choice(("出台", "推行", "启动"))
        told = f"{company}办结用时压减{random_.randint(10, 90)}%。"
        made.append(f"{when}，{zone}{verb}“{random_.choice(reforms)}”，{told}")
        random_.shuffle(made)
        lines += ["".join(made), ""]
    return "\n".join(lines)


def timed_build(pages: Path, store: Path, jobs: int) -> dict[str, float]:
    """A build in a process of its own: seconds, peak memory of it and of its largest worker in MB."""
    code = (
        "import json, resource, sys, time; start = time.perf_counter(); from reformgraph.building.build import build; "
        "done = build([sys.argv[1]], sys.argv[2], date='2024-12-31', jobs=int(sys.argv[3])); "
        "mb = lambda who: resource.getrusage(who).ru_maxrss / 1024; "
        "print(json.dumps({'seconds': time.perf_counter() - start, 'cpu_seconds': time.process_time(), "
        "'peak_mb': mb(resource.RUSAGE_SELF), "
        "'worker_mb': mb(resource.RUSAGE_CHILDREN), 'articles': done.articles, 'claims': done.claims, "
        "'adoptions': done.adoptions, 'failures': len(done.failures)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(pages), str(store), str(jobs)], capture_output=True, check=True, text=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def overhead(store: Store, engine: ox.Store) -> dict[str, dict[str, float]]:
    """Median milliseconds of the six queries, asked in turns of Oxigraph itself and through `Store.query`."""
    names = dict(prefixes())

    def direct(text: str) -> object:
        return exhaust(engine.query(text, prefixes=names, use_default_graph_as_union=True))

    def ours(text: str) -> object:
        return exhaust(store.query(text))

    told = {}
    for name, text in QUERIES.items():
        times: dict[Callable[[str], object], list[float]] = {direct: [], ours: []}
        for _ in range(9):
            for ask, took in times.items():
                start = time.perf_counter()
                rows = ask(text)
                took.append((time.perf_counter() - start) * 1000)
        raw, api = statistics.median(times[direct]), statistics.median(times[ours])
        told[name] = {
            "rows": rows,
            "oxigraph_ms": round(raw, 2),
            "ours_ms": round(api, 2),
            "ratio": round(api / raw, 2),
        }
    return told  # type: ignore[return-value]


def exhaust(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> int:
    """Number of rows, all of them made."""
    if isinstance(answer, ox.QueryBoolean):
        return 1
    return sum(1 for _ in answer)


def main() -> None:
    """Build, rebuild, ask; print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="keep pages and store here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        pages, store = folder / "pages", folder / "store"
        if not pages.exists():
            pages.mkdir(parents=True)
            write_pages(pages, options.articles)
        told: dict[str, object] = {"build": timed_build(pages, store, options.jobs)}
        told["rebuild, nothing new"] = timed_build(pages, store, 1)
        empty = folder / "one"
        empty.mkdir(exist_ok=True)
        (empty / "page.md").write_bytes((pages / "page000000.md").read_bytes())
        told["start-up: one page into a new store"] = timed_build(empty, folder / "one.store", 1)
        random_ = random.Random(time.monotonic_ns())
        cities = [place for place in load_vocabulary().places.by_code.values() if place.level == "city"]
        new = article(random_, sentences(), cities, list(load_vocabulary().reforms))
        (pages / f"new{random_.randint(0, 10**9)}.md").write_text(new, encoding="utf-8")
        told["rebuild, one new page"] = timed_build(pages, store, 1)
        with open_store(store) as opened:
            told["quads"] = opened.count()
            told["queries"] = overhead(opened, opened.engine)  # type: ignore[attr-defined]
        told["disk_mb"] = round(sum(file.stat().st_size for file in store.rglob("*.sst")) / 1e6)
        told["peak_mb of this process"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
