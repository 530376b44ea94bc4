"""The page that compares two actors: a look at the store and two names in, a page out."""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.chinese_messages import told as told_fault
from reformgraph.errors import UsageError
from reformgraph.language.plain_time import plain_time
from reformgraph.records import STATUSES
from reformgraph.show.compare import Reform, Told, Words, compare_columns
from reformgraph.show.page_language import kept, language, say
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import Markup, address, form, page, tag
from reformgraph.sparql.find_names import find_iri
from reformgraph.views.trace import TracedAdoption, trace
from reformgraph.views.trace_rows import best_claims, figure_text

_BOXES = (("a", "The one"), ("b", "The other"))
#: Figures of one reform that are shown.
_FIGURES = 6
_UNDATED = ("时间不详", "undated")


def compare_page(look: Look, given: Sequence[tuple[str, str]]) -> bytes:
    """What `a` and `b` share, and what only one of them does; a form for their names."""
    asked = {key: value.strip() for key, value in given if value.strip()}
    title, shown, fault = say("Compare"), None, ""
    if "a" in asked and "b" in asked:
        try:
            one, other = (find_iri(look.store, "actor", asked[name], look.base) for name in ("a", "b"))
            if one == other:
                raise UsageError("both names lead to the same actor", cure="name two")
            title = say("{} and {}", look.label(one), look.label(other))
            shown = _columns(look, one, other)
        except UsageError as refusal:
            fault = told_fault(refusal, language())
    boxes = [
        tag("label", tag("span", say(words)), tag("input", name=name, value=asked.get(name, "")))
        for name, words in _BOXES
    ]
    return page(
        title,
        tag("h1", title),
        form(boxes, tag("button", say("Compare")), class_="asking", action="/compare"),
        tag("p", fault, class_="fault", role="alert") if fault else None,
        shown,
        current="/compare",
    )


def _columns(look: Look, one: str, other: str) -> Markup:
    sides = [{row.reform_id: row for row in trace(look.store, zone=iri, statuses=STATUSES)} for iri in (one, other)]
    reforms = {key: _reform(look, key) for side in sides for key in side}
    first, second = ({key: _told(look, row) for key, row in side.items()} for side in sides)
    names = ((look.label(one),) * 2, (look.label(other),) * 2)
    return compare_columns(names, reforms, first, second, _words)


def _words(words: Words | str) -> str:
    return say(words) if isinstance(words, str) else words[language() != "zh"]


def _reform(look: Look, key: str) -> Reform:
    iri = look.base + "reform/" + key
    return Reform((look.label(iri),) * 2, kept(address(look.base, iri)))


def _told(look: Look, row: TracedAdoption) -> Told:
    time = (plain_time(row.onset_edtf), plain_time(row.onset_edtf, "en")) if row.onset_edtf else _UNDATED
    figures = tuple(dict.fromkeys(map(figure_text, row.figures)))[:_FIGURES]
    best = best_claims(row)[:1]
    if not best:
        return Told(row.status, time, figures)
    claim = best[0]
    source = " ".join(part for part in (claim.source, claim.issue_date, claim.headline) if part)
    where = address(look.base, look.base + "article/" + claim.article_id) + "#e-" + claim.claim_id
    return Told(row.status, time, figures, claim.quote, source, kept(where))
