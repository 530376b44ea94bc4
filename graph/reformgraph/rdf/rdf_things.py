"""RDF of the things that an article names: zones, companies, people, documents, projects, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from reformgraph.iri import ELI, Minter
from reformgraph.rdf.terms import Triples, label, node, org, rg, schema, skos, text
from reformgraph.records import Company, Document, Extraction, Mention, Page, Person, Project, Zone
from reformgraph.vocabulary.load_vocabulary import Vocabulary

LEGAL = node(ELI + "LegalResource")


class ThingWriter:
    """Writes things into the graph of one article.

    Parameters
    ----------
    page, found
        The page and what was found in one of its articles.
    minter, vocabulary
        Make IRIs and know places.
    """

    def __init__(self, page: Page, found: Extraction, minter: Minter, vocabulary: Vocabulary) -> None:
        self.page, self.found, self.minter, self.vocabulary = page, found, minter, vocabulary
        self.id = found.article.id
        self.iri = minter.local("article", self.id)
        self.page_iri = minter.page(page.id)
        self.out = Triples()
        self._zones = {zone.name: self._zone_iri(zone.name, zone.place) for zone in found.zones}
        self._companies = {company.name: minter.named("company", company.name) for company in found.companies}
        self._described: dict[str, str] = {}
        self._surfaces: dict[str, dict[str, set[tuple[int, int]]]] = {}

    def _describe(self, iri: str, kind: ox.NamedNode, name: str, *, language: str | None = "zh") -> bool:
        """Type and name of a thing the article mentions; False where it is described already under this name."""
        known = self._described.setdefault(iri, name)
        if known is not name:
            if known != name and language:
                self.out.add(iri, skos["altLabel"], label(name, language))
            return known != name
        self.out.a(iri, kind)
        self.out.add(
            iri, skos["prefLabel"] if language else schema["name"], label(name, language) if language else text(name)
        )
        self.out.add(self.iri, schema["mentions"], node(iri))
        return True

    def _mentions(self, iri: str, mentions: Sequence[Mention]) -> None:
        """Remember where a thing stands."""
        surfaces = self._surfaces.setdefault(iri, {})
        for mention in mentions:
            surfaces.setdefault(mention.text, set()).add(mention.span)

    def _write_mentions(self) -> None:
        """One node for each surface form of each thing."""
        number = 0
        for iri, surfaces in self._surfaces.items():
            for surface, spans in surfaces.items():
                number += 1
                mention_iri = self.minter.local("mention", f"{self.id}-{number}")
                self.out.a(mention_iri, rg["Mention"])
                self.out.add(mention_iri, rg["mentionOf"], node(iri))
                self.out.add(mention_iri, rg["surface"], text(surface))
                joined = " ".join(f"{start}-{end}" for start, end in sorted(spans))
                self.out.add(mention_iri, rg["spans"], text(joined))

    def _aliases(self, iri: str, name: str, mentions: Sequence[Mention]) -> None:
        """Printed forms that are names too: they share the first two characters with the name."""
        forms = {mention.text for mention in mentions} - {name}
        for form in sorted(forms):
            if form[:2] == name[:2] and len(form) > 2 and form not in self.vocabulary.zone_words:
                self.out.add(iri, skos["altLabel"], label(form))

    def _zone_iri(self, name: str, code: str | None) -> str:
        places = self.vocabulary.places
        place = places.by_code.get(code or "")
        front = place.label if place and not places.begins_with_place(name, code) else ""
        return self.minter.zone(name, front)

    def _zone(self, zone: Zone) -> None:
        iri = self._zones[zone.name]
        if not self._describe(iri, rg["Zone"], zone.name):
            return
        self._aliases(iri, zone.name, zone.mentions)
        kind = self.vocabulary.kind_of(zone.kind)
        if kind is not None:
            self.out.add(iri, rg["zoneKind"], node(self.minter.named("kind", kind.name)))
        self._place(iri, zone.place)
        if zone.part_of:
            whole = self._zones.get(zone.part_of) or self._zone_iri(zone.part_of, None)
            if whole != iri:
                self._describe(whole, rg["Zone"], zone.part_of)
                self.out.add(iri, org["subOrganizationOf"], node(whole))
        self._mentions(iri, zone.mentions)

    def _place(self, iri: str, code: str | None) -> None:
        if code and code in self.vocabulary.places.by_code:
            self.out.add(iri, rg["place"], node(self.minter.local("place", code)))

    def _company(self, company: Company) -> None:
        iri = self._companies[company.name]
        if self._describe(iri, rg["Company"], company.name):
            self._place(iri, company.place)
            self._aliases(iri, company.name, company.mentions)
            self._mentions(iri, company.mentions)

    def _person(self, person: Person) -> None:
        iri = self.minter.inside("person", self.id, person.name)
        self._describe(iri, schema["Person"], person.name, language=None)
        if person.role:
            self.out.add(iri, rg["post"], text(person.role))
        self._mentions(iri, person.mentions)

    def _document(self, document: Document) -> None:
        iri = self.minter.named("document", document.name)
        if self._describe(iri, LEGAL, document.name, language=None):
            self._mentions(iri, document.mentions)

    def _project(self, project: Project) -> None:
        iri, out = self.minter.inside("project", self.id, project.name), self.out
        self._describe(iri, rg["Project"], project.name, language=None)
        if project.company:
            known = self._companies.get(project.company)
            out.add(iri, rg["projectCompany"], node(known) if known else text(project.company))
        if project.zone:
            out.add(iri, rg["projectZone"], node(self._named_zone(project.zone)))
        if project.investment:
            out.add(iri, rg["investment"], text(project.investment))
        self._mentions(iri, project.mentions)

    def _named_zone(self, name: str) -> str:
        """IRI of a zone that another record names; described here where the article has no record of it."""
        iri = self._zones.get(name)
        if iri is None:
            iri = self._zones[name] = self._zone_iri(name, None)
            self._describe(iri, rg["Zone"], name)
        return iri
