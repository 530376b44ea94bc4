"""`reformgraph changes`: an earlier store or its export against the store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from support.commands import run
from support.made_store import DATONG, make, pages, second


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("stores")
    (folder / "before").mkdir()
    return make(folder / "before", [second()]), make(folder, pages()[1:3])


COUNTED = "adoptions: came 0, went 0, turned 1; claims: came 2, went 0, turned 0\n"


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld"])
def test_an_export_tells_what_its_store_tells(stores: tuple[Path, Path], tmp_path: Path, form: str) -> None:
    before, after = stores
    kept = tmp_path / f"before.{form}"
    assert run("export", "--store", before, "-o", kept).returncode == 0
    by_store = run("changes", "--since", before, "--store", after, "--format", "json")
    by_file = run("changes", "--since", kept, "--store", after, "--format", "json")
    assert (by_file.returncode, by_file.stdout, by_file.stderr) == (0, by_store.stdout, COUNTED)
    assert json.loads(by_file.stdout)[0] == {
        "what": "adoption", "change": "turned", "actor": DATONG, "actor_id": DATONG, "reform": "全代办",
        "reform_id": "全代办", "before": "planned", "after": "adopted", "article_id": None, "source": None,
        "issue_date": None, "headline": None, "quote": None, "claim_id": None,
    }  # fmt: skip


def test_csv_to_a_file(stores: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "changes.csv"
    done = run("changes", "--since", stores[0], "--store", stores[1], "--format", "csv", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{target}: 3 rows\n{COUNTED}")
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8"))))
    assert [(row["what"], row["change"], row["before"], row["after"]) for row in rows] == [
        ("adoption", "turned", "planned", "adopted"),
        *[("claim", "came", "", "adopted")] * 2,
    ]
    assert rows[1]["quote"] == f"{DATONG}5月起实行全代办。"


@pytest.mark.parametrize(
    ("language", "first", "counted"),
    [
        ("en", ["turned", "adoption", DATONG, "全代办", "planned", "adopted"], COUNTED),
        (
            "zh",
            ["转变", "采用", DATONG, "全代办", "计划", "已采用"],
            "采用：新增 0，消失 0，转变 1；陈述：新增 2，消失 0，转变 0\n",
        ),
    ],
)
def test_tables_speak_the_language(stores: tuple[Path, Path], language: str, first: list[str], counted: str) -> None:
    done = run("changes", "--since", stores[0], "--store", stores[1], REFORMGRAPH_LANG=language)
    assert done.stdout.splitlines()[2].split() == first
    assert done.stderr == counted


def test_nothing_changed(stores: tuple[Path, Path]) -> None:
    done = run("changes", "--since", stores[1], "--store", stores[1])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing changed\n")


def test_a_file_that_cannot_be_written(stores: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("changes", "--since", stores[0], "--store", stores[1], "-o", tmp_path / "none" / "a.txt")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
