"""A small store in which a wrong binding, a null actor, a merged zone and a disagreement each show.

Five articles on one zone that goes by two names (a decision of the user joins them), on its province and on
an organ of it: two sources say that it adopted 标准地, of different onsets and with figures that cannot both be
true; one denies it; one plans it again afterwards. One claim has no actor, and one figure no owner.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.update import derive_all
from reformgraph.building.load_quads import restate
from reformgraph.iri import BASE
from reformgraph.rdf.page_quads import page_quads
from reformgraph.records import Claim, Company, Document, Mention, PageExtraction, Person, Project
from reformgraph.store import Store, open_store
from reformgraph.values import PlaceCode
from reformgraph.views.counts import describe
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.made_store import COMPANY, DATONG, KINDS, PLACES, SHUOZHOU, Text, article, claim, page_of, vocabulary

#: The other name of the zone, which a decision joins to `SHUOZHOU`.
RETIRED = "朔州新材料园"
ORGAN = "山西省商务厅"
DECISION = f"zone,{RETIRED},{SHUOZHOU},same,一块牌子,\n"


def _nobody(one: Claim) -> Claim:
    """The claim without an actor, its figures without an owner."""
    figures = tuple(replace(figure, zone=None) for figure in one.figures)
    return replace(one, actor=None, actor_kind="none", figures=figures)


def _told_once() -> PageExtraction:
    page, title = Text(), f"{SHUOZHOU}土地先行"
    page.put(title + "\n")
    claims = [
        claim(page, SHUOZHOU, "标准地", "adopted", f"5月，{SHUOZHOU}启动标准地改革，出让土地12宗。", onset="2023-05",
              when="2023-05", figure=("出让土地", "12", "宗")),
        claim(page, SHUOZHOU, "全代办", "planned", "年底前将推行全代办。", when="2023-05-10/2023-12-31"),
    ]  # fmt: skip
    return page_of("a.txt", page, "2023-05-10", "甲地日报", article("a-txt-1", page, SHUOZHOU, title, claims))


def _told_otherwise() -> PageExtraction:
    page, title = Text(), f"{RETIRED}今年加速"
    page.put(title + "\n")
    claims = [
        claim(page, RETIRED, "标准地", "adopted", f"{RETIRED}早在2022年就推行标准地，出让土地15宗。", onset="2022",
              when="2022", figure=("出让土地", "15", "宗")),
        claim(page, RETIRED, "全代办", "adopted", "全代办3月落地。", onset="2024-03", when="2024-03"),
        claim(page, RETIRED, "园区合伙人", "adopted", "园区合伙人已有先例。", candidate=True),
    ]  # fmt: skip
    start = page.put(f"{COMPANY}总经理王某的铸件项目依据《出让办法》落地。").start
    firm, person, project, paper = (
        Mention(name, page.find(name, start)) for name in (COMPANY, "王某", "铸件项目", "出让办法")
    )
    return page_of(
        "b.txt", page, "2024-04-01", "乙地晚报",
        article(
            "b-txt-1", page, RETIRED, title, claims, companies=(Company(COMPANY, (firm,), PlaceCode("140600")),),
            people=(Person("王某", "总经理", (person,)),), documents=(Document("出让办法", (paper,)),),
            projects=(Project("铸件项目", (project,), COMPANY, RETIRED, "3亿元"),),
        ),
    )  # fmt: skip


def _denied() -> PageExtraction:
    page, title = Text(), f"{SHUOZHOU}存在的差距"
    page.put(title + "\n")
    claims = [
        replace(claim(page, SHUOZHOU, "标准地", "referenced", f"{SHUOZHOU}尚未实行标准地。"), denied=True),
        claim(page, SHUOZHOU, "承诺制", "withdrawn", "承诺制6月取消。", when="2024-06"),
    ]
    return page_of("c.txt", page, "2024-07-01", "丙地快报", article("c-txt-1", page, SHUOZHOU, title, claims))


def _planned_again() -> PageExtraction:
    page, title = Text(), f"{SHUOZHOU}部署下半年"
    page.put(title + "\n")
    claims = [
        claim(page, SHUOZHOU, "标准地", "planned", "下一步将扩大标准地范围。"),
        _nobody(
            claim(
                page, SHUOZHOU, "承诺制", "adopted", "承诺制全面推行，出让土地40宗。", figure=("出让土地", "40", "宗")
            )
        ),
    ]
    return page_of("d.txt", page, "2024-08-01", "丁地日报", article("d-txt-1", page, SHUOZHOU, title, claims))


def _above() -> PageExtraction:
    page, title = Text(), f"{DATONG}开工忙"
    page.put(title + "\n")
    own = claim(page, DATONG, "标准地", "adopted", f"{DATONG}2月推出标准地。", onset="2024-02", when="2024-02")
    province = claim(page, "山西省", "标准地", "adopted", "山西省2020年推行标准地。", onset="2020", when="2020")
    organ = claim(page, ORGAN, "容缺受理", "planned", f"{ORGAN}将推行容缺受理。")
    told = claim(page, DATONG, "容缺受理", "required", "省里要求推行容缺受理。")
    claims = [own, replace(province, actor_kind="province"), replace(organ, actor_kind="organ"), told]
    return page_of("e.txt", page, "2024-03-01", "甲地日报", article("e-txt-1", page, DATONG, title, claims))


def tricky_pages() -> list[PageExtraction]:
    """All pages."""
    return [_told_once(), _told_otherwise(), _denied(), _planned_again(), _above()]


def tricky_store(folder: Path, decisions: str = DECISION, store: Store | None = None) -> Store:
    """The store, in memory unless one is given, with the decisions (lines of their CSV) applied."""
    PLACES[RETIRED], KINDS[RETIRED] = PLACES[SHUOZHOU], "产业园区"
    made = store or open_store(":memory:")
    made.add(vocabulary())
    for page in tricky_pages():
        made.add(page_quads(page, BASE).items())
    restate(made, BASE)
    path = folder / "tricky.decisions.csv"
    path.write_text("kind,a,b,decision,reason,time\n" + decisions, encoding="utf-8")
    derive_all(State(made, BASE), read_decisions(path, BASE), BASE)
    describe(made, BASE, load_vocabulary().version, None)
    return made
