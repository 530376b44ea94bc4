"""What the user is asked: doubtful companies, zones of one place, new reforms; and what is not asked any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.review import Question, _core, _like, _place_of, _same_core, questions, quotations
from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.iri import BASE
from reformgraph.store import open_store
from support.stub_pages import extracted

PAGES = (
    "甲市园区动态\n云山市经济技术开发区|标准地|adopted\n=甲市宏图科技有限公司|宏图科技",
    "甲区再出新招\n云山市高新区|标准地|adopted\n=乙市宏图科技股份有限公司|宏图科技",
    "丙地园区快讯\n丙县经开区|新式审批法|planned\n=宏图科技",
    "丙地园区再讯\n丙县经开区|新式审批法|adopted\n=云麓精密机械有限公司",
    "丁地园区见闻\n丁市园区|新标准地改革|adopted\n=大云麓精密机械集团",
)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str, str], Question]:
    return {(one.kind, local(one.a), local(one.b)): one for one in ask(tmp_path, monkeypatch)}


def local(iri: str) -> str:
    return iri.rpartition("/")[2]


def ask(folder: Path, monkeypatch: pytest.MonkeyPatch, *decisions: str) -> list[Question]:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    for number, text in enumerate(PAGES):
        (folder / f"p{number}.txt").write_text(text + "\n", "utf-8")
    (folder / "d.csv").write_text("\n".join(["kind,a,b,decision", *decisions, ""]), "utf-8")
    store = open_store(":memory:")
    build([folder], store)
    return questions(store, read_decisions(folder / "d.csv"))


def test_a_short_form_of_several_companies_is_asked_with_each(asked: dict[tuple[str, str, str], Question]) -> None:
    for full, page in (("甲市宏图科技有限公司", "p0"), ("乙市宏图科技股份有限公司", "p1")):
        found = asked["company", "宏图科技", full]
        assert (found.doubt, found.why) == (0.5, "a short form of several companies")
        assert [local(one).split("-")[0] for one in found.evidence] == ["p2", page]


def test_companies_that_differ_in_place_or_form_are_asked(asked: dict[tuple[str, str, str], Question]) -> None:
    assert asked["company", "云麓精密机械有限公司", "大云麓精密机械集团"].doubt == 0.6
    names = {
        "a": "云麓精密机械有限公司", "b": "甲市云麓精密机械股份有限公司", "c": "很远很远很远云麓精密机械集团",
        "d": "精密机械有限公司", "e": "机械厂", "f": "别的精密机械",
    }  # fmt: skip
    pairs = {frozenset(pair) for pair in _same_core(names)}
    assert pairs == {frozenset(pair) for pair in ("ab", "ad", "bd", "df")}


def test_zones_of_one_place_are_asked(asked: dict[tuple[str, str, str], Question]) -> None:
    [zone] = [one for one in asked.values() if one.kind == "zone"]
    assert {local(zone.a), local(zone.b)} == {"云山市经济技术开发区", "云山市高新区"}
    assert zone.why == "zones of one place" and 0.3 < zone.doubt < 0.7
    assert {local(one).split("-")[0] for one in zone.evidence} == {"p0", "p1"}


def test_new_reforms_are_asked_with_a_known_one_that_is_like_them(asked: dict[tuple[str, str, str], Question]) -> None:
    alone = asked["reform", "新式审批法", ""]
    assert (alone.doubt, alone.why, len(alone.evidence)) == (round(1 / 3, 3), "not in the vocabulary", 2)
    near = next(one for key, one in asked.items() if key[:2] == ("reform", "新标准地改革"))
    assert local(near.b) and near.why == "like a known reform" and near.doubt >= 0.6


def test_the_most_doubtful_come_first_and_answers_close_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ask(tmp_path, monkeypatch)
    assert [one.doubt for one in found] == sorted((one.doubt for one in found), reverse=True)
    left = ask(
        tmp_path, monkeypatch,
        "zone,云山市高新区,云山市经济技术开发区,unsure", "company,云麓精密机械有限公司,大云麓精密机械集团,same",
        "reform,新式审批法,,reject",
    )  # fmt: skip
    gone = {(one.kind, local(one.a)) for one in found} - {(one.kind, local(one.a)) for one in left}
    assert {kind for kind, _ in gone} == {"zone", "company", "reform"}
    assert len(found) - len(left) == 3


FORMS = "股份有限公司 有限责任公司 集团有限公司 有限公司 集团公司 集团 公司 集团股份有限公司"


@pytest.mark.parametrize(
    ("name", "core"),
    [
        *((f"云麓机械{form}", "云麓机械") for form in FORMS.split()),
        ("云麓机械厂", "云麓机械厂"),
    ],
)  # fmt: skip
def test_legal_forms_are_no_part_of_a_name(name: str, core: str) -> None:
    assert _core(name) == core


KINDS = (
    "开发区 示范区 经开区 高新区 园区 新区 经济技术开发区 高新技术产业开发区 转型综合改革示范区 综合改革示范区 "
    "经济开发区 高新技术开发区 产业园区 工业园区 现代产业园区 技术开发区 高新园区"
)


@pytest.mark.parametrize("kind", KINDS.split())
def test_the_place_of_a_zone_is_its_name_without_the_kind(kind: str) -> None:
    assert _place_of(f"云麓{kind}") == "云麓"
    assert _place_of(f"云麓{kind}管委会") == f"云麓{kind}管委会"


def test_likeness_is_of_names() -> None:
    assert _like("标准地", BASE + "reform/标准地") == 1
    assert _like("标准地", BASE + "reform/全代办") == 0
    assert 0.6 < _like("标准地", BASE + "reform/新标准地") < 1


def test_evidence_is_shown_by_number_and_headline() -> None:
    store = open_store(":memory:")
    assert quotations(store, [BASE + "article/a-1"]) == ["a-1"]


@pytest.mark.parametrize("form", ["股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "集团股份有限公司"])
def test_companies_are_compared_without_their_legal_form(form: str) -> None:
    assert _core("宏图" + form) == "宏图"


@pytest.mark.parametrize("kind", ["开发区", "示范区", "经开区", "高新区", "园区", "新区"])
@pytest.mark.parametrize(
    "before",
    ["", "经济", "高新", "技术", "产业", "工业", "现代", "综合改革", "转型综合改革", "高新技术产业", "经济技术"],
)
def test_zones_are_compared_without_their_kind(kind: str, before: str) -> None:
    assert _place_of(f"甲市{before}{kind}") == "甲市"
    assert _place_of(f"甲市{before}街道") == f"甲市{before}街道"
