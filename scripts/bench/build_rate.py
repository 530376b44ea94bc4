"""Measures builds of growing size, and one new page after each, beside the pipeline people would otherwise write.

That pipeline is jieba.posseg with a user dictionary of the same vocabulary, regular expressions and rdflib. Run as
``python scripts/bench/build_rate.py [--articles 1000 10000] [--jobs 1] [--texts DIR] [--json FILE]``.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_results import command_line, record
from varied_pages import Varied, write_pages

#: Runs in a process of its own; prints what it cost as JSON. Written bytes are those of this process (Linux).
_BUILD = """
import json, re, resource, sys, time
from pathlib import Path
start = time.perf_counter()
from reformgraph.building.build import build
if __name__ == "__main__":
    done = build([sys.argv[1]], sys.argv[2], date="2024-12-31", jobs=int(sys.argv[3]))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    io = Path("/proc/self/io")
    told = re.search(r"^write_bytes: (\\d+)", io.read_text(), re.MULTILINE) if io.exists() else None
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": sum(u.ru_utime + u.ru_stime for u in used),
        "peak_mb": used[0].ru_maxrss / 1024, "written_mb": int(told[1]) / 1e6 if told else None,
        "articles": done.articles, "failures": len(done.failures)}))
"""
_USUAL = """
import json, re, resource, sys, time
from pathlib import Path
start = time.perf_counter()
import jieba, jieba.posseg
from rdflib import Graph, Literal, Namespace, RDF, URIRef
from urllib.parse import quote
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
jieba.setLogLevel(60)
words = load_vocabulary()
names = set(words.reforms) | {form for reform in words.reforms.values() for form in reform.aliases}
for name in names:
    jieba.add_word(name, tag="nreform")
EX = Namespace("http://example.org/")
graph, articles = Graph(), 0
zone = re.compile(r"[\\u4e00-\\u9fff]{2,8}(?:经济技术|经济|高新技术产业)开发区")
figure = re.compile(r"\\d+(?:\\.\\d+)?(?:%|亿元|万元|个|家|天)")
when = re.compile(r"\\d{4}年(?:\\d{1,2}月)?")
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    for number, text in enumerate(re.split(r"^# ", path.read_text("utf-8"), flags=re.M)[1:]):
        articles += 1
        article = EX[f"{path.stem}-{number}"]
        graph.add((article, RDF.type, EX.Article))
        graph.add((article, EX.text, Literal(text)))
        for count, sentence in enumerate(re.split("[。！？\\n]", text)):
            zones, found = zone.findall(sentence), {w.word for w in jieba.posseg.cut(sentence) if w.flag == "nreform"}
            for reform in found:
                for actor in zones[:1]:
                    claim = EX[f"{path.stem}-{number}-{count}-{quote(reform)}"]
                    graph.add((claim, EX.actor, EX[quote(actor)]))
                    graph.add((claim, EX.reform, EX[quote(reform)]))
                    graph.add((claim, EX.quote, Literal(sentence)))
                    for value in figure.findall(sentence):
                        graph.add((claim, EX.figure, Literal(value)))
                    for date in when.findall(sentence):
                        graph.add((claim, EX.when, Literal(date)))
graph.serialize(sys.argv[2], format="nt")
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": used.ru_utime + used.ru_stime,
    "peak_mb": used.ru_maxrss / 1024, "articles": articles, "quads": len(graph)}))
"""


def run(code: str, *arguments: object) -> dict[str, float]:
    """Run code in a process of its own; what it printed."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(code)
        file.flush()
        command = [sys.executable, file.name, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def size_mb(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def measured(folder: Path, articles: int, jobs: int, texts: Path | None) -> dict[str, float]:
    """One size: the build, one new page after it, and the usual pipeline."""
    pages, store = folder / "pages", folder / "store"
    characters = write_pages(pages, articles, texts)
    built = run(_BUILD, pages, store, jobs)
    stored = size_mb(store)
    told = {"asked": articles, **built, "characters": characters, "store_mb": stored}
    if built["written_mb"] is not None:
        told["written_over_store"] = built["written_mb"] / stored
    (folder / "new").mkdir()
    (folder / "new" / "new.md").write_text(Varied(texts, articles + 1).page(), encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "empty" / "new.md").write_text(Varied(texts, articles + 2).page(), encoding="utf-8")
    told["one_page_cpu"] = run(_BUILD, folder / "new", store, 1)["cpu"]
    told["one_page_empty_store_cpu"] = run(_BUILD, folder / "empty", folder / "other", 1)["cpu"]
    usual = run(_USUAL, pages, folder / "usual.nt")
    told["usual_cpu"], told["usual_peak_mb"] = usual["cpu"], usual["peak_mb"]
    told["cpu_over_usual"] = built["cpu"] / usual["cpu"]
    return told


def main() -> None:
    """Measure all sizes, print a table and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--texts", type=Path, help="folder of .txt and .md files to take sentences from")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    for articles in options.articles:
        with tempfile.TemporaryDirectory() as temporary:
            rows.append(measured(Path(temporary), articles, options.jobs, options.texts))
        if len(rows) > 1:
            grown = rows[-1]["articles"] / rows[-2]["articles"]
            rows[-1]["exponent"] = math.log(rows[-1]["cpu"] / rows[-2]["cpu"], grown)
        for name, value in rows[-1].items():
            print(f"{name:>26} {value:,.2f}" if isinstance(value, float) else f"{name:>26} {value}")
        print(flush=True)
    record(
        options.json, "Building: pages to a store, beside jieba, regular expressions and rdflib", command_line(), rows
    )


if __name__ == "__main__":
    main()
