"""Articles from pages of every layout: the files in layouts/ say of each line where it belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reformgraph.articles import split_articles
from reformgraph.pages import page_from_text

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.txt"))
ROLES = {"t": "title", "k": "kicker", "b": "body", "y": "byline", "c": "caption"}


@dataclass
class Expected:
    """A layout file: ``1b|text`` is body of article 1, ``o|text`` page furniture, ``@`` lines tell more."""

    text: str = ""
    lines: dict[int, tuple[int, str]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    authors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    incomplete: set[int] = field(default_factory=set)

    def part(self, article: int, role: str) -> str:
        rows = self.text.split("\n")
        return " ".join(
            rows[number - 1].lstrip("# ") for number, place in sorted(self.lines.items()) if place == (article, role)
        )


def read_layout(path: Path) -> Expected:
    expected = Expected()
    rows: list[str] = []
    for row in path.read_text(encoding="utf-8").split("\n"):
        if row.startswith("@ "):
            key, *values = row[2:].split()
            if key == "authors":
                expected.authors[int(values[0])] = tuple(values[1:])
            elif key == "incomplete":
                expected.incomplete |= set(map(int, values))
            continue
        tag, mark, text = row.partition("|")
        rows.append(text if mark else "")
        if tag == "o":
            expected.others.append(len(rows))
        elif mark:
            expected.lines[len(rows)] = (int(tag[:-1]), ROLES[tag[-1]])
    expected.text = "\n".join(rows)
    return expected


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    expected = read_layout(path)
    articles, others, _ = split_articles(page_from_text(expected.text, path.stem))
    found = {
        number: (place, role)
        for place, article in enumerate(articles, 1)
        for role, numbers in article.lines.items()
        for number in numbers
    }
    assert found == expected.lines
    assert list(others) == expected.others
    for place, article in enumerate(articles, 1):
        assert article.title == expected.part(place, "title")
        assert article.kicker == expected.part(place, "kicker")
        assert article.authors == expected.authors.get(place, ())
        assert article.complete == (place not in expected.incomplete)
