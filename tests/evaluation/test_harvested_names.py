"""Names on pages that may be read are not carried into the package's data: those of unread pages are there as often."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.language.lexicon import list_names, pairs, words
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

#: Share of the labelled names of pages that may be read that stands in the data, less that of unread pages, in 0.1
#: (0.016, 0 and 0), and by how much it may grow: 5 points.
GAPS, MORE = {"measures": 0.016, "not_measures": 0.0, "companies": 0.0}, 0.05


@pytest.fixture(scope="module")
def shared() -> Path:
    if not os.environ.get("REFORMGRAPH_SHARED"):
        pytest.skip("REFORMGRAPH_SHARED names no folder of labels")
    return Path(os.environ["REFORMGRAPH_SHARED"])


@pytest.fixture(scope="module")
def data() -> frozenset[str]:
    """The names of the vocabulary and the rows of all lists and tables of words."""
    reforms = load_vocabulary().reforms.values()
    names = {name for one in reforms for name in (one.name, *one.aliases)}
    lists = {word for name in list_names() for word in words(name)}
    tables = {cell for name in list_names(".tsv") for row in pairs(name) for cell in row}
    return frozenset(names | lists | tables)


def handed(shared: Path) -> frozenset[str]:
    """Names of the lists of reforms that the vocabulary was told to take in, whatever page they come from."""
    found: set[str] = set()
    for name in ("reforms.csv", "reforms_more.csv"):
        with (shared / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {row["name"], *row["aliases"].split("|")}
    return frozenset(found)


def labelled(article: dict[str, Any], kind: str) -> Iterator[str]:
    key = {"measures": "reform", "companies": "name"}.get(kind, "text")
    yield from {one if isinstance(one, str) else str(one.get(key)) for one in article.get(kind, ())}


def share(labels: list[Path], kind: str, data: frozenset[str], without: frozenset[str]) -> float:
    """Share of the labelled names of a kind that stands in the data; only counts leave this function."""
    articles = [article for path in labels for article in json.loads(path.read_text("utf-8"))["articles"]]
    names = [name for article in articles for name in labelled(article, kind) if name not in without]
    return sum(name in data for name in names) / len(names)


@pytest.mark.parametrize("kind", GAPS)
def test_names_of_read_pages_are_known_hardly_more_often(shared: Path, data: frozenset[str], kind: str) -> None:
    unread = {line.partition(".")[0] for line in (shared / "real/UNREAD.txt").read_text("utf-8").split("\n")}
    labels = sorted((shared / "real/labels").glob("*.json"))
    sides = [[path for path in labels if (path.stem in unread) is kept] for kept in (False, True)]
    assert all(sides)
    read, kept = (share(side, kind, data, handed(shared)) for side in sides)
    assert round(read - kept - GAPS[kind], 3) <= MORE
