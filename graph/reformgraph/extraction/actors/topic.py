"""What an article is about: whom it tells of, whether that is sure, and whether zones and business are its field."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.digest_items import is_digest
from reformgraph.extraction.actors.organ_words import MINISTRIES
from reformgraph.extraction.zones.zone_mentions import ZoneMention, ZoneReading
from reformgraph.extraction.zones.zone_words import OWN_NAMES
from reformgraph.language.flow import Flow, fold
from reformgraph.language.lexicon import any_of, word_set
from reformgraph.records import ActorKind, Claim
from reformgraph.vocabulary.load_vocabulary import Vocabulary

_FAR_MORE = 2
_OFTEN = 3
_MOST = 0.5
_SHORT = 600
_WIDELY = 0.2
_FEW_PARAGRAPHS = 4
_LEAD = 160
#: Reports of the nation's leaders speak to the nation, whatever zone they name.
_NATION_SPEAKS = re.compile(r"国务院(?!批|关于同意)|" + any_of("nation_speakers") + r"")
_RICH_CONTEXT = 2
_REFORM_CONTEXT = re.compile(any_of("reform_context"))
_BUSINESS = re.compile(any_of("business_words"))
#: Actors that the text leaves without a place.
_NOBODY = word_set("nobody_in_particular")
#: A zone that acts without its name printed.
_UNNAMED_ZONE = re.compile(
    r"[该我本](?:经济|高新)?(?:技术)?(?:开发)?区|(?:^|[，。、；])(?:" + any_of("unnamed_zones") + r")"
)
#: Words of the field; an article full of them tells of zones or of the business environment.
_FIELD = re.compile(any_of("field_words"))
_LEAST_FIELD = 3
_FIELD_SPACING = 120
_OPENING_SIGNS = " \u3000\n0123456789年月日，,近日日前讯"
#: Offices that speak for their government: 江西省政府新闻办.
_SPEAKS_FOR = re.compile("新闻办|办公厅")
#: The office and the day in a signature: 太仓市人民政府办公室 / 2025年4月9日.
_SIGNS = re.compile("(?:" + any_of("signing_bodies") + r")\s{0,8}\Z")
_DAY = re.compile(r"\s{0,8}\d{4}年\d{1,2}月\d{1,2}日\s{0,8}")
_LONGEST_SIGNATURE = 24
_GOVERNMENTS = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about.

    Attributes
    ----------
    actor
        Name and kind of whom it tells of, None where nobody stands out.
    sure
        Whether sentences without a subject may be laid on that actor.
    has_zones
        Whether it names zones.
    context
        Number of different words of the field.
    in_field
        Whether words of the field are dense in it.
    of_nation
        Whether the nation's leaders speak in its head.
    """

    actor: tuple[str, ActorKind] | None
    sure: bool
    has_zones: bool
    context: int
    in_field: bool
    of_nation: bool = False

    def names_new(self) -> bool:
        """Whether reforms that the vocabulary lacks may be looked for."""
        about_zone = self.actor is not None and self.actor[1] == "zone"
        return self.has_zones or self.in_field or (self.sure and (about_zone or self.context >= _RICH_CONTEXT))


def read_topic(flow: Flow, zones: ZoneReading, actors: Sequence[ActorMention]) -> Topic:
    """What an article is about, from its zones and from all who may act in it."""
    context = len(set(_REFORM_CONTEXT.findall(flow.text)))
    hits = len(_FIELD.findall(flow.text))
    in_field = hits >= _LEAST_FIELD and hits * _FIELD_SPACING >= len(flow)
    actor, sure = _default_actor(flow, zones, actors, in_field)
    head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
    of_nation = _NATION_SPEAKS.search(flow.text, 0, head + _LEAD) is not None
    return Topic(actor, sure, bool(zones.zones), context, in_field, of_nation)


def is_told(claim: Claim, vocabulary: Vocabulary, topic: Topic) -> bool:
    """Whether the article is a place where the claim can be meant.

    A claim whose actor nobody could tell is kept, as nobody's, in an article of the field; elsewhere it stands only
    as a reference, or where the text speaks of a zone without a name. A reform that is no hallmark of the field (not
    `core`) needs a zone or words of the field around it.
    """
    if not claim.actor:
        return topic.in_field or (
            not claim.candidate
            and (claim.status == "referenced" or _UNNAMED_ZONE.search(fold(claim.evidence)) is not None)
        )
    if topic.of_nation and not topic.in_field and claim.candidate and claim.actor_basis != "printed":
        return False
    if claim.actor_kind == "zone":
        return True
    if claim.actor in _NOBODY:
        return False
    if topic.in_field:
        return True
    if claim.candidate:
        evidence = fold(claim.evidence)
        if claim.actor_kind == "organ":
            return topic.context >= _RICH_CONTEXT and _REFORM_CONTEXT.search(evidence) is not None
        near = (topic.sure and topic.has_zones) or _BUSINESS.search(evidence) is not None
        return near and topic.context > 0
    reform = vocabulary.reforms.get(claim.reform)
    return topic.context > 0 or (reform is not None and reform.core and not reform.needs_context)


def _default_actor(
    flow: Flow, zones: ZoneReading, actors: Sequence[ActorMention], in_field: bool
) -> tuple[tuple[str, ActorKind] | None, bool]:
    """Whom the article is about, and whether that is sure.

    Its zone, unless it names a government far more often or at the head's beginning and has no zone in its
    head. A zone is sure when it stands in the head, or often, or alone; a government when most of what acts
    is it, or where it is the first in the head of an article in the field.
    """
    counts: dict[tuple[str, ActorKind], int] = {}
    for actor in actors:
        if actor.kind in _GOVERNMENTS:
            counts[actor.name, actor.kind] = counts.get((actor.name, actor.kind), 0) + 1
    head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
    first = next(((a.name, a.kind) for a in actors if a.start < head and a.kind in _GOVERNMENTS), None)
    government = first if first and in_field else max(counts, key=lambda key: counts[key]) if counts else None
    subject = zones.subject if zones.subject is not None else (0 if len(zones.zones) == 1 else None)
    subject = _part_in_head(zones, subject, head)
    if subject is not None:
        told = [mention for mention in zones.mentions if mention.zone == subject]
        in_head = any(mention.start < head for mention in told) or _short_in_head(flow.text, zones, subject, head)
        often = government is not None and counts[government] >= _FAR_MORE * len(told)
        in_lead = first is not None and in_field and _FAR_MORE * counts[first] >= len(told)
        if in_head or not (often or in_lead or _signer(flow, actors)):
            return (zones.zones[subject].name, "zone"), in_head or _tells_of(flow, told, len(zones.zones) == 1, head)
    signer = _signer(flow, actors)
    if signer is not None:
        return signer, True
    office = _office(flow, actors, head) if subject is None and in_field else None
    if office is not None:
        return office, True
    if government is None:
        return None, False
    share = counts[government] / sum(counts.values())
    in_head = any(actor.start < head and actor.name == government[0] for actor in actors)
    if is_digest(flow) or _NATION_SPEAKS.search(flow.text, 0, head):
        return government, False
    if in_field and (first or share > _MOST):
        return government, True
    return government, share > _MOST and (in_head or counts[government] >= _OFTEN)


def _signer(flow: Flow, actors: Sequence[ActorMention]) -> tuple[str, ActorKind] | None:
    """Who signs a circular: a line of a place or zone and its office, with the day below."""
    starts = {actor.start: actor for actor in actors}
    for line, below in pairwise(flow.paragraphs):
        if line.end - line.start > _LONGEST_SIGNATURE or _DAY.fullmatch(flow.text, below.start, below.end) is None:
            continue
        first = line.end - len(flow.text[line.start : line.end].lstrip())
        signer = starts.get(first)
        if signer and signer.kind != "organ" and _SIGNS.search(flow.text, first, line.end):
            return signer.name, signer.kind
    return None


def _office(flow: Flow, actors: Sequence[ActorMention], head: int) -> tuple[str, ActorKind] | None:
    """The office that an article without a zone is about: it opens the body, or stands in the headline and again."""
    offices = [a for a in actors if a.kind == "organ" and a.name not in MINISTRIES and not _SPEAKS_FOR.search(a.name)]
    first = next((actor for actor in actors if actor.start >= head), None)
    for office in offices:
        again = sum(other.name == office.name for other in offices)
        opens = office is first and not flow.text[head : office.start].strip(_OPENING_SIGNS)
        if (office.start < head and again > 1) or opens:
            return office.name, office.kind
    return None


def _short_in_head(text: str, zones: ZoneReading, subject: int, head: int) -> bool:
    """Whether the headline calls the zone by its own name alone: 洋浦 for 洋浦经济开发区."""
    own = zones.zones[subject].name[:2]
    return own in OWN_NAMES and text.find(own, 0, head) >= 0


def _part_in_head(zones: ZoneReading, subject: int | None, head: int) -> int | None:
    """The part of the zone that the headline names instead of it: 西咸新区空港新城."""
    named = {mention.zone for mention in zones.mentions if mention.start < head and mention.zone is not None}
    parts = [zone for zone in sorted(named) if subject is not None and zones.zones[zone].part_of == subject]
    counts = [sum(mention.zone == zone for mention in zones.mentions) for zone in (*parts[:1], subject)]
    return parts[0] if len(parts) == 1 and counts[0] > 1 and counts[0] >= counts[1] else subject


def _tells_of(flow: Flow, told: Sequence[ZoneMention], alone: bool, head: int) -> bool:
    """Whether an article that does not name the zone in its head is about it all the same."""
    if is_digest(flow) or _NATION_SPEAKS.search(flow.text, 0, head + _LEAD):
        return False
    few = len(flow.paragraphs) <= _FEW_PARAGRAPHS
    if alone and len(flow) < _SHORT:
        return few or _spread(flow, told) >= _WIDELY
    return len(told) >= _OFTEN and (few or _spread(flow, told) >= _WIDELY)


def _spread(flow: Flow, told: Sequence[ZoneMention]) -> float:
    """Share of the paragraphs that name the zone; a digest of many items names it in one."""
    starts = [p.start for p in flow.paragraphs]
    named = len({bisect_right(starts, mention.start) for mention in told})
    return named / len(flow.paragraphs)
