"""The map and the charts of the whole store: a look at it and filters in, a page or one drawing of it out.

The graph, the third view, is in `graph_view`. All three, and the table of records, go by the same address but for
its first word, so that a reader goes from one to the other with what was chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reformgraph._version import __version__
from reformgraph.chinese_messages import told as told_fault
from reformgraph.errors import UsageError
from reformgraph.show.charts import (
    Drawing,
    actor_map,
    adoption_curve,
    adoption_matrix,
    reform_timeline,
    spread_map,
    zone_timeline,
)
from reformgraph.show.charts.matrix import matrix_of
from reformgraph.show.charts.result_charts import Item, bar_chart
from reformgraph.show.charts.spread import NARROW_SHEET, WIDE_SHEET
from reformgraph.show.page_language import kept, language, plural, say
from reformgraph.show.serve.adoption_field import MOST, Field, read_field
from reformgraph.show.serve.drawn_graph import drawn_graph
from reformgraph.show.serve.facets import again, chosen, filter_form, province_fault
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import Markup, address, page, tag
from reformgraph.show.serve.reach import reach
from reformgraph.show.serve.result_views import figure_html
from reformgraph.views.english_names import english_name

#: The views of the records with what they are called; the table of records is the first.
VIEWS = {"/trace": "Table", "/graph": "Graph", "/map": "Map", "/charts": "Charts"}
_NOTHING = "No record fits: relax the conditions above."
#: Makes a drawing, for a phone where it is told so.
Maker = Callable[[bool], Drawing]


def map_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """Who adopted what where: of one reform, or of all that fit the filters; as SVG where `way` says so.

    Raises
    ------
    UsageError
        A file is asked for, and a name leads to nothing or there is no place to draw; the page tells it itself.
    """
    return _page(look, given, way, "/map", _maps)


def charts_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """Curves, matrix, years and provinces of the records that fit the filters; `way` and errors as in `map_page`."""
    return _page(look, given, way, "/charts", _charts)


def ways(asked: Mapping[str, str], here: str) -> Markup:
    """Links to the other views of the same records."""
    query = again(asked)
    links = [
        tag(
            "a", say(words), href=where + ("?" + query if query else ""), aria_current="page" if where == here else None
        )
        for where, words in VIEWS.items()
    ]
    return tag("nav", links, class_="views", aria_label=say("Views"))


def counted(field: Field) -> str:
    """How many records there are, how many of them undated, and of how many the articles were not read."""
    undated = sum(not one.facets["year"] for one in field.kept)
    told = plural(len(field.kept), "{} record", "{} records")
    told += say(", {} of them undated", undated) if undated else ""
    return told + (say("; the articles of the first {} were read, narrow down for more", MOST) if field.left else "")


def _page(
    look: Look,
    given: Sequence[tuple[str, str]],
    way: str,
    here: str,
    make: Callable[[Look, Field, Any, Mapping[str, str]], dict[str, Maker]],
) -> bytes:
    asked = chosen(given)
    title = say(VIEWS[here])
    try:
        field, fault = read_field(look, asked), ""
        if not field.kept and (missed := province_fault(asked)):
            raise missed
    except UsageError as refusal:
        if way != "html":
            raise
        field, fault = Field(look, [], []), told_fault(refusal, language())
    made = make(look, field, drawn_graph(field), asked) if field.kept else {}
    if way == "svg":
        return _file(look, made, asked.get("view", ""))
    return page(
        title,
        tag("h1", title),
        ways(asked, here),
        filter_form(look, [one.facets for one in field.all], asked, here),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        tag("p", counted(field), class_="told"),
        _figures(made, asked) if made else None,
        tag("p", say(_NOTHING)) if not field.kept and not fault else None,
        current=here,
        scripts=("views.js",),
    )


def _figures(made: Mapping[str, Maker], asked: Mapping[str, str]) -> list[Markup]:
    """The drawings that there is something to draw in; what each lacks is told in its place."""
    shown = []
    for name, maker in made.items():
        try:
            wide, narrow = maker(False), maker(True) if name in _SLIM else None
        except UsageError as refusal:
            shown.append(tag("p", told_fault(refusal, language()), class_="told"))
            continue
        head = tag("h2", wide.title) if name != "map" or "reform" in asked else None
        parameters = {key: value for key, value in asked.items() if key not in ("format", "view")}
        shown.append(tag("section", head, figure_html(wide, narrow, name, parameters), id=name))
    return shown


#: Drawings that are made anew for a phone; the others scroll.
_SLIM = frozenset(("map", "curve", "timeline", "years", "provinces"))


def _file(look: Look, made: Mapping[str, Maker], view: str) -> bytes:
    """One drawing with its source."""
    if not made:
        raise UsageError("no record fits", cure="relax the filters")
    if not view and len(made) == 1:
        view = next(iter(made))
    if not view:
        raise UsageError("an SVG holds one view", cure=f"add view= with one of {', '.join(made)}")
    if view not in made:
        raise UsageError(f"this answer has no view “{view}”", cure="open its page: it names the views there are")
    drawing = made[view](False)
    drawing.foot(f"{reach(look)} · reformgraph {__version__}")
    return drawing.to_svg().encode("utf-8", "replace")


def _where(look: Look) -> Callable[[str], str]:
    return lambda iri: kept(address(look.base, iri))


def _only(field: Field, end: str) -> str:
    """The one thing that all records have at this end."""
    return str(getattr(field.kept[0].row, end))


def _maps(look: Look, field: Field, graph: Any, asked: Mapping[str, str]) -> dict[str, Maker]:
    def make(narrow: bool) -> Drawing:
        sheet, link = NARROW_SHEET if narrow else WIDE_SHEET, _where(look)
        if "reform" in asked:
            return spread_map(graph, _only(field, "reform"), language(), link, sheet)
        return actor_map(graph, language(), link, sheet)

    return {"map": make}


def _charts(look: Look, field: Field, graph: Any, asked: Mapping[str, str]) -> dict[str, Maker]:
    speech, link = language(), _where(look)
    made: dict[str, Maker] = {}
    if "zone" in asked:
        made["timeline"] = lambda narrow: zone_timeline(graph, _only(field, "actor"), speech, link, narrow=narrow)
    elif "reform" in asked:
        made["timeline"] = lambda narrow: reform_timeline(graph, _only(field, "reform"), speech, link, narrow=narrow)
    reforms = [_only(field, "reform")] if "reform" in asked else []
    made["curve"] = lambda narrow: adoption_curve(graph, reforms, speech, narrow=narrow)
    if "zone" not in asked and "reform" not in asked:
        made["matrix"] = lambda _: adoption_matrix(graph, matrix_of(graph), language=speech, link=link)
    if "year" not in asked:
        made["years"] = lambda narrow: _bars(field, asked, "year", say("Adoptions by year"), narrow)
    if "province" not in asked:
        made["provinces"] = lambda narrow: _bars(field, asked, "province", say("Adoptions by province"), narrow)
    return made


def _bars(field: Field, asked: Mapping[str, str], name: str, title: str, narrow: bool) -> Drawing:
    """How many records are adopted in each year or province, in order; each leads to its own.

    Raises
    ------
    UsageError
        None of them has a year, or a province.
    """
    counts = Counter(one.facets[name] for one in field.kept if one.row.status == "adopted" and one.facets[name])
    if not counts:
        raise UsageError("none of these records has what this chart counts", cure="relax the filters")
    ordered = sorted(counts) if name == "year" else sorted(counts, key=lambda one: (-counts[one], one))
    english = language() == "en" and name == "province"
    items = [
        Item(
            (english_name("place", one) if english else "") or one,
            str(counts[one]),
            kept("/charts?" + again({**asked, name: one})),
        )
        for one in ordered
    ]
    return bar_chart(items, title, language(), say("Adopted"), narrow=narrow)
