"""Administrative places of China: names, short names, codes and containment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reformgraph.values import PlaceCode

#: Levels, outermost first.
LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of GB/T 2260.

    Attributes
    ----------
    code
        Six digits.
    name
        Full name, as 朔州市.
    level
        ``province``, ``city`` or ``county``.
    parent
        Code of the place it lies in, None for a province.
    lon, lat
        Degrees, None where unknown.
    short
        Short forms, as 朔州; the usual one first, none where the name has no short form.
    """

    code: PlaceCode
    name: str
    level: str
    parent: PlaceCode | None
    lon: float | None
    lat: float | None
    short: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The usual short form, else the full name."""
        return self.short[0] if self.short else self.name


class Places:
    """All places, by code and by name.

    Attributes
    ----------
    by_code
        Code to place, in the order of the codes.
    names
        Every full and short form to the places so called: provinces first, then cities, then counties;
        within a level those so called in full before those called so for short.
    """

    __slots__ = ("_longest", "by_code", "names")

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_code: Mapping[str, Place] = {place.code: place for place in places}
        found: dict[str, list[tuple[int, bool, Place]]] = {}
        for place in self.by_code.values():
            level = LEVELS.index(place.level)
            for form in (place.name, *place.short):
                found.setdefault(form, []).append((level, form != place.name, place))
        self.names: Mapping[str, tuple[Place, ...]] = {
            form: (rows[0][2],) if len(rows) == 1 else tuple(row[2] for row in sorted(rows, key=_rank))
            for form, rows in found.items()
        }
        self._longest = max(map(len, self.names), default=0)

    def named(self, name: str) -> tuple[Place, ...]:
        """Places with this full or short name, best first; empty for an unknown name."""
        return self.names.get(name, ())

    def path(self, code: str) -> tuple[Place, ...]:
        """The places that contain a place, outermost first, itself last; empty for an unknown code."""
        chain: list[Place] = []
        place = self.by_code.get(code)
        while place is not None and len(chain) < len(LEVELS):
            chain.append(place)
            place = self.by_code.get(place.parent) if place.parent else None
        return tuple(reversed(chain))

    def prefix(self, name: str) -> str:
        """The longest place name that `name` begins with, or an empty string."""
        for length in range(min(len(name), self._longest), 1, -1):
            if name[:length] in self.names:
                return name[:length]
        return ""

    def begins_with_place(self, name: str, code: str | None = None) -> bool:
        """Whether a name begins with a place that can be the one meant.

        A province or city always can, a county in full too. The short form of a county (新兴 of 新兴县) is
        often an ordinary word and counts only where the county and the place `code` contain one another.
        """
        around = {place.code for place in self.path(code)} if code else set()
        for length in range(min(len(name), self._longest), 1, -1):
            for place in self.names.get(name[:length], ()):
                if place.level != "county" or length == len(place.name) or place.code in around:
                    return True
                if code and any(above.code == code for above in self.path(place.code)):
                    return True
        return False


def _rank(row: tuple[int, bool, Place]) -> tuple[int, bool, str]:
    return row[0], row[1], row[2].code
