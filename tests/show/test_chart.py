"""Charts: counts, intervals, real text in SVG, PNG with Chinese, hostile names."""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from reformgraph.errors import MissingExtraError, UsageError
from reformgraph.show.charts import (
    adoption_curve,
    adoption_matrix,
    adoptions,
    reform_timeline,
    spread,
    spread_map,
    zone_timeline,
)
from reformgraph.show.charts.axis import EARLIER, TimeAxis, bulk
from reformgraph.show.charts.conic import conic
from reformgraph.show.charts.drawing import WHITE, Drawing, cut, text_width
from reformgraph.show.charts.line_chart import line_chart
from reformgraph.show.charts.matrix import matrix_of
from reformgraph.show.charts.spread import land
from reformgraph.show.charts.tile_grid import TILES, short_name
from reformgraph.show.graph.page_charts import figure
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.hostile import HOSTILE
from support.page_fixture import BASE, hostile_graph, invented_graph

GRAPH = invented_graph(24, 10, 20, 80)
REFORM, ZONE = f"{BASE}reform/标准地", f"{BASE}zone/朔州经济开发区"
SVG = "{http://www.w3.org/2000/svg}"


def one_claim(**fields: Any) -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("z", kind="zone", label="甲区", lon=112.0, lat=38.0)
    graph.add_node("r", kind="reform", label="改革甲")
    for claim in fields["claims"]:
        graph.add_edge("z", "r", kind="claim", article="", when_edtf=None, **claim)
    return graph


def texts(drawing: Drawing) -> list[str]:
    return [element.text or "" for element in ET.fromstring(drawing.to_svg()).iter(f"{SVG}text")]


def test_the_tightest_onset_of_several_claims_counts() -> None:
    claims = [
        {"status": "adopted", "onset_edtf": "../2024-06-30"},
        {"status": "adopted", "onset_edtf": "2023-05"},
        {"status": "planned", "onset_edtf": None},
    ]
    (row,) = adoptions(one_claim(claims=claims))
    assert (row.status, row.earliest, row.latest, row.claims, row.words) == (
        "adopted",
        "2023-05-01",
        "2023-05-31",
        2,
        ("2023年5月", "2023-05"),
    )


@pytest.mark.parametrize(
    ("onset", "words"),
    [
        ("../2024-06-30", ("不晚于2024年6月30日", "by 2024-06-30")),
        ("2024", ("2024年", "2024")),
        ("2024-06-30/..", ("不早于2024年6月30日", "from 2024-06-30")),
        (None, ("时间不详", "undated")),
        ("2018-03/2024-03-20", ("2018年3月至2024年3月20日", "2018-03 to 2024-03-20")),
    ],
)
def test_open_intervals_are_told(onset: str | None, words: tuple[str, str]) -> None:
    (row,) = adoptions(one_claim(claims=[{"status": "adopted", "onset_edtf": onset}]))
    assert row.words == words


def test_curve_ends_at_the_number_of_dated_adoptions() -> None:
    rows = [row for row in adoptions(GRAPH) if row.reform == REFORM and row.status == "adopted"]
    dated = [row for row in rows if row.known]
    printed = [row for row in rows if not row.known and row.in_print]
    drawing = adoption_curve(GRAPH, [REFORM])
    assert printed
    assert f"标准地 {len(dated)}+{len(printed)}" in texts(drawing)
    assert any(f"{len(printed)} 项时间不详" in text for text in texts(drawing))
    circles = [mark for mark in drawing.marks if mark.shape == "circle"]
    assert [len([one for one in circles if (one.fill == WHITE) == hollow]) for hollow in (False, True)] == [
        len(dated),
        len(printed),
    ]


def undated(claims: int, issued: str = "") -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("r", kind="reform", label="改革甲")
    graph.add_node("p", kind="article", label="报道", date=issued)
    for number in range(claims):
        graph.add_node(f"z{number}", kind="zone", label=f"{number}区")
        graph.add_edge(f"z{number}", "r", kind="claim", article="p", status="adopted", onset_edtf=None, when_edtf=None)
    return graph


def test_undated_adoptions_are_no_line_at_zero() -> None:
    drawing = adoption_curve(undated(3, "2024-05-06"))
    assert "改革甲 0+3" in texts(drawing)
    assert all(mark.width < 2 for mark in drawing.marks if mark.shape == "poly")
    with pytest.raises(UsageError, match="3"):
        adoption_curve(undated(3), ["r"])


def test_lines_over_periods_escape_break_at_none_and_name_the_periods() -> None:
    drawing = line_chart("<甲> & 乙", [1, 2, 3, 4], {"x": [1.0, 2.0, None, 2.0]}, x_text=lambda x: f"2024Q{x:.0f}")
    svg = drawing.to_svg()
    assert "&lt;甲&gt; &amp; 乙" in svg
    assert "2024Q4" in texts(drawing)
    assert sum(mark.shape == "poly" for mark in drawing.marks) == 1
    assert "nan" not in line_chart("", [], {}).to_svg().lower()


def test_curve_labels_do_not_collide() -> None:
    drawing = adoption_curve(GRAPH)
    heights = sorted(
        mark.numbers[1] for mark in drawing.marks if mark.shape == "text" and mark.bold and not mark.heading
    )
    assert len(heights) == 5
    assert all(b - a >= 17 for a, b in itertools.pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < drawing.height


@pytest.mark.parametrize("reforms", [["r"] * 7, [f"{BASE}reform/none"]])
def test_curves_that_cannot_be_drawn(reforms: list[str]) -> None:
    with pytest.raises(UsageError):
        adoption_curve(GRAPH, reforms)


def test_matrix_filters_sorts_and_says_what_is_left_out() -> None:
    matrix = matrix_of(GRAPH, category="审批", province="浙江省")
    assert {GRAPH.nodes[one]["category"] for one in matrix.reforms} == {"审批"}
    assert {GRAPH.nodes[one]["province"] for one in matrix.actors} == {"浙江省"}
    small = matrix_of(GRAPH, rows=3, columns=2)
    assert (len(small.actors), len(small.reforms)) == (3, 2)
    assert small.left_out[0] > 0
    assert any("未画出" in text for text in texts(adoption_matrix(GRAPH, small)))
    names = [GRAPH.nodes[one]["label"] for one in matrix_of(GRAPH, sort="name").actors]
    assert names == sorted(names)


@pytest.mark.parametrize("wrong", [{"sort": "size"}, {"category": "没有"}, {"province": "没有"}])
def test_matrix_of_nothing(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        matrix_of(GRAPH, **wrong)  # type: ignore[arg-type]


def test_timelines_hold_a_row_for_each() -> None:
    rows = [row for row in adoptions(GRAPH) if row.actor == ZONE]
    shown = texts(zone_timeline(GRAPH, ZONE))
    assert {GRAPH.nodes[row.reform]["label"] for row in rows} <= set(shown)
    assert "朔州经济开发区" in shown
    actors = [row for row in adoptions(GRAPH) if row.reform == REFORM]
    drawn = reform_timeline(GRAPH, REFORM, most=3)
    assert sum(mark.tip != "" and mark.anchor == "end" for mark in drawn.marks) == min(3, len(actors))
    with pytest.raises(UsageError):
        zone_timeline(GRAPH, f"{BASE}zone/none")


def test_map_places_north_above_south_and_west_before_east() -> None:
    drawing = spread_map(GRAPH, REFORM)
    spots = {mark.tip.split(" ")[0]: mark.numbers for mark in drawing.marks if mark.shape == "circle" and mark.tip}
    assert len(spots) == sum(row.reform == REFORM for row in adoptions(GRAPH))
    north, south = (next(spot for name, spot in spots.items() if city in name) for city in ("沈阳", "广州"))
    assert north[1] < south[1]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y, _ in spots.values())


def test_a_map_of_one_reform_marks_so_many_and_tells_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def tips() -> list[str]:
        marks = spread_map(GRAPH, REFORM).marks
        return [mark.tip for mark in marks if mark.shape == "circle" and mark.tip]

    many = len(tips())
    monkeypatch.setattr(spread, "_MARKS", 2)
    assert (len(tips()), many > 2) == (2, True)
    told = [mark.text for mark in spread_map(GRAPH, REFORM).marks if mark.shape == "text"]
    assert f"另有 {many - 2} 个未画出。" in " ".join(chinese for chinese, _ in told)


def test_the_tiles_stand_below_the_map_and_all_fits_a_column() -> None:
    drawing = spread_map(GRAPH, REFORM)
    assert drawing.width <= 960
    lowest = max(mark.numbers[1] for mark in drawing.marks if mark.shape == "circle" and mark.tip)
    tiles = [mark for mark in drawing.marks if mark.shape == "rect" and mark.tip.split(" ")[0] in TILES]
    assert len(tiles) == len(TILES)
    assert min(tile.numbers[1] for tile in tiles) > lowest
    for language in ("zh", "en"):
        for mark in spread_map(GRAPH, REFORM, language).marks:
            wide = text_width(mark.text[language == "en"], mark.size) if mark.shape == "text" else 0
            assert mark.numbers[0] + wide * (mark.anchor == "start") <= drawing.width


def test_taiwan_is_drawn_by_the_seats_of_its_counties_and_cities() -> None:
    # East of the strait: no seat of Fujian lies so far east and south.
    assert sum(120 < lon < 122.5 and 21.5 < lat < 25.5 for lon, lat in land()) >= 19


def test_map_without_coordinates_is_told() -> None:
    graph = one_claim(claims=[{"status": "adopted", "onset_edtf": None}])
    graph.nodes["z"]["lon"] = None
    with pytest.raises(UsageError, match="no place is known"):
        spread_map(graph, "r")


def test_inline_drawings_carry_both_languages() -> None:
    inline = zone_timeline(GRAPH, ZONE).to_svg(standalone=False)
    assert 'data-zh="已采用" data-en="adopted"' in inline
    assert "<?xml" not in inline


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_names_leave_the_svg_well_formed(language: str) -> None:
    graph = hostile_graph(HOSTILE)
    reforms = [node for node, kind in graph.nodes(data="kind") if kind == "reform"]
    zones = [node for node, kind in graph.nodes(data="kind") if kind == "zone"]
    for reform, zone in zip(reforms, zones, strict=True):
        for drawing in (
            reform_timeline(graph, reform, language),
            zone_timeline(graph, zone, language),
            spread_map(graph, reform, language),
        ):
            for text in (drawing.to_svg(), drawing.to_svg(standalone=False)):
                root = ET.fromstring(text)
                assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
                    "svg", "title", "rect", "line", "circle", "polyline", "path", "text", "g",
                }  # fmt: skip
    ET.fromstring(adoption_matrix(graph, matrix_of(graph, rows=100, columns=100)).to_svg())


def test_axis_of_one_day_and_of_no_day() -> None:
    axis = TimeAxis.around(["2024-05-05"], 0, 100)
    assert 0 < axis.x("2024-05-05") < 100
    assert TimeAxis.around([], 0, 100).ticks() == []
    assert len(TimeAxis.around(["1900-01-01", "2024-01-01"], 0, 100).ticks()) <= 15


def test_few_days_far_off_do_not_crush_the_others() -> None:
    days = [f"{year}-0{month}-01" for year in range(2019, 2025) for month in range(1, 10)]
    assert bulk([]) == ("", "")
    assert bulk(["1803-12-31", *days, "2959-01-01"]) == (days[0], days[-1])
    assert bulk(["1803-12-31", *days[:9]]) == ("1803-12-31", days[8])  # of few days each counts
    assert bulk(["2015-01-01", *days]) == ("2015-01-01", days[-1])  # the gap is no longer than the rest
    axis = TimeAxis.around(["1803-12-31", *days], 0, 100)
    assert (axis.earlier, axis.later, axis.x("1803-12-31")) == (True, False, 0)
    drawing = Drawing(200, 100, "x")
    axis.draw(drawing, 0, 80)
    assert [mark.text[0] for mark in drawing.marks if "←" in mark.text[0]] == ["←"]


def test_the_curve_tells_what_stands_at_its_end() -> None:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_node("r", kind="reform", label="标准地")
    days = ["1803-12-31", *(f"{year}-0{month}" for year in range(2019, 2025) for month in range(1, 10))]
    for n, day in enumerate(days):
        graph.add_node(f"z{n}", kind="zone", label=f"z{n}")
        told = {"status": "adopted", "adoption_status": "adopted", "onset_edtf": day, "adoption_onset": day}
        graph.add_edge(f"z{n}", "r", kind="claim", **told, adoption_latest=(day + "-01")[:10])
    words = [mark.text[0] for mark in adoption_curve(graph, ["r"]).marks]
    assert EARLIER[0] in words
    assert "1803" not in words


def test_cut_keeps_to_the_width() -> None:
    assert cut("开发区", 12, 100) == "开发区"
    assert cut("经济技术开发区管理委员会", 12, 60).endswith("…")
    assert text_width(cut("经济技术开发区管理委员会", 12, 60), 12) <= 60


def test_png_shows_chinese() -> None:
    image_module = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    from reformgraph.show.charts.png import FontError, chinese_font, to_png

    try:
        chinese_font()
    except FontError as fault:
        pytest.skip(str(fault))
    import io

    drawing = Drawing(200, 40, "x")
    drawing.text(10, 30, "开", size=30)
    drawing.text(110, 30, "发", size=30)
    image = image_module.open(io.BytesIO(to_png(drawing))).convert("1")
    assert image.size == (400, 80)
    halves = [image.crop((left, 0, left + 60, 80)).tobytes() for left in (20, 220)]
    assert halves[0] != halves[1]
    assert to_png(adoption_curve(GRAPH)) == to_png(adoption_curve(GRAPH))


def test_png_without_a_font_names_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    from reformgraph.show.charts import png

    png.chinese_font.cache_clear()
    monkeypatch.setattr(png, "_folders", lambda: iter([tmp_path]))
    monkeypatch.delenv("REFORMGRAPH_FONT", raising=False)
    with pytest.raises(png.FontError, match="apt install fonts-noto-cjk"):
        png.to_png(Drawing(10, 10, "x"))
    monkeypatch.setenv("REFORMGRAPH_FONT", str(tmp_path / "none.ttf"))
    with pytest.raises(png.FontError, match="does not exist"):
        png.to_png(Drawing(10, 10, "x"))
    png.chinese_font.cache_clear()


def test_png_without_pillow_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from reformgraph.show.charts import png

    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(MissingExtraError, match="png"):
        png.to_png(Drawing(10, 10, "x"))


def test_the_conic_frame_keeps_areas() -> None:
    def area(lon: float, lat: float) -> float:
        """Of a tenth of a degree each way, over what it has on the sphere."""
        (a, b), (c, d), (e, f) = conic(lon, lat), conic(lon + 0.1, lat), conic(lon, lat + 0.1)
        plane = abs((c - a) * (f - b) - (e - a) * (d - b))
        return plane / ((math.sin(math.radians(lat + 0.1)) - math.sin(math.radians(lat))) * math.radians(0.1))

    assert [area(lon, lat) for lon, lat in ((75, 40), (105, 20), (130, 48))] == pytest.approx([1, 1, 1], abs=0.01)


def test_every_province_has_a_tile_of_its_own() -> None:
    provinces = {short_name(one.name) for one in load_vocabulary().places.by_code.values() if one.level == "province"}
    assert set(TILES) == provinces
    assert len(set(TILES.values())) == len(TILES)


def test_every_actor_of_the_map_is_named_on_it_or_below() -> None:
    drawing = spread_map(GRAPH, REFORM)
    shown = " ".join(texts(drawing))
    for row in adoptions(GRAPH, REFORM):
        assert str(GRAPH.nodes[row.actor]["label"])[:8] in shown
    assert "来源" in shown
    assert "标准地" in shown


def test_a_province_that_acts_is_a_square() -> None:
    graph = undated(1, "2024-05-06")
    graph.add_node("p1", kind="place", label="山西省", province="山西省", lon=112.5, lat=37.9)
    graph.add_edge("p1", "r", kind="claim", article="p", status="adopted", onset_edtf="2024-03", when_edtf="2024-03")
    drawing = spread_map(graph, "r")
    squares = [mark for mark in drawing.marks if mark.shape == "rect" and "山西省" in mark.tip]
    assert len(squares) == 1
    assert "[0区] 时间不详" in texts(drawing)


def test_captions_do_not_say_a_thing_twice() -> None:
    for language in ("zh", "en"):
        caption = figure("curve", adoption_curve(GRAPH, (), language))
        assert 'data-zh="改革采用曲线" data-en="Adoption curves"' in caption
        matrix = figure("matrix", adoption_matrix(GRAPH, matrix_of(GRAPH), language=language))
        assert 'data-zh="采用矩阵：开发区与改革" data-en="Adoption matrix: Zones and reforms"' in matrix
    assert 'data-zh="采用曲线：标准地"' in figure("curve", adoption_curve(GRAPH, [REFORM]))
