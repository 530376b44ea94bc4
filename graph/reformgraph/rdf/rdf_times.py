"""Times as things of OWL-Time: an EDTF text in, the IRI of an instant or interval and its triples out.

A time is known by its first and last day, so that 2024-01 and 2024-01-01/2024-01-31 are one and the same interval, and
the figures of two papers for one period meet in one IRI. What EDTF calls approximate or uncertain (2024-11~) has none:
nothing vague is made exact.
"""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox

from reformgraph.iri import TIME, XSD, Minter
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.rdf.terms import Terms, Triples, node
from reformgraph.values import Edtf, Iri

time = Terms(TIME)
_DATE = node(XSD + "date")
_VAGUE = frozenset("~?%")


def day_literal(day: date) -> ox.Literal:
    """A day as `xsd:date`."""
    return ox.Literal(day.isoformat(), datatype=_DATE)


def write_time(out: Triples, minter: Minter, told: Edtf) -> Iri | None:
    """Write a time; its IRI, None for one that is vague, not valid, or open at both ends.

    >>> from reformgraph.iri import BASE
    >>> write_time(Triples(), Minter(BASE), Edtf("2024-01"))
    'https://w3id.org/reformgraph/id/interval/2024-01-01--2024-01-31'
    >>> write_time(Triples(), Minter(BASE), Edtf("../2024-06-30"))
    'https://w3id.org/reformgraph/id/interval/open--2024-06-30'
    """
    if not is_valid(told) or _VAGUE & set(told):
        return None
    first, last = bounds(told)
    if first is not None and first == last:
        return _day(out, minter, first)
    if first is None and last is None:
        return None
    ends = (first.isoformat() if first else "open", last.isoformat() if last else "open")
    iri = minter.local("interval", "--".join(ends))
    out.a(iri, time["ProperInterval"])
    for day, side in ((first, "hasBeginning"), (last, "hasEnd")):
        if day is not None:
            out.add(iri, time[side], node(_day(out, minter, day)))
    return iri


def _day(out: Triples, minter: Minter, day: date) -> Iri:
    iri = minter.local("day", day.isoformat())
    out.a(iri, time["Instant"])
    out.add(iri, time["inXSDDate"], day_literal(day))
    return iri
