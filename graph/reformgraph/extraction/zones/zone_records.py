"""What is read of the zones of one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reformgraph.values import PlaceCode
from reformgraph.vocabulary.zone_catalogue import CatalogueZone


class ZoneMention(NamedTuple):
    """Flow range of words that mean a zone; `zone` is its index, None for zones in general."""

    start: int
    end: int
    zone: int | None


@dataclass(frozen=True, slots=True)
class ZoneEntity:
    """A zone of an article.

    Attributes
    ----------
    name
        The fullest printed form; where only a bare word is printed and the zone is known, the catalogue's form
        that stands alone.
    kind, place
        Formal kind, GB/T 2260 code.
    part_of
        Index of the zone it lies in.
    printed
        The fullest printed form.
    basis
        How the zone is known: ``printed``, ``article`` or ``source``.
    known
        The zone of the catalogue, None where it has none or nobody can tell which.
    """

    name: str
    kind: str
    place: PlaceCode | None
    part_of: int | None
    printed: str = ""
    basis: str = "printed"
    known: CatalogueZone | None = None


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """Zones of an article in the order of their first mention, mentions sorted, and the zone it is about."""

    zones: tuple[ZoneEntity, ...] = ()
    mentions: tuple[ZoneMention, ...] = ()
    subject: int | None = None
