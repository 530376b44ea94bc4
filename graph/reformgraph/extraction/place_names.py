"""Place names in running text: where they stand, which place they mean, and what lies around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.places import Place, Places


def words_of(text: str) -> frozenset[str]:
    """The words of a text, which white space parts."""
    return frozenset(text.split())


#: Short names that are ordinary words as well: places only beside another place or when printed in full too.
WORDS = word_set("place_homonyms")
_ZONE_LIKE = re.compile(r"(?:" + any_of("zone_like_ends") + r")\Z")
_SUFFIX = re.compile(r"(?:省|市|县|区|旗|盟|自治州|自治区|自治县|特别行政区|地区)\Z")


def _functional(place: Place) -> bool:
    """Whether an entry of the table is itself a development zone (statistical codes ending in 70 to 79)."""
    return _ZONE_LIKE.search(place.name) is not None and 70 <= int(place.code[-2:]) <= 79


class PlaceNames:
    """Names of real places, those of development zones that have a code of their own left out.

    Attributes
    ----------
    names
        Full or short name to its places, outermost level first.
    """

    __slots__ = ("_automaton", "_ends", "_patterns", "longest", "names", "places")

    def __init__(self, places: Places) -> None:
        self.places = places
        self.names: dict[str, tuple[Place, ...]] = {}
        for name, found in places.names.items():
            kept = tuple(place for place in found if not _functional(place))
            if kept and len(name) > 1:
                self.names[name] = kept
        for place in places.by_code.values():
            self._name_before(place)
        self.longest = max(map(len, self.names), default=0)
        self._ends = frozenset(name[-1] for name in self.names)
        self._patterns = sorted(self.names)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    def _name_before(self, place: Place) -> None:
        """A county that became a city keeps its old name in old texts: 监利县 of 监利市.

        Only where no other place bears the name: nobody can tell which 长安区 was 长安县.
        """
        stem = place.name[:-1]
        alone = len(self.names.get(stem, ())) == 1 and place.name not in WORDS and stem not in WORDS
        if place.level == "county" and place.name.endswith("市") and len(stem) > 1 and alone and not _functional(place):
            self.names.setdefault(stem + "县", (place,))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Ranges of all place names, leftmost and longest, in text order."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]

    def ending(self, text: str, end: int, low: int = 0) -> int:
        """Start of the longest place name that ends at `end` and begins at `low` or later, else -1."""
        if end <= low or text[end - 1] not in self._ends:
            return -1
        for start in range(max(low, end - self.longest), end - 1):
            if text[start:end] in self.names:
                return start
        return -1

    def prefix(self, text: str) -> int:
        """Length of the longest place name that a text begins with, 0 for none."""
        return next((n for n in range(min(len(text), self.longest), 1, -1) if text[:n] in self.names), 0)

    def inside(self, inner: Place, outer: Place) -> bool:
        """Whether `inner` lies in `outer`, which is another place."""
        return inner.code != outer.code and any(place.code == outer.code for place in self.places.path(inner.code))

    def above(self, left: str, right: str) -> bool:
        """Whether some place called `left` contains some place called `right`."""
        return any(
            self.inside(inner, outer) for outer in self.names.get(left, ()) for inner in self.names.get(right, ())
        )

    def reliable(self, name: str) -> bool:
        """Whether the name alone, without a suffix or a neighbour, surely is a place in running text."""
        found = self.names.get(name, ())
        if not found or name in WORDS:
            return False
        return found[0].name == name or found[0].level in ("province", "city") or found[0].name.endswith("市")

    def resolve(self, chain: Iterable[str], around: Iterable[str], *, as_zone: bool = False) -> Place | None:
        """The place meant by the last name of a chain, the names before it and around it telling which.

        Parameters
        ----------
        chain
            Adjoining names, outermost first, as 江苏 昆山.
        around
            Codes of places known to be spoken of in the article, the nearest first.
        as_zone
            Whether a zone is called so: 吉林高新区 is the city's, 吉林 alone the province.
        """
        names = list(chain)
        if not names:
            return None
        found = self.names.get(names[-1], ())
        for name in reversed(names[:-1]):
            outers = self.names.get(name, ())
            inner = tuple(place for place in found if any(self.inside(place, outer) for outer in outers))
            found = inner or found
        return self._choose(names[-1], found, around, as_zone)

    def _choose(self, name: str, found: tuple[Place, ...], around: Iterable[str], as_zone: bool) -> Place | None:
        if len(found) < 2:
            return found[0] if found else None
        full = [place for place in found if place.name == name]
        found = tuple(full) or found
        if len(found) == 1:
            return found[0]
        if found[0].level == "province" and not (as_zone and name == "吉林"):
            return found[0]
        for code in around:
            near = [place for place in found if place.code != code and self._under(place, code)]
            if near:
                return self._highest(near)
        return self._highest(found)

    def _under(self, place: Place, code: str) -> bool:
        return any(outer.code == code for outer in self.places.path(place.code))

    def _highest(self, found: Iterable[Place]) -> Place | None:
        """The only place of the highest level, unless several others of the name compete with it."""
        places = list(found)
        cities = [place for place in places if place.level == "city"]
        if len(cities) == 1:
            rest = [p for p in places if p.level == "county" and not self.inside(p, cities[0])]
            return cities[0] if len(rest) < 2 or cities[0].label not in WORDS else None
        return places[0] if len(places) == 1 else None

    def province(self, code: str | None) -> Place | None:
        """The province that contains a place."""
        path = self.places.path(code) if code else ()
        return path[0] if path else None

    def frequent(self, printed: Mapping[str, int], *, narrow: bool = False) -> tuple[str, ...]:
        """Codes of the places that counted names surely mean, the most frequent first, each with those around it.

        Parameters
        ----------
        narrow
            Whether of equals the narrower goes first: 昆山市 before 苏州市, which nobody printed.
        """
        counts: dict[str, int] = {}
        for name, count in printed.items():
            places = self.names[name]
            if self.reliable(name) and (len(places) == 1 or places[0].level == "province"):
                for place in self.places.path(places[0].code):
                    counts[place.code] = counts.get(place.code, 0) + count
        depth = {code: len(self.places.path(code)) if narrow else 0 for code in counts}
        return tuple(sorted(counts, key=lambda code: (-counts[code], -depth[code], code)))

    def count(self, text: str) -> dict[str, int]:
        """How often each place name stands in a text."""
        return Counter(text[start:end] for start, end in self.find(text))


class Around(Iterable[str]):
    """Codes of places, found out only when a name of several places asks for them.

    >>> list(Around(lambda: ("140600", "140000")))
    ['140600', '140000']
    """

    __slots__ = ("_codes", "_find")

    def __init__(self, find: Callable[[], tuple[str, ...]]) -> None:
        self._find = find
        self._codes: tuple[str, ...] | None = None

    def __iter__(self) -> Iterator[str]:
        if self._codes is None:
            self._codes = self._find()
        return iter(self._codes)


def has_suffix(name: str) -> bool:
    """Whether a place name ends as full names do: 昆山市, not 昆山."""
    return _SUFFIX.search(name) is not None


@lru_cache(maxsize=4)
def _place_names(places: Places) -> PlaceNames:
    return PlaceNames(places)


def place_names(vocabulary: Vocabulary) -> PlaceNames:
    """The index of the vocabulary's places, built once."""
    return _place_names(vocabulary.places)
