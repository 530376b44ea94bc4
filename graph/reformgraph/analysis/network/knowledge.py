"""Everything in the store as one graph: things, what articles say of them, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reformgraph.analysis.diffusion.observation import local_name
from reformgraph.analysis.network.rows import CLAIMS, CLASSES, EVIDENCE, FIGURES, follow, one, pairs, rows, values

if TYPE_CHECKING:
    import networkx as nx

Data = dict[str, Any]


class _Reader:
    """Reads the store once and answers from memory."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.same = follow(pairs(store, "?s rg:sameAs ?o"))
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
        for iri, _ in pairs(read.store, f"?s a {name} ; a ?o"):
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


def _add_articles(graph: nx.MultiDiGraph, read: _Reader) -> None:
    store = read.store
    head = one(values(store, "?s schema:headline ?o"))
    issued = one(values(store, "?s a rg:Article ; rg:issueDate ?o"))
    number = one(values(store, "?s a rg:Article ; schema:position ?o"))
    page = one(values(store, "?s a rg:Article ; schema:isPartOf ?o"))
    source = one(values(store, "?s rg:source ?o"))
    original = one(values(store, "?s rg:reprintOf ?o"))
    for iri, _ in pairs(store, "?s a rg:Article ; a ?o"):
        home = page.get(iri, "")
        headline = head.get(iri, local_name(iri))
        graph.add_node(
            iri,
            kind="article",
            label=headline,
            aliases=[],
            headline=headline,
            date=issued.get(iri, ""),
            source=source.get(iri) or source.get(home, ""),
            page=read.names.get(home, local_name(home) if home else ""),
            n=int(number[iri]) if number.get(iri, "").isdigit() else 0,
            reprint_of=original.get(iri, ""),
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


def _figures(store: Any) -> dict[str, list[Data]]:
    out: dict[str, list[Data]] = {}
    for row in rows(store, FIGURES):
        fields = {key: row[key] or "" for key in ("indicator", "text", "value", "unit", "period")}
        out.setdefault(str(row["claim"]), []).append(fields)
    return out


def _claims(read: _Reader) -> list[Data]:
    evidence = {str(row["claim"]): row for row in reversed(rows(read.store, EVIDENCE))}
    figures = _figures(read.store)
    out = []
    for row in rows(read.store, CLAIMS):
        claim = str(row["claim"])
        proof: Mapping[str, str | None] = evidence.get(claim, {})
        out.append(
            {
                "claim": claim,
                "actor": read.canonical(str(row["actor"])),
                "reform": read.canonical(str(row["reform"])),
                "status": local_name(str(row["status"])),
                "when": row["whenText"] or "",
                "when_edtf": row["when"],
                "onset_edtf": row["onset"],
                "article": str(row["article"]),
                "quote": proof.get("quote") or "",
                "start": int(proof.get("start") or 0),
                "end": int(proof.get("end") or 0),
                "figures": figures.get(claim, []),
            }
        )
    return out


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
        Edges have ``kind``: ``claim`` actor -> reform (``claim``, ``status``, ``when``, ``when_edtf``, ``onset_edtf``,
        ``article``, ``quote``, ``start``, ``end`` (code points), ``page``, ``figures``); ``mentions`` article -> thing;
        ``about`` article -> zone; ``located_in`` zone -> place; ``part_of`` zone -> zone; ``near`` company -> zone
        (named in an article about the zone, attribute ``article``). Things that were merged appear once.
    """
    import networkx as nx

    read = _Reader(store)
    graph = nx.MultiDiGraph()
    _add_things(graph, read)
    _add_articles(graph, read)
    claims = _claims(read)
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
