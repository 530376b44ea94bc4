"""Whether a graph is complete and its quotations are true: SHACL through pySHACL, and page texts compared.

Needs the extra ``[shacl]``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from reformgraph.errors import MissingExtraError, StoreError
from reformgraph.iri import BASE, RG, SH, XSD, Minter
from reformgraph.rdf.constraints import Select, check_one, check_whole
from reformgraph.rdf.issue import Issue, compact, local_graph
from reformgraph.rdf.quotations import Quotations
from reformgraph.vocabulary.load_vocabulary import ontology_bytes

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Issue", "check_graph", "check_quads"]

#: A named graph: its IRI and its triples, or quads whose graph is not looked at.
NamedGraph = tuple[str, Iterable[ox.Triple | ox.Quad]]
#: Triples that are validated in one go; larger batches win little time and take memory.
BATCH = 100_000
#: Signs of a text that are looked at: long ones have to be there, no more.
_LOOKED_AT = 200
_STRING = XSD + "string"


def check_graph(
    graphs: Iterable[NamedGraph],
    *,
    language: str = "en",
    batch: int = BATCH,
    select: Select | None = None,
    base: str = BASE,
) -> list[Issue]:
    """Validate named graphs against the shapes, and every quotation against the text of its page.

    Parameters
    ----------
    graphs
        Pairs of graph IRI and content; a graph may come once only, in any order. Quotations are compared
        with those pages that come too. What only several graphs together can tell is looked at where the
        derived graph and the vocabulary are among them.
    language
        ``en`` or ``zh``: language of message and cure.
    batch
        Number of triples validated at a time.
    select
        Asks the store that holds the graphs; without one, they are held in memory to be asked.
    base
        What the IRIs of things begin with.

    Returns
    -------
    list of Issue
        Sorted; empty for a sound store.

    Raises
    ------
    MissingExtraError
        If pySHACL is not installed.
    """
    _require()
    quotations = Quotations()
    issues: list[Issue] = []
    kept: list[ox.Quad] = []
    names: set[str] = set()
    for held in _batches(graphs, batch):
        names.update(held)
        for name, triples in held.items():
            quotations.read(name, triples)
            issues += check_one(name, triples, language)
            kept += _quads(name, triples) if select is None else ()
        issues += _validate(held, language)
    if {Minter(base).graph(name) for name in ("derived", "vocabulary")} <= names:
        issues += check_whole(select or _asking(kept), language, base)
    return sorted({*issues, *_misquoted(quotations, language)})


def _misquoted(quotations: Quotations, language: str) -> Iterator[Issue]:
    for wrong in quotations.wrong():
        told = _MISQUOTED[language == "zh"]
        yield Issue(local_graph(wrong.graph), "violation", wrong.focus, wrong.path, *told)


def _quads(name: str, triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[ox.Quad]:
    """The triples as quads of their graph; an empty name is the default graph."""
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    return (ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples)


def _asking(quads: Iterable[ox.Quad]) -> Select:
    """Asks quads in memory, the default graph being the union."""
    store = ox.Store()
    store.bulk_extend(quads)

    def select(text: str) -> list[dict[str, str | None]]:
        answer = store.query(text, use_default_graph_as_union=True)
        names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
        return [{name: row[name].value if row[name] is not None else None for name in names} for row in answer]  # type: ignore[union-attr]

    return select


def check_quads(quads: Iterable[ox.Quad] | bytes | str, *, language: str = "en") -> list[Issue]:
    """Validate quads, or N-Quads, in any order, see `check_graph`; all are held in memory.

    Raises
    ------
    MissingExtraError
        If pySHACL is not installed.
    StoreError
        If the text is not N-Quads.
    """
    graphs: dict[str, list[ox.Triple | ox.Quad]] = {}
    try:
        for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS) if isinstance(quads, bytes | str) else quads:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            graphs.setdefault(name, []).append(quad)
    except SyntaxError as error:
        raise StoreError(f"not N-Quads: {error.msg}", where=f"line {error.lineno}", cure="export again") from error
    return check_graph(graphs.items(), language=language)


_MISQUOTED = (
    ("the quotation is not what the page says there", "build the page again"),
    ("引文与版面该处文字不符", "重新构建该版面"),
)


def _require() -> None:
    try:
        import pyshacl  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("pyshacl", "shacl") from error


def _batches(graphs: Iterable[NamedGraph], size: int) -> Iterator[dict[str, list[ox.Triple | ox.Quad]]]:
    held: dict[str, list[ox.Triple | ox.Quad]] = {}
    count = 0
    for name, content in graphs:
        triples = list(content)
        if count and count + len(triples) > size:
            yield held
            held, count = {}, 0
        held[name] = triples
        count += len(triples)
    if held:
        yield held


@lru_cache(maxsize=1)
def _shapes() -> Graph:
    """The shapes that a graph alone can be held against; the others are `constraints`."""
    from rdflib import Graph, URIRef

    shapes = Graph().parse(data=ontology_bytes("shapes.ttl"), format="turtle")
    for name in ("class", "uniqueLang"):
        shapes.remove((None, URIRef(SH + name), None))
    for name in ("sparql", "closed"):
        for shape in list(shapes.subjects(URIRef(SH + name))):
            shapes.remove((shape, None, None))
    return shapes


@lru_cache(maxsize=1)
def _targets() -> frozenset[str]:
    """IRIs of the classes and properties that some shape looks at."""
    from rdflib import URIRef

    wanted = [URIRef(SH + name) for name in ("targetClass", "path", "lessThan", "lessThanOrEquals")]
    return frozenset(str(term) for predicate in wanted for term in _shapes().objects(None, predicate))


def _validate(held: Mapping[str, list[ox.Triple | ox.Quad]], language: str) -> Iterator[Issue]:
    from pyshacl import validate
    from rdflib import URIRef

    data, homes = _data(held)
    conforms, report, _ = validate(
        data, shacl_graph=_shapes(), inplace=True, inference="none", meta_shacl=False, advanced=False
    )
    if conforms:
        return
    result = URIRef(SH + "ValidationResult")
    for found in report.subjects(predicate=None, object=result):
        values = {str(predicate).rpartition("#")[2]: value for predicate, value in report.predicate_objects(found)}
        focus = str(values["focusNode"])
        shape = values["sourceShape"]
        yield Issue(
            local_graph(homes.get(focus, "")),
            str(values["resultSeverity"]).rpartition("#")[2].lower(),
            focus,
            compact(str(values.get("resultPath", ""))),
            _said(shape, SH + "message", language),
            _said(shape, RG + "cure", language),
        )


def _data(held: Mapping[str, list[ox.Triple | ox.Quad]]) -> tuple[Graph, dict[str, str]]:
    """The triples that shapes look at as an rdflib graph, and the graph in which each subject stands first."""
    from rdflib import Graph, Literal, URIRef

    terms: dict[object, Node] = {}
    homes: dict[str, str] = {}
    looked_at = _targets() | {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"}

    def term(given: object) -> Node:
        known = terms.get(given)
        if known is None:
            if isinstance(given, ox.Literal):
                kind = given.datatype.value
                if given.language:
                    known = Literal(given.value, lang=given.language)
                elif kind == _STRING:
                    known = Literal(_beginning(given.value))
                else:
                    known = Literal(given.value, datatype=URIRef(kind))
            else:
                known = URIRef(given.value)  # type: ignore[attr-defined]
            terms[given] = known
        return known

    # An ill-typed literal is reported as an issue; rdflib would log a traceback besides.
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    data = Graph()
    for name, triples in held.items():
        for triple in triples:
            if triple.predicate.value in looked_at:
                subject = triple.subject
                homes.setdefault(subject.value, name)  # type: ignore[union-attr]
                data.add((term(subject), term(triple.predicate), term(triple.object)))
    logger.setLevel(level)
    return data, homes


def _beginning(text: str) -> str:
    """What is looked at of a long text: whole words, for many ranges (12-15 20-23 ...) are held to a pattern."""
    return text if len(text) <= _LOOKED_AT else text[:_LOOKED_AT].rpartition(" ")[0] or text[:_LOOKED_AT]


def _said(shape: Node, predicate: str, language: str) -> str:
    from rdflib import Literal, URIRef

    texts = {
        text.language: str(text) for text in _shapes().objects(shape, URIRef(predicate)) if isinstance(text, Literal)
    }
    return texts.get(language) or texts.get("en", "")
