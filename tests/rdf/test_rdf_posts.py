"""Posts and their organisations, as roles print them."""

from __future__ import annotations

import pytest

from reformgraph.iri import ORG, RG
from reformgraph.rdf.page_quads import page_quads
from reformgraph.rdf.rdf_posts import posts_of
from reformgraph.values import Iri
from support.rdf_fixture import RESULT

ZONE, OTHER, FIRM = Iri("zone:朔州"), Iri("zone:贵安"), Iri("company:雁北")
NAMED = {"朔州经开区": ZONE, "贵安新区": OTHER, "雁北精密铸造有限公司": FIRM, "朔州": ZONE}


@pytest.mark.parametrize(
    ("role", "posts"),
    [
        ("朔州经开区党工委书记", [("朔州经开区党工委书记", ZONE)]),
        ("貴安新區管委會副主任、黨工委副書記", [("貴安新區管委會副主任", OTHER), ("黨工委副書記", OTHER)]),
        ("雁北精密铸造有限公司总经理", [("雁北精密铸造有限公司总经理", FIRM)]),
        ("市委常委、管委会主任", [("市委常委", None), ("管委会主任", ZONE)]),
        ("园区管委会经济发展科科长", [("园区管委会经济发展科科长", ZONE)]),
        ("区委副书记、区长", [("区委副书记", None), ("区长", None)]),
        ("市委书记兼贵安新区党工委书记", [("市委书记", None), ("贵安新区党工委书记", OTHER)]),
        ("雁北精密铸造有限公司", [("雁北精密铸造有限公司", None)]),
        ("、", []),
    ],
)
def test_posts(role: str, posts: list[tuple[str, Iri | None]]) -> None:
    assert [(one.title, one.organisation) for one in posts_of(role, NAMED, ZONE)] == posts


def test_a_board_of_no_zone_in_sight_has_none() -> None:
    assert [one.organisation for one in posts_of("管委会主任", NAMED, None)] == [None]


def test_a_person_has_a_membership_for_each_post() -> None:
    triples = [triple for graph in page_quads(RESULT).values() for triple in graph]
    members = {triple.subject: triple.object for triple in triples if triple.predicate.value == f"{ORG}member"}
    held = {(triple.object, triple.subject) for triple in triples if triple.predicate.value == f"{ORG}hasMembership"}
    assert members
    assert held == set(members.items())
    assert {triple.subject for triple in triples if triple.predicate.value == f"{RG}post"} >= set(members)
