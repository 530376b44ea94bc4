"""Degrees to pixels: all of China in one equal-area conic frame.

Albers' projection with the standard parallels 25° and 47° N and the meridian 105° E, as maps of the whole
country use it (Snyder 1987, Map projections, doi:10.3133/pp1395, p. 98), on a sphere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_SOUTH, _NORTH, _MIDDLE = math.radians(25), math.radians(47), math.radians(105)
_CONE = (math.sin(_SOUTH) + math.sin(_NORTH)) / 2
_CONSTANT = math.cos(_SOUTH) ** 2 + 2 * _CONE * math.sin(_SOUTH)


def conic(lon: float, lat: float) -> tuple[float, float]:
    """East and north of a point on a sphere of radius 1, from 105° E on the equator.

    >>> [round(part, 3) for part in conic(105, 0)], conic(110, 30)[0] > 0
    ([0.0, 0.0], True)
    """

    def reach(sine: float) -> float:
        return math.sqrt(max(_CONSTANT - 2 * _CONE * sine, 0.0)) / _CONE

    turn = _CONE * (math.radians(lon) - _MIDDLE)
    far = reach(math.sin(math.radians(lat)))
    return far * math.sin(turn), reach(0.0) - far * math.cos(turn)


@dataclass(frozen=True, slots=True)
class ConicFrame:
    """A rectangle of pixels that holds what is given in degrees, north up, one scale both ways."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    @classmethod
    def around(
        cls, points: Iterable[tuple[float, float]], left: float, top: float, wide: float, high: float
    ) -> ConicFrame:
        """The frame in which all points (longitude, latitude) fit, in the middle of the rectangle."""
        placed = [conic(lon, lat) for lon, lat in points]
        west, east = min(x for x, _ in placed), max(x for x, _ in placed)
        south, north = min(y for _, y in placed), max(y for _, y in placed)
        scale = min(wide / (east - west), high / (north - south))
        over = (wide - (east - west) * scale) / 2, (high - (north - south) * scale) / 2
        return cls(west, north, scale, left + over[0], top + over[1])

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixel of a point."""
        x, y = conic(lon, lat)
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale
