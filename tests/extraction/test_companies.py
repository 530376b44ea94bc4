"""Names of enterprises: boundaries, short forms, what is none. The sentences and names are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.names.companies import CompanyEntity, find_companies
from reformgraph.extraction.names.name_bounds import PlaceNames
from reformgraph.extraction.names.name_words import without_trade
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


def flow(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


def companies(text: str) -> list[CompanyEntity]:
    return find_companies(flow(text), load_vocabulary())


def names(text: str) -> list[str]:
    return [one.name for one in companies(text)]


def surfaces(text: str) -> dict[str, list[str]]:
    joined = flow(text)
    return {one.name: [joined.text[start:end] for start, end in one.mentions] for one in companies(text)}


ONE_NAME = [
    ("由常州白鹭变速器有限公司投资的齿轮项目开工了。", "常州白鹭变速器有限公司"),
    ("管委会与湖北青峰生物股份有限公司签约。", "湖北青峰生物股份有限公司"),
    ("工作人员对遵义乌江食品有限责任公司进行辅导。", "遵义乌江食品有限责任公司"),
    ("记者在赣州金岭稀材有限公司看到一派忙碌。", "赣州金岭稀材有限公司"),
    ("税务局向丽水云和木玩有限公司退税。", "丽水云和木玩有限公司"),
    ("高新区为湛江海风冷链有限公司送去订单。", "湛江海风冷链有限公司"),
    ("园区将郴州银湘新材料有限公司纳入名单。", "郴州银湘新材料有限公司"),
    ("以玉溪彩云包装有限公司为例，手续少了一半。", "玉溪彩云包装有限公司"),
    ("走进内蒙古天骄乳业有限公司，机器轰鸣。", "内蒙古天骄乳业有限公司"),
    ("来自绍兴鉴湖纺织有限公司的客商说，这里办事快。", "绍兴鉴湖纺织有限公司"),
    ("位于该区的洛阳北邙轴承有限公司已经投产。", "洛阳北邙轴承有限公司"),
    ("投资7亿元的福建省榕泰膜材有限公司落户。", "福建省榕泰膜材有限公司"),
    ("企业负责人、抚州临川灯饰有限公司经理都到了。", "抚州临川灯饰有限公司"),
    ("今年3月，滁州琅琊光学有限公司拿到了证。", "滁州琅琊光学有限公司"),
    ("克拉姆泵业（烟台）有限公司扩产。", "克拉姆泵业（烟台）有限公司"),
    ("北极星数据服务(甘肃)有限公司通电。", "北极星数据服务(甘肃)有限公司"),
    ("河北长垣（集团）股份有限公司中标。", "河北长垣（集团）股份有限公司"),
    ("KELVOR传动（常熟）有限公司招工。", "KELVOR传动（常熟）有限公司"),
    ("华远建设第三工程有限公司铜仁分公司进场施工。", "华远建设第三工程有限公司铜仁分公司"),
    ("瑞典霍尔姆集团把研发中心放在这里。", "瑞典霍尔姆集团"),
    ("广东珠澜集团看中了这片土地。", "广东珠澜集团"),
    ("管委会同山东岱岳重机集团有限公司达成协议。", "山东岱岳重机集团有限公司"),
    ("目前，和顺县太行果业有限公司运行平稳。", "和顺县太行果业有限公司"),
    ("丹东高新区丹鸭绿江阀门有限公司复工。", "丹鸭绿江阀门有限公司"),
    ("淮北经济开发区建设投资有限公司负责平整土地。", "淮北经济开发区建设投资有限公司"),
    ("国网四川凉山供电公司的技术员来得很快。", "国网四川凉山供电公司"),
    ("我们为奥的里电梯（中国）有限公司办了证。", "奥的里电梯（中国）有限公司"),
    ("成都锦里软件有限公司都用上了新系统。", "成都锦里软件有限公司"),
    ("园区推动中策远山橡胶集团股份有限公司上市。", "中策远山橡胶集团股份有限公司"),
    ("大同云冈煤机集团塔山装备有限责任公司参展。", "大同云冈煤机集团塔山装备有限责任公司"),
    ("会上听取了新远方公司的汇报。", "新远方公司"),
]


@pytest.mark.parametrize(("text", "name"), ONE_NAME)
def test_boundaries_of_a_name(text: str, name: str) -> None:
    assert names(text) == [name]


SEVERAL = [
    (
        "衡阳雁城机电有限公司、永州潇湘电子有限责任公司、邵阳宝庆食品股份有限公司开工。",
        ["衡阳雁城机电有限公司", "永州潇湘电子有限责任公司", "邵阳宝庆食品股份有限公司"],
    ),
    ("台州灵江模具有限公司和无锡太湖光电有限公司联合攻关。", ["台州灵江模具有限公司", "无锡太湖光电有限公司"]),
    ("江西景瓷科技有限公司及赣南脐橙食品有限公司急需用工。", ["江西景瓷科技有限公司", "赣南脐橙食品有限公司"]),
    ("重庆渝江显示有限公司、贵州乌蒙铝业有限公司等8家企业入驻。", ["重庆渝江显示有限公司", "贵州乌蒙铝业有限公司"]),
    ("保定白洋集团、东星客车等一批企业落户。", ["保定白洋集团", "东星客车"]),
    ("区里与清川联策、上海汇澜集团等3家专业机构合作招商。", ["清川联策", "上海汇澜集团"]),
    ("宁时动力、比远汽车、蜂窝能源等龙头企业相继布局。", ["宁时动力", "比远汽车", "蜂窝能源"]),
    ("与中湖置业、伊川纤维、江远信安3家企业签约。", ["中湖置业", "伊川纤维", "江远信安"]),
    ("调研组先后来到蓝岭科技、安泰集团、德远锂能参观。", ["蓝岭科技", "安泰集团", "德远锂能"]),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_lists_of_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


NONE = [
    "前来问路的有几家软件公司、一家饮料有限公司和不少贸易公司，都没有留下名字。",
    "该公司与子公司、分公司都按上市公司的要求办理。",
    "县水利局、镇财政所和高新区管委会共用一栋楼。",
    "二十国集团和七国集团的会议将召开，利益集团无从插手。",
    "集团军和集团化运作不是一回事，公司法、公司章程、公司治理也不是。",
    "某建材有限公司、××食品有限公司被通报。",
    "三家跨国公司、两家保险公司和几家航空公司参会。",
    "当地十多家物流公司受影响，我国航空公司增班。",
    "纺织、化工等传统企业加快转型，中小微企业等市场主体受益。",
    "电信诈骗犯罪集团被打掉。",
    "律师事务所进园区。",
    "企业、公司、集团，三个词都没有名字。",
    "",
    "公司",
    "有限公司有限公司",
]


@pytest.mark.parametrize("text", NONE)
def test_no_name_is_made_up(text: str) -> None:
    assert names(text) == []


def test_short_form_with_its_own_ending_is_a_mention() -> None:
    text = "河南嵩岳智纺机械有限公司要搬家。邻居们舍不得智纺公司，智纺公司也舍不得老街，智纺的招牌还挂着。"
    assert surfaces(text) == {"河南嵩岳智纺机械有限公司": ["河南嵩岳智纺机械有限公司", "智纺公司", "智纺公司", "智纺"]}


@pytest.mark.parametrize("bracket", ["（以下简称“湖锂”）", "(下称:湖锂)", "（简称湖锂）"])
def test_short_form_told_in_brackets(bracket: str) -> None:
    found = surfaces(f"青海金湖锂盐有限公司{bracket}换了新厂长，湖锂的老工人都来祝贺。")
    assert list(found) == ["青海金湖锂盐有限公司"]
    assert found["青海金湖锂盐有限公司"].count("湖锂") == 2


def test_a_department_that_shares_the_short_form_is_no_mention() -> None:
    text = "泸州三江商务发展有限公司换了新楼，商务公司的邻居是商务局，商务局没有搬。"
    assert surfaces(text) == {"泸州三江商务发展有限公司": ["泸州三江商务发展有限公司", "商务公司"]}


def test_group_and_its_subsidiary_are_two() -> None:
    assert names("云岭集团出资，云岭集团置业有限公司建设。") == ["云岭集团", "云岭集团置业有限公司"]


def test_group_with_and_without_its_form_is_one() -> None:
    assert names("云岭集团有限公司出资，云岭集团放心。") == ["云岭集团有限公司"]


def test_companies_of_one_trade_stay_apart() -> None:
    assert names("卡塔尔航空公司停飞，法国航空公司、德国汉莎航空公司复航。") == [
        "卡塔尔航空公司",
        "法国航空公司",
        "德国汉莎航空公司",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("贵州省红枫碳材有限公司投产。", "520000"),
        ("扬州广陵电子有限公司投产。", "321000"),
        ("北极星数据(山西)有限公司投产。", "140000"),
        ("千峰冶炼有限公司投产。", None),
        ("德国莱纳集团投产。", None),
    ],
)
def test_place_the_name_shows(text: str, code: str | None) -> None:
    assert companies(text)[0].place == code


def test_hard_wraps_and_traditional_characters() -> None:
    text = "客商參觀了蘇州明\n遠光電有限公司，並說企業發展這樣快。"
    found = companies(text)
    assert [one.name for one in found] == ["蘇州明遠光電有限公司"]
    assert found[0].place == "320500"


def test_mentions_are_where_the_name_is_printed() -> None:
    text = "柳州龙城车桥有限公司开工。后来，柳州龙城车桥有限公司达产。"
    joined = flow(text)
    (one,) = companies(text)
    assert [joined.text[start:end] for start, end in one.mentions] == ["柳州龙城车桥有限公司"] * 2
    assert one.mentions == tuple(sorted(one.mentions))


@pytest.mark.parametrize(
    "piece", ["公司", "集团", "有限公司、", "（", "(山西)有限公司", "和有限公司", "与", "等企业、", "A"]
)
def test_hostile_repetition_is_linear(piece: str) -> None:
    start = time.process_time()
    companies(piece * 20_000)
    assert time.process_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="公司集团有限股份等企业、和与在的山西甲乙丙（）()“”，。\n3家", max_size=120))
def test_any_text_gives_sorted_mentions_inside_it(text: str) -> None:
    joined = flow(text)
    for one in find_companies(joined, load_vocabulary()):
        assert one.mentions == tuple(sorted(set(one.mentions)))
        assert all(0 <= start < end <= len(joined.text) for start, end in one.mentions)
        assert "\n" not in one.name


def test_without_trade() -> None:
    assert without_trade("恒岳新能源科技") == "恒岳"
    assert without_trade("食品贸易") == ""


def test_places_at_a_position() -> None:
    places = PlaceNames(load_vocabulary().places.names)
    assert places.at("在朔州市平鲁区", 1) == "朔州市"
    assert places.at("在朔州市平鲁区", 0) == ""
    assert places.inside("山西", "朔州")
    assert not places.inside("山西", "扬州")


@pytest.mark.parametrize(
    "text",
    [
        "引进远湖、" * 20_000,
        "远湖董事长陈明" * 15_000,
        "远湖电子等企业" * 15_000,
        "巨头远湖和" * 20_000,
        "作为" * 50_000 + "企业",
        "在港交所" * 25_000,
        "远（湖北）" * 20_000,
    ],
)
def test_long_chains_of_cues_take_linear_time(text: str) -> None:
    start = time.process_time()
    companies(text)
    assert time.process_time() - start < 10
