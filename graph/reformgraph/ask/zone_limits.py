"""What narrows down the zones of an answer: a part of a question in, limits in words and a test of zones out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pyoxigraph import NamedNode

from reformgraph.ask.answer import Part
from reformgraph.ask.wording import Wording
from reformgraph.language.lexicon import any_of, pairs
from reformgraph.store.base import Store
from reformgraph.vocabulary.zone_catalogue import CLASSES

_INSIDE = (
    """SELECT DISTINCT ?zone { ?zone rg:place ?at . GRAPH graph:places { ?at schema:containedInPlace* ?place } }"""
)
_ACTORS = "SELECT DISTINCT ?actor { GRAPH graph:derived { ?adoption rg:actor ?actor } }"
_ONLY_ZONES = re.compile(r"" + any_of("bare_zone_kinds") + r"|\bzones?\b", re.I)
#: 哪几个高新区: zones of one class only. 经开区 is said of all zones and narrows nothing.
_OF_CLASSES = {word: name for word, name in pairs("zone_classes") if name in ("hightech", "bonded", "freetrade")}
CLASS_ASKED = re.compile(rf"(?:{any_of('asking_words')})[些几个家类的]{{0,3}}({'|'.join(_OF_CLASSES)})")

#: Pages that a question names: 000版上, 在000、001、003三个版面中.
PAGES_ASKED = re.compile(
    r"(\d{2,4}(?:[、,，和]\d{2,4})*)(?:这|那)?[一二三四五六七八九十几两]?(?:个)?(?:版面?|页)[上中里]?"
)


def zone_limits(store: Store, part: Part, say: Wording) -> tuple[list[str], Callable[[str, str], bool]]:
    """What narrows zones down, in words, and a test of a zone by the end of its IRI and its label."""
    tests: list[Callable[[str, str], bool]] = []
    limits: list[str] = []
    kinds = dict(_kinds(store))
    if _ONLY_ZONES.search(part.text):
        limits.append(say("只算开发区，不含省、市、机关", "zones only, no provinces, cities or organs"))
        tests.append(lambda zone, _: kinds.get(zone, "zone") == "zone")
    if (kind := CLASS_ASKED.search(part.piece)) is not None and not part.acting():
        of_kind = CLASSES[_OF_CLASSES[kind.group(1)]]
        limits.append(say(f"只算名称属于{kind.group(1)}的", f"only those that are {kind.group(1)} by name"))
        tests.append(lambda _, label: bool(of_kind.search(label)))
    for place in () if part.acting() else part.of("place"):
        inside = {str(row["zone"]).rpartition("/")[2] for row in store.select(_INSIDE, place=NamedNode(str(place.iri)))}
        tests.append(lambda zone, _, inside=inside: zone in inside)  # type: ignore[misc]
    return limits, lambda zone, label: all(test(zone, label) for test in tests)


def _kinds(store: Store) -> Iterable[tuple[str, str]]:
    for row in store.select(_ACTORS):
        space, local = str(row["actor"]).rsplit("/", 2)[-2:]
        yield local, space
