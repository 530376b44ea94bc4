"""What is read of the zones of an article, stage after stage: its text, the expressions found, the groups they make.

`zone_mentions` puts the printed names together, `zone_parks` the parks in them, `bare_words` the words that point to a
zone; `zone_results` makes records of them.
"""

from __future__ import annotations

from reformgraph.extraction.place_names import Around, PlaceNames
from reformgraph.extraction.zones import zone_words as words
from reformgraph.extraction.zones.source_clues import SourceClues
from reformgraph.extraction.zones.zone_expressions import Expression
from reformgraph.extraction.zones.zone_groups import Group, Shelves, kinds_of
from reformgraph.language.flow import Flow
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Places of an article that are asked for a zone of a kind.
_PLACES = 3


class ArticleZones:
    """The zones of one article while they are read; `groups` grow, `of` tells the group of each expression."""

    def __init__(
        self, flow: Flow, names: PlaceNames, vocabulary: Vocabulary, found: list[Expression], clues: SourceClues
    ) -> None:
        self.flow, self.text, self.names = flow, flow.text, names
        self.kinds = kinds_of(vocabulary)
        self.catalogue, self.clues = vocabulary.zones, clues
        self.by_iri = self.catalogue.by_iri
        self.found = found
        self.groups: list[Group] = []
        self.shelves = Shelves()
        self.fitting: dict[tuple[str, bool], list[int]] = {}
        self.of: dict[int, int] = {}
        self.around = Around(lambda: names.frequent(names.count(flow.text)))
        self._narrow = Around(lambda: names.frequent(names.count(flow.text), narrow=True))
        self.subject: int | None = None
        self.headed = False
        #: Where an autonomous region is first spoken of, behind the text where none is.
        self.region_at = flow.text.find("自治区") % (len(flow.text) + 1)

    def body_start(self) -> int:
        """Where the text behind headline and kicker begins."""
        for start, _, role in self.flow.paragraphs:
            if role not in ("kicker", "title"):
                return start
        return 0

    def first_named(self, low: int, high: int) -> int | None:
        """The group of the first expression in a range, None without one."""
        inside = [i for i in self.of if low <= self.found[i].start < high]
        return self.of[min(inside)] if inside else None

    def paragraph_start(self, position: int) -> int:
        """Where the line of a position begins."""
        return self.text.rfind("\n", 0, position) + 1

    def whole_zone(self, number: int | None) -> int | None:
        """The zone that a park lies in, or the zone itself."""
        while number is not None and (outer := self.groups[number].part_of) is not None:
            number = outer
        return number

    def told_places(self) -> tuple[str, ...]:
        """Cities and counties named in headline and first paragraph, the most frequent first."""
        body = self.body_start()
        lead = next((p.end for p in self.flow.paragraphs if p.start >= body), body)
        told = set(self.names.frequent(self.names.count(self.text[:lead])))
        return tuple(code for code in self._narrow if code in told and not code.endswith("0000"))[:_PLACES]

    def fits(self, number: int, item: Expression) -> bool:
        """Whether a bare word may mean a group."""
        group = self.groups[number]
        if group.part_of is not None:
            return False
        if item.family == "park":
            return item.kind == "园区" or group.family == "park"
        family = words.FAMILY.get(item.family, frozenset({item.family}))
        return group.family in family
