"""How many things of each kind a store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reformgraph.adoption.ledger import state_graph
from reformgraph.iri import BASE, PROV, RG, SKOS
from reformgraph.rdf.dataset import CLASSES
from reformgraph.records import STATUSES
from reformgraph.store import Store
from reformgraph.views import store_rows
from reformgraph.views.held import held
from reformgraph.views.status_words import STATUS_WORDS

#: Keys in the order in which they are told.
KEYS = (
    "pages", "pages_without_date", "articles", "zones", "reforms", "reform_candidates", "companies",
    "people", "projects", "documents", "claims", "claims_without_actor", "adoptions",
    "adoptions_corroborated", "figures",
)  # fmt: skip

#: What each number counts, in Chinese and English: every page that shows it calls it so.
NAMES = {
    "pages": ("版面", "pages"), "articles": ("报道", "articles"), "zones": ("开发区", "zones"),
    "reforms": ("改革（词表）", "reforms of the vocabulary"),
    "reform_candidates": ("新改革（待审定）", "candidate reforms"),
    "companies": ("企业", "companies"), "claims": ("陈述", "claims"),
    "claims_without_actor": ("看不出主体的陈述", "claims without an actor"),
    "adoptions": ("主体与改革的记录，各状态合计", "pairs of actor and reform, of any status"),
    **STATUS_WORDS,  # they add up to `adoptions`
    "figures": ("数据", "figures"),
}  # fmt: skip

# Joining claims with the scheme takes ten times as long as comparing the two lists.
_SPOKEN_OF = f"SELECT DISTINCT ?reform {{ ?claim <{RG}reform> ?reform }}"
_MADE_BY = f"""SELECT ?made ?software ?vocabulary (COUNT(DISTINCT ?page) AS ?n) {{
  ?page a <{RG}Page> ; <{PROV}wasGeneratedBy> ?made ; <{RG}softwareVersion> ?software ;
        <{RG}vocabularyVersion> ?vocabulary
}} GROUP BY ?made ?software ?vocabulary"""
# The catalogue describes many zones that no article speaks of.
_SPOKEN_ZONES = f"SELECT (COUNT(DISTINCT ?zone) AS ?n) {{ ?zone <{RG}canonical> ?zone ; a <{RG}Zone> }}"
_WITH_ACTOR = f"SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ ?claim a <{RG}AdoptionClaim> ; <{RG}actor> ?actor }}"
_CORROBORATED = f"""SELECT (COUNT(DISTINCT ?adoption) AS ?n) {{
  ?adoption a <{RG}Adoption> ; <{RG}independentSources> ?sources FILTER(?sources > 1) }}"""
_DATED = f"SELECT (COUNT(DISTINCT ?page) AS ?n) {{ ?page a <{RG}Page> ; <{RG}issueDate> ?date }}"
_KNOWN = f"SELECT DISTINCT ?reform {{ ?reform <{SKOS}inScheme> <{RG}Reforms> }}"


def count_things(store: Store) -> dict[str, int]:
    """Numbers by the names of `KEYS`; reforms are those some claim is about, candidates counted apart."""
    found = {name: _instances(store, of) for name, of in CLASSES.items()}
    found["zones"] = _number(store, _SPOKEN_ZONES)
    spoken_of = {row["reform"] for row in store.select(_SPOKEN_OF)}
    known = {row["reform"] for row in store.select(_KNOWN)}
    found["reforms"] = len(spoken_of & known)
    found["reform_candidates"] = len(spoken_of - known)
    # Taking away is ten times as fast as asking each claim whether it has none.
    found["claims_without_actor"] = found["claims"] - _number(store, _WITH_ACTOR)
    found["pages_without_date"] = found["pages"] - _number(store, _DATED)
    found["adoptions_corroborated"] = _number(store, _CORROBORATED)
    return {key: found[key] for key in KEYS}


def count_adoptions(store: Store) -> dict[str, int]:
    """Numbers of adoptions by their latest status, candidates among them; they add up to `adoptions`."""
    found = Counter(row.status for row in store_rows.adoptions(store))
    return {status: found[status] for status in STATUSES}


def count_shown(store: Store) -> dict[str, int]:
    """The numbers that people see, by the names of `NAMES`: the same on every page."""
    found = held(store, "counts", lambda: count_things(store) | count_adoptions(store), len)
    return {name: found[name] for name in NAMES}


def count_quads(store: Store, base: str = BASE) -> int:
    """Number of quads that an export holds: all but the bookkeeping of builds."""
    return store.count() - _in_graph(store, state_graph(base))


def describe(
    store: Store,
    base: str,
    vocabulary_version: str,
    generated: str | None,
    counts: Mapping[str, int] | None = None,
    made: Iterable[tuple[str, str, str]] | None = None,
) -> Mapping[str, int]:
    """Write the description of the data set into its graph and return the counts in it.

    Counts, and what `made` the pages, are counted anew where they are not given.
    """
    from reformgraph.rdf.dataset import dataset_quads

    counts = counts if counts is not None else count_things(store)
    made = made if made is not None else sorted(made_by(store))
    for graph, triples in dataset_quads(counts, base, vocabulary_version, generated=generated, made_by=made).items():
        if set(store.triples(graph)) != set(triples):
            store.replace(graph, triples)
    return counts


def made_by(store: Store) -> dict[tuple[str, str, str], int]:
    """What made the pages (software, its version, that of the vocabulary), and how many each."""
    rows = store.select(_MADE_BY)
    return {
        (str(row["made"]), str(row["software"]), str(row["vocabulary"])): int(row["n"] or 0)
        for row in rows
        if row["made"]
    }


def _instances(store: Store, of: str) -> int:
    return _number(store, "SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class }", **{"class": of})


def _in_graph(store: Store, graph: str) -> int:
    return _number(store, "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }", graph=graph)


def _number(store: Store, sparql: str, **bindings: str) -> int:
    return int(store.select(sparql, **bindings)[0]["n"] or 0)
