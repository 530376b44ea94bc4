"""What is known of the things in a row beside what was claimed: English names, places, kinds, categories, addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reformgraph.iri import RG
from reformgraph.store import Store
from reformgraph.views.english_names import english_name
from reformgraph.views.store_rows import local
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_ENGLISH = 'SELECT DISTINCT ?thing ?value { ?thing skos:prefLabel ?value FILTER(LANG(?value) = "en") }'
_LABEL = 'SELECT DISTINCT ?thing ?value { ?thing skos:prefLabel ?value FILTER(LANG(?value) = "zh") }'
_PLACE = "SELECT DISTINCT ?thing ?value { ?thing rg:place ?value }"
_KIND = "SELECT DISTINCT ?thing ?value { ?thing rg:zoneKind ?value }"
_TYPE = (
    "SELECT DISTINCT ?thing ?value { ?claim rg:actor ?thing . ?thing a ?value "
    f"FILTER(STRSTARTS(STR(?value), '{RG}') && ?value != rg:Zone) }}"
)
_CATEGORY = "SELECT DISTINCT ?thing ?value { ?thing rg:category ?value }"
_CANDIDATE = "SELECT DISTINCT ?thing ?value { ?thing skos:inScheme ?value FILTER(?value = rg:ReformCandidates) }"
_URL = "SELECT DISTINCT ?thing ?value { ?page schema:url ?value . ?thing schema:isPartOf ?page }"


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """Of who acts: English name, names of province and city, kind (``高新技术产业开发区``, ``Province``).

    `english_basis` is ``label`` where the store has the English name, ``rule`` where it is made of place and kind.
    """

    english: str | None = None
    english_basis: str | None = None
    province: str | None = None
    city: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class ReformFacts:
    """Of a reform: English name, category, and whether the vocabulary lacks it."""

    english: str | None = None
    category: str | None = None
    candidate: bool = False


class Facts:
    """Facts of all things of a store, read once; things are named by IRI or by its last part."""

    def __init__(self, store: Store) -> None:
        self._labels = _read(store, _LABEL, ("zone", "place"))
        # A kind of zone and a reform may bear one name: kind/零碳园区 and reform/零碳园区.
        self._english = _read(store, _ENGLISH, ("zone", "organ", "place"))
        self._reforms = _read(store, _ENGLISH, ("reform",))
        self._place, self._kind = _read(store, _PLACE), _read(store, _KIND)
        self._type, self._category = _read(store, _TYPE), _read(store, _CATEGORY)
        self._candidates, self._url = _read(store, _CANDIDATE), _read(store, _URL)
        self._places = load_vocabulary().places

    def actor(self, iri: str | None) -> ActorFacts:
        """Of a zone, organ or place."""
        name = local(iri)
        if not name:
            return ActorFacts()
        code = local(self._place.get(name)) or name
        levels = {place.level: place.name for place in self._places.path(code)}
        kind = local(self._kind.get(name) or self._type.get(name)) or None
        english, basis = self._english.get(name), "label"
        if english is None:
            english, basis = self._made_english(str(iri), name), "rule"
        basis_told = basis if english else None
        return ActorFacts(english, basis_told, levels.get("province"), levels.get("city"), kind)

    def _made_english(self, iri: str, name: str) -> str | None:
        """Of a zone or a place (by its IRI, or by its last part alone), the name made of place and kind."""
        kind = iri.rsplit("/", 2)[-2] if "/" in iri else "place" if name.isdigit() else "zone"
        return english_name(kind, self._labels.get(name, "")) or None

    def reform(self, iri: str) -> ReformFacts:
        """Of a reform."""
        name = local(iri)
        category = local(self._category.get(name)) or None
        return ReformFacts(self._reforms.get(name), category, name in self._candidates)

    def url(self, article: str, sheet: int | None = None) -> str | None:
        """Address of the page on which an article stands; with a sheet of a PDF, the address of that one."""
        return at_sheet(self._url.get(local(article)), sheet)


def at_sheet(url: str | None, sheet: int | None) -> str | None:
    """The address of a sheet of a PDF, counted from 1, as browsers open it.

    >>> at_sheet("https://a.cn/b.pdf", 3), at_sheet("https://a.cn/b.pdf#c", 3), at_sheet(None, 3)
    ('https://a.cn/b.pdf#page=3', 'https://a.cn/b.pdf#c', None)
    """
    return f"{url}#page={sheet}" if url and sheet and "#" not in url else url


def _read(store: Store, query: str, kinds: Collection[str] = ()) -> Mapping[str, str]:
    """Last part of the IRI -> value, of several the first in their order; of all things, or of some kinds."""
    rows: Iterable[tuple[str, str]] = (
        (local(row["thing"]), str(row["value"]))
        for row in store.select(query)
        if not kinds or str(row["thing"]).rsplit("/", 2)[-2] in kinds
    )
    return dict(sorted(rows, reverse=True))
