"""How those who may act stand to each other: a zone and its place, a zone and its part, an organ and whose it is.

One is often meant by the other's name (南沙 is the district or the zone), and a text that tells of a zone names
the province above it in every second sentence. In: one claim's actors and the article's; out: names of features.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from reformgraph.extraction.actors.actor_field import PLACE_KINDS, Actor, ActorField, printed_in_full
from reformgraph.extraction.actors.actor_names import ActorMention


class Around(NamedTuple):
    """What a candidate is held against: the text, the article, the sentence's mentions, who is ruled, the default."""

    text: str
    field: ActorField
    here: Mapping[Actor, Sequence[ActorMention]]
    ruled: Actor | None
    default: Actor | None


def relations(actor: Actor, around: Around) -> Iterator[str]:
    """Names of what holds between a candidate and the others."""
    if actor[1] == "zone":
        yield from _of_zone(actor, around)
    elif actor[1] in PLACE_KINDS:
        yield from _of_place(actor, around)
    if actor[1] == "organ":
        yield from _of_organ(actor, around)
    else:
        yield from _above_organs(actor, around)
    yield from _as_subject(actor, around.field)


def _of_zone(zone: Actor, around: Around) -> Iterator[str]:
    field, places = around.field, around.field.places.get(zone, ())
    if zone in around.here:
        yield "zone by name here" if _in_full(zone, around) else "bare zone here"
    if zone in field.counts and zone not in field.in_full:
        yield "zone never by name"
    here = [place for place in places if place in around.here]
    if here:
        yield "its place here"
    if any(not _in_full(place, around) for place in here):
        yield "its place here bare"
    yield from _standing("its place", places, around)
    if zone in field.wholes:
        yield "has parts"
    if zone in field.parts:
        yield "part of one"


def _of_place(place: Actor, around: Around) -> Iterator[str]:
    zones = around.field.zones.get(place, ())
    if zones:
        yield "zone of it"
    if any(zone in around.here for zone in zones):
        yield "zone of it here"
    if around.field.frequent_zone in zones:
        yield "zone of it most frequent"
    yield from _standing("zone of it", zones, around)
    if place in around.here:
        yield "in full here" if _in_full(place, around) else "bare here"
    if place in around.field.counts and place not in around.field.in_full:
        yield "never in full"


def _of_organ(organ: Actor, around: Around) -> Iterator[str]:
    wholes = around.field.organs_of.get(organ, ())
    if wholes:
        yield "organ of one named"
    yield from _standing("whose organ it is", wholes, around)


def _above_organs(actor: Actor, around: Around) -> Iterator[str]:
    if any(other[1] == "organ" and other[0].startswith(actor[0]) for other in around.here):
        yield "organ of it here"
    elif any(other[1] == "organ" and other[0].startswith(actor[0]) for other in around.field.headline):
        yield "organ of it headline"


def _standing(name: str, related: Collection[Actor], around: Around) -> Iterator[str]:
    """Whether one of the related is in the headline, ruled, or whom the article is about."""
    if any(actor in around.field.headline for actor in related):
        yield f"{name} headline"
    if around.default in related:
        yield f"{name} default"
    if around.ruled in related:
        yield f"{name} ruled"


def _as_subject(actor: Actor, field: ActorField) -> Iterator[str]:
    if actor not in field.counts:
        yield "never named"
        return
    total = field.subjects_in_all
    own = field.subjects.get(actor, 0)
    yield f"subject share {min(4, 5 * own // total)}" if total else "no subjects"
    if own and own == field.most_as_subject:
        yield "most frequent subject"


def _in_full(actor: Actor, around: Around) -> bool:
    return any(printed_in_full(around.text, mention) for mention in around.here[actor])
