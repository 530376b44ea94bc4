"""Everything in the store as one graph: things, what articles say of them, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reformgraph.analysis.diffusion.observation import local_name
from reformgraph.analysis.network.rows import CLASSES, one, pairs, values
from reformgraph.views import store_rows
from reformgraph.views.described import untitled
from reformgraph.views.store_rows import AdoptionRow

if TYPE_CHECKING:
    import networkx as nx

Data = dict[str, Any]

#: Not those of the catalogue that no article speaks of.
_SPOKEN_OF = "FILTER NOT EXISTS { GRAPH graph:zones { ?s a rg:Zone } FILTER NOT EXISTS { ?s rg:canonical ?any } }"


class _Reader:
    """Reads the store once and answers from memory."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.same = store_rows.merged(store)
        self.labels = values(store, '?s skos:prefLabel ?o FILTER(LANG(?o) != "en")')
        self.english = one(values(store, '?s a skos:Concept ; skos:prefLabel ?o FILTER(LANG(?o) = "en")'))
        self.aliases = values(store, "?s skos:altLabel ?o")
        self.names = one(values(store, "?s schema:name ?o"))
        self.placed = values(store, "?s rg:place ?o")
        self.inside = one(values(store, "?s schema:containedInPlace ?o"))
        self.codes = one(values(store, "?s schema:containedInPlace|skos:inScheme ?x ; skos:notation ?o"))
        self.codes |= one(values(store, "?s a rg:Province ; skos:notation ?o"))
        self.lon = one(values(store, "?s schema:longitude ?o"))
        self.lat = one(values(store, "?s schema:latitude ?o"))
        self.levels = self._levels()

    def _levels(self) -> dict[str, str]:
        found = {}
        for name in ("Province", "City", "County"):
            found.update({s: name.lower() for s, _ in pairs(self.store, f"?s a rg:{name} ; a ?o")})
        return found

    def canonical(self, iri: str) -> str:
        """The node that stands for an IRI."""
        return self.same.get(iri, iri)

    def label(self, iri: str) -> str:
        """First label, else name, else the last part of the IRI."""
        found = self.labels.get(iri)
        return found[0] if found else self.names.get(iri, local_name(iri))

    def naming(self, iri: str) -> Data:
        """Label and the other names, those of merged nodes included."""
        label = self.label(iri)
        others = [*self.labels.get(iri, ())[1:], *self.aliases.get(iri, ())]
        for other in (old for old, new in self.same.items() if new == iri):
            others += [self.label(other), *self.aliases.get(other, ())]
        return {"label": label, "aliases": sorted(set(others) - {label})}

    def path(self, place: str | None) -> list[str]:
        """A place and what contains it, innermost first."""
        found: list[str] = []
        while place and place not in found:
            found.append(place)
            place = self.inside.get(place)
        return found

    def located(self, iri: str) -> Data:
        """Code, province, city and coordinates of the most exact place of a thing; empty where none is known."""
        known = self.placed.get(iri, [])
        depth = {place: len(self.path(place)) for place in known}
        place = min(known, key=lambda p: (-depth[p], p), default=None)
        return {"place": self.codes.get(place, local_name(place)) if place else "", **self.surroundings(place)}

    def surroundings(self, place: str | None) -> Data:
        """Names of province and city, and coordinates of the innermost place that has them."""
        path = self.path(place)
        named = {self.levels.get(p, ""): self.label(p) for p in path}
        point = next((p for p in path if p in self.lon and p in self.lat), None)
        return {
            "province": named.get("province", ""),
            "city": named.get("city", ""),
            "lon": float(self.lon[point]) if point else None,
            "lat": float(self.lat[point]) if point else None,
        }


def _add_things(graph: nx.MultiDiGraph, read: _Reader) -> None:
    kinds = one(values(read.store, "?s rg:zoneKind ?o"))
    posts = one(values(read.store, "?s rg:post ?o"))
    money = one(values(read.store, "?s rg:investment ?o"))
    for name, kind in CLASSES.items():
        if kind in ("article", "place"):
            continue
        spoken_of = _SPOKEN_OF if kind == "zone" else ""
        for iri, _ in pairs(read.store, f"?s a {name} ; a ?o {spoken_of}"):
            if read.canonical(iri) != iri:
                continue
            graph.add_node(iri, kind=kind, **read.naming(iri))
            node = graph.nodes[iri]
            if kind == "zone":
                node.update(read.located(iri), zone_kind=read.label(kinds[iri]) if iri in kinds else "")
            elif kind == "company":
                node.update(read.located(iri))
            elif kind == "person":
                node["post"] = posts.get(iri, "")
            elif kind == "project":
                node["investment"] = money.get(iri, "")


def _add_reforms(graph: nx.MultiDiGraph, read: _Reader, used: set[str]) -> None:
    store = read.store
    category = one(values(store, "?s rg:category ?o"))
    level = one(values(store, "?s rg:level ?o"))
    core = one(values(store, "?s rg:core ?o"))
    curated = {s for s, _ in pairs(store, "?s skos:inScheme rg:Reforms ; a ?o")}
    for iri in sorted(used):
        graph.add_node(
            iri,
            kind="reform",
            **read.naming(iri),
            category=local_name(category[iri]) if iri in category else "",
            core=core.get(iri) in ("true", "1"),
            level=level.get(iri, ""),
            candidate=iri not in curated,
            english=read.english.get(iri, ""),
        )


def _add_articles(graph: nx.MultiDiGraph, store: Any) -> None:
    for iri, row in sorted(store_rows.articles(store).items()):
        headline = row.headline or untitled(row.source, row.issued, iri)
        graph.add_node(
            iri,
            kind="article",
            label=headline,
            aliases=[],
            headline=headline,
            date=row.issued or "",
            source=row.source or "",
            page=row.page_name or local_name(row.page),
            n=row.number,
            reprint_of=row.reprint_of or "",
        )


def _add_places(graph: nx.MultiDiGraph, read: _Reader, places: set[str]) -> None:
    for iri in sorted(places):
        graph.add_node(
            iri,
            kind="place",
            **read.naming(iri),
            place=read.codes.get(iri, local_name(iri)),
            level=read.levels.get(iri, ""),
            **read.surroundings(iri),
        )


def _claims(store: Any) -> list[Data]:
    """Claims with an actor, by IRI; those whose actor nobody could tell link nothing."""
    evidence, figures = store_rows.evidence(store), store_rows.figures(store)
    adopted = {(row.actor, row.reform): row for row in store_rows.adoptions(store)}
    out = []
    for row in store_rows.claims(store):
        if row.actor is None:
            continue
        proof = evidence.get(row.claim)
        out.append(
            {
                "claim": row.claim,
                "actor": row.actor,
                "reform": row.reform,
                "status": row.status,
                "denied": row.denied,
                "when": row.when_text or "",
                "when_edtf": row.when,
                "onset_edtf": row.onset,
                "actor_basis": row.actor_basis or "",
                "confidence": row.confidence,
                "article": row.article,
                "quote": proof.quote if proof else "",
                "start": proof.start if proof else 0,
                "end": proof.end if proof else 0,
                "figures": [
                    {"indicator": one.indicator, "text": one.text, "value": one.value, "unit": one.unit,
                     "period": one.period_text or ""}
                    for one in figures.get(row.claim, ())
                ],
                **_of_adoption(adopted.get((row.actor, row.reform))),
            }
        )  # fmt: skip
    return out


def _of_adoption(row: AdoptionRow | None) -> Data:
    """What the adoption comes to that a claim belongs to; nothing where there is none."""
    if row is None:
        return {}
    return {
        "adoption_status": row.status,
        "adoption_onset": row.onset or "",
        "adoption_earliest": row.earliest or "",
        "adoption_latest": row.latest or "",
        "supporting": row.sources or 0,
        "disputing": row.disputing,
    }


def knowledge_graph(store: Any) -> nx.MultiDiGraph:
    """The store as a networkx multigraph; node keys are IRIs.

    Parameters
    ----------
    store
        A `reformgraph.store.Store`; only ``select`` is used.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes have ``kind`` (zone, reform, company, article, person, project, document, place, organ), ``label``,
        ``aliases``; zones and companies ``place`` (GB/T 2260 code), ``province``, ``city``, ``lon``, ``lat`` (degrees
        or None), zones ``zone_kind``; reforms ``category``, ``core``, ``level``, ``candidate``, ``english``; articles
        ``date`` (EDTF or empty), ``source``, ``page``, ``n``, ``headline``, ``reprint_of``; unknown text is empty.
        Edges have ``kind``: ``claim`` actor -> reform (``claim``, ``status``, ``denied``, ``when``, ``when_edtf``,
        ``onset_edtf``, ``actor_basis``, ``confidence``, ``article``, ``quote``, ``start``, ``end`` (code points),
        ``page``, ``figures``; of the adoption it belongs to ``adoption_status``, ``adoption_onset``,
        ``adoption_earliest``, ``adoption_latest``, ``supporting`` and ``disputing`` sources); ``mentions`` article ->
        thing; ``about`` article -> zone; ``located_in`` zone -> place; ``part_of`` zone -> zone; ``near`` company ->
        zone (named in an article about the zone, attribute ``article``). Things that were merged appear once.
    """
    import networkx as nx

    read = _Reader(store)
    graph = nx.MultiDiGraph()
    _add_things(graph, read)
    _add_articles(graph, store)
    claims = _claims(store)
    curated = {s for s, _ in pairs(store, "?s skos:inScheme ?o FILTER(?o IN (rg:Reforms, rg:ReformCandidates))")}
    mentioned = [(a, read.canonical(o)) for a, o in pairs(store, "?s a rg:Article ; schema:mentions ?o")]
    used = {claim["reform"] for claim in claims} | {o for _, o in mentioned if o in curated}
    _add_reforms(graph, read, used)
    zones = {iri for iri, data in graph.nodes(data=True) if data["kind"] == "zone"}
    located = [(z, p) for z in sorted(zones) for p in read.placed.get(z, ())]
    ends = {claim["actor"] for claim in claims} | {o for _, o in mentioned}
    _add_places(graph, read, {p for _, p in located} | {iri for iri in ends if iri in read.levels})
    _add_edges(graph, read, claims, mentioned, located)
    return graph


def _add_edges(
    graph: nx.MultiDiGraph,
    read: _Reader,
    claims: list[Data],
    mentioned: list[tuple[str, str]],
    located: list[tuple[str, str]],
) -> None:
    for claim in claims:
        if claim["actor"] in graph and claim["reform"] in graph:
            fields = {key: value for key, value in claim.items() if key not in ("actor", "reform")}
            page = graph.nodes[claim["article"]]["page"] if claim["article"] in graph else ""
            graph.add_edge(claim["actor"], claim["reform"], kind="claim", page=page, **fields)
    about = pairs(read.store, "?s a rg:Article ; schema:about ?o")
    subjects: dict[str, list[str]] = {}
    for article, zone in ((a, read.canonical(z)) for a, z in about):
        subjects.setdefault(article, []).append(zone)
        _edge(graph, article, zone, "about")
    for article, thing in dict.fromkeys(mentioned):
        _edge(graph, article, thing, "mentions")
        if thing in graph and graph.nodes[thing]["kind"] == "company":
            for zone in subjects.get(article, ()):
                graph.add_edge(thing, zone, kind="near", article=article)
    for zone, place in located:
        _edge(graph, zone, place, "located_in")
    for zone, whole in pairs(read.store, "?s a rg:Zone ; org:subOrganizationOf ?o"):
        _edge(graph, read.canonical(zone), read.canonical(whole), "part_of")


def _edge(graph: nx.MultiDiGraph, source: str, target: str, kind: str) -> None:
    if source in graph and target in graph and source != target:
        graph.add_edge(source, target, kind=kind)
