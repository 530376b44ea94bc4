"""Every named question answers rightly on a small known store, and runs on the sample pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.sparql.named_questions import answer, bind, question, questions, read_question
from reformgraph.store import Store, open_store
from support.made_store import CHANGZHI, COMPANY, DATONG, SHUOZHOU, Text, article, claim, make, page_of

#: Question -> parameters, columns, rows; IRIs as prefixed names.
EXPECTED: dict[str, tuple[dict[str, str], str, list[tuple[object, ...]]]] = {
    "adopters": (
        {"reform": "工业标准地"},
        "zone onset earliest latest sources",
        [(f"zone:{SHUOZHOU}", "2023-05", "2023-05-01", "2023-05-31", 1),
         (f"zone:{DATONG}", "2024-02", "2024-02-01", "2024-02-29", 2)],
    ),
    "adoption-curve": ({}, "year adopters", [("2023", 1), ("2024", 1)]),
    "articles-by": (
        {"author": "张三"},
        "article source",
        [("article:a-txt-1", "甲地日报"), ("article:b-txt-1", "乙地晚报"), ("article:e-txt-1", "丙地快报"),
         ("article:c-txt-1", "甲地日报"), ("article:d-txt-1", "乙地晚报")],
    ),
    "articles-of": (
        {"zone": "大同经开区"},
        "article issued source claims",
        [("article:b-txt-1", "2024-03-01", "乙地晚报", 2), ("article:e-txt-1", "2024-03-05", "丙地快报", 2),
         ("article:c-txt-1", "2024-06-01", "甲地日报", 2)],
    ),
    "by-province": ({}, "province provinceName adopters", [("place:140000", "山西省", 2)]),
    "categories-of": (
        {"zone": SHUOZHOU},
        "categoryName reforms names",
        [("审批", 1, "承诺制"), ("用地", 1, "标准地")],
    ),
    "companies-of": (
        {"zone": SHUOZHOU}, "company companyName articles", [(f"company:{COMPANY}", COMPANY, 1)],
    ),
    "coverage": (
        {},
        "zoneName year articles",
        [(DATONG, "2024", 3), (SHUOZHOU, "2023", 1), (CHANGZHI, "2024", 1)],
    ),
    "documents": ({}, "documentName articles", [("出让办法", 1)]),
    "evidence": (
        {"zone": SHUOZHOU, "reform": "标准地"},
        "claim status when quote page headline",
        [("claim:a-txt-1-1", "status:adopted", "2023-05", f"5月，{SHUOZHOU}启动标准地改革，出让土地12宗。",
          "page:a-txt", f"{SHUOZHOU}土地先行")],
    ),
    "family": (
        {"reform": "标准地"},
        "narrower adopters",
        [("reform:标准地", 2), ("reform:定制地", 0)],
    ),
    "figures-of-reform": (
        {"zone": SHUOZHOU},
        "indicator printed period article",
        [("出让土地", "12宗", "2024", "article:a-txt-1")],
    ),
    "figures-of-zone": (
        {"zone": SHUOZHOU},
        "indicator printed sentence article",
        [("出让土地", "12宗", f"{SHUOZHOU}土地先行\n5月，{SHUOZHOU}启动标准地改革，出让土地12宗。", "article:a-txt-1")],
    ),
    "first-movers": ({}, "zone place months", [(f"zone:{SHUOZHOU}", "first", 0), (f"zone:{DATONG}", "later", 9)]),
    "indicator": (
        {"indicator": "出让土地"},
        "zone printed value unit issued",
        [(f"zone:{SHUOZHOU}", "12宗", 12.0, "items", "2023-05-10")],
    ),
    "kept-promises": (
        {},
        "zone reform before onset sources",
        [(f"zone:{DATONG}", "reform:全代办", "status:planned", "2024-05", 1)],
    ),
    "latest": (
        {},
        "zone reform earliest",
        [(f"zone:{DATONG}", "reform:全代办", "2024-05-01"), (f"zone:{DATONG}", "reform:标准地", "2024-02-01")],
    ),
    "new-reforms": ({"year": "2024"}, "month reformName sources", [("2024-07", "园区合伙人", 1)]),
    "not-yet": ({"zone": DATONG}, "reform adopters", [("reform:园区合伙人", 1), ("reform:承诺制", 1)]),
    "papers": (
        {},
        "source year articles claims",
        [("丙地快报", "2024", 1, 2), ("乙地晚报", "2024", 2, 5), ("甲地日报", "2023", 1, 2),
         ("甲地日报", "2024", 1, 2)],
    ),
    "project-timeline": (
        {"project": "铸件"}, "day projectName company investment article",
        [("2023-05-10", "铸件项目", f"company:{COMPANY}", "3亿元", "article:a-txt-1")],
    ),
    "companies": ({"zone": SHUOZHOU}, "companyName sentence", [
        (COMPANY, f"{COMPANY}总经理王某的铸件项目依据《出让办法》落地。")]),
    "documents-of": ({"zone": SHUOZHOU}, "documentName article", [("出让办法", "article:a-txt-1")]),
    "figures-in": ({"year": "2023"}, "printed", []),
    "people": ({"zone": SHUOZHOU}, "personName post article", [("王某", "总经理", "article:a-txt-1")]),
    "planned": ({}, "zone reform", []),
    "printed": ({"text": "出让办"}, "thing surface article", [("document:出让办法", "出让办法", "article:a-txt-1")]),
    "projects": (
        {},
        "zone projectName company investment",
        [(f"zone:{SHUOZHOU}", "铸件项目", f"company:{COMPANY}", "3亿元")],
    ),
    "reform-counts": (
        {"category": "审批"},
        "reform adopted planned required",
        [("reform:承诺制", 1, 0, 0), ("reform:容缺受理", 0, 0, 1)],
    ),
    "reforms-of": (
        {},
        "reform categoryName status onset sources",
        [("reform:全代办", "服务", "status:adopted", "2024-05", 1),
         ("reform:标准地", "用地", "status:adopted", "2024-02", 2)],
    ),
    "reprints": (
        {},
        "first firstSource article source",
        [("article:b-txt-1", "乙地晚报", "article:e-txt-1", "丙地快报")],
    ),
    "required": (
        {},
        "zone reform quote issued",
        [(f"zone:{CHANGZHI}", "reform:容缺受理", "省里要求推行容缺受理。", "2024-07-01")],
    ),
    "search": ({"text": "土地12宗"}, "claim zone", [("claim:a-txt-1-1", f"zone:{SHUOZHOU}")]),
    "similar-zones": ({"zone": SHUOZHOU}, "other common similarity", [(f"zone:{DATONG}", 1, 0.333)]),
    "travel-together": (
        {},
        "other common share",
        [("reform:全代办", 1, 0.5), ("reform:承诺制", 1, 0.5)],
    ),
    "undated-pages": ({}, "pageId", []),
    "undated": ({"zone": SHUOZHOU}, "reform", [("reform:承诺制",)]),
    "unquantified": ({"zone": SHUOZHOU}, "reform", [("reform:承诺制",)]),
    "well-attested": (
        {"sources": "2"},
        "zone reform number",
        [(f"zone:{DATONG}", "reform:标准地", 2)],
    ),
    "disputed": ({}, "zone", []),
    "history": (
        {"reform": "全代办"},
        "n day status sources",
        [(1, "2024-03-01", "status:planned", 1), (2, "2024-05-31", "status:adopted", 1)],
    ),
    "without-actor": ({}, "claim", []),
    "withdrawn": ({}, "zone reform end", [(f"zone:{CHANGZHI}", "reform:承诺制", "2024-06")]),
    "zones-in": (
        {"place": "大同"}, "zone at reforms", [(f"zone:{DATONG}", "大同市", 2)],
    ),
    "zones-of-company": (
        {},
        "zone reform status",
        [(f"zone:{SHUOZHOU}", "reform:承诺制", "status:adopted"),
         (f"zone:{SHUOZHOU}", "reform:标准地", "status:adopted")],
    ),
    "graph-of": ({"zone": CHANGZHI}, "", []),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORMGRAPH_LANG", "zh")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make(tmp_path_factory.mktemp("made"))) as opened:
        yield opened


def short(value: Any) -> Any:
    """An IRI of the store as a prefixed name."""
    if isinstance(value, str) and value.startswith(BASE):
        return value[len(BASE) :].replace("/", ":", 1)
    return value


def test_every_question_is_expected() -> None:
    assert set(EXPECTED) == set(questions())
    assert len(questions()) >= 25


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - {"graph-of"}))
def test_rows(store: Store, name: str) -> None:
    given, columns, expected = EXPECTED[name]
    found = [tuple(short(row[column]) for column in columns.split()) for row in answer(store, name, **given)]
    assert found == expected


def test_graph_of_a_zone(store: Store) -> None:
    found = {tuple(short(row[part]) for part in ("subject", "predicate", "object"))
             for row in answer(store, "graph-of", zone=CHANGZHI)}  # fmt: skip
    rg = "https://w3id.org/reformgraph/ns#"
    assert (f"zone:{CHANGZHI}", rg + "place", "place:140400") in found
    assert (f"adoption:{CHANGZHI}--承诺制", rg + "status", "status:withdrawn") in found


def test_companies_come_with_the_reforms_beside_them(store: Store) -> None:
    (row,) = answer(store, "companies-of", zone=SHUOZHOU)
    assert set(row["reforms"].split("、")) == {"标准地", "承诺制"}


@pytest.mark.parametrize("name", sorted(questions()))
def test_free_parameters_and_the_samples(store: Store, samples: Store, name: str) -> None:
    one = question(name)
    for opened in (store, samples):
        answer(opened, name)
    kept = {"text", "int", "year"}
    answer(store, name, **{p.name: "" for p in one.parameters if p.kind not in kept or not p.default})


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    import reformgraph
    from reformgraph.building.build import build

    folder = Path(reformgraph.__file__).parent / "samples"
    path = tmp_path_factory.mktemp("samples") / "store"
    build([folder], path, manifest=folder / "manifest.csv")
    with open_store(path) as opened:
        yield opened


def test_who_adopted_on_the_samples(samples: Store) -> None:
    found = {row["zoneName"] for row in answer(samples, "adopters", reform="标准地")}
    assert SHUOZHOU in found


@pytest.mark.parametrize("name", sorted(questions()))
def test_headers_are_whole_and_in_two_languages(name: str) -> None:
    one = question(name)
    assert re.search("[\u4e00-\u9fff]", one.title_zh)
    assert re.search("[\u4e00-\u9fff]", one.description_zh)
    assert one.title_en.isascii()
    assert one.description_en.isascii()
    for parameter in one.parameters:
        assert parameter.chinese
        assert parameter.english
        assert parameter.kind in {"reform", "zone", "actor", "company", "category", "place", "status", "indicator",
                                  "year", "int", "lang", "text"}  # fmt: skip


def test_a_header_that_lacks_something_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks title-en"):
        read_question("x", "# title-zh: 一\nSELECT * {}")
    with pytest.raises(ValueError, match="no variable"):
        read_question("x", "# param zone: zone = | 区 | zone\nSELECT * {}")
    with pytest.raises(ValueError, match="not a line of a header"):
        read_question("x", "# 别的话\nSELECT * {}")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("adopters", {"refrom": "标准地"}, "no parameter “refrom”.*reform, status"),
        ("adopters", {"reform": "标淮地"}, "did you mean.*标准地"),
        ("adopters", {"status": "adoptd"}, "did you mean.*adopted"),
        ("new-reforms", {"year": "24"}, "not a year"),
        ("well-attested", {"sources": "many"}, "not a whole number"),
        ("reprints", {"zone": "x"}, "it has none"),
        ("adopters", {"lang": "中文"}, "not a language.*zh or en"),
        ("zones-in", {"place": "朝阳区"}, "bearers"),
    ],
)
def test_wrong_parameters_are_told(store: Store, name: str, given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        answer(store, name, **given)


def test_an_unknown_question_gets_suggestions() -> None:
    with pytest.raises(UsageError, match="adopters"):
        question("adopter")


@pytest.mark.parametrize(
    "text",
    ['"} } SERVICE <http://x/> { ?s ?p ?o', "\\", "a' b", "行\n二", "}{", "<http://x/>", "?zone", "\u202e"],
)
def test_values_are_terms_never_text(store: Store, text: str) -> None:
    """Whatever a value holds, the query keeps its shape: it finds nothing, and does not break."""
    assert answer(store, "search", text=text) == []
    assert "SELECT" in bind(store, question("search"), {"text": text})


def test_an_iri_or_prefixed_name_is_a_name_too(store: Store) -> None:
    expected = answer(store, "reforms-of", zone=DATONG)
    assert answer(store, "reforms-of", zone=f"{BASE}zone/{DATONG}") == expected
    assert answer(store, "reforms-of", zone=f"zone:{DATONG}") == expected
    assert expected


def test_an_empty_store_has_nothing_to_say() -> None:
    with open_store(":memory:") as empty:
        for name, one in questions().items():
            if all(p.default in ("", "@most") or p.kind in ("text", "int", "year", "status") for p in one.parameters):
                assert answer(empty, name) == [], name


#: Columns that hold what a parameter of that name asks for.
_COLUMNS = {"zone": "zone", "reform": "reform", "company": "company", "status": "status"}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (one.name, p.name)
        for one in questions().values()
        for p in one.parameters
        if p.name in _COLUMNS and re.search(rf"SELECT[^{{]*\?{p.name}\b", one.text)
    ],
)
def test_a_bound_parameter_gives_the_rows_that_the_free_one_gives_of_it(
    store: Store, samples: Store, name: str, parameter: str
) -> None:
    """A wrong binding shows: rows of others under the name asked for, or rows that are lost."""
    for opened in (store, samples):
        free = answer(opened, name, **{p.name: "" for p in question(name).parameters if p.kind != "lang"})
        if len(free) >= 200:
            continue  # cut at a limit
        others = {p.name: "" for p in question(name).parameters if p.kind != "lang" and p.name != parameter}
        for value in sorted({row[parameter] for row in free if row[parameter]})[:6]:
            wanted = [row for row in free if row[parameter] == value]
            found = answer(opened, name, **{**others, parameter: value})
            assert sorted(map(str, found)) == sorted(map(str, wanted)), (name, value)


def test_one_of_whom_only_the_last_day_is_known_is_not_the_first(tmp_path: Path) -> None:
    # 大同 began by 2024-02 at the latest, on what day nobody tells: before 朔州 or after it.
    made = []
    for name, zone, onset in (("x", SHUOZHOU, "2023-05"), ("y", DATONG, "../2024-02")):
        text, title = Text(), f"{zone}改革"
        text.put(title + "\n")
        told = claim(text, zone, "标准地", "adopted", f"{zone}推行标准地。", onset=onset)
        part = article(f"{name}-txt-1", text, zone, title, [told])
        made.append(page_of(f"{name}.txt", text, "2024-03-01", "甲地日报", part))
    with open_store(make(tmp_path, made)) as opened:
        places = {str(short(row["zone"])): short(row["place"]) for row in answer(opened, "first-movers")}
    assert places == {f"zone:{SHUOZHOU}": "maybe first", f"zone:{DATONG}": "maybe first"}
