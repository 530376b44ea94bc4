"""What the server draws for things that were merged, disputed, or have no actor."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from reformgraph.iri import BASE, RDF, RG
from reformgraph.show.serve.error_answer import error_answer
from reformgraph.show.serve.http_request import RefusedError, Request
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.markup import table
from reformgraph.show.serve.resource import Drawn, render
from reformgraph.store import Store
from reformgraph.store.memory import MemoryStore
from reformgraph.views import store_rows
from reformgraph.views.described import untitled
from support.made_store import SHUOZHOU
from support.tricky_store import RETIRED, tricky_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield tricky_store(tmp_path_factory.mktemp("tricky"))


def drawn(store: Store, local: str, form: str = "html", *, asked: bool = False) -> Drawn:
    given = [("format", form)] if asked else []
    return render(store, BASE, {"view": "resource", "rest": local, "given": given, "form": form})


def text(store: Store, local: str) -> str:
    found = drawn(store, local)
    assert found.status == 200
    return found.body.decode()


@pytest.mark.parametrize(
    ("form", "asked", "tail"), [("html", False, ""), ("ttl", False, ""), ("ttl", True, "?format=ttl")]
)
def test_a_retired_iri_leads_to_what_replaces_it(store: Store, form: str, asked: bool, tail: str) -> None:
    found = drawn(store, f"zone/{RETIRED}", form, asked=asked)
    assert (found.status, found.location) == (301, "/id/zone/" + quote(SHUOZHOU) + tail)


def test_the_page_of_a_zone_has_the_articles_of_both_its_names(store: Store) -> None:
    page = text(store, f"zone/{SHUOZHOU}")
    for headline in (f"{SHUOZHOU}土地先行", f"{RETIRED}今年加速"):
        assert headline in page
    assert "2 篇支持，1 篇不同" in page


def test_an_adoption_tells_who_is_for_and_who_is_against(store: Store) -> None:
    page = text(store, f"adoption/{SHUOZHOU}--标准地")
    assert "2 篇支持，1 篇不同" in page
    assert "开始的说法不一" in page
    assert page.index("尚未实行标准地") < page.index("启动标准地改革")
    for told in ("12宗", "15宗", "前后说法", "否认"):
        assert told in page


def test_a_claim_without_an_actor_says_so(store: Store) -> None:
    assert "未说明主体" in text(store, "claim/d-txt-1-2")
    assert "未说明主体" in text(store, "article/d-txt-1")


def test_records_and_claims_are_called_by_who_and_what(store: Store) -> None:
    look = Look(store, BASE)
    assert look.label(f"{BASE}adoption/{SHUOZHOU}--标准地") == f"{SHUOZHOU}：标准地"
    assert look.label(f"{BASE}claim/nowhere") == "nowhere"
    assert f"<title>{SHUOZHOU}：标准地 · " in text(store, f"adoption/{SHUOZHOU}--标准地")


def test_a_page_shows_the_first_records_and_where_the_others_are(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "采用记录</a></p>" not in text(store, f"zone/{SHUOZHOU}")
    monkeypatch.setattr("reformgraph.show.serve.thing_pages._SHOWN", 1)
    page = text(store, "reform/标准地")
    whole = len(store_rows.adoptions(store, reform=f"{BASE}reform/标准地"))
    assert f"共 {whole} 条" in page or f"{whole}" in page
    assert "/trace?reform=" in page


def test_a_long_table_scrolls_with_its_heads_in_sight() -> None:
    assert 'class="scroll"' in table(["a"], [["b"]] * 150)
    long = table(["a", "c"], [["b", "d"]] * 151)
    assert 'class="scroll tall"' in long
    assert 'tabindex="0"' in long


@pytest.mark.parametrize(("language", "words"), [("zh", "可按名称查找"), ("en", "Look for it by name")])
def test_an_address_that_leads_nowhere_offers_ways_on(language: str, words: str) -> None:
    request = Request("GET", "/none", "", {"accept": "text/html"}, b"")
    for status, offered in ((404, True), (405, False)):
        body = error_answer(request, RefusedError(status, "there is no such page"), language)[1].decode()
        assert (words in body) == offered
        assert ('class="question-box"' in body) == offered


def test_an_article_without_a_headline_is_called_by_its_paper_and_day() -> None:
    store = MemoryStore()
    article = NamedNode(f"{BASE}article/a-1")
    has = (
        (RDF + "type", NamedNode(RG + "Article")),
        (RG + "source", Literal("朔州日报")),
        (RG + "issueDate", Literal("2024-03-01")),
    )
    store.replace(f"{BASE}graph/a-1", [Triple(article, NamedNode(name), value) for name, value in has])
    look = Look(store, BASE)
    assert look.label(article.value) == "朔州日报 2024-03-01"
    assert untitled(None, None, article.value) == "a-1"
