"""Which province, city or county an article speaks of as 我省, 市委 or 全县."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from reformgraph.extraction.place_names import Around, PlaceNames
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

    def __init__(self, names: PlaceNames, zones: ZoneReading, printed: Mapping[str, int], hint: Place | None) -> None:
        self.names, self.zones, self.printed, self.hint = names, zones, Counter(printed), hint
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
        if level in ("省", "自治区") and self._hint_holds(ends):
            return self.hint
        counts = Counter(self._counted(level, ends))
        best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if best and (len(best) == 1 or best[0][1] > best[1][1] or level in ("省", "自治区")):
            return self.names.places.by_code[best[0][0]]
        return None

    def _hint_holds(self, ends: tuple[str, ...]) -> bool:
        """Whether the page's province is meant: another is printed in full without it only elsewhere."""
        if self.hint is None or not self.hint.name.endswith(ends):
            return False
        printed = self.printed[self.hint.name] or self.printed[self.hint.label]
        return bool(printed) or not self._printed_provinces(ends)

    def _zone_places(self) -> Iterator[str]:
        subject = self.zones.subject
        if subject is not None and (code := self.zones.zones[subject].place):
            yield code
        codes = {zone.place for zone in self.zones.zones if zone.place}
        if subject is None and len(codes) == 1:
            yield from codes

    def _printed_provinces(self, ends: tuple[str, ...]) -> list[str]:
        return [name for name in self.printed if name.endswith(ends) and self.names.names[name][0].level == "province"]

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
