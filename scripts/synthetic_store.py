"""A store of invented articles of any size, made by the same functions as a real one, for benchmarks.

Zones, companies and sentences are made up; reforms are those of the vocabulary, more common ones first.
Every run with the same numbers gives the same store.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from reformgraph.adoption.decisions import Decisions, read_decisions
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
    Span,
    Status,
    Zone,
)
from reformgraph.store import open_store
from reformgraph.values import Edtf
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_STATUSES: tuple[Status, ...] = ("adopted",) * 70 + ("planned", "required", "referenced") * 8 + ("withdrawn",)
_COUNTED = ("签约项目", "总投资", "审批时限", "出让土地面积", "新增企业", "工业总产值", "到位资金", "就业人数")
_OF = ("全区", "工业", "服务业", "外资", "民营", "高新", "规上", "新开工", "年度", "首批")
_INDICATORS = [of + counted for of in _OF for counted in _COUNTED]
_DOCUMENTS = [f"{of}改革实施方案（第{n}号）" for of in _OF for n in range(1, 21)]
_PAPERS = ("甲地日报", "乙地日报", "丙地晚报", "丁地新闻网", "戊地经济报")
_PAGES_AT_ONCE = 400


class _Writer:
    """Text that grows, with spans of what was put in."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def put(self, text: str) -> Span:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return Span.at(start, self._length)

    @property
    def text(self) -> str:
        return "".join(self._pieces)


class Synthesis:
    """Invented pages.

    Parameters
    ----------
    zones
        Number of different zones.
    seed
        Of the random numbers.
    """

    def __init__(self, zones: int = 1200, seed: int = 1) -> None:
        self._random = random.Random(seed)
        vocabulary = load_vocabulary()
        self.reforms = list(vocabulary.reforms)
        self._random.shuffle(self.reforms)
        self.reforms.sort(key=lambda name: name != "标准地")
        cities = [place for place in vocabulary.places.by_code.values() if place.level in ("city", "county")]
        chosen = self._random.sample(cities, min(zones, len(cities)))
        self.zones = [(f"{place.name}经济开发区", place.code) for place in chosen]
        self.companies = [f"{place.name}第{n}机械制造有限公司" for n in range(1, 4) for place in chosen]

    def _common(self, things: list[str]) -> str:
        return things[min(int(self._random.expovariate(6 / len(things))), len(things) - 1)]

    def page(self, number: int) -> PageExtraction:
        """Page of this number, with three articles."""
        draw, writer, made = self._random, _Writer(), []
        issued = f"{draw.randint(2018, 2024)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        name = f"{number:06}.txt"
        slug = name.replace(".", "-")
        for n in range(1, 4):
            made.append(self._article(writer, f"{slug}-{n}", issued))
        text = writer.text
        digest = sha256(text.encode()).hexdigest()
        page = Page(
            name, name, name, text, digest, digest, "txt", "utf-8", Edtf(issued), "manifest", draw.choice(_PAPERS)
        )
        return PageExtraction(page, tuple(made))

    def _article(self, writer: _Writer, name: str, issued: str) -> Extraction:
        draw = self._random
        zone, place = draw.choice(self.zones)
        title = f"{zone}{draw.choice(('改革提速', '开新局', '服务升级', '项目忙'))}"
        head = writer.put(title)
        writer.put("\n")
        claims, figures, mentions = [], [], [Mention(zone, Span.at(head.start, head.start + len(zone)))]
        start = head.end + 1
        for _ in range(draw.randint(2, 6)):
            claim, found, mention = self._claim(writer, zone, issued)
            claims.append(claim)
            figures += found
            mentions.append(mention)
        company = draw.choice(self.companies)
        firm = Mention(company, writer.put(company))
        person = Mention("王某", writer.put("王某"))
        writer.put("说，按照")
        paper = draw.choice(_DOCUMENTS)
        document = Mention(paper, writer.put(paper))
        end = writer.put("办事方便多了。").end
        writer.put("\n")
        article = Article(
            id=name, title=title, kicker="", authors=("本报记者",), lines={"title": (1,), "body": (2,)},
            paragraphs=(Paragraph("title", (head,)), Paragraph("body", (Span.at(start, end),))),
        )  # fmt: skip
        return Extraction(
            article,
            zones=(Zone(zone, tuple(mentions), "经济开发区", place),),
            companies=(Company(company, (firm,)),),
            people=(Person("王某", "总经理", (person,)),),
            documents=(Document(paper, (document,)),),
            claims=tuple(claims),
            figures=tuple(figures),
        )

    def _claim(self, writer: _Writer, zone: str, issued: str) -> tuple[Claim, list[Figure], Mention]:
        draw = self._random
        reform, status = self._common(self.reforms), draw.choice(_STATUSES)
        named = Mention(zone, writer.put(zone))
        writer.put("推行")
        mention = Mention(reform, writer.put(reform))
        figures = []
        for _ in range(draw.randint(0, 2)):
            indicator, value = draw.choice(_INDICATORS), str(draw.randint(1, 900))
            writer.put("，" + indicator)
            span = writer.put(f"{value}个")
            figures.append(
                Figure(indicator, value, "个", f"{value}个", span, value_si=value, unit_si="items", zone=zone)
            )
        writer.put("，")
        tail = writer.put("试点成效明显。" if draw.random() < 0.02 else "企业反映良好。")
        span = Span(named.span.start, tail.end)
        evidence = writer.text[span.start : span.end]
        onset = draw.choice((Edtf(issued[:7]), Edtf(f"../{issued}"), None)) if status == "adopted" else None
        candidate = draw.random() < 0.03
        claim = Claim(
            f"{reform}新机制{draw.randint(1, 60)}" if candidate else reform, zone, "zone", status, (mention,), evidence,
            span, onset_edtf=onset, when_edtf=onset, figures=tuple(figures), candidate=candidate,
        )  # fmt: skip
        return claim, figures, named

    def pages(self) -> Iterator[PageExtraction]:
        """Pages without end."""
        number = 0
        while True:
            number += 1
            yield self.page(number)


def build(folder: Path, quads: int, zones: int = 1200, seed: int = 1) -> Synthesis:
    """Make a store of about so many quads in a new folder."""
    made = Synthesis(zones, seed)
    stream = made.pages()
    with open_store(folder, read_only=False) as store:
        store.add(vocabulary_quads(BASE).items())
        written = 0
        while written < quads * 0.93:  # the derived graph and the vocabulary are the rest
            graphs: dict[str, list] = {}  # type: ignore[type-arg]
            for page in islice(stream, _PAGES_AT_ONCE):
                graphs |= page_quads(page, BASE)
            store.add(graphs.items())
            written += sum(map(len, graphs.values()))
        restate(store, BASE)
        derive_all(State(store, BASE), _no_decisions(folder), BASE)
        store.settle()  # as a build of so many pages does at its end
    return made


def _no_decisions(folder: Path) -> Decisions:
    return read_decisions(folder.with_name(folder.name + ".none.csv"), BASE)
