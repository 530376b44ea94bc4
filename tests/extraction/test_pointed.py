"""Who acts where the wording points to one: the place that a sentence opens with, two just named, towns, titles."""

from __future__ import annotations

import pytest

from reformgraph import extract


def _told(text: str) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for article in extract(text=text).to_dict()["articles"]:
        for claim in article["measures"]:
            found.setdefault(claim["reform"], set()).add(claim["zone"])
    return found


def test_a_city_that_opens_a_sentence_is_where_it_happens() -> None:
    told = _told("在昆山，推行标准地。在太仓，推行容缺受理。昆山高新区成立于1994年。")
    assert told == {"标准地": {"昆山市"}, "容缺受理": {"太仓市"}}
    told = _told("苏州市推行标准地。目光转向太仓市，这里推行容缺受理。昆山高新区也来取经。")
    assert told == {"标准地": {"苏州市"}, "容缺受理": {"太仓市"}}


def test_under_the_lead_of_a_city_another_one_acts() -> None:
    assert _told("在苏州市带动下，太仓高新区推行标准地。") == {"标准地": {"太仓高新区"}}


@pytest.mark.parametrize(
    ("first", "those", "actors"),
    [
        ("太仓高新区、昆山经开区", "两地", {"太仓高新区", "昆山经开区"}),
        ("太仓高新区、昆山经开区、常熟市", "三地", {"太仓高新区", "昆山经开区", "常熟市"}),
    ],
)
def test_as_many_as_were_named(first: str, those: str, actors: set[str]) -> None:
    assert _told(f"{first}推行标准地。{those}实现“拿地即开工”。")["拿地即开工"] == actors


def test_more_than_were_named_are_nobody_in_particular() -> None:
    assert _told("太仓高新区、昆山经开区推行标准地。四地实现“拿地即开工”。").get("拿地即开工") != {
        "太仓高新区",
        "昆山经开区",
    }


def test_a_place_in_a_title_does_not_act() -> None:
    told = _told("太仓高新区依据《太仓市“全市通办”工作机制》，推行一窗受理。")
    assert told["一窗受理"] == {"太仓高新区"}


def test_the_centre_and_the_province_that_are_followed_do_not_act() -> None:
    assert _told("太仓市深入贯彻党中央、国务院和省委、省政府部署，推行标准地、帮办代办。") == {"标准地": {"太仓市"}}


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("太仓高新区推行标准地。双凤镇推行容缺受理。", "双凤镇"),
        ("太仓高新区推行标准地。娄东街道党工委推行容缺受理。", "娄东街道"),
        ("昆山高新区推行标准地。太仓高新区双凤镇推行容缺受理。", "双凤镇"),
        ("太仓市双凤镇推行标准地。双凤镇推行容缺受理。", "太仓市双凤镇"),
    ],
)
def test_towns_act_themselves(text: str, town: str) -> None:
    assert _told(text)["容缺受理"] == {town}


@pytest.mark.parametrize("where", ["辖内街道", "周边乡镇", "沿江镇"])
def test_towns_in_general_are_nobody(where: str) -> None:
    told = _told(f"太仓市推行标准地。太仓市把事项交给他们，{where}推行容缺受理。")
    assert told["容缺受理"] == {"太仓市"}


@pytest.mark.parametrize("what", ["走进双凤镇企业", "边境镇发展快"])
def test_what_is_no_town_does_not_act(what: str) -> None:
    assert _told(f"太仓高新区{what}，推行标准地。") == {"标准地": {"太仓高新区"}}


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("太仓高新区组织人员赴杭州高新区学习考察，回来后推行“标准地”改革。", "太仓高新区"),
        ("太仓高新区派干部到苏州工业园区学习了解先进经验，率先推行“标准地”。", "太仓高新区"),
        ("太仓高新区工作人员到昆山市调研，了解企业需求，推行“标准地”。", "太仓高新区"),
        ("太仓高新区参观学习上海市后推行“标准地”。", "太仓高新区"),
        ("太仓高新区组织人员赴杭州高新区考察，了解“标准地”做法。", "杭州高新区"),
        ("太仓高新区位于苏州市东部，这里推行“标准地”改革。", "太仓高新区"),
    ],
)
def test_visitors_do_what_they_do_afterwards(text: str, whose: str) -> None:
    assert _told(text)["标准地"] == {whose}


def test_each_given_powers_has_them() -> None:
    given = {"太仓高新区", "昆山高新区"}
    assert _told("苏州市向太仓高新区赋权608项，向昆山高新区赋权251项。") == {"赋权": given}


@pytest.mark.parametrize(
    ("printed", "body"),
    [
        ("苏州市生态环境局太仓分局", "苏州市生态环境局太仓分局"),
        ("国家税务总局太仓市税务局", "太仓市税务局"),
        ("太仓市税务局", "太仓市税务局"),
    ],
)
def test_a_branch_is_one_body(printed: str, body: str) -> None:
    told = _told(f"太仓高新区推行标准地。{printed}推行帮办代办、容缺受理。")
    assert told == {"标准地": {"太仓高新区"}, "帮办代办": {body}, "容缺受理": {body}}


def test_all_zones_beside_one_are_those_of_their_province() -> None:
    told = _told("昆山高新区推行标准地。在实践中，各开发区推行容缺受理。")
    assert told == {"标准地": {"昆山高新区"}, "容缺受理": {"江苏省"}}


def test_parts_of_a_zone_are_not_all_zones() -> None:
    told = _told("昆山高新区推行标准地。各园区推行容缺受理。")
    assert told["容缺受理"] == {"昆山高新区"}


def test_a_paragraph_that_goes_on_keeps_its_subject() -> None:
    text = "今年以来，苏州市持续优化营商环境。\n推行“承诺制+标准地+全代办”改革，昆山高新区、太仓高新区企业普遍受益。"
    assert _told(text) == {"承诺制": {"苏州市"}, "标准地": {"苏州市"}, "全代办": {"苏州市"}}


@pytest.mark.parametrize(
    "text",
    [
        "市商务局学习太仓高新区容缺受理制度。",
        "昆山市到太仓高新区调研，了解容缺受理改革情况。",
        "市商务局到太仓高新区对容缺受理制度的相关情况进行了解。",
    ],
)
def test_visitors_do_not_do_what_they_look_at(text: str) -> None:
    assert _told(text) == {"容缺受理": {"太仓高新区"}}


def test_visitors_do_their_own_deeds() -> None:
    assert _told("昆山市到太仓高新区调研后，推行容缺受理。")["容缺受理"] == {"昆山市"}


def test_who_is_named_behind_the_last_limb_did_all() -> None:
    told = _told("昆山市锐意改革。从推行一窗受理，到推行标准地，再到推行容缺受理，苏州工业园区走出新路。")
    assert told == {reform: {"苏州工业园区"} for reform in ("一窗受理", "标准地", "容缺受理")}


def test_the_later_office_of_one_person_speaks() -> None:
    told = _told("太仓市政协副主席、市发改委主任李四要求推行标准地、容缺受理。")
    assert told == {"标准地": {"太仓市发改委"}, "容缺受理": {"太仓市发改委"}}


@pytest.mark.parametrize(("town", "before"), [("于集乡", ""), ("向化镇", ""), ("上海庙镇", "")])
def test_towns_that_begin_as_a_preposition_or_a_city(town: str, before: str) -> None:
    told = _told(f"太仓市推行标准地。{before}{town}推行容缺受理。")
    assert town in {one for one in told["容缺受理"] if one}


def test_a_preposition_before_a_town_is_none() -> None:
    assert _told("太仓市推行标准地，于双凤镇推行容缺受理。")["容缺受理"] == {"太仓市"}
    assert "为乡镇" not in _told("太仓市推行标准地。为乡镇推行容缺受理。")["容缺受理"]
