"""What the source of a page tells of the zone and the place that the page speaks of.

曲靖经济技术开发区管委会网站 names a zone, 聊城日报 a place; 首页 and 来源：本站 name nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from reformgraph.extraction.place_names import WORDS, PlaceNames, has_suffix, place_names
from reformgraph.extraction.zones.catalogue_forms import catalogue_forms
from reformgraph.language.lexicon import word_set
from reformgraph.records import PageContext
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.zone_catalogue import CatalogueZone

#: Papers and agencies of the whole country whose names hold a place: 北京商报 tells of other places too.
_NATIONAL = ("中国", "人民日报", "人民网", "新华", "光明", "经济日报", "央广", "科技日报", "商报", "香港")

#: 武汉市自然资源和规划局 is not of 资源县.
_COMMON = word_set("common_places")


@dataclass(frozen=True, slots=True)
class SourceClues:
    """Zone that the source is of, and GB/T 2260 codes of the places it names, the surest first."""

    zone: CatalogueZone | None = None
    places: tuple[str, ...] = ()


NO_CLUES = SourceClues()


def source_clues(context: PageContext, vocabulary: Vocabulary) -> SourceClues:
    """Zone and places that the source's name, its site, headers and breadcrumbs tell."""
    forms = catalogue_forms(vocabulary.zones)
    names = place_names(vocabulary)
    zone: CatalogueZone | None = None
    places: list[str] = []
    for text in context.texts():
        for _, _, form in forms.find(text):
            zone = zone or vocabulary.zones.resolve(form, places)
        places.extend(_places(text, names))
    if zone is not None and zone.place is not None:
        places.insert(0, zone.place)
    return SourceClues(zone, tuple(dict.fromkeys(places)))


def _places(text: str, names: PlaceNames) -> list[str]:
    """Codes of cities and counties that a source is called after: 聊城日报, 霍山县人民政府."""
    if any(word in text for word in _NATIONAL):
        return []
    found: list[str] = []
    for start, end in names.find(text):
        name = text[start:end]
        place = names.resolve((name,), found)
        if place is not None and ((name not in WORDS and name not in _COMMON) or has_suffix(name)):
            found.append(place.code)
    return found
