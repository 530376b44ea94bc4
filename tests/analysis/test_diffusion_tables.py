"""Tables in: what is read, what is remarked, what is refused and where."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from reformgraph.analysis.diffusion.adoption_curve import counts
from reformgraph.analysis.diffusion.cascades import cascades_from_events, period_number, read_cascades, subset
from reformgraph.analysis.diffusion.csv_tables import long_csv, read_columns, render
from reformgraph.analysis.diffusion.panel import make_panel, panel_from_graph, read_panel
from reformgraph.analysis.network.adoption_tables import diffnet_nodes, diffnet_ties, long_cascades, policy_unit_year
from reformgraph.errors import ReformGraphError, UsageError


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_with_mark_spaces_and_other_order(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "\ufefftime , node,cascade\n3, 甲 ,x\n\n1,乙,x\n")
    data = read_cascades(path)
    assert (data.nodes, data.names, data.time.tolist()) == (("甲", "乙"), ("x",), [3.0, 1.0])


@pytest.mark.parametrize(
    "header", ["policy,statenam,adopt_year", "cascade_id,node_name,event_time", "reform,zone,year"]
)
def test_headings_of_other_programs(header: str, tmp_path: Path) -> None:
    assert read_cascades(write(tmp_path, "a.csv", f"{header}\nx,a,1\nx,b,2\n")).nodes == ("a", "b")


@pytest.mark.parametrize("rows", ["ego,alter1,alter2\na,b,c\nb,a,\n", "i,net_1,net_2,age\na,b,c,40\nb,NA,a,50\n"])
def test_ties_of_a_survey_with_a_row_an_ego(rows: str, tmp_path: Path) -> None:
    nodes = write(tmp_path, "nodes.csv", "id,toa\na,2019\nb,2020\nc,\n")
    panel = read_panel(nodes, write(tmp_path, "ties.csv", rows))
    assert panel.ties.toarray().tolist() == [[0, 1, 1], [1, 0, 0], [0, 0, 0]]


def test_a_tie_of_a_survey_to_nobody_names_its_line(tmp_path: Path) -> None:
    nodes = write(tmp_path, "nodes.csv", "id,toa\na,2019\nb,2020\n")
    with pytest.raises(ReformGraphError, match="line 3"):
        read_panel(nodes, write(tmp_path, "ties.csv", "ego,alter1,alter2\na,b,\nb,,z\n"))


@pytest.mark.parametrize("name", ["end", "tod"])
def test_the_time_of_giving_up_under_its_usual_names(name: str, tmp_path: Path) -> None:
    panel = read_panel(write(tmp_path, "nodes.csv", f"id,toa,{name}\na,2019,2021\nb,2020,\n"), last=2021)
    assert panel.end is not None
    assert panel.end.tolist()[0] == 2021


def test_given_column_names(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "k,n,t\nx,a,1\n")
    assert read_cascades(path, given={"cascade": "k", "node": "n", "time": "t"}).names == ("x",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cascade,node\nx,a\n", "no column 'time'"),
        ("", "no column"),
        ("cascade,node,time\nx,a\n", "line 2: 2 cells"),
        ("cascade,node,time\nx,a,1\nx,b,soon\n", "line 3: time is 'soon'"),
        ("cascade,node,time\nx,a,inf\n", "line 2: time is 'inf'"),
        ("cascade,node,time\nx,,1\n", "line 2: an empty"),
        ("cascade,node,time\n", "no events"),
    ],
)
def test_unusable_cascades_name_the_line(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ReformGraphError, match=words):
        read_cascades(write(tmp_path, "a.csv", text))


def test_missing_and_wrongly_encoded_files(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_cascades(tmp_path / "none.csv")
    (tmp_path / "g.csv").write_bytes("改革;开发区;年份;备注\n甲;乙;1;\n甲;丙;2;无\n".encode("gbk"))
    assert read_cascades(tmp_path / "g.csv").nodes == ("乙", "丙")
    (tmp_path / "h.csv").write_bytes(b"cascade,node,time\n\xff\xff,a,1\n")
    with pytest.raises(ReformGraphError, match=r"line 2.*UTF-8"):
        read_cascades(tmp_path / "h.csv")


def test_repeats_negative_times_and_lone_adopters_are_remarked() -> None:
    data = cascades_from_events([("x", "a", -3), ("x", "a", 5), ("x", "b", 1), ("y", "a", 2)])
    assert data.time.tolist() == [-3.0, 1.0, 2.0]
    notes = " ".join(data.notes)
    assert "1 repeated" in notes
    assert "1 negative" in notes
    assert "1 cascades with one adopter" in notes


def test_dates_by_unit(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "cascade,node,time\nx,a,2020-11\nx,b,2021-02-03\n")
    assert (lambda t: t[1] - t[0])(read_cascades(path, "month").time) == 3
    assert (lambda t: t[1] - t[0])(read_cascades(path, "year").time) == 1
    with pytest.raises(ReformGraphError, match="coarser than one day"):
        read_cascades(path, "day")
    with pytest.raises(UsageError, match="no time unit"):
        period_number("2020", "week")
    with pytest.raises(UsageError, match="neither"):
        period_number("soon", "year")


def test_subset() -> None:
    data = cascades_from_events([("x", "a", 1), ("x", "b", 2), ("y", "a", 3), ("y", "c", 9)])
    assert subset(data, ["y"]).nodes == ("a", "c")
    assert subset(data, end=3).names == ("x", "y")
    assert subset(data, drop_nodes=["a"]).nodes == ("b", "c")
    with pytest.raises(UsageError, match="no such cascade"):
        subset(data, ["z"])


def nodes_and_ties(folder: Path, nodes: str, ties: str = "ego,alter\na,b\n") -> tuple[Path, Path]:
    return write(folder, "nodes.csv", nodes), write(folder, "ties.csv", ties)


GOOD = "id,toa,city\na,1,x\nb,,y\nc,NA,x\n"


def test_panel_with_non_adopters_and_attributes(tmp_path: Path) -> None:
    panel = read_panel(*nodes_and_ties(tmp_path, GOOD, "ego,alter,value\na,b,2\nb,a,0\n"))
    assert panel.ids == ("a", "b", "c")
    assert math.isnan(panel.toa[1])
    assert panel.attributes["city"] == ("x", "y", "x")
    assert panel.ties.toarray().tolist() == [[0, 2, 0], [0, 0, 0], [0, 0, 0]]


def test_self_ties_and_repeats_are_remarked(tmp_path: Path) -> None:
    panel = read_panel(*nodes_and_ties(tmp_path, GOOD, "ego,alter\na,a\na,b\na,b\n"))
    assert panel.weights().toarray()[0, 1] == 1
    assert panel.weights(valued=True).toarray()[0, 1] == 2
    assert {"1 self-ties dropped"} <= set(panel.notes)
    assert any("1 repeated ties" in note for note in panel.notes)


def test_unknown_nodes_in_ties(tmp_path: Path) -> None:
    files = nodes_and_ties(tmp_path, GOOD, "ego,alter\na,b\nq,a\n")
    with pytest.raises(ReformGraphError, match=r"ties.csv, line 3: the tie names 'q'"):
        read_panel(*files)
    assert read_panel(*files, unknown="drop").ties.nnz == 1
    added = read_panel(*files, unknown="add")
    assert added.ids[-1] == "q"
    assert math.isnan(added.toa[-1])
    assert added.attributes["city"][-1] == ""


def test_symmetric_ties(tmp_path: Path) -> None:
    panel = read_panel(*nodes_and_ties(tmp_path, GOOD), symmetric=True)
    assert panel.ties.toarray()[1, 0] == 1


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ("id,toa\na,1\na,2\n", "line 3: node 'a' stands twice"),
        ("id,toa\na,1.5\n", "not a whole period"),
        ("id,toa\na,later\n", "line 2: toa is 'later'"),
        ("id,toa\n,1\n", "line 2: an empty id"),
        ("id,toa\n", "no nodes"),
        ("id,toa\na,\nb,\n", "nobody adopts"),
        ("id,toa,end\na,5,3\n", "before it began"),
        ("id,toa\na,1\nb,99999999\n", "outliers"),
    ],
)
def test_unusable_nodes(nodes: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ReformGraphError, match=words):
        read_panel(write(tmp_path, "n.csv", nodes))


def test_equal_repeats_of_nodes_are_dropped(tmp_path: Path) -> None:
    panel = read_panel(write(tmp_path, "n.csv", "id,toa\na,1\na,1\nb,2\n"))
    assert panel.ids == ("a", "b")
    assert "1 repeated node rows dropped" in panel.notes


def test_missing_or_negative_tie_values(tmp_path: Path) -> None:
    with pytest.raises(ReformGraphError, match="line 2: a tie has no value"):
        read_panel(*nodes_and_ties(tmp_path, GOOD, "ego,alter,value\na,b,\n"))
    with pytest.raises(ReformGraphError, match="negative"):
        read_panel(*nodes_and_ties(tmp_path, GOOD, "ego,alter,value\na,b,-1\n"))


def test_window_of_observation() -> None:
    panel = make_panel("abc", [2, 5, math.nan], [], [], first=1, last=4)
    assert counts(panel).tolist() == [0, 1, 0, 0]
    assert any("after period 4" in note for note in panel.notes)
    with pytest.raises(ReformGraphError, match="before the first period"):
        make_panel("a", [2], [], [], first=3, last=5)
    with pytest.raises(UsageError, match="lies before"):
        make_panel("a", [2], [], [], first=3, last=1)
    assert make_panel("ab", [-2, 1], [], []).periods == range(-2, 2)


def test_panel_from_networkx() -> None:
    import networkx as nx

    graph = nx.Graph()
    graph.add_node("a", toa=1)
    graph.add_node("b", toa=None)
    graph.add_edge("a", "b", weight=2.0)
    panel = panel_from_graph(graph)
    assert panel.ties.toarray().tolist() == [[0, 2], [2, 0]]


def test_render_forms() -> None:
    rows = [{"a": "甲", "b": 0.1, "c": None, "d": True, "e": 2.0}]
    assert render(rows, "csv") == "a,b,c,d,e\n甲,0.1,,1,2\n"
    assert json.loads(render(rows, "json"))[0]["c"] is None
    assert render(rows, "table").splitlines()[2].startswith("甲  0.1")
    assert render([], "csv", ("x", "y")) == "x,y\n"
    with pytest.raises(UsageError, match="no output format"):
        render(rows, "xml")


def test_tables_for_other_programs_read_back(tmp_path: Path) -> None:
    data = cascades_from_events([("x", "a", 2001), ("x", "b", 2002.5)])
    assert long_cascades(data) == "cascade,node,time\nx,a,2001\nx,b,2002.5\n"
    assert policy_unit_year(data).splitlines()[1] == "a,x,2001"
    panel = make_panel("ab", [1, math.nan], [0], [1], [3.0], attributes={"city": ("p", "q")})
    nodes, ties = write(tmp_path, "n.csv", diffnet_nodes(panel)), write(tmp_path, "t.csv", diffnet_ties(panel))
    back = read_panel(nodes, ties)
    assert back.ids == panel.ids
    assert back.ties.toarray().tolist() == panel.ties.toarray().tolist()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("cascade,node,time\nx,a,1\n"))
    assert read_columns("-", ("cascade",)).columns["cascade"] == ["x"]


def test_long_form_is_what_render_prints() -> None:
    ids, table = ["a", 'b,"c"', "甲"], [[0.0, 0.5], [1 / 3, 1.0], [0.5, 2.0]]
    rows = [
        {"id": name, "period": period, "x": value}
        for name, line in zip(ids, table, strict=True)
        for period, value in zip((1, 2), line, strict=True)
    ]
    assert long_csv(("id", "period", "x"), ids, [1, 2], table) == render(rows, "csv", ("id", "period", "x"))
