"""The earliest and the latest day an EDTF date allows, as text for the pages."""

from __future__ import annotations

from typing import NamedTuple

from reformgraph.language import edtf


class Bounds(NamedTuple):
    """First and last possible day as ``YYYY-MM-DD``; empty where nothing is known."""

    earliest: str
    latest: str

    @property
    def known(self) -> str:
        """The day by which it is known to be so: the last possible one, else the first, else empty."""
        return self.latest or self.earliest

    @property
    def sort(self) -> str:
        """``in`` (both bounds), ``by`` (no later than), ``from`` (no sooner than) or empty (undated)."""
        if self.earliest and self.latest:
            return "in"
        return "by" if self.latest else "from" if self.earliest else ""


def bounds(text: str | None) -> Bounds:
    """Bounds of an EDTF level 1 date or interval; both empty for None and for what is no date.

    >>> bounds("2024-02")
    Bounds(earliest='2024-02-01', latest='2024-02-29')
    >>> bounds("../2024-06-30").sort
    'by'
    """
    if not text or not edtf.is_valid(text):
        return Bounds("", "")
    first, last = edtf.bounds(text)
    return Bounds(first.isoformat() if first else "", last.isoformat() if last else "")
