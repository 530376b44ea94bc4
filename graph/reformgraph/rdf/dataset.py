"""What stands beside the articles as RDF: the vocabulary, the places and the description of the data set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from reformgraph._version import __version__
from reformgraph.iri import (
    BASE,
    DCAT,
    DCT,
    DQV,
    ELI,
    OA,
    ORG,
    OWL,
    PROV,
    QUDT,
    RG,
    SCHEMA,
    SKOS,
    TIME,
    VOID,
    XSD,
    Minter,
)
from reformgraph.rdf.terms import FALSE, TRUE, Triples, date_time, decimal, integer, label, node, text
from reformgraph.values import Iri
from reformgraph.vocabulary.load_vocabulary import PINYIN, Vocabulary, load_vocabulary, ontology_bytes
from reformgraph.vocabulary.reform import Reform

#: Measures of the data set: name, count of what has it or (with a minus) lacks it, count of all, and what it says.
_MEASURES = (
    ("dated", "-pages_without_date", "pages", "有日期的版面份额", "Share of pages with an issue date"),
    ("with-actor", "-claims_without_actor", "claims", "有主体的陈述份额", "Share of claims with an actor"),
    ("corroborated", "adoptions_corroborated", "adoptions", "多来源的采纳份额",
     "Share of adoptions with two independent sources or more"),
)  # fmt: skip
#: Name of a count to the class it counts.
CLASSES = {
    "pages": RG + "Page",
    "articles": RG + "Article",
    "zones": RG + "Zone",
    "companies": RG + "Company",
    "people": SCHEMA + "Person",
    "projects": RG + "Project",
    "documents": ELI + "LegalResource",
    "claims": RG + "AdoptionClaim",
    "adoptions": RG + "Adoption",
    "figures": RG + "Figure",
}
_VOCABULARIES = (RG, SCHEMA, SKOS, PROV, ORG, OA, TIME, DCT, ELI, QUDT)


def vocabulary_quads(base: str = BASE, vocabulary: Vocabulary | None = None) -> dict[str, list[ox.Triple]]:
    """Triples of the graphs ``graph:vocabulary``, ``graph:places`` and ``graph:zones`` by graph IRI.

    Parameters
    ----------
    base
        What the IRIs of things begin with.
    vocabulary
        One whose reforms come from a CSV file takes the place of the curated reforms.
    """
    minter = Minter(base)
    reforms = list(_file("reforms.ttl", base))
    if vocabulary is not None and vocabulary.version != load_vocabulary().version:
        scheme, ours = node(SKOS + "inScheme"), (node(RG + "Reforms"), node(RG + "RetiredReforms"))
        replaced = {triple.subject for triple in reforms if triple.predicate == scheme and triple.object in ours}
        reforms = [triple for triple in reforms if triple.subject not in replaced]
        reforms += _custom_reforms(vocabulary, minter)
    terms = [*_file("reformgraph.ttl", base), *reforms, *_file("zone-kinds.ttl", base)]
    return {
        minter.graph("vocabulary"): terms,
        minter.graph("places"): list(_file("places.ttl", base)),
        minter.graph("zones"): list(_file("zones.ttl", base)),
    }


def _file(name: str, base: str) -> Iterator[ox.Triple]:
    """Triples of a file of the ontology, its things moved under another base."""
    for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE):
        if base == BASE:
            yield quad.triple
        else:
            yield ox.Triple(_moved(quad.subject, base), quad.predicate, _moved(quad.object, base))  # type: ignore[arg-type]


def _moved(term: object, base: str) -> object:
    if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
        return node(base + term.value[len(BASE) :])
    return term


def _custom_reforms(vocabulary: Vocabulary, minter: Minter) -> list[ox.Triple]:
    out = Triples()
    known = {category.name for category in vocabulary.categories.values()}
    for reform in vocabulary.reforms.values():
        _custom_reform(out, reform, minter)
        name = vocabulary.category_name(reform.category)
        category = minter.named("category", name)
        out.add(minter.named("reform", reform.name), node(RG + "category"), node(category))
        if name not in known:
            known.add(name)
            out.a(category, node(SKOS + "Concept"))
            out.add(category, node(SKOS + "inScheme"), node(RG + "Categories"))
            out.add(category, node(SKOS + "prefLabel"), label(name))
    return out


def _custom_reform(out: Triples, reform: Reform, minter: Minter) -> None:
    iri = minter.named("reform", reform.name)
    out.a(iri, node(SKOS + "Concept"))
    out.add(iri, node(SKOS + "inScheme"), node(RG + "Reforms"))
    for name, value, language in (
        ("prefLabel", reform.name, "zh"),
        ("prefLabel", reform.english, "en"),
        ("hiddenLabel", reform.pinyin, PINYIN),
        ("definition", reform.definition_zh, "zh"),
        ("definition", reform.definition, "en"),
        ("scopeNote", reform.scope_note_zh, "zh"),
        ("scopeNote", reform.scope_note, "en"),
    ):
        if value:
            out.add(iri, node(SKOS + name), label(value, language))
    for form in reform.aliases:
        out.add(iri, node(SKOS + "altLabel"), label(form))
    if reform.broader:
        out.add(iri, node(SKOS + "broader"), node(minter.named("reform", reform.broader)))
    else:
        out.add(iri, node(SKOS + "topConceptOf"), node(RG + "Reforms"))
    for other in reform.related:
        out.add(iri, node(SKOS + "related"), node(minter.named("reform", other)))
    if reform.notation:
        out.add(iri, node(SKOS + "notation"), text(reform.notation))
    _custom_facts(out, iri, reform)


def _custom_facts(out: Triples, iri: Iri, reform: Reform) -> None:
    """What our own terms say of a reform."""
    if reform.level:
        out.add(iri, node(RG + "level"), text(reform.level))
    out.add(iri, node(RG + "core"), TRUE if reform.core else FALSE)
    if reform.heading:
        out.add(iri, node(RG + "heading"), TRUE)
    for form in reform.needs_context:
        out.add(iri, node(RG + "needsContext"), label(form))
    if reform.first_year:
        year = ox.Literal(reform.first_year, datatype=ox.NamedNode(XSD + "gYear"))
        out.add(iri, node(RG + "firstYear"), year)
    if reform.source:
        out.add(iri, node(RG + "sourceDocument"), label(reform.source))
    if reform.source_number:
        out.add(iri, node(RG + "sourceNumber"), text(reform.source_number))


def dataset_quads(
    counts: Mapping[str, int],
    base: str = BASE,
    vocabulary_version: str | None = None,
    software_version: str = __version__,
    generated: str | None = None,
    made_by: Iterable[tuple[str, str, str]] = (),
) -> dict[str, list[ox.Triple]]:
    """VoID and DCAT description of the data set: triples of ``graph:dataset`` by graph IRI.

    Parameters
    ----------
    counts
        Numbers of things by the names of the command ``info``: ``pages``, ``articles`` ... ``quads``.
    generated
        Time of making as ``xsd:dateTime``; left out if None.
    made_by
        What made the pages: IRI, version of the software and of the vocabulary.
    """
    minter, out = Minter(base), Triples()
    iri = minter.graph("dataset")
    out.a(iri, node(VOID + "Dataset"))
    out.a(iri, node(DCAT + "Dataset"))
    out.add(iri, node(DCT + "title"), label("开发区改革知识图谱"))
    out.add(iri, node(DCT + "title"), label("Knowledge graph of development-zone reforms", "en"))
    out.add(iri, node(VOID + "uriSpace"), text(base))
    for vocabulary in _VOCABULARIES:
        out.add(iri, node(VOID + "vocabulary"), node(vocabulary))
    if "quads" in counts:
        out.add(iri, node(VOID + "triples"), integer(counts["quads"]))
    for name, of in CLASSES.items():
        if name in counts:
            part = minter.graph(f"dataset-{name}")
            out.add(iri, node(VOID + "classPartition"), node(part))
            out.add(part, node(VOID + "class"), node(of))
            out.add(part, node(VOID + "entities"), integer(counts[name]))
    out.add(iri, node(OWL + "versionInfo"), text(software_version))
    out.add(iri, node(RG + "softwareVersion"), text(software_version))
    out.add(iri, node(RG + "vocabularyVersion"), text(vocabulary_version or load_vocabulary().version))
    if generated:
        out.add(iri, node(DCT + "issued"), date_time(generated))
    _quality(out, counts, minter)
    for activity, software, known in sorted(made_by):
        made = Iri(activity)
        out.a(made, node(PROV + "Activity"))
        out.add(made, node(RG + "softwareVersion"), text(software))
        out.add(made, node(RG + "vocabularyVersion"), text(known))
    return {iri: list(out)}


def _quality(out: Triples, counts: Mapping[str, int], minter: Minter) -> None:
    """Measures of the data set in DQV, as far as there are the counts and things to measure."""
    dataset = minter.graph("dataset")
    for name, part, whole, chinese, english in _MEASURES:
        if not counts.get(whole) or part.lstrip("-") not in counts:
            continue
        number = counts[part.lstrip("-")]
        share = (counts[whole] - number if part.startswith("-") else number) / counts[whole]
        measured, metric = minter.graph(f"dataset-{name}"), minter.graph(f"metric-{name}")
        out.add(dataset, node(DQV + "hasQualityMeasurement"), node(measured))
        out.a(measured, node(DQV + "QualityMeasurement"))
        out.add(measured, node(DQV + "computedOn"), node(dataset))
        out.add(measured, node(DQV + "isMeasurementOf"), node(metric))
        out.add(measured, node(DQV + "value"), decimal(f"{share:.4f}"))
        out.a(metric, node(DQV + "Metric"))
        out.add(metric, node(DQV + "expectedDataType"), node(XSD + "decimal"))
        for value, language in ((chinese, "zh"), (english, "en")):
            out.add(metric, node(SKOS + "definition"), label(value, language))
