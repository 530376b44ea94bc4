"""Graphs as files of other programs: GraphML, GEXF (Gephi), Pajek, CSV, JSON; the same graph, the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text

if TYPE_CHECKING:
    import networkx as nx

#: Signs that XML 1.0 does not allow.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
#: Names that GEXF uses itself.
_RENAMED = {
    "start": "start_char",
    "end": "end_char",
    "id": "id_",
    "source": "source_",
    "target": "target_",
    "type": "type_",
}


def _plain(value: Any) -> Any:
    """A value as bool, int, float or str: lists joined by ``|``, records as JSON; None stays None."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if isinstance(value, (set, frozenset)):
        return "|".join(sorted(map(str, value)))
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    except TypeError:
        return str(value)


def _columns(records: Iterable[Mapping[str, Any]]) -> dict[str, type]:
    """Attribute -> the one type that holds all its values, in order of first appearance."""
    found: dict[str, type] = {}
    for record in records:
        for name, value in record.items():
            plain = _plain(value)
            if plain is None:
                continue
            kind = type(plain)
            known = found.get(name, kind)
            if known is not kind:
                kind = float if {known, kind} == {int, float} else str
            found[name] = kind
    return found


def _text(value: Any, kind: type) -> str:
    plain = _plain(value)
    if kind is bool:
        return "true" if plain else "false"
    if kind is float:
        return repr(float(plain))
    return _NOT_XML.sub("", str(plain))


def _data(attributes: Mapping[str, Any], columns: Mapping[str, type]) -> list[tuple[str, str]]:
    return [
        (name, _text(attributes[name], kind))
        for name, kind in columns.items()
        if name in attributes and _plain(attributes[name]) is not None
    ]


def _edges(graph: nx.Graph) -> list[tuple[Any, Any, dict[str, Any]]]:
    return [(u, v, dict(data)) for u, v, data in graph.edges(data=True)]


def _graphml(graph: nx.Graph) -> str:
    nodes = _columns(data for _, data in graph.nodes(data=True))
    links = _columns(data for _, _, data in _edges(graph))
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    keys: dict[tuple[str, str], str] = {}
    for where, columns in (("node", nodes), ("edge", links)):
        for name, kind in columns.items():
            key = keys[where, name] = f"d{len(keys)}"
            out.append(f'  <key id="{key}" for="{where}" attr.name={quoteattr(name)} attr.type="{_TYPES[kind]}"/>')
    out.append(f'  <graph edgedefault="{"directed" if graph.is_directed() else "undirected"}">')

    def data(where: str, attributes: Mapping[str, Any], columns: Mapping[str, type]) -> str:
        return "".join(
            f'<data key="{keys[where, name]}">{escape(value)}</data>' for name, value in _data(attributes, columns)
        )

    names = _xml_names(graph)
    for node, attributes in graph.nodes(data=True):
        out.append(f"    <node id={names[node]}>{data('node', attributes, nodes)}</node>")
    for k, (u, v, attributes) in enumerate(_edges(graph)):
        inner = data("edge", attributes, links)
        out.append(f'    <edge id="e{k}" source={names[u]} target={names[v]}>{inner}</edge>')
    return "\n".join([*out, "  </graph>", "</graphml>", ""])


def _xml_names(graph: nx.Graph) -> dict[Any, str]:
    """Node -> its id in XML, quoted: the IRI, or a number where two would be the same without forbidden signs."""
    names = {node: quoteattr(_NOT_XML.sub("", str(node))) for node in graph}
    if len(set(names.values())) < len(names):
        return {node: f'"n{k}"' for k, node in enumerate(graph)}
    return names


def _gexf_attributes(where: str, columns: Mapping[str, type]) -> list[str]:
    """Attributes whose ids are their names: graphology, and so Gephi Lite, shows the ids."""
    lines = [f'    <attributes class="{where}" mode="static">']
    for name, kind in columns.items():
        title = quoteattr(_RENAMED.get(name, name))
        lines.append(f'      <attribute id={title} title={title} type="{_TYPES[kind]}"/>')
    return [*lines, "    </attributes>"]


def _gexf(graph: nx.Graph) -> str:
    def own(name: str) -> bool:
        return name not in ("label", "weight")

    nodes = {n: t for n, t in _columns(d for _, d in graph.nodes(data=True)).items() if own(n)}
    links = {n: t for n, t in _columns(d for _, _, d in _edges(graph)).items() if own(n)}
    kind = "directed" if graph.is_directed() else "undirected"
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        f'  <graph defaultedgetype="{kind}" mode="static">',
        *_gexf_attributes("node", nodes),
        *_gexf_attributes("edge", links),
        "    <nodes>",
    ]

    def values(attributes: Mapping[str, Any], columns: Mapping[str, type]) -> str:
        inner = "".join(
            f"<attvalue for={quoteattr(_RENAMED.get(name, name))} value={quoteattr(value)}/>"
            for name, value in _data(attributes, columns)
        )
        return f"<attvalues>{inner}</attvalues>" if inner else ""

    names = _xml_names(graph)
    for node, attributes in graph.nodes(data=True):
        label = quoteattr(_NOT_XML.sub("", str(attributes.get("label") or node)))
        out.append(f"      <node id={names[node]} label={label}>{values(attributes, nodes)}</node>")
    out += ["    </nodes>", "    <edges>"]
    for k, (u, v, attributes) in enumerate(_edges(graph)):
        weight = attributes.get("weight")
        heavy = f' weight="{float(weight)!r}"' if isinstance(weight, (int, float)) and weight == weight else ""
        ends = f"source={names[u]} target={names[v]}"
        out.append(f'      <edge id="{k}" {ends}{heavy}>{values(attributes, links)}</edge>')
    return "\n".join([*out, "    </edges>", "  </graph>", "</gexf>", ""])


def _pajek(graph: nx.Graph) -> str:
    number = {node: k for k, node in enumerate(graph, 1)}
    out = [f"*Vertices {len(number)}"]
    for node, name in display_names(graph).items():
        label = re.sub(r'[\s"\x00-\x1f]+', " ", name).strip()
        out.append(f'{number[node]} "{label}"')
    out.append("*Arcs" if graph.is_directed() else "*Edges")
    for u, v, attributes in _edges(graph):
        weight = attributes.get("weight", 1)
        out.append(f"{number[u]} {number[v]} {weight if isinstance(weight, (int, float)) else 1}")
    return "\r\n".join([*out, ""])


def _csv(records: Iterable[Mapping[str, Any]], front: list[str]) -> str:
    kept = list(records)
    header = front + [name for name in _columns(kept) if name not in front]
    return csv_text(header, ([_plain(record.get(name)) for name in header] for record in kept))


def edge_csv(graph: nx.Graph) -> str:
    """Edge list: source, target, their keys, Type as Gephi calls it, then the attributes.

    Ends are labels where these are unique, else keys; no cell runs as a formula in a spreadsheet.
    """
    names = display_names(graph)
    kind = "Directed" if graph.is_directed() else "Undirected"
    front = ["source", "target", "source_id", "target_id", "Type"]
    rows = (
        {**d, "source": names[u], "target": names[v], "source_id": str(u), "target_id": str(v), "Type": kind}
        for u, v, d in _edges(graph)
    )
    return _csv(rows, front)


def node_csv(graph: nx.Graph) -> str:
    """Node list: id (as in the edge list), key, then the attributes."""
    names = display_names(graph)
    return _csv(({"id": names[n], "key": n, **d} for n, d in graph.nodes(data=True)), ["id", "key"])


def display_names(graph: nx.Graph) -> dict[Any, str]:
    """Node -> its label where that is unique, else the key."""
    count: dict[str, int] = {}
    for node, attributes in graph.nodes(data=True):
        label = str(attributes.get("label") or node)
        count[label] = count.get(label, 0) + 1
    return {
        node: str(attributes.get("label") or node) if count[str(attributes.get("label") or node)] == 1 else str(node)
        for node, attributes in graph.nodes(data=True)
    }


def _json(graph: nx.Graph) -> str:
    nodes = [{"id": str(n), **{k: v for k, v in d.items() if v is not None}} for n, d in graph.nodes(data=True)]
    links = [{"source": str(u), "target": str(v), **d} for u, v, d in _edges(graph)]
    whole = {
        "directed": graph.is_directed(), "multigraph": graph.is_multigraph(), "graph": {}, "nodes": nodes,
        "edges": links,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _cyjs(graph: nx.Graph) -> str:
    """Cytoscape's JSON: what `cytoscape.js` and Cytoscape open."""

    def flat(attributes: Mapping[str, Any]) -> dict[str, Any]:
        found = ((name, _plain(value)) for name, value in attributes.items())
        return {name: value for name, value in found if value is not None}

    nodes = [
        {"data": {**flat(d), "id": str(n), "value": str(n), "name": str(d.get("label") or n)}}
        for n, d in graph.nodes(data=True)
    ]
    edges = [
        {"data": {**flat(d), "id": f"e{k}", "source": str(u), "target": str(v)}}
        for k, (u, v, d) in enumerate(_edges(graph))
    ]
    whole = {
        "data": [], "directed": graph.is_directed(), "multigraph": graph.is_multigraph(),
        "elements": {"nodes": nodes, "edges": edges},
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


#: Format -> how it is written.
FORMATS: dict[str, Callable[[Any], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "pajek": _pajek,
    "csv": edge_csv,
    "nodes": node_csv,
    "json": _json,
    "cyjs": _cyjs,
}
#: File name ending -> format.
ENDINGS = {".graphml": "graphml", ".gexf": "gexf", ".net": "pajek", ".csv": "csv", ".json": "json", ".cyjs": "cyjs"}


def render_graph(graph: nx.Graph, form: str) -> str:
    """A graph as text.

    Parameters
    ----------
    graph
        Any networkx graph; values of attributes may be text, numbers, truth values, None (left out), lists of text
        (joined by ``|``) or anything JSON knows.
    form
        ``graphml``, ``gexf`` (1.2), ``pajek``, ``csv`` (edges), ``nodes`` (node table), ``json`` (node-link),
        ``cyjs`` (Cytoscape).

    Raises
    ------
    UsageError
        Unknown format.
    """
    if form not in FORMATS:
        raise UsageError(f"no graph format {form!r}", cure=f"one of {', '.join(FORMATS)}")
    return FORMATS[form](graph)


def write_graph(graph: nx.Graph, path: str | Path, form: str | None = None) -> None:
    """Save a graph (see `render_graph`); the format is taken from the file's ending unless given.

    For ``csv`` the nodes are written beside it, as ``<name>-nodes.csv``.
    """
    target = Path(path)
    chosen = form or ENDINGS.get(target.suffix.lower())
    if chosen is None:
        raise UsageError(f"no format for {target.name!r}", cure=f"end it in {', '.join(ENDINGS)} or give the format")
    with target.open("w", encoding="utf-8", newline="") as stream:
        stream.write(render_graph(graph, chosen))
    if chosen == "csv":
        with target.with_name(f"{target.stem}-nodes.csv").open("w", encoding="utf-8", newline="") as stream:
            stream.write(node_csv(graph))
