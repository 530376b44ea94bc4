"""How far the sources of a store reach: a look at it in, a line out."""

from __future__ import annotations

from reformgraph.show.page_language import say
from reformgraph.show.serve.lookups import Look
from reformgraph.views.held import held

# Each is counted by itself: a first and a last day are unknown to SPARQL where one article has none.
_REACH = """SELECT ?articles ?dated ?first ?last ?sources {
  { SELECT (COUNT(DISTINCT ?one) AS ?articles) { ?one a rg:Article } }
  { SELECT (COUNT(DISTINCT ?told) AS ?dated) (MIN(?day) AS ?first) (MAX(?day) AS ?last) {
      ?told a rg:Article ; rg:issueDate ?day } }
  { SELECT (COUNT(DISTINCT ?source) AS ?sources) { ?from a rg:Article ; rg:source ?source } } }"""


def reach(look: Look) -> str:
    """Articles, papers and days of the sources, as in ``Sources: 9 articles, 3 papers and sites``."""
    found = held(look.store, "reach", lambda: look.store.select(_REACH)[0], len)
    days = [str(found[name]) for name in ("first", "last") if found[name]]
    told = say("Sources: {} articles", found["articles"])
    if int(found["sources"] or 0):
        told += say(", {} papers and sites", found["sources"])
    told += say(", {} to {}", *days) if len(days) == 2 else ""
    undated = int(found["articles"] or 0) - int(found["dated"] or 0)
    return told + (say(", {} without a date", undated) if undated else "")
