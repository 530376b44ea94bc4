"""The columns of a page that compares two zones: the graph and the zones in, bilingual HTML out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from reformgraph.language.white_space import undirected
from reformgraph.show.charts.chart_data import Adoption, adoptions, called
from reformgraph.show.compare import Reform, Told, Words, compare_columns
from reformgraph.show.page_language import in_both

#: Figures of one reform that are shown.
_FIGURES = 6


def compared_zones(graph: Any, centers: Sequence[str], language: str) -> Markup:
    """Shared reforms and those of one alone, with status, time, figures and a sentence each."""
    one, other = ({row.reform: row for row in adoptions(graph, zone) if row.actor == zone} for zone in centers)
    reforms = {key: Reform(called(graph, key)) for key in (*one, *other)}
    first, second = ({key: _told(graph, row) for key, row in rows.items()} for rows in (one, other))
    names = called(graph, centers[0]), called(graph, centers[1])
    return compare_columns(names, reforms, first, second, lambda words: _both(words, language))


def _both(words: Words | str, language: str) -> Markup:
    """A text in the language of the page, with the other for its switch."""
    chinese, english = map(undirected, in_both(words) if isinstance(words, str) else words)
    told = chinese if language == "zh" else english
    return Markup('<span data-zh="{}" data-en="{}">{}</span>').format(chinese, english, escape(told))


def _told(graph: Any, row: Adoption) -> Told:
    claims = [data for data in _claims(graph, row) if data.get("quote")]
    claims.sort(key=lambda data: (data.get("status") != row.status, str(data.get("claim") or "")))
    figures = dict.fromkeys(
        f"{one.get('indicator') or ''} {one.get('text') or ''}".strip()
        for data in claims
        for one in data.get("figures") or ()
    )
    if not claims:
        return Told(row.status, row.words, tuple(figures)[:_FIGURES])
    best = claims[0]
    article = graph.nodes[best["article"]] if best.get("article") in graph else {}
    source = " ".join(str(article[key]) for key in ("source", "date", "headline") if article.get(key))
    return Told(row.status, row.words, tuple(figures)[:_FIGURES], str(best["quote"]), source)


def _claims(graph: Any, row: Adoption) -> list[dict[str, Any]]:
    edges = graph.out_edges(row.actor, data=True)
    return [data for _, end, data in edges if end == row.reform and data.get("kind") == "claim"]
