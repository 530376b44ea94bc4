"""Times as things of OWL-Time: an EDTF text in, the key of an instant or interval; a key in, its IRI and its triples.

A time is known by its first and last day, so that 2024-01 and 2024-01-01/2024-01-31 are one and the same interval, and
the figures of two papers for one period meet in one IRI. What EDTF calls approximate or uncertain (2024-11~) has none:
nothing vague is made exact. Articles only link to a time: what it is stands once, in the derived graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox

from reformgraph.iri import TIME, XSD, Minter
from reformgraph.language.edtf import bounds, is_valid
from reformgraph.rdf.terms import TYPE, Terms, node, rg
from reformgraph.values import Edtf, Iri

time = Terms(TIME)
#: What links a claim or a figure to a time.
LINKS = (time["hasTime"], rg["onsetTime"])
#: What a time is described with.
DESCRIBED = (TYPE, time["inXSDDate"], time["hasBeginning"], time["hasEnd"])
_DATE = node(XSD + "date")
_VAGUE = frozenset("~?%")
#: Number of days in the IRI of a time by its kind.
_SIDES = {"day": 1, "interval": 2}
_OPEN, _BETWEEN = "open", "--"


def day_literal(day: date) -> ox.Literal:
    """A day as `xsd:date`."""
    return ox.Literal(day.isoformat(), datatype=_DATE)


def time_key(told: Edtf) -> str | None:
    """The key of a time, which is the end of its IRI; None for one that is vague, not valid, or open at both ends.

    >>> time_key(Edtf("2024-01")), time_key(Edtf("../2024-06-30")), time_key(Edtf("2024-06-30"))
    ('2024-01-01--2024-01-31', 'open--2024-06-30', '2024-06-30')
    """
    if not is_valid(told) or _VAGUE & set(told):
        return None
    first, last = bounds(told)
    if first is None and last is None:
        return None
    if first == last:
        return first.isoformat() if first else None
    return _BETWEEN.join(day.isoformat() if day else _OPEN for day in (first, last))


def time_iri(minter: Minter, key: str) -> Iri:
    """The IRI of a time by its key."""
    return minter.local("interval" if _BETWEEN in key else "day", key)


def with_ends(iri: str) -> tuple[str, ...]:
    """Keys of the time that an IRI names and of the days at its ends; none for an IRI that names no time.

    >>> with_ends("https://w3id.org/reformgraph/id/interval/open--2024-06-30")
    ('open--2024-06-30', '2024-06-30')
    >>> with_ends("https://w3id.org/reformgraph/id/zone/朔州经济开发区")
    ()
    """
    front, _, key = iri.rpartition("/")
    ends = key.split(_BETWEEN)
    days = tuple(end for end in ends if end != _OPEN)
    if _SIDES.get(front.rpartition("/")[2]) != len(ends) or not days or not all(_is_day(day) for day in days):
        return ()
    return days if len(ends) == 1 else (key, *days)


def describe_time(minter: Minter, key: str) -> Iterator[ox.Triple]:
    """What an instant or interval is, by its key."""
    subject = node(time_iri(minter, key))
    if _BETWEEN not in key:
        yield ox.Triple(subject, TYPE, time["Instant"])
        yield ox.Triple(subject, time["inXSDDate"], day_literal(date.fromisoformat(key)))
        return
    yield ox.Triple(subject, TYPE, time["ProperInterval"])
    for day, side in zip(key.split(_BETWEEN), ("hasBeginning", "hasEnd"), strict=True):
        if day != _OPEN:
            yield ox.Triple(subject, time[side], node(time_iri(minter, day)))


def _is_day(text: str) -> bool:
    """Whether a text is a day as we write it, for `date` reads 20240131, too."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
