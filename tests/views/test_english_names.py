"""English names and pinyin of zones, places and reforms in labels, tables and search of every surface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.show.graph.make_page import make_page
from reformgraph.show.graph.pinyin_names import first_letters, pinyin
from reformgraph.show.graph.selection import find
from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.search_page import search_page
from reformgraph.show.site import write_site
from reformgraph.store import Store, open_store
from reformgraph.views.english_names import english_name, english_value, places_called
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.browser_help import chromium, open_file
from support.made_store import SHUOZHOU, make

ENGLISH = "Shuozhou Economic Development Zone"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make(tmp_path_factory.mktemp("english")), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "name", "english"),
    [
        ("zone", SHUOZHOU, ENGLISH),
        ("zone", "云南曲靖经济技术开发区", "Yunnan Qujing Economic and Technological Development Zone"),
        ("zone", "福清元洪投资区", "Fuqing Yuanhong Investment Zone"),
        ("zone", "西安高新技术产业开发区", "Xi'an High-tech Industrial Development Zone"),
        ("zone", "长治高新技术产业开发区", "Changzhi High-tech Industrial Development Zone"),
        ("zone", "经济开发区", ""),
        ("zone", "光谷", ""),
        ("zone", "某某有限公司", ""),
        ("zone", "Suzhou Industrial Park", ""),
        ("zone", "朔" * 60 + "经济开发区", ""),
        ("place", "陕西省", "Shaanxi"),
        ("place", "山西省", "Shanxi"),
        ("place", "广西壮族自治区", "Guangxi"),
        ("place", "祁县", "Qixian"),
        ("place", "长子县", "Zhangzi"),
        ("place", "山西朔州经济开发区", "Shanxi Shuozhou Economic Development Zone"),
        ("company", SHUOZHOU, ""),
        ("zone", "中国（四川）自由贸易试验区", "China (Sichuan) Pilot Free Trade Zone"),
        (
            "zone",
            "中国（四川）自由贸易试验区川南临港片区",
            "Chuannanlingang Section of the China (Sichuan) Pilot Free Trade Zone",
        ),
        ("zone", "中国（四川）有限公司", ""),
        ("organ", "新疆生产建设兵团", "Xinjiang Production and Construction Corps"),
        ("organ", "某某局", ""),
        ("reform", "标准地", "Standard land (industrial land offered with preset indicators)"),
        ("reform", "没有的改革", ""),
    ],
)
def test_names(kind: str, name: str, english: str) -> None:
    assert english_name(kind, name) == english


@pytest.mark.parametrize(
    ("value", "english"),
    [("经济开发区", "Economic development zone"), ("用地", "Land"), ("山西省", "Shanxi"), ("某某", ""), ("", "")],
)
def test_values_of_tables(value: str, english: str) -> None:
    assert english_value(value) == english


def test_first_letters_lose_no_name() -> None:
    vocabulary = load_vocabulary()
    names = [*vocabulary.places.names, *vocabulary.by_alias]
    names += ["（山东）产业园", "长治", "A级", "7x24", ""]
    lost = [name for name in names if any(one and one[0] not in first_letters(name) for one in pinyin(name))]
    assert lost == []
    assert first_letters("朔州") == {"s"}


def test_the_list_of_places_is_sorted() -> None:
    lines = (files("reformgraph.views") / "english_places.tsv").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))


def found(store: Store, text: str, language: str = "en") -> str:
    with speaking(Speech(language)):
        return search_page(Look(store, BASE), [("q", text)]).decode()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shuozhou", SHUOZHOU), ("shuozhou economic", SHUOZHOU), ("szjjkfq", SHUOZHOU), ("朔州", SHUOZHOU),
        ("biaozhundi", "标准地"), ("standard land", "标准地"), ("BZD", "标准地"), ("Shanxi", "山西省"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_serve_finds_by_every_spelling(store: Store, text: str, name: str, language: str) -> None:
    wanted = {SHUOZHOU: "/id/zone/", "标准地": "/id/reform/", "山西省": "/id/place/140000"}[name]
    assert wanted in found(store, text, language).partition("<tbody>")[2]


def test_one_letter_and_other_scripts_spell_nothing(store: Store) -> None:
    assert "<tbody>" not in found(store, "ш")
    assert SHUOZHOU not in found(store, "q'")


def test_pages_of_serve_speak_english_names(store: Store) -> None:
    look = Look(store, BASE)
    iri = f"{BASE}zone/{SHUOZHOU}"
    assert look.label(iri) == SHUOZHOU
    with speaking(Speech("en")):
        assert look.label(iri) == ENGLISH
        assert look.label(f"{BASE}place/140000") == "Shanxi"


def test_the_site_lists_and_finds_english_names(store: Store, tmp_path: Path) -> None:
    write_site(knowledge_graph(store), tmp_path / "site", store=store, language="en")
    index = (tmp_path / "site" / "assets" / "search-index.js").read_text("utf-8")
    rows = {row[0]: row for row in json.loads(index.removeprefix("window.RG_INDEX=").rstrip(";\n"))}
    assert ENGLISH in rows[SHUOZHOU][3]
    assert "biaozhundi" in rows["标准地"][4]
    zones = (tmp_path / "site" / "zones.html").read_text("utf-8")
    assert f'data-zh="{SHUOZHOU}" data-en="{ENGLISH}">{ENGLISH}<' in zones
    page = (tmp_path / "site" / re.search(r'href="(zone/[^"]+)"', zones)[1]).read_text("utf-8")  # type: ignore[index]
    assert "English" in page


@pytest.mark.browser
def test_the_graph_page_finds_and_names_in_english(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(make_page(knowledge_graph(store), language="en").html, "utf-8")
    with chromium() as browser:
        opened = open_file(browser, path)
        page = opened.page
        for text, name in (("shuozhou", ENGLISH), ("biaozhundi", "Standard land"), ("standard land", "Standard land")):
            page.fill("#search", text)
            assert name in page.inner_text("#found"), text
        page.fill("#search", "shuozhou economic")
        page.press("#search", "Enter")
        assert page.inner_text("#panel h2").startswith(ENGLISH)
        assert SHUOZHOU in page.inner_text("#panel")
        page.click("#tab-table")
        assert ENGLISH in page.inner_text("#view-table")
        page.click("#lang")
        assert ENGLISH not in page.inner_text("#view-table")
        assert SHUOZHOU in page.inner_text("#view-table")
        opened.check_clean()


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Shanxi", ["山西省"]),
        ("shaanxi province", ["陕西省"]),
        ("Shuozhou City", ["朔州市"]),
        ("Jilin", ["吉林省"]),
        ("Jilin City", ["吉林市"]),
        ("Jilin Province", ["吉林省"]),
        ("Beijing City", ["北京市"]),
        ("Beijing Municipality", ["北京市"]),
        ("Shuozhou Province", []),
        ("Nowhere", []),
        ("没有的地方", []),
    ],
)
def test_places_called_by_their_english_names(name: str, places: list[str]) -> None:
    assert [place.name for place in places_called(name)] == places


@pytest.mark.parametrize("name", ["Suzhou", "suzhou city"])
def test_an_english_name_of_two_places_names_both(name: str) -> None:
    with pytest.raises(UsageError, match=r"苏州市.*宿州市"):
        places_called(name)


def test_graph_pages_and_charts_take_english_names_of_reforms(store: Store) -> None:
    graph = knowledge_graph(store)
    assert find(graph, "reform", "standard land") == find(graph, "reform", "标准地")
