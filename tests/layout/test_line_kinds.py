"""Stages of the layout hand on new lines; what they were given stays as it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from reformgraph.layout.line_kinds import mark_kinds
from reformgraph.layout.lines import HEAD, TEXT, read_lines
from reformgraph.layout.table_blocks import join_tables
from reformgraph.layout.web_lines import Look, looks_of, with_credits

LAYOUTS = Path(__file__).parents[1] / "layouts"


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_lines_that_are_handed_in_stay_as_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = read_lines(text)
    join_tables(lines, text)
    with_credits(lines, looks_of(lines))
    marked, _ = mark_kinds(lines)
    assert lines == read_lines(text)
    assert all(line.kind for line in marked)
    assert [dataclasses.replace(line, kind="", names=(), alone=False, level=0) for line in marked] == [
        dataclasses.replace(line, level=0) for line in lines
    ]


def test_a_line_cannot_be_written_to() -> None:
    line = read_lines("开发区推行标准地改革，已出让8宗。")[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        line.kind = HEAD  # type: ignore[misc]


def test_a_bold_line_of_a_sentence_is_text_without_a_level() -> None:
    text = "**" + "开发区推行标准地改革，企业拿地即可开工，" * 3 + "**"
    line = read_lines(text)[0]
    marked, _ = mark_kinds([line])
    assert (line.level, marked[0].level, marked[0].kind) == (7, 0, TEXT)


def test_credits_name_their_authors() -> None:
    lines = read_lines("■本报记者 何鸣岐\n\n开发区推行标准地改革，已出让8宗。")
    named = with_credits(lines, looks_of(lines))
    assert looks_of(lines)[0] is Look.CREDIT
    assert [line.names for line in named] == [("何鸣岐",), ()]
