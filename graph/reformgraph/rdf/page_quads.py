"""Records to RDF, pure: the graph of a page and one graph for each of its articles.

No blank nodes; the same records give the same triples in the same order. What the files of the ontology
say, and the description of the data set, are made in `rdf_dataset`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from reformgraph._version import __version__
from reformgraph.iri import BASE, DCT, RG, Minter
from reformgraph.language.flow import unwrap
from reformgraph.rdf.dataset import dataset_quads, vocabulary_quads
from reformgraph.rdf.rdf_claims import ClaimWriter
from reformgraph.rdf.terms import FALSE, TRUE, Triples, date_time, decimal, edtf, integer, node, prov, rg, schema, text
from reformgraph.records import Article, Extraction, Page, PageExtraction, Paragraph, Role
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

__all__ = ["dataset_quads", "page_quads", "vocabulary_quads"]

IDENTIFIER = node(DCT + "identifier")
_ROLES: tuple[Role, ...] = ("title", "kicker", "body", "byline", "caption")
_LINES = {role: node(f"{RG}{role}Lines") for role in _ROLES}


def page_quads(
    result: PageExtraction,
    base: str = BASE,
    vocabulary: Vocabulary | None = None,
    generated: str | None = None,
) -> dict[str, list[ox.Triple]]:
    """Triples by graph IRI: the page first, then its articles in their order.

    Parameters
    ----------
    result
        A page with what was found in its articles.
    base
        What the IRIs of things begin with.
    vocabulary
        Gives places and kinds of zones; the bundled one if None.
    generated
        Time of making as ``xsd:dateTime``; left out if None, so that builds stay reproducible.
    """
    vocabulary = vocabulary or load_vocabulary()
    minter = Minter(base)
    graphs: dict[str, list[ox.Triple]] = {}
    graphs[minter.page_graph(result.page.id)] = _page(result.page, minter, vocabulary, generated)
    for found in result.extractions:
        writer = _ArticleWriter(result.page, found, minter, vocabulary)
        graphs[minter.article_graph(found.article.id)] = writer.write(generated)
    return graphs


def _software(minter: Minter, vocabulary: Vocabulary) -> str:
    return minter.local("software", f"reformgraph-{__version__}-{vocabulary.version}".replace(".", "-"))


def _page(page: Page, minter: Minter, vocabulary: Vocabulary, generated: str | None) -> list[ox.Triple]:
    out, iri, software = Triples(), minter.page(page.id), _software(minter, vocabulary)
    out.a(iri, rg["Page"])
    out.add(iri, schema["name"], text(page.name))
    out.add(iri, IDENTIFIER, text(page.id))
    for name, value in (
        ("text", page.text),
        ("textSha256", page.text_sha256),
        ("fileSha256", page.file_sha256),
        ("encoding", page.encoding),
        ("format", page.format),
        ("dateBasis", page.date_basis),
        ("source", page.source),
        ("edition", page.edition),
    ):
        if value:
            out.add(iri, rg[name], text(value))
    if page.issue_date:
        out.add(iri, rg["issueDate"], edtf(page.issue_date))
    if page.recognised is not None:
        out.add(iri, rg["recognised"], decimal(f"{page.recognised:g}"))
    if page.url:
        out.add(iri, schema["url"], text(page.url))
    out.add(iri, prov["wasGeneratedBy"], node(software))
    # What made it is described once, with the data set.
    out.add(iri, rg["softwareVersion"], text(__version__))
    out.add(iri, rg["vocabularyVersion"], text(vocabulary.version))
    if generated:
        out.add(iri, prov["generatedAtTime"], date_time(generated))
    return out


def line_ranges(lines: Iterable[int]) -> str:
    """Line numbers as ranges.

    >>> line_ranges([1, 2, 3, 5])
    '1-3 5'
    """
    ranges: list[list[int]] = []
    for line in sorted(lines):
        if ranges and line <= ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


class _ArticleWriter(ClaimWriter):
    """Writes the whole graph of one article."""

    def write(self, generated: str | None = None) -> list[ox.Triple]:
        """All triples of the article, without repeats."""
        self._article(generated)
        for zone in self.found.zones:
            self._zone(zone)
        for company in self.found.companies:
            self._company(company)
        for person in self.found.people:
            self._person(person)
        for document in self.found.documents:
            self._document(document)
        for project in self.found.projects:
            self._project(project)
        for figure in self.found.figures:
            self._figure(figure)
        for number, claim in enumerate(self.found.claims, 1):
            self._claim(number, claim)
        self._write_mentions()
        return self.out.unique()

    def _article(self, generated: str | None) -> None:
        article, page, out, iri = self.found.article, self.page, self.out, self.iri
        out.a(iri, rg["Article"])
        out.add(iri, schema["isPartOf"], node(self.page_iri))
        number = self.id.rpartition("-")[2]
        if number.isascii() and number.isdigit():
            out.add(iri, schema["position"], integer(int(number)))
        out.add(iri, schema["headline"], text(article.title))
        if article.kicker:
            out.add(iri, rg["kicker"], text(article.kicker))
        for author in article.authors:
            out.add(iri, schema["author"], text(author))
        if page.issue_date:
            out.add(iri, rg["issueDate"], edtf(page.issue_date))
            self._bounds(iri, "issued", page.issue_date)
        out.add(iri, rg["complete"], TRUE if article.complete else FALSE)
        out.add(iri, schema["articleBody"], text(_body_text(page.text, article)))
        for role, predicate in _LINES.items():
            if article.lines.get(role):
                out.add(iri, predicate, text(line_ranges(article.lines[role])))
        out.add(iri, prov["wasDerivedFrom"], node(self.page_iri))
        out.add(iri, prov["wasGeneratedBy"], node(_software(self.minter, self.vocabulary)))
        for name, value in (
            ("fileName", page.name),
            ("fileSha256", page.file_sha256),
            ("encoding", page.encoding),
            ("source", page.source),
        ):
            if value:
                out.add(iri, rg[name], text(value))
        if generated:
            out.add(iri, prov["generatedAtTime"], date_time(generated))
        subjects = _subjects(self.found)
        self.subject = self._zones[subjects[0]] if len(subjects) == 1 else None
        for name in subjects:
            out.add(iri, schema["about"], node(self._zones[name]))


def _body_text(page_text: str, article: Article) -> str:
    return "\n".join(_unwrapped(page_text, paragraph) for paragraph in article.paragraphs if paragraph.role == "body")


def _unwrapped(page_text: str, paragraph: Paragraph) -> str:
    return unwrap("\n".join(page_text[start:end] for start, end in paragraph.spans))


def _subjects(found: Extraction) -> list[str]:
    """Names of the zones an article is about: those of the headline, else the one it claims and says most of."""
    head = [span for p in found.article.paragraphs if p.role in ("title", "kicker") for span in p.spans]
    named = [
        zone.name
        for zone in found.zones
        if any(a <= mention.span.start < b for mention in zone.mentions for a, b in head)
    ]
    if named or not found.zones:
        return named
    claims = [claim.actor for claim in found.claims if claim.actor_kind == "zone"]
    most = max(found.zones, key=lambda zone: (claims.count(zone.name), len(zone.mentions)))
    return [most.name]
