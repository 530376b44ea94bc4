"""What lines are by the lines around them: signatures, rubrics, photo news, tables, section numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformgraph.layout.line_runs import WIDE
from reformgraph.layout.line_signs import DIGEST, PHOTO, RUBRIC, is_date_line, is_organ, is_site, is_table_row
from reformgraph.layout.lines import CAPTION, FURNITURE_KIND, HEAD, TEXT, Line, set_kind
from reformgraph.layout.text_likeness import zones_of

_MOST_CAPTIONS = 100
_SECTION_NUMBER = re.compile(r"(?:PART\s?\.?)?0[1-9]$", re.I)


def mark_by_context(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of another kind that the lines around them make something else."""
    marked = list(lines)
    for mark in (
        _mark_signatures,
        _mark_top,
        _mark_rubrics,
        _mark_photo_news,
        _mark_lone_captions,
        _mark_tables,
        _mark_section_numbers,
    ):
        mark(marked)
    return marked


def _mark_top(lines: list[Line]) -> None:
    """Names of sites and sections between page furniture over the first headline are furniture."""
    end = next((place for place, line in enumerate(lines[:12]) if line.kind not in (HEAD, FURNITURE_KIND)), 0)
    heads = [place for place in range(end) if lines[place].kind == HEAD]
    for place in range(1, min(len(lines) - 1, 12)):
        section = lines[place].kind in (HEAD, TEXT) and len(lines[place].text) <= 4 and not lines[place].level
        if section and lines[place - 1].kind == lines[place + 1].kind == FURNITURE_KIND:
            set_kind(lines, (place,), FURNITURE_KIND)
        if lines[place].kind != FURNITURE_KIND:
            break
    for place in heads[:-1]:
        line = lines[place]
        if lines[place + 1].kind == FURNITURE_KIND and not line.level and (len(line.text) <= 4 or is_site(line.text)):
            set_kind(lines, (place,), FURNITURE_KIND)


def _mark_signatures(lines: list[Line]) -> None:
    """An organisation over a date, below the text, signs a notice: both are text."""
    seen = False
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        if (
            seen
            and line.kind in (HEAD, TEXT)
            and is_organ(line.text)
            and is_date_line(following.text)
            and not line.level
        ):
            set_kind(lines, (place, place + 1), TEXT)
        seen = seen or line.kind == TEXT


def _mark_rubrics(lines: list[Line]) -> None:
    """Names of papers over the first headline, and of columns of short items, are page furniture."""
    on_top = True
    for place, line in enumerate(lines[:12]):
        if line.kind == HEAD and any(line.text == other.text for other in lines[place + 1 : place + 7]):
            set_kind(lines, (place,), FURNITURE_KIND)
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        short = len(line.text) <= 20 and not line.level and line.kind in (HEAD, TEXT)
        rubric = short and on_top and following.kind in (HEAD, TEXT, FURNITURE_KIND) and RUBRIC.match(line.text)
        if rubric or (short and DIGEST.match(line.text)):
            set_kind(lines, (place,), FURNITURE_KIND)
        on_top = on_top and lines[place].kind == FURNITURE_KIND


def _mark_photo_news(lines: list[Line]) -> None:
    """Photo news is an article of its own, its caption the text."""
    for place, line in enumerate(lines):
        if len(line.text) > 8 or not PHOTO.match(line.text):
            continue
        below = place + 1
        while below < len(lines) and lines[below].kind == CAPTION:
            set_kind(lines, (place,), HEAD)
            set_kind(lines, (below,), TEXT)
            below += 1


def _mark_lone_captions(lines: list[Line]) -> None:
    """A caption below all text of a story, of a zone that the page names nowhere else, is an article of its own."""
    last = len(lines) - 1
    judged = 0
    whole = ""
    for place, line in enumerate(lines):
        if line.kind != CAPTION or (place and lines[place - 1].kind == CAPTION):
            continue
        end = place
        while end <= last and lines[end].kind == CAPTION:
            end += 1
        block = "".join(item.text for item in lines[place:end])
        below = next((item for item in lines[end:] if item.kind != FURNITURE_KIND), None)
        if len(block) < 24 or (below is not None and below.kind != HEAD):
            continue
        zones = zones_of(block)
        judged += bool(zones)
        if judged > _MOST_CAPTIONS:
            return
        whole = whole or "".join(item.text for item in lines)
        if zones and all(whole.count(name) == block.count(name) for name in zones):
            lines[place] = replace(line, alone=True)
            set_kind(lines, range(place, end), TEXT)


def _mark_tables(lines: list[Line]) -> None:
    """Title and column names of a table go with its rows."""
    for place, line in enumerate(lines):
        if line.kind != TEXT or line.width > WIDE or not is_table_row(line.text):
            continue
        above = place
        while above and above > place - 3 and not lines[above].after_blank and lines[above - 1].kind == HEAD:
            above -= 1
            set_kind(lines, (above,), TEXT)


def _mark_section_numbers(lines: list[Line]) -> None:
    """Numbers printed alone over the sections of a text (01, 02 ...) are no page numbers."""
    alone = [place for place, line in enumerate(lines) if _SECTION_NUMBER.match(line.text)]
    numbers = [lines[place].text[-1] for place in alone[:2]]
    single = numbers == ["1"] and 0 < alone[0] < len(lines) - 1 and lines[alone[0] + 1].kind == HEAD
    if numbers != ["1", "2"] and not (single and not lines[alone[0] + 1].after_blank):
        return
    for place in alone:
        if lines[place].kind == FURNITURE_KIND and place + 1 < len(lines) and lines[place + 1].kind in (HEAD, TEXT):
            set_kind(lines, (place,), HEAD)
