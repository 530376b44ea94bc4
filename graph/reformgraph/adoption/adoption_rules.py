"""From claims to the adoption of a reform by an actor: pure rules.

Status: what was done outranks what was meant. The latest of the claims that it was *adopted* or
*withdrawn* decides; only where there is none, the latest that it was *planned* or *required*; only where
there is none of those either, it is *referenced*. Latest is by the last day a claim is about, never after
the issue of its article, else by the issue date; on one day, withdrawn comes after adopted.

A claim that denies (尚未实行) is no claim that something was done: it decides no status but that of an
adoption of which nothing else is said.

Support and dispute: what supports an adoption are the claims that tell its status; plans that come after it
say nothing of it. A denial disputes that something is *adopted* where it is later than the last day on
which the adoption may have begun (or where one of the two is undated, for then nobody can tell); one that
is earlier is what was before.

Onset: the days on which every claim of an adoption allows the beginning to lie. Where claims contradict
each other, those that tell of the earliest beginning win, for a reform cannot begin twice; that they
contradict is told.

Figures conflict where claims of different sources give one indicator of one period, in one unit, values
that cannot both be true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from heapq import nlargest, nsmallest
from typing import NamedTuple

from reformgraph.adoption.digest import ClaimDigest, FigureDigest
from reformgraph.language.edtf import bounds, is_valid

_RANK = {"referenced": 0, "planned": 1, "required": 1, "adopted": 2, "withdrawn": 2}
_TIE = {"referenced": 0, "required": 1, "planned": 2, "adopted": 3, "withdrawn": 4}
#: Share by which round figures (约30宗) may differ and still be the same.
_ROUND = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ClaimInContext:
    """A claim with the IRI and issue date of its article, and the group of reprints the article belongs to."""

    claim: ClaimDigest
    article: str
    issued: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """Claims that follow each other and tell the same: their first day (None: undated), number of articles."""

    status: str
    denied: bool
    day: date | None
    sources: int


@dataclass(frozen=True, slots=True)
class Adoption:
    """What all claims of one actor and reform come to.

    Attributes
    ----------
    status
        Local name of the latest status.
    earlier
        Other statuses that were told of an earlier day, as planned before it was adopted.
    steps
        What was told, in the order of the days.
    onset, onset_earliest, onset_latest
        EDTF interval in which it began and its bounds; None where nothing is known of them.
    end
        EDTF of the withdrawal, where withdrawn is the latest status.
    onsets, onsets_agree
        The onsets claimed, and whether there are days that all of them allow (None without any).
    claims, figures
        Their IRIs, sorted.
    supports, disputes
        IRIs of the claims that tell the status, and of those that deny it, sorted.
    sources, disputing
        Numbers of articles that support and that dispute it, reprints counted once.
    conflicting
        IRIs of figures that contradict each other, sorted.
    """

    actor: str
    reform: str
    status: str
    earlier: tuple[str, ...]
    steps: tuple[Step, ...]
    onset: str | None
    onset_earliest: date | None
    onset_latest: date | None
    onsets: tuple[str, ...]
    onsets_agree: bool | None
    end: str | None
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    supports: tuple[str, ...]
    disputes: tuple[str, ...]
    sources: int
    disputing: int
    conflicting: tuple[str, ...]


def adoption(actor: str, reform: str, claims: Sequence[ClaimInContext]) -> Adoption:
    """The adoption that the claims, at least one, come to; their order does not matter."""
    ordered = sorted(claims, key=_when)
    telling = [item for item in ordered if not item.claim.denied] or ordered
    best = max(_RANK.get(item.claim.status, 0) for item in telling)
    last = [item for item in telling if _RANK.get(item.claim.status, 0) == best][-1]
    status = last.claim.status
    onsets = [item.claim.onset for item in telling if item.claim.status in ("adopted", "withdrawn")]
    onset, earliest, latest = _onset(onsets)
    # Where it is only referred to, those who deny that it was done agree.
    supports = ordered if status == "referenced" else [item for item in telling if item.claim.status == status]
    disputes = _disputing(ordered, supports, latest) if status == "adopted" else []
    claimed = tuple(sorted({text for text in onsets if text and is_valid(text)}))
    return Adoption(
        actor=actor,
        reform=reform,
        status=status,
        earlier=_earlier(telling, status),
        steps=tuple(_steps(ordered)),
        onset=onset,
        onset_earliest=earliest,
        onset_latest=latest,
        onsets=claimed,
        onsets_agree=_agree(claimed) if claimed else None,
        end=_end(last) if status == "withdrawn" else None,
        claims=_iris(ordered),
        figures=tuple(sorted({figure.iri for item in ordered for figure in item.claim.figures})),
        supports=_iris(supports),
        disputes=_iris(disputes),
        sources=_number_of_sources(supports),
        disputing=_number_of_sources(disputes),
        conflicting=conflicting([(figure, item.source) for item in telling for figure in item.claim.figures]),
    )


def _iris(items: Iterable[ClaimInContext]) -> tuple[str, ...]:
    return tuple(sorted({item.claim.claim for item in items}))


def _number_of_sources(items: Iterable[ClaimInContext]) -> int:
    return len({item.source for item in items})


def _disputing(
    ordered: Sequence[ClaimInContext], supports: Sequence[ClaimInContext], latest: date | None
) -> list[ClaimInContext]:
    """Denials that are not older than the adoption: later than its latest onset, or undated on either side."""
    first = min((day for item in supports if (day := _day(item)) is not None), default=None)
    begun = latest or first
    return [
        item for item in ordered if item.claim.denied and (begun is None or (day := _day(item)) is None or day > begun)
    ]


def _earlier(telling: Sequence[ClaimInContext], status: str) -> tuple[str, ...]:
    """Statuses told of a day before the present stretch began, that is since it was last given up or taken up."""
    done = [item for item in telling if _RANK.get(item.claim.status, 0) == 2 and item.claim.status != status]
    since = _when(done[-1]) if done else None
    stretch = [item for item in telling if item.claim.status == status and (since is None or _when(item) > since)]
    start = min((day for item in stretch if (day := _day(item)) is not None), default=None)
    if start is None:
        return ()
    before = {item.claim.status for item in telling if (day := _day(item)) is not None and day < start}
    return tuple(sorted(before - {status}))


def _steps(ordered: Sequence[ClaimInContext]) -> list[Step]:
    """Runs of claims of one status; undated claims come first."""
    runs: list[list[ClaimInContext]] = []
    for item in ordered:
        last = runs[-1][-1] if runs else None
        if last is not None and (last.claim.status, last.claim.denied, _day(last) is None) == (
            item.claim.status, item.claim.denied, _day(item) is None,
        ):  # fmt: skip
            runs[-1].append(item)
        else:
            runs.append([item])
    return [Step(run[0].claim.status, run[0].claim.denied, _day(run[0]), _number_of_sources(run)) for run in runs]


def _agree(onsets: Sequence[str]) -> bool:
    """Whether there is a day that all the intervals allow."""
    ranges = [bounds(text) for text in onsets]
    lows = [low for low, _ in ranges if low]
    highs = [high for _, high in ranges if high]
    return not lows or not highs or max(lows) <= min(highs)


def conflicting(figures: Iterable[tuple[FigureDigest, str]]) -> tuple[str, ...]:
    """IRIs of figures, given with their source, that another source contradicts, sorted.

    Two figures of one indicator, period and unit contradict each other where they cannot both be true. 25宗 and 31宗
    cannot; 25宗 and 超过20宗 can; 约30宗 and 31宗 can, for round figures may differ by a tenth.
    """
    alike: dict[tuple[str, str, str], list[_Ranged]] = defaultdict(list)
    for figure, source in figures:
        if figure.indicator and figure.period and (ranged := _ranged(figure, source)) is not None:
            alike[figure.indicator, figure.period, figure.unit].append(ranged)
    found: set[str] = set()
    for members in alike.values():
        # Of thousands no two are compared: who lies above the least upper end, or below the greatest lower one, of
        # another source is contradicted.
        highs = _two(((item.high, item.source) for item in members), greatest=False)
        lows = _two(((item.low, item.source) for item in members), greatest=True)
        for low, high, source, iri in members:
            below = next((end for end, other in highs if other != source), None)
            above = next((end for end, other in lows if other != source), None)
            if _is_less(below, low) or _is_less(high, above):
                found.add(iri)
    return tuple(sorted(found))


class _Ranged(NamedTuple):
    """Least and greatest value that a figure allows (None: any), its source and IRI."""

    low: Decimal | None
    high: Decimal | None
    source: str
    iri: str


def _ranged(figure: FigureDigest, source: str) -> _Ranged | None:
    """A figure with its range; None where its value is no number."""
    try:
        low, high = _range(figure)
    except InvalidOperation:
        return None
    number = low if low is not None else high
    return None if number is None or number.is_nan() else _Ranged(low, high, source, figure.iri)


def _two(ends: Iterable[tuple[Decimal | None, str]], *, greatest: bool) -> list[tuple[Decimal, str]]:
    """The least (or greatest) end, and the least of another source."""
    outer, first = (max, nlargest) if greatest else (min, nsmallest)
    of: dict[str, Decimal] = {}
    for end, source in ends:
        if end is not None:
            of[source] = outer(of.get(source, end), end)
    return first(2, ((end, source) for source, end in of.items()))


def _is_less(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one < other


def _range(figure: FigureDigest) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest value that a figure allows."""
    value = Decimal(figure.value)
    if figure.bound == "min":
        return value, None
    if figure.bound == "max":
        return None, value
    if figure.bound == "about":
        return value * (1 - _ROUND), value * (1 + _ROUND)
    # The upper value is as printed, while the lower one may be normalised: with both, neither is exact.
    return (value, None) if figure.value_max else (value, value)


def _day(item: ClaimInContext) -> date | None:
    """Last day a claim is about, never after the issue of its article, else the issue; None where neither is known."""
    issued = _last_day(item.issued)
    about = _last_day(item.claim.when)
    return min(about, issued) if about and issued else about or issued


def _when(item: ClaimInContext) -> tuple[date, int, str, str]:
    day = _day(item) or date.min
    return day, _TIE.get(item.claim.status, 0), item.article, item.claim.claim


@lru_cache(maxsize=4096)  # the claims of an adoption, be they thousands, are of few days, and each is asked for often
def _last_day(edtf: str | None) -> date | None:
    return bounds(edtf)[1] if edtf and is_valid(edtf) else None


def _end(item: ClaimInContext) -> str | None:
    if item.claim.when:
        return item.claim.when
    issued = _last_day(item.issued)
    return f"../{issued.isoformat()}" if issued else None


def _onset(onsets: Iterable[str | None]) -> tuple[str | None, date | None, date | None]:
    """EDTF and bounds of the days that the onsets allow together."""
    known = sorted({text for text in onsets if text and is_valid(text)}, key=lambda text: (len(text), text))
    if not known:
        return None, None, None
    ranges = {text: bounds(text) for text in known}
    latest = min((high for _, high in ranges.values() if high), default=None)
    starts = [low for low, _ in ranges.values() if low and (latest is None or low <= latest)]
    earliest = max(starts, default=None)
    if earliest is None and latest is None:
        return None, None, None
    printed = next((text for text in known if ranges[text] == (earliest, latest)), None)
    return printed or as_edtf(earliest, latest), earliest, latest


def as_edtf(first: date | None, last: date | None) -> str:
    """EDTF of a range of days, in the coarsest unit that says it exactly.

    >>> as_edtf(date(2024, 1, 1), date(2024, 6, 30)), as_edtf(None, date(2024, 11, 20))
    ('2024-01/2024-06', '../2024-11-20')
    """
    if first is None or last is None:
        return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04}" if first.year == last.year else f"{first.year:04}/{last.year:04}"
        start, end = first.isoformat()[:7], last.isoformat()[:7]
        return start if start == end else f"{start}/{end}"
    return f"{first.isoformat()}/{last.isoformat()}"
