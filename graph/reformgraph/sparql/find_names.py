"""What a name in a question may stand for, looked up in a store."""

from __future__ import annotations

import pyoxigraph as ox

from reformgraph.errors import UsageError
from reformgraph.iri import RG, Minter, slug
from reformgraph.sparql.name_index import resolve
from reformgraph.store import Store

# A thing is described again in the graph of every article that names it, and the union of graphs repeats it:
# so first the distinct things, then their names.
_CANDIDATES = {
    "reform": "SELECT DISTINCT ?thing ?label { VALUES ?scheme { rg:Reforms rg:ReformCandidates } "
    "?thing skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel|skos:notation ?label }",
    "zone": "SELECT DISTINCT ?thing ?label { { SELECT DISTINCT ?thing { ?thing a rg:Zone } } "
    "?thing skos:prefLabel|skos:altLabel ?label }",
    "actor": "SELECT DISTINCT ?thing ?label { "
    "{ SELECT DISTINCT ?thing { { ?thing a rg:Zone } UNION { ?claim rg:actor ?thing } } } "
    "?thing skos:prefLabel|skos:altLabel ?label }",
    "company": "SELECT DISTINCT ?thing ?label { { SELECT DISTINCT ?thing { ?thing a rg:Company } } "
    "?thing skos:prefLabel|skos:altLabel ?label }",
    "category": "SELECT DISTINCT ?thing ?label { ?thing skos:inScheme rg:Categories ; "
    "skos:prefLabel|skos:notation ?label }",
    "place": "SELECT DISTINCT ?thing ?label { GRAPH graph:places { ?thing skos:prefLabel|skos:altLabel ?label } }",
    "indicator": "SELECT DISTINCT ?thing { ?figure rg:indicator ?thing }",
}
_FIRST = {
    "actor": "SELECT ?thing (COUNT(?reform) AS ?n) { ?thing rg:adopted ?reform } GROUP BY ?thing ",
    "zone": "SELECT ?thing (COUNT(?reform) AS ?n) { ?thing rg:adopted ?reform "
    "FILTER(CONTAINS(STR(?thing), '/zone/')) } GROUP BY ?thing ",
    "company": "SELECT ?thing (COUNT(?label) AS ?n) { ?thing a rg:Company ; skos:prefLabel ?label } GROUP BY ?thing ",
    "indicator": "SELECT ?thing (COUNT(?figure) AS ?n) { ?figure rg:indicator ?thing } GROUP BY ?thing ",
    "reform": "SELECT ?thing (COUNT(?zone) AS ?n) { ?zone rg:adopted ?thing } GROUP BY ?thing ",
}
#: What to call a thing of a kind in a message.
_NOUNS = {"actor": "zone"}
_SLUGS = {"reform": ("reform",), "zone": ("zone",), "actor": ("zone", "organ"), "company": ("company",),
          "category": ("category",)}  # fmt: skip


def find_iri(store: Store, kind: str, text: str, base: str) -> str:
    """The IRI (for an indicator the text) that a user names, what is merged into another thing replaced by it.

    Parameters
    ----------
    kind
        ``reform``, ``zone``, ``actor``, ``company``, ``category``, ``place`` or ``indicator``.
    text
        An IRI, a prefixed name, a name by any known alias, or for a reform its id (R0092).

    Raises
    ------
    UsageError
        If nothing, or more than one thing, bears the name, with suggestions.
    """
    if kind == "indicator":
        if store.ask("ASK { ?figure rg:indicator ?thing }", thing=text):
            return text
        names = [str(row["thing"]) for row in store.select(_CANDIDATES[kind])]
        return resolve({name: (name,) for name in names}, text, kind)
    if kind not in _CANDIDATES:
        raise UsageError(f"there are no things of the kind {kind}", cure="one of " + ", ".join(_CANDIDATES))
    found = _quickly(store, kind, text, base) or (_place(store, text) if kind == "place" else None)
    return representative(store, found or _by_alias(store, kind, text))


def _quickly(store: Store, kind: str, text: str, base: str) -> str | None:
    """By the IRI or the slug, without reading all names."""
    minter = Minter(base)
    front, _, local = text.partition(":")
    if text.startswith(base):
        tried = [text]
    elif local and front in (*_SLUGS, "place", "organ") and not local.startswith("/"):
        tried = [minter.local(front, local)]
    else:
        tried = [minter.local(space, slug(text)) for space in _SLUGS.get(kind, ())]
    for iri in tried:
        if store.ask("ASK { ?thing skos:prefLabel|rg:sameAs ?label }", thing=iri):
            return iri
    return None


def _place(store: Store, text: str) -> str | None:
    """A place by its exact name: of several, the one province or city."""
    named = "SELECT DISTINCT ?thing { GRAPH graph:places { ?thing a ?level ; skos:prefLabel|skos:altLabel ?label } }"
    for level in ("Province", "City"):
        found = store.select(named, label=ox.Literal(text, language="zh"), level=ox.NamedNode(RG + level))
        if len(found) == 1:
            return str(found[0]["thing"])
    return None


def names_of(store: Store, kind: str) -> dict[str, list[str]]:
    """Things of a kind with their names; the first stands for the thing in messages."""
    candidates: dict[str, list[str]] = {}
    for row in store.select(_CANDIDATES[kind]):
        candidates.setdefault(str(row["thing"]), []).append(str(row["label"]))
    for iri, names in candidates.items():
        local = iri.rpartition("/")[2]
        # The first name stands for the thing in messages: that of the IRI, else a Chinese one, else the longest.
        names.sort(key=lambda name: (slug(name) != local, name.isascii(), -len(name), name))
    return candidates


def _by_alias(store: Store, kind: str, text: str) -> str:
    return resolve(names_of(store, kind), text, _NOUNS.get(kind, kind))


def representative(store: Store, iri: str) -> str:
    """What stands for a thing that was merged into another or replaced by it; the thing itself where none was."""
    for row in store.select(
        "SELECT ?other { ?thing rg:sameAs|dct:isReplacedBy ?other } ORDER BY ?other LIMIT 1", thing=iri
    ):
        return str(row["other"])
    return iri


def first_of(store: Store, kind: str, base: str) -> str | None:
    """The commonest thing of a kind, None in a store without any; by IRI where several are as common."""
    if kind not in _FIRST:
        raise UsageError(f"there is no commonest thing of the kind {kind}", cure="one of " + ", ".join(_FIRST))
    found = [(-int(str(row["n"])), str(row["thing"])) for row in store.select(_FIRST[kind])]
    return min(found)[1] if found else None
