"""Clean text for matching, with a map back to the page.

A `Flow` joins the paragraphs of an article into one string: hard wraps and spaces between Chinese
characters dropped, full-width letters and digits made half-width, quotation marks made one kind,
traditional characters made simplified. Every change is one character for one, so that positions in
the flow map back to the page through the list of joins alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reformgraph.language.white_space import WHITE
from reformgraph.records import Mention, Paragraph, Role, Span
from reformgraph.values import Offset, Position

# White space is written out, for a set with a class such as \s in it is searched several times slower.
_SPACES = f"[{WHITE}]"
# A repeated set is tried at every character; a set with the same set repeated behind it is looked for.
_GAP = re.compile(f"{_SPACES}{_SPACES}*")
_WORD = re.compile(r"[A-Za-z0-9]")
_SENTENCE = re.compile(r"[^。！？；!?\n]*(?:[。！？；!?]+[”’」』）)》]*|\n|$)")
#: Characters that occur in nearly every traditional text and in no simplified one.
_TRADITIONAL = re.compile("[們這國來時說對開區準辦標業產個為與應實進設項審場營創業務總環總經]")
_PUNCTUATION = {
    "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "＂": '"', "＇": "'",
    "﹢": "+", "✕": "×", "✖": "×", "﹣": "-", "‐": "-", "‑": "-", "‒": "-", "–": "—", "―": "—",
    "·": "·", "•": "·", "・": "·", "﹐": "，", "﹑": "、", "﹒": ".", "﹔": "；", "﹕": "：",
}  # fmt: skip
# Full-width letters, digits and signs; the comma, colon, semicolon, brackets and the like are made wide instead
# where they stand beside a Chinese character, so that width tells a sentence mark from a thousands mark.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "！，：；？（）"}
_FOLD = str.maketrans(_PUNCTUATION | _WIDE)
# `str.translate` looks every character up; the few that change are found many times faster.
_FOLDED = re.compile("[{0}][{0}]*".format(re.escape("".join(map(chr, _FOLD)))))
#: Quotes and full stops of pages set with half-width punctuation.
_STRAIGHT = re.compile('"((?:[^"\\n]|\\n(?![ \\t\\u3000]*\\n)){1,60})"')
# Patterns begin with the character itself, what stands around it being looked at afterwards: so most of a text
# is passed over at once.
_NARROW = re.compile("[,:;!?()](?:(?<=[\u4e00-\u9fff“”‘’《》、％%].)|(?=[\u4e00-\u9fff“”‘’《》]))")
_TO_WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_STOP = re.compile("\\.(?<=[\u4e00-\u9fff”’%)）].)(?<![一二三四五六七八九十].)(?=[\u4e00-\u9fff“‘（【\\s\u3000]|$)")


@lru_cache(maxsize=1)
def _to_simplified() -> dict[int, str]:
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}


def fold(text: str) -> str:
    """Width, quotation marks and traditional characters made uniform, character for character.

    >>> fold("「標準地」３宗")
    '“标准地”3宗'
    """
    text = _FOLDED.sub(lambda signs: signs.group().translate(_FOLD), text)
    if '"' in text:
        text = _STRAIGHT.sub(r"“\1”", text)
    if "." in text:
        text = _STOP.sub("。", text)
    if "," in text or "(" in text or ":" in text or ";" in text:
        text = _NARROW.sub(lambda sign: _TO_WIDE[sign.group()], text)
    return text.translate(_to_simplified()) if _TRADITIONAL.search(text) else text


def unwrap(text: str) -> str:
    """The text without hard wraps; one space is kept between Latin words and numbers only.

    >>> unwrap("长治经济技术\\n开发区 C 位 no\\nline")
    '长治经济技术开发区C位no line'
    """
    return "".join(part for part, _ in _without_gaps(text, 0))


def _without_gaps(text: str, offset: int) -> Iterator[tuple[str, Offset]]:
    """Parts of `text` between white space with their offsets, a kept space being part of what precedes it."""
    start = 0
    for gap in _GAP.finditer(text):
        first, last = gap.span()
        if first and last < len(text) and _keeps_a_space(text, first, last):
            yield text[start:first] + " ", Offset(offset + start)
        elif first > start:
            yield text[start:first], Offset(offset + start)
        start = last
    if start < len(text):
        yield text[start:], Offset(offset + start)


def _is_gap(text: str) -> bool:
    """Whether nothing visible stands in a piece of text."""
    return not text or text.isspace() or _GAP.fullmatch(text) is not None


def _keeps_a_space(text: str, first: int, last: int) -> bool:
    """Whether a gap parts two Latin words or numbers; a wrap inside a number parts nothing."""
    before, after = text[first - 1], text[last]
    if not (_WORD.match(before) and _WORD.match(after) and text[first].isspace()):
        return False
    return not ("\n" in text[first:last] and before.isdigit() and after.isdigit())


class FlowParagraph(NamedTuple):
    """Range of a paragraph in the flow, its final ``\\n`` not counted, and what it is."""

    start: Position
    end: Position
    role: Role


class Flow:
    """The text of an article, unwrapped and folded, with a map back to the page.

    Parameters
    ----------
    page_text
        `Page.text`.
    paragraphs
        Paragraphs in reading order, each with its page ranges.

    Attributes
    ----------
    text
        Folded text, one ``\\n`` after each paragraph.
    printed
        The same without folding: same length, as printed.
    paragraphs
        `FlowParagraph` triples, the final ``\\n`` not counted.
    """

    __slots__ = ("_breaks", "_sentences", "_starts", "_targets", "paragraphs", "printed", "text")

    def __init__(self, page_text: str, paragraphs: Sequence[Paragraph]) -> None:
        parts: list[str] = []
        starts: list[int] = []
        targets: list[Offset] = []
        breaks: list[int] = []
        placed: list[FlowParagraph] = []
        length = 0
        last_end: Offset | None = None
        for paragraph in paragraphs:
            begin = length
            for span in paragraph.spans:
                if last_end is not None and (span.start < last_end or not _is_gap(page_text[last_end : span.start])):
                    breaks.append(length)
                last_end = span.end
                piece = page_text[span.start : span.end]
                parted = _without_gaps(piece, span.start) if _GAP.search(piece) else ((piece, span.start),)
                for part, offset in parted:
                    starts.append(length)
                    targets.append(offset)
                    parts.append(part)
                    length += len(part)
            if length > begin:
                placed.append(FlowParagraph(Position(begin), Position(length), paragraph.role))
                starts.append(length)
                targets.append(last_end or Offset(0))
                parts.append("\n")
                length += 1
        self.printed = "".join(parts)
        self.text = fold(self.printed)
        self.paragraphs = tuple(placed)
        self._starts, self._targets, self._breaks = starts, targets, breaks
        self._sentences: tuple[tuple[int, int], ...] | None = None

    def __len__(self) -> int:
        return len(self.text)

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Ranges of the sentences: each ends at 。！？； or the end of its paragraph, closing quotes included."""
        if self._sentences is None:
            text = self.text
            self._sentences = tuple(
                (start, end - (text[end - 1] == "\n"))
                for start, end in map(re.Match.span, _SENTENCE.finditer(text))
                if end > start and not text[start:end].isspace()
            )
        return self._sentences

    def sentence_at(self, position: int) -> tuple[int, int]:
        """Range of the sentence that holds a flow position."""
        sentences = self.sentences
        index = max(0, bisect_right(sentences, (position, len(self.text) + 1)) - 1)
        return sentences[index]

    def offset(self, position: Position) -> Offset:
        """Page offset of the character at a flow position."""
        index = bisect_right(self._starts, position) - 1
        return Offset(self._targets[index] + position - self._starts[index])

    def span(self, start: Position, end: Position) -> Span:
        """Page span from the first to the last character of a non-empty flow range."""
        starts, targets, last = self._starts, self._targets, end - 1
        index = bisect_right(starts, start)
        first = targets[index - 1] + start - starts[index - 1]
        if index < len(starts) and starts[index] <= last:
            index = bisect_right(starts, last, index)
        return Span.at(first, targets[index - 1] + last - starts[index - 1] + 1)

    def whole_part(self, start: int, end: int, keep: int) -> tuple[int, int]:
        """The largest part of a flow range that holds position `keep` and stands in one piece on the page."""
        index = bisect_right(self._breaks, keep)
        low = self._breaks[index - 1] if index else 0
        high = self._breaks[index] if index < len(self._breaks) else len(self.text)
        return max(start, low), min(end, high)

    def mention(self, start: Position, end: Position) -> Mention:
        """The surface form of a flow range as printed, with its page span.

        Where something else stands inside it on the page (a mark of markup, another column), its longest part that
        stands in one piece, the first of equals: what is quoted stands on the page (万人 and 助万企 in
        ``万人</b>助万企`` give 助万企).
        """
        first = bisect_right(self._breaks, start)
        if first < len(self._breaks) and self._breaks[first] < end:
            edges = [start, *map(Position, self._breaks[first : bisect_left(self._breaks, end)]), end]
            start, end = max(pairwise(edges), key=lambda part: part[1] - part[0])
        return Mention(self.printed[start:end], self.span(start, end))

    def mentions(self, ranges: Iterable[tuple[int, int]]) -> tuple[Mention, ...]:
        """The surface forms of several flow ranges, in their order."""
        return tuple(self.mention(Position(start), Position(end)) for start, end in ranges)
