"""A small store of our own making: five articles whose every fact is known, written by the functions of the package."""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.update import derive_all
from reformgraph.building.load_quads import restate
from reformgraph.iri import BASE
from reformgraph.rdf.page_quads import page_quads, vocabulary_quads
from reformgraph.records import (
    Article,
    Claim,
    Company,
    Document,
    Extraction,
    Figure,
    Mention,
    Page,
    PageExtraction,
    Paragraph,
    Person,
    Project,
    Span,
    Status,
    Zone,
)
from reformgraph.store import Store, open_store
from reformgraph.values import Edtf, PlaceCode

SHUOZHOU, DATONG, CHANGZHI = "朔州经济开发区", "大同经济技术开发区", "长治高新技术产业开发区"
PLACES = {SHUOZHOU: "140600", DATONG: "140200", CHANGZHI: "140400"}
KINDS = {SHUOZHOU: "经济开发区", DATONG: "经济技术开发区", CHANGZHI: "高新技术产业开发区"}
COMPANY = "雁北精密铸造有限公司"
FILLER = "企业负责人介绍说，过去一个项目要跑许多部门，如今专人陪着办，材料少了，时间短了，厂房早早封顶，工人也招齐了。"


class Text:
    """A page that is written sentence by sentence."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, text: str) -> Span:
        start = len(self.text)
        self.text += text
        return Span.at(start, len(self.text))

    def find(self, text: str, after: int = 0) -> Span:
        start = self.text.index(text, after)
        return Span.at(start, start + len(text))


def claim(
    page: Text,
    zone: str,
    reform: str,
    status: Status,
    sentence: str,
    *,
    when: str | None = None,
    onset: str | None = None,
    figure: tuple[str, str, str] | None = None,
    candidate: bool = False,
) -> Claim:
    """A claim whose sentence is written to the page."""
    span = page.put(sentence)
    figures = []
    if figure:
        indicator, value, unit = figure
        found = page.find(value + unit, span.start)
        figures = [
            Figure(
                indicator, value, unit, value + unit, found, value_si=value, unit_si="items", zone=zone,
                period="今年", period_edtf=Edtf("2024"),
            )
        ]  # fmt: skip
    mention = Mention(reform, page.find(reform, span.start))
    return Claim(
        reform, zone, "zone", status, (mention,), sentence, span, when=when,
        when_edtf=Edtf(when) if when else None, onset_edtf=Edtf(onset) if onset else None,
        figures=tuple(figures), candidate=candidate,
    )  # fmt: skip


def article(name: str, page: Text, zone: str, title: str, claims: list[Claim], **things: Any) -> Extraction:
    """An article of one body paragraph under a title, both on the page already."""
    head = page.find(title)
    body = Span.at(head.end + 1, len(page.text))
    places = [found.start() for found in re.finditer(zone, page.text) if found.start() >= head.start]
    mentions = tuple(Mention(zone, Span.at(start, start + len(zone))) for start in places)
    found = Article(
        id=name, title=title, kicker="", authors=("张三",), lines={"title": (1,), "body": (2,)},
        paragraphs=(Paragraph("title", (head,)), Paragraph("body", (body,))),
    )  # fmt: skip
    return Extraction(
        found,
        zones=(Zone(zone, mentions, KINDS[zone], PlaceCode(PLACES[zone])),),
        claims=tuple(claims),
        figures=tuple(figure for one in claims for figure in one.figures),
        **things,
    )


def page_of(name: str, page: Text, issued: str, source: str, extraction: Extraction) -> PageExtraction:
    """The page as a record."""
    digest = sha256(page.text.encode()).hexdigest()
    made = Page(
        name, name, name, page.text, digest, digest, "txt", "utf-8", Edtf(issued), "manifest", source,
        url="https://example.org/" + name,
    )  # fmt: skip
    return PageExtraction(made, (extraction,))


def first() -> PageExtraction:
    page, title = Text(), f"{SHUOZHOU}土地先行"
    page.put(title + "\n")
    claims = [
        claim(page, SHUOZHOU, "标准地", "adopted", f"5月，{SHUOZHOU}启动标准地改革，出让土地12宗。", onset="2023-05",
              when="2023-05", figure=("出让土地", "12", "宗")),
        claim(page, SHUOZHOU, "承诺制", "adopted", "这里坚持承诺制。"),
    ]  # fmt: skip
    firm = Mention(COMPANY, page.put(COMPANY))
    person = Mention("王某", page.put("总经理王某"))
    project = Mention("铸件项目", page.put("的铸件项目"))
    paper = Mention("出让办法", page.put("依据《出让办法》"))
    page.put("落地。")
    return page_of(
        "a.txt", page, "2023-05-10", "甲地日报",
        article(
            "a-txt-1", page, SHUOZHOU, title, claims, companies=(Company(COMPANY, (firm,), PlaceCode("140600")),),
            people=(Person("王某", "总经理", (person,)),), documents=(Document("出让办法", (paper,)),),
            projects=(Project("铸件项目", (project,), COMPANY, SHUOZHOU, "3亿元"),),
        ),
    )  # fmt: skip


def second(name: str = "b.txt", issued: str = "2024-03-01", source: str = "乙地晚报") -> PageExtraction:
    page, title = Text(), f"{DATONG}开工忙"
    page.put(title + "\n")
    claims = [
        claim(page, DATONG, "标准地", "adopted", f"{DATONG}2月推出标准地，已有项目7个进场。", onset="2024-02",
              when="2024-02", figure=("进场项目", "7", "个")),
        claim(page, DATONG, "全代办", "planned", "年底前将推行全代办。", when="2024-03-01/2024-12-31"),
    ]  # fmt: skip
    page.put(FILLER * 3)
    slug = name.replace(".", "-")
    return page_of(name, page, issued, source, article(f"{slug}-1", page, DATONG, title, claims))


def third() -> PageExtraction:
    page, title = Text(), f"{DATONG}服务上门"
    page.put(title + "\n")
    claims = [
        claim(page, DATONG, "全代办", "adopted", f"{DATONG}5月起实行全代办。", onset="2024-05", when="2024-05"),
        claim(page, DATONG, "标准地", "adopted", "标准地改革持续深化。", onset="../2024-06-01"),
    ]
    return page_of("c.txt", page, "2024-06-01", "甲地日报", article("c-txt-1", page, DATONG, title, claims))


def fourth() -> PageExtraction:
    page, title = Text(), f"{CHANGZHI}再出新招"
    page.put(title + "\n")
    claims = [
        claim(page, CHANGZHI, "承诺制", "withdrawn", f"6月，{CHANGZHI}取消承诺制。", when="2024-06"),
        claim(page, CHANGZHI, "容缺受理", "required", "省里要求推行容缺受理。"),
        claim(page, CHANGZHI, "园区合伙人", "adopted", "园区合伙人已有先例。", candidate=True),
    ]
    return page_of("d.txt", page, "2024-07-01", "乙地晚报", article("d-txt-1", page, CHANGZHI, title, claims))


def pages() -> list[PageExtraction]:
    """All pages; the last is a reprint of the second."""
    return [first(), second(), third(), fourth(), second("e.txt", "2024-03-05", "丙地快报")]


def add_pages(store: Store, made: list[PageExtraction], folder: Path) -> None:
    """Put pages into a store that holds the vocabulary, and what follows from them."""
    for page in made:
        store.add(page_quads(page, BASE).items())
    restate(store, BASE)
    derive_all(State(store, BASE), read_decisions(folder / "none.csv", BASE), BASE)


def fill(store: Store, made: list[PageExtraction], folder: Path) -> None:
    """Put pages into a store, with the vocabulary and what follows from them."""
    store.add(vocabulary())
    add_pages(store, made, folder)


@cache
def vocabulary() -> list[tuple[str, list[ox.Triple]]]:
    """The vocabulary as graphs, made once a process."""
    return [(graph, list(triples)) for graph, triples in vocabulary_quads(BASE).items()]


@cache
def _templates() -> Path:
    """A folder for stores that are copied, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="made"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _vocabulary_store() -> Path:
    """A store of the vocabulary alone, written once: it takes longer than all that is said of five pages."""
    path = _templates() / "vocabulary.store"
    with open_store(path, read_only=False) as store:
        store.add(vocabulary())
    return path


@cache
def _whole_store() -> Path:
    """The store of all pages."""
    path = Path(shutil.copytree(_vocabulary_store(), _templates() / "whole.store"))
    with open_store(path, read_only=False) as store:
        add_pages(store, pages(), _templates())
    return path


def make(folder: Path, made: list[PageExtraction] | None = None) -> Path:
    """A store in a new folder below the given one."""
    if made is None:
        return Path(shutil.copytree(_whole_store(), folder / "made.store"))
    path = Path(shutil.copytree(_vocabulary_store(), folder / "made.store"))
    with open_store(path, read_only=False) as store:
        add_pages(store, made, folder)
    return path


def renamed(made: PageExtraction, text: str) -> PageExtraction:
    """The page with another headline of its first article, to try hostile names."""
    extraction = made.extractions[0]
    headed = replace(extraction, article=replace(extraction.article, title=text))
    return replace(made, extractions=(headed,))
