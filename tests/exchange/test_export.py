"""Exports are the same bytes for the same data, load everywhere, and come back whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.building.load_quads import load
from reformgraph.cli import cli
from reformgraph.errors import StoreError, UsageError
from reformgraph.exchange import export
from reformgraph.exchange.export import export_nquads, sorted_lines, write, write_jsonld
from reformgraph.iri import RG, XSD
from reformgraph.store import Store, open_store
from reformgraph.views.info import info
from reformgraph.views.statements import COLUMNS
from reformgraph.vocabulary.load_vocabulary import ontology_bytes
from support.made_store import SHUOZHOU, make
from support.stub_pages import extracted

DATE, INTEGER = ox.NamedNode(XSD + "date"), ox.NamedNode(XSD + "integer")
PAGES = {
    "a.txt": "朔州“推行”标准地\n朔州经济开发区|标准地|adopted|2024-03|2024-03\n=甲市宏图科技有限公司|宏图科技\n",
    "b.txt": "长治\\准备\n长治高新区|新式审批|planned|\n\n大同短讯\n大同经开区|标准地|adopted||../2024-05-06\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([tmp_path / name for name in PAGES], tmp_path / "s", date="2024-05-06")
    return tmp_path


def written(store: Store, form: str) -> bytes:
    out = io.BytesIO()
    write(form, store, out)
    return out.getvalue()


def exported(folder: Path, form: str = "nq") -> bytes:
    with open_store(folder) as store:
        return written(store, form)


class TestFormats:
    def test_nquads_are_sorted_and_without_bookkeeping(self, folder: Path) -> None:
        lines = exported(folder / "s").splitlines()
        assert lines == sorted(set(lines))
        assert b"graph/build" not in b"".join(lines)
        assert len(lines) == info(folder / "s")["quads"]

    @pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld", "csv"])
    def test_the_same_bytes_each_time(self, folder: Path, form: str) -> None:
        assert exported(folder / "s", form) == exported(folder / "s", form)

    def test_trig_holds_the_same_quads(self, folder: Path) -> None:
        read = ox.parse(exported(folder / "s", "trig"), format=ox.RdfFormat.TRIG)
        assert sorted(f"{quad} .".encode() for quad in read) == exported(folder / "s").splitlines()

    def test_turtle_holds_the_union(self, folder: Path) -> None:
        read = {str(q.triple) for q in ox.parse(exported(folder / "s", "ttl"), format=ox.RdfFormat.TURTLE)}
        expected = ox.parse(exported(folder / "s"), format=ox.RdfFormat.N_QUADS)
        assert read == {str(quad.triple) for quad in expected}

    def test_jsonld_holds_the_same_quads_under_our_context(self, folder: Path) -> None:
        text = exported(folder / "s", "jsonld")
        assert json.loads(text)["@context"]["rg"] == "https://w3id.org/reformgraph/ns#"
        read = ox.parse(text, format=ox.RdfFormat.JSON_LD)
        assert sorted(f"{quad} .".encode() for quad in read) == exported(folder / "s").splitlines()

    def test_jsonld_writes_values_as_the_context_of_the_ontology_tells(self, folder: Path) -> None:
        told = json.loads(exported(folder / "s", "jsonld"))
        assert told["@context"] == json.loads(ontology_bytes("context.jsonld"))["@context"]
        assert told["@context"]["rg:status"] == {"@id": "rg:status", "@type": "@id"}
        claims = [
            node for graph in told["@graph"] for node in graph["@graph"] if node.get("@type") == "rg:AdoptionClaim"
        ]
        assert "status:adopted" in {claim["rg:status"] for claim in claims}
        assert all(isinstance(claim.get("rg:when", ""), str) for claim in claims)

    @pytest.mark.parametrize(("form", "name"), [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
    @pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, about itself
    def test_rdflib_reads_as_many_without_complaint(
        self, folder: Path, form: str, name: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        from rdflib import Dataset

        dataset = Dataset()
        dataset.parse(data=exported(folder / "s", form).decode(), format=name)
        assert sum(1 for _ in dataset.quads((None, None, None, None))) == len(exported(folder / "s").splitlines())
        assert caplog.records == []

    def test_the_table_has_a_row_a_claim(self, folder: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(exported(folder / "s", "csv").decode())))
        assert tuple(rows[0]) == COLUMNS
        assert [(row["actor"], row["reform"], row["status"], row["candidate"]) for row in rows] == [
            ("朔州经济开发区", "标准地", "adopted", "false"),
            ("长治高新区", "新式审批", "planned", "true"),
            ("大同经开区", "标准地", "adopted", "false"),
        ]
        text = PAGES["a.txt"]
        assert text[int(rows[0]["start"]) : int(rows[0]["end"])] == rows[0]["quote"]
        assert (rows[0]["page"], rows[0]["issue_date"]) == ("a.txt", "2024-05-06")

    def test_parquet(self, folder: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        rows = parquet.read_table(io.BytesIO(exported(folder / "s", "parquet"))).to_pylist()
        table = list(csv.DictReader(io.StringIO(exported(folder / "s", "csv").decode())))
        assert [(row["claim"], row["start"], row["quote"]) for row in rows] == [
            (row["claim"], int(row["start"]), row["quote"]) for row in table
        ]

    @pytest.mark.parametrize("table", ["claims", "figures"])
    def test_json_lines(self, folder: Path, table: str) -> None:
        done = CliRunner().invoke(cli, ["export", "--store", str(folder / "s"), "--format", "jsonl", "--table", table])
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        again = CliRunner().invoke(cli, ["export", "--store", str(folder / "s"), "--format", "csv", "--table", table])
        named = list(csv.DictReader(io.StringIO(again.stdout)))
        assert [[row["claim"], list(row)] for row in rows] == [[row["claim"], list(row)] for row in named] != []


def test_large_exports_are_sorted_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_SORTED_AT_ONCE", 7)
    lines = [f"{n * 37 % 100:03}\n".encode() for n in range(100)]
    assert list(sorted_lines([*lines, *lines])) == sorted(lines)
    assert list(sorted_lines([])) == []
    assert list(sorted_lines(lines[:7])) == sorted(lines[:7])


class TestLoad:
    @pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
    def test_there_and_back_again(self, folder: Path, form: str) -> None:
        file = folder / f"all.{form}"
        file.write_bytes(exported(folder / "s", form))
        done = load([file], folder / "t")
        assert done.articles == 3
        assert exported(folder / "t") == exported(folder / "s")

    def test_a_build_over_loaded_data_replaces_the_pages(self, folder: Path) -> None:
        expected = exported(folder / "s")
        (folder / "all.nq").write_bytes(expected)
        load([folder / "all.nq"], folder / "t")
        done = build([folder / name for name in PAGES], folder / "t", date="2024-05-06")
        assert (done.changed, done.added) == (2, 0)
        assert exported(folder / "t") == expected

    def test_data_added_to_others_join_the_adoptions(self, folder: Path) -> None:
        (folder / "c.txt").write_text("续\n大同经开区|标准地|withdrawn|2025-01\n", encoding="utf-8")
        build([folder / "c.txt"], folder / "t", date="2025-05-06")
        (folder / "t.nq").write_bytes(exported(folder / "t"))
        load([folder / "t.nq"], folder / "s")
        with open_store(folder / "s") as store:
            assert not store.ask("ASK { zone:大同经开区 rg:adopted reform:标准地 }")
            assert store.ask("ASK { zone:朔州经济开发区 rg:adopted reform:标准地 }")

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("x.nq", "<http://a/1> <http://a/p> <http://a/2> .\n<relative> <http://a/p> <http://a/2> <http://a/g> .\n"),
            ("x.ttl", "@prefix a: <http://a/> .\na:x a:p <relative> .\n"),
            ("x.trig", "<http://a/1> <http://a/p> 'x' .\n<http://a/1> <http://a/p> 'unfinished .\n"),
        ],
    )
    def test_a_malformed_file_is_named_with_its_line_and_changes_nothing(
        self, folder: Path, name: str, text: str
    ) -> None:
        (folder / "good.nq").write_bytes(b"<http://a/1> <http://a/p> <http://a/2> <http://a/g> .\n")
        (folder / name).write_text(text, encoding="utf-8")
        before = exported(folder / "s")
        with pytest.raises(StoreError, match=rf"{name}, line 2"):
            load([folder / "good.nq", folder / name], folder / "s")
        assert exported(folder / "s") == before
        memory = open_store(":memory:")
        with pytest.raises(StoreError, match=rf"{name}, line 2"):
            load([folder / "good.nq", folder / name], memory)
        assert memory.count() == 0

    def test_triples_without_a_graph_get_one_of_their_file(self, folder: Path) -> None:
        (folder / "x.ttl").write_text("<http://a/1> <http://a/p> [ <http://a/q> 1 ] .", encoding="utf-8")
        store = open_store(":memory:")
        load([folder / "x.ttl"], store)
        assert len(store.graphs()) == 1
        assert "loaded-x-ttl" in store.graphs()[0]
        again = open_store(":memory:")
        load([folder / "x.ttl"], again)
        assert list(export_nquads(store)) == list(export_nquads(again))

    def test_missing_and_unknown_files(self, tmp_path: Path) -> None:
        (tmp_path / "x.docx").write_bytes(b"")
        for name in ("x.docx", "none.nq"):
            with pytest.raises(UsageError, match=name):
                load([tmp_path / name], tmp_path / "s")
        assert not (tmp_path / "s").exists()


class TestCommands:
    def test_a_file_appears_whole(self, folder: Path) -> None:
        done = CliRunner().invoke(cli, ["export", "--store", str(folder / "s"), "-o", str(folder / "out.ttl")])
        assert done.exit_code == 0
        assert (folder / "out.ttl").read_bytes() == exported(folder / "s", "ttl")
        assert not list(folder.glob(".*tmp"))

    def test_standard_output(self, folder: Path) -> None:
        done = CliRunner().invoke(cli, ["export", "--store", str(folder / "s")])
        assert done.stdout_bytes == exported(folder / "s")

    def test_a_name_without_a_format(self, folder: Path) -> None:
        done = CliRunner().invoke(cli, ["export", "--store", str(folder / "s"), "-o", "out.doc"])
        assert isinstance(done.exception, UsageError)

    def test_info_and_check(self, folder: Path) -> None:
        pytest.importorskip("pyshacl")
        told = CliRunner().invoke(cli, ["info", "--store", str(folder / "s"), "--format", "json"])
        assert json.loads(told.stdout)["claims"] == 3
        assert set(json.loads(told.stdout)) >= {
            "pages", "articles", "zones", "reforms", "reform_candidates", "companies", "people", "projects",
            "documents", "claims", "claims_without_actor", "adoptions", "figures", "quads", "store", "version",
            "vocabulary_version",
        }  # fmt: skip

    def test_review_lists_and_keeps_answers(self, folder: Path) -> None:
        arguments = ["review", "--store", str(folder / "s")]
        listed = CliRunner().invoke(cli, [*arguments, "--format", "json"])
        assert [question["a"].rpartition("/")[2] for question in json.loads(listed.stdout)] == ["新式审批"]
        asked = CliRunner().invoke(cli, [*arguments, "-i"], input="r\n不是改革\n")
        assert asked.exit_code == 0
        build([folder / name for name in PAGES], folder / "s", date="2024-05-06")
        with open_store(folder / "s") as store:
            assert not store.ask("ASK { ?a rg:reform reform:新式审批 ; a rg:Adoption }")
        (folder / "s.decisions.csv").unlink()
        before = exported(folder / "s")
        build([folder / name for name in PAGES], folder / "s", date="2024-05-06")
        assert exported(folder / "s") != before
        build([folder / name for name in PAGES], folder / "fresh", date="2024-05-06")
        assert exported(folder / "s") == exported(folder / "fresh")


def test_jsonld_keeps_values_of_other_types_than_the_context_tells() -> None:
    thing = ox.NamedNode("http://a/s")
    text = ox.Literal("https://a/o")
    said = [
        ox.Triple(thing, ox.NamedNode(RG + name), value)
        for name, value in (
            ("status", text), ("status", ox.NamedNode("http://a/o")), ("when", ox.Literal("2024")),
            ("when", ox.NamedNode("http://a/o")), ("whenEarliest", ox.Literal("2024-05-01", datatype=DATE)),
            ("independentSources", ox.Literal("2", datatype=INTEGER)), ("denied", ox.Literal("1", language="en")),
        )
    ]  # fmt: skip
    with open_store(":memory:") as store:
        store.add([("http://a/g", said)])
        out = io.BytesIO()
        write_jsonld(store, out)
    assert {quad.triple for quad in ox.parse(out.getvalue(), format=ox.RdfFormat.JSON_LD)} == {*said}


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld", "csv"])
def test_without_text_no_words_of_a_newspaper_are_left(tmp_path: Path, form: str) -> None:
    """The facts, their places and the printed numbers stay; sentences do not."""
    with open_store(make(tmp_path)) as store:
        whole, bare = io.BytesIO(), io.BytesIO()
        write(form, store, whole)
        write(form, store, bare, text=False)
    kept = bare.getvalue().decode()
    body = () if form == "csv" else ("企业负责人介绍说",)
    for sentence in (*body, "启动标准地改革", "这里坚持承诺制"):
        assert sentence in whole.getvalue().decode()
        assert sentence not in kept
    for fact in ("12宗", "标准地", "a-txt-1", SHUOZHOU):
        assert fact in kept


def test_an_export_of_version_0_1_is_refused_and_nothing_is_changed(folder: Path, tmp_path: Path) -> None:
    with open_store(folder / "s") as store:
        lines = [line for line in export_nquads(store) if b"ns#describe" not in line and b"/description/" not in line]
    old = tmp_path / "old.nq"
    old.write_bytes(b"".join(lines))
    with pytest.raises(StoreError, match=r"a-txt-1.*version 0\.1.*build its pages again"):
        load([old], tmp_path / "t")
    with open_store(tmp_path / "t", read_only=False) as store:
        assert store.count() == 0
