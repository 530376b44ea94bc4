"""The numbers that Word sets in front of paragraphs by itself: 第一条, 一、, （一）, 1., made of ``numbering.xml``.

Comes in: the properties of paragraphs in the order of the document. Goes out: the label of each, as printed. A
label is no character of the file's text, yet everybody reads it; so it becomes text of the page, and offsets
count it. Bullets are none: lists of web pages come without them, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from reformgraph.language.numerals import numeral
from reformgraph.reading.formats.xml_parts import attribute, local

_LEVELS = 9
#: Longest pattern of a label (第%1条), and how many styles may stand upon one another, in files of any quality.
_LONGEST, _DEEPEST = 60, 20
#: Numbers beyond are written in digits.
_MOST = 9999
_PLACE = re.compile(r"%([1-9])")
_STEMS, _BRANCHES, _FORMAL = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "壹贰叁肆伍陆柒捌玖拾"
_CIRCLED, _IN_PARENS, _WITH_STOP = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_SERIES: Mapping[str, str] = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "chineseLegalSimplified": _FORMAL,
    "ideographLegalTraditional": _FORMAL,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _IN_PARENS,
    "decimalEnclosedFullstop": _WITH_STOP,
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def written(number: int, form: str) -> str:
    """A number in one of Word's forms (``w:numFmt``); digits where the form has no such number.

    >>> [written(12, form) for form in ("chineseCounting", "decimalEnclosedCircle", "upperRoman", "decimalZero")]
    ['十二', '⑫', 'XII', '12']
    """
    if form in ("none", "bullet") or not 0 <= number <= _MOST:
        return "" if form in ("none", "bullet") else str(number)
    if form in _CHINESE:
        return numeral(number)
    if number and number <= len(series := _SERIES.get(form, "")):
        return series[number - 1]
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form == "decimalZero":
        return f"{number:02}"
    return str(number).translate(_WIDE) if form == "decimalFullWidth" else str(number)


def _roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        made += sign * times
    return made


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list is numbered; `restart` is the level (from 1) that begins it anew, 0 for none."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    behind: str = "tab"
    digits: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A list (``w:num``): the definition it counts with, its levels, and those that begin anew at its first use."""

    counted: str
    levels: Mapping[int, _Level]
    anew: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """What a paragraph or style says of its number; None where it says nothing."""

    number: str | None
    level: int | None
    above: str = ""


@dataclass(slots=True)
class Numbering:
    """Labels of the paragraphs of one document, counted as they are asked for.

    Parameters
    ----------
    numbering, styles
        Roots of ``numbering.xml`` and ``styles.xml``; None where the file has none.
    """

    numbering: Element | None = None
    styles: Element | None = None
    _lists: dict[str, _List] = field(default_factory=dict)
    _named: dict[str, _Numbered] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.styles is not None:
            self._named = dict(_styles(self.styles))
        if self.numbering is not None:
            self._lists = _lists(self.numbering, self._named)

    def label(self, properties: Element | None) -> str:
        """What Word prints in front of the next paragraph, with a space where one parts it from the text."""
        if not self._lists or properties is None or _is_deleted(properties):
            return ""
        number, level = self._place(properties)
        held = self._lists.get(number)
        if held is None or level not in held.levels:
            return ""
        counts = self._count(number, held, level)
        return _printed(held.levels, counts, level)

    def _place(self, properties: Element) -> tuple[str, int]:
        """Number of the list a paragraph belongs to, and its level; an empty text for none."""
        name = next((attribute(one, "val") for one in properties if local(one) == "pStyle"), "")
        own = _numbered(properties)
        number, level = own.number, own.level
        style: str = name
        for _ in range(_DEEPEST):
            if number is not None or style not in self._named:
                break
            told = self._named[style]
            number, level = told.number, told.level if level is None else level
            if number is not None and level is None and number in self._lists:
                levels = self._lists[number].levels
                level = next((at for at, one in levels.items() if one.style == style), None)
            style = told.above
        return number or "", level or 0

    def _count(self, number: str, held: _List, level: int) -> dict[int, int]:
        """Counts of all levels, the paragraph at hand counted."""
        counts = self._counts.setdefault(held.counted, {})
        if number not in self._begun:
            self._begun.add(number)
            for at in held.anew:
                counts.pop(at, None)
        for at in range(level):
            if at in held.levels:
                counts.setdefault(at, held.anew.get(at, held.levels[at].start))
        start = held.anew.get(level, held.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for at in range(level + 1, _LEVELS):
            restart = held.levels[at].restart if at in held.levels else None
            if restart is None or (restart and level < restart):
                counts.pop(at, None)
        return counts


def _printed(levels: Mapping[int, _Level], counts: Mapping[int, int], level: int) -> str:
    own = levels[level]
    if own.form == "bullet":
        return ""

    def shown(place: re.Match[str]) -> str:
        at = int(place.group(1)) - 1
        if at not in levels or at not in counts:
            return ""
        return written(counts[at], "decimal" if own.digits else levels[at].form)

    label = _PLACE.sub(shown, own.pattern).strip()
    apart = label and own.behind != "nothing" and label[-1] not in "、．）："
    return f"{label} " if apart else label


def _is_deleted(properties: Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away with changes tracked: it is not counted."""
    marks = (part for one in properties if local(one) == "rPr" for part in one)
    return any(local(mark) in ("del", "moveFrom") for mark in marks)


def _numbered(properties: Element) -> _Numbered:
    """What ``w:pPr`` says of the number."""
    told = next((one for one in properties if local(one) == "numPr"), None)
    if told is None:
        return _Numbered(None, None)
    values = {local(one): attribute(one, "val") for one in told}
    return _Numbered(values.get("numId"), _integer(values["ilvl"]) if "ilvl" in values else None)


def _styles(root: Element) -> Iterator[tuple[str, _Numbered]]:
    for style in root:
        if local(style) != "style" or attribute(style, "type") != "paragraph":
            continue
        above = next((attribute(one, "val") for one in style if local(one) == "basedOn"), "")
        properties = next((one for one in style if local(one) == "pPr"), None)
        told = _numbered(properties) if properties is not None else _Numbered(None, None)
        yield attribute(style, "styleId"), replace(told, above=above)


def _lists(root: Element, styles: Mapping[str, _Numbered]) -> dict[str, _List]:
    """Lists by their numbers, each with what it changes of its definition."""
    defined: dict[str, dict[int, _Level]] = {}
    linked: dict[str, str] = {}
    for one in root:
        if local(one) == "abstractNum":
            name = attribute(one, "abstractNumId")
            defined[name] = _levels(one)
            linked[name] = next((attribute(part, "val") for part in one if local(part) == "numStyleLink"), "")
    numbers = {attribute(one, "numId"): one for one in root if local(one) == "num"}
    found: dict[str, _List] = {}
    for number, one in numbers.items():
        name = _definition(one)
        style = styles.get(linked.get(name, ""))
        if style is not None and style.number in numbers:  # the levels stand where the style's own list has them
            name = _definition(numbers[style.number])
        found[number] = _changed(name, defined.get(name, {}), one)
    return found


def _changed(name: str, levels: Mapping[int, _Level], number: Element) -> _List:
    """A list with what it changes of the levels of its definition."""
    held, anew = dict(levels), dict[int, int]()
    for change in number:
        if local(change) == "lvlOverride":
            held |= _levels(change)
            for part in change:
                if local(part) == "startOverride":
                    anew[_integer(attribute(change, "ilvl"))] = _integer(attribute(part, "val"))
    return _List(name, held, anew)


def _definition(number: Element) -> str:
    return next((attribute(one, "val") for one in number if local(one) == "abstractNumId"), "")


def _levels(parent: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in parent:
        if local(one) == "lvl" and 0 <= (at := _integer(attribute(one, "ilvl"))) < _LEVELS:
            found[at] = _read_level(one)
    return found


def _read_level(level: Element) -> _Level:
    told = {local(one): attribute(one, "val") for one in level.iter()}
    switched = "isLgl" in told and told["isLgl"] not in ("0", "false")
    return _Level(
        start=_integer(told.get("start", "1")),
        form=told.get("numFmt", "decimal"),
        pattern=told.get("lvlText", "")[:_LONGEST],
        behind=told.get("suff", "tab"),
        digits=switched,
        restart=_integer(told["lvlRestart"]) if "lvlRestart" in told else None,
        style=told.get("pStyle", ""),
    )


def _integer(text: str) -> int:
    """A small number of the file; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
