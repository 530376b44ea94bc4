"""Short forms of enterprises tied to the full name printed in the same article.

河南中州智纺机械有限公司 is 智纺公司 afterwards, or what （以下简称“…”） says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reformgraph.extract.name_bounds import PlaceNames
from reformgraph.extract.name_words import without_trade

#: What the end of an enterprise's name says of it.
Kind = Literal["legal", "plain", "group", "branch", "office", "listed"]

Spans = tuple[tuple[int, int], ...]

_CALLED = re.compile(
    r"[（(](?:以下|下文|下)?(?:均|统一)?(?:简称|称)(?:为|"
    r"作)?[：:]?[“‘\"]?([^“”\"‘’（）()，。；、\n]{2,12})[”’\"]?[）)]"
)
_BRACKETS = re.compile("[（(][^（）()]*[)）]")
_ANY_FORM = re.compile("(?:[（(]?集团[）)]?|控股)?(?:股份)?(?:有限)?(?:责任)?(?:总|分)?公司$|集团$")


class Form(NamedTuple):
    """A name found in the flow: its range, where its legal form begins and what kind that is."""

    start: int
    end: int
    core_end: int
    kind: Kind


@dataclass(slots=True)
class _Enterprise:
    form: Form
    name: str
    core: str
    brand: str
    spans: list[tuple[int, int]]
    short: set[str]


def join_short_forms(text: str, named: list[Form], generic: list[Form], places: PlaceNames) -> list[tuple[Form, Spans]]:
    """The enterprises of an article with the ranges of all their mentions, in order of first mention.

    `named` are the forms that are names by themselves, sorted; `generic` those that may only be a
    short form of one of them (商务公司 after 三江商务发展有限公司).
    """
    owners = _owners(text, named, places)
    taken = [span for one in owners for span in one.spans]
    _add_generic(text, owners, generic, places)
    for one in owners:
        called = _CALLED.match(text, one.form.end)
        if called:
            one.short.add(called.group(1))
        _add_short(text, one, taken)
    return [(one.form, tuple(sorted(set(one.spans)))) for one in owners]


def _owners(text: str, named: list[Form], places: PlaceNames) -> list[_Enterprise]:
    """One enterprise for each name, short ones given to the fuller name they belong to."""
    by_name: dict[str, _Enterprise] = {}
    for form in named:
        name = text[form.start : form.end]
        known = by_name.get(name)
        if known is not None:
            known.spans.append((form.start, form.end))
            continue
        core = text[form.start : form.core_end]
        brand = without_trade(_BRACKETS.sub("", core[len(places.at(core, 0, weak=True)) :]))
        by_name[name] = _Enterprise(form, name, core, brand, [(form.start, form.end)], set())
    full = sorted(by_name.values(), key=lambda one: (-len(one.core), one.form.start))
    kept: list[_Enterprise] = []
    for one in full:
        owner = next((other for other in kept if _is_short(one.form.kind, one.name, one.core, other, places)), None)
        if owner is None:
            kept.append(one)
            continue
        owner.spans.extend(one.spans)
        bare = one.core[len(places.at(one.core, 0, weak=True)) :]
        if one.form.kind == "plain" and len(bare) >= 2 and without_trade(bare) == bare:
            owner.short.add(bare)
    kept.sort(key=lambda one: min(one.spans))
    return kept


def _is_short(kind: Kind, name: str, core: str, owner: _Enterprise, places: PlaceNames) -> bool:
    """Whether a name is a short form of a fuller one.

    A group and its subsidiary (甲集团, 甲集团乙有限公司) are two; 甲集团 and 甲集团有限公司 are one.
    """
    if owner.form.kind not in ("legal", "group", "plain") or (
        owner.core == core and owner.form.kind == kind != "legal"
    ):
        return owner.core == core and kind in ("plain", "group", "legal")
    if kind in ("branch", "office"):
        return False
    stem = _ANY_FORM.sub("", name)
    if stem and owner.name.startswith(stem):
        return bool(_ANY_FORM.fullmatch(owner.name[len(stem) :])) or (
            kind != "group" and without_trade(owner.core[len(stem) :]) == ""
        )
    bare = core[len(places.at(core, 0, weak=True)) :]
    if kind == "legal":
        return len(bare) >= 3 and owner.core.endswith(bare) and not owner.core[: -len(bare)].endswith("集团")
    return len(bare) >= 2 and bare in owner.core and bool(without_trade(bare))


def _add_generic(text: str, owners: list[_Enterprise], generic: list[Form], places: PlaceNames) -> None:
    for form in generic:
        core = text[form.start : form.core_end]
        if form.kind not in ("plain", "group") or len(core) < 2:
            continue
        before = [
            one for one in owners if one.form.start < form.start and core in one.core and one.form.kind == "legal"
        ]
        if before and not text[max(0, form.start - 1) : form.start].endswith(("家", "类", "各", "个")):
            max(before, key=lambda one: one.form.start).spans.append((form.start, form.end))


def _add_short(text: str, one: _Enterprise, taken: list[tuple[int, int]]) -> None:
    """Every other place where a short form is printed, outside names already found."""
    for short in sorted(one.short, key=lambda word: (-len(word), word)):
        position = text.find(short)
        while position >= 0:
            end = position + len(short)
            if not any(start < end and position < stop for start, stop in (*taken, *one.spans)):
                one.spans.append((position, end))
            position = text.find(short, end)
