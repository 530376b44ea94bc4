"""The shapes that one graph alone cannot be held against: classes of values, languages of names, closed shapes,
dates that are no days, and what only a query over the whole store can tell. Needs no extra.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import pyoxigraph as ox

from reformgraph.iri import BASE, EDTF, RDF, RDFS, RG, SH, XSD, prefixes
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.rdf.issue import Issue, compact, local_graph
from reformgraph.rdf.local_checks import faults_of
from reformgraph.vocabulary.load_vocabulary import ontology_bytes

#: Answers a SELECT: rows by variable name, the default graph being the union.
Select = Callable[[str], list[dict[str, str | None]]]

_TYPE, _FIRST, _REST, _NIL = (RDF + name for name in ("type", "first", "rest", "nil"))
#: Graphs made from our own tables, which have linters of their own.
_CATALOGUES = frozenset({"vocabulary", "places", "zones", "dataset"})


@dataclass(slots=True)
class _Shapes:
    """The file of shapes, and the classes below each class: statements by subject and predicate."""

    facts: dict[str, dict[str, list[ox.Literal | ox.NamedNode | ox.BlankNode]]]
    below: dict[str, set[str]] = field(default_factory=dict)

    def one(self, subject: str, predicate: str) -> str:
        return next((term.value for term in self.facts[subject].get(predicate, ())), "")

    def said(self, subject: str, predicate: str, language: str) -> str:
        texts = {term.language: term.value for term in self.facts[subject].get(predicate, ())
                 if isinstance(term, ox.Literal)}  # fmt: skip
        return texts.get(language) or texts.get("en", "")

    def having(self, predicate: str) -> Iterator[str]:
        return (subject for subject, about in self.facts.items() if predicate in about)

    def items(self, node: str) -> Iterator[str]:
        while node and node != _NIL:
            yield self.one(node, _FIRST)
            node = self.one(node, _REST)


@lru_cache(maxsize=1)
def _shapes() -> _Shapes:
    facts: dict[str, dict[str, list[ox.Literal | ox.NamedNode | ox.BlankNode]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(ontology_bytes("shapes.ttl"), format=ox.RdfFormat.TURTLE):
        facts[quad.subject.value][quad.predicate.value].append(quad.object)
    above: dict[str, set[str]] = defaultdict(set)
    for quad in ox.parse(ontology_bytes("reformgraph.ttl"), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == RDFS + "subClassOf":
            above[quad.subject.value].add(quad.object.value)
    return _Shapes(
        facts, {name: _below(name, above) for name in {*above, *(n for some in above.values() for n in some)}}
    )


def _below(name: str, above: Mapping[str, set[str]]) -> set[str]:
    """A class and those below it."""
    found = {name}
    while more := {one for one, parents in above.items() if parents & found} - found:
        found |= more
    return found


def check_whole(select: Select, language: str = "en", base: str = BASE) -> Iterator[Issue]:
    """What is wrong with a whole store: articles, what follows from them, and the vocabulary.

    Parameters
    ----------
    select
        Asks the store; prefixes need no declaration.
    """
    for path, target, wrong, shape in _queries():
        text = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes(base).items() if f"{name}:" in wrong)
        shapes = _shapes()
        for row in select(text + wrong):
            focus = str(row["this"])
            yield Issue(
                _home(select, focus, target),
                "violation",
                focus,
                path,
                shapes.said(shape, SH + "message", language),
                shapes.said(shape, RG + "cure", language),
            )


@lru_cache(maxsize=1)
def _queries() -> tuple[tuple[str, str, str, str], ...]:
    """Path, class, query and shape of each constraint."""
    shapes, found = _shapes(), []
    for shape in shapes.having(SH + "sparql"):
        select = shapes.one(shape, SH + "sparql")
        text = shapes.one(select, SH + "select").replace("$this", "?this")
        found.append((shapes.one(select, RG + "path"), shapes.one(shape, SH + "targetClass"), text, select))
    for shape in shapes.having(SH + "class"):
        target, path, wanted = (shapes.one(shape, SH + name) for name in ("targetClass", "path", "class"))
        kinds = ", ".join(f"<{kind}>" for kind in sorted(shapes.below.get(wanted, {wanted})))
        # What was merged is of the class of what stands for it. OPTIONAL, not NOT EXISTS: for a path of two steps
        # the engine goes through all things of the classes anew for each value (7 s for 1,200 claims, else 30 ms).
        text = (
            f"SELECT DISTINCT ?this {{ ?this a <{target}> ; <{path}> ?value FILTER(isIRI(?value)) "
            f"OPTIONAL {{ ?value a ?kind FILTER(?kind IN ({kinds})) }} "
            f"OPTIONAL {{ ?value rg:canonical ?other . ?other a ?of FILTER(?of IN ({kinds})) }} "
            f"FILTER(!BOUND(?kind) && !BOUND(?of)) }}"
        )
        found.append((compact(path), target, text, shape))
    for shape in shapes.having(SH + "uniqueLang"):
        target, path = (shapes.one(shape, SH + name) for name in ("targetClass", "path"))
        text = (
            f"SELECT DISTINCT ?this {{ ?this a <{target}> ; <{path}> ?one , ?other "
            f"FILTER(LANG(?one) = LANG(?other) && STR(?one) < STR(?other)) }}"
        )
        found.append((compact(path), target, text, shape))
    return tuple(sorted(found))


def _home(select: Select, focus: str, target: str) -> str:
    """Local name of a graph that speaks of a thing, that in which it has its class first."""
    term = str(ox.NamedNode(focus))
    for pattern in (f"{term} a <{target}>", f"{term} ?p ?o"):
        rows = select(f"SELECT ?graph {{ GRAPH ?graph {{ {pattern} }} }} ORDER BY ?graph LIMIT 1")
        if rows:
            return local_graph(str(rows[0]["graph"]))
    return ""


def check_one(graph: str, triples: Iterable[ox.Triple | ox.Quad], language: str = "en") -> Iterator[Issue]:
    """What is wrong within one graph: dates that are no days, what a thing says against itself, strange properties."""
    about: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        about[triple.subject.value][triple.predicate.value].append(triple.object)  # type: ignore[union-attr]
    name = local_graph(graph)
    for focus, facts in about.items():
        for predicate, terms in facts.items():
            if any(_is_no_day(term) for term in terms):
                yield Issue(name, "violation", focus, compact(predicate), *(text[language != "zh"] for text in _NO_DAY))
        for wrong, told in faults_of(facts):
            yield Issue(name, "violation", focus, compact(wrong), *(text[language != "zh"] for text in told))
        if name not in _CATALOGUES:
            yield from _strange(name, focus, facts, language)


_NO_DAY = (
    ("没有这一天，或区间先终后始", "there is no such day, or the interval ends before it begins"),
    ("重新构建该版面", "build the page again"),
)


def _is_no_day(term: object) -> bool:
    """Whether a literal is written like a date and is none: 2024-02-31, 2024-05/2024-03."""
    if not isinstance(term, ox.Literal):
        return False
    kind = term.datatype.value
    if kind == XSD + "date":
        try:
            date.fromisoformat(term.value)
        except ValueError:
            return True
    if kind != EDTF or not is_valid(term.value):
        return kind == EDTF
    first, last = bounds(term.value)
    return first is not None and last is not None and first > last


@lru_cache(maxsize=1)
def _closed() -> Mapping[str, tuple[frozenset[str], str]]:
    """Class to the properties that it may have, and the shape that says so."""
    shapes = _shapes()
    return {
        shapes.one(shape, SH + "targetClass"): (
            frozenset(shapes.items(shapes.one(shape, SH + "ignoredProperties"))),
            shape,
        )
        for shape in shapes.having(SH + "closed")
    }


def _strange(graph: str, focus: str, facts: Mapping[str, list[object]], language: str) -> Iterator[Issue]:
    closed = [_closed()[kind.value] for kind in facts.get(_TYPE, ()) if kind.value in _closed()]  # type: ignore[attr-defined]
    if not closed:
        return
    allowed = frozenset().union(*(properties for properties, _ in closed))
    shapes, shape = _shapes(), closed[0][1]
    for predicate in facts.keys() - allowed:
        message, cure = (shapes.said(shape, name, language) for name in (SH + "message", RG + "cure"))
        yield Issue(graph, "violation", focus, compact(predicate), message, cure)
