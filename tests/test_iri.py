from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reformgraph.iri import BASE, KINDS, Minter, page_slug, prefixes, slug, sparql_prefixes, zone_slug

SOURCES = Path(__file__).parents[1] / "scripts" / "vocabulary"
HAN = st.text(st.sampled_from("管委会公司互联网监管标准地改革开发区十一二"), min_size=1, max_size=8)
MARKS = st.sampled_from(list(" +()（）“”《》、，。/\\%-—.·×:;'\"#?&<>{}|^`~@!$*=[]_\n\t0aZé𠮷😀\u200b\ufeff\u0301"))
NAMES = st.one_of(st.text(max_size=40), st.lists(st.one_of(HAN, MARKS), max_size=8).map("".join))


def read_back(local: str) -> set[str]:
    """The local name as Turtle and SPARQL readers expand it."""
    (quad,) = ox.parse(f"@prefix x: <http://x/> . x:{local} a x:T .", format=ox.RdfFormat.TURTLE)
    rows = ox.Store().query(f"PREFIX x: <http://x/> SELECT ?a {{ BIND(x:{local} AS ?a) }}")
    assert isinstance(rows, ox.QuerySolutions)
    (row,) = rows
    assert isinstance(quad.subject, ox.NamedNode)
    return {quad.subject.value.removeprefix("http://x/"), row[0].value.removeprefix("http://x/")}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("标准地", "标准地"),
        ("互联网+监管", "互联网-监管"),
        ("互联网＋监管", "互联网-监管"),
        ("专项整治“回头看”", "专项整治回头看"),
        ("新型产业用地（M0）", "新型产业用地M0"),
        ("ABC Holdings 公司", "ABC-Holdings-公司"),
        ("营商环境3.0版改革", "营商环境3.0版改革"),
        ("开发区2.0.1版", "开发区2．0．1版"),
        ("13710工作制度", "13710工作制度"),
        ("７x24小时", "7x24小时"),
        ("7×24小时", "7x24小时"),
        ("合并申报、合并验收", "合并申报、合并验收"),
        ("提速50%", "提速50％"),
        ("  标准地 ", "标准地"),
    ],
)
def test_slug_is_readable(name: str, wanted: str) -> None:
    assert slug(name) == wanted


@settings(max_examples=400, deadline=None, derandomize=True)
@given(NAMES)
@example("")
@example("-")
@example("...")
@example("·a")
@example("+++")
@example("a" * 5000)
@example("\ud800")
@example("甲\ufffd乙")
@example("甲\ufff0\ufffc公司")
def test_any_name_gives_a_local_name_without_escapes(name: str) -> None:
    for local in (slug(name), page_slug(name), zone_slug(name, "朔州")):
        assert read_back(local) == {local}
        assert len(local) < 100
        assert "--" not in local


@settings(max_examples=60, deadline=None, derandomize=True)
@given(NAMES)
def test_rdflib_reads_the_same(name: str) -> None:
    import rdflib

    local = slug(name)
    graph = rdflib.Graph().parse(data=f"@prefix x: <http://x/> . x:{local} a x:T .", format="turtle")
    rows = list(graph.query(f"PREFIX x: <http://x/> SELECT ?t {{ x:{local} a ?t }}"))
    assert [str(subject) for subject in graph.subjects()] == [f"http://x/{local}"]
    assert len(rows) == 1


def test_what_is_lost_is_told_apart_by_a_hash() -> None:
    lossy = ["标准地…改革", "标准地°改革", "标准地😀改革"]
    slugs = {slug(name) for name in lossy}
    assert len(slugs) == 3
    assert all(local.startswith("标准地-改革-") for local in slugs)
    assert slug("标准地-改革") == "标准地-改革"


def test_page_ids_are_told_apart_exactly() -> None:
    ids = ["2024-11-20", "2024/11-20", "2024 11 20", "2024-11/20", "-2024-11-20", "2024.11.20"]
    slugs = [page_slug(page) for page in ids]
    assert slugs[0] == "2024-11-20"
    assert len(set(slugs)) == len(ids)
    files = ["a/b.txt", "a-b.txt", "a-b-txt", "a.b.txt", "a-b.TXT", "a-b.md", "a-b.html", "a--b.txt", ".txt", "txt"]
    assert len({page_slug(page) for page in files}) == len(files)
    assert page_slug("a-b.txt") == "a-b-txt"
    assert all(local.startswith("2024-11-20") for local in slugs)


def test_long_names_stay_apart() -> None:
    assert slug("长" * 300) != slug("长" * 301)


def test_zone_with_and_without_a_place_in_front() -> None:
    minter = Minter()
    assert minter.zone("新兴产业园", "朔州") == BASE + "zone/朔州-新兴产业园"
    assert minter.zone("朔州经济开发区") == BASE + "zone/朔州经济开发区"


def test_graphs_of_pages_and_articles_never_meet() -> None:
    minter = Minter()
    # Page `1-1` against the first article of the page `page-1`.
    assert minter.page_graph("1-1") != minter.article_graph("page-1-1")
    assert minter.article_graph("page-1-1") != minter.article_graph("article-page-1-1")
    assert minter.article_graph("2024-11-20-1") == BASE + "graph/2024-11-20-1"
    assert minter.page_graph("2024-11-20") == BASE + "graph/page-2024-11-20"


def test_projects_of_two_articles_never_meet() -> None:
    minter = Minter()
    assert minter.inside("project", "a-1", "1-甲") != minter.inside("project", "a-1-1", "甲")


def test_adoptions_of_two_pairs_never_meet() -> None:
    minter = Minter()
    first = minter.adoption(minter.zone("甲"), minter.named("reform", "乙+丙"))
    second = minter.adoption(minter.zone("甲+乙"), minter.named("reform", "丙"))
    assert first != second
    assert minter.adoption(BASE + "place/140000", BASE + "reform/标准地") == BASE + "adoption/place--140000--标准地"


def test_base_is_an_option() -> None:
    other = "https://example.org/things/"
    assert Minter(other).page("a") == other + "page/a"
    assert prefixes(other)["zone"] == other + "zone/"


def test_prefixes_hold_every_kind_and_parse() -> None:
    assert set(KINDS) <= set(prefixes())
    answer = ox.Store().query(sparql_prefixes() + "ASK { zone:甲 rg:adopted reform:乙 }")
    assert not answer


@pytest.mark.parametrize(
    ("file", "prefix"), [("reforms", "reform"), ("categories", "category"), ("zone-kinds", "kind")]
)
def test_every_vocabulary_entry_has_a_valid_name_of_its_own(file: str, prefix: str) -> None:
    import rdflib

    with (SOURCES / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
        names = [row["name"] for row in csv.DictReader(stream)]
    locals_ = [slug(name) for name in names]
    assert len(set(locals_)) == len(names)
    assert not [local for local in locals_ if read_back(local) != {local}]
    values = " ".join(f"{prefix}:{local}" for local in locals_)
    head = f"PREFIX {prefix}: <{prefixes()[prefix]}> "
    rows = rdflib.Graph().query(f"{head}SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    assert [str(row[0]) for row in rows] == [prefixes()[prefix] + local for local in locals_]  # type: ignore[index]
