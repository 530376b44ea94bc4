"""Short forms of enterprises tied to the full name printed in the same article.

河南中州智纺机械有限公司 is 智纺公司 afterwards, or what （以下简称“…”） says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reformgraph.extraction.names.name_bounds import PlaceNames
from reformgraph.extraction.names.name_words import without_trade
from reformgraph.extraction.names.taken import Taken, occurrences
from reformgraph.extraction.zones.zone_words import LEGAL

#: What the end of an enterprise's name says of it.
Kind = Literal["legal", "plain", "group", "branch", "office", "listed"]

Spans = tuple[tuple[int, int], ...]

_CALLED = re.compile(
    r"[（(](?:以下|下文|下)?(?:均|统一)?(?:简称|称)(?:为|"
    r"作)?[：:]?[“‘\"]?([^“”\"‘’（）()，。；、\n]{2,12})[”’\"]?[）)]"
)
#: No more enterprises that look alike are compared with one another.
_MOST_ALIKE = 64
#: A brand of so many characters is one firm, whatever trade is printed behind it (九州通药业 of 九州通医药有限公司).
_TELLING = 3
_BRACKETS = re.compile("[（(][^（）()]*[)）]")
_ANY_FORM = re.compile("(?:[（(]?集团[）)]?|控股)?" + LEGAL + "(?:总|分)?公司$|集团$")


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
    _add_generic(text, owners, generic, places)
    taken = Taken(span for one in owners for span in one.spans)
    for one in owners:
        called = _CALLED.match(text, one.form.end)
        if called:
            one.short.add(called.group(1))
    _add_short(text, owners, taken)
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
    kept: list[_Enterprise] = []
    index = _Index(places)
    for one in sorted(by_name.values(), key=lambda one: (-len(one.core), one.form.start)):
        owner = next(
            (other for other in index.near(one.core) if _is_short(one.form.kind, one.name, one.core, other, places)),
            None,
        )
        if owner is None:
            if one.form.kind == "plain" and _given_away(one, index):
                continue
            kept.append(one)
            index.add(one)
            continue
        owner.spans.extend(one.spans)
        bare = one.core[len(places.at(one.core, 0, weak=True)) :]
        if one.form.kind == "plain" and len(bare) >= 2 and without_trade(bare) == bare:
            owner.short.add(bare)
    kept.sort(key=lambda one: min(one.spans))
    return kept


def _given_away(one: _Enterprise, index: _Index) -> bool:
    """Give a short form with words before it (离不开甲公司) to the full name that its end belongs to."""
    for cut in range(1, len(one.core) - 1):
        end = one.core[cut:]
        for other in index.holding(end):
            if other.form.kind == "legal" and end in other.core and without_trade(end) == end:
                other.spans.extend((start + cut, stop) for start, stop in one.spans)
                other.short.add(end)
                return True
    return False


class _Index:
    """Enterprises by the pairs of characters in their names, so that only near ones are compared."""

    __slots__ = ("_brands", "_pairs", "_places")

    def __init__(self, places: PlaceNames) -> None:
        self._places = places
        self._brands: dict[str, list[_Enterprise]] = {}
        self._pairs: dict[str, list[_Enterprise]] = {}

    def add(self, one: _Enterprise) -> None:
        self._brands.setdefault(without_trade(one.core), []).append(one)
        for pair in {one.core[at : at + 2] for at in range(len(one.core) - 1)}:
            known = self._pairs.setdefault(pair, [])
            if len(known) < _MOST_ALIKE:
                known.append(one)

    def near(self, core: str) -> list[_Enterprise]:
        """Enterprises of the same brand, and such as hold the first pair of characters behind the place."""
        bare = core[len(self._places.at(core, 0, weak=True)) :]
        return [*self._brands.get(without_trade(core), ())[:_MOST_ALIKE], *self.holding(bare or core)]

    def holding(self, word: str) -> list[_Enterprise]:
        """Enterprises whose names hold the first pair of characters of a word."""
        return self._pairs.get(word[:2], [])


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
    if kind == "group" and owner.form.kind == "legal" and "集团" not in owner.name and not owner.core.startswith(core):
        return False
    if len(without_trade(bare)) >= _TELLING and without_trade(bare) == owner.brand:
        return True
    return len(bare) >= 2 and bare in owner.core and bool(without_trade(bare))


def _add_generic(text: str, owners: list[_Enterprise], generic: list[Form], places: PlaceNames) -> None:
    index = _Index(places)
    for one in owners:
        if one.form.kind == "legal":
            index.add(one)
    for form in generic:
        core = text[form.start : form.core_end]
        if form.kind not in ("plain", "group") or len(core) < 2:
            continue
        before = [one for one in index.holding(core) if one.form.start < form.start and core in one.core]
        if before and text[form.start - 1 : form.start] not in ("家", "类", "各", "个"):
            max(before, key=lambda one: one.form.start).spans.append((form.start, form.end))


def _add_short(text: str, owners: list[_Enterprise], taken: Taken) -> None:
    """Every other place where a short form is printed, outside names already found."""
    owner = {short: one for one in reversed(owners) for short in one.short}
    for short, start, end in occurrences(text, sorted(owner)):
        if taken.add(start, end):
            owner[short].spans.append((start, end))
