"""Rules on query text, formats, limits, and the command `query`."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from reformgraph.cli import cli
from reformgraph.cli.terminal_table import cut, display_width, fit, table, wrap
from reformgraph.errors import QueryError, StoreError, UsageError
from reformgraph.iri import BASE
from reformgraph.rdf.dataset import dataset_quads
from reformgraph.sparql.query_child import Child
from reformgraph.sparql.query_text import malformed, with_limit, without_network
from reformgraph.sparql.run_query import TooLargeError, base_of, evaluate, write_answer
from reformgraph.store import Store, open_store
from support.made_store import DATONG, SHUOZHOU, make

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened


class TestNetwork:
    @pytest.mark.parametrize(
        "text",
        [
            "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
            "SELECT * { service silent ?x { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1SERVICE <http://x/> {} }",
            "PREFIX :<http://x/> SELECT * { SERVICE:q { ?s ?p ?o } }",
            "SELECT * { ?c.SERVICE?q { ?s ?p ?o } }",
            "SELECT ?services { ?services ?p ?o }",
            "SELECT * { ?s ex:service ?o }",
            "SELECT * { ſERVICE <http://x/> {} }",
            'SELECT * { FILTER(?a<?b)SERVICE<http://x/>{?s ?p "x>" } }',
            "SELECT * { ?s ?p '''x''' SERVICE <http://x/> {} }",
            "SELECT * { ?s ex:a\\#b ?o . SERVICE <http://x/> {}\n}",
            'SELECT * { ?s ?p "\\" . SERVICE <http://x/> {}',
        ],
    )
    def test_the_keyword_is_refused(self, text: str) -> None:
        with pytest.raises(QueryError, match="refused: the letters"):
            without_network(text)

    @pytest.mark.parametrize(
        "text",
        [
            'ASK { ?s ?p "service" }',
            "ASK { ?s ?p 'Service charge'@en }",
            "ASK { ?s <http://example.org/service#x> ?o } # SERVICE",
            'ASK { ?s ?p """a\nSERVICE <http://x/> {}""" }',
            "#service\nASK {}",
        ],
    )
    def test_harmless_letters_stay_but_never_reach_the_engine(self, text: str) -> None:
        rewritten = without_network(text)
        assert "service" not in rewritten.lower()
        ox.Store().query(rewritten)

    def test_rewriting_keeps_the_meaning(self) -> None:
        engine = ox.Store()
        text = 'SELECT ?a ?b { BIND("Service 服务" AS ?a) BIND(<http://e/SERVICE/x> AS ?b) }'
        found = [list(cast("ox.QuerySolutions", engine.query(one))) for one in (text, without_network(text))]
        assert [tuple(row) for row in found[0]] == [tuple(row) for row in found[1]]

    @given(st.lists(st.sampled_from(
        ["SERVICE", "serv", "ice", "<", ">", "http://x/", '"', "'", "'''", '"""', "\\", "#", "\n", " ", "{", "}",
         "?x", ":", "\\u0053", "SELECT *", "(", ")", "."]), max_size=30))  # fmt: skip
    def test_the_letters_never_reach_the_engine(self, parts: list[str]) -> None:
        try:
            rewritten = without_network("".join(parts))
        except QueryError:
            return
        assert "service" not in rewritten.lower()

    @given(st.text(max_size=200))
    def test_anything_is_taken(self, text: str) -> None:
        assert without_network(text) == text or "service" in text.lower()
        with_limit(text, 5)
        malformed(text, SyntaxError("error at 1:1: expected x"), {})


class TestLimit:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("SELECT * { ?s ?p ?o }", 3),
            ("SELECT * { ?s ?p ?o } LIMIT 2", 2),
            ("SELECT * { ?s ?p ?o } LIMIT 20", 3),
            ("SELECT * { ?s ?p ?o } OFFSET 1", 3),
            ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } } # LIMIT 1", 3),
            ("SELECT * { VALUES ?x { 1 2 3 4 5 } } ", 3),
            ("SELECT ?x { ?x ?p ?o } VALUES ?p { rdf:type }", 3),
            ("SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x HAVING (COUNT(*) > 1) ORDER BY ?x", 3),
            ("SELECT * { ?s ?p ?o } # LIMIT 1", 3),
            ("SELECT * { ?s ?p ?o } #\n LIMIT 2 \n", 2),
            ("SELECT * { ?s ?p ?o FILTER(?o != 'x } LIMIT 1') }", 3),
            ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 2 } } LIMIT 99", 2),
            ("DESCRIBE ?x { ?x a rg:Zone }", None),
            ("ASK { ?s ?p ?o }", None),
        ],
    )
    def test_rows(self, store: Store, text: str, expected: int | None) -> None:
        found = evaluate(store, text, rows=3)
        if expected is not None:
            assert len(list(found)) == expected

    def test_zero(self) -> None:
        assert with_limit("SELECT * {}", 0).endswith("LIMIT 0")

    def test_size(self, store: Store) -> None:
        pieces: list[bytes] = []
        with pytest.raises(TooLargeError, match="larger than 5000 bytes"):
            write_answer(evaluate(store, "SELECT * { ?s ?p ?o }"), "csv", pieces.append, size=5000)
        assert sum(map(len, pieces)) <= 5000


class TestMalformed:
    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("SELECT ?z { ?z a rgg:Zone }", "line 1.*the prefix rgg: is unknown; did you mean rg:"),
            ("SELECT ?z {\n ?z a zoneX:1 }", "line 2.*zoneX: is unknown; did you mean zone:"),
            ("SELCT ?z {}", "did you mean SELECT"),
            ("SELECT ?z { ?z a rg:Zone FILTR(?z) }", "did you mean FILTER"),
            ("SELECT ?z { ?z a rg:Zone", "1 { and 0 }"),
            ("SELECT ？z { ?z a rg:Zone }", "full-width; write \\?"),
            ("SELECT ?z { ?z rdfs:label “甲” }", "full-width"),
            ("SELECT ?z { ?z rdfs:label 'abc }", "not closed"),
            ("SELECT ?x (COUNT(*) AS ?n) { ?x a ?y } GROUP BY ?y", "neither grouped nor bound"),
            ("SELECT ?x { ?x a <http://a b> }", "not a valid IRI"),
            ("INSERT DATA { <a:a> <a:b> <a:c> }", "only queries are answered"),
            ("PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "only queries are answered"),
            ("LOAD <http://127.0.0.1/>", "only queries are answered"),
            ("", "malformed"),
        ],
    )
    def test_one_line_with_a_hint(self, store: Store, text: str, hint: str) -> None:
        with pytest.raises(QueryError, match=hint) as caught:
            evaluate(store, text)
        assert "\n" not in str(caught.value)


class TestChild:
    def test_a_runaway_is_stopped(self, folder: Path) -> None:
        start = time.monotonic()
        with Child(str(folder), timeout=1.0) as child, pytest.raises(QueryError, match=r"time limit of 1 s"):
            child.ask({"op": "query", "text": ENDLESS, "forms": {"rows": "json", "graph": "ttl"}})
        assert time.monotonic() - start < 8

    def test_a_crash_of_the_engine_is_an_error(self, folder: Path) -> None:
        """Sorting values of mixed types can end the engine's process; ours goes on."""
        text = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
        with Child(str(folder), timeout=60) as child:
            try:
                _, pieces = child.ask({"op": "query", "text": text, "forms": {"rows": "csv", "graph": "ttl"}})
                assert b"".join(pieces).startswith(b"o\r\n")
            except QueryError as fault:
                assert "ORDER BY STR" in str(fault)

    @pytest.mark.skipif(sys.platform != "linux", reason="memory limits are those of Linux here")
    def test_memory_is_bounded(self, folder: Path) -> None:
        text = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d } ORDER BY STR(?b) STR(?d)"
        with Child(str(folder), timeout=60, memory=150 << 20) as child, pytest.raises(QueryError, match="memory"):
            _, pieces = child.ask({"op": "query", "text": text, "forms": {"rows": "csv", "graph": "ttl"}})
            list(pieces)

    @pytest.mark.skipif(sys.platform != "linux", reason="isolation is that of Linux")
    def test_it_is_shut_off_from_the_network(self, folder: Path) -> None:
        with Child(str(folder)) as child:
            assert child.state["network"]

    def test_no_store(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no store here"):
            Child(str(tmp_path / "none"))

    def test_many_requests_one_process(self, folder: Path) -> None:
        with Child(str(folder), timeout=30) as child:
            for number in range(20):
                text = f"SELECT ?x {{ BIND({number} AS ?x) }}"
                _, pieces = child.ask({"op": "query", "text": text, "forms": {"rows": "csv", "graph": "ttl"}})
                assert b"".join(pieces) == f"x\r\n{number}\r\n".encode()


def run(folder: Path, *arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["query", *arguments, "--store", str(folder)], input=text)


class TestCommand:
    SELECT = "SELECT ?zone ?name { ?zone rg:adopted reform:标准地 ; skos:prefLabel ?name } ORDER BY STR(?zone) LIMIT 1"

    def test_csv_and_tsv(self, folder: Path) -> None:
        found = run(folder, "-e", self.SELECT, "--format", "csv").stdout_bytes
        assert found.startswith(b"zone,name\r\n")
        (row,) = csv.DictReader(io.StringIO(found.decode(), newline=""))
        assert row["name"] == DATONG
        assert row["zone"].endswith(DATONG)
        tsv = run(folder, "-e", self.SELECT, "--format", "tsv").stdout_bytes.decode()
        assert tsv == f'?zone\t?name\n<{row["zone"]}>\t"{DATONG}"@zh\n'

    def test_json_and_xml(self, folder: Path) -> None:
        found = json.loads(run(folder, "-e", self.SELECT, "--format", "json").stdout)
        assert found["head"]["vars"] == ["zone", "name"]
        assert found["results"]["bindings"][0]["name"] == {"type": "literal", "value": DATONG, "xml:lang": "zh"}
        root = ElementTree.fromstring(run(folder, "-e", self.SELECT, "--format", "xml").stdout)
        assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"

    def test_ask(self, folder: Path) -> None:
        found = json.loads(run(folder, "-e", "ASK { ?z a rg:Zone }", "--format", "json").stdout)
        assert found == {"head": {}, "boolean": True}

    @pytest.mark.parametrize(("form", "known"), [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)])
    def test_graphs(self, folder: Path, form: str, known: ox.RdfFormat) -> None:
        found = run(folder, "graph-of", "-p", f"zone={SHUOZHOU}", "--format", form).stdout_bytes
        assert len({quad.triple for quad in ox.parse(found, format=known)}) > 5

    def test_a_format_that_does_not_fit(self, folder: Path) -> None:
        found = run(folder, "graph-of", "--format", "csv")
        assert isinstance(found.exception, UsageError)
        assert isinstance(run(folder, "reprints", "--format", "ttl").exception, UsageError)

    def test_table_fits_and_aligns(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REFORMGRAPH_LANG", "zh")
        monkeypatch.setenv("COLUMNS", "60")
        lines = run(folder, "evidence", "-p", f"zone={SHUOZHOU}").stdout.splitlines()
        assert all(display_width(line) <= 60 for line in lines)
        assert any(line.startswith("reform") for line in lines)
        monkeypatch.setenv("COLUMNS", "120")
        lines = run(folder, "evidence", "-p", f"zone={SHUOZHOU}").stdout.splitlines()
        assert all(display_width(line) <= 120 for line in lines)
        assert "…" in "".join(lines)

    def test_limit(self, folder: Path) -> None:
        found = run(folder, "-e", "SELECT * { ?s ?p ?o }", "--limit", "4", "--format", "csv").stdout
        assert len(found.splitlines()) == 5

    def test_file_and_input(self, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "一.rq"
        path.write_text("\ufeff" + self.SELECT, encoding="utf-8")
        expected = run(folder, "-e", self.SELECT, "--format", "csv").stdout
        assert run(folder, "-f", str(path), "--format", "csv").stdout == expected
        assert run(folder, "-f", "-", "--format", "csv", text=self.SELECT).stdout == expected

    def test_a_file_with_parameters(self, folder: Path, tmp_path: Path) -> None:
        path = tmp_path / "own.rq"
        head = "# title-zh: 甲\n# title-en: a\n# description-zh: 乙\n# description-en: b\n"
        path.write_text(
            head + "# param zone: zone = | 区 | zone\nSELECT ?zone ?r { ?zone rg:adopted ?r }", encoding="utf-8"
        )
        found = run(folder, "-f", str(path), "-p", f"zone={SHUOZHOU}", "--format", "csv").stdout
        assert len(found.splitlines()) == 3

    def test_list(self, folder: Path) -> None:
        listed = json.loads(run(folder, "--list", "--format", "json").stdout)
        assert len(listed) >= 25
        (adopters,) = [one for one in listed if one["name"] == "adopters"]
        assert adopters["parameters"][0] == {
            "name": "reform", "type": "reform", "default": "标准地",
            "description": {"zh": "改革的名称或别名", "en": "a reform by any of its names"},
        }  # fmt: skip
        assert "adopters" in run(folder, "--list").stdout
        assert "SELECT" in run(folder, "adopters", "--show").stdout

    @pytest.mark.parametrize(
        ("arguments", "kind", "message"),
        [
            (["adoptrs"], UsageError, "adopters"),
            ([], UsageError, "give one of"),
            (["adopters", "-e", "ASK {}"], UsageError, "give one of"),
            (["adopters", "-p", "x"], UsageError, "name=value"),
            (["adopters", "-p", "x=1"], UsageError, "no parameter"),
            (["-e", "ASK {}", "-p", "x=1"], UsageError, "parameters"),
            (["-f", "/none/none.rq"], UsageError, "cannot be read"),
            (["-e", "SELECT ?x {"], QueryError, "malformed"),
        ],
    )
    def test_wrong_use(self, folder: Path, arguments: list[str], kind: type[Exception], message: str) -> None:
        found = run(folder, *arguments)
        assert isinstance(found.exception, kind)
        assert message in str(found.exception)

    def test_as_a_process(self, folder: Path) -> None:
        """One line on stderr, exit codes, Chinese out of a C locale."""
        environment = {**os.environ, "LC_ALL": "C", "REFORMGRAPH_LANG": "en", "PYTHONIOENCODING": ""}
        command = [sys.executable, "-m", "reformgraph", "query", "--store", str(folder)]

        def ended(*arguments: str) -> subprocess.CompletedProcess[bytes]:
            return subprocess.run([*command, *arguments], capture_output=True, env=environment, check=False)

        good = ended("adopters", "-p", "reform=标准地")
        assert good.returncode == 0
        assert SHUOZHOU in good.stdout.decode("utf-8")
        bad = ended("-e", "SELECT ?x { ?x a foo:Zone }")
        assert bad.returncode == 1
        assert bad.stderr.decode().count("\n") == 1
        assert bad.stderr.startswith(b"error: the query is malformed at line 1, column ")
        assert ended("nothing").returncode == 2
        slow = ended("-e", ENDLESS, "--timeout", "0.5")
        assert (slow.returncode, b"time limit" in slow.stderr) == (1, True)


class TestTable:
    def test_widths(self) -> None:
        assert display_width("a标b") == 4
        assert cut("标准地改革", 7) == "标准地…"
        assert cut("标准地", 6) == "标准地"
        assert fit([40, 4, 40], 50) == [23, 4, 23]
        assert wrap("推行标准地ABC改革", 6) == ["推行标", "准地", "ABC改", "革"]

    def test_control_signs_are_taken_out(self) -> None:
        lines = list(table(["a"], [["x\x1b[31m\u202ey\nz"]], None))
        assert lines[-1] == "x [31m y z"

    @given(st.lists(st.text(max_size=40), min_size=1, max_size=6), st.integers(20, 120))
    def test_rows_fit(self, cells: list[str], width: int) -> None:
        for line in table(["h"] * len(cells), [cells], width):
            assert display_width(line) <= width


def test_foreign_descriptions_do_not_change_the_base() -> None:
    """The base is what the store says of itself, not what some loaded VoID file says of another data set."""
    with open_store(":memory:") as store:
        void = "http://rdfs.org/ns/void#"
        foreign = [ox.Triple(ox.NamedNode("http://a/ds"), ox.NamedNode(void + "uriSpace"), ox.Literal("http://a/"))]
        store.add([("http://a/any", foreign), (BASE + "graph/loaded-x", foreign)])
        assert base_of(store) == BASE
        store.add(dataset_quads({}, "http://own/").items())
        store.add([("http://0/any", foreign)])
        assert base_of(store) == "http://own/"
        store.add(dataset_quads({}, BASE).items())
        assert base_of(store) == BASE
