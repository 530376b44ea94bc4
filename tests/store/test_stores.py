"""One behaviour suite for every back end, and what only the folder store promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.query import ResultRow

from reformgraph.errors import QueryError, StoreError
from reformgraph.iri import BASE, RG
from reformgraph.store import Store, generations, open_store
from support import servers
from support.store_generations import current
from support.terms import quad_of, value_of

Opener = Callable[[], Store]


def iri(local: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + local)


def adopted(zone: str, reform: str) -> ox.Triple:
    return ox.Triple(iri(f"zone/{zone}"), ox.NamedNode(RG + "adopted"), iri(f"reform/{reform}"))


def labelled(thing: str, text: str) -> ox.Triple:
    return ox.Triple(iri(thing), ox.NamedNode(RG + "source"), ox.Literal(text))


ONE, TWO = BASE + "graph/一", BASE + "graph/二"


@pytest.fixture(scope="module")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if servers.oxigraph_binary() is None:
        pytest.skip("the program oxigraph is not installed (pip install oxigraph)")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture(scope="module")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not servers.virtuoso_is_there():
        pytest.skip("Virtuoso is not there (scripts/start_virtuoso.py --download)")
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as address, pytest.MonkeyPatch.context() as patched:
        patched.setenv("REFORMGRAPH_USER", "dba")
        patched.setenv("REFORMGRAPH_PASSWORD", servers.PASSWORD)
        yield address


@pytest.fixture(params=["memory", "folder", "oxigraph server", pytest.param("virtuoso server", marks=pytest.mark.full)])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param.endswith(" server"):
        location = request.getfixturevalue(request.param.replace(" ", "_"))
    else:
        location = ":memory:" if request.param == "memory" else str(tmp_path / "store")
    store = open_store(location, read_only=False)
    store.drop(store.graphs())
    yield store
    store.close()


class TestEveryStore:
    def test_replaced_graph_holds_exactly_the_new_triples(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地"), adopted("乙区", "标准地")])
        opened.replace(ONE, [adopted("丙区", "标准地")])
        assert opened.triples(ONE) == [adopted("丙区", "标准地")]

    def test_replacing_one_graph_leaves_the_others(self, opened: Store) -> None:
        opened.replace_all([(ONE, [adopted("甲区", "标准地")]), (TWO, [adopted("乙区", "承诺制")])])
        opened.replace(ONE, [])
        assert opened.graphs() == [TWO]
        assert opened.triples(TWO) == [adopted("乙区", "承诺制")]

    def test_queries_see_the_union_of_graphs(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地")])
        opened.replace(TWO, [adopted("乙区", "标准地")])
        rows = opened.select("SELECT ?zone { ?zone rg:adopted reform:标准地 } ORDER BY ?zone")
        assert [row["zone"] for row in rows] == [BASE + "zone/乙区", BASE + "zone/甲区"]

    def test_bound_variables_need_not_be_projected(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地"), adopted("甲区", "承诺制"), adopted("乙区", "承诺制")])
        rows = opened.select("SELECT ?zone { ?zone rg:adopted ?reform }", reform=BASE + "reform/标准地")
        assert rows == [{"zone": BASE + "zone/甲区"}]

    def test_bound_variables_stay_in_the_answer(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地"), adopted("甲区", "承诺制")])
        rows = opened.select(
            "SELECT ?zone (COUNT(?reform) AS ?n) { ?zone rg:adopted ?reform } GROUP BY ?zone ORDER BY ?zone",
            zone=BASE + "zone/甲区",
        )
        assert rows == [{"zone": BASE + "zone/甲区", "n": "2"}]

    @pytest.mark.parametrize("text", ["他说“好”", 'a "b" \\ c', "x\ny\tz\r", "} ; DROP ALL #", "😀𠀀", "'''", ""])
    def test_any_text_comes_back_as_it_was_and_can_be_asked_for(self, opened: Store, text: str) -> None:
        opened.replace(ONE, [labelled("page/p", text), labelled("page/q", text + "x")])
        assert [value_of(t.object) for t in opened.triples(ONE) if t.subject == iri("page/p")] == [text]
        assert opened.select("SELECT ?s { ?s rg:source ?text }", text=text) == [{"s": BASE + "page/p"}]

    def test_ask_and_construct(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地")])
        assert opened.ask("ASK { ?z rg:adopted ?r }", r=BASE + "reform/标准地")
        assert not opened.ask("ASK { ?z rg:adopted ?r }", r=BASE + "reform/承诺制")
        assert opened.construct("CONSTRUCT { ?z rg:adopted ?r } WHERE { ?z rg:adopted ?r }") == [
            adopted("甲区", "标准地")
        ]

    def test_unbound_values_are_none(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地")])
        rows = opened.select("SELECT ?zone ?x { ?zone rg:adopted ?r OPTIONAL { ?zone rg:source ?x } }")
        assert rows == [{"zone": BASE + "zone/甲区", "x": None}]

    def test_patch_takes_out_and_puts_in(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地"), adopted("乙区", "标准地")])
        opened.patch(ONE, remove=[adopted("甲区", "标准地")], add=[adopted("丙区", "标准地")])
        assert set(opened.triples(ONE)) == {adopted("乙区", "标准地"), adopted("丙区", "标准地")}

    def test_add_keeps_what_is_there_and_doubles_nothing(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地")])
        opened.add([(ONE, [adopted("甲区", "标准地"), adopted("乙区", "标准地")]), (TWO, [adopted("丙区", "标准地")])])
        assert opened.count() == 3
        assert opened.graphs() == [ONE, TWO] if ONE < TWO else [TWO, ONE]

    def test_drop_passes_over_graphs_that_do_not_exist(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地")])
        opened.drop([ONE, TWO])
        assert opened.count() == 0
        assert opened.graphs() == []

    def test_quads_by_pattern(self, opened: Store) -> None:
        opened.replace(ONE, [adopted("甲区", "标准地"), adopted("乙区", "标准地")])
        found = list(opened.quads(subject=iri("zone/甲区")))
        assert found == [quad_of(adopted("甲区", "标准地"), ONE)]
        assert list(opened.quads(object=iri("reform/承诺制"))) == []

    def test_a_malformed_query_is_told_in_one_line(self, opened: Store) -> None:
        with pytest.raises(QueryError) as told:
            opened.select("SELECT ?zone { ?zone rg:adopted }")
        assert "\n" not in str(told.value)

    def test_a_value_for_no_variable_is_an_error(self, opened: Store) -> None:
        with pytest.raises(QueryError, match=r"\?nothing"):
            opened.select("SELECT ?zone { ?zone rg:adopted ?r }", nothing="x")

    def test_the_wrong_kind_of_question(self, opened: Store) -> None:
        with pytest.raises(QueryError, match="SELECT"):
            opened.select("ASK { ?s ?p ?o }")
        with pytest.raises(QueryError, match="ASK"):
            opened.ask("SELECT * { ?s ?p ?o }")
        with pytest.raises(QueryError, match="CONSTRUCT"):
            opened.construct("ASK { ?s ?p ?o }")

    def test_rdflib_sees_the_same_data(self, opened: Store) -> None:
        pytest.importorskip("oxrdflib")
        opened.replace(ONE, [adopted("甲区", "标准地")])
        opened.replace(TWO, [labelled("page/p", "文")])
        view = opened.rdflib()
        rows = view.query(f"SELECT ?s ?o {{ ?s <{RG}adopted> ?o }}")
        assert [tuple(map(str, row)) for row in rows if isinstance(row, ResultRow)] == [
            (BASE + "zone/甲区", BASE + "reform/标准地")
        ]
        assert sum(1 for _ in view.quads((None, None, None, None))) == 2


def fill(folder: Path, *zones: str) -> None:
    with open_store(folder, read_only=False) as store:
        store.replace(ONE, [adopted(zone, "标准地") for zone in zones])


def zones_in(folder: Path) -> set[str]:
    with open_store(folder) as store:
        return {str(row["z"]).rpartition("/")[2] for row in store.select("SELECT ?z { ?z rg:adopted ?r }")}


class TestGenerations:
    def test_what_was_committed_is_there_after_opening_again(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        assert zones_in(tmp_path / "s") == {"甲区"}

    def test_an_exception_loses_only_what_was_not_committed(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), open_store(tmp_path / "s", read_only=False) as store:
            store.replace(ONE, [adopted("甲区", "标准地")])
            store.commit()
            store.replace(ONE, [adopted("乙区", "标准地")])
            raise ZeroDivisionError
        assert zones_in(tmp_path / "s") == {"甲区"}

    def test_a_reader_sees_the_generation_it_opened_while_a_writer_works(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        reader = open_store(tmp_path / "s")
        for name in ("乙区", "丙区", "丁区"):
            fill(tmp_path / "s", name)
            assert zones_in(tmp_path / "s") == {name}
        assert reader.ask("ASK { zone:甲区 rg:adopted ?r }")
        assert reader.count() == 1
        reader.close()

    def test_generations_no_reader_holds_are_swept(self, tmp_path: Path) -> None:
        folder = tmp_path / "s"
        fill(folder, "甲区")
        reader = open_store(folder)
        fill(folder, "乙区")
        assert len(list(folder.glob("gen-*/"))) == 2 or os.name == "nt"
        reader.close()
        fill(folder, "丙区")
        assert [path.name for path in folder.glob("gen-*/")] == [current(folder).name]
        assert not list(folder.glob("work*"))

    def test_the_work_of_a_killed_writer_is_swept(self, tmp_path: Path) -> None:
        folder = tmp_path / "s"
        fill(folder, "甲区")
        left = [folder / name for name in ("work", "work-x1y2", "work-old-7")]
        for work in left:
            work.mkdir()
            (work / "000007.sst").write_bytes(b"half")
        (folder / "gen-9").mkdir()
        (folder / "CURRENT.tmp").write_text("gen-9", encoding="utf-8")
        fill(folder, "乙区")
        assert zones_in(folder) == {"乙区"}
        assert not [work for work in left if work.exists()]
        assert not (folder / "gen-9").exists()
        assert not (folder / "CURRENT.tmp").exists()

    def test_nothing_changed_makes_no_generation(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        before = (tmp_path / "s" / "CURRENT").read_text(encoding="utf-8")
        open_store(tmp_path / "s", read_only=False).close()
        assert (tmp_path / "s" / "CURRENT").read_text(encoding="utf-8") == before

    def test_settling_shows_the_same(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲", "乙")
        before, whole = current(tmp_path / "s"), zones_in(tmp_path / "s")
        with open_store(tmp_path / "s", read_only=False) as writer:
            writer.settle()
        assert current(tmp_path / "s") != before
        assert zones_in(tmp_path / "s") == whole

    def test_settling_that_fails_leaves_what_was_committed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(tmp_path / "s", "甲")
        whole = zones_in(tmp_path / "s")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with open_store(tmp_path / "s", read_only=False) as writer, monkeypatch.context() as patched:
            patched.setattr(generations, "publish", full)
            writer.settle()
        assert zones_in(tmp_path / "s") == whole
        with open_store(tmp_path / "s", read_only=False):
            pass  # the next writer finds nothing in its way

    def test_a_second_writer_is_told_of_the_lock(self, tmp_path: Path) -> None:
        first = open_store(tmp_path / "s", read_only=False)
        with pytest.raises(StoreError, match=r"LOCK.*another process.*" + str(os.getpid())):
            open_store(tmp_path / "s", read_only=False)
        first.close()
        open_store(tmp_path / "s", read_only=False).close()

    def test_a_second_writer_in_another_process(self, tmp_path: Path) -> None:
        code = f"from reformgraph.store import open_store; open_store({str(tmp_path / 's')!r}, read_only=False)"
        first = open_store(tmp_path / "s", read_only=False)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
        assert "another process is writing" in done.stderr
        first.close()
        assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0

    def test_a_reader_cannot_write(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        with open_store(tmp_path / "s") as store, pytest.raises(StoreError, match="reading only"):
            store.replace(ONE, [])

    def test_a_closed_store_says_so(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        store = open_store(tmp_path / "s")
        store.close()
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.select("SELECT * { ?s ?p ?o }")

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        fill(tmp_path / "s", "甲区")
        (tmp_path / "s").chmod(0o555)
        assert zones_in(tmp_path / "s") == {"甲区"}
        with pytest.raises(StoreError, match="permissions"):
            open_store(tmp_path / "s", read_only=False)

    def test_writing_that_fails_keeps_the_last_generation(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(tmp_path / "s", "甲区")
        store = open_store(tmp_path / "s", read_only=False)
        store.replace(ONE, [adopted("乙区", "标准地")])

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(generations, "write_atomically", full)
            with pytest.raises(StoreError, match=r"No space left.*last finished generation is untouched"):
                store.close()
        assert zones_in(tmp_path / "s") == {"甲区"}
        fill(tmp_path / "s", "丙区")
        assert zones_in(tmp_path / "s") == {"丙区"}


class TestBadFolders:
    def test_no_store(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="no store here"):
            open_store(tmp_path / "nothing")
        assert not (tmp_path / "nothing").exists()

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_folder_that_is_no_store(self, tmp_path: Path, read_only: bool) -> None:
        (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
        with pytest.raises(StoreError, match=r"not a store.*thesis\.docx"):
            open_store(tmp_path, read_only=read_only)
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]

    @pytest.mark.parametrize("read_only", [True, False])
    def test_a_file(self, tmp_path: Path, read_only: bool) -> None:
        (tmp_path / "s").write_text("x", encoding="utf-8")
        with pytest.raises(StoreError, match="a file, not a store"):
            open_store(tmp_path / "s", read_only=read_only)

    @pytest.mark.parametrize("read_only", [True, False])
    def test_another_version(self, tmp_path: Path, read_only: bool) -> None:
        fill(tmp_path / "s", "甲区")
        text = json.dumps({"format": 99, "engine": "oxigraph", "software": "9.0"})
        (tmp_path / "s" / "FORMAT").write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match=r"format 99.*9\.0.*export"):
            open_store(tmp_path / "s", read_only=read_only)

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("harm", ["shorter", "gone", "pointer", "no generation", "format"])
    def test_a_truncated_store(self, tmp_path: Path, harm: str, read_only: bool) -> None:
        folder = tmp_path / "s"
        fill(folder, *[f"区{n}" for n in range(50)])
        generation = current(folder)
        data = max(generation.iterdir(), key=lambda path: path.stat().st_size)
        match harm:
            case "shorter":
                data.write_bytes(data.read_bytes()[:-7])
            case "gone":
                data.unlink()
            case "pointer":
                (folder / "CURRENT").write_bytes(b"\xff\x00")
            case "no generation":
                (folder / "CURRENT").write_text("gen-77\n", encoding="utf-8")
            case _:
                (folder / "FORMAT").write_text("{", encoding="utf-8")
        with pytest.raises(StoreError, match="damaged"):
            open_store(folder, read_only=read_only)

    def test_an_unfinished_first_build(self, tmp_path: Path) -> None:
        (tmp_path / "s").mkdir()
        (tmp_path / "s" / "LOCK").write_bytes(b"")
        with pytest.raises(StoreError, match="no store here"):
            open_store(tmp_path / "s")
        fill(tmp_path / "s", "甲区")
        assert zones_in(tmp_path / "s") == {"甲区"}
