"""Which numbers a claim is told with, judged for each claim and each number near it.

In: events with the figures that the rules of `claim_figures` give them; out: events with those that a linear model
over named features accepts (weights in ``figure_weights.json``, made by ``scripts/training/train_figures.py``). The
rules' own choice is one feature among others: where the number stands, what stands between, what it counts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.claims.claim_figures import ABOUT_ECONOMY, RATE
from reformgraph.extraction.figures import FlowFigure
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.passages import Event, Setting, actors_between, figures_between
from reformgraph.language.lexicon import any_of

#: Sentences behind that of the reform that are looked at; numbers of one event that are, the nearest first.
_FURTHER, _MOST = 3, 24
_GAPS = (4, 10, 20, 40, 80, 160)
_CLAUSES = 3
#: Kinds of units by their last sign: 平方米 and 公顷 measure a size, 个工作日 a time.
_UNITS = {
    "share": "%％‰成倍点",
    "time": "天日时钟月周年",
    "money": "元",
    "size": "亩顷米里吨瓦度",
    "person": "人名位",
    "firm": "家户",
    "case": "件笔宗单次批场",
    "item": "项个条种类枚份张本",
}
_UNIT_OF = {sign: name for name, signs in _UNITS.items() for sign in signs}
_ECONOMY = re.compile(f"GDP|{any_of('economy_indicators')}|{any_of('economy_nouns')}")
_INVESTED = re.compile(f"(?:{any_of('project_sizes')})[^，。；]{{0,6}}$")
_PROJECT = re.compile(f"的?[^，。；：、]{{0,14}}(?:{any_of('owners_of_numbers')})")
_DEALT = re.compile("分别(?!是)")
_COUNTS = re.compile(f"{any_of('counting_verbs')}|{any_of('going_on_counting')}")
_LESS = re.compile(any_of("down_verbs") + "|由[^，。；]{0,16}[到至减]|节[约省]")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class FigureModel:
    """Weights by feature, in logits, and the logit of a number without any of them."""

    weights: Mapping[str, float]
    bias: float

    def accepts(self, features: Sequence[str]) -> bool:
        """Whether a number with these features is told of the claim."""
        return self.bias + sum(self.weights.get(feature, 0.0) for feature in features) > 0


def choose_figures(setting: Setting, events: Sequence[Event]) -> list[Event]:
    """The events with the numbers that the model accepts, in text order."""
    model = _model()
    around = Surroundings(setting, events)
    chosen = []
    for event in events:
        kept = tuple(f for f in around.near(event) if around.is_told(event, f, model))
        chosen.append(event if kept == event.figures else event._replace(figures=kept))
    return chosen


class Surroundings:
    """What all events of an article offer to the question whose a number is."""

    def __init__(self, setting: Setting, events: Sequence[Event]) -> None:
        self.setting, self.text = setting, setting.flow.text
        self.starts = sorted({event.named.start for event in events})
        self.ranges = sorted({(event.named.start, event.named.end) for event in events})
        self.owned: dict[int, set[str]] = {}
        for event in events:
            for figure in event.figures:
                self.owned.setdefault(figure.quantity.start, set()).add(event.named.reform)
        self.sentence_starts = [sentence.start for sentence in setting.sentences]

    def is_told(self, event: Event, figure: FlowFigure, model: FigureModel) -> bool:
        """Whether a number is told of an event: what a sentence deals out stands, the model weighs the rest."""
        ruled, owners = figure in event.figures, self.owned.get(figure.quantity.start, set())
        if not ruled and event.named.reform in owners:
            return False  # of the same reform named again, or by another actor: 甲高新区210件，乙高新区178件
        if not ruled and owners and self._beside_another(event, figure):
            return False  # 推行承诺制项目31个，办理容缺受理事项640件
        if self._of_the_economy(event, figure):
            return False
        low, high = sorted((event.named.start, figure.quantity.start))
        between = self.text[low:high]
        if owners and _DEALT.search(between):
            return ruled
        if "其中" in between and figure.quantity.start == low:
            return False  # 供地21宗，其中标准地17宗
        return model.accepts(tuple(self.features(event, figure)))

    def _of_the_economy(self, event: Event, figure: FlowFigure) -> bool:
        """推行专班。二季度力争餐饮增长50%: rates and sizes in a sentence behind are no measure's."""
        start = figure.quantity.start
        if event.sentence.start <= start < event.sentence.end or ABOUT_ECONOMY.search(event.named.reform):
            return False
        return RATE.search(self.text, self._sentence_of(start).clause(start)[0], start) is not None

    def near(self, event: Event) -> list[FlowFigure]:
        """Numbers that may be told of an event: of its sentence, and of those behind it up to the next reform."""
        index = bisect_right(self.sentence_starts, event.sentence.start) - 1
        end = event.sentence.end
        for further in self.setting.sentences[index + 1 : index + 1 + _FURTHER]:
            if further.paragraph != event.sentence.paragraph and not event.is_heading:
                break
            if self._of_another(event, further):
                break
            named = bisect_left(self.starts, further.start)
            if named < len(self.starts) and self.starts[named] < further.end:
                end = max(end, self.starts[named])
                break
            end = further.end
        found = [f for f in figures_between(self.setting, event.sentence.start, end) if not self._in_name(f)]
        found += [f for f in event.figures if not event.sentence.start <= f.quantity.start < end]
        at = event.named.start
        nearest = sorted(found, key=lambda f: (abs(f.quantity.start - at), f.quantity.start))[:_MOST]
        return sorted(nearest, key=lambda f: f.quantity.start)

    def features(self, event: Event, figure: FlowFigure) -> Iterator[str]:
        """Names of what holds of a number and an event."""
        unit = _unit_class(figure.quantity.unit)
        place = self._place(event, figure)
        ruled = figure in event.figures
        if not ruled and figure.quantity.start in self.owned:
            yield "owned by another"
        yield from (place, f"unit {unit}", f"{place} unit {unit}", f"status {event.status}")
        yield f"ruled {ruled:d}"
        yield f"{place} ruled {ruled:d}"
        yield f"unit {unit} ruled {ruled:d}"
        yield f"{event.named.reform} unit {unit}"
        yield f"{event.named.reform} ruled {ruled:d}"
        yield from self._between(event, figure)
        yield from self._words(event, figure, unit)

    def _beside_another(self, event: Event, figure: FlowFigure) -> bool:
        """Whether another reform is named in the clause of a number."""
        start, sentence = figure.quantity.start, event.sentence
        if not sentence.start <= start < sentence.end:
            return False
        low, high = sentence.clause(start)
        return any(
            at != event.named.start
            for at in self.starts[bisect_left(self.starts, low) : bisect_left(self.starts, high)]
        )

    def _of_another(self, event: Event, sentence: Sentence) -> bool:
        """Whether a sentence tells of somebody else."""
        actors = actors_between(self.setting, sentence.start, sentence.end)
        own = any(actor.name == event.actor for actor in actors)
        return not own and any(subjects.is_subject(self.text, actor, sentence) for actor in actors)

    def _in_name(self, figure: FlowFigure) -> bool:
        at = bisect_right(self.ranges, (figure.quantity.start, len(self.text))) - 1
        return at >= 0 and figure.quantity.start < self.ranges[at][1]

    def _place(self, event: Event, figure: FlowFigure) -> str:
        start, sentence = figure.quantity.start, event.sentence
        if not sentence.start <= start < sentence.end:
            first = bisect_right(self.sentence_starts, start) - bisect_right(self.sentence_starts, sentence.start)
            return f"sentence {max(-1, min(first, _FURTHER)):+d}"
        away = sentence.clause_index(start) - sentence.clause_index(event.named.start)
        if away:
            return f"clause {max(-2, min(away, _CLAUSES)):+d}"
        return "same clause behind" if start > event.named.start else "same clause before"

    def _between(self, event: Event, figure: FlowFigure) -> Iterator[str]:
        start, named = figure.quantity.start, event.named
        low, high = (named.end, start) if start >= named.end else (figure.quantity.end, named.start)
        side = "behind" if start >= named.end else "before"
        others = bisect_left(self.starts, high) - bisect_left(self.starts, max(low, named.start + 1))
        yield f"{side} over {min(2, max(0, others))} others"
        yield f"{side} within {next((gap for gap in _GAPS if high - low <= gap), 'more')}"
        told = self.text[low:high]
        if "；" in told or ";" in told:
            yield f"{side} semicolon"
        if any(
            subjects.is_subject(self.text, actor, event.sentence)
            for actor in actors_between(self.setting, low, high)
            if event.sentence.start <= actor.start < event.sentence.end and actor.name != event.actor
        ):
            yield f"{side} another subject"
        nearer = bisect_left(self.starts, start)
        following = self.starts[nearer] if nearer < len(self.starts) else None
        if side == "behind" and following is not None and following - figure.quantity.end < start - named.end:
            same = bisect_right(self.sentence_starts, following) == bisect_right(self.sentence_starts, start)
            yield "another reform nearer behind" if same else "another reform in the next sentence"
        if self._beside_another(event, figure):
            yield "another reform in its clause"

    def _words(self, event: Event, figure: FlowFigure, unit: str) -> Iterator[str]:
        quantity = figure.quantity
        sentence = self._sentence_of(quantity.start)
        first, last = sentence.clause(quantity.start)
        ahead = self.text[max(first, quantity.start - 12) : quantity.start]
        clause = self.text[first:last]
        for name, rule, where in (
            ("economy", _ECONOMY, clause),
            ("invested", _INVESTED, ahead),
            ("counts", _COUNTS, clause[: quantity.start - first]),
            ("less", _LESS, clause),
        ):
            if rule.search(where):
                yield name
                yield f"{name} unit {unit}"
        if _PROJECT.match(self.text, quantity.end, last):
            yield "of a project"
        if any(figure.indicator[k : k + 2] in event.named.reform for k in range(len(figure.indicator) - 1)):
            yield "named after"
        yield f"b={ahead[-2:]}"
        yield f"a={self.text[quantity.end : min(last, quantity.end + 2)]}"
        if not _HAN.search(self.text, first, quantity.start):
            yield "opens clause"

    def _sentence_of(self, position: int) -> Sentence:
        return self.setting.sentences[max(0, bisect_right(self.sentence_starts, position) - 1)]


def _unit_class(unit: str) -> str:
    return _UNIT_OF.get(unit[-1:], "other")


@lru_cache(maxsize=1)
def _model() -> FigureModel:
    told = json.loads((files("reformgraph.extraction.claims") / "figure_weights.json").read_text(encoding="utf-8"))
    return FigureModel(told["weights"], told["bias"])
