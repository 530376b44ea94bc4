"""Hostile names in drawings and files: inert, their directions and unseen signs taken out, long ones cut.

Two of them are run a second time with the escaping taken out, and have to fail then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from xml.etree import ElementTree

import networkx as nx
import pytest

from reformgraph.analysis.network.graph_files import render_graph
from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.show.charts import (
    Drawing,
    actor_map,
    adoption_curve,
    adoption_matrix,
    reform_timeline,
    spread_map,
    zone_timeline,
)
from reformgraph.show.charts import drawing as drawing_module
from reformgraph.show.charts.matrix import matrix_of
from reformgraph.show.charts.png import chinese_font, to_png
from reformgraph.show.charts.result_charts import Item, bar_chart, link_chart, point_map, time_chart
from reformgraph.show.serve import markup
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.resource import render
from reformgraph.show.serve.result_page import result_page
from reformgraph.show.serve.search_page import search_page
from reformgraph.store import open_store
from reformgraph.views.text_search import LONGEST
from support.hostile import HOSTILE
from support.made_store import make
from support.page_fixture import BASE as THINGS
from support.page_fixture import invented_graph

LONG = "朔州" * 100
#: 60 strings: those that break careless pages, and names that look like others.
NAMES = [
    *HOSTILE,
    "标准\u200b地", "\ufeff标准地", "标\u00ad准\u2060地", "\u2067标准地\u2069", "\u061c标准地", "标准地\U000e0041",
    "\u3164", LONG, "<text>" * 40, "</text></svg><script>window.hit=1</script>",
]  # fmt: skip
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\U000e0000-\U000e00ff]"
)
_MARKUP = re.compile(
    "<(?:script|img|iframe|style|meta|base|object|body|svg on|details open on|input autofocus)", re.IGNORECASE
)
_SHAPES = {"svg", "title", "rect", "text", "line", "circle", "g", "a", "path", "polyline"}


def named(text: str) -> nx.MultiDiGraph:
    """An invented graph in which a zone, a reform, an article and a sentence bear the text."""
    graph = invented_graph(4, 3, 2, 6, 1)
    zone = next(node for node, kind in graph.nodes(data="kind") if kind == "zone")
    graph.nodes[zone].update(label=text, aliases=[text], english="", province=text)
    graph.nodes[f"{THINGS}reform/标准地"].update(label=text, english="", category=text)
    for *_, data in graph.edges(data=True):
        data.update({key: text for key in ("quote", "when") if key in data})
    return graph


def drawings(text: str) -> Iterator[Drawing]:
    """Everything that is drawn, with the text wherever a name may stand."""
    item = Item(text, "3", "/x")
    yield from (
        bar_chart([item], text, "en", text), time_chart([Item(text, "2024")], text, "en"),
        point_map([(item, 112.4, 39.3)], text, "en"),
        link_chart([("a", text, "b")], {"a": text, "b": text}, {"a": "/x", "b": "/y"}, text, "en"),
    )  # fmt: skip
    graph, reform = named(text), f"{THINGS}reform/标准地"
    zone = next(node for node, kind in graph.nodes(data="kind") if kind == "zone")
    makers: list[Callable[[], Drawing]] = [
        lambda: adoption_matrix(graph, matrix_of(graph), link=lambda _: "/x"),
        lambda: spread_map(graph, reform, "en"),
        lambda: actor_map(graph, "en", lambda _: "/x"),
    ]
    for slim, lang in ((False, "zh"), (True, "en")):
        makers += [
            partial(zone_timeline, graph, zone, lang, lambda _: "/x", narrow=slim),
            partial(reform_timeline, graph, reform, lang, narrow=slim),
            partial(adoption_curve, graph, (), lang, narrow=slim),
        ]
    for drawn in makers:
        with suppress(UsageError):
            yield drawn()


def look_at_drawings(text: str) -> None:
    """Every drawing parses, holds shapes alone, nothing unseen, and no line longer than a name may be."""
    count = 0
    for one in drawings(text):
        count += 1
        for svg in (one.to_svg(), one.to_svg(standalone=False)):
            root = ElementTree.fromstring(svg)
            assert {element.tag.rpartition("}")[2] for element in root.iter()} <= _SHAPES
            assert not _UNSEEN.search(svg)
            for element in root.iter():
                assert not any(name.lower().startswith("on") for name in element.attrib)
                if element.tag.endswith("text"):
                    assert len(element.text or "") < 140, element.text
    assert count >= 6


@pytest.mark.parametrize("text", NAMES)
def test_drawings_are_inert(text: str) -> None:
    look_at_drawings(text)


def test_drawings_without_escaping_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_module, "escape", lambda text: text)
    broken = 0
    for text in NAMES:
        try:
            look_at_drawings(text)
        except (ElementTree.ParseError, AssertionError, UnicodeEncodeError):
            broken += 1
    assert broken > 30


def test_pictures_are_painted_whatever_the_name() -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    try:
        chinese_font()
    except Exception as fault:
        pytest.skip(str(fault))
    for text in ("\ud800 lone", "\u0000\u0001", LONG, "\u202e反转", "<b>"):
        picture = to_png(bar_chart([Item(text, "3")], text, "zh"))
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") < 4000


@pytest.mark.parametrize("text", NAMES)
def test_graph_files_are_inert(text: str) -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("a", label=text, kind=text)
    graph.add_node(f"{text}b", label="b")
    graph.add_edge("a", f"{text}b", link=text)
    for way in ("gexf", "graphml"):
        root = ElementTree.fromstring(render_graph(graph, way).encode("utf-8", "replace"))
        kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not kinds & {"script", "img", "svg", "iframe", "a"}


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    with open_store(make(tmp_path_factory.mktemp("files")), read_only=True) as store:
        yield Look(store, BASE)


def pages(look: Look, text: str) -> dict[str, bytes]:
    """The pages and files of a server on which what is asked for comes back."""
    query = 'SELECT ?name ?onset ?n { VALUES (?name ?onset ?n) { (NAME "2024-03" 3) } }'.replace("NAME", _literal(text))
    text = text.encode("utf-8", "replace").decode()[:LONGEST]
    made = {
        "search": search_page(look, [("q", text)]),
        "result": result_page(look, [("query", query)], "html"),
        "svg": result_page(look, [("query", query), ("view", "bars")], "svg"),
    }
    asked = {"view": "ask", "rest": "", "given": [("q", text)], "form": "html"}
    made["ask"] = render(look.store, BASE, asked).body
    return made


def _literal(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return (
        '"' + "".join(f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}" for sign in clean) + '"'
    )


def look_at_pages(look: Look, text: str) -> None:
    for name, body in pages(look, text).items():
        told = body.decode("utf-8", "replace")
        assert not _UNSEEN.search(told), name
        assert not _MARKUP.search(_inside(told)), name


def _inside(html: str) -> str:
    """What stands in the body of a page, or a whole file."""
    return html.partition("<main>")[2] or html


@pytest.mark.parametrize("text", [one for one in NAMES if one.strip()])
def test_what_is_asked_for_comes_back_inert(look: Look, text: str) -> None:
    look_at_pages(look, text)


def test_pages_without_escaping_are_noticed(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "escape", lambda text: text)
    with pytest.raises(AssertionError):
        for text in NAMES[:12]:
            look_at_pages(look, text)
