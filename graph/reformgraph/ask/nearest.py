"""Questions near to one that cannot be answered, which the store can answer."""

from __future__ import annotations

from pyoxigraph import NamedNode

from reformgraph.ask.answer import Part
from reformgraph.ask.wording import Wording
from reformgraph.store.base import Store

_REFORMS = """SELECT ?name (COUNT(?adoption) AS ?n) {
  GRAPH graph:derived { ?adoption rg:reform ?reform ; rg:actor ?zone }
  ?reform skos:prefLabel ?name FILTER(LANG(?name) = "zh") } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 3"""
_INDICATORS = """SELECT ?name (COUNT(?figure) AS ?n) { GRAPH graph:derived { ?named rg:canonical ?zone }
  GRAPH ?graph { ?figure rg:about ?named ; rg:indicator ?name } } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 2"""
_ZONES = """SELECT ?name (COUNT(?adoption) AS ?n) { GRAPH graph:derived { ?adoption rg:reform ?reform ; rg:actor ?zone }
  ?zone skos:prefLabel ?name FILTER(LANG(?name) = "zh") } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 2"""


def nearest(store: Store, part: Part, say: Wording) -> tuple[str, ...]:
    """Up to five questions about the same zone or reform, or about those with most adoptions."""
    found: list[str] = []
    for actor in part.actors()[:1]:
        where = NamedNode(str(actor.iri))
        for row in store.select(_REFORMS, zone=where):
            found.append(say(f"{actor.label}的{row['name']}是什么状态？", f"status of {row['name']} at {actor.label}?"))
        for row in store.select(_INDICATORS, zone=where):
            found.append(say(f"{actor.label}的{row['name']}是多少？", f"how much is {row['name']} of {actor.label}?"))
    for reform in part.of("reform")[:1]:
        found.append(say(f"哪些开发区推行了{reform.label}？", f"which zones adopted {reform.label}?"))
        for row in store.select(_ZONES, reform=NamedNode(str(reform.iri))):
            found.append(
                say(f"{row['name']}的{reform.label}是什么状态？", f"status of {reform.label} at {row['name']}?")
            )
    if not found:
        for row in store.select(_REFORMS):
            found.append(say(f"哪些开发区推行了{row['name']}？", f"which zones adopted {row['name']}?"))
    return tuple(dict.fromkeys(found))[:5]
