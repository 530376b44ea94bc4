"""RDF of what an article claims: claims with actor, reform, status, time, figures and evidence."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox

from reformgraph.iri import DCT, RDF, Minter
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.language.flow import unwrap
from reformgraph.rdf.rdf_things import ThingWriter
from reformgraph.rdf.rdf_times import day_literal, time, time_iri, time_key
from reformgraph.rdf.terms import TRUE, decimal, edtf, integer, node, oa, prov, rg, schema, skos, text
from reformgraph.rdf.units import UNITS, in_normal_unit
from reformgraph.reading.printed.quote_boxes import QuoteBox, quote_boxes
from reformgraph.records import ActorKind, Claim, Extraction, Figure, Page, Span
from reformgraph.values import Edtf, Iri, PlaceCode
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.places import LEVELS

RDF_VALUE, CONFORMS = node(RDF + "value"), node(DCT + "conformsTo")
#: How addresses of places on the sheets of a PDF are written.
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
#: Length of the prefix and suffix of a quotation in code points of the page.
CONTEXT = 24


class ClaimWriter(ThingWriter):
    """Writes claims and figures into the graph of one article."""

    def __init__(self, page: Page, found: Extraction, minter: Minter, vocabulary: Vocabulary) -> None:
        super().__init__(page, found, minter, vocabulary)
        self._provinces = self._known_provinces()
        self._figures: dict[tuple[object, ...], Iri] = {}
        self._at: Counter[Span] = Counter()

    def _figure(self, figure: Figure) -> Iri:
        key = (figure.span, figure.value, figure.unit, figure.indicator)
        known = self._figures.get(key)
        if known is not None:
            return known
        local = f"{self.id}-{figure.span.start}-{figure.span.end}"
        same = self._at[figure.span]
        self._at[figure.span] += 1
        iri = self._figures[key] = self.minter.local("figure", f"{local}-{same + 1}" if same else local)
        out = self.out
        out.a(iri, rg["Figure"])
        for name, value in (
            ("indicator", figure.indicator),
            ("printed", figure.text),
            ("valueMax", figure.value_max),
            ("bound", figure.bound),
            ("periodText", figure.period),
        ):
            if value:
                out.add(iri, rg[name], text(value))
        out.add(iri, schema["value"], text(figure.value))
        out.add(iri, schema["unitText"], text(figure.unit))
        out.add(iri, rg["number"], decimal(figure.value))
        self._normal(iri, figure)
        if figure.period_edtf:
            out.add(iri, rg["period"], edtf(figure.period_edtf))
            self._bounds(iri, "period", figure.period_edtf)
            self._time(iri, time["hasTime"], figure.period_edtf)
        if figure.zone:
            out.add(iri, rg["about"], node(self._owner(figure.zone)))
        out.add(iri, rg["start"], integer(figure.span.start))
        out.add(iri, rg["stop"], integer(figure.span.end))
        return iri

    def _normal(self, iri: Iri, figure: Figure) -> None:
        """The figure in a normalised unit, where its unit is known."""
        if (normal := in_normal_unit(figure)) is None:
            return
        value, unit = normal
        self.out.add(iri, rg["valueSI"], decimal(value))
        self.out.add(iri, rg["unitSI"], text(unit))
        self.out.add(iri, rg["unit"], node(UNITS[unit]))
        if figure.value_max and (upper := in_normal_unit(figure, figure.value_max)):
            self.out.add(iri, rg["valueMaxSI"], decimal(upper[0]))

    def _claim(self, number: int, claim: Claim) -> None:
        out, iri = self.out, self.minter.local("claim", f"{self.id}-{number}")
        out.a(iri, rg["AdoptionClaim"])
        actor = self._actor(claim)
        if actor is not None:
            out.add(iri, rg["actor"], node(actor))
        reform = self._reform(claim)
        out.add(iri, rg["reform"], node(reform))
        out.add(iri, rg["status"], node(self.minter.local("status", claim.status)))
        if claim.when:
            out.add(iri, rg["whenText"], text(claim.when))
        times = (("when", time["hasTime"], claim.when_edtf), ("onset", rg["onsetTime"], claim.onset_edtf))
        for name, as_thing, value in times:
            if value:
                out.add(iri, rg[name], edtf(value))
                self._bounds(iri, name, value)
                self._time(iri, as_thing, value)
        if claim.candidate:
            out.add(iri, rg["candidate"], TRUE)
        if claim.denied:
            out.add(iri, rg["denied"], TRUE)
        basis = claim.actor_basis if actor is not None else "none"
        if basis:
            out.add(iri, rg["actorBasis"], text(basis))
        if claim.confidence is not None:
            out.add(iri, rg["confidence"], decimal(f"{claim.confidence:.3f}"))
        for figure in claim.figures:
            out.add(iri, rg["figure"], node(self._figure(figure)))
        out.add(iri, prov["wasDerivedFrom"], node(self.iri))
        self._evidence(iri, f"{self.id}-{number}", claim)
        self._mentions(reform, claim.mentions)

    def _bounds(self, iri: Iri, name: str, told: Edtf) -> None:
        """First and last day of a time, as far as it has them, so that times compare without reading EDTF."""
        if is_valid(told):
            for side, day in zip(("Earliest", "Latest"), bounds(told), strict=True):
                if day is not None:
                    self.out.add(iri, rg[name + side], day_literal(day))

    def _time(self, iri: Iri, name: ox.NamedNode, told: Edtf) -> None:
        """The same time as an instant or interval of OWL-Time, where it is not vague."""
        if (key := time_key(told)) is not None:
            self.out.add(iri, name, node(time_iri(self.minter, key)))

    def _reform(self, claim: Claim) -> Iri:
        iri = self.minter.named("reform", claim.reform)
        told = self._describe(iri, skos["Concept"] if claim.candidate else None, claim.reform)
        if claim.candidate and claim.broader:
            self.out.add(told, rg["toldBroader"], node(self.minter.named("reform", claim.broader)))
        return iri

    def _evidence(self, claim_iri: Iri, local: str, claim: Claim) -> None:
        out, (start, end) = self.out, claim.evidence_span
        iri = self.minter.local("evidence", local)
        target, quote, position = (Iri(f"{iri}-{part}") for part in ("target", "quote", "position"))
        out.add(claim_iri, rg["evidence"], node(iri))
        out.a(iri, oa["Annotation"])
        out.add(iri, oa["hasBody"], node(claim_iri))
        out.add(iri, oa["hasTarget"], node(target))
        out.a(target, oa["SpecificResource"])
        out.add(target, oa["hasSource"], node(self.page_iri))
        out.add(target, oa["hasSelector"], node(quote))
        out.add(target, oa["hasSelector"], node(position))
        out.a(quote, oa["TextQuoteSelector"])
        out.add(quote, oa["exact"], text(claim.evidence))
        out.add(quote, oa["prefix"], text(unwrap(self.page.text[max(0, start - CONTEXT) : start])))
        out.add(quote, oa["suffix"], text(unwrap(self.page.text[end : end + CONTEXT])))
        out.a(position, oa["TextPositionSelector"])
        out.add(position, oa["start"], integer(start))
        out.add(position, oa["end"], integer(end))
        for number, box in enumerate(quote_boxes(self.page.regions, claim.evidence_span), 1):
            self._printed(target, Iri(f"{iri}-place-{number}"), box)

    def _printed(self, target: Iri, iri: Iri, box: QuoteBox) -> None:
        """Where the quotation stands on a sheet of paper."""
        out = self.out
        out.add(target, oa["hasSelector"], node(iri))
        out.a(iri, oa["FragmentSelector"])
        out.add(iri, RDF_VALUE, text(box.fragment))
        out.add(iri, CONFORMS, node(PDF_FRAGMENTS))
        out.add(iri, rg["pageNumber"], integer(box.sheet))

    def _actor(self, claim: Claim) -> Iri | None:
        """IRI of the actor: a zone, a place or an organ; None where nobody acts."""
        if claim.actor_kind == "none" or not claim.actor:
            return None
        return self._actor_iri(claim.actor, claim.actor_kind)

    def _actor_iri(self, name: str, kind: ActorKind) -> Iri:
        if kind == "zone":
            return self._named_zone(name)
        code = self._place_code(name, kind) if kind in LEVELS else None
        iri = self.minter.local("place", code) if code is not None else self.minter.named("organ", name)
        self._describe(iri, None if code is not None else rg["Organ"], name)
        return iri

    def _owner(self, name: str) -> Iri:
        """IRI of what a figure is about: a zone of the article, else the actor of that name, else a zone."""
        if name not in self._zones:
            for claim in self.found.claims:
                if claim.actor == name and claim.actor_kind not in ("zone", "none"):
                    return self._actor_iri(name, claim.actor_kind)
        return self._named_zone(name)

    def _known_provinces(self) -> set[str]:
        paths = (self.vocabulary.places.path(zone.place) for zone in self.found.zones if zone.place)
        return {path[0].code for path in paths if path}

    def _place_code(self, name: str, level: str) -> PlaceCode | None:
        """Code of a place by name and level; one in a province of the article's zones is preferred.

        The name may have the city's in front: 酒泉市肃州区.
        """
        places = self.vocabulary.places
        found = [place for place in places.named(name) if place.level == level]
        for at in range(2, len(name) - 1) if not found else ():
            inner = [place for place in places.named(name[at:]) if place.level == level]
            found += [one for one in inner if any(outer.name == name[:at] for outer in places.path(one.code))]
        near = [place for place in found if places.path(place.code)[0].code in self._provinces]
        best = near or found
        return best[0].code if best else None
