"""Who acts in a claim, chosen among all who may: scored candidates with what speaks for each, a basis and a margin.

The sentence's own subject, who is carried over, the section's heading, the headline, who opens the article, who
is named most and the page's source are candidates; so is nobody. A linear model over named features scores them
(weights in ``actor_weights.json``, made by ``scripts/training/train_actors.py``); what it says of the best one
is the share of read claims that were right, and where that is low nobody is said to act.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_field import Actor, printed_in_full
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.actor_relations import Around, relations
from reformgraph.extraction.actors.organ_words import MINISTRIES
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorBasis

if TYPE_CHECKING:
    from reformgraph.extraction.frames.passages import Named, Passage

#: Holds of a zone that is printed as 高新区 or 我区 only: which one it is, is a guess from place and source.
UNNAMED = "zone never by name"
NOBODY: Actor = ("", "none")
#: Candidates from the sentence and from before it that are looked at, the nearest first.
_NEAR, _EARLIER = 6, 3
#: Features that mean more or less with the kind of article and sentence.
_TOLD_APART = frozenset(("ruled", "ruled sure", "default", "default sure", "headline", "carried", "told", "source"))
#: Paragraphs, headline included, that make up the lead.
_LEAD = 2
#: How far before the reform somebody was named last, in characters.
_GAPS = (20, 60, 150, 400)
#: So many mentions before the reform are looked at for that.
_FAR = 40
#: Features that an explanation names.
_TOLD = 3
_NATIONAL = re.compile("全国|我国|国家(?!级)|" + any_of("nation_actors") + "")
_ORGAN_KINDS = ("organ",)
_VISITS = re.compile("(?:" + any_of("visit_verbs") + ")$")
_LEARNS = re.compile("(?:" + any_of("learning_from") + ")$")
#: 襄阳高新区推行的“证照分离”, 某区全面实行X: a verb of doing alone stands between actor and reform.
_DOES = re.compile("[^，。；：]{0,6}(?:" + any_of("deed_verbs") + ")(?:了|出|的|起)?[“‘]?")
_BY = re.compile(r"(?:由|经|受)$")
_AT = re.compile(r"(?:在|于|对|向|给|为|与|和|同|从|把|将|让|使|被)$")


class Choice(NamedTuple):
    """A candidate and the names of the features that hold of it."""

    actor: Actor
    features: tuple[str, ...]


class Chosen(NamedTuple):
    """Who acts, how that is known, how sure it is (0 to 1), and what weighed most, with the flow range of the name."""

    actor: Actor
    basis: ActorBasis | None
    confidence: float
    features: tuple[str, ...]
    cue: tuple[int, int] | None = None


def choices(passage: Passage, named: Named, ruled: Actor | None, sure: bool) -> list[Choice]:
    """All candidates for who acts in the claim of `named`, with their features.

    Parameters
    ----------
    ruled, sure
        Who the rules of the sentence say acts, and whether the sentence itself names them.
    """
    field = passage.setting.field
    found: dict[Actor, None] = {}
    here = _in_sentence(passage, named)
    for actor in (
        ruled,
        *here,
        *_before(passage, named),
        passage.carried,
        passage.told,
        passage.issuer,
        passage.setting.default_actor,
    ):
        if actor is not None:
            found.setdefault(actor)
    for actor in (*sorted(field.headline), field.first, field.first_zone, *field.frequent, field.frequent_zone):
        if actor is not None:
            found.setdefault(actor)
    paragraph, names = passage.sentence.paragraph, passage.setting.names_in_item
    if ruled is not None and not names(ruled, paragraph):
        ruled = None
    found = {actor: None for actor in found if names(actor, paragraph)}
    found.setdefault(NOBODY)
    looked = _Looked(passage, named, ruled, sure)
    return [Choice(actor, tuple(looked.features(actor))) for actor in found]


def choose(passage: Passage, named: Named, ruled: Actor | None, sure: bool) -> Chosen:
    """The likeliest of those who may act; nobody where even that is less likely than the model allows."""
    model = _model()
    found = choices(passage, named, ruled, sure)
    if sure and ruled is not None and _by_name(passage, ruled):
        found = [choice for choice in found if choice.actor == NOBODY or "here" in choice.features]
    scored = [(sum(model.weights.get(feature, 0.0) for feature in choice.features), choice) for choice in found]
    top = max(score for score, _ in scored)
    total = sum(math.exp(score - top) for score, _ in scored)
    acting = [(score, choice) for score, choice in scored if choice.actor != NOBODY]
    if not acting:
        return Chosen(NOBODY, None, 0.0, ("nobody is named",))
    # Equal scores go to the candidate named first, so that the same page gives the same claim.
    score, best = max(acting, key=lambda item: item[0])
    share = math.exp(score - top) / total
    clear = sure and best.actor == ruled and {"begins clause", "does it"} <= set(best.features)
    if share < model.least and not clear:
        # On read pages somebody acts nearly always: a claim without an actor is right at no margin.
        return Chosen(NOBODY, None, 0.0, ("nobody stands out",))
    cue = _cue(passage, best.actor)
    sure_of_it = model.calibrated(share)
    if UNNAMED in best.features:
        sure_of_it = min(sure_of_it, model.unnamed)
    return Chosen(best.actor, _basis(best.features), sure_of_it, model.weightiest(best.features), cue)


def _by_name(passage: Passage, actor: Actor) -> bool:
    """Whether the sentence prints a zone by its name: who it does not name does not outweigh such a subject."""
    here = [a for a in passage.actors if (a.name, a.kind) == actor]
    return actor[1] == "zone" and any(printed_in_full(passage.text, mention) for mention in here)


def _cue(passage: Passage, actor: Actor) -> tuple[int, int] | None:
    """Where the actor is printed in the sentence, else where it was named last before it."""
    here = [a for a in passage.actors if (a.name, a.kind) == actor]
    high = bisect_left(passage.setting.actor_starts, passage.sentence.start)
    before = (a for a in reversed(passage.setting.actors[:high]) if (a.name, a.kind) == actor)
    mention = here[0] if here else next(before, None)
    return (mention.start, mention.end) if mention else None


def _basis(features: Sequence[str]) -> ActorBasis:
    held = set(features)
    if "here" in held:
        return "printed"
    if "section" in held:
        return "heading"
    if "carried" in held or "paragraph" in held:
        return "carried"
    if "headline" in held:
        return "headline"
    return "source" if "source" in held else "carried"


def _in_sentence(passage: Passage, named: Named) -> list[Actor]:
    order = sorted(passage.actors, key=lambda a: (a.start > named.start, abs(a.start - named.start)))
    return [(a.name, a.kind) for a in order[:_NEAR]]


def _before(passage: Passage, named: Named) -> list[Actor]:
    high = bisect_left(passage.setting.actor_starts, passage.sentence.start)
    return [(a.name, a.kind) for a in reversed(passage.setting.actors[max(0, high - _EARLIER) : high])]


class _Looked:
    """One claim, looked at for each of its candidates."""

    def __init__(self, passage: Passage, named: Named, ruled: Actor | None, sure: bool) -> None:
        self.passage, self.named = passage, named
        self.ruled, self.sure = ruled, sure
        setting = passage.setting
        self.field = setting.field
        self.paragraph = setting.flow.paragraphs[passage.sentence.paragraph]
        self.section = setting.sections[passage.sentence.paragraph] if setting.sections else None
        high = bisect_left(setting.actor_starts, passage.sentence.start)
        self.last = setting.actors[high - 1] if high else None
        self.contexts = self._contexts()
        self.here: dict[Actor, list[ActorMention]] = {}
        for actor in passage.actors:
            self.here.setdefault((actor.name, actor.kind), []).append(actor)
        self.around = Around(passage.text, self.field, self.here, ruled, setting.default_actor)

    def features(self, actor: Actor) -> Iterator[str]:
        """Names of what holds of a candidate."""
        kind = actor[1]
        yield f"kind {kind}"
        for feature in self._plain(actor):
            yield feature
            yield f"{feature} of {kind}"
            if feature in _TOLD_APART:
                yield from (f"{feature} of {kind} {context}" for context in self.contexts)

    def _contexts(self) -> tuple[str, ...]:
        """What kind of article and sentence it is: a sign means more where nothing else is there."""
        field = self.field
        heads = {kind for _, kind in field.headline}
        head = "zone" if "zone" in heads else "else" if heads else "nobody"
        acting = any(subjects.is_subject(self.passage.text, a, self.passage.sentence) for a in self.passage.actors)
        return (
            f"among {min(field.zone_count, 3)} zones",
            f"under a headline of {head}",
            "in a sentence with a subject" if acting else "in a sentence without one",
            "in the lead" if self.passage.sentence.paragraph <= _LEAD else "further down",
        )

    def _plain(self, actor: Actor) -> Iterator[str]:
        if actor == NOBODY:
            yield from self._nobody()
            return
        if actor == self.ruled:
            yield "ruled sure" if self.sure else "ruled"
        if actor == self.passage.setting.default_actor:
            yield "default sure" if self.passage.setting.sure_default else "default"
        if actor == self.passage.carried:
            yield "carried"
        if actor == self.section:
            yield "section"
        yield from self._in_article(actor)
        yield from self._around(actor)
        if actor in self.here:
            yield from self._in_sentence(self.here[actor])

    def _nobody(self) -> Iterator[str]:
        if self.ruled is None:
            yield "ruled"
        if _NATIONAL.search(self.passage.text, self.passage.sentence.start, self.passage.sentence.end):
            yield "national"
        if not self.field.counts:
            yield "alone"
        if not self.here:
            yield "empty sentence"

    def _in_article(self, actor: Actor) -> Iterator[str]:
        field = self.field
        if actor in field.headline:
            yield "headline"
        if actor in field.opening:
            yield "opening"
        if actor == field.first:
            yield "first"
        if actor == field.first_zone:
            yield "first zone"
        if field.frequent and actor == field.frequent[0]:
            yield "most frequent"
        if actor == field.frequent_zone:
            yield "most frequent zone"
        yield from relations(actor, self.around)
        share = field.counts.get(actor, 0) / max(1, field.mentions_in_all)
        yield f"share {min(4, int(share * 5))}"
        if field.counts.get(actor, 0) == 1:
            yield "once"
        if any(name in actor[0] for name in field.source):
            yield "source"
        if actor[0] in MINISTRIES:
            yield "ministry"

    def _around(self, actor: Actor) -> Iterator[str]:
        starts = self.field.starts.get(actor, ())
        before = bisect_left(starts, self.passage.sentence.start)
        if before and starts[before - 1] >= self.paragraph.start:
            yield "paragraph"
        if self.last is not None and actor == (self.last.name, self.last.kind):
            yield "last"
        if actor == self.passage.told:
            yield "told"
        yield f"named {self._gap(actor)}"

    def _gap(self, actor: Actor) -> str:
        """How far before the reform somebody was named last."""
        setting, start = self.passage.setting, self.named.start
        high = bisect_left(setting.actor_starts, start)
        before = setting.actors[max(0, high - _FAR) : high]
        last = next((one.start for one in reversed(before) if (one.name, one.kind) == actor), None)
        if last is None:
            return "not before"
        return next((f"within {gap}" for gap in _GAPS if start - last < gap), "far before")

    def _in_sentence(self, mentions: Sequence[ActorMention]) -> Iterator[str]:
        text, sentence, start = self.passage.text, self.passage.sentence, self.named.start
        yield "here"
        before = [m for m in mentions if m.end <= start]
        if not before:
            yield "after"
            return
        near = before[-1]
        first, _ = sentence.clause(start)
        yield "same clause" if near.start >= first else "clause before"
        if near.start - sentence.clause(near.start)[0] <= 1:
            yield "begins clause"
        if near.start == sentence.start:
            yield "begins sentence"
        if subjects.is_subject(text, near, sentence):
            yield "subject"
        if subjects.reports_only(text, near, sentence):
            yield "speaks"
        if not any(near.end <= other.start and other.end <= start for other in self.passage.actors):
            yield "nearest"
        if _DOES.fullmatch(text, near.end, start):
            yield "does it"
        if sentence.quote_at(near.start) is not None:
            yield "quoted"
        if text.rfind("《", sentence.start, near.start) > text.rfind("》", sentence.start, near.start):
            yield "in a title"
        after = text[near.end : near.end + 1]
        if after in ("的", "、", "，", "》"):
            yield f"before {after}"
        lead = text[max(sentence.start, near.start - 4) : near.start]
        for name, rule in (("visited", _VISITS), ("learnt from", _LEARNS), ("by", _BY), ("at", _AT)):
            if rule.search(lead):
                yield name


@dataclass(frozen=True, slots=True)
class _Model:
    weights: Mapping[str, float]
    least: float
    calibration: tuple[tuple[float, float], ...]
    #: Share of right picks among zones that the article never prints by name.
    unnamed: float

    def weightiest(self, features: Sequence[str]) -> tuple[str, ...]:
        """The features that speak most for a candidate."""
        order = sorted(features, key=lambda feature: (-self.weights.get(feature, 0.0), feature))
        return tuple(feature for feature in order[:_TOLD] if self.weights.get(feature, 0.0) > 0)

    def calibrated(self, share: float) -> float:
        """Share of read claims that were right where the model gave this probability."""
        return next((right for upper, right in self.calibration if share <= upper), 1.0)


@lru_cache(maxsize=1)
def _model() -> _Model:
    told = json.loads((files("reformgraph.extraction.actors") / "actor_weights.json").read_text(encoding="utf-8"))
    calibration = tuple((upper, right) for upper, right in told["calibration"])
    return _Model(told["weights"], told["least"], calibration, told["unnamed"])
