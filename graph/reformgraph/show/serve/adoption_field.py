"""The records of the whole store for drawing: a look at it and filters in, rows with their facets and a graph out.

Whatever a view draws is bounded: rows are narrowed first, and of those that are left the claims of so many at most
are read; how many are not is told. The rows of the whole store are read once for a state of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from reformgraph.iri import RDF, RG, SCHEMA, SKOS
from reformgraph.show.serve.facets import fits
from reformgraph.show.serve.lookups import Look, local
from reformgraph.sparql.find_names import find_iri
from reformgraph.views import store_rows
from reformgraph.views.described import Described, described
from reformgraph.views.held import held
from reformgraph.views.store_rows import AdoptionRow

#: Records whose claims and articles a view reads.
MOST = 1_000
_TYPE, _PLACE, _INSIDE = RDF + "type", RG + "place", SCHEMA + "containedInPlace"
_KIND, _CATEGORY, _LABEL, _OTHERS = RG + "zoneKind", RG + "category", SKOS + "prefLabel", SKOS + "altLabel"
_LON, _LAT, _SCHEME = SCHEMA + "longitude", SCHEMA + "latitude", SKOS + "inScheme"
_ASKED = (_TYPE, _PLACE, _INSIDE, _KIND, _CATEGORY, _LABEL, _OTHERS, _LON, _LAT, _SCHEME)
#: Steps from a thing to the province that it is in.
_STEPS = 6
#: Places named in one query.
_AT_ONCE = 400
_WITHIN = f"SELECT DISTINCT ?at {{ ?at <{_INSIDE}>+ ?place }}"
_THINGS = f"SELECT DISTINCT ?thing {{ VALUES ?at {{ %s }} ?thing <{_PLACE}> ?at }}"
_LEVELS = {"Province": "province", "City": "city", "County": "county"}


@dataclass(frozen=True, slots=True)
class Record:
    """An adoption, and what readers choose by: province, kind, category, status, year."""

    row: AdoptionRow
    facets: Mapping[str, str]


@dataclass
class Field:
    """Records: `all` those of the things named, `kept` those of them that fit the filters, busy ends first.

    `told` are the first `MOST` of these, whose claims are read, `left` the number of the others.
    """

    look: Look
    all: list[Record]
    kept: list[Record]
    known: dict[str, Described] = field(default_factory=dict)
    _actors: dict[str, tuple[str, str]] = field(default_factory=dict)

    def seen_by(self, look: Look) -> Field:
        """The same records for another page, none of them kept; what is known of their ends is shared."""
        return Field(look, self.all, [], self.known, self._actors)

    @property
    def told(self) -> list[Record]:
        """Those whose claims are read."""
        return self.kept[:MOST]

    @property
    def left(self) -> int:
        """How many others there are."""
        return max(0, len(self.kept) - MOST)

    def path(self, iri: str) -> list[str]:
        """The place of a thing, the most exact first, and what contains it."""
        places = [value for value, _ in self.known.get(iri, {}).get(_PLACE, ())]
        paths = [self._inside(place) for place in places or [iri]]
        return min(paths, key=lambda path: (-len(path), path))

    def _inside(self, place: str) -> list[str]:
        found: list[str] = []
        while place and place not in found and len(found) < _STEPS:
            found.append(place)
            place = next((value for value, _ in self.known.get(place, {}).get(_INSIDE, ())), "")
        return found

    def name(self, iri: str, spoken: str = "zh") -> str:
        """What a thing is called in a language; in Chinese the end of its IRI where it has no name."""
        names = self.known.get(iri, {}).get(_LABEL, ())
        told = [name for name, language in names if (language == "en") == (spoken == "en")]
        return next(iter(told), "" if spoken == "en" else local(iri))

    def node(self, iri: str) -> dict[str, Any]:
        """An end of a record as `network.knowledge_graph` has its nodes."""
        has = self.known.get(iri, {})
        label = self.name(iri)
        others = {name for name, language in (*has.get(_LABEL, ()), *has.get(_OTHERS, ())) if language != "en"}
        made: dict[str, Any] = {"label": label, "aliases": sorted(others - {label})}
        if english := self.name(iri, "en"):
            made["english"] = english
        kind = iri[len(self.look.base) :].partition("/")[0] if iri.startswith(self.look.base) else "organ"
        if kind == "reform":
            schemes = [local(value) for value, _ in has.get(_SCHEME, ())]
            category = self.first(iri, _CATEGORY)
            return {**made, "kind": kind, "category": local(category), "candidate": "Reforms" not in schemes}
        zone_kind = self.first(iri, _KIND)
        return {**made, **self._where(iri), "kind": kind, "zone_kind": self.name(zone_kind) if zone_kind else ""}

    def first(self, iri: str, predicate: str) -> str:
        """The first value of a predicate, empty where there is none."""
        return next((value for value, _ in self.known.get(iri, {}).get(predicate, ())), "")

    def _where(self, iri: str) -> dict[str, Any]:
        path = self.path(iri)
        named = {level: self.name(place) for place in reversed(path) if (level := self._level(place))}
        point = next((place for place in path if self.first(place, _LON) and self.first(place, _LAT)), "")
        lon, lat = (float(self.first(point, one)) if point else None for one in (_LON, _LAT))
        return {"province": named.get("province", ""), "city": named.get("city", ""), "lon": lon, "lat": lat}

    def _level(self, place: str) -> str:
        kinds = (local(value) for value, _ in self.known.get(place, {}).get(_TYPE, ()))
        return next((_LEVELS[kind] for kind in kinds if kind in _LEVELS), "")

    def province(self, actor: str) -> str:
        """The IRI of the province that an actor is, or is in; empty where none is known."""
        return next((place for place in self.path(actor) if self._level(place) == "province"), "")

    def facets(self, row: AdoptionRow) -> dict[str, str]:
        """What readers choose a record by."""
        if row.actor not in self._actors:
            self._actors[row.actor] = self._actor(row.actor)
        province, kind = self._actors[row.actor]
        return {
            "province": province,
            "kind": kind,
            "category": local(self.first(row.reform, _CATEGORY)), "status": row.status,
            "year": (row.latest or row.earliest or "")[:4],
        }  # fmt: skip

    def _actor(self, actor: str) -> tuple[str, str]:
        """Province and kind of who acts."""
        kinds = [local(value) for value, _ in self.known.get(actor, {}).get(_TYPE, ()) if value.startswith(RG)]
        province = self.province(actor)
        kind = local(self.first(actor, _KIND)) or next((one for one in kinds if one != "Zone"), "")
        return self.name(province) if province else "", kind


def read_field(look: Look, asked: Mapping[str, str], inside: str = "") -> Field:
    """The records that fit the filters `asked` (names and facets), or of what is `inside` a place.

    Raises
    ------
    UsageError
        Nothing, or more than one thing, bears a name that is asked for.
    """
    actor = find_iri(look.store, "actor", asked["zone"], look.base) if "zone" in asked else None
    reform = find_iri(look.store, "reform", asked["reform"], look.base) if "reform" in asked else None
    if not asked.keys() & {"zone", "reform"} and not inside:
        made = held(look.store, "field", lambda: _read(look, store_rows.adoptions(look.store)), _size).seen_by(look)
    elif inside:
        made = _read(look, store_rows.adoptions_of(look.store, _actors_in(look, inside)))
        made.all = [one for one in made.all if inside in (one.row.actor, *made.path(one.row.actor))]
    else:
        made = _read(look, store_rows.adoptions(look.store, actor=actor, reform=reform))
    made.kept = _ordered([one for one in made.all if fits(one.facets, asked)])
    return made


def _size(made: Field) -> int:
    return len(made.all)


def _read(look: Look, rows: Sequence[AdoptionRow]) -> Field:
    """The records of rows, all of them, none kept."""
    made = Field(look, [], [])
    made.known = _known(look, {end for row in rows for end in (row.actor, row.reform)})
    made.all = [Record(row, made.facets(row)) for row in rows]
    return made


def _actors_in(look: Look, place: str) -> set[str]:
    """A place, the places in it, and all that lies in any of them."""
    inside = {place} | {str(row["at"]) for row in look.store.select(_WITHIN, place=place)}
    named = sorted(str(NamedNode(iri)) for iri in inside)
    found = set(inside)
    for start in range(0, len(named), _AT_ONCE):
        some = " ".join(named[start : start + _AT_ONCE])
        found |= {str(row["thing"]) for row in look.store.select(_THINGS % some)}
    return found


def _known(look: Look, ends: Iterable[str]) -> dict[str, Described]:
    """What is known of ends, of their kinds and of the places that they are in."""
    found = described(look.store, ends, _ASKED)
    for _ in range(_STEPS):
        named = {
            value for has in found.values() for one in (_PLACE, _INSIDE, _KIND) for value, _ in has.get(one, ())
        } - set(found)  # fmt: skip
        more = described(look.store, named, _ASKED)
        if not more:
            break
        found |= more
    return found


def _ordered(records: Sequence[Record]) -> list[Record]:
    """What is adopted first, then what much-done reforms and busy actors have with each other.

    Not one reform after the other: of a large store the first records would be those of two reforms alone.
    """
    reforms = _standing(Counter(one.row.reform for one in records))
    actors = _standing(Counter(one.row.actor for one in records))

    def order(one: Record) -> tuple[bool, float, str]:
        row = one.row
        return row.status != "adopted", max(reforms[row.reform], actors[row.actor]), row.adoption

    return sorted(records, key=order)


def _standing(counts: Counter[str]) -> dict[str, float]:
    """The share of things that come before each: 0 for the one that is counted most."""
    ranked = sorted(counts, key=lambda thing: (-counts[thing], thing))
    return {thing: place / len(ranked) for place, thing in enumerate(ranked)}
