"""Actors by canonical name; all sentences are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.actors.actor_mentions import read_actors
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.zones.zone_mentions import read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Role, Span
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read(
    vocabulary: Vocabulary, text: str, hint: str | None = None, head: str = "", role: Role = "kicker"
) -> list[tuple[str, str, str]]:
    """``(printed, canonical name, kind)`` of every actor, those of the headline included."""
    page = f"{head}\n{text}" if head else text
    spans: list[tuple[Role, Span]] = [(role, Span.at(0, len(head)))] if head else []
    spans.append(("body", Span.at(len(page) - len(text), len(page))))
    flow = Flow(page, [Paragraph(part, (span,)) for part, span in spans])
    found = read_actors(flow, read_zones(flow, vocabulary), vocabulary, codes(vocabulary, hint))
    return [(flow.text[a.start : a.end], a.name, a.kind) for a in found]


def codes(vocabulary: Vocabulary, hint: str | None) -> tuple[str, ...]:
    """Code of a place given by code or name."""
    if not hint:
        return ()
    named = vocabulary.places.named(hint)
    return (named[0].code,) if named else (hint,) if hint in vocabulary.places.by_code else ()


def canonical(found: list[tuple[str, str, str]]) -> list[str]:
    return [name for _, name, _ in found]


@pytest.mark.parametrize(
    "organ",
    ["党工委", "管委会", "党工委、管委会", "行政审批局", "建管中心", "投资促进中心", "招商部", "纪检监察工委",
     "规划建设局", "企业服务中心", "组织与人力资源部", "党工委管委会办公室"],
)  # fmt: skip
def test_organ_of_a_zone_is_the_zone(vocabulary: Vocabulary, organ: str) -> None:
    found = read(vocabulary, f"近日，和顺经济技术开发区{organ}召开例会。")
    assert found == [(f"和顺经济技术开发区{organ}", "和顺经济技术开发区", "zone")]


@pytest.mark.parametrize("organ", ["投资促进中心", "行政审批局", "管委会", "区建管中心", "经开区管委会", "区党工委"])
def test_organ_without_its_zone(vocabulary: Vocabulary, organ: str) -> None:
    found = read(vocabulary, f"{organ}上门代办。", head="大同经济技术开发区 服务再升级", role="title")
    assert found[1] == (organ, "大同经济技术开发区", "zone")


def test_words_behind_a_zone_that_are_no_organ(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "大同经开区优化布局，企业发展部署已定。")
    assert found == [("大同经开区", "大同经开区", "zone")]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("浙江省自然资源厅", "浙江省自然资源厅"),
        ("襄阳市市场监督管理局", "襄阳市市场监督管理局"),
        ("湖北省襄阳市商务局", "襄阳市商务局"),
        ("河南省发展改革委", "河南省发展改革委"),
        ("山西省委政法委员会", "山西省委政法委员会"),
        ("国家发展改革委", "国家发展改革委"),
        ("国家税务总局", "国家税务总局"),
        ("全国工商联", "全国工商联"),
        ("宁波海关", "宁波海关"),
        ("北京市发改委", "北京市发改委"),
    ],
)
def test_organs_printed_in_full(vocabulary: Vocabulary, printed: str, name: str) -> None:
    assert read(vocabulary, f"据悉，{printed}印发通知。") == [(printed, name, "organ")]


@pytest.mark.parametrize(
    ("text", "hint", "name"),
    [
        ("四川省各园区抱团发展，省商务厅组织评比。", None, "四川省商务厅"),
        ("省商务厅组织评比。", "山西省", "山西省商务厅"),
        ("省商务厅组织评比。", "140000", "山西省商务厅"),
        ("宜昌高新区汇报，省商务厅点评。", "山西省", "湖北省商务厅"),
        ("学习浙江经验，山西动作快，省商务厅点评。", "山西", "山西省商务厅"),
        ("贵州省部署在先，省商务厅点评。", "山西", "贵州省商务厅"),
        ("省商务厅点评。", None, "省商务厅"),
        ("宜昌高新区汇报，市税务局点评。", None, "宜昌市税务局"),
        ("灵石经济技术开发区汇报，县水利局点评。", None, "灵石县水利局"),
        ("山西省推进政法改革，全省法院提速。", None, "山西省法院"),
    ],
)
def test_province_and_city_in_front_of_an_organ(vocabulary: Vocabulary, text: str, hint: str | None, name: str) -> None:
    assert canonical(read(vocabulary, text, hint))[-1] == name


@pytest.mark.parametrize("word", ["全省", "我省", "各市", "省委", "省政府", "省委、省政府"])
def test_words_for_the_province(vocabulary: Vocabulary, word: str) -> None:
    found = read(vocabulary, f"江西省召开现场会，{word}推行免申即享。")
    assert found[-1] == (word, "江西省", "province")


def test_words_for_city_and_county(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "山阴经济技术开发区开工，县委、县政府重视，市委、市政府支持，我县配合。")
    assert found[1:] == [
        ("县委、县政府", "山阴县", "county"),
        ("市委、市政府", "朔州市", "city"),
        ("我县", "山阴县", "county"),
    ]


def test_county_level_city_is_its_own_city(vocabulary: Vocabulary) -> None:
    assert canonical(read(vocabulary, "高平经济技术开发区扩区，市委专题研究。"))[-1] == "高平市"


def test_autonomous_region_speaks_of_itself_as_our_district(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "广西壮族自治区部署春耕，我区全面推行代办。")
    assert found[-1] == ("我区", "广西壮族自治区", "province")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("福州", "福州市"),
        ("福州市", "福州市"),
        ("福建福州", "福州市"),
        ("湖北省鄂州市", "鄂州市"),
        ("山西", "山西省"),
        ("内蒙古", "内蒙古自治区"),
        ("昆山市", "昆山市"),
        ("浦东新区区委", "浦东新区"),
        ("长治市委、市政府", "长治市"),
    ],
)
def test_places_have_their_full_names(vocabulary: Vocabulary, printed: str, name: str) -> None:
    assert canonical(read(vocabulary, f"近日，{printed}推行一窗受理。"))[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "德国客商来华投资兴业。",
        "弘扬中华文化，促进长治久安。",
        "沿海城市降温，红海城市受袭。",
        "欧盟委员会发表声明。",
        "商务局面打开，发改委托第三方评估。",
        "村里年轻人大多外出。",
        "城区夜间施工，矿区停产。",
        "科技部门和财政部门配合。",
        "超市委托配送，都市政府采购。",
    ],
)
def test_look_alikes(vocabulary: Vocabulary, text: str) -> None:
    assert read(vocabulary, text) == []


def test_place_of_a_company_does_not_act(vocabulary: Vocabulary) -> None:
    assert read(vocabulary, "苏州云海光电有限公司投产，贵州省星辰碳素有限公司达产。") == []


def test_place_that_acts_on_a_company_acts(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "福州吸引云帆集团落户，江西省推进国有集团改革，苏州推出公司登记一件事。")
    assert canonical(found) == ["福州市", "江西省", "苏州市"]


def test_supervising_group_is_who_sent_it(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "长治市营商环境监督第七专项检查组到访，市专项检查组反馈，各组离开。")
    assert canonical(found) == ["长治市", "长治市"]
    found = read(vocabulary, "由省优化环境和开发区重点工作督导六组组长带队。", "山西省")
    assert found == [("省优化环境和开发区重点工作督导六组", "山西省", "province")]


def test_zones_in_general_are_the_province(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "山西省通报，93个开发区推行代办。")
    assert found[-1] == ("93个开发区", "山西省", "province")


def test_zone_mentions_keep_their_zone(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "昆山经开区与昆山高新区签约，高新区出地，经开区出技术，该区满意。")
    assert canonical(found) == ["昆山经开区", "昆山高新区", "昆山高新区", "昆山经开区", "昆山经开区"]


def test_bare_organ_after_its_full_name(vocabulary: Vocabulary) -> None:
    assert (
        canonical(read(vocabulary, "襄阳市市场监督管理局发证，市场监督管理局还设专窗。"))
        == ["襄阳市市场监督管理局"] * 2
    )


ALPHABET = "省市县区委政府局厅长治朔州山西开发经济技术我全各督导组公司海关、，。（）\n投资兴业"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60), st.sampled_from([None, "山西", "140000", "没有"]))
def test_any_text_gives_sorted_disjoint_mentions(text: str, hint: str | None) -> None:
    vocabulary = load_vocabulary()
    flow = Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])
    found: tuple[ActorMention, ...] = read_actors(
        flow, read_zones(flow, vocabulary), vocabulary, codes(vocabulary, hint)
    )
    assert all(0 <= mention.start < mention.end <= len(flow.text) for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(mention.name for mention in found)


def test_a_district_keeps_the_city_that_is_printed_before_it(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "眼下，酒泉市肃州区建起专窗，肃州区的企业少跑了路。甘肃省酒泉市肃州区财政局也来。")
    assert [name for _, name, kind in found if kind == "county"] == ["酒泉市肃州区", "酒泉市肃州区"]


def test_a_district_of_a_municipality_stands_alone(vocabulary: Vocabulary) -> None:
    assert [name for _, name, _ in read(vocabulary, "上海市奉贤区建起专窗。")] == ["奉贤区"]


def test_a_shorter_form_is_the_office_named_before(vocabulary: Vocabulary) -> None:
    found = read(vocabulary, "区行政审批服务局定了日子，区审批局的窗口周末也开，审批局还派了人。")
    assert {name for _, name, _ in found} == {"区行政审批服务局"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("章丘区相公庄街道开了会。", "章丘区相公庄街道"), ("太仓沙溪镇派了人。", "太仓市沙溪镇")],
)
def test_a_town_is_not_its_county(vocabulary: Vocabulary, text: str, name: str) -> None:
    assert [found for _, found, _ in read(vocabulary, text)] == [name]


def test_towns_in_general_are_none(vocabulary: Vocabulary) -> None:
    assert [name for _, name, _ in read(vocabulary, "章丘区各乡镇都派了人。")] == ["章丘区"]


def test_a_press_office_speaks_for_its_government(vocabulary: Vocabulary) -> None:
    assert [name for _, name, _ in read(vocabulary, "江西省政府新闻办说明了办法。")] == ["江西省"]


@pytest.mark.parametrize("text", ["万马(舟山)海洋装备智造园开工了。", "立邦涂料（河南）公司投产了。"])
def test_a_place_in_the_brackets_of_a_name_does_not_act(vocabulary: Vocabulary, text: str) -> None:
    assert read(vocabulary, text) == []
