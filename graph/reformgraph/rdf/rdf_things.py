"""RDF of the things that an article names: zones, companies, people, documents, projects, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from reformgraph.iri import ELI, Minter
from reformgraph.rdf.rdf_posts import Post, posts_of
from reformgraph.rdf.terms import Triples, node, org, rg, schema, text
from reformgraph.records import Company, Document, Extraction, Mention, Page, Person, Project, Zone
from reformgraph.values import Iri, PlaceCode
from reformgraph.vocabulary.load_vocabulary import Vocabulary

LEGAL = node(ELI + "LegalResource")
#: Official number of a document.
ID_LOCAL = node(ELI + "id_local")


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
        self._zones = {zone.name: self._iri_of(zone) for zone in found.zones}
        self._companies = {company.name: minter.named("company", company.name) for company in found.companies}
        #: The one zone that the article is about, if it is one.
        self.subject: Iri | None = None
        self._described: dict[Iri, Iri] = {}
        self._names: dict[Iri, str] = {}
        self._surfaces: dict[Iri, dict[str, set[tuple[int, int]]]] = {}

    def _describe(self, iri: Iri, kind: ox.NamedNode | None, name: str) -> Iri:
        """IRI of what the article tells of a thing that others may tell of too; made at the first call.

        What the thing *is* stands once, in the derived graph or in those of the vocabulary; here stands what
        this article calls it. `kind` is None for what the vocabulary describes: a curated reform, a place.
        """
        known = self._described.get(iri)
        if known is None:
            known = self._described[iri] = self.minter.local("description", f"{self.id}-{len(self._described) + 1}")
            self.out.a(known, rg["Description"])
            self.out.add(known, rg["describes"], node(iri))
            if kind is not None:
                self.out.add(known, rg["describedAs"], kind)
                self.out.add(known, schema["name"], text(name))
            self._names[known] = name
            self.out.add(self.iri, schema["mentions"], node(iri))
        elif kind is not None and name != self._names[known]:
            self.out.add(known, schema["alternateName"], text(name))
        return known

    def _own(self, iri: Iri, kind: ox.NamedNode, name: str) -> None:
        """Type and name of a thing that belongs to this article alone: a person, a project."""
        self.out.a(iri, kind)
        self.out.add(iri, schema["name"], text(name))
        self.out.add(self.iri, schema["mentions"], node(iri))

    def _mentions(self, iri: Iri, mentions: Sequence[Mention]) -> None:
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

    def _aliases(self, description: Iri, name: str, mentions: Sequence[Mention]) -> None:
        """Printed forms that are names too: they share the first two characters with the name."""
        forms = {mention.text for mention in mentions} - {name}
        for form in sorted(forms):
            if form[:2] == name[:2] and len(form) > 2 and form not in self.vocabulary.zone_words:
                self.out.add(description, schema["alternateName"], text(form))

    def _iri_of(self, zone: Zone) -> Iri:
        """IRI of a zone; a bare 高新区 that nobody can tell is this article's own and no other's."""
        if zone.official is None and zone.basis != "printed":
            return self.minter.inside("zone", self.id, zone.name)
        named = self.vocabulary.zones.by_form.get(zone.official or "", ())
        return self.minter.local("zone", named[0].iri) if len(named) == 1 else self._zone_iri(zone.name, zone.place)

    def _zone_iri(self, name: str, code: PlaceCode | None) -> Iri:
        """IRI of a zone: that of the catalogue by any of its names, else made of the name."""
        known = self.vocabulary.zones.resolve(name, (code,) if code else ())
        if known is not None:
            return self.minter.local("zone", known.iri)
        places = self.vocabulary.places
        place = places.by_code.get(code or "")
        front = place.label if place and not places.begins_with_place(name, code) else ""
        return self.minter.zone(name, front)

    def _zone(self, zone: Zone) -> None:
        iri = self._zones[zone.name]
        told = self._describe(iri, rg["Zone"], zone.name)
        self._mentions(iri, zone.mentions)
        self._aliases(told, zone.name, zone.mentions)
        kind = self.vocabulary.kind_of(zone.kind)
        if kind is not None:
            self.out.add(told, rg["toldKind"], node(self.minter.named("kind", kind.name)))
        self._place(told, zone.place)
        if zone.part_of:
            whole = self._zones.get(zone.part_of) or self._zone_iri(zone.part_of, None)
            if whole != iri:
                self._describe(whole, rg["Zone"], zone.part_of)
                self.out.add(told, rg["toldWhole"], node(whole))

    def _place(self, description: Iri, code: PlaceCode | None) -> None:
        if code and code in self.vocabulary.places.by_code:
            self.out.add(description, rg["toldPlace"], node(self.minter.local("place", code)))

    def _company(self, company: Company) -> None:
        iri = self._companies[company.name]
        told = self._describe(iri, rg["Company"], company.name)
        self._place(told, company.place)
        self._aliases(told, company.name, company.mentions)
        self._mentions(iri, company.mentions)

    def _person(self, person: Person) -> None:
        iri = self.minter.inside("person", self.id, person.name)
        self._own(iri, schema["Person"], person.name)
        if person.role:
            self.out.add(iri, rg["post"], text(person.role))
            for number, post in enumerate(posts_of(person.role, self._organisations(), self.subject), 1):
                self._membership(iri, number, post)
        self._mentions(iri, person.mentions)

    def _membership(self, person: Iri, number: int, post: Post) -> None:
        out, iri = self.out, self.minter.local("membership", f"{person.rpartition('/')[2]}-{number}")
        out.add(person, org["hasMembership"], node(iri))
        out.a(iri, org["Membership"])
        out.add(iri, org["member"], node(person))
        out.add(iri, rg["post"], text(post.title))
        if post.organisation is not None:
            out.add(iri, org["organization"], node(post.organisation))

    def _organisations(self) -> dict[str, Iri]:
        """Zones and companies of the article by their names and printed forms."""
        found: dict[str, Iri] = {}
        for zone in self.found.zones:
            for form in (zone.name, *(mention.text for mention in zone.mentions)):
                found.setdefault(form, self._zones[zone.name])
        for company in self.found.companies:
            for form in (company.name, *(mention.text for mention in company.mentions)):
                found.setdefault(form, self._companies[company.name])
        return found

    def _document(self, document: Document) -> None:
        """A title or a number; one printed behind a title is the number of that document."""
        iri = self.minter.named("document", document.number_of or document.name)
        if document.number_of is None:
            self._describe(iri, LEGAL, document.name)
        else:
            self.out.add(iri, ID_LOCAL, text(document.name))
        self._mentions(iri, document.mentions)

    def _project(self, project: Project) -> None:
        iri, out = self.minter.inside("project", self.id, project.name), self.out
        self._own(iri, rg["Project"], project.name)
        if project.company:
            known = self._companies.get(project.company)
            out.add(iri, rg["projectCompany"], node(known) if known else text(project.company))
        if project.zone:
            out.add(iri, rg["projectZone"], node(self._named_zone(project.zone)))
        if project.investment:
            out.add(iri, rg["investment"], text(project.investment))
        self._mentions(iri, project.mentions)

    def _named_zone(self, name: str) -> Iri:
        """IRI of a zone that another record names; described here where the article has no record of it."""
        iri = self._zones.get(name)
        if iri is None:
            iri = self._zones[name] = self._zone_iri(name, None)
        self._describe(iri, rg["Zone"], name)
        return iri
