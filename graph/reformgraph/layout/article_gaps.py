"""Decides at each gap of a page whether another article begins after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.language.lexicon import any_of
from reformgraph.layout.bylines import has_role
from reformgraph.layout.line_runs import MARKS, NEWS
from reformgraph.layout.line_signs import BOX, NUMBERED
from reformgraph.layout.paragraphs import Gap, Head, Para, Section
from reformgraph.layout.text_likeness import core_of, places_of, repeats, triples_of, zones_of

#: Sections before a doubtful gap whose words are compared.
_LOOK_BACK = 12
_SUBJECT = re.compile(r"([\u4e00-\u9fff]{3,14})[：:]")
#: Characters at either end of a section that are compared.
_SAMPLE = 500
#: Paragraphs that tell whether blank lines stand between paragraphs.
_ENOUGH_PARAS = 3
#: Texts up to this length have no sub-headings.
_BRIEF = 220

_FEATURE = re.compile(r"——.{0,30}(?:" + any_of("feature_ends") + r")$")
#: Headlines are seldom shorter, sub-headings seldom longer.
_SHORT, _LONG = 8, 12
_DATED = re.compile(
    r"[^，。]{0,14}?(?:\d{1,2}\s?月\s?\d{1,2}\s?日|\d{1,2}\s?日(?:[上下]午|晚|在|，|"
    + any_of("dated_verbs")
    + r")|今[天日晨晚]|昨[天日晚]|"
    + any_of("vague_days")
    + ")"
)


class Judge:
    """Decides at each gap whether another article begins after it."""

    def __init__(self, sections: Sequence[Section], gaps: Sequence[Gap]) -> None:
        self.sections, self.gaps = sections, gaps
        self.sure = [self._sure(number) for number in range(len(sections))]
        self.levels = {
            gaps[number].heads[-1].level
            for number in range(len(sections))
            if self.sure[number] and gaps[number].heads and (number or sections[0].paras[0].dateline)
        }
        self.doubtful = [number for number in range(1, len(sections)) if not self.sure[number] and gaps[number].heads]
        self.bare: set[int] = set()
        self.alike, self.numbered = self._runs_of_doubt()
        leads = [para.lines[0].lead > 0 for section in sections for para in section.paras]
        self.indents = len(leads) > 3 and sum(leads) >= 0.6 * len(leads)
        inner = [para.lines[0].after_blank for section in sections for para in section.paras[1:]]
        #: Blank lines stand between articles, if anywhere: not between the paragraphs of one.
        self.blanks_part = len(inner) >= _ENOUGH_PARAS and not any(inner)
        #: One line of publication, below the first headline: the page of a single article.
        self.single = bool(gaps) and gaps[0].published and not any(gap.published for gap in gaps[1:])
        top = gaps[0].heads if gaps else []
        #: The headline says that the page holds one long feature.
        self.feature = any(_FEATURE.search(head.text) for head in top)
        #: The first headed gap below the top.
        self.first_headed = next((place for place in range(1, len(sections)) if gaps[place].heads), len(sections))
        self.samples: dict[int, str] = {}
        self.places: dict[int, frozenset[str]] = {}
        self.triples: dict[int, frozenset[str]] = {}
        self.verdicts: dict[int, bool] = {}
        self.taken_up: dict[int, bool] = {}
        self.often: bool | None = None

    def breaks(self, number: int) -> bool:
        """Whether a break stands before section `number`."""
        if self.sure[number]:
            return True
        if number not in self.verdicts:
            self.verdicts[number] = self._score(number) > 0
        return self.verdicts[number]

    def _runs_of_doubt(self) -> tuple[dict[int, int], dict[int, int]]:
        """For each doubtful gap how many stand between the same two sure breaks, and how many of them are numbered."""
        runs: dict[int, int] = {}
        numbered: dict[int, int] = {}
        run: list[int] = []
        start = 0
        for number in range(1, len(self.sections) + 1):
            if number == len(self.sections) or self.sure[number]:
                marked = sum(any(NUMBERED.match(head.text) for head in self.gaps[place].heads) for place in run)
                runs |= dict.fromkeys(run, len(run))
                numbered |= dict.fromkeys(run, marked)
                if run and not (self.gaps[start].heads or self.gaps[number].heads):
                    self.bare.update(run)
                run, start = [], number
            elif self.gaps[number].heads:
                run.append(number)
        return runs, numbered

    def _sure(self, number: int) -> bool:
        if number == 0 or self.gaps[number].split:
            return True
        gap, para = self.gaps[number], self.sections[number].paras[0]
        before = self.sections[number - 1].paras[-1]
        if para.lines[0].number == before.lines[-1].number:
            return False
        if para.dateline or para.resumed or before.names or before.jump:
            return True
        if gap.closing:
            return not self._is_lead(number)
        if not before.closed:
            return False
        return bool(gap.heads and (gap.opening or any(BOX.match(head.text) for head in gap.heads)))

    def _is_lead(self, number: int) -> bool:
        """Whether the text before a marked byline is the lead of the text after it, or an editor's note."""
        gap, before = self.gaps[number], self.sections[number - 1]
        if gap.heads or (number > 1 and not self.gaps[number - 1].heads):
            return False
        marked = all(has_role(line.text) for line in gap.closing)
        return marked and len(before.paras) == 1 and not before.paras[0].dateline

    def _score(self, number: int) -> float:
        """Above 0 where the headlines of a doubtful gap are of a new article, not sub-headings."""
        gap, section = self.gaps[number], self.sections[number]
        before = self.sections[number - 1].paras[-1]
        if not before.closed:
            return self._break_inside(number)
        if not gap.heads or section.paras[0].lines[0].number == before.lines[-1].number:
            return -1.0
        if self.feature and sum(len(item.lines) for item in gap.heads) == 1 and not self._names_new_zone(number):
            return -1.0
        leveled = [item for item in gap.heads if item.level]
        head = min(leveled, key=lambda item: item.level) if leveled else gap.heads[-1]
        text = head.text
        # Sub-headings are short, undated and come in numbers: one that stands alone is likely a headline.
        score = -0.6 + 0.07 * (min(len(text), 24) - 10)
        score += 1.0 if self.alike[number] == 1 else -0.5 if self.alike[number] > 2 else 0.0
        score += 1.0 if _is_dated(section.paras[0]) else 0.0
        # A stretch with no headline over or under it has its own inside.
        score -= 2.0 / self.alike[number] if number in self.bare else 0.0
        score -= 2.0 if self.indents and not section.paras[0].lines[0].lead else 0.0
        score -= 1.5 if self.single else 0.0
        score += self._by_kicker(number, gap) + self._by_shape(number, gap)
        if not self.gaps[0].heads and number <= self.first_headed:
            # A page that begins with text prints its headlines below or inside the bodies.
            score += 0.5
        score += self._by_level(head, number)
        top = self.gaps[0].heads
        if top and text[0] in MARKS and text[0] == top[0].text[0]:
            score += 2.0
        brief = self._is_brief(number)
        if any(NUMBERED.match(item.text) for item in gap.heads):
            score -= 4.0
        elif self.numbered[number] > 1:
            score += 1.2
        elif brief and not self.single:
            score += self._by_news(number, text)
        score += self._by_words(number)
        score += 1.0 if gap.ruled else 0.0
        named = places_of("".join(item.text for item in gap.heads))
        most = 2.6 + (1.6 if named else 0.0) + (1.4 if any(_SUBJECT.match(item.text) for item in gap.heads) else 0.0)
        # The texts are compared only where that can turn the verdict.
        return score if score + most <= 0 or score > 2.6 else score + self._by_places(number, gap, named)

    def _by_shape(self, number: int, gap: Gap) -> float:
        """What the print of display lines says: two lines are a headline, an indent or a speaker a sub-heading."""
        score = 0.0
        lines = [line for head in gap.heads for line in head.lines]
        top = self.gaps[0].heads
        if self.indents and top and all(line.lead for line in lines):
            score -= 3.0
        if self.blanks_part:
            score += 1.4 if lines[0].after_blank else -0.6
        if len(lines) > 1:
            score += 1.2
        elif len(lines[0].text) > _LONG and _is_dated(self.sections[number].paras[0]):
            score += 0.8
        elif len(lines[0].text) < _SHORT and not places_of(lines[0].text):
            score -= 1.0
        return score

    def _is_brief(self, number: int) -> bool:
        """Whether headed texts before and after a gap are too short for sub-headings."""
        above = self.gaps[number - 1]
        if not (above.heads or above.split) or any(
            head.level == 7 or "，" in head.text for head in self.gaps[number].heads
        ):
            return False
        texts = self.sections[number - 1].paras, self.sections[number].paras
        if any(len(paras) > 2 or sum(len(para.text) for para in paras) > _BRIEF for paras in texts):
            return False
        return number < 2 or self.breaks(number - 1)

    def _break_inside(self, number: int) -> float:
        """The same where the text before the gap breaks off: the next text goes on, unless it clearly begins."""
        para = self.sections[number].paras[0]
        score = 0.6 if NEWS.match(para.first) else -0.6 if para.fresh else -1.0
        before = self._before(number)
        score += 0.8 if para.lines[0].indented else 0.0
        named = places_of("".join(head.text for head in self.gaps[number].heads))
        if named and not named & before and named & places_of(para.text):
            score += 1.2
        return score - (0.5 if before & self._places(number) else 0.0)

    def _before(self, number: int) -> frozenset[str]:
        """Places named in the article before a gap."""
        start = number - 1
        while start > max(0, number - _LOOK_BACK) and not self.sure[start] and not self.verdicts.get(start, False):
            start -= 1
        places = {start, *range(max(start, number - 2), number)}
        return frozenset().union(*(self._places(place) for place in sorted(places)))

    def _by_kicker(self, number: int, gap: Gap) -> float:
        """A kicker begins an article, unless the text before it is about the same organisation."""
        kickers = [item.text for item in gap.heads if item.organ]
        if not kickers:
            return 0.0
        cores = [core for text in kickers if (core := core_of(text))]
        before, after = self._sample(number - 1), self._sample(number)
        if any(core in before for core in cores):
            return (0.0 if len(gap.heads) > 1 else -0.8) if any(core in after for core in cores) else 0.0
        return 2.5 if len(gap.heads) > 1 else 0.8

    def headed(self, number: int) -> bool:
        """Whether the article that holds the text before a gap has a headline over its beginning."""
        start = number - 1
        while start > 0 and not self.breaks(start):
            start -= 1
        return bool(self.gaps[start].heads)

    def _by_news(self, number: int, text: str) -> float:
        """A brief item is of another place than those before, or its text takes the headline up."""
        known, lead = self._before(number), self.sections[number].paras[0]
        named = places_of("".join(head.text for head in self.gaps[number].heads)) | self._places(number)
        if named - known:
            return 2.5
        told = _is_dated(lead) or len(text) > 14 or repeats(text, lead.text[:120]) >= 0.3
        return 2.0 if told and not known else 0.0

    def _by_words(self, number: int) -> float:
        """Headlines are taken up by the text below them, sub-headings only now and then."""
        for place in () if self.taken_up else self.doubtful:
            lead = self.sections[place].paras[0].text[:120]
            texts = [head.text for head in self.gaps[place].heads if len(head.text) >= 9]
            self.taken_up[place] = any(repeats(text, lead) >= 0.5 for text in texts)
        if not self.taken_up.get(number):
            return -0.2
        if self.often is None:
            self.often = len(self.taken_up) > 1 and sum(self.taken_up.values()) >= 0.6 * len(self.taken_up)
        return 1.0 if self.often else 0.3

    def _by_level(self, head: Head, number: int) -> float:
        """What the level of a Markdown or HTML heading says, against those of sure headlines."""
        if not head.level:
            return 0.0
        levels = self.levels
        if levels:
            if head.level in levels:
                # Levels that sure headlines mix say little: text recognition set them.
                return 2.8 if len(levels) == 1 else 0.6
            return -2.0 if head.level > min(levels) else 1.0
        top = self.gaps[0].heads[0].level if self.gaps[0].heads else 0
        if top and head.level > top:
            return -2.0
        if top and head.level == top and head.level < 7:
            return 1.5
        return 0.6 if head.level <= 2 else -0.5

    def _by_places(self, number: int, gap: Gap, named: frozenset[str]) -> float:
        """Agreement of the texts before and after a gap in places and in words."""
        before, after = self._before(number), self._places(number)
        score = 0.0
        if named and not named & before and named & after:
            score += 1.6
        score += 1.2 if self._names_new_zone(number) else 0.0
        score += self._by_subject(number, gap)
        if before & after:
            score -= 0.7
        elif before and after:
            score += 0.7
        return score + self._by_cohesion(number)

    def _names_new_zone(self, number: int) -> bool:
        """Whether the display type names a zone that the text below names and the text above does not."""
        zones = zones_of("".join(head.text for head in self.gaps[number].heads))
        above, below = self._sample(number - 1), self._sample(number)
        return any(name in below for name in zones) and not any(name in above for name in zones)

    def _by_subject(self, number: int, gap: Gap) -> float:
        """A headline that names its subject first (某某区：…) begins an article if only the text below names it."""
        found = next((found for head in gap.heads if (found := _SUBJECT.match(head.text))), None)
        if found is None or found.group(1) not in self._sample(number):
            return 0.0
        return -0.5 if found.group(1) in self._sample(number - 1) else 1.4

    def _by_cohesion(self, number: int) -> float:
        """Articles share few triples of characters with each other, their own parts many."""
        above, below = self._triples(number - 1), self._triples(number)
        least = min(len(above), len(below))
        if least < 20:
            return 0.0
        share = len(above & below) / least
        score = -1.4 if share >= 0.08 else -0.6 if share >= 0.05 else 0.2 if share >= 0.02 else 0.7
        return score if least >= 60 else score / 2

    def _triples(self, number: int) -> frozenset[str]:
        if number not in self.triples:
            self.triples[number] = triples_of(self._sample(number))
        return self.triples[number]

    def _places(self, number: int) -> frozenset[str]:
        if number not in self.places:
            self.places[number] = places_of(self._sample(number))
        return self.places[number]

    def _sample(self, number: int) -> str:
        """Beginning and end of a section's text: what it is about shows there."""
        if number not in self.samples:
            paras = self.sections[number].paras
            text = "".join(para.text for para in (paras if len(paras) <= 6 else (*paras[:3], *paras[-3:])))
            self.samples[number] = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + " " + text[-_SAMPLE:]
        return self.samples[number]


def _is_dated(para: Para) -> bool:
    """Whether a paragraph tells in its first clause on which day something happened, as news begin."""
    lead = "".join(line.text for line in para.lines[:2])[:60]
    return NEWS.match(lead) is not None or _DATED.match(lead) is not None
