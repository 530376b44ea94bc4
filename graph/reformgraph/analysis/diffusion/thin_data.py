"""What speaks against reading much into a result: events and their sources in, warnings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

#: Events and independent articles below which a result is told to be thin.
FEWEST_EVENTS, FEWEST_SOURCES = 10, 3


def cautions(
    sources: Sequence[frozenset[str]],
    *,
    papers: Sequence[str] = (),
    actors: Iterable[str] = (),
    candidates: Iterable[str] = (),
) -> list[str]:
    """Warnings about the events of a result.

    Parameters
    ----------
    sources
        Independent articles that each event rests on.
    papers
        Papers or sites that were read.
    actors
        IRIs of the adopters.
    candidates
        Reforms among those counted that are not in the vocabulary.

    Examples
    --------
    >>> cautions([frozenset("a"), frozenset("a"), frozenset("b")])[0]
    'warning: 3 events only (fewer than 10): estimates are worth little'
    """
    found: list[str] = []
    if len(sources) < FEWEST_EVENTS:
        found.append(f"warning: {len(sources)} events only (fewer than {FEWEST_EVENTS}): estimates are worth little")
    articles = Counter(article for behind in sources for article in behind)
    if len(articles) < FEWEST_SOURCES:
        found.append(f"warning: {len(articles)} independent articles only (fewer than {FEWEST_SOURCES})")
    if papers and len(papers) < FEWEST_SOURCES:
        found.append(f"warning: {len(papers)} papers or sites only: what they do not print is not known")
    if articles and len(sources) > 1:
        article, most = max(articles.items(), key=lambda one: (one[1], one[0]))
        if most * 2 > len(sources):
            name = article.rstrip("/").rsplit("/", 1)[-1]
            found.append(f"warning: one article ({name}) is behind {most} of {len(sources)} events")
    others = sorted({actor.rsplit("/", 1)[-1] for actor in actors if "/zone/" not in actor})
    if others:
        found.append(f"warning: {len(others)} adopters are no zones: {', '.join(others[:5])}")
    named = sorted(set(candidates))
    if named:
        found.append(f"warning: {len(named)} reforms are candidates, not in the vocabulary: {', '.join(named[:5])}")
    return found
