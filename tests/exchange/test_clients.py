"""Programs of others read what comes out: Parquet, data packages, RDF, graphs, and the endpoint."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.analysis.network import knowledge_graph
from reformgraph.analysis.network.graph_files import write_graph
from reformgraph.building.build import build
from reformgraph.exchange.export import write
from reformgraph.exchange.table_files import write_csv, write_package, write_parquet
from reformgraph.store import open_store
from support.sample_store import sample_store
from support.serving import Served, serving


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(sample_store(tmp_path_factory.mktemp("clients") / "s.store"))


@pytest.fixture(scope="module")
def server(place: str) -> Iterator[Served]:
    with serving(Path(place)) as served:
        yield served


def test_duckdb_reads_dates_and_numbers(place: str, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    with open_store(place) as store:
        for table in ("claims", "figures"):
            with (tmp_path / f"{table}.parquet").open("wb") as out:
                write_parquet(store, out, table=table)
    claims, figures = (f"'{tmp_path / name}.parquet'" for name in ("claims", "figures"))
    found = duckdb.sql(
        f"SELECT MIN(onset_latest), MAX(when_latest), COUNT(DISTINCT province) FROM {claims}"
    ).fetchall()[0]
    assert isinstance(found[0], datetime.date)
    assert found[2] >= 1
    joined = f"SELECT SUM(f.value), COUNT(*) FROM {figures} f JOIN {claims} c USING (claim) WHERE f.unit = '亩'"
    total, count = duckdb.sql(joined).fetchall()[0]
    assert count > 0
    assert total > 0


def test_a_data_package_tells_its_columns(place: str, tmp_path: Path) -> None:
    with open_store(place) as store:
        write_package(store, tmp_path / "包")
    told = json.loads((tmp_path / "包" / "datapackage.json").read_text("utf-8"))
    for resource in told["resources"]:
        rows = list(csv.DictReader(io.StringIO((tmp_path / "包" / resource["path"]).read_text("utf-8"))))
        assert [one["name"] for one in resource["schema"]["fields"]] == list(rows[0])
        key = resource["schema"]["primaryKey"]
        names = [key] if isinstance(key, str) else key
        assert len({tuple(row[name] for name in names) for row in rows}) == len(rows)


def test_no_cell_of_an_exported_table_runs(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("=1+1，2024年5月，朔州经济开发区推行标准地改革。\n", encoding="utf-8")
    build([page], tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        tables = [io.BytesIO(), io.BytesIO()]
        write_csv(store, tables[0])
        write_csv(store, tables[1], raw=True)
    plain, raw = (list(csv.reader(io.StringIO(one.getvalue().decode()))) for one in tables)
    running = [[cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))] for rows in (plain, raw)]
    assert running[0] == []
    assert running[1]
    assert len(raw) == len(plain)


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (Debian raptor2-utils) is not there")
@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("nq", "nquads"), ("trig", "trig")])
def test_rapper_reads_the_exports(place: str, tmp_path: Path, form: str, name: str) -> None:
    file = tmp_path / f"all.{form}"
    with open_store(place) as store, file.open("wb") as out:
        write(form, store, out)
    done = subprocess.run(
        ["rapper", "-q", "-c", "-i", name, str(file)], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_igraph_reads_names_and_iris(place: str, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    with open_store(place) as store:
        graph = knowledge_graph(store)
    write_graph(graph, tmp_path / "g.graphml")
    back = igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml"))
    assert (back.vcount(), back.ecount()) == (graph.number_of_nodes(), graph.number_of_edges())
    assert "朔州经济开发区" in back.vs["label"]
    assert all(name.startswith("http") for name in back.vs["id"])


class TestSparqlWrapper:
    """The client that most Python programs use."""

    def ask(self, server: Served, query: str, form: str, method: str = "GET") -> object:
        wrapper = pytest.importorskip("SPARQLWrapper")
        client = wrapper.SPARQLWrapper(f"http://127.0.0.1:{server.port}/sparql")
        client.setQuery(query)
        client.setMethod(method)
        client.setReturnFormat(form)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return client.query().convert()

    @pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_rows(self, server: Served, form: str, method: str) -> None:
        found = self.ask(server, "SELECT ?zone { ?zone rg:adopted reform:标准地 }", form, method)
        text = found.toxml() if form == "xml" else found.decode() if isinstance(found, bytes) else str(found)  # type: ignore[attr-defined]
        assert "朔州经济开发区" in text

    @pytest.mark.parametrize("form", ["turtle", "xml", "rdf", "rdf+xml", "json-ld", "n3"])
    def test_triples(self, server: Served, form: str) -> None:
        found = self.ask(server, "CONSTRUCT WHERE { ?zone rg:adopted ?reform }", form)
        if isinstance(found, bytes):
            assert "朔州经济开发区" in found.decode()
        else:
            assert len(found) >= 2  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["turtle", "rdf+xml", "json-ld", "n3", "text/turtle", "application/n-triples"])
def test_names_of_formats(server: Served, form: str) -> None:
    found = server.query("CONSTRUCT WHERE { ?s rg:adopted ?o }", "", format=form)
    assert found.status == 200


def test_an_unknown_format_falls_back_to_the_header(server: Served) -> None:
    assert server.query("SELECT * { ?s rg:adopted ?o }", "text/csv", format="table").kind == "text/csv"
    assert server.query("SELECT * { ?s rg:adopted ?o }", "*/*", format="table").status == 400


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "text/xml"])
def test_xml_tells_its_charset(server: Served, accept: str) -> None:
    assert server.query("SELECT * { ?s rg:adopted ?o }", accept).headers["content-type"].endswith("charset=utf-8")
