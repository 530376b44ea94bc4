"""The search for names: a text in, the things whose name holds it out, in Chinese, English and pinyin alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

from reformgraph.show.english_names import english_name
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.page_language import say
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import page, table, tag

_FOUND = 50
#: Kinds of things that the search finds, in the order in which they are listed.
_KINDS = ("reform", "zone", "company", "organ", "place", "article", "kind", "category")
#: Kinds whose names are found by their pinyin, and by the English name made of it.
_SPELLED = frozenset(("zone", "reform", "place"))
_NAMED = "SELECT DISTINCT ?thing ?name {{ ?thing {} ?name FILTER(CONTAINS(LCASE(STR(?name)), ?wanted)) }} LIMIT {}"
_CHINESE = 'SELECT DISTINCT ?thing ?name { ?thing skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'


def search(look: Look, given: Sequence[tuple[str, str]]) -> bytes:
    """Things whose name holds a text: reforms, zones and others first, headlines after them."""
    text = next((value.strip() for key, value in given if key == "q"), "")
    found: dict[str, str] = {}
    for iri, name in (*_holding(look, text.lower()), *islice(_spelled(look, text), _FOUND)) if text else ():
        if iri.startswith(look.base):
            found.setdefault(iri, name)

    def order(item: tuple[str, str]) -> tuple[int, int, str]:
        iri, name = item
        kind = _kind(look, iri)
        return (_KINDS.index(kind) if kind in _KINDS else 99), len(name), iri

    ordered = sorted(found.items(), key=order)
    counted = say("“{}”: {} found", text, len(ordered))
    rows = [
        (_shown(look, iri, name), say(kind) if (kind := _kind(look, iri)) in _KINDS else "") for iri, name in ordered
    ]
    return page(
        say("Find {}", text) if text else say("Find"),
        tag("h1", say("Find")),
        tag("p", counted if text else say("Write the name to find in the box above."), class_="told"),
        table((say("Name"), say("Kind")), rows) if ordered else None,
    )


def _kind(look: Look, iri: str) -> str:
    return iri[len(look.base) :].partition("/")[0]


def _called(kind: str) -> str:
    return say(kind) if kind in _KINDS else ""


def _shown(look: Look, iri: str, name: str) -> list[object]:
    """A thing by the name that was found, with the one that the page calls it by where that is another."""
    called = look.label(iri)
    return [look.link(iri, name), tag("span", f" {called}", class_="told") if called != name else None]


def _holding(look: Look, wanted: str) -> Iterator[tuple[str, str]]:
    for predicate in ("skos:prefLabel", "skos:altLabel", "schema:headline"):
        rows = look.store.select(_NAMED.format(predicate, _FOUND), wanted=ox.Literal(wanted))
        yield from ((str(row["thing"]), str(row["name"])) for row in rows)


def _spelled(look: Look, text: str) -> Iterator[tuple[str, str]]:
    """Things whose name a text in letters spells: its pinyin, initials included, or an English name made of it."""
    wanted = re.sub(r"[^a-z0-9]+", "", text.lower())
    if not text.isascii() or len(wanted) < 2:
        return
    for row in look.store.select(_CHINESE):
        iri, name = str(row["thing"]), str(row["name"])
        kind = _kind(look, iri) if iri.startswith(look.base) else ""
        if kind not in _SPELLED:
            continue
        initials, *sounds = pinyin(name) or ("",)
        if wanted == initials or any(sound.startswith(wanted) for sound in sounds):
            yield iri, name
        elif wanted in re.sub(r"[^a-z0-9]+", "", (english := english_name(kind, name)).lower()):
            yield iri, english
