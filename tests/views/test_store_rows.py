"""All readers of a store tell the same of it: one test on one store, and no SELECT of claims elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import reformgraph
from reformgraph.analysis.diffusion.observation import observe
from reformgraph.analysis.network.knowledge import knowledge_graph
from reformgraph.iri import BASE
from reformgraph.records import STATUSES
from reformgraph.show.charts.chart_data import adoptions as shown_adoptions
from reformgraph.show.serve.resource import render
from reformgraph.sparql.named_questions import answer
from reformgraph.store import Store, open_store
from reformgraph.views import store_rows
from reformgraph.views.counts import count_things
from reformgraph.views.statements import statements
from reformgraph.views.trace import trace
from support.made_store import SHUOZHOU, make
from support.tricky_store import tricky_pages, tricky_store

#: Modules that may look claims up themselves: those that write them, name them, or show one as it stands.
_OWN = {"adoption", "rdf", "sparql", "views", "store", "building"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield tricky_store(tmp_path_factory.mktemp("tricky"))


def local(iri: str | None) -> str:
    return (iri or "").rpartition("/")[2]


def test_readers_agree_on_the_claims(store: Store) -> None:
    wanted = Counter((local(row.actor), local(row.reform), row.status) for row in store_rows.claims(store))
    assert sum(wanted.values()) == count_things(store)["claims"] == 13
    table = Counter((local(str(row["actor_id"] or "")), local(str(row["reform_id"])), str(row["status"]))
                    for row in statements(store))  # fmt: skip
    assert table == wanted
    with_actor = Counter({key: count for key, count in wanted.items() if key[0]})
    traced = Counter((one.zone_id, one.reform_id, claim.status)
                     for one in trace(store, statuses=STATUSES) for claim in one.claims)  # fmt: skip
    assert traced == with_actor
    edges = Counter((local(a), local(b), data["status"])
                    for a, b, data in knowledge_graph(store).edges(data=True) if data["kind"] == "claim")  # fmt: skip
    assert edges == with_actor
    asked = Counter(
        (zone, local(row["reform"]), local(row["status"]))
        for zone in sorted({key[0] for key in with_actor})
        for row in answer(store, "evidence", zone=_named(zone))
    )
    assert asked == with_actor
    assert len(answer(store, "without-actor")) == sum(wanted.values()) - sum(with_actor.values()) == 1


def _named(zone: str) -> str:
    return f"place:{zone}" if zone.isdigit() else zone


def test_readers_agree_on_quotations_and_figures(store: Store) -> None:
    quoted, figures = store_rows.evidence(store), store_rows.figures(store)
    table = {str(row["claim"]): row for row in statements(store)}
    assert {claim: (row.quote, row.start, row.end) for claim, row in quoted.items()} == {
        claim: (row["quote"], row["start"], row["end"]) for claim, row in table.items()
    }
    texts = {claim: sorted(one.text for one in some) for claim, some in figures.items()}
    assert {claim: str(row["figures"]).split("; ") for claim, row in table.items() if row["figures"]} == texts
    for one in trace(store, statuses=STATUSES):
        for claim in one.claims:
            assert sorted(figure.text for figure in claim.figures) == texts.get(f"{BASE}claim/{claim.claim_id}", [])
    for _, _, data in knowledge_graph(store).edges(data=True):
        if data["kind"] == "claim":
            assert sorted(figure["text"] for figure in data["figures"]) == texts.get(data["claim"], [])


def test_readers_agree_on_the_adoptions(store: Store) -> None:
    known = {(row.actor, row.reform): row for row in store_rows.adoptions(store)}
    assert len(known) == count_things(store)["adoptions"]
    sides = {key: (row.status, row.sources, row.disputing) for key, row in known.items()}
    shown = {(row.actor, row.reform): (row.status, row.supporting, row.disputing)
             for row in shown_adoptions(knowledge_graph(store))}  # fmt: skip
    assert shown == sides
    traced = {(one.zone_id, one.reform_id): (one.status, one.sources, one.disputing)
              for one in trace(store, statuses=STATUSES)}  # fmt: skip
    assert traced == {(local(actor), local(reform)): told for (actor, reform), told in sides.items()}
    onsets = {(one.actor, one.reform): (one.earliest, one.latest, one.status) for one in observe(store).onsets}
    assert {key: told[2] for key, told in onsets.items()} == {
        key: row.status for key, row in known.items() if row.status in ("adopted", "withdrawn")
    }
    for key, (earliest, latest, _) in onsets.items():
        assert [str(day) if day else None for day in (earliest, latest)] == [known[key].earliest, known[key].latest]
    for (actor, reform), row in known.items():
        request = {"view": "resource", "rest": row.adoption[len(BASE) :], "given": [], "form": "html"}
        page = render(store, BASE, request).body.decode()
        against = f"，{row.disputing} 篇不同" if row.disputing else ""
        assert f"{row.sources} 篇支持{against}" in page, (actor, reform)


def test_a_figure_without_an_indicator_is_read_by_all(tmp_path: Path) -> None:
    """What had drifted: the trace took it, the knowledge graph did not."""
    page = tricky_pages()[0]
    extraction = page.extractions[0]
    first, *others = extraction.claims
    first = replace(first, figures=tuple(replace(figure, indicator="") for figure in first.figures))
    bare = replace(extraction, claims=(first, *others), figures=first.figures)
    with open_store(make(tmp_path, [replace(page, extractions=(bare,))])) as store:
        assert [figure.text for one in trace(store) for figure in one.figures] == ["12宗"]
        assert [row["figures"] for row in statements(store)] == ["12宗", None]
        edges = knowledge_graph(store).edges(data=True)
        assert [figure["text"] for *_, data in edges for figure in data.get("figures", ())] == ["12宗"]


def test_claims_are_selected_in_one_place() -> None:
    root = Path(reformgraph.__file__).parent
    found = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if path.relative_to(root).parts[0] not in _OWN
        and re.search(r"a rg:AdoptionClaim|rg:evidence|a rg:Adoption\b|rg:figure\b", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_claims_of_an_article_and_of_a_zone(store: Store) -> None:
    article = f"{BASE}article/d-txt-1"
    assert [row.actor is None for row in store_rows.claims(store, article=article)] == [False, True]
    zone = f"{BASE}zone/{SHUOZHOU}"
    assert {local(row.reform) for row in store_rows.adoptions(store, actor=zone)} == {
        "标准地", "全代办", "园区合伙人", "承诺制",
    }  # fmt: skip
    assert store_rows.adoptions(store, []) == []
