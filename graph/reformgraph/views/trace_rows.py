"""Adoptions as flat rows for tables: one an adoption, a claim or a figure; no cell holds a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from reformgraph.language.edtf import bounds
from reformgraph.views.facts import Facts
from reformgraph.views.trace import TracedAdoption, TracedClaim, TracedFigure

Row = dict[str, Any]

#: Who and what; when; where it is told.
_THINGS = (
    "zone", "zone_id", "zone_english", "zone_english_basis", "province", "city", "kind", "reform", "reform_id",
    "reform_english", "category", "candidate", "status",
)  # fmt: skip
_TIMES = ("onset_from", "onset_to", "onset_edtf", "when", "when_edtf")
_PLACES = (
    "quote", "start", "end", "headline", "article_id", "source", "issue_date", "page", "url", "claim_id", "actor_basis",
    "confidence",
)  # fmt: skip
ADOPTION_COLUMNS = (*_THINGS, *_TIMES, "figures", "sources", "disputing", *_PLACES, "denied", "side")
FIGURE_COLUMNS = (
    *_THINGS, "indicator", "value", "value_max", "bound", "unit", "value_si", "unit_si", "period", "text", *_PLACES,
)  # fmt: skip


def adoption_rows(found: Iterable[TracedAdoption], facts: Facts, *, claims: bool = False) -> Iterator[Row]:
    """One row an adoption with its best claim, or with `claims` one a claim; keys are `ADOPTION_COLUMNS`."""
    for one in found:
        for claim in one.claims if claims else best_claims(one)[:1]:
            told = claim if claims else one
            yield {
                **_things(one, facts, told.status),
                **dict(zip(("onset_from", "onset_to"), _ends(told.onset_edtf), strict=True)),
                "onset_edtf": told.onset_edtf,
                "when": told.when,
                "when_edtf": told.when_edtf,
                "figures": "；".join(map(figure_text, told.figures)),
                "sources": one.sources,
                "disputing": one.disputing,
                **_place(claim, facts),
                "denied": claim.denied,
                "side": claim.side,
            }


def figure_rows(found: Iterable[TracedAdoption], facts: Facts) -> Iterator[Row]:
    """One row a figure of a claim; keys are `FIGURE_COLUMNS`."""
    for one in found:
        for claim in one.claims:
            for figure in claim.figures:
                yield {
                    **_things(one, facts, claim.status),
                    "indicator": figure.indicator,
                    "value": number(figure.value),
                    "value_max": number(figure.value_max),
                    "bound": figure.bound,
                    "unit": figure.unit,
                    "value_si": number(figure.value_si),
                    "unit_si": figure.unit_si,
                    "period": figure.period,
                    "text": figure.text,
                    **_place(claim, facts),
                    **({"quote": figure.quote, "start": figure.start, "end": figure.end} if figure.quote else {}),
                }


def best_claims(one: TracedAdoption) -> Sequence[TracedClaim]:
    """The claim to show where one is enough, and one that disputes it."""
    supports = [claim for claim in one.claims if claim.side == "supports"] or list(one.claims)
    return supports[:1] + [claim for claim in one.claims if claim.side == "disputes"][:1]


def figure_text(figure: TracedFigure) -> str:
    """A figure as printed, with what it counts."""
    return f"{figure.indicator} {figure.text}".strip()


def number(value: str | None) -> int | float | None:
    """A decimal string as a number."""
    if value is None:
        return None
    return float(value) if "." in value else int(value)


def _things(one: TracedAdoption, facts: Facts, status: str) -> Row:
    actor, reform = facts.actor(one.zone_id), facts.reform(one.reform_id)
    return {
        "zone": one.zone, "zone_id": one.zone_id, "zone_english": actor.english,
        "zone_english_basis": actor.english_basis, "province": actor.province,
        "city": actor.city, "kind": actor.kind, "reform": one.reform, "reform_id": one.reform_id,
        "reform_english": reform.english, "category": reform.category, "candidate": reform.candidate,
        "status": status,
    }  # fmt: skip


def _place(claim: TracedClaim, facts: Facts) -> Row:
    told = ("quote", "start", "end", "headline", "article_id", "source", "issue_date", "page")
    last = ("claim_id", "actor_basis", "confidence")
    return {
        **{name: getattr(claim, name) for name in told},
        "url": facts.url(claim.article_id, claim.regions[0].sheet if claim.regions else None),
        **{name: getattr(claim, name) for name in last},
    }


def _ends(edtf: str | None) -> tuple[date | None, date | None]:
    return bounds(edtf) if edtf else (None, None)
