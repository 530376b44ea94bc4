"""Times as instants and intervals of OWL-Time."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from reformgraph.iri import BASE, Minter
from reformgraph.rdf.rdf_times import DESCRIBED, describe_time, time_iri, time_key, with_ends
from reformgraph.values import Edtf

TIME = "http://www.w3.org/2006/time#"


def value(term: object) -> str:
    assert isinstance(term, (ox.NamedNode, ox.Literal))
    return term.value


def made(told: str) -> tuple[str | None, set[tuple[str, str, str]]]:
    """The IRI of a time, and what it and the days at its ends are."""
    minter, key = Minter(BASE), time_key(Edtf(told))
    if key is None:
        return None, set()
    iri = time_iri(minter, key)
    out = [triple for one in with_ends(iri) for triple in describe_time(minter, one)]
    assert {t.predicate for t in out} <= set(DESCRIBED)
    rows = {(str(t.subject)[1:-1], t.predicate.value.rpartition("#")[2], value(t.object)) for t in out}
    return iri.removeprefix(BASE), {(s.removeprefix(BASE), p, o.removeprefix(BASE)) for s, p, o in rows}


def test_a_day_is_an_instant() -> None:
    iri, rows = made("2024-05-06")
    assert iri == "day/2024-05-06"
    assert rows == {(iri, "type", f"{TIME}Instant"), (iri, "inXSDDate", "2024-05-06")}


def test_a_month_and_its_days_are_one_interval() -> None:
    iri, rows = made("2024-02")
    assert iri == "interval/2024-02-01--2024-02-29"
    assert (iri, "hasBeginning", "day/2024-02-01") in rows
    assert (iri, "hasEnd", "day/2024-02-29") in rows
    assert ("day/2024-02-29", "inXSDDate", "2024-02-29") in rows
    assert made("2024-02-01/2024-02-29") == (iri, rows)


@pytest.mark.parametrize(
    ("told", "iri", "sides"),
    [
        ("../2024-06-30", "interval/open--2024-06-30", {"hasEnd"}),
        ("2024-06-30/..", "interval/2024-06-30--open", {"hasBeginning"}),
    ],
)
def test_an_open_side_is_left_out(told: str, iri: str, sides: set[str]) -> None:
    found, rows = made(told)
    assert found == iri
    assert {p for s, p, _ in rows if s == iri} == sides | {"type"}


@pytest.mark.parametrize("told", ["2024-11~", "2024?", "../..", "soon", "2024-02-31"])
def test_what_is_vague_or_no_date_is_no_time(told: str) -> None:
    assert made(told) == (None, set())


@pytest.mark.parametrize(
    "local",
    [
        "zone/朔州经济开发区", "zone/2024-01-31", "day/20240131", "day/2024-02-31", "day/2024-W05-3", "day/open",
        "day/2024-01-01--2024-01-31", "interval/2024-01-31", "interval/", "interval/--2024-01-31",
        "day/", "interval/open--open", "interval/2024-01-01--2024-01-31--2024-02-01",
    ],
)  # fmt: skip
def test_an_iri_that_names_no_time_is_not_described(local: str) -> None:
    """Foreign RDF may link to anything."""
    assert with_ends(BASE + local) == ()
