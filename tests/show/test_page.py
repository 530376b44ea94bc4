"""Graph pages: selection, model, layout, and HTML that needs nothing and lets nothing through."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from reformgraph.errors import UsageError
from reformgraph.show.article_text import aligned, pieces
from reformgraph.show.day_bounds import bounds
from reformgraph.show.graph import selection as select
from reformgraph.show.graph.graph_layout import community_layout, satellites
from reformgraph.show.graph.make_page import EmptyGraphError, make_page
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.positions import positions
from reformgraph.show.graph.render import safe_json, vis_network
from reformgraph.show.graph.write_file import OutputError, check_writable, write_text
from reformgraph.show.model import build_model, latest_status
from support.hostile import HOSTILE
from support.page_fixture import BASE, hostile_graph, invented_graph

GRAPH = invented_graph(24, 10, 20, 50, 6)
ZONE = f"{BASE}zone/朔州经济开发区"


def data_of(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="data-{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found.group(1))


@pytest.mark.parametrize(
    ("edtf", "known", "sort"),
    [
        ("2024", "2024-12-31", "in"),
        ("2024-02", "2024-02-29", "in"),
        ("../2024-06-30", "2024-06-30", "by"),
        ("2023-03/..", "2023-03-01", "from"),
        ("2023-03/2024-11-20", "2024-11-20", "in"),
        ("2024-11~", "2024-11-30", "in"),
        ("", "", ""),
        (None, "", ""),
        ("2024-13", "", ""),
        ("<script>", "", ""),
    ],
)
def test_bounds(edtf: str | None, known: str, sort: str) -> None:
    assert (bounds(edtf).known, bounds(edtf).sort) == (known, sort)


def test_pinyin_initials_and_second_readings() -> None:
    pytest.importorskip("pypinyin")
    assert pinyin("朔州经开区")[:2] == ("szjkq", "shuozhoujingkaiqu")
    assert "cz" in pinyin("长治")
    assert pinyin("“一枚印章”")[0] == "ymyz"
    assert pinyin("ABC") == ()


def test_whole_is_capped_and_says_what_is_left_out() -> None:
    picked = select.whole(GRAPH, 30)
    kinds = [GRAPH.nodes[node]["kind"] for node in picked.nodes]
    assert len(picked.nodes) == 30
    assert kinds.count("zone") + kinds.count("reform") >= 18
    assert sum(dict(picked.left_out).values()) == len(GRAPH) - 30


def test_zone_profile_holds_only_what_belongs_to_it() -> None:
    picked = select.zone_profile(GRAPH, ZONE)
    zones = [node for node in picked.nodes if GRAPH.nodes[node]["kind"] == "zone"]
    claimed = {end for _, end, kind in GRAPH.out_edges(ZONE, data="kind") if kind == "claim"}
    assert zones == [ZONE]
    assert claimed == {node for node in picked.nodes if GRAPH.nodes[node]["kind"] == "reform"}


def test_compare_needs_two_zones() -> None:
    with pytest.raises(UsageError, match="two different zones"):
        select.compare_zones(GRAPH, ZONE, ZONE)


def test_claims_of_one_pair_become_one_edge() -> None:
    model = build_model(GRAPH, select.whole(GRAPH))
    pairs = [(edge["f"], edge["t"]) for edge in model.edges if edge["k"] == "claim"]
    claims = [1 for *_, kind in GRAPH.edges(data="kind") if kind == "claim"]
    assert len(pairs) == len(set(pairs))
    assert sum(edge.get("n", 1) for edge in model.edges if edge["k"] == "claim") == len(claims)
    assert all(model.claims[number]["q"] for edge in model.edges for number in edge.get("c", ()))


def test_an_article_page_shows_only_its_own_claims() -> None:
    article = next(data["article"] for *_, data in GRAPH.edges(data=True) if data["kind"] == "claim")
    model = build_model(GRAPH, select.article_graph(GRAPH, article))
    assert model.claims
    assert {model.articles[claim["r"]]["i"] for claim in model.claims} == {article}


@pytest.mark.parametrize(
    ("statuses", "dates", "latest"),
    [
        (["planned", "adopted"], ["2024", "2023"], "adopted"),
        (["adopted", "withdrawn"], ["2022", "2023"], "withdrawn"),
        (["withdrawn", "adopted"], ["2022", "2023"], "adopted"),
        (["referenced", "required"], ["", ""], "required"),
    ],
)
def test_latest_status(statuses: list[str], dates: list[str], latest: str) -> None:
    assert latest_status([{"s": one} for one in statuses], dates) == latest


def test_a_province_that_acts_is_a_government_body() -> None:
    graph = GRAPH.copy()
    place = f"{BASE}place/140600"
    claim = next(data for *_, data in GRAPH.edges(data=True) if data["kind"] == "claim")
    graph.add_edge(place, f"{BASE}reform/标准地", **claim)
    model = build_model(graph, select.whole(graph))
    assert {node["k"] for node in model.nodes if node["i"] == place} == {"organ"}


def test_layout_is_the_same_again_and_discs_do_not_touch() -> None:
    model = build_model(GRAPH, select.whole(GRAPH))
    places = positions(model)
    assert places == positions(model)
    core = [n for n, node in enumerate(model.nodes) if node["k"] in select.CORE]
    for a in core:
        for b in core:
            if a < b:
                assert math.dist(places[a], places[b]) > (model.nodes[a]["r"] + model.nodes[b]["r"]) * 0.8


@pytest.mark.parametrize("sort", ["zone", "reform", "company", "article", "compare"])
def test_page_layouts_leave_room_for_every_node(sort: str) -> None:
    names = {
        "zone": ["朔州经开区"], "reform": ["标准地"], "company": ["云岭1机械"], "article": ["made-up-1"],
        "compare": ["朔州经开区", "太原经开区"],
    }[sort]  # fmt: skip
    html = make_page(GRAPH, sort, names).html
    spots = [(node["x"], node["y"]) for node in data_of(html, "nodes")]
    near = [math.dist(a, b) for n, a in enumerate(spots) for b in spots[:n]]
    assert min(near) > 24


def test_satellites_stand_by_their_strongest_link_and_layout_of_odd_graphs() -> None:
    assert satellites([True, True, False, False], [(0, 2, 1.0), (1, 2, 2.0), (2, 3, 0.1)]) == [0, 1, 1, 1]
    assert community_layout([], []) == []
    assert community_layout([5.0], []) == [(0.0, 0.0)]
    assert len(set(community_layout([5.0] * 40, []))) == 40


def test_page_is_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from support.page_fixture import invented_graph; "
        "from reformgraph.show.graph.make_page import make_page; "
        "sys.stdout.buffer.write(make_page(invented_graph(24, 10, 20, 50, 6)).html.encode())"
    )
    runs = {
        hashlib.sha256(
            subprocess.run(
                [sys.executable, "-c", code, str(Path(__file__).parents[1])],
                capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""},
            ).stdout
        ).hexdigest()
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_html_asks_for_nothing() -> None:
    html = make_page(GRAPH).html
    without_scripts = re.sub(r"<script.*?</script>", "", html, flags=re.S)
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", without_scripts)
    assert "<link" not in without_scripts
    assert "default-src &#39;none&#39;" in html


def test_policy_names_each_script_by_hash() -> None:
    html = make_page(GRAPH).html
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    assert len(scripts) == 2
    for text in scripts:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in html.split("<style>")[0].replace(
            "&#43;", "+"
        ).replace("&#61;", "=")


@pytest.mark.parametrize("sort", ["whole", "zone", "reform", "compare"])
def test_hostile_strings_stay_text(sort: str) -> None:
    graph = hostile_graph(HOSTILE)
    iris = [node for node, kind in graph.nodes(data="kind") if kind == ("reform" if sort == "reform" else "zone")]
    html = make_page(graph, sort, [] if sort == "whole" else iris[:2]).html
    html.encode("utf-8")
    outside = re.sub(r"<script.*?</script>", "", html, flags=re.S)
    assert not re.search(
        r"<(img|iframe|object|base|link|math|body onload|details open)", outside.lower().split("<body>")[1]
    )
    ours = html.replace(vis_network(), "")
    assert ours.count("<script") == ours.count("</script") == 5
    assert {node["l"] for node in data_of(html, "page")["nodes"]} > {HOSTILE[0]} or sort != "whole"


def test_safe_json_round_trip() -> None:
    text = "</script>&\u2028\u2029<!--"
    made = safe_json({"a": text})
    assert json.loads(made) == {"a": text}
    assert not set("<>&\u2028\u2029") & set(made)


def test_empty_graph_is_told() -> None:
    with pytest.raises(EmptyGraphError, match="nothing to draw"):
        make_page(nx.MultiDiGraph())


@pytest.mark.parametrize("limit", [0, -5, 200_000])
def test_limits_are_told(limit: int) -> None:
    with pytest.raises(UsageError):
        make_page(GRAPH, limit=limit)


def test_an_unknown_name_gets_suggestions() -> None:
    with pytest.raises(UsageError, match="did you mean"):
        make_page(GRAPH, "zone", ["朔州经济开发"])


def test_a_graph_of_200000_nodes_is_cut_to_the_limit() -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"{BASE}company/{n}", {"kind": "company", "label": f"企业{n}"}) for n in range(200_000))
    picked = select.whole(graph, 50)
    assert len(picked.nodes) == 50
    assert picked.left_out == (("company", 199_950),)


def test_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    target.write_text("old", encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        with pytest.raises(OutputError, match="No space left"):
            write_text(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("place", ["", "missing/page.html"])
def test_output_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    with pytest.raises(OutputError):
        check_writable(tmp_path / place)
    with pytest.raises(OutputError):
        write_text(tmp_path / place, "x")


def test_text_is_aligned_through_wraps() -> None:
    text = "标题\n　　甲区推行标\n准地改革。\n其他\n　　乙区 也推行。"
    paragraphs = aligned(text, [2, 3, 5], "甲区推行标准地改革。\n乙区 也推行。")
    assert [words for words, _ in paragraphs] == ["甲区推行标准地改革。", "乙区 也推行。"]
    for words, places in paragraphs:
        assert all(text[place] == sign for sign, place in zip(words, places, strict=True) if not sign.isspace())
    assert len(aligned(text, [2, 3], "对不上")) == 2


def test_pieces_mark_mentions_and_evidence() -> None:
    made = pieces(
        "甲区推行标准地。", tuple(range(10, 18)), [((10, 12), 0), ((14, 17), 1), ((15, 17), 2)], {(10, 18): [5]}
    )
    assert made == [["甲区", 0, "5"], ["推行", -1, "5"], ["标准地", 1, "5"], ["。", -1, "5"]]
