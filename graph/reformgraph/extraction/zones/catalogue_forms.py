"""Names of the catalogue found in a text, and which zone of the catalogue a printed name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.zones import zone_words as words
from reformgraph.vocabulary.zone_catalogue import CLASSES, CatalogueZone, ZoneCatalogue

#: Forms that end like a zone; brands (光谷, 亦庄, 洋浦) are places as often as zones and are not looked for alone.
_ZONE_END = re.compile(r"(?:区|园|城|基地|港|片区|先行区)\Z")
_SHORTEST = 3
#: Signs before a form in which a verb ends that goes before it.
_BEFORE = 6
_HAN = re.compile(r"[\u4e00-\u9fff]\Z")
#: 苏州工业园 before 区 is the beginning of another word.
_GOES_ON = re.compile(r"[区域](?!域)")
#: Order in which the class of a kind is looked for, the special ones first.
_ORDER = ("bonded", "freetrade", "reform", "demonstration", "trial", "cluster", "hightech", "economic", "new", "park")


class CatalogueForms:
    """Automaton over the printed forms of all zones."""

    def __init__(self, catalogue: ZoneCatalogue) -> None:
        self.catalogue = catalogue
        searched = _searched(catalogue.by_form)
        # Sections of free-trade zones printed without them are read as parts of a list.
        bare = [form for form in _searched(catalogue.by_bare_form) if not form.endswith("片区")]
        self._trades = frozenset(form for form in (*searched, *bare) if _is_trade(form, catalogue))
        self._forms = [form for form in searched if form not in self._trades]
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)
        self._bare = sorted({*bare, *self._trades})
        self._bare_automaton = AhoCorasick(self._bare, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """What stands between place and kind in the names of the catalogue: 莫干山 of 湖州莫干山高新区."""
        return frozenset(own for form in self.catalogue.by_form for own in _owns(form, self.catalogue) if own)

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Ranges and forms in text order, the longest at each place."""
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if not (text[end - 1] in "园城" and _GOES_ON.match(text, end)):
                yield start, end, self._forms[number]

    def find_bare(self, text: str, around: Iterable[str]) -> Iterator[tuple[int, int, str, CatalogueZone]]:
        """Ranges of forms without their place (临港经开区) whose zone the places around tell, with the zone."""
        for number, start, end in self._bare_automaton.find_matches_as_indexes(text):
            form = self._bare[number]
            if form in self._trades and _cut_out(text, start):
                continue
            zone = self.catalogue.resolve(form, around, strict=form in self._trades)
            if zone is not None:
                yield start, end, form, zone


def _cut_out(text: str, start: int) -> bool:
    """Whether a form goes on to the left, so that it is the end of another name: 沙溪镇|新材料产业园."""
    before = text[max(0, start - _BEFORE) : start]
    if not _HAN.search(before) or words.ORDINARY.search(before):
        return False
    return not any(found.end() == len(before) for found in words.BREAK.finditer(before))


def _is_trade(form: str, catalogue: ZoneCatalogue) -> bool:
    """Whether a park's or town's name tells only what it makes or where it lies: many are called so.

    电子信息产业园, 特色产业园区, 空港新城.
    """
    kind = words.KIND_AT_END.search(form)
    if kind is None or catalogue.place_prefix(form):
        return False
    own = form[: kind.start()]
    if words.HEADS.get(kind.group()) == "town":
        return own in words.SITES
    if not form.endswith(("园", "园区")):
        return False
    trade = not own or any(rule.match(own) for rule in (words.INDUSTRY, words.GENERIC, words.QUALITY))
    return trade and own not in words.OWN_NAMES


def _owns(form: str, catalogue: ZoneCatalogue) -> Iterator[str]:
    kind = words.KIND_AT_END.search(form)
    rest = form[: kind.start()] if kind else form
    yield rest
    place = catalogue.place_prefix(rest)
    yield rest[len(place) :]


def _searched(forms: Iterable[str]) -> list[str]:
    return sorted(
        f
        for f in forms
        if len(f) >= _SHORTEST
        and _ZONE_END.search(f)
        and f not in words.HEADS
        and (len(f) > _SHORTEST or f[-1] == "区")
    )


def class_of(kind: str) -> str:
    """Class of a formal kind, as 高新技术产业开发区 is of ``hightech``."""
    if (head := words.HEADS.get(kind)) not in (None, "none", "dev", "misprint"):
        return head or ""
    return next((name for name in _ORDER if CLASSES[name].search(kind)), "dev")


_KNOWN: list[CatalogueForms] = []


def catalogue_forms(catalogue: ZoneCatalogue) -> CatalogueForms:
    """The forms of a catalogue, the automaton built once."""
    if not _KNOWN or _KNOWN[0].catalogue is not catalogue:
        _KNOWN[:] = [CatalogueForms(catalogue)]
    return _KNOWN[0]
