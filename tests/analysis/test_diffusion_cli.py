"""The commands: columns in and out, formats, charts, errors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reformgraph.chinese_messages import translated
from reformgraph.cli import main
from support.diffusion_store import invented_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("reformgraph.store.open_store", lambda *a, **k: invented_store())
    monkeypatch.setenv("REFORMGRAPH_LANG", "en")

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def cascades(tmp_path: Path) -> Path:
    path = tmp_path / "cascades.csv"
    rows = ["cascade,node,time"]
    for c in range(6):
        rows += [f"c{c},a,{c}", f"c{c},b,{c + 1}", f"c{c},d,{c + 4}"]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.fixture
def tables(tmp_path: Path) -> tuple[str, ...]:
    nodes, ties = tmp_path / "nodes.csv", tmp_path / "ties.csv"
    people = [f"p{k}" for k in range(20)]
    lines = ["id,toa,city,size"]
    lines += [f"{name},{1 + k * 5 % 8 if k < 17 else ''},{'xy'[k % 2]},{k * k % 11}" for k, name in enumerate(people)]
    nodes.write_text("\n".join(lines), encoding="utf-8")
    links = ["ego,alter"] + [f"p{k},p{(k + step) % 20}" for k in range(20) for step in (1, 3, 7)]
    ties.write_text("\n".join(links), encoding="utf-8")
    return "--nodes", str(nodes), "--ties", str(ties)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_netinf_columns(run: Run, cascades: Path) -> None:
    code, out, _ = run(
        "diffusion", "netinf", cascades, "--edges", 2, "--model", "exponential", "--scoring", "networkinference",
        "--rate", 0.18, "--format", "csv",
    )  # fmt: skip
    assert code == 0
    assert out.splitlines()[0] == "rank,from,to,gain,p_value"
    assert [row["rank"] for row in rows_of(out)] == ["1", "2"]
    assert all(float(row["gain"]) > 0 and 0 <= float(row["p_value"]) <= 1 for row in rows_of(out))


def test_netinf_p_value_info_trees_and_bootstrap(run: Run, cascades: Path) -> None:
    code, out, _ = run("diffusion", "netinf", cascades, "--p-value", "0.05", "--rate", "1", "--format", "csv", "--info")
    assert code == 0
    assert out.splitlines()[0] == "rank,from,to,gain,p_value,volume,median_time_difference,mean_time_difference"
    code, out, _ = run("diffusion", "netinf", cascades, "--edges", 1, "--rate", 1, "--trees", "--format", "csv")
    assert out.splitlines()[0] == "cascade,parent,child,score,inferred"
    code, out, err = run("diffusion", "netinf", cascades, "--edges", 1, "--bootstrap", 5, "--format", "json")
    assert json.loads(out)[0]["support"] == 1
    assert "estimated" in err


def test_netinf_wrong_use(run: Run, cascades: Path, tmp_path: Path) -> None:
    assert run("diffusion", "netinf", cascades, "--rate", 1)[0] == 2
    assert run("diffusion", "netinf", tmp_path / "none.csv", "--edges", 1)[0] == 2
    assert run("diffusion", "netinf", cascades, "--edges", 1, "--rate", 1, "--parameters", "1")[0] == 2
    assert run("diffusion", "netinf", cascades, "--edges", 1, "--parameters", "x")[0] == 2
    code, _, err = run("diffusion", "netinf", cascades, "--edges", 99, "--rate", 1)
    assert code == 2
    assert "are possible" in err
    (tmp_path / "bad.csv").write_text("cascade,node,time\nx,a,soon\n", encoding="utf-8")
    code, _, err = run("diffusion", "netinf", tmp_path / "bad.csv", "--edges", 1)
    assert code == 1
    assert "line 2" in err


def test_threshold_columns_and_table(run: Run, tables: tuple[str, ...]) -> None:
    code, out, _ = run("diffusion", "threshold", *tables, "--format", "csv")
    assert code == 0
    assert out.splitlines()[0] == "id,toa,threshold,adopter_class,threshold_class"
    last = rows_of(out)[-1]
    assert (last["toa"], last["threshold"], last["adopter_class"], last["threshold_class"]) == (
        "",
        "",
        "Non Adopters",
        "",
    )
    _, out, _ = run("diffusion", "threshold", *tables, "--table", "--counts", "--format", "csv")
    assert sum(int(cell) for row in rows_of(out) for key, cell in row.items() if key != "adopter_class") == 17


def test_the_ending_of_a_file_tells_the_format(run: Run, tables: tuple[str, ...], tmp_path: Path) -> None:
    for name, begins in (("c.csv", "period,"), ("c.json", "["), ("c.txt", "period ")):
        code, out, err = run("diffusion", "curve", *tables, "-o", tmp_path / name)
        assert (code, out) == (0, "")
        assert (tmp_path / name).read_text("utf-8").startswith(begins)
        assert name in err
    code, _, err = run("diffusion", "curve", *tables, "-o", tmp_path / "d.csv", "--format", "json")
    assert (code, "--format csv" in err, (tmp_path / "d.csv").exists()) == (2, True, False)


@pytest.mark.parametrize(
    "command",
    [
        ("diffusion", "curve", "--reform", "甲制"),
        ("diffusion", "onsets", "--population", "national"),
        ("diffusion", "summary", "--reform", "甲制"),
        ("diffusion", "intervals"),
        ("diffusion", "intervals", "--table", "intervals"),
        ("network", "centrality"),
        ("network", "communities"),
        ("network", "bundles"),
        ("network", "movers"),
    ],
)
def test_remarks_have_their_chinese(command: tuple[str, ...], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr("reformgraph.chinese_messages.told_note", lambda note, _: told.append(note))
    code, _, err = run(*command)
    assert code in (0, 1), err
    plain = [note.removeprefix("warning: ") for note in told]
    assert [note for note in plain if translated(note) == note] == []


@pytest.mark.parametrize(
    ("arguments", "header"),
    [
        (("curve",), "period,adopters,cumulative,proportion,rate,current"),
        (("hazard",), "period,at_risk,adopters,hazard"),
        (("exposure", "--period", "3", "--lag", "1"), "id,period,exposure"),
        (("moran", "--weights", "adjacency"), "period,observed,expected,sd,p,note"),
        (("infection", "--periods", "2"), "id,toa,infection,susceptibility"),
        (("summary",), "period,adopters,cumulative,proportion,hazard,density,moran,moran_sd,moran_p"),
        (("bass", "--last", "8"), "p,q,p_se,q_se,m,m_se,sigma,r_squared,peak"),
        (("eha", "--covariate", "size"), "term,estimate,se,z,p,odds_ratio"),
        (("eha", "--panel", "--offset", "size"), "id,period,event,exposure,offset"),
        (("structural", "--top", "1"), "ego,alter,equivalence,distance"),
        (("test", "--draws", "9"), "statistic,shuffle,draws,observed,mean,sd,p,p_plain"),
        (("groups", "--by", "city"), "group,nodes,adopters,proportion,saturation"),
    ],
)
def test_columns_of_every_panel_command(
    arguments: tuple[str, ...], header: str, run: Run, tables: tuple[str, ...]
) -> None:
    code, out, err = run("diffusion", *arguments, *tables, "--format", "csv")
    assert code == 0, err
    assert out.splitlines()[0] == header
    assert "nan" not in out.lower()
    for form in ("table", "json"):
        assert run("diffusion", *arguments, *tables, "--format", form)[0] == 0


def test_moran_of_one_period_and_json_null(run: Run, tables: tuple[str, ...]) -> None:
    _, out, _ = run("diffusion", "moran", *tables, "--period", "2", "--format", "json")
    assert [row["period"] for row in json.loads(out)] == [2]
    _, out, _ = run("diffusion", "hazard", *tables, "--format", "json")
    assert json.loads(out)[0]["hazard"] is None


def test_charts_are_svg(run: Run, tables: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("curve", "hazard", "moran", "bass"):
        chart = tmp_path / f"{name}.svg"
        assert run("diffusion", name, *tables, "--chart", chart)[0] == 0
        assert ElementTree.fromstring(chart.read_text(encoding="utf-8")).tag.endswith("svg")


def test_output_file_and_neighbour_rule(run: Run, tables: tuple[str, ...], tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    code, out, _ = run(
        "diffusion", "exposure", *tables[:2], "--neighbours", "same:city", "--format", "csv", "-o", target
    )
    assert (code, out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("id,period,exposure")


def test_wrong_use_of_panel_commands(run: Run, tables: tuple[str, ...]) -> None:
    for arguments in (
        ("threshold", *tables[:2]),
        ("threshold", *tables[2:]),
        ("moran", *tables, "--period", "77"),
        ("curve",),
        ("groups", *tables, "--by", "nothing"),
        ("eha", *tables, "--covariate", "city"),
        ("eha", *tables, "--offset", "coverage"),
        ("exposure", *tables, "--lag", "-1"),
        ("curve", *tables, "--columns", "x"),
    ):
        code, _, err = run("diffusion", *arguments)
        assert code == 2, arguments
        assert err.count("\n") >= 1


def test_all_adopting_at_once_is_told(run: Run, tmp_path: Path) -> None:
    nodes, ties = tmp_path / "n.csv", tmp_path / "t.csv"
    nodes.write_text("id,toa\na,3\nb,3\nc,3\nd,3\n", encoding="utf-8")
    ties.write_text("ego,alter\na,b\nb,c\n", encoding="utf-8")
    code, out, err = run("diffusion", "threshold", "--nodes", nodes, "--ties", ties, "--format", "csv")
    assert code == 0
    assert rows_of(out)[0]["adopter_class"] == ""
    assert "classes" in err or "分类" in err
    _, out, _ = run("diffusion", "moran", "--nodes", nodes, "--ties", ties, "--format", "csv")
    assert rows_of(out)[0]["note"] == "all nodes have the same value"
    assert run("diffusion", "bass", "--nodes", nodes)[0] == 1
    assert run("diffusion", "eha", "--nodes", nodes, "--ties", ties)[0] == 1


def test_from_a_store_with_articles(run: Run) -> None:
    code, out, err = run("diffusion", "curve", "--reform", "甲制改革", "--format", "csv")
    assert code == 0
    assert rows_of(out)[-1] == {
        "period": "2023", "adopters": "0", "cumulative": "2", "proportion": repr(2 / 3), "rate": "0", "current": "1",
        "articles": "2",
    }  # fmt: skip
    assert "latest bound" in err
    _, out, _ = run("diffusion", "onsets", "--format", "csv")
    assert {row["censoring"] for row in rows_of(out)} == {"left", "undated", "interval"}
    _, out, _ = run("diffusion", "threshold", "--reform", "甲制", "--format", "csv")
    assert {row["articles"] for row in rows_of(out)} == {"0", "1"}
    _, out, _ = run("diffusion", "netinf", "--edges", "1", "--rate", "1", "--format", "csv")
    assert rows_of(out)[0]["articles"] == "2"
    _, out, _ = run("diffusion", "eha", "--reform", "甲制", "--offset", "coverage", "--panel", "--format", "csv")
    assert "offset" in rows_of(out)[0]


def test_unknown_reform_suggests(run: Run) -> None:
    code, _, err = run("diffusion", "curve", "--reform", "丙制")
    assert code == 2
    assert "did you mean" in err


@pytest.mark.parametrize("what", ["cascades", "spid", "diffnet-nodes", "diffnet-ties"])
def test_exports(what: str, run: Run) -> None:
    code, out, _ = run("diffusion", "export", what, "--reform", "甲制")
    assert code == 0
    assert len(out.splitlines()) > 1


@pytest.mark.parametrize(
    "kind", ["knowledge", "bipartite", "zones", "reforms", "co-mentions", "company-zone", "places", "influence"]
)
def test_network_export_of_every_kind(kind: str, run: Run, tmp_path: Path) -> None:
    for form in ("graphml", "gexf", "pajek", "csv", "nodes", "json"):
        code, out, err = run("network", "export", kind, "--format", form)
        assert code == 0, err
        assert out
    target = tmp_path / "x.csv"
    assert run("network", "export", kind, "-o", target)[0] == 0
    assert target.exists()
    assert (tmp_path / "x-nodes.csv").exists()


def test_network_commands_on_the_store(run: Run) -> None:
    for arguments in (
        ("centrality", "co-mentions"),
        ("communities", "company-zone"),
        ("nestedness", "--draws", "5"),
        ("bundles",),
        ("bundles", "--groups"),
        ("movers",),
        ("predict", "--zone", "青川区"),
        ("centrality", "zones", "--backbone", "hypergeometric", "--strongest", "1"),
    ):
        code, out, err = run("network", *arguments, "--format", "csv")
        assert code == 0, (arguments, err)
        assert "," in out.splitlines()[0]


def test_network_commands_on_tables(run: Run, cascades: Path, tmp_path: Path) -> None:
    edges = tmp_path / "e.csv"
    edges.write_text("source,target,weight\na,b,2\nb,c,1\na,b,1\n", encoding="utf-8")
    _, out, _ = run("network", "centrality", "--edges-from", edges, "--format", "csv")
    assert rows_of(out)[0]["label"] == "b"
    assert rows_of(out)[0]["strength"] == "4"
    _, out, _ = run("network", "movers", cascades, "--format", "csv")
    assert rows_of(out)[0]["node"] == "a"
    code, _, err = run("network", "predict", "--evaluate", "--adoptions-from", cascades)
    assert code == 1
    assert "hidden" in err
    edges.write_text("source,target,weight\na,b,-2\n", encoding="utf-8")
    assert run("network", "centrality", "--edges-from", edges)[0] == 2
    assert run("network", "centrality", "--sort", "nothing")[0] == 2


def test_help_of_every_command(run: Run) -> None:
    from reformgraph.cli.diffusion_command import command as diffusion
    from reformgraph.cli.network_command import command as network

    for group, name in ((diffusion, "diffusion"), (network, "network")):
        assert len(group.commands) >= 7
        for sub in group.commands:
            code, out, _ = run(name, sub, "--help")
            assert code == 0
            assert "--format" in out or "--output" in out


def test_missing_extra_is_named(run: Run, cascades: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    monkeypatch.delitem(sys.modules, "reformgraph.analysis.diffusion.panel", raising=False)
    nodes = cascades.with_name("n.csv")
    nodes.write_text("id,toa\na,1\nb,2\n", encoding="utf-8")
    code, _, err = run("diffusion", "curve", "--nodes", nodes)
    assert code == 1
    assert "reformgraph[analysis]" in err
