"""Words of Chinese and other texts for full-text search: text in, words with their places out.

Chinese has no spaces between words, so that every two neighbouring characters are a word: 标准地 is 标准, 准地 and, at
the end of a run, 地 alone. A phrase is found where its words follow each other, whatever a dictionary would say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformgraph.language.flow import fold
from reformgraph.language.white_space import WHITE

_HAN = r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
#: Chinese characters, with spaces between them within a line (张 强), or letters and digits.
_RUN = re.compile(rf"{_HAN}(?:(?:(?!\n)[{WHITE}])*{_HAN})*|(?:(?!{_HAN})[^\W_])+")
_IS_HAN = re.compile(_HAN)
_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans("“”„「」『』＂", '""""""""')


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and the code points of the text that it stands on."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; where `open` is true the last is the first character of a word."""

    words: tuple[str, ...]
    open: bool


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order; width, case and traditional characters are levelled.

    >>> [word.text for word in words_of("推进５G「標準地」")]
    ['推进', '进', '5g', '标准', '准地', '地']
    """
    folded = "".join(low if len(low := sign.lower()) == 1 else sign for sign in fold(text))
    for run in _RUN.finditer(folded):
        if not _IS_HAN.match(run.group()):
            yield Word(run.group(), *run.span())
            continue
        places = [found.start() for found in _IS_HAN.finditer(folded, *run.span())]
        for first, second in pairwise(places):
            yield Word(folded[first] + folded[second], first, second + 1)
        yield Word(folded[places[-1]], places[-1], places[-1] + 1)


def read_phrases(asked: str) -> list[Phrase]:
    """What is searched for: words parted by white space, and phrases in quotation marks; signs alone are passed over.

    >>> read_phrases('标准地 "一枚 印章"')
    [Phrase(words=('标准', '准地'), open=False), Phrase(words=('一枚', '枚印', '印章'), open=False)]
    """
    found = (_phrase(quoted or word) for quoted, word in _ASKED.findall(asked.translate(_QUOTES)))
    return list(dict.fromkeys(one for one in found if one.words))


def _phrase(text: str) -> Phrase:
    words = list(words_of(text))
    if not words or not _IS_HAN.fullmatch(words[-1].text):
        return Phrase(tuple(word.text for word in words), open=False)
    # What follows the last character is not told: 地 alone, or the beginning of 地方.
    if len(words) > 1 and words[-2].end == words[-1].end:
        return Phrase(tuple(word.text for word in words[:-1]), open=False)
    return Phrase(tuple(word.text for word in words), open=True)


def places(words: Sequence[Word], phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Where a phrase stands among the words of a text, in code points of the text.

    >>> list(places(list(words_of("推行标准地改革")), read_phrases("标准地")[0]))
    [(2, 5)]
    """
    size = len(phrase.words)
    wanted, last = phrase.words[:-1], phrase.words[-1]
    for at in range(len(words) - size + 1):
        final = words[at + size - 1]
        if not (final.text.startswith(last) if phrase.open else final.text == last):
            continue
        if all(words[at + k].text == word for k, word in enumerate(wanted)):
            yield words[at].start, final.start + 1 if phrase.open else final.end
