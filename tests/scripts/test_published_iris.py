"""IRIs once published are never reused and never vanish."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("published_iris", ROOT / "scripts" / "published_iris.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PUBLISHED = _script()


def test_every_published_iri_names_what_it_named_and_none_is_missing_in_the_list() -> None:
    listed = PUBLISHED.published()
    assert [*PUBLISHED.faults(listed, PUBLISHED.current())] == []
    assert PUBLISHED.current() == listed, "new IRIs: run scripts/published_iris.py and commit the list"


def test_the_list_is_sorted_and_holds_catalogue_vocabulary_and_terms() -> None:
    lines = PUBLISHED.LIST.read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert {"rg:Adoption\tClass", "place:140600\t140600", "reform:放管服\tR0001", "status:adopted\tConcept"} <= {*lines}
    assert "zone:北京经济技术开发区\t11101001" in lines
    assert len(lines) == len(PUBLISHED.published())


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "ontology", tmp_path / "ontology"))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("zones", "zone:北京经济技术开发区 ", "zone:亦庄 ", "zone:北京经济技术开发区: published and gone"),
        ("zones", '"11101001"', '"11101002"', "zone:北京经济技术开发区: published for 11101001, now 11101002"),
        ("reforms", '"R0001"', '"R9001"', "reform:放管服: published for R0001, now R9001"),
        ("reformgraph", "rg:Adoption a owl:Class", "rg:Uptake a owl:Class", "rg:Adoption: published and gone"),
        (
            "reformgraph",
            "rg:adopted a owl:ObjectProperty",
            "rg:adopted a owl:DatatypeProperty",
            "rg:adopted: published for ObjectProperty, now DatatypeProperty",
        ),
    ],
)
def test_what_is_gone_or_reused_is_told(ontology: Path, file: str, old: str, new: str, told: str) -> None:
    path = ontology / f"{file}.ttl"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = [*PUBLISHED.faults(PUBLISHED.published(), PUBLISHED.current(ontology))]
    assert [line.startswith(told) for line in found] == [True]


def test_new_iris_are_added_and_a_fault_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "published-iris.txt"
    monkeypatch.setattr(PUBLISHED, "LIST", kept)
    now = {"zone:甲": "1", "rg:A": "Class"}
    monkeypatch.setattr(PUBLISHED, "current", lambda: now)
    monkeypatch.setattr(PUBLISHED, "published", lambda: {"rg:A": "Class"})
    assert PUBLISHED.main(["--check"]) == 1
    assert "zone:甲: not in published-iris.txt; run" in capsys.readouterr().err
    assert not kept.exists()
    assert PUBLISHED.main([]) == 0
    assert kept.read_text("utf-8") == "rg:A\tClass\nzone:甲\t1\n"
    now["rg:A"] = "ObjectProperty"
    assert PUBLISHED.main([]) == 1
    assert "rg:A: published for Class" in capsys.readouterr().err
    assert "ObjectProperty" not in kept.read_text("utf-8")
