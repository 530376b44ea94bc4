"""What holds a no back: articles from the place of a zone, and reforms that are named alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reformgraph.ask.absence import named_alike, unplaced_articles
from reformgraph.ask.answer import Named, Part
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.sentence_search import SentenceSearch
from reformgraph.records import Mention, PageExtraction, Zone
from reformgraph.store import Store, open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import CHANGZHI, Text, article, claim, make, page_of


def bare_page(url: str) -> PageExtraction:
    """A page about a zone that is only called 开发区, from an address."""
    page = Text()
    page.put("走进开发区\n")
    claims = [claim(page, "开发区", "标准地", "adopted", "开发区推行标准地。")]
    made = article("x-txt-1", page, CHANGZHI, "走进开发区", claims)
    zone = Zone("开发区", (Mention("开发区", page.find("开发区")),), "开发区", None)
    paper = page_of("x.txt", page, "2024-01-01", "甲地日报", replace(made, zones=(zone,)))
    return replace(paper, page=replace(paper.page, url=url))


@pytest.mark.parametrize(
    ("zone", "url", "found"),
    [
        ("莱西经济开发区", "https://www.laixinews.com/a.html", True),
        ("莱西经济开发区", "https://kfq.laixi.gov.cn/a.html", True),
        ("新化经济开发区", "http://sx.xinhuanet.com/a.html", False),
        ("新化经济开发区", "https://example.org/xinhua/a.html", False),
        ("新化经济开发区", "xinhua", False),
    ],
)
def test_an_address_names_a_place_by_a_whole_label(tmp_path: Path, zone: str, url: str, found: bool) -> None:
    with open_store(make(tmp_path, [bare_page(url)]), read_only=True) as opened:
        names = KnownNames(opened, load_vocabulary())
        asked = Named("unknown zone", zone, None, 0, len(zone), zone)
        assert bool(unplaced_articles(opened, names, asked)) == found


def test_an_article_that_may_be_about_the_zone_is_looked_at_with_its_own(tmp_path: Path) -> None:
    zone, url = "莱西经济开发区", "https://www.laixinews.com/a.html"
    page = Text()
    page.put("来访\n")
    claims = [claim(page, CHANGZHI, "全代办", "adopted", f"{CHANGZHI}推行全代办，{zone}来访。")]
    other = page_of("y.txt", page, "2024-01-01", "甲地日报", article("y-txt-1", page, CHANGZHI, "来访", claims))
    with open_store(make(tmp_path, [bare_page(url), other]), read_only=True) as opened:
        names = KnownNames(opened, load_vocabulary())
        asked = Part("figure", "", (Named("unknown zone", zone, None, 0, 0, zone),), (), piece="推行标准地")
        found = SentenceSearch(opened, names).near(asked, english=False, most=3, own=True)
    assert "开发区推行标准地。" in [near.sentence.text for near in found]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(make(tmp_path_factory.mktemp("ask")), read_only=True)
    yield opened
    opened.close()


def named(store: Store, text: str) -> Named:
    (found,) = KnownNames(store, load_vocabulary()).find(text)
    return found


def test_names_alike_are_those_of_the_zone_itself(store: Store) -> None:
    asked = replace(named(store, "承诺制"), label="信用承诺制", iri="https://example.org/none")
    zone = named(store, CHANGZHI)
    assert [(one.zone, one.reform) for one in named_alike(store, [zone], [asked])] == [(CHANGZHI, "承诺制")]
    assert named_alike(store, [replace(zone, kind="unknown zone", iri=None)], [asked]) == []


def test_a_reform_is_not_like_itself(store: Store) -> None:
    assert named_alike(store, [named(store, CHANGZHI)], [named(store, "承诺制")]) == []
