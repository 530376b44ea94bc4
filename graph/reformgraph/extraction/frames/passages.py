"""What a sentence with reforms in it offers to the reading of claims, and what that reading yields."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_field import ActorField, read_field
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.paper_issuers import paper_issuers
from reformgraph.extraction.figures import FlowFigure
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.frame import Mode
from reformgraph.extraction.frames.told_year import told_year
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorBasis, ActorKind, Decided, Status
from reformgraph.values import Edtf

#: Between a modifier's date or number and the actor that it describes: 2021年获批的X高新区.
_DESCRIBES = re.compile(r"[^，。；：]{0,16}的")
_LIST_COUNT = re.compile(r"[^，。；：]等(?:[共约近]?|\d+(?:个|大项)[共约近]?)$")
#: 三个月接待企业830家次: the time it took is no figure of the reform.
_SPANS = frozenset(("个月", "月", "年", "天", "周", "个星期", "个多月"))
#: 总投资5亿元的某项目, 年产6万吨饰品项目: what a project has, told in its name.
_OF_A_PROJECT = re.compile("(?:年产|(?:计划)?总?投资|占地)(?:约|近|超)?$")
_PROJECT = re.compile("[^，。；：]{0,20}(?:" + any_of("built_things") + ")")
_WITHIN = re.compile("[^\u4e00-\u9fff]|[内以之的完]")
_LISTED_UNITS = frozenset(("项", "条", "种", "类", "个", "大项", "个方面"))
_LONGEST_HEADING = 30
_SHORTEST_NAME = 2


class Named(NamedTuple):
    """A reform named at a place of the flow, curated or candidate.

    `reasons` are the features that weighed most for its being a measure, with their weights (``v=firm +1.11``).
    """

    start: int
    end: int
    reform: str
    candidate: bool = False
    broader: str | None = None
    reasons: tuple[str, ...] = ()


class Event(NamedTuple):
    """One mention of a reform with what its sentence says of it.

    `actor` is None where no one is named; `sure` tells that the sentence itself names the actor; `rulings`
    keep what decided, `own_when` tells that the time is of the sentence itself.
    """

    named: Named
    sentence: Sentence
    actor: str | None
    actor_kind: ActorKind
    sure: bool
    status: Status
    when: DateMention | None
    figures: tuple[FlowFigure, ...]
    starts: bool
    in_title: bool
    is_heading: bool = False
    denied: bool = False
    own_when: bool = True
    rulings: tuple[tuple[Decided, Ruling], ...] = ()
    basis: ActorBasis | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the article offers to all its sentences.

    `default_actor` is whom the article is about; where that is not sure, sentences that speak of the
    nation or of nobody are not laid on it. For each paragraph `sections` tells whom its section is about, and
    `items` to which item of a digest it belongs (empty where the article is none).
    """

    flow: Flow
    sentences: Sequence[Sentence]
    actors: Sequence[ActorMention]
    dates: Sequence[DateMention]
    figures: Sequence[FlowFigure]
    default_actor: tuple[str, ActorKind] | None
    sure_default: bool = True
    parks: frozenset[str] = frozenset()
    sections: Sequence[tuple[str, ActorKind] | None] = ()
    source: frozenset[str] = frozenset()
    items: Sequence[int] = ()
    issue_date: Edtf | None = None
    year: int = field(init=False)
    actor_starts: Sequence[int] = field(init=False)
    date_starts: Sequence[int] = field(init=False)
    figure_starts: Sequence[int] = field(init=False)
    issuers: Sequence[tuple[str, ActorKind] | None] = field(init=False)
    field: ActorField = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "year", told_year(self.flow.text, self.dates, self.issue_date))
        object.__setattr__(self, "actor_starts", [actor.start for actor in self.actors])
        object.__setattr__(self, "date_starts", [date.start for date in self.dates])
        object.__setattr__(self, "figure_starts", [figure.quantity.start for figure in self.figures])
        object.__setattr__(self, "field", read_field(self))
        object.__setattr__(self, "issuers", paper_issuers(self.flow.text, self.sentences, self.actors))

    def names_in_item(self, actor: tuple[str, ActorKind], paragraph: int) -> bool:
        """Whether the item of a digest that a paragraph belongs to names an actor; so does any article that is none."""
        if not self.items:
            return True
        item, paragraphs = self.items[paragraph], self.flow.paragraphs
        first = paragraphs[bisect_left(self.items, item)].start
        last = paragraphs[bisect_right(self.items, item) - 1].end
        starts = self.field.starts.get(actor, ())
        return bisect_left(starts, first) < bisect_left(starts, last)


class Passage(NamedTuple):
    """A sentence with the reforms named in it and all that stands around them.

    `following` is the sentence that carries out this one where this one is a heading; `mode` what the text
    around makes of the sentence; `carried` the actor that the paragraph has been speaking of, `told` the last
    that any sentence before spoke of, `issuer` whose paper speaks; `framing` the time that frames the sentence
    from before; `figures` leaves out numbers that belong to a name or describe an actor.
    """

    setting: Setting
    text: str
    sentence: Sentence
    actors: Sequence[ActorMention]
    named: Sequence[Named]
    dates: Sequence[DateMention]
    figures: Sequence[FlowFigure]
    subject_starts: Sequence[int]
    following: Sentence | None
    mode: Mode
    carried: tuple[str, ActorKind] | None
    framing: DateMention | None
    told: tuple[str, ActorKind] | None = None
    issuer: tuple[str, ActorKind] | None = None


def read_passage(
    setting: Setting,
    index: int,
    actors: Sequence[ActorMention],
    named: Sequence[Named],
    mode: Mode,
    carried: tuple[str, ActorKind] | None,
    framing: DateMention | None,
) -> Passage:
    """The sentence at `index` of the setting with its `actors` and the reforms `named` in it."""
    sentence, text = setting.sentences[index], setting.flow.text
    figures = [
        figure
        for figure in figures_between(setting, sentence.start, sentence.end)
        if not any(n.start <= figure.quantity.start < n.end for n in named)
        and not _describes(text, sentence, named, actors, figure)
    ]
    return Passage(
        setting=setting,
        text=text,
        sentence=sentence,
        actors=actors,
        named=named,
        dates=dates_between(setting, sentence.start, sentence.end),
        figures=figures,
        subject_starts=[a.start for a in actors if subjects.is_subject(text, a, sentence)],
        following=_following(setting, index),
        mode=mode,
        carried=carried,
        framing=framing,
        issuer=setting.issuers[index],
    )


def figures_between(setting: Setting, start: int, end: int) -> Sequence[FlowFigure]:
    """Figures that begin in a range of the flow."""
    low = bisect_left(setting.figure_starts, start)
    return setting.figures[low : bisect_left(setting.figure_starts, end, low)]


def dates_between(setting: Setting, start: int, end: int) -> Sequence[DateMention]:
    """Dates that begin in a range of the flow."""
    low = bisect_left(setting.date_starts, start)
    return setting.dates[low : bisect_left(setting.date_starts, end, low)]


def actors_between(setting: Setting, start: int, end: int) -> Sequence[ActorMention]:
    """Actors that begin in a range of the flow."""
    low = bisect_left(setting.actor_starts, start)
    return setting.actors[low : bisect_left(setting.actor_starts, end, low)]


def _describes(
    text: str, sentence: Sentence, named: Sequence[Named], actors: Sequence[ActorMention], figure: FlowFigure
) -> bool:
    """Whether a number stands in a modifier of an actor (拥有企业3600家的X高新区), of a project, or counts a list."""
    start, end = figure.quantity.start, figure.quantity.end
    first, _ = sentence.clause(start)
    if (
        start - first <= 1
        and figure.quantity.unit in _SPANS
        and text[end - 1] != "内"
        and _WITHIN.match(text, end) is None
    ):
        return True
    if _OF_A_PROJECT.search(text, first, start) and _PROJECT.match(text, end, sentence.end):
        return True
    if figure.quantity.unit in _LISTED_UNITS and _LIST_COUNT.search(text[max(first, start - 12) : start]):
        return figure.quantity.unit != "个" or any(first <= one.start < start for one in named)
    return any(
        end <= a.start <= end + 10
        and a.end - a.start > _SHORTEST_NAME
        and _DESCRIBES.fullmatch(text, end, a.start) is not None
        for a in actors
    )


def _following(setting: Setting, index: int) -> Sentence | None:
    """The sentence after a heading: the short first sentence of a paragraph that goes on."""
    sentences = setting.sentences
    here = sentences[index]
    if here.end - here.start > _LONGEST_HEADING or index + 1 >= len(sentences):
        return None
    first = index == 0 or sentences[index - 1].paragraph != here.paragraph
    after = sentences[index + 1]
    return after if first and after.paragraph == here.paragraph else None
