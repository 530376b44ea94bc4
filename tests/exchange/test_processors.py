"""One export, read by five processors: they count the same things, or are skipped by name where they are not there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from reformgraph.exchange.export import write_jsonld, write_nquads, write_trig
from reformgraph.iri import RDF, RG
from reformgraph.store import open_store
from support.made_store import make
from support.servers import PASSWORD, virtuoso, virtuoso_is_there

TYPE = RDF + "type"
#: Classes that are counted, by their local names.
CLASSES = ("Page", "Article", "AdoptionClaim", "Adoption", "Figure", "Mention")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store and its export in three formats."""
    made = tmp_path_factory.mktemp("processors")
    with open_store(make(made), read_only=True) as store:
        for name, write in (("nq", write_nquads), ("trig", write_trig), ("jsonld", write_jsonld)):
            with (made / f"all.{name}").open("wb") as out:
                write(store, out)
    return made


def lines(folder: Path) -> list[str]:
    """The export as N-Quads, a line a quad."""
    return (folder / "all.nq").read_text("utf-8").splitlines()


def expected(folder: Path) -> tuple[int, Mapping[str, int]]:
    """Number of quads, and of things by class, by nothing but the lines of the export."""
    typed = {line.split(" ")[0] + line.split(" ")[2] for line in lines(folder) if f" <{TYPE}> <{RG}" in line}
    return len(lines(folder)), Counter(
        name for name in CLASSES for one in typed if one.endswith(f"<{RG}{name}>")
    )  # fmt: skip


def test_there_is_something_to_count(folder: Path) -> None:
    number, things = expected(folder)
    assert number > 1000
    assert set(things) == set(CLASSES)


@pytest.mark.parametrize("form", ["nq", "trig"])
def test_oxigraph(folder: Path, form: str) -> None:
    store = ox.Store()
    kind = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}[form]
    store.bulk_load(path=str(folder / f"all.{form}"), format=kind)
    counted = {}
    for name in CLASSES:
        typed = store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(RG + name))
        counted[name] = len({str(quad.subject) for quad in typed})
    assert (len(store), counted) == expected(folder)


# rdflib calls what it has deprecated itself.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("form", "name"), [("nq", "nquads"), ("trig", "trig")])
def test_rdflib(folder: Path, form: str, name: str) -> None:
    from rdflib import RDF as TERMS
    from rdflib import Dataset, URIRef

    read = Dataset()
    read.parse(folder / f"all.{form}", format=name)
    quads = set(read.quads())
    counted = {name: len({s for s, p, o, _ in quads if p == TERMS.type and o == URIRef(RG + name)}) for name in CLASSES}
    assert (len(quads), counted) == expected(folder)


def test_rapper(folder: Path) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("rapper is not installed (apt install raptor2-utils)")
    command = ["rapper", "-i", "nquads", "-o", "ntriples", str(folder / "all.nq")]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    told = re.search(rb"returned (\d+) triples", done.stderr)
    assert told is not None
    number, things = expected(folder)
    assert int(told[1]) == number
    typed = {line for line in done.stdout.decode().splitlines() if f" <{TYPE}> <{RG}" in line}
    assert {name: sum(f"<{RG}{name}>" in line for line in typed) for name in CLASSES} == things


def test_a_json_ld_processor(folder: Path) -> None:
    """PyLD reads the quads that Oxigraph reads, and asks for no context of the network."""
    jsonld: Any = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed (pip install pyld)")

    def refuse(url: str, *_: object) -> None:
        raise AssertionError(f"{url} was asked for")

    document = json.loads((folder / "all.jsonld").read_text("utf-8"))
    told = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refuse})
    read = {str(quad) for quad in ox.parse(told.encode(), format=ox.RdfFormat.N_QUADS)}
    wanted = {str(quad) for quad in ox.parse((folder / "all.nq").read_bytes(), format=ox.RdfFormat.N_QUADS)}
    assert read == wanted
    assert len(wanted) == len(lines(folder))


@pytest.mark.full
def test_virtuoso(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not virtuoso_is_there():
        pytest.skip("Virtuoso is not there (scripts/start_virtuoso.py --download)")
    monkeypatch.setenv("REFORMGRAPH_USER", "dba")
    monkeypatch.setenv("REFORMGRAPH_PASSWORD", PASSWORD)
    from reformgraph.building.load_quads import load

    number, things = expected(folder)
    with virtuoso(tmp_path) as address:
        load([folder / "all.nq"], address)
        with open_store(address) as store:
            ask = "SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH ?g {{ ?x a <{}> }} }}"
            counted = {name: int(store.select(ask.format(RG + name))[0]["n"] or 0) for name in CLASSES}
            found = {line for chunk in _exported(store) for line in chunk.decode().splitlines()}
    assert counted == things
    assert (len(found), found) == (number, set(lines(folder)))


def _exported(store: Any) -> Any:
    from reformgraph.exchange.export import export_nquads

    return export_nquads(store)
