"""Every article of the labelled pages: its lines, headline, kicker and authors are those that a reader gave.

The pages under tests/pages are invented and labelled by hand (test_pages_simulated.py holds the measures over them).
What is still read otherwise stands in labelled_misses.tsv, a row an article with the parts that are wrong: a row is
taken out when the article comes right, and none is put in without a reason.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reformgraph.layout.articles import split_articles
from reformgraph.reading.read_pages import find_pages, read_page
from reformgraph.records import Article

PAGES = Path(__file__).parents[1] / "pages"
MISSES = {
    name: frozenset(parts.split())
    for name, parts in (
        row.split("\t")
        for row in Path(__file__).with_name("labelled_misses.tsv").read_text(encoding="utf-8").splitlines()
        if not row.startswith("#")
    )
}


def _labels() -> list[tuple[str, dict[str, Any]]]:
    files = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((PAGES / "labels").glob("*.json")))
    return [(label["page"], article) for label in files for article in label["articles"]]


@cache
def _articles(page: str) -> tuple[list[str], tuple[Article, ...]]:
    (file,) = find_pages([PAGES / page])
    read = read_page(file)
    return read.text.split("\n"), split_articles(read)[0]


def _numbers(items: list[Any]) -> set[int]:
    """``[3, [5, 7]]`` are the lines 3, 5, 6 and 7."""
    ranges = (item if isinstance(item, list) else [item, item] for item in items)
    return {number for first, last in ranges for number in range(first, last + 1)}


def wrong_parts(page: str, gold: dict[str, Any]) -> set[str]:
    """The parts of a labelled article that are read otherwise; ``article`` if none is found."""
    printed, articles = _articles(page)
    lines = {
        role: {number for number in _numbers(items) if printed[number - 1].strip()}
        for role, items in gold["lines"].items()
    }
    whole = set().union(*lines.values())

    def shared(article: Article) -> int:
        return len(whole & {number for numbers in article.lines.values() for number in numbers})

    best = max(articles, key=shared, default=None)
    if best is None or not shared(best):
        return {"article"}
    same = {
        "title": best.title == gold["title"],
        "kicker": best.kicker == gold["kicker"],
        "authors": list(best.authors) == gold["authors"],
        "complete": best.complete == gold["complete"],
    }
    same |= {f"{role}-lines": set(best.lines.get(role, ())) == numbers for role, numbers in lines.items()}
    return {part for part, right in same.items() if not right}


@pytest.mark.parametrize(("page", "gold"), _labels(), ids=lambda value: value["id"] if isinstance(value, dict) else "")
def test_article_is_read_as_labelled(page: str, gold: dict[str, Any]) -> None:
    wrong, known = wrong_parts(page, gold), MISSES.get(gold["id"], frozenset())
    assert wrong <= known, f"{page}: {sorted(wrong - known)} of {gold['id']} are no longer as labelled"
    assert wrong >= known, f"{page}: {sorted(known - wrong)} of {gold['id']} are right now: take them out of the list"


def test_known_misses_are_of_labelled_articles() -> None:
    assert set(MISSES) <= {gold["id"] for _, gold in _labels()}
