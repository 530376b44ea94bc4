"""Forms of names as questions are compared with them: texts and the vocabulary in, plain forms out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reformgraph.ask.answer import NameKind
from reformgraph.iri import Minter
from reformgraph.vocabulary.load_vocabulary import Vocabulary


@lru_cache(maxsize=4)
def vocabulary_forms(vocabulary: Vocabulary, base: str) -> Mapping[str, tuple[NameKind, str, str]]:
    """Forms of the zones of the catalogue and of reforms, in Chinese and English."""
    minter = Minter(base)
    found: dict[str, tuple[NameKind, str, str]] = {}
    for zone in vocabulary.zones.zones:
        for form in (zone.label, zone.official, *zone.forms, *zone.former):
            found.setdefault(form, ("zone", minter.local("zone", zone.iri), zone.label))
    for form, reform in vocabulary.by_alias.items():
        found[plain_name(form)] = ("reform", minter.named("reform", reform.name), reform.name)
        for english in (reform.english, reform.english.partition(" (")[0]):
            found[english.casefold()] = found[plain_name(form)]  # with its spaces, as the question has them
    return found


_SIGNS = re.compile(r"[\s“”‘’\"'「」『』]")


def plain_name(text: str) -> str:
    """Without quotation marks and white space, as the text of a question is compared."""
    return _SIGNS.sub("", text).casefold()


def plain_question(text: str) -> str:
    """A question as it is read: no quotation marks, no spaces between Chinese characters.

    >>> plain_question("“区内事、区内办” 由谁 落实？")
    '区内事区内办由谁落实？'
    """
    text = re.sub(r"“([^”]{2,20})”", lambda found: found.group().replace("、", "").replace("，", ""), text)
    text = re.sub(r"[“”‘’\"「」『』]", "", text)
    return re.sub(r"\s+", _between_latin, text).strip()


def _between_latin(space: re.Match[str]) -> str:
    """White space stays between two Latin words alone."""
    text, start, end = space.string, space.start(), space.end()
    return space.group() if text[start - 1 : start].isascii() and text[end : end + 1].isascii() else ""
