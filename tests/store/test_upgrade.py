"""A store of version 0.1 is refused with what to do, and the decisions beside it are kept and taken up again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.errors import StoreError
from reformgraph.store import open_store
from support.commands import run
from support.stub_pages import extracted

PAGE = "朔州推行标准地\n朔州经济开发区|标准地|adopted|2024-03|2024-03\n\n长治准备\n长治高新区|新式审批|planned|\n"
DECISIONS = "kind,a,b,decision\nreform,新式审批,标准地,same\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages, a store as 0.1 left it (its FORMAT, its decisions), and nothing else."""
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE, "utf-8")
    build([tmp_path / "pages"], tmp_path / "s.store")
    (tmp_path / "s.store" / "FORMAT").write_text('{"format": 1, "engine": "oxigraph", "software": "0.1.0"}\n')
    (tmp_path / "s.store.decisions.csv").write_text(DECISIONS, "utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        ("info",), ("trace",), ("query", "adopters"), ("export",), ("review",), ("check",), ("repair",),
        ("build", "pages"), ("load", "all.nq"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_refuses_it(command: tuple[str, ...], language: str, folder: Path) -> None:
    (folder / "all.nq").write_text("")
    before = files(folder)
    done = run(*command, "--store", "s.store", folder=folder, REFORMGRAPH_LANG=language)
    assert done.returncode == 1, done.stdout
    for word in ("s.store", "0.1.0", "s.store.decisions.csv", "删去" if language == "zh" else "remove the folder"):
        assert word in done.stderr
    assert files(folder) == before


def test_decisions_are_taken_up_by_the_next_build(folder: Path) -> None:
    with pytest.raises(StoreError, match=r"written by version 0\.1\.0"):
        build([folder / "pages"], folder / "s.store")
    shutil.rmtree(folder / "s.store")
    build([folder / "pages"], folder / "s.store")
    with open_store(folder / "s.store") as store:
        assert store.ask("ASK { ?a rg:replacedBy|dct:isReplacedBy|rg:sameAs ?b FILTER(CONTAINS(STR(?b), '标准地')) }")
    assert (folder / "s.store.decisions.csv").read_text("utf-8") == DECISIONS


def test_another_format_names_export_and_load(folder: Path) -> None:
    told = {"format": 99, "engine": "oxigraph", "software": "9.0.0"}
    (folder / "s.store" / "FORMAT").write_text(json.dumps(told))
    with pytest.raises(StoreError, match="export it with the version that wrote it and load the export"):
        open_store(folder / "s.store")
