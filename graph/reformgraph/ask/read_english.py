"""How an English question is understood: a text in, the parts of the same question in Chinese out.

Every word of it is a name, a word of a known way to ask, or one that only asks; or it stands before Chinese in
brackets, which it explains. Such words are told with the answer where they are no words of the name explained.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reformgraph.ask.answer import Named, Part
from reformgraph.ask.english_forms import letters
from reformgraph.ask.english_question import cut_names, in_chinese, marked_names
from reformgraph.ask.english_reforms import meaning_words, stem
from reformgraph.ask.free_english import GLOSS, freely_in_chinese
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.read_question import read_question
from reformgraph.language.lexicon import word_set

#: Words that only English questions have; titles in them stand in quotation marks.
_ASKS = re.compile(r"\b(?:who|which|what|when|how|did|does|do|is|has|have|was|were|evidence|status)\b", re.I)
_WORD = re.compile("[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE_QUOTED = re.compile(r"([^“\"《]*)[“\"《](.{6,})[”\"》]([?.!]*)", re.DOTALL)
#: A Chinese headline whose author is asked for: who wrote “你盯着工地”——一场联合预审?
_TITLE_BARE = re.compile(
    r"(.*\b(?:wrote|author|reporter|byline)\b[^一-鿿“\"《]*)([“\"《]?\d*[一-鿿].{6,}[一-鿿”])(.*)", re.I
)
#: ..., and how fast did it grow?
_PARTING = re.compile(r"(?<=\?)\s+|, and (?=(?:how|what|when|who|which) )")
#: A name that was found inside a longer Chinese one: {l0}政协.
_CUT = re.compile("[}][一-鿿]|[一-鿿][{]")
#: What stands before Chinese in brackets.
_BRACKETS = re.compile(r"([^()（）?]{0,120})[(（]([^()（）]{0,40}[一-鿿][^()（）]{0,40})[)）]")
#: Words of an explanation that are no words of the name explained, at most; a sentence has more.
_OTHER_WORDS = 2


def is_english(question: str) -> bool:
    """Whether a question is one in English: it asks so, or has more words of letters than Chinese characters."""
    return _ASKS.search(question) is not None or len(_WORD.findall(question)) > len(_HAN.findall(question))


def english_parts(question: str, names: KnownNames) -> tuple[Part, ...]:
    """The parts of an English question, one not understood for each sentence that is not read whole."""
    made: list[Part] = []
    for sentence in _PARTING.split(_titled(question.strip())):
        text, named = names.in_letters(sentence)
        if _CUT.search(cut_names(text, named)):
            made.append(_unread(sentence, named))
            continue
        made += _read(sentence, text, named, names)
    return tuple(made)


def _titled(raw: str) -> str:
    """The question with a headline in it in 《》."""
    if (quoted := _TITLE_QUOTED.fullmatch(raw)) is not None:
        title = quoted[2].rstrip('”"》')
        return f"{quoted[1]}《{title}》{quoted[3]}"
    if (bare := _TITLE_BARE.fullmatch(raw)) is not None:
        return f"{bare[1]}《{bare[2].strip('“”')}》?"
    return raw


def _read(sentence: str, text: str, named: Sequence[Named], names: KnownNames) -> list[Part]:
    unknown = [name.label for name in named if name.kind == "unknown zone"]
    marked, told = marked_names(text, named)
    others, explained = explained_names(sentence, told, named, names)
    chinese = in_chinese(text, named)
    if chinese is None:
        free = freely_in_chinese(marked, told, explained)
        if free is None or free[1]:
            return [replace(_unread(sentence, named), passed_over=free[1] if free else ())]
        chinese = free[0]
    if any(re.search(r"\d", word) for word in others):
        return [replace(_unread(sentence, named), passed_over=others)]  # a year explains no name
    return [replace(part, text=sentence, explaining=others) for part in read_question(chinese, names, unknown)]


def explained_names(
    sentence: str, told: Mapping[str, str], named: Sequence[Named], names: KnownNames
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Words before Chinese in brackets that are no words of its English name, and the marks of names so explained.

    A known name with more than two such words before it is not explained by them: "exempts foreign firms from
    (全代办)". In "streamlined administration (简政放权)" no word is another one than those of its English name.

    Parameters
    ----------
    sentence
        The question as it was asked.
    told
        What its marks stand for.
    named
        Its names.
    names
        Names that it may use.
    """
    printed = dict(told) | {mark: name.printed for mark, name in zip(told, named, strict=False)}
    known = {word for name in named for word in name.printed.split()}
    plain = word_set("english_question_words") | word_set("english_asking_words") | known
    others: list[str] = []
    explained: set[str] = set()
    for before, inside in _BRACKETS.findall(sentence):
        mark = next((mark for mark, text in printed.items() if text.strip("“”") == "".join(inside.split())), "")
        reform = names.vocabulary.reforms.get(told.get(mark, ""))
        own = set(meaning_words(reform.english)) if reform else set()
        words = [word for word in re.findall(r"[\w.]+", letters(before))[-GLOSS:] if word not in plain]
        new = [word for word in words if stem(word) not in own]
        if mark and (not own or len(new) <= _OTHER_WORDS):
            explained.add(mark)
            others += new
    return tuple(dict.fromkeys(others)), frozenset(explained)


def _unread(sentence: str, named: Sequence[Named]) -> Part:
    """A part that is not understood, with its names for the questions nearest to it."""
    return Part("unread", sentence, tuple(named), tuple(re.findall("[一-鿿]{2,}", sentence)))
