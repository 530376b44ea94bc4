"""How far the sources of a store reach: a look at it in, a line out."""

from __future__ import annotations

from reformgraph.show.page_language import say
from reformgraph.show.serve.lookups import Look

_REACH = """SELECT (COUNT(DISTINCT ?article) AS ?articles) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
  (COUNT(DISTINCT ?source) AS ?sources) { ?article a rg:Article .
  OPTIONAL { ?article rg:issueDate ?day } OPTIONAL { ?article rg:source ?source } }"""


def reach(look: Look) -> str:
    """Articles, papers and days of the sources, as in ``Sources: 9 articles, 3 papers and sites``."""
    found = look.store.select(_REACH)[0]
    days = [str(found[name]) for name in ("first", "last") if found[name]]
    told = say("Sources: {} articles", found["articles"])
    if int(found["sources"] or 0):
        told += say(", {} papers and sites", found["sources"])
    return told + (say(", {} to {}", *days) if len(days) == 2 else "")
