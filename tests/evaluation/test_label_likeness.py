"""When texts, names, actors, times and quotations count as the same."""

from __future__ import annotations

import pytest

from reformgraph.evaluation.judgements import Adoption, Amount, Thing
from reformgraph.evaluation.label_likeness import (
    ReformNames,
    dated,
    plain,
    plain_name,
    right_evidence,
    same_actor,
    same_amount,
    same_full_name,
    same_thing,
    same_time,
    stem,
)
from reformgraph.language.white_space import is_blank
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.evaluation_page import ZONE


def test_texts_without_differences_of_print() -> None:
    assert plain(" “ＡＢ”\n《标准地》 ") == "ab标准地"
    assert (stem("“标准地”改革"), stem("告知承诺制度改革"), stem("模式")) == ("标准地", "告知承诺", "模式")
    assert (stem("全链条服务机制"), stem("联合工作机制"), stem("服务机制改革")) == ("全链条", "联合工作", "服务机制")


def test_names_of_one_reform() -> None:
    names = ReformNames(load_vocabulary().reforms)
    assert names.key("承诺制改革") == names.key("企业投资项目承诺制") == "承诺制"
    assert names.known("标准地") and not names.known("云帆驿站")
    assert names.same(Adoption("驿站", "", ""), Adoption("云帆驿站", "", "", forms=("“驿站”服务",)))
    assert not names.same(Adoption("驿站", "", ""), Adoption("云帆驿站", "", "", forms=("云帆",)))


def test_long_forms_name_a_zone_and_short_ones_do_not() -> None:
    zone = Thing(ZONE, ("昌河经开区", "该区"))
    assert same_thing(Thing("昌河经开区"), zone)
    assert not same_thing(Thing("该区"), zone)
    short = Thing(ZONE, ("昌河高新", "昌高新"))
    assert same_thing(Thing("昌河高新"), short) and not same_thing(Thing("昌高新"), short)


def acted(actor: str, full: tuple[str, ...] = ()) -> Adoption:
    return Adoption("标准地", actor, "adopted", full=full)


def test_actors_with_and_without_province() -> None:
    zones = [Thing(ZONE, ("昌河经开区",))]
    assert same_actor(acted("省商务厅"), acted("云海省商务厅"), [])
    assert same_actor(acted("昌河经开区"), acted(ZONE), zones)
    assert not same_actor(acted("云海省"), acted("昌河市"), [])


def test_nobody_is_the_actor_of_nothing() -> None:
    assert not same_actor(acted(""), acted(""), [])
    assert not same_actor(acted(" "), acted(ZONE), [Thing(ZONE)])


def test_full_names_of_a_name_printed_in_a_short_form() -> None:
    short = Thing("经开区", ("经开区",), full=(ZONE, "昌河经开区"))
    for name in ("经开区", ZONE, "昌河经开区"):
        assert same_full_name(Thing(name), short) and same_thing(Thing(name), short)
    assert not same_thing(Thing("明溪经济技术开发区"), short)
    assert same_actor(acted(ZONE), acted("经开区"), [short])
    assert same_actor(acted("己自治州"), acted("自治州", ("己自治州",)), [])
    assert not same_actor(acted("庚自治州"), acted("自治州", ("己自治州",)), [])


def test_marks_inside_names() -> None:
    assert plain_name("买买提·吐尔逊") == plain_name("买买提吐尔逊") == plain_name("买买提・吐尔逊")
    assert stem("无差别受理，按权限审批") == stem("无差别受理、按权限审批")
    assert plain_name("、") == "、"


def test_white_space_of_all_kinds_parts_nothing() -> None:
    assert plain("昌\u200b河\u00ad经\u202e开\ufeff区\u0085\u3000\u2060\ufe0f") == "昌河经开区"
    assert is_blank("\u3000\u200b\t") and not is_blank("\u200b。")


@pytest.mark.parametrize("word", ["下一步", "近年来", "截至目前", "一直以来", "同期", " 今后"])
def test_words_without_a_date_are_no_time(word: str) -> None:
    assert dated(word) == ""


def test_dates_stay_dates() -> None:
    assert (dated("今年以来"), dated("2024年"), dated("")) == ("今年以来", "2024年", "")


@pytest.mark.parametrize(
    ("found", "labelled", "same"),
    [
        (("5", "个"), ("5", "个部门"), True),
        (("5", "个部门"), ("5.0", "个"), True),
        (("5", "个部门"), ("5", "个窗口"), False),
        (("5", "家"), ("5", "个"), False),
        (("1,300", "个"), ("1300", "个"), True),
        (("6", "个"), ("5", "个"), False),
    ],
)
def test_figures(found: tuple[str, str], labelled: tuple[str, str], same: bool) -> None:
    assert same_amount(Amount(*found), Amount(*labelled)) is same


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("截至目前", "目前", True),
        ("截至2024年10月底全区", "10月底", False),
        ("今年", "去年底前", False),
        ("", "今年", False),
        ("2023年", "2024年", False),
        ("3月", "5月", False),
        ("2024年3月份", "2024年3月", True),
        ("2024年3月", "2024年", True),
    ],
)
def test_times(found: str, wanted: str, same: bool) -> None:
    assert same_time(found, wanted) is same


def test_evidence_holds_half_of_the_sentence_or_names_the_reform() -> None:
    wanted = Adoption("全代办", ZONE, "planned", ("全代办",), evidence="昌河经开区下一步将在重点项目中实行全代办服务。")
    assert right_evidence(Adoption("", "", "", evidence="将在重点项目中实行全代办服务"), wanted)
    assert right_evidence(Adoption("", "", "", evidence="园区把全代办写进承诺书"), wanted)
    assert right_evidence(Adoption("", "", "", evidence="昌河经开区下一步将在重点"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="昌河经开区下一步将在"), wanted)
    assert right_evidence(Adoption("", "", "", evidence="将全面实行全代办"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="全面实行全代办"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="全代办"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="该区召开了一次专题会议"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="全代办" * 200), wanted)
