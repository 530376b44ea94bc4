"""What is read of the zones of one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class ZoneMention(NamedTuple):
    """Flow range of words that mean a zone; `zone` is its index, None for zones in general."""

    start: int
    end: int
    zone: int | None


@dataclass(frozen=True, slots=True)
class ZoneEntity:
    """A zone: fullest printed name, formal kind, GB/T 2260 code, index of the zone it lies in."""

    name: str
    kind: str
    place: str | None
    part_of: int | None


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """Zones of an article in the order of their first mention, mentions sorted, and the zone it is about."""

    zones: tuple[ZoneEntity, ...] = ()
    mentions: tuple[ZoneMention, ...] = ()
    subject: int | None = None
