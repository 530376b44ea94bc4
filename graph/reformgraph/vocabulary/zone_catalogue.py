"""The catalogue of China's development zones: every printed form to the zones so called, and the one meant at a place.

Read from ``zones.ttl``; a form may belong to several zones, and a bare kind (高新区) to hundreds: where the
text or its source tells the place, `ZoneCatalogue.resolve` and `ZoneCatalogue.at_place` tell which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph

from reformgraph.iri import ORG, RG, SCHEMA, SKOS
from reformgraph.language.lexicon import pairs
from reformgraph.values import PlaceCode
from reformgraph.vocabulary.places import Places

_PREF, _ALT, _HIDDEN = SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel"
_OFFICIAL, _FORMER, _CODE = SCHEMA + "legalName", RG + "formerName", SKOS + "notation"
_APPROVED = RG + "approved"
_KIND, _LEVEL, _PLACE, _PART = RG + "zoneKind", RG + "level", RG + "place", ORG + "subOrganizationOf"
#: Order of levels where several zones of one kind lie at one place: 新乡经开区 is the national one.
_RANK = {"national": 0, "provincial": 1, "other": 2}
#: Words of a printed form that the catalogue's forms lack: 西宁（国家级）经济技术开发区, 新乡国家高新区.
_DECORATION = re.compile(r"[（(]国家级[）)]|国家级|国家(?=高新|经济技术|高技术|经开)|省级")
#: 中泰（崇左）产业园 is 中泰崇左产业园.
_BRACKETS = re.compile("[（）()]")
#: What the kinds of a class are called in the catalogue.
CLASSES: Mapping[str, re.Pattern[str]] = {
    name: re.compile("|".join(word for word, of in pairs("catalogue_kinds") if of == name))
    for name in sorted({of for _, of in pairs("catalogue_kinds")})
}


@dataclass(frozen=True, slots=True)
class CatalogueZone:
    """A zone of the catalogue.

    Attributes
    ----------
    iri
        Local name of its IRI, never changed once published.
    label, official
        The form that stands alone (祁县经济开发区) and the official name (山西祁县经济开发区).
    forms, bare_forms, former
        Other printed forms, forms without their place, and names it had before.
    kind, level
        Formal kind; ``national``, ``provincial`` or ``other``.
    place
        GB/T 2260 code of the narrowest place known, None where it spans several.
    code
        Code of GB/T 37028, None for a zone that has none.
    part_of
        Local name of the zone it belongs to.
    approved
        EDTF date of its approval at its present level, None where unknown.
    """

    iri: str
    label: str
    official: str
    forms: tuple[str, ...]
    bare_forms: tuple[str, ...]
    former: tuple[str, ...]
    kind: str
    level: str
    place: PlaceCode | None
    code: str | None
    part_of: str | None
    approved: str | None = None


class ZoneCatalogue:
    """Zones by their forms and by their places."""

    def __init__(self, zones: Iterable[CatalogueZone], places: Places) -> None:
        self.zones = tuple(zones)
        self._places = places

    @cached_property
    def by_form(self) -> Mapping[str, tuple[CatalogueZone, ...]]:
        """Every form that stands alone, the official name and former names among them, to its zones."""
        found: dict[str, list[CatalogueZone]] = {}
        for zone in self.zones:
            for form in dict.fromkeys((zone.label, zone.official, *zone.forms, *zone.former)):
                found.setdefault(form, []).append(zone)
        return {form: tuple(zones) for form, zones in found.items()}

    @cached_property
    def by_iri(self) -> Mapping[str, CatalogueZone]:
        """Local name of the IRI to zone."""
        return {zone.iri: zone for zone in self.zones}

    @cached_property
    def by_bare_form(self) -> Mapping[str, tuple[CatalogueZone, ...]]:
        """Forms without their place (临港经开区), to be used only where the place is known."""
        found: dict[str, list[CatalogueZone]] = {}
        for zone in self.zones:
            for form in zone.bare_forms:
                found.setdefault(form, []).append(zone)
        return {form: tuple(zones) for form, zones in found.items()}

    @cached_property
    def _at(self) -> Mapping[str, tuple[CatalogueZone, ...]]:
        found: dict[str, list[CatalogueZone]] = {}
        for zone in self.zones:
            if zone.place is not None:
                found.setdefault(zone.place, []).append(zone)
        return {code: tuple(zones) for code, zones in found.items()}

    def place_prefix(self, name: str) -> str:
        """The longest name of a place that a name begins with."""
        return self._places.prefix(name)

    def resolve(self, form: str, around: Iterable[str] = (), *, strict: bool = False) -> CatalogueZone | None:
        """The zone that a printed form names.

        Parameters
        ----------
        form
            As printed, without white space.
        around
            GB/T 2260 codes of the places that the text or its source surely speaks of, the nearest first.
        strict
            Whether a zone must lie at one of them, even if it alone is called so.

        Returns
        -------
        CatalogueZone or None
            None for an unknown form, and where several zones fit equally well.
        """
        plain = _DECORATION.sub("", form)
        zones = self.by_form.get(form) or self.by_form.get(plain) or self._behind_place(plain)
        zones = zones or self.by_form.get(_BRACKETS.sub("", plain), ())
        if zones:
            return self._best(zones, tuple(around), strict=strict)
        bare = self.by_bare_form.get(form) or self.by_bare_form.get(plain)
        return self._best(bare, tuple(around), strict=True) if bare else None

    def _behind_place(self, form: str) -> tuple[CatalogueZone, ...]:
        """Zones whose form is longer by a place they lie in: 湖南望城经开区, 包头市稀土高新区, 陕西西安沣东新城."""
        front = self.place_prefix(form)
        if not front:
            return ()
        rest = form.removeprefix(front)
        codes = {place.code for place in self._places.named(front)}
        forms = (rest, *(front.removesuffix(level) + rest for level in "省市县区" if front.endswith(level)))
        found = (zone for one in forms for zone in self.by_form.get(one, ()) if zone.place is not None)
        inside = (zone for zone in found if any(place.code in codes for place in self._places.path(zone.place or "")))
        return tuple(inside) or self._behind_place(rest)

    def at_place(self, family: str, code: str) -> CatalogueZone | None:
        """The one zone of a class of kinds (`CLASSES`) at a city or county, e.g. 高新区 of 聊城.

        At a city its own zones go before those of its counties, which are not looked at; the national one
        goes before others; two of one level are doubtful and give None.
        """
        rule = CLASSES.get(family)
        if rule is None:
            return None
        if code.endswith("0000"):
            return None
        fits = [z for z in self._at.get(code, ()) if rule.search(z.kind) and z.part_of is None]
        if family in ("dev", "park"):
            fits = [z for z in fits if not CLASSES["bonded"].search(z.kind)]
        return self._highest(fits)

    def _best(self, zones: tuple[CatalogueZone, ...], around: tuple[str, ...], *, strict: bool) -> CatalogueZone | None:
        if strict:
            around = tuple(code for code in around if not self._is_wide(code))
        near = [z for z in zones if z.place is not None and any(self._touches(z.place, code) for code in around)]
        if len(near) == 1:
            return near[0]
        if strict:
            return None
        return zones[0] if len(zones) == 1 else self._highest(near or list(zones))

    def _is_wide(self, code: str) -> bool:
        """Whether a place is a province of many cities, in which a zone is not told by its name alone."""
        path = self._places.path(code)
        return len(path) == 1 and not path[0].name.endswith("市")

    def _touches(self, one: str, other: str) -> bool:
        """Whether one place is the other or contains it."""
        return any(p.code == one for p in self._places.path(other)) or any(
            p.code == other for p in self._places.path(one)
        )

    @staticmethod
    def _highest(zones: list[CatalogueZone]) -> CatalogueZone | None:
        if not zones:
            return None
        best = min(_RANK[zone.level] for zone in zones)
        top = [zone for zone in zones if _RANK[zone.level] == best]
        return top[0] if len(top) == 1 else None


def read_catalogue(content: bytes) -> Iterator[CatalogueZone]:
    """Zones of a Turtle file that lists them subject by subject."""
    fields: dict[str, list[str]] = {}
    current = ""
    for quad in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE):
        subject: str = quad.subject.value
        if subject != current:
            if current:
                yield _zone(current, fields)
            current, fields = subject, {}
        fields.setdefault(quad.predicate.value, []).append(quad.object.value)
    if current:
        yield _zone(current, fields)


def _zone(iri: str, fields: Mapping[str, list[str]]) -> CatalogueZone:
    def first(predicate: str) -> str | None:
        return next(iter(fields.get(predicate, ())), None)

    def local(predicate: str) -> str | None:
        value = first(predicate)
        return value.rpartition("/")[2] if value else None

    return CatalogueZone(
        iri=iri.rpartition("/")[2],
        label=first(_PREF) or "",
        official=first(_OFFICIAL) or "",
        forms=tuple(fields.get(_ALT, ())),
        bare_forms=tuple(fields.get(_HIDDEN, ())),
        former=tuple(fields.get(_FORMER, ())),
        kind=local(_KIND) or "",
        level=first(_LEVEL) or "other",
        place=PlaceCode(place) if (place := local(_PLACE)) else None,
        code=first(_CODE),
        part_of=local(_PART),
        approved=first(_APPROVED),
    )
