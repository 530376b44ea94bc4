"""Names in letters: English names and pinyin of zones, places, reforms and people in, what they stand for out.

A form that fits two things stands for the one that articles speak of; where they speak of both or of neither it stands
for nothing, for no answer is better than one about another place (Taizhou is 泰州 and 台州).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from reformgraph.ask.answer import Named, NameKind
from reformgraph.iri import Minter
from reformgraph.views.english_names import english_name
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Kind, IRI and Chinese label.
Known = tuple[NameKind, str, str]
#: Other ways to write a kind of zone.
_SHORTER_KINDS = (
    ("high tech industrial development zone", ("high tech zone", "high tech development zone")),
    ("economic and technological development zone", ("etdz", "economic technological development zone")),
    ("economic development zone", ("edz",)),
    ("comprehensive bonded zone", ("bonded zone",)),
    ("national new area", ("new area",)),
    ("industrial estate", ("industrial park",)),
)
_LEVELS = ("省", "市", "县", "区", "州", "盟", "旗")
_SIGNS = re.compile(r"[“”‘’\"'「」『』()（）]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
#: A zone by its capitals: Red Cliff Economic and Technological Development Zone.
_ZONE = re.compile(
    r"\b(?!(?:Did|Does|Do|Has|Have|Is|Was|Are|What|Which|Who|When|How|Where|Why|The|In|At|On|Since)\b)[A-Z][\w'’-]*"
    r"(?: (?:and|[A-Z][\w'’-]*))* (?:Zone|Park|Area|Estate|Cluster|Port|Town|City)\b"
)
#: Words of kinds of zones that tell none from another.
_PLAIN_WORDS = frozenset(["zone", "zones", "development", "industrial", "park", "area", "estate", "city", "the"])


def letters(text: str) -> str:
    """A text in letters as it is compared: small, no quotation marks or apostrophes, hyphens and spaces as one space.

    >>> letters("Xi’an  Hi-Tech Zone")
    'xian high tech zone'
    """
    plain = re.sub(r"[-\s]+", " ", _SIGNS.sub("", text)).strip().casefold().replace("ü", "v")
    return re.sub(r"\b(?:hi tech|high technology|new and high tech)\b", "high tech", plain)


def forms_in_letters(
    vocabulary: Vocabulary, base: str, spoken: frozenset[str], stored: Iterable[tuple[NameKind, str, str, str]]
) -> Mapping[str, Known]:
    """Form to what it stands for; `stored` are kind, IRI, label and form of the things of a store."""
    found: dict[str, dict[str, Known]] = defaultdict(dict)
    for form, known in _of_vocabulary(vocabulary, base):
        found[form][known[1]] = known
    for kind, iri, label, form in stored:
        for text in _spelled(kind, form):
            found[text][iri] = (kind, iri, label)
    chosen = {}
    for form, by_iri in found.items():
        some = list(by_iri.values())
        if len(some) > 1:
            some = [known for known in some if known[1] in spoken]
        if len(some) == 1 and len(form) > 2:
            chosen[form] = some[0]
    return chosen


def _spelled(kind: NameKind, form: str) -> Iterable[str]:
    """A stored name in letters: English ones of zones, people in both orders, nothing for what prints no Chinese."""
    if not _HAN.search(form):
        return
    if kind == "zone":
        yield from _zone(form)
    if kind == "person" and 2 <= len(form) <= 4:
        yield from _person(form)


def _zone(name: str) -> Iterable[str]:
    """The English name of a zone, and the same with its kind written shorter; 县高新区 is no place called Xian."""
    if name.startswith(_LEVELS):
        return
    english = letters(english_name("zone", name))
    if english:
        yield english
        yield from (english.replace(kind, short) for kind, some in _SHORTER_KINDS if kind in english for short in some)


def _person(name: str) -> Iterable[str]:
    from pypinyin import lazy_pinyin

    first, *rest = lazy_pinyin(name)
    given = "".join(rest)
    yield from (f"{first} {given}", f"{given} {first}", f"{first} {' '.join(rest)}")


@lru_cache(maxsize=2)
def _of_vocabulary(vocabulary: Vocabulary, base: str) -> tuple[tuple[str, Known], ...]:
    """Forms of the zones of the catalogue, of provinces and cities, and of reforms; 2 s once for a process."""
    from pypinyin import lazy_pinyin

    minter = Minter(base)
    found: list[tuple[str, Known]] = []
    for zone in vocabulary.zones.zones:
        known: Known = ("zone", minter.local("zone", zone.iri), zone.label)
        for name in dict.fromkeys((zone.label, zone.official, *zone.former)):
            found += [(form, known) for form in _zone(name)]
    for place in vocabulary.places.by_code.values():
        if place.level != "county" and (english := english_name("place", place.name)):
            found.append((letters(english), ("place", minter.local("place", place.code), place.name)))
    for reform in vocabulary.reforms.values():
        known = ("reform", minter.named("reform", reform.name), reform.name)
        for english in (reform.english, reform.english.partition(" (")[0]):
            found.append((letters(english), known))
        found.append(("".join(lazy_pinyin(reform.name)), known))
    return tuple(dict.fromkeys(one for one in found if one[0]))


def names_in_letters(raw: str, forms: Mapping[str, Known]) -> tuple[str, tuple[Named, ...]]:
    """A question as `letters` makes it, and the names that stand in it, the longest first; none inside another.

    What is printed like a zone and is none that is known, or is one of another kind, is an ``unknown zone``.
    """
    text = letters(raw)
    found = [_named(forms[form], start, form) for start, form in _places_of(text, forms)]
    for printed in _ZONE.findall(raw):
        phrase = letters(printed)
        start = text.find(phrase)
        if start >= 0:
            found.append(_zone_of(phrase, start, found))
    chosen: list[Named] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.kind == "unknown zone", name.start)):
        if all(name.end <= other.start or other.end <= name.start for other in chosen):
            chosen.append(name)
    return text, tuple(sorted(chosen, key=lambda name: name.start))


def _named(known: Known, start: int, form: str) -> Named:
    kind, iri, label = known
    return Named(kind, label, iri, start, start + len(form), form)


def _places_of(text: str, forms: Mapping[str, Known]) -> Iterable[tuple[int, str]]:
    """Where a form stands as whole words: at each word the longest."""
    ends = [found.end() for found in re.finditer(r"[^\s?.,;:!]+", text)]
    for begun in re.finditer(r"(?<![^\s?.,;:!])[^\s?.,;:!]", text):
        for end in reversed([end for end in ends if begun.start() < end <= begun.start() + 120]):
            form = text[begun.start() : end]
            plain = next((one for one in (form, form.removesuffix("s")) if one in forms), None)
            if plain is not None:
                yield begun.start(), plain
                break


def _zone_of(phrase: str, start: int, found: Iterable[Named]) -> Named:
    """The zone that a phrase in capitals names: a known one with words of its kind behind it, or one not known."""
    end = start + len(phrase)
    for name in found:
        if name.kind == "zone" and start <= name.start and name.end <= end:
            rest = set(phrase[name.end - start :].split()) | set(phrase[: name.start - start].split())
            english = set(letters(english_name("zone", name.label)).split())
            if rest <= _PLAIN_WORDS | english:
                return Named("zone", name.label, name.iri, start, end, phrase)
    return Named("unknown zone", phrase.title(), None, start, end, phrase)
