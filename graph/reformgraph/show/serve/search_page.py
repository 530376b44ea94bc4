"""The search: a text in, the things whose name holds it and the articles that hold its words out.

Names are found in Chinese, English and pinyin alike, words in headlines, bylines and bodies.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice

import pyoxigraph as ox

from reformgraph.language.search_words import words_of
from reformgraph.show.graph.pinyin_names import first_letters, pinyin
from reformgraph.show.page_language import say
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import page, table, tag
from reformgraph.show.serve.passages import FEW, MANY, passages
from reformgraph.views.english_names import english_name
from reformgraph.views.text_search import Search, search

_FOUND = 50
#: Kinds of things that the search finds, in the order in which they are listed.
_KINDS = ("reform", "zone", "company", "organ", "place", "article", "kind", "category")
#: Kinds whose names are found by their pinyin, and by the English name made of it.
_SPELLED = frozenset(("zone", "reform", "place"))
_NAMED = "SELECT DISTINCT ?thing ?name {{ ?thing {} ?name FILTER(CONTAINS(LCASE(STR(?name)), ?wanted)) }} LIMIT {}"
_CHINESE = 'SELECT DISTINCT ?thing ?name { ?thing skos:prefLabel ?name FILTER(LANG(?name) = "zh") }'


def search_page(look: Look, given: Sequence[tuple[str, str]], form: str = "html") -> bytes:
    """Things whose name holds a text, reforms, zones and others first, then articles that hold its words.

    As JSON the articles alone: ``total`` and ``articles``, the fields of `FoundArticle`.

    Raises
    ------
    UsageError
        The text is too long.
    """
    text = next((value.strip() for key, value in given if key == "q"), "")
    limit = MANY if ("n", str(MANY)) in given else FEW
    articles = search(look.store, text, limit) if any(words_of(text)) else Search((), 0, kept=True)
    if form == "json":
        told = {"total": articles.total, "articles": [asdict(one) for one in articles.articles]}
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    ordered = _things(look, text)
    counted = say("“{}”: {} found", text, len(ordered))
    rows = [
        (_shown(look, iri, name), say(kind) if (kind := _kind(look, iri)) in _KINDS else "") for iri, name in ordered
    ]
    return page(
        say("Find {}", text) if text else say("Find"),
        tag("h1", say("Find")),
        tag("p", counted if text else say("Write the name to find in the box above."), class_="told"),
        table((say("Name"), say("Kind")), rows) if ordered else None,
        passages(look, articles, text) if text else None,
    )


def _things(look: Look, text: str) -> list[tuple[str, str]]:
    """IRIs and names of the things whose name holds a text."""
    found: dict[str, str] = {}
    for iri, name in (*_holding(look, text.lower()), *islice(_spelled(look, text), _FOUND)) if text else ():
        if iri.startswith(look.base):
            found.setdefault(iri, name)

    def order(item: tuple[str, str]) -> tuple[int, int, str]:
        iri, name = item
        kind = _kind(look, iri)
        return (_KINDS.index(kind) if kind in _KINDS else 99), len(name), iri

    return sorted(found.items(), key=order)


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
        initials, *sounds = (pinyin(name) if wanted[0] in first_letters(name) else ()) or ("",)
        if wanted == initials or any(sound.startswith(wanted) for sound in sounds):
            yield iri, name
        elif wanted in re.sub(r"[^a-z0-9]+", "", (english := english_name(kind, name)).lower()):
            yield iri, english
