"""Which province, city or county an article speaks of as 我省, 市委 or 全县."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reformgraph.extraction.place_names import Around, PlaceNames, has_suffix
from reformgraph.extraction.zones.zone_mentions import ZoneReading
from reformgraph.vocabulary.places import Place


class PlaceContext:
    """What places an article prints, which zone it is about, and the province the page is from.

    Attributes
    ----------
    printed
        How often each place name stands in the text.
    around
        Codes of the places the article surely speaks of: its zones', then the most frequent.
    """

    def __init__(
        self, names: PlaceNames, zones: ZoneReading, printed: Mapping[str, int], source: tuple[str, ...]
    ) -> None:
        self.names, self.zones, self.printed, self.source = names, zones, Counter(printed), source
        self._context: dict[str, Place | None] = {}
        self.around = Around(self._spoken_of)

    def place_of(self, level: str) -> Place | None:
        """The place of a level word (省, 自治区, 市, 县, 区 ...), None where the article does not tell."""
        if level not in self._context:
            self._context[level] = self._find_place(level)
        return self._context[level]

    def _find_place(self, level: str) -> Place | None:
        """The province, city or county that an article speaks of as 我省, 市委 or 全县."""
        ends = ("省",) if level == "省" else ("自治区",) if level == "自治区" else (level,)
        for code in self._zone_places():
            path = [p for p in self.names.places.path(code) if p.name.endswith(ends)]
            if path and not (level == "区" and path[-1].level == "province"):
                return path[-1]
        if (told := self._of_source(level, ends)) is not None:
            return told
        counts = Counter(self._counted(level, ends))
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if best and (len(best) == 1 or best[0][1] > best[1][1] or level in ("省", "自治区")):
            return self.names.places.by_code[best[0][0]]
        return None

    def _of_source(self, level: str, ends: tuple[str, ...]) -> Place | None:
        """The place of the page's source: where another of its level is printed without it, that one is meant."""
        for code in self.source:
            for place in reversed(self.names.places.path(code)):
                if not place.name.endswith(ends) or (level == "区" and place.level == "province"):
                    continue
                if self.printed[place.name] or self.printed[place.label] or not self._printed_of(ends):
                    return place
        return None

    def near(self, name: str) -> Place | None:
        """The county called so for short in a place that the article or its source speaks of."""
        around = {*self.source, *self.around}
        for place in self.names.names.get(name, ()):
            if any(outer.code in around for outer in self.names.places.path(place.code)[1:]):
                return place
        return None

    def _zone_places(self) -> Iterator[str]:
        subject = self.zones.subject
        if subject is not None and (code := self.zones.zones[subject].place):
            yield code
        codes = {zone.place for zone in self.zones.zones if zone.place}
        if subject is None and len(codes) == 1:
            yield from codes

    def _printed_of(self, ends: tuple[str, ...]) -> list[str]:
        return [name for name in self.printed if name.endswith(ends) and has_suffix(name)]

    def _counted(self, level: str, ends: tuple[str, ...]) -> Iterator[str]:
        for name, count in self.printed.items():
            places = self.names.names[name]
            if level in ("省", "自治区"):
                outer = self.names.province(places[0].code) if len({p.code[:2] for p in places}) == 1 else None
                if outer and outer.name.endswith(ends):
                    weight = 5 if name == outer.name else 1
                    yield from [outer.code] * (count * weight)
            elif places[0].name.endswith(ends) and places[0].level != "province":
                yield from [places[0].code] * count

    def autonomous(self) -> Place | None:
        """The autonomous region that 我区 is in a paper of that region."""
        if self.zones.subject is not None:
            return None
        return self.place_of("自治区")

    def _spoken_of(self) -> tuple[str, ...]:
        return tuple(zone.place for zone in self.zones.zones if zone.place) + self.names.frequent(self.printed)
