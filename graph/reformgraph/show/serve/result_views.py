"""Ways to look at a result: table, graph, map, timeline and bars, those that its columns allow; a result in, HTML out.

Each view has an address of its own (``#view:map``); a script shows the one asked for, without it all stand below
one another. Each drawing can be saved as SVG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from reformgraph._version import __version__
from reformgraph.iri import RG, SCHEMA
from reformgraph.show.charts import Drawing
from reformgraph.show.charts.result_charts import Item, bar_chart, link_chart, point_map, time_chart
from reformgraph.show.page_language import kept, language, plural, say
from reformgraph.show.serve.lookups import Look, first
from reformgraph.show.serve.markup import Markup, address, table, tag
from reformgraph.show.serve.reach import reach
from reformgraph.show.serve.result_table import Cell, Result, links_of, names_of

#: Rows of a table on a page.
SHOWN = 1000
_WORDS = {"table": "Table", "graph": "Graph", "map": "Map", "timeline": "Timeline", "bars": "Bars"}
_LOST = "This result cannot be shown in the view that the link names; here is its table."
#: Steps from a thing to the place whose coordinates it has.
_STEPS = 4
#: Kinds of things that may have a place.
_PLACED = frozenset(("zone", "place", "organ", "company"))
_INSIDE, _LON, _LAT = SCHEMA + "containedInPlace", SCHEMA + "longitude", SCHEMA + "latitude"


def views(look: Look, result: Result, title: str) -> dict[str, Callable[..., Drawing]]:
    """The drawings that a result allows, by the name of the view; a map is made to fit a phone with ``narrow=True``."""
    made: dict[str, Callable[..., Drawing]] = {}
    if links := links_of(result):
        made["graph"] = lambda: _graph(look, result, links, title)
    if places := _places(look, result):
        made["map"] = lambda narrow=False: point_map(places, title, language(), narrow=narrow)
    if dated := _dated(look, result):
        made["timeline"] = lambda: time_chart(dated, title, language())
    counted, measure = _counted(look, result)
    if counted:
        made["bars"] = lambda: bar_chart(counted, title, language(), measure)
    return made


def saved(look: Look, result: Result, title: str, view: str, way: str) -> bytes | None:
    """One view as a file, with title, legend and source; None where the result does not allow it.

    Parameters
    ----------
    way
        ``svg``, or ``gexf`` for the graph.
    """
    if way == "gexf":
        links = links_of(result)
        return _gexf(result, links).encode("utf-8", "replace") if links and view == "graph" else None
    make = views(look, result, title).get(view)
    if make is None:
        return None
    drawing = make()
    drawing.foot(f"{reach(look)} · reformgraph {__version__}")
    return drawing.to_svg().encode("utf-8", "replace")


def _gexf(result: Result, links: list[tuple[str, str, str]]) -> str:
    """The graph for Gephi: IRIs as ids, names as labels, what each link is called."""
    import networkx as nx

    from reformgraph.analysis.network.graph_files import render_graph

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    ends = dict.fromkeys(end for start, _, to in links for end in (start, to))
    names = names_of(result, ends)
    graph.add_nodes_from((iri, {"label": names[iri]}) for iri in ends)
    graph.add_edges_from((start, to, {"link": told}) for start, told, to in links)
    return render_graph(graph, "gexf")


def result_html(look: Look, result: Result, title: str, again: Mapping[str, str]) -> list[object]:
    """All views of a result with the way to each.

    Parameters
    ----------
    again
        Parameters that ask for the result again, for the addresses of its files.
    """
    made = views(look, result, title)
    names = ["table", *made]
    ways = [tag("a", say(_WORDS[name]), href=f"#view:{name}") for name in names]
    more = say(" (only the first {} are shown)", SHOWN) if len(result.rows) >= SHOWN else ""
    return [
        tag("p", plural(len(result.rows), "{} row", "{} rows") + more, class_="told"),
        tag("nav", ways, class_="views", aria_label=say("Views")) if made else None,
        tag("p", say(_LOST), class_="told lost", role="status", hidden="hidden") if made else None,
        _section("table", _table(look, result) if result.rows else None),
        [
            _section(name, figure_html(make(), make(narrow=True) if name == "map" else None, name, again))
            for name, make in made.items()
        ],
    ]


def _section(name: str, inside: object) -> Markup:
    return tag("section", inside, id=f"view:{name}", class_="view", aria_label=say(_WORDS[name]))


def figure_html(drawing: Drawing, slim: Drawing | None, name: str, again: Mapping[str, str]) -> Markup:
    """A drawing with the ways to save it; on a phone `slim` stands in its place."""

    def file(way: str) -> str:
        return "?" + urlencode({**again, "format": way, "view": name}, errors="replace")

    inside = Markup(drawing.to_svg(standalone=False))
    if slim is not None:
        phone = tag("div", Markup(slim.to_svg(standalone=False)), class_="on-narrow")
        inside = tag("div", inside, class_="on-wide") + phone
    chart = tag("div", inside, class_="scroll chart", tabindex="0", role="group", aria_label=drawing.title)
    ways = [
        tag("a", say("Save as SVG"), href=file("svg"), download=f"{name}.svg"),
        # A script paints the SVG as a PNG; without it there is none to save.
        tag("a", say("Save as PNG"), href=file("svg"), download=f"{name}.png", class_="png", hidden="hidden"),
        tag("a", say("Save as GEXF"), href=file("gexf"), download="graph.gexf") if name == "graph" else None,
    ]
    return tag("figure", chart, tag("figcaption", [(way, " ") for way in ways if way]))


def _table(look: Look, result: Result) -> Markup:
    heads = [column.head for column in result.columns]
    rows = [[look.link(cell.iri, cell.text) if cell.iri else cell.text for cell in row] for row in result.rows[:SHOWN]]
    return table(heads, rows)


def _where(look: Look, iri: str) -> str:
    return kept(address(look.base, iri))


def _item(look: Look, cells: Sequence[Cell], value: str) -> Item:
    known = [cell for cell in cells if cell.text]
    link = next((_where(look, cell.iri) for cell in known if cell.iri), "")
    area = any(_kind(look, cell.iri) == "place" for cell in known)
    return Item(" · ".join(cell.text for cell in known) or "—", value, link, area)


def _graph(look: Look, result: Result, links: list[tuple[str, str, str]], title: str) -> Drawing:
    ends = dict.fromkeys(end for start, _, to in links for end in (start, to))
    names = names_of(result, ends)
    where, kinds = {iri: _where(look, iri) for iri in ends}, {iri: _kind(look, iri) for iri in ends}
    return link_chart(links, names, where, title, language(), kinds)


def _places(look: Look, result: Result) -> list[tuple[Item, float, float]]:
    """Rows with coordinates: of their own (`lon` and `lat`), else of the first column of things that has some."""
    lon, lat = result.named("lon"), result.named("lat")
    if lon is not None and lat is not None:
        others = [number for number in result.of("thing", "text") if number not in (lon, lat)][:1]
        rows = [(row, _number(row[lon].value), _number(row[lat].value)) for row in result.rows]
        return [
            (_item(look, [row[n] for n in others], ""), x, y)
            for row, x, y in rows
            if x is not None and y is not None and abs(x) <= 180 and abs(y) <= 90
        ]
    known: dict[str, tuple[float, float] | None] = {}
    for column in result.of("thing"):
        cells = dict.fromkeys(row[column] for row in result.rows if row[column].iri)
        found = [(cell, spot) for cell in cells if (spot := _spot(look, cell.iri, known))]
        if found:
            return [(_item(look, [cell], ""), *spot) for cell, spot in found]
    return []


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _kind(look: Look, iri: str) -> str:
    return iri[len(look.base) :].partition("/")[0] if iri.startswith(look.base) else ""


def _spot(look: Look, iri: str, known: dict[str, tuple[float, float] | None]) -> tuple[float, float] | None:
    """Longitude and latitude of a thing: its own, else those of the place that it is in."""
    if iri not in known and _kind(look, iri) not in _PLACED:
        known[iri] = None
    if iri in known:
        return known[iri]
    here = iri
    for _ in range(_STEPS):
        found = look.of(here)
        lon, lat = _number(first(found, _LON)), _number(first(found, _LAT))
        if lon is not None and lat is not None:
            known[iri] = lon, lat
            return known[iri]
        here = first(found, RG + "place") or first(found, _INSIDE)
        if not here.startswith(look.base):
            break
    known[iri] = None
    return None


def _dated(look: Look, result: Result) -> list[Item]:
    """Rows with a date: things or texts by `onset`, by earliest and latest, or by the first column of dates."""
    dates = result.of("date")
    labels = result.of("thing")[:2] or result.of("text")[:1]
    if not dates or not labels:
        return []
    early, late, onset = (result.named(name) for name in ("earliest", "latest", "onset"))
    items = []
    for row in result.rows:
        if onset in dates or early not in dates or late not in dates:
            value = row[onset if onset in dates else dates[0]].value
        else:
            first_, last = row[early].value, row[late].value
            value = f"{first_ or '..'}/{last or '..'}" if first_ or last else ""
        items.append(_item(look, [row[number] for number in labels], value))
    return items


def _counted(look: Look, result: Result) -> tuple[list[Item], str]:
    """Rows with a number that is not 0 in all of them, named by the other columns; and what it counts."""
    numbers = result.of("number")
    labels = [number for number in range(len(result.columns)) if number not in numbers][:2] or numbers[:1]
    for counted in (number for number in numbers if number not in labels):
        rows = [row for row in result.rows if row[counted].value]
        if any(float(row[counted].value) for row in rows):
            items = [_item(look, [row[n] for n in labels], row[counted].value) for row in rows]
            return items, result.columns[counted].head
    return [], ""
