"""What an article as a whole tells of those who may act in it; in: its setting, out: counts, places, relations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.zones.zone_words import BEGINS_WITH_KIND
from reformgraph.records import ActorKind

if TYPE_CHECKING:
    from reformgraph.extraction.frames.passages import Setting

Actor = tuple[str, ActorKind]

PLACE_KINDS: tuple[ActorKind, ...] = ("county", "city", "province")
_FREQUENT = 3
#: Kinds of those who have organs.
_OWNERS: tuple[ActorKind, ...] = ("zone", *PLACE_KINDS)
#: So many zones and places are held against each other; a list of a thousand zones tells of no relation.
_RELATED = 60
#: The ending that a place is printed without where a zone is called after it: 南沙 of 南沙区, 新疆 of 新疆维吾尔自治区.
_ENDING = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|自治[州县]|地区|[省市区县旗州盟])$")
#: 我市, 全区, 该县 before a kind of zone: still no name.
_WHOSE = re.compile("[我该本全各]?[省市区县州]?")


@dataclass(frozen=True, slots=True)
class ActorField:
    """What an article as a whole tells of those who may act in it.

    Attributes
    ----------
    counts, subjects
        How often each is named, and how often as one who may be the subject of a clause; the latter of all
        (`subjects_in_all`) and of the one that is most often (`most_as_subject`).
    mentions_in_all, starts
        How many names of actors there are, and where those of each begin in the flow, in order.
    headline, opening
        Those in headline or kicker, and those in the first paragraph of the body.
    first, first_zone
        Who is named first in the body, and the first zone there.
    frequent
        Those named most, the first most of all.
    source
        Names of the zone and the places that the page's source tells.
    places, zones
        For each zone the places that it is called after, and for each place those zones.
    in_full
        Places printed with their ending (南沙区, not 南沙) and zones printed by name (南沙开发区, not 开发区).
    zone_count
        How many zones are named.
    wholes, parts
        Zones whose name stands within that of another one, and those others.
    organs_of
        For each organ those named whose name its own begins with.
    """

    counts: Mapping[Actor, int]
    subjects: Mapping[Actor, int]
    subjects_in_all: int
    mentions_in_all: int
    starts: Mapping[Actor, Sequence[int]]
    most_as_subject: int
    headline: frozenset[Actor]
    opening: frozenset[Actor]
    first: Actor | None
    first_zone: Actor | None
    frequent: tuple[Actor, ...]
    frequent_zone: Actor | None
    source: frozenset[str]
    places: Mapping[Actor, tuple[Actor, ...]]
    zones: Mapping[Actor, tuple[Actor, ...]]
    in_full: frozenset[Actor]
    zone_count: int
    wholes: frozenset[Actor]
    parts: frozenset[Actor]
    organs_of: Mapping[Actor, tuple[Actor, ...]]

    @property
    def is_local(self) -> bool:
        """Whether a zone or a place is named at all; news of ministries names none."""
        return self.zone_count > 0 or bool(self.zones)


def read_field(setting: Setting) -> ActorField:
    """Counts, places and relations of all actors of an article."""
    body = [p for p in setting.flow.paragraphs if p.role == "body"]
    head = body[0].start if body else 0
    lead = body[0].end if body else 0
    counts = Counter((a.name, a.kind) for a in setting.actors)
    acting = Counter((a.name, a.kind) for a in _acting(setting))
    rest = [(a.name, a.kind) for a in setting.actors if a.start >= head]
    order = sorted(counts, key=lambda actor: (-counts[actor], actor))
    zones = [actor for actor in order if actor[1] == "zone"][:_RELATED]
    places = [actor for actor in order if actor[1] in PLACE_KINDS][:_RELATED]
    starts: dict[Actor, list[int]] = {}
    for mention in setting.actors:
        starts.setdefault((mention.name, mention.kind), []).append(mention.start)
    wholes, parts = _wholes_and_parts(counts, setting.source)
    return ActorField(
        counts=counts,
        subjects=acting,
        subjects_in_all=acting.total(),
        mentions_in_all=counts.total(),
        starts=starts,
        most_as_subject=max(acting.values(), default=0),
        headline=frozenset((a.name, a.kind) for a in setting.actors if a.start < head),
        opening=frozenset((a.name, a.kind) for a in setting.actors if head <= a.start < lead),
        first=rest[0] if rest else None,
        first_zone=next((actor for actor in rest if actor[1] == "zone"), None),
        frequent=tuple(order[:_FREQUENT]),
        frequent_zone=next((actor for actor in order if actor[1] == "zone"), None),
        source=setting.source,
        places={zone: tuple(place for place in places if called_after(zone, place)) for zone in zones},
        zones={place: tuple(zone for zone in zones if called_after(zone, place)) for place in places},
        in_full=frozenset((a.name, a.kind) for a in setting.actors if printed_in_full(setting.flow.text, a)),
        zone_count=sum(kind == "zone" for _, kind in counts),
        wholes=wholes,
        parts=parts,
        organs_of={organ: tuple(_owners(organ, counts)) for organ in counts if organ[1] == "organ"},
    )


def _wholes_and_parts(named: Iterable[Actor], source: Iterable[str]) -> tuple[frozenset[Actor], frozenset[Actor]]:
    """Zones whose name stands within a named one's, and zones within whose name one stands; those of the source too."""
    zones = {name for name, kind in named if kind == "zone"}
    looked = zones.union(source)
    within = {zone: {zone[a:b] for b in range(1, len(zone) + 1) for a in range(b)} - {zone} for zone in looked}
    wholes = {name for zone in zones for name in within[zone] & looked}
    parts = {zone for zone in looked if within[zone] & zones}
    return frozenset((name, "zone") for name in wholes), frozenset((name, "zone") for name in parts)


def _owners(organ: Actor, actors: Mapping[Actor, int]) -> Iterator[Actor]:
    """Those named whose name an organ's begins with: 南沙区 of 南沙区财政局."""
    for end in range(1, len(organ[0]) + 1):
        yield from (owner for kind in _OWNERS if (owner := (organ[0][:end], kind)) in actors)


def printed_in_full(text: str, mention: ActorMention) -> bool:
    """Whether a place is printed with its ending and a zone by its name: 南沙区, 南沙开发区; not 南沙, 我市园区."""
    if mention.kind == "zone":
        kind = _WHOSE.match(text, mention.start, mention.end)
        first = kind.end() if kind else mention.start
        return all(BEGINS_WITH_KIND.match(text, at, mention.end) is None for at in {mention.start, first})
    return text[mention.end - 1] == mention.name[-1]


def called_after(zone: Actor, place: Actor) -> bool:
    """Whether a zone bears the name of a place, 南沙开发区 that of 广州市南沙区."""
    name = place[0].rpartition("市")[2] if place[1] == "county" else place[0]
    stem = _ENDING.sub("", name or place[0])
    return (stem if len(stem) > 1 else place[0]) in zone[0]


def _acting(setting: Setting) -> Iterator[ActorMention]:
    """Mentions that may be the subject of what follows them."""
    starts = [sentence.start for sentence in setting.sentences]
    if not starts:
        return
    for mention in setting.actors:
        at = bisect_right(starts, mention.start) - 1
        sentence = setting.sentences[max(0, at)]
        whole = sentence.start <= mention.start and mention.end <= sentence.end
        if whole and subjects.is_subject(setting.flow.text, mention, sentence):
            yield mention
