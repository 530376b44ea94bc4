"""What the README and the docs promise: the notebook lines run, commands exist, links lead somewhere."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import pytest

from reformgraph.cli import COMMANDS
from reformgraph.language.plain_time import plain_time
from reformgraph.store import open_store
from reformgraph.views.status_words import status_word
from reformgraph.views.trace import trace
from reformgraph.views.trace_rows import best_claims, figure_text
from support.sample_store import sample_store

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_readme_lines_run() -> None:
    for name in ("README.md", "README.zh.md"):
        failed, tried = doctest.testfile(str(ROOT / name), module_relative=False)
        assert tried >= 5
        assert failed == 0


def rows(text: str, heading: str) -> list[list[str]]:
    """Cells of the first table below a heading, without its head."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def told_time(edtf: str | None, language: str) -> str:
    return plain_time(edtf, language) if edtf else {"zh": "未注明日期", "en": "undated"}[language]


@pytest.mark.parametrize(
    ("name", "heading", "language"), [("README.md", "What comes out", "en"), ("README.zh.md", "得到什么", "zh")]
)
def test_the_table_is_what_trace_finds(name: str, heading: str, language: str, tmp_path: Path) -> None:
    store = tmp_path / "s.store"
    with open_store(sample_store(store)) as opened:
        found = trace(opened, reform="标准地")
    expected = [
        [
            one.zone, status_word(one.status, language), told_time(one.onset_edtf or one.when_edtf, language),
            "；".join(map(figure_text, one.figures)), f"“{claim.quote}”", f"{claim.source} {claim.issue_date}",
        ]
        for one in found
        for claim in best_claims(one)
    ]  # fmt: skip
    assert rows((ROOT / name).read_text("utf-8"), heading) == expected


def test_both_languages_say_the_same() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))

    def parts(text: str) -> tuple[object, ...]:
        lines = re.findall(r"^(?:reformgraph [a-z]|make |python |\.venv).*", text, re.M)
        commands = [line.partition("#")[0].strip() for line in lines]
        links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("README")]
        links = sorted(link.replace("docs/zh/", "docs/") for link in links)
        return commands, links, text.count("\n## "), text.count("\n|"), re.findall(r"^>>> .*", text, re.M)

    for one, other in zip(parts(english), parts(chinese), strict=True):
        assert one == other


def test_badges_are_true() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    badges = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs" / "images").glob("badge-*.svg")}
    assert sorted(badges) == ["badge-licence", "badge-offline", "badge-python"]
    assert f"licence: {project['license']}" in badges["badge-licence"]
    assert f"Python: {project['requires-python'].removeprefix('>=')}+" in badges["badge-python"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_named_exist(page: Path) -> None:
    named = set(re.findall(r"^reformgraph ([a-z]+)", page.read_text("utf-8"), re.M))
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
