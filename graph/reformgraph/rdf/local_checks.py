"""What one thing says of itself, held against itself: times and their days, languages, terms, the digest of a text.

In: a thing with its statements; out: the property that is wrong, with message and cure in English and Chinese. No
SPARQL tells these: days of EDTF are reckoned, digests are made. Needs no extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256

import pyoxigraph as ox

from reformgraph.iri import RDF, RG, TIME
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.rdf.rdf_times import time_key
from reformgraph.values import Edtf
from reformgraph.vocabulary.load_vocabulary import PINYIN, ontology_bytes

#: Statements of one thing: values by the IRI of the property.
Facts = Mapping[str, Sequence[object]]
#: What is wrong and what to do, each in Chinese and English.
Told = tuple[tuple[str, str], tuple[str, str]]

_BUILD = ("重新构建该版面", "build the page again")
_DAYS: Told = (("所记的日期与旁边的时间不符", "the days are not those of the time beside them"), _BUILD)
_AGREE: Told = (
    ("起始是否一致所记有误", "whether the onsets agree is told wrongly"),
    ("重新构建以重算采纳", "build again so that the adoptions are computed anew"),
)
_LANGUAGE: Told = (
    ("名称的语言标记不是中文、英文或拼音", "a language that names are not told in (zh, en, pinyin)"),
    ("改正名称", "correct the label"),
)
_TERM: Told = (
    ("本体没有这个术语", "the ontology has no such term"),
    ("改正拼写，或重新构建", "correct the spelling, or build again"),
)
_DIGEST: Told = (("摘要与版面全文不符", "the digest is not that of the text"), _BUILD)
#: EDTF, its first and last day, the instant or interval: local names, the last as an IRI.
_TIMES = (
    ("onset", "onsetEarliest", "onsetLatest", RG + "onsetTime"),
    ("when", "whenEarliest", "whenLatest", TIME + "hasTime"),
    ("period", "periodEarliest", "periodLatest", TIME + "hasTime"),
    ("issueDate", "issuedEarliest", "issuedLatest", ""),
)
_LANGUAGES = frozenset({"zh", "en", PINYIN.lower()})
_TEXT, _HASH, _TYPE, _PAGE = RG + "text", RG + "textSha256", RDF + "type", RG + "Page"


def faults_of(facts: Facts) -> Iterator[tuple[str, Told]]:
    """What is wrong with a thing: IRIs of properties, with what to say."""
    yield from _times(facts)
    for predicate, values in facts.items():
        if any(isinstance(value, ox.Literal) and value.language and value.language.lower() not in _LANGUAGES
               for value in values):  # fmt: skip
            yield predicate, _LANGUAGE
        if predicate.startswith(RG) and predicate not in known_terms():
            yield predicate, _TERM
    for value in facts.get(_TYPE, ()):
        if isinstance(value, ox.NamedNode) and value.value.startswith(RG) and value.value not in known_terms():
            yield _TYPE, _TERM
    text, digest = _one(facts, _TEXT), _one(facts, _HASH)
    if text and digest and sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
        yield _HASH, _DIGEST
    claimed = [bounds(text) for text in _texts(facts, RG + "onsetClaimed") if is_valid(text)]
    if claimed and _one(facts, RG + "onsetsAgree") not in ("", str(_agree(claimed)).lower()):
        yield RG + "onsetsAgree", _AGREE


def _times(facts: Facts) -> Iterator[tuple[str, Told]]:
    for name, earliest, latest, as_thing in _TIMES:
        told = _one(facts, RG + name)
        days = (_one(facts, RG + earliest), _one(facts, RG + latest))
        if not told:
            if any(days) or (name == "onset" and as_thing in facts):
                yield RG + name, _DAYS
            continue
        if not is_valid(told):
            continue
        wanted = tuple(day.isoformat() if day else "" for day in bounds(told))
        # A page tells its issue by EDTF alone.
        if days != wanted and not (name == "issueDate" and _is_page(facts)):
            yield RG + (earliest if days[0] != wanted[0] else latest), _DAYS
        if as_thing in facts and _one(facts, as_thing).rpartition("/")[2] != time_key(Edtf(told)):
            yield as_thing, _DAYS


def _is_page(facts: Facts) -> bool:
    return any(isinstance(kind, ox.NamedNode) and kind.value == _PAGE for kind in facts.get(_TYPE, ()))


def _agree(claimed: Sequence[tuple[date | None, date | None]]) -> bool:
    """Whether there is a day that all ranges allow."""
    lows, highs = [low for low, _ in claimed if low], [high for _, high in claimed if high]
    return not lows or not highs or max(lows) <= min(highs)


def _texts(facts: Facts, predicate: str) -> list[str]:
    return [value.value for value in facts.get(predicate, ()) if isinstance(value, ox.Literal | ox.NamedNode)]


def _one(facts: Facts, predicate: str) -> str:
    return next(iter(_texts(facts, predicate)), "")


@lru_cache(maxsize=1)
def known_terms() -> frozenset[str]:
    """IRIs of the terms that the ontology describes."""
    found = set()
    for file in ("reformgraph.ttl", "reforms.ttl", "zone-kinds.ttl"):
        for quad in ox.parse(ontology_bytes(file), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(RG):
                found.add(quad.subject.value)
    return frozenset(found)
