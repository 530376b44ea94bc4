"""What was found on a page as one JSON object (INTERFACE section 2)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from reformgraph.reading.printed.quote_boxes import quote_boxes
from reformgraph.records import (
    ROLES,
    Article,
    Claim,
    Company,
    Document,
    Extraction,
    Figure,
    Mention,
    Page,
    PageExtraction,
    Person,
    Project,
    Zone,
)

Json = dict[str, Any]


def to_json(result: PageExtraction, *, with_text: bool = False, explain: bool = False) -> Json:
    """The page as a JSON-ready object; values of figures are numbers.

    `with_text` adds the page's `text`, to which all lines and offsets refer; `explain` adds `why` to each measure:
    for actor, status, when, figures and that it is a measure the rule that decided and the span of its cue.
    """
    page = result.page
    blank = frozenset(n for n, line in enumerate(page.text.split("\n"), 1) if not line.strip())
    return {
        "page": page.name,
        "page_id": page.id,
        "text_sha256": page.text_sha256,
        "issue_date": page.issue_date,
        "date_basis": page.date_basis,
        "articles": [_extraction(page, one, blank, explain) for one in result.extractions],
        "warnings": list(result.warnings),
        **({"text": page.text} if with_text else {}),
    }


def to_line(result: PageExtraction, *, with_text: bool = False, explain: bool = False) -> str:
    """The page as one line of JSON, Chinese characters kept; `with_text` and `explain` as of `to_json`."""
    return json.dumps(to_json(result, with_text=with_text, explain=explain), ensure_ascii=False)


def _extraction(page: Page, found: Extraction, blank: frozenset[int], explain: bool) -> Json:
    article = found.article
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "authors": list(article.authors),
        "lines": _lines(article, blank),
        "complete": article.complete,
        "zones": [_zone(one) for one in found.zones],
        "companies": [_company(one) for one in found.companies],
        "people": [_person(one) for one in found.people],
        "documents": [one.name for one in found.documents],
        "document_spans": [_spans(one.mentions) for one in found.documents],
        "projects": [_project(one) for one in found.projects],
        "measures": [
            {**_claim(one), **_printed(page, one), **({"why": _why(one)} if explain else {})} for one in found.claims
        ],
        "figures": [_figure(one) for one in found.figures],
    }


def _lines(article: Article, blank: frozenset[int]) -> Json:
    lines: Mapping[Any, Sequence[int]] = article.lines
    return {
        role: _ranges(lines.get(role, ()), blank) if role == "body" else list(lines.get(role, ())) for role in ROLES
    }


def _ranges(numbers: Sequence[int], blank: frozenset[int]) -> list[list[int]]:
    """Inclusive ranges; blank lines between two lines of a body belong to it."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and all(between in blank for between in range(ranges[-1][1] + 1, number)):
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


def _spans(mentions: Sequence[Mention]) -> list[list[int]]:
    return [list(mention.span) for mention in mentions]


def _forms(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.text for mention in mentions))


def _named(one: Zone | Company | Person | Document | Project) -> Json:
    return {"name": one.name, "mentions": _forms(one.mentions), "spans": _spans(one.mentions)}


def _zone(one: Zone) -> Json:
    return {
        **_named(one),
        "printed": one.printed or one.name,
        "official": one.official,
        "basis": one.basis,
        "kind": one.kind,
        "code": one.code,
        "place": one.place,
        "part_of": one.part_of,
    }


def _company(one: Company) -> Json:
    return {**_named(one), "place": one.place}


def _person(one: Person) -> Json:
    return {"name": one.name, "role": one.role, "spans": _spans(one.mentions)}


def _project(one: Project) -> Json:
    return {**_named(one), "company": one.company, "zone": one.zone, "investment": one.investment}


def _claim(one: Claim) -> Json:
    return {
        "reform": one.reform,
        "mentions": _forms(one.mentions),
        "spans": _spans(one.mentions),
        "zone": one.actor or None,
        "actor_kind": one.actor_kind,
        "actor_basis": one.actor_basis,
        "confidence": one.confidence,
        "status": one.status,
        "denied": one.denied,
        "when": one.when,
        "when_edtf": one.when_edtf,
        "onset_edtf": one.onset_edtf,
        "evidence": one.evidence,
        "evidence_span": list(one.evidence_span),
        "figures": [_figure(figure) for figure in one.figures],
        "candidate": one.candidate,
        "broader": one.broader,
    }


def _printed(page: Page, one: Claim) -> Json:
    """Where the evidence of a claim stands on the sheets of a printed file; nothing for other files."""
    boxes = quote_boxes(page.regions, one.evidence_span)
    return {"regions": [{"sheet": box.sheet, "box": list(box[1:])} for box in boxes]} if boxes else {}


def _why(one: Claim) -> list[Json]:
    return [
        {"decides": verdict.decides, "rule": verdict.rule, "span": list(verdict.span) if verdict.span else None}
        for verdict in one.why
    ]


def _number(value: str | None) -> int | float | None:
    """A JSON number where it says the same as the decimal string."""
    if value is None:
        return None
    return float(value) if "." in value else int(value)


def _figure(one: Figure) -> Json:
    return {
        "indicator": one.indicator,
        "value": _number(one.value),
        "value_max": _number(one.value_max),
        "bound": one.bound,
        "unit": one.unit,
        "value_si": one.value_si,
        "unit_si": one.unit_si,
        "period": one.period,
        "period_edtf": one.period_edtf,
        "zone": one.zone,
        "text": one.text,
        "span": list(one.span),
    }
