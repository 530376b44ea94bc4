"""What speaks for and against a line as the headline of a web article, as names of features.

Comes in: the lines of a page with their looks, and what the rules say. Goes out: candidates, each with the
names of the features that hold of it; `head_choice` weighs them with the weights that
``scripts/training/train_heads.py`` makes of labelled pages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reformgraph.layout import head_rules as rules
from reformgraph.layout.line_runs import HAN_SPACE
from reformgraph.layout.line_signs import DOCUMENT, DOCUMENT_END, LABEL, NUMBERED, OF_DOCUMENT, is_date_line, is_organ
from reformgraph.layout.line_signs import is_site as names_site
from reformgraph.layout.lines import Line
from reformgraph.layout.site_lines import is_crumbs, is_label_line, is_published, site_share
from reformgraph.layout.text_likeness import repeats
from reformgraph.layout.web_lines import Look, look_of

#: Longer lines are no headlines, shorter paragraphs may be (让襄水成为最好办事的地方！).
_LONGEST, _LONGEST_PROSE = 110, 70
#: Lines below the first paragraph among which a headline is looked for: a circular hands down a document.
_INNER = 12
#: Characters of the first paragraph, and of a headline whose words weigh in full.
_LEAD, _FULL = 200, 14
_SIZES = (4, 6, 8, 10, 13, 17, 22, 28, 36, 46, 65)
_SCORES = (-0.5, 0.0, 0.3, 0.6, 0.9, 1.2, 1.6, 2.2)
_SHARES = (0.05, 0.12, 0.2, 0.3, 0.45, 0.6, 0.8)
_APART = (Look.FURNITURE, Look.CREDIT, Look.CAPTION)
_BAR = re.compile(r"[|｜_]|--")
_DIGIT = re.compile(r"\d")
#: 06-24, 9/27: a day without its year.
_DAY = re.compile(r"(?<!\d)\d{1,2}[-/]\d{1,2}(?!\d)")
_SHORTEST_PART = 8
_ENDS = {"。": "closed", "；": "closed", "！": "called", "？": "called", "，": "comma", "、": "comma"} | {
    "：": "colon",
    ")": "bracket",
    "）": "bracket",
}
_BEGINS = dict.fromkeys("“‘", "quoted") | dict.fromkeys("【[（(", "bracket") | dict.fromkeys("•·*●■◆▲—-", "mark")


class Candidate(NamedTuple):
    """A line that may be the headline, None for a page without one, and the features that hold of it."""

    place: int | None
    features: tuple[str, ...]


@dataclass(frozen=True)
class HeadLines:
    """The lines of a page with one article: looks, its end, its first paragraph, scores of the rules, their choice."""

    lines: Sequence[Line]
    looks: Sequence[Look]
    end: int
    first: int
    sample: str
    scores: Mapping[int, float]
    ruled: tuple[int, ...]

    @cached_property
    def texts(self) -> list[str]:
        """Text of each line without labels and names of sites around a headline."""
        return [rules.bare_title(line).text for line in self.lines[: self.end]]

    @cached_property
    def bare(self) -> list[str]:
        """Letters and digits of each line."""
        return [rules.bare(line) for line in self.lines[: self.end]]

    @cached_property
    def places(self) -> list[int]:
        """Lines that may be the headline."""
        span = range(max(0, self.first - rules.MOST_HEAD_LINES), min(self.end, self.first + _INNER))
        prose = [place for place in range(self.first, self.end) if self.looks[place] is Look.PROSE]
        return [
            place
            for place in span
            if len(self.lines[place].text) <= _LONGEST
            and (place < self.first or self.looks[place] not in _APART)
            and place != prose[-1]
        ]

    @cached_property
    def shorts(self) -> list[int]:
        """Short lines over the text."""
        return [place for place in self.places if place < self.first and self.looks[place] is Look.SHORT]

    @cached_property
    def told(self) -> dict[int, float]:
        """Share of the words of each candidate that come again in the text, itself left out."""
        return {
            place: repeats(self.texts[place], self.sample.replace(self.lines[place].text, "")) for place in self.places
        }

    def weighty(self, place: int) -> float:
        """The same, less for a few words."""
        return self.told[place] * min(1.0, len(self.lines[place].text) / _FULL)

    @cached_property
    def most_told(self) -> float:
        """The largest share that a short line over the text has."""
        return max(map(self.weighty, self.shorts), default=0.0)

    @cached_property
    def published(self) -> list[int]:
        """Lines of publication over the text."""
        return [place for place in range(self.first) if self.kind(place) == "published"]

    @cached_property
    def crumbs(self) -> list[int]:
        """Lines over the text that lead from the home page down."""
        return [place for place in range(self.first) if self.kind(place) == "crumbs"]

    def kind(self, place: int) -> str:
        """What stands at a place, in a word."""
        if not 0 <= place < len(self.lines):
            return "start" if place < 0 else "end"
        text, look = self.lines[place].text, self.looks[place]
        if look is Look.PROSE and text[-1] in "：:":
            return "address"
        if look is not Look.FURNITURE:
            return str(look.value)
        kinds = (("crumbs", is_crumbs), ("published", is_published), ("labels", is_label_line))
        return next((name for name, holds in kinds if holds(text)), "furniture")


def _bin(value: float, edges: Sequence[float]) -> int:
    return bisect_right(edges, value)


def candidates(page: HeadLines) -> list[Candidate]:
    """All candidates for the headline of a page, a page without one last."""
    found = [Candidate(place, tuple(_features(page, place))) for place in page.places]
    return [*found, Candidate(None, tuple(_none_features(page)))]


def _features(page: HeadLines, place: int) -> Iterator[str]:
    where = "above" if place < page.first else "first" if place == page.first else "inner"
    own = list(_shape(page.lines[place], page.texts[place]))
    yield from (f"where {where}", f"look {page.looks[place].value}", f"look {page.looks[place].value} {where}")
    yield from own
    if where != "above":
        yield from (f"{feature} {where}" for feature in own)
    if page.looks[place] is Look.FURNITURE and look_of(page.lines[place]) is not Look.FURNITURE:
        yield "by its place furniture"
    yield f"told {_bin(page.told[place], _SHARES)}"
    lead = next(line.text for line, look in _prose(page) if line is not page.lines[place])
    yield f"lead {_bin(repeats(page.texts[place], lead[:_LEAD]), (0.05, 0.15, 0.3, 0.5, 0.7))}"
    yield from _standing(page, place) if where == "above" else _standing_inside(page, place, where)
    yield from _beside(page, place, "" if where == "above" else f" {where}")
    yield from _twins(page, place)
    yield from _ruled(page, place)


def _prose(page: HeadLines) -> Iterator[tuple[Line, Look]]:
    return (item for item in zip(page.lines, page.looks, strict=True) if item[1] is Look.PROSE)


def _shape(line: Line, text: str) -> Iterator[str]:
    """Features of the line alone."""
    yield f"size {_bin(len(text), _SIZES)}"
    if end := _ENDS.get(text[-1]):
        yield f"ends {end}"
    if start := _BEGINS.get(text[0]):
        yield f"begins {start}"
    if commas := text.count("，"):
        yield f"commas {min(3, commas)}"
    if share := site_share(text):
        yield f"site words {_bin(share, (0.2, 0.4, 0.6, 0.9))}"
    elif 4 <= len(text) < _SHORTEST_PART and not (rules.COLUMN.search(text) or is_organ(text) or names_site(text)):
        # 改革再出发; not 园区动态, 新闻中心.
        yield "few signs, none of a site"
    signs = {
        "quoted": "“" in text,
        "titled": "《" in text,
        "spaced": HAN_SPACE.search(text),
        "colon": "：" in text[2:-1],
        "bar": _BAR.search(line.text),
        "digits": _DIGIT.search(text),
        "day": _DAY.search(text),
        "numbered": NUMBERED.match(text),
        "document number": rules.NUMBER_ALONE.match(text),
        "site": names_site(text),
        "organ": is_organ(text),
        "organ and no deed": all(map(is_organ, text.split())) and not rules.DEED.search(text),
        "document": DOCUMENT.search(text),
        "document end": DOCUMENT_END.search(text),
        "labels": is_label_line(line.text),
        "crumbs": is_crumbs(line.text),
        "date": is_date_line(text),
        "aside": rules.ASIDE.match(line.text),
        "column": rules.COLUMN.search(text),
        "label": LABEL.match(text),
        "pictured": rules.PICTURED.search(text),
        "sign off": rules.SIGN_OFF.search(text),
        "keywords": " " in text and all(len(word) <= 5 for word in text.split()),
        "origin": rules.ORIGIN.match(line.text),
        "title label": rules.TITLE_LABEL.match(line.text),
        "speaker": rules.SPEAKER.match(text),
        "deed": rules.DEED.search(text),
    }
    yield from (name for name, holds in signs.items() if holds)


def _standing(page: HeadLines, place: int) -> Iterator[str]:
    """Features of where a line over the text stands."""
    size = len(page.lines[place].text)
    yield f"told {_bin(page.told[place], (0.12, 0.3, 0.6))} size {_bin(size, (8, 14, 30))}"
    yield f"over {_bin(page.first - place, (2, 3, 4, 6, 10, 20))}"
    yield f"down {_bin(place, (1, 2, 3, 5, 10, 20))}"
    if page.looks[place] is Look.SHORT:
        behind = page.most_told - page.weighty(place)
        yield f"behind the most told {_bin(behind, (0.0001, 0.1, 0.2, 0.4))}"
        if size == max(len(page.lines[at].text) for at in page.shorts):
            yield "longest"
        if len(page.shorts) == 1:
            yield "only short"
    if page.published:
        yield f"steps to publication {max(-3, min(4, page.published[0] - place))}"
        yield "published below" if page.published[-1] > place else "published above"
    else:
        yield "not published"
    if page.crumbs:
        yield "crumbs below" if page.crumbs[-1] > place else "crumbs above"
    if all(page.looks[at] in _APART for at in range(place + 1, page.first)):
        yield "nothing but furniture below"
    if Look.FURNITURE not in page.looks[:place]:
        yield "no furniture above"
    if place == page.places[0]:
        yield "top"


def _standing_inside(page: HeadLines, place: int, where: str) -> Iterator[str]:
    """Features of where a line stands that is the first paragraph, or below it."""
    yield f"inner {_bin(place - page.first, (1, 2, 3, 5, 8))}"
    before = page.lines[place - 1].text if place else ""
    if before and (is_date_line(before) or before[-1] in "）)"):
        # The document that a circular hands down stands below its signature, day and （此件公开发布）.
        yield f"{where} below a signature"
    if page.kind(page.first) == "address":
        yield f"{where} below an address"
    if page.shorts:
        yield f"{where} with short lines above"
    if page.places[0] == page.first:
        yield f"{where} with nothing above"


def _beside(page: HeadLines, place: int, where: str) -> Iterator[str]:
    """Features of the lines around a line, and of its printing."""
    above, below = page.kind(place - 1), page.kind(place + 1)
    yield from (f"above {above}{where}", f"below {below}{where}", f"between {above} and {below}{where}")
    if below in ("furniture", "short"):
        yield f"second below {page.kind(place + 2)}{where}"
    line = page.lines[place]
    if line.after_blank:
        yield "blank above"
    if place + 1 < len(page.lines) and page.lines[place + 1].after_blank:
        yield "blank below"
    if line.level:
        yield "bold" if line.level == 7 else "heading"


def _twins(page: HeadLines, place: int) -> Iterator[str]:
    """Features of a line that stands again, whole or in part."""
    own = page.bare[place]
    twins = [at for at, text in enumerate(page.bare) if text and text == own and at != place]
    if twins:
        yield "twin above" if twins[0] < page.first else "twin below"
    if len(own) < _SHORTEST_PART:
        return
    others = [page.bare[at] for at in page.places if at < page.first and page.bare[at] != own]
    if any(own in other for other in others):
        yield "part of another"
    if any(other in own for other in others if len(other) >= _SHORTEST_PART):
        yield "holds another"


def _ruled(page: HeadLines, place: int) -> Iterator[str]:
    """What the rules say of a line."""
    if place in page.ruled:
        yield "chosen by rules"
        yield f"chosen by rules {page.looks[place].value}"
    if place in page.scores:
        yield f"ruled {_bin(page.scores[place], _SCORES)}"
        if page.scores[place] == max(page.scores.values()):
            yield "ruled best"


def _none_features(page: HeadLines) -> Iterator[str]:
    """Features of a page without a headline."""
    yield "none"
    yield "none among short lines" if page.shorts else "none, nothing above"
    longest = max((len(page.lines[place].text) for place in page.shorts), default=0)
    yield f"none, longest {_bin(longest, (8, 12, 18, 28))}"
    yield f"none, most told {_bin(page.most_told, (0.05, 0.12, 0.2, 0.3, 0.45, 0.6))}"
    if page.scores:
        yield f"none, ruled {_bin(max(page.scores.values()), _SCORES[:6])}"
    if not page.ruled:
        yield "none by rules"
    if page.published:
        yield "none, published"


def may_join(page: HeadLines, place: int) -> bool:
    """Whether a line may be part of a headline of several lines."""
    if not 0 <= place < page.end:
        return False
    prose = page.looks[place] is Look.PROSE and len(page.lines[place].text) < _LONGEST_PROSE
    return page.looks[place] is Look.SHORT or (prose and place in page.places)


def join_features(page: HeadLines, place: int, beside: int) -> Iterator[str]:
    """Features of a line beside one of the headline, for its being part of it."""
    up = "up" if place < beside else "down"
    line, other = page.lines[place], page.lines[beside]
    low = max(place, beside)
    upper, lower = page.lines[low - 1].text, page.lines[low].text
    yield from (up, f"{up} look {page.looks[place].value}")
    yield from (f"{up} {sign}" for sign in _shape(line, page.texts[place]))
    yield from (f"{up} title {sign}" for sign in _shape(other, page.texts[beside]))
    yield f"{up} told {_bin(repeats(line.text, page.sample), _SHARES)}"
    yield f"{up} same {_bin(repeats(line.text, other.text), (0.1, 0.3, 0.6))}"
    yield f"{up} belongs {rules.belongs(page.lines, page.looks, place, beside, page.scores, page.sample)}"
    step = place - beside
    yield from (f"{up} outside {page.kind(place + step)}", f"{up} other side {page.kind(beside - step)}")
    yield f"{up} sizes {_bin(len(line.text), (6, 12, 20, 30))} {_bin(len(other.text), (12, 20, 30))}"
    signs = {
        f"{up} blank between": page.lines[low].after_blank,
        f"{up} blank over": page.lines[low - 1].after_blank,
        f"{up} blank under": low + 1 < len(page.lines) and page.lines[low + 1].after_blank,
        "same level": line.level == other.level > 0,
        f"{up} other level": line.level != other.level,
        "contained": page.bare[place] in page.bare[beside] or page.bare[beside] in page.bare[place],
        f"{up} equal long": abs(len(upper) - len(lower)) <= 3,
        "unclosed pair": any(upper.count(a) != upper.count(b) for a, b in ("“”", "《》", "（）")),
        "unfinished": rules.UNFINISHED.search(upper) and not DOCUMENT_END.search(upper),
        "dash": lower[:2] == "——",
        "edition": rules.EDITION.match(lower),
        "of document": OF_DOCUMENT.match(lower),
    }
    yield from (name for name, holds in signs.items() if holds)
    if place in page.scores:
        yield f"{up} ruled {_bin(page.scores[place], _SCORES[:6])}"
