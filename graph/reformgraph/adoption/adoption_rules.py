"""From claims to the adoption of a reform by an actor: pure rules.

Status: what was done outranks what was meant. The latest of the claims that it was *adopted* or
*withdrawn* decides; only where there is none, the latest that it was *planned* or *required*; only where
there is none of those either, it is *referenced*. Latest is by the last day a claim is about, never after
the issue of its article, else by the issue date; on one day, withdrawn comes after adopted.

Onset: the days on which every claim of an adoption allows the beginning to lie. Where claims contradict
each other, those that tell of the earliest beginning win, for a reform cannot begin twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reformgraph.adoption.digest import ClaimDigest
from reformgraph.language.edtf import bounds, is_valid

_RANK = {"referenced": 0, "planned": 1, "required": 1, "adopted": 2, "withdrawn": 2}
_TIE = {"referenced": 0, "required": 1, "planned": 2, "adopted": 3, "withdrawn": 4}


@dataclass(frozen=True, slots=True)
class ClaimInContext:
    """A claim with the IRI and issue date of its article, and the group of reprints the article belongs to."""

    claim: ClaimDigest
    article: str
    issued: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Adoption:
    """What all claims of one actor and reform come to.

    Attributes
    ----------
    status
        Local name of the latest status.
    earlier
        Other statuses claimed, as planned before it was adopted.
    onset, onset_earliest, onset_latest
        EDTF interval in which it began and its bounds; None where nothing is known of them.
    end
        EDTF of the withdrawal, where withdrawn is the latest status.
    claims, figures
        Their IRIs, sorted.
    sources
        Number of articles that claim it, reprints counted once.
    """

    actor: str
    reform: str
    status: str
    earlier: tuple[str, ...]
    onset: str | None
    onset_earliest: date | None
    onset_latest: date | None
    end: str | None
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    sources: int


def adoption(actor: str, reform: str, claims: Sequence[ClaimInContext]) -> Adoption:
    """The adoption that the claims, at least one, come to; their order does not matter."""
    ordered = sorted(claims, key=_when)
    best = max(_RANK.get(item.claim.status, 0) for item in ordered)
    last = [item for item in ordered if _RANK.get(item.claim.status, 0) == best][-1]
    status = last.claim.status
    onset = _onset([item.claim.onset for item in ordered if item.claim.status in ("adopted", "withdrawn")])
    return Adoption(
        actor=actor,
        reform=reform,
        status=status,
        earlier=tuple(sorted({item.claim.status for item in ordered} - {status})),
        onset=onset[0],
        onset_earliest=onset[1],
        onset_latest=onset[2],
        end=_end(last) if status == "withdrawn" else None,
        claims=tuple(sorted({item.claim.claim for item in ordered})),
        figures=tuple(sorted({figure for item in ordered for figure in item.claim.figures})),
        sources=len({item.source for item in ordered}),
    )


def _when(item: ClaimInContext) -> tuple[date, int, str, str]:
    issued = _last_day(item.issued)
    about = _last_day(item.claim.when)
    day = min(about, issued) if about and issued else about or issued or date.min
    return day, _TIE.get(item.claim.status, 0), item.article, item.claim.claim


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
