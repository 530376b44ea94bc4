"""What a store tells of adoptions: onset intervals, actors under observation, the end of observation.

The date of a report is not the date of adoption: an adoption lies between its earliest and its latest possible onset,
either of which may be open. Planned, required or referenced is not adopted; withdrawn ends an adoption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reformgraph.language.edtf import bounds, is_valid
from reformgraph.views import store_rows
from reformgraph.views.store_rows import ArticleRow

Censoring = Literal["exact", "interval", "left", "undated"]

PREFIXES = """PREFIX rg: <https://w3id.org/reformgraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""

_ISSUED = PREFIXES + "SELECT ?article ?date WHERE { ?article a rg:Article ; rg:issueDate ?date }"
_ABOUT = PREFIXES + "SELECT DISTINCT ?actor ?article { ?article a rg:Article ; schema:about ?actor }"


@dataclass(frozen=True, slots=True)
class Onset:
    """When an actor adopted a reform, as far as the sources tell.

    Attributes
    ----------
    actor, actor_name, reform, reform_name
        IRIs and labels.
    status
        ``adopted`` or ``withdrawn``.
    earliest, latest
        First and last day on which it may have begun; None: not bounded on this side.
    end_earliest, end_latest
        Bounds of the withdrawal; None: not withdrawn, or not bounded.
    sources
        Articles it rests on, a reprint counted as what it reprints.
    """

    actor: str
    actor_name: str
    reform: str
    reform_name: str
    status: str
    earliest: date | None
    latest: date | None
    end_earliest: date | None
    end_latest: date | None
    sources: frozenset[str]

    @property
    def censoring(self) -> Censoring:
        """``exact``: one day; ``interval``; ``left``: no first day; ``undated``: no last day either."""
        if self.latest is None:
            return "undated"
        if self.earliest is None:
            return "left"
        return "exact" if self.earliest == self.latest else "interval"


@dataclass(frozen=True, slots=True)
class Observed:
    """An actor under observation: its reports and the last day anything was reported about it (None: undated)."""

    actor: str
    name: str
    articles: frozenset[str]
    last_report: date | None


@dataclass(frozen=True, slots=True)
class Observation:
    """What a store tells for diffusion analysis.

    Attributes
    ----------
    onsets
        Adoptions that happened, by actor and reform.
    actors
        Everyone under observation: subjects of articles, and actors of adoptions, by IRI.
    end
        Last day of observation: the latest issue of any article; None in a store without dates.
    papers, years
        Names of the papers and sites that were read; first and last year of issue, None without dates.
    """

    onsets: tuple[Onset, ...]
    actors: tuple[Observed, ...]
    end: date | None
    papers: tuple[str, ...] = ()
    years: tuple[int, int] | None = None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _roots(articles: Mapping[str, ArticleRow]) -> dict[str, str]:
    """Article -> the article at the end of its chain of reprints."""
    step = {iri: row.reprint_of for iri, row in articles.items() if row.reprint_of}
    out: dict[str, str] = {}
    for article in step:
        root, seen = article, set()
        while root in step and root not in seen:
            seen.add(root)
            root = step[root]
        out[article] = min(seen) if root in seen else root
    return out


def _bounds(earliest: str | None, latest: str | None, edtf: str | None) -> tuple[date | None, date | None]:
    low, high = _day(earliest), _day(latest)
    if low is None and high is None and edtf and is_valid(edtf):
        return bounds(edtf)
    return low, high


def local_name(iri: str) -> str:
    """The last part of an IRI, for things without a label."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def observe(store: Any) -> Observation:
    """Read adoptions, actors and the end of observation from a store (`reformgraph.store.Store`)."""
    articles, labels = store_rows.articles(store), store_rows.labels(store)
    roots = _roots(articles)
    sources = _sources(store, roots)
    onsets: dict[tuple[str, str], Onset] = {}
    for row in store_rows.adoptions(store):
        if row.status not in ("adopted", "withdrawn"):
            continue
        name, reform = labels.get(row.actor, local_name(row.actor)), labels.get(row.reform, local_name(row.reform))
        began, ended = _bounds(row.earliest, row.latest, row.onset), _bounds(None, None, row.end)
        found = frozenset(sources.get(row.adoption, ()))
        onset = Onset(row.actor, name, row.reform, reform, row.status, *began, *ended, found)
        onsets.setdefault((row.actor, row.reform), onset)
    days = [day for row in articles.values() if (day := _last_day(row.issued)) is not None]
    ordered = tuple(onsets[key] for key in sorted(onsets))
    papers = tuple(sorted({row.source for row in articles.values() if row.source}))
    years = (min(days).year, max(days).year) if days else None
    actors = _actors(store, ordered, roots, articles, labels)
    return Observation(ordered, actors, max(days, default=None), papers, years)


def _sources(store: Any, roots: Mapping[str, str]) -> dict[str, set[str]]:
    """Adoption -> articles that say that it was adopted or given up, a reprint counted as what it reprints."""
    telling = {
        row.claim: roots.get(row.article, row.article)
        for row in store_rows.claims(store)
        if row.status in ("adopted", "withdrawn") and not row.denied
    }
    return {
        adoption: {telling[claim] for claim in claims if claim in telling}
        for adoption, claims in store_rows.members(store).items()
    }


def _actors(
    store: Any,
    onsets: Sequence[Onset],
    roots: Mapping[str, str],
    issued: Mapping[str, ArticleRow],
    labels: Mapping[str, str],
) -> tuple[Observed, ...]:
    names: dict[str, str] = {}
    articles: dict[str, set[str]] = {}
    last: dict[str, date] = {}
    same = store_rows.merged(store)
    for row in store.select(_ABOUT):
        actor, article = same.get(row["actor"], row["actor"]), row["article"]
        names.setdefault(actor, labels.get(actor, local_name(actor)))
        articles.setdefault(actor, set()).add(roots.get(article, article))
        day = _last_day(issued[article].issued) if article in issued else None
        if day and day > last.get(actor, date.min):
            last[actor] = day
    for onset in onsets:
        names.setdefault(onset.actor, onset.actor_name)
        articles.setdefault(onset.actor, set()).update(onset.sources)
    return tuple(Observed(actor, names[actor], frozenset(articles[actor]), last.get(actor)) for actor in sorted(names))


def _last_day(edtf: str | None) -> date | None:
    return bounds(edtf)[1] if edtf and is_valid(edtf) else None


def issue_days(store: Any) -> dict[str, date]:
    """Article -> last day of its issue date, for dated articles."""
    days = {row["article"]: row["date"] for row in store.select(_ISSUED)}
    return {
        article: day
        for article, text in days.items()
        if text and is_valid(text) and (day := bounds(text)[1]) is not None
    }
