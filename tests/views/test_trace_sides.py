"""`trace` shows who is for and who is against, and keeps claims by how their actor is known."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reformgraph.errors import UsageError
from reformgraph.store import Store, open_store
from reformgraph.views.trace import as_json, trace
from support import commands
from support.made_store import SHUOZHOU, make
from support.tricky_store import tricky_pages, tricky_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield tricky_store(tmp_path_factory.mktemp("tricky"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page whose two claims know their actor by the heading (0.8) and from before (0.5)."""
    page = tricky_pages()[0]
    extraction = page.extractions[0]
    first, second = extraction.claims
    claims = (
        replace(first, actor_basis="heading", confidence=0.8),
        replace(second, actor_basis="carried", confidence=0.5),
    )
    made = replace(page, extractions=(replace(extraction, claims=claims),))
    return make(tmp_path_factory.mktemp("sure"), [made])


def test_sides_history_onsets_and_figures(store: Store) -> None:
    (one,) = trace(store, zone=SHUOZHOU, reform="标准地")
    assert (one.status, one.sources, one.disputing, one.onsets_agree) == ("adopted", 2, 1, False)
    assert [claim.side for claim in one.claims] == ["supports", "supports", "disputes", ""]
    assert [claim.denied for claim in one.claims] == [False, False, True, False]
    assert [(step.status, step.denied, step.day, step.sources) for step in one.history] == [
        ("adopted", False, "2022-12-31", 2),
        ("referenced", True, "2024-07-01", 1),
        ("planned", False, "2024-08-01", 1),
    ]
    assert sorted(figure.text for figure in one.conflicting_figures) == ["12宗", "15宗"]
    told = as_json([one])[0]
    assert (told["disputing"], told["claims"][2]["side"]) == (1, "disputes")


@pytest.mark.parametrize(
    ("bases", "confidence", "reforms"),
    [
        ((), None, ["全代办", "标准地"]),
        (("heading",), None, ["标准地"]),
        (("heading", "carried"), None, ["全代办", "标准地"]),
        (("printed",), None, []),
        ((), 0.8, ["标准地"]),
        ((), 0.9, []),
    ],
)
def test_claims_are_kept_by_basis_and_confidence(
    folder: Path, bases: tuple[str, ...], confidence: float | None, reforms: list[str]
) -> None:
    with open_store(folder) as opened:
        found = trace(opened, bases=bases, confidence=confidence)
        assert sorted(one.reform for one in found) == reforms
        with pytest.raises(UsageError, match="no basis of an actor 'guess'"):
            trace(opened, bases=("guess",))


def test_claims_that_do_not_tell_how_sure_they_are_stay(store: Store) -> None:
    assert len(trace(store, confidence=0.99)) == len(trace(store))


def run(store: Path, *arguments: str) -> str:
    done = commands.run("trace", "--store", store, *arguments, REFORMGRAPH_LANG="zh")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_shows_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "t.store"
    with open_store(path, read_only=False) as opened:
        tricky_store(tmp_path, store=opened)
    table = run(path, "--reform", "标准地", "--zone", SHUOZHOU)
    for told in ("2 篇支持，1 篇不同", "[不同] “", "开始的说法不一", "互相矛盾的数字"):
        assert told in table
    rows = list(csv.DictReader(io.StringIO(run(path, "--reform", "标准地", "--claims", "--format", "csv"))))
    assert {row["side"] for row in rows} == {"supports", "disputes", ""}
    assert {row["disputing"] for row in rows} == {"0", "1"}
    found = json.loads(run(path, "--reform", "标准地", "--format", "json"))
    assert sorted(one["disputing"] for one in found) == [0, 0, 1]
