"""Forms of names as questions are compared with them: texts and the vocabulary in, plain forms out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from reformgraph.ask.answer import Named, NameKind
from reformgraph.iri import Minter
from reformgraph.language.lexicon import any_of, pairs, words
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Kind, IRI and label.
Known = tuple[NameKind, str, str]


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


#: Kinds of zones of which the last character may be left out, and what then goes on with another word.
_CUT_KINDS, _NOT_CUT = words("kinds_cut_short"), words("goes_on_after_high_tech")
_POLITE = re.compile(any_of("polite_question_words"))
#: 哪些园区在做，不算只写进计划的: that what is planned is left out is so anyway.
_BUT = re.compile(
    f"[，,]?(?:{any_of('left_out_in_questions')})[^，,。？?]{{0,30}}?(?:{any_of('planned_in_questions')})[^，,。？?]{{0,30}}"
)
_SIGNS = re.compile(r"[\s“”‘’\"'「」『』]")


def plain_name(text: str) -> str:
    """Without quotation marks and white space, as the text of a question is compared."""
    return _SIGNS.sub("", text).casefold()


def plain_question(text: str) -> str:
    """A question as it is read: no quotation marks, no spaces between Chinese characters.

    >>> plain_question("“区内事、区内办” 由谁 落实？")
    '区内事区内办由谁落实？'
    """
    text = _POLITE.sub("", text)
    for spoken, written in pairs("spoken_question_words"):
        text = text.replace(spoken, written)
    text = _BUT.sub("", text)
    text = re.sub(r"“([^”]{2,20})”", lambda found: found.group().replace("、", "").replace("，", ""), text)
    text = re.sub(r"[“”‘’\"「」『』]", "", text)
    return re.sub(r"\s+", _between_latin, text).strip()


def cut_short(forms: Mapping[str, Known]) -> dict[str, Known]:
    """Forms of zones without the last character of their kind: 石嘴山高新 of 石嘴山高新区."""
    return {form[:-1]: known for form, known in forms.items() if form.endswith(_CUT_KINDS)}


def goes_on(text: str, start: int, form: str) -> bool:
    """Whether a form cut short is the start of another word: 石嘴山高新 of 石嘴山高新技术企业."""
    cut = form.endswith(tuple(kind[:-1] for kind in _CUT_KINDS))
    return cut and text[start + len(form) : start + len(form) + 1] in _NOT_CUT


def one_more(name: Named, text: str) -> Named:
    """A reform with the one Chinese character behind it, where the run ends there: 飞地园区 of 飞地园."""
    rest = re.match("[一-鿿]*", text[name.end :])
    if name.kind != "reform" or rest is None or len(rest.group()) != 1:
        return name
    return replace(name, end=name.end + 1)


def _between_latin(space: re.Match[str]) -> str:
    """White space stays between two Latin words alone."""
    text, start, end = space.string, space.start(), space.end()
    return space.group() if text[start - 1 : start].isascii() and text[end : end + 1].isascii() else ""
