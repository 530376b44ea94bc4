"""RDF of another version of the ontology is told with its line, and nothing of it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.building.load_quads import load
from reformgraph.errors import StoreError
from reformgraph.iri import BASE, RDF, RG
from reformgraph.store import open_store

GRAPH = f"<{BASE}graph/a>"
FINE = f'<http://a/s> <http://a/p> "1" {GRAPH} .\n<{BASE}page/a> <{RG}text> "x" {GRAPH} .\n'


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            f"<{BASE}claim/a> <{RG}adoptedBy> <{BASE}zone/a> {GRAPH} .",
            r"a\.nq, line 3: .*no rg:adoptedBy.*another version",
        ),
        (f"<{BASE}claim/a> <{RDF}type> <{RG}Claim> {GRAPH} .", r"line 3: .*no rg:Claim"),
        (f'<{BASE}figure/a> <{RG}text> "3宗" {GRAPH} .', r"line 3: .*rg:text of a figure is rg:printed now"),
        (f'<{BASE}figure/a> <{RG}end> "3" {GRAPH} .', r"line 3: .*rg:stop now.*build the pages again"),
    ],
)
def test_terms_of_another_version_are_told_and_nothing_is_loaded(tmp_path: Path, line: str, words: str) -> None:
    (tmp_path / "fine.nq").write_text(FINE, encoding="utf-8")
    load([tmp_path / "fine.nq"], tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        before = store.count()
    (tmp_path / "a.nq").write_text(FINE.replace("http://a/s", "http://a/t") + line + "\n", encoding="utf-8")
    with pytest.raises(StoreError, match=words):
        load([tmp_path / "a.nq"], tmp_path / "s")
    with open_store(tmp_path / "s") as store:
        assert store.count() == before


def test_the_line_is_found_by_its_prefix_too(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f"@prefix rg: <{RG}> .\n\n<http://a/s> rg:nonsense 1 .\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"a\.ttl, line 3"):
        load([file], tmp_path / "s")
    assert not (tmp_path / "s").exists(), "a store that nobody asked for"


def test_outside_of_nquads_no_line_of_another_subject_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    text = f'@prefix rg: <{RG}> .\n<{BASE}page/a> rg:text "x" .\n<{BASE}figure/a> rg:text "3宗" .\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="rg:text of a figure is rg:printed now") as told:
        load([file], tmp_path / "s")
    assert ", line" not in str(told.value)
