"""Development zones by place plus kind; all sentences are invented."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.zones.zone_mentions import ZoneReading, read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Role, Span
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def flow_of(text: str, *heads: tuple[Role, str]) -> Flow:
    """A flow of headline parts and one body paragraph, hard wraps kept inside it."""
    page, paragraphs = "", []
    for role, line in (*heads, ("body", text)):
        paragraphs.append(Paragraph(role, (Span.at(len(page), len(page) + len(line)),)))
        page += line + "\n"
    return Flow(page, paragraphs)


def names(reading: ZoneReading) -> list[str]:
    return [zone.name for zone in reading.zones]


def surfaces(flow: Flow, reading: ZoneReading, zone: int | None) -> list[str]:
    return [flow.printed[m.start : m.end] for m in reading.mentions if m.zone == zone]


BOUNDARIES = [
    ("在{}召开", "宜昌高新区"),
    ("与{}签约", "昆山经济技术开发区"),
    ("由{}牵头", "江阴高新区"),
    ("对{}进行督导", "和顺经济技术开发区"),
    ("走进{}的车间", "义乌经济技术开发区"),
    ("来自{}的代表", "南通高新区"),
    ("位于{}东侧", "从化经济开发区"),
    ("项目落户{}。", "包头稀土高新区"),
    ("企业入驻{}后", "威海临港经济技术开发区"),
    ("今年以来，{}发力", "湖州南太湖新区"),
    ("让{}更有底气", "西咸新区"),
    ("将{}列为试点", "将乐经济开发区"),
    ("是{}的底色", "鹤壁经济技术开发区"),
    ("“{}速度”", "合肥高新区"),
    ("干部赴{}学习", "苏州工业园区"),
    ("据{}统计", "大连金普新区"),
    ("和{}互访", "和田经济技术开发区"),
    ("向{}看齐", "鄂州葛店经济技术开发区"),
    ("（{}供稿）", "平顶山高新区"),
    ("10月15日，{}启动", "上饶经济技术开发区"),
    ("总投资8亿元的项目在{}开工", "成都东部新区"),
    ("从{}到口岸", "江西万年高新区"),
    ("推动{}扩区", "潍坊滨海经济技术开发区"),
    ("同{}合作", "江苏昆山经济技术开发区"),
    ("把{}建成高地", "兰州新区"),
    ("昨日{}发布", "本溪高新区"),
    ("近年来{}发展", "安徽六安高新区"),
    ("支持{}升级", "凭祥边境经济合作区"),
    ("在{}内", "海口综合保税区"),
]


@pytest.mark.parametrize(("frame", "zone"), BOUNDARIES)
def test_left_boundary(vocabulary: Vocabulary, frame: str, zone: str) -> None:
    text = frame.format(zone)
    reading = read_zones(flow_of(text), vocabulary)
    assert names(reading) == [zone]
    mention = reading.mentions[0]
    assert text[mention.start : mention.end] == zone


@pytest.mark.parametrize(
    ("zone", "kind", "place"),
    [
        ("朔州经济开发区", "经济开发区", "140600"),
        ("山西转型综合改革示范区", "综合改革示范区", "140000"),
        ("漳州台商投资区", "台商投资区", "350600"),
        ("寿光现代农业产业示范区", "现代农业产业示范区", "370783"),
        ("郑州航空港经济综合实验区", "航空港经济综合实验区", "410100"),
        ("合肥综合保税区", "综合保税区", "340100"),
        ("中国（上海）自由贸易试验区", "自由贸易试验区", "310000"),
        ("昆山高新技术产业开发区", "高新技术产业开发区", "320583"),
        ("岳阳绿色化工高新区", "高新技术产业开发区", "430600"),
        ("陕西杨凌农业高新技术产业示范区", "农业高新技术产业示范区", "610000"),
        ("云南瑞丽国家重点开发开放试验区", "重点开发开放试验区", "533102"),
        ("江苏宜兴环保科技工业园", "工业园区", "320282"),
        ("永济经济技术开发区", "经济技术开发区", "140881"),
    ],
)
def test_kind_and_place(vocabulary: Vocabulary, zone: str, kind: str, place: str) -> None:
    reading = read_zones(flow_of(f"近日，{zone}推出十条措施。"), vocabulary)
    assert [(z.name, z.kind, z.place) for z in reading.zones] == [(zone, kind, place)]


@pytest.mark.parametrize(
    "text",
    [
        "全国各地的开发区都在转型，先进开发区走在前面。",
        "省级以上开发区共有47个，各开发区定期通报。",
        "没有哪个开发区能置身事外，93个开发区一视同仁。",
        "城区和小区的景区班车停运，保护区、自治区、库区、灾区另行通知。",
        "山区社区居民到校区参观免税区和湿地公园。",
        "这里建成三个海洋牧场示范区和一个近零碳示范区。",
        "两岸融合发展示范区建设取得进展，共同富裕示范区先行先试。",
        "我国自由贸易试验区数量扩大，自贸试验区对接高标准规则。",
        "赴泰国罗勇工业园考察，中白工业园、越南龙江工业园招商。",
        "开发区域协同机制，示范区域不断扩大，该区域降水偏多。",
        "构建开发区协调机制，激活园区动能。",
        "大片区域停电，把责任片区当成家。",
        "天津市滨海新区某某街道办事处原主任接受审查。",
        "恒远新材料循环产业园项目开工。",
        "各县经济开发区召开例会，我县开发区项目增多。",
        "相较于新区成立之初，候鸟明显增多。",
        "创新区域合作，把老城变成创新区。",
    ],
)
def test_no_zone(vocabulary: Vocabulary, text: str) -> None:
    reading = read_zones(flow_of(text), vocabulary)
    assert names(reading) == []
    assert all(mention.zone is None for mention in reading.mentions)
    assert reading.subject is None


def test_short_and_full_form_are_one_zone(vocabulary: Vocabulary) -> None:
    flow = flow_of("新荣经开区推行代办，经开区与企业结对。", ("kicker", "新荣经济技术开发区"))
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["新荣经济技术开发区"]
    assert surfaces(flow, reading, 0) == ["新荣经济技术开发区", "新荣经开区", "经开区"]


def test_two_kinds_at_one_place_are_two_zones(vocabulary: Vocabulary) -> None:
    flow = flow_of("昆山经济技术开发区、昆山高新技术产业开发区错位发展，高新区重研发，经开区重制造。")
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["昆山经济技术开发区", "昆山高新技术产业开发区"]
    assert surfaces(flow, reading, 1)[-1] == "高新区"
    assert surfaces(flow, reading, 0)[-1] == "经开区"


def test_modifier_keeps_zones_of_one_city_apart(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("威海经济技术开发区与威海临港经济技术开发区结对。"), vocabulary)
    assert names(reading) == ["威海经济技术开发区", "威海临港经济技术开发区"]


def test_place_in_front_is_merged_with_the_bare_own_name(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("东湖高新区招才。武汉东湖高新区给补贴，东湖高新区送公寓。"), vocabulary)
    assert names(reading) == ["武汉东湖高新区"]
    assert reading.zones[0].place == "420100"


def test_misprint_takes_the_right_form(vocabulary: Vocabulary) -> None:
    both = read_zones(flow_of("曲靖经济技术开区开会。曲靖经济技术开发区各部门参加。"), vocabulary)
    assert names(both) == ["曲靖经济技术开发区"]
    assert len(both.mentions) == 2
    alone = read_zones(flow_of("曲靖经济技术开区开会。"), vocabulary)
    assert names(alone) == ["曲靖经济技术开发区"]


def test_pronouns_mean_the_subject(vocabulary: Vocabulary) -> None:
    flow = flow_of("开发区送公寓，该区设驿站。“我区有诚意，全区都在等。”园区说。", ("title", "廊坊经济技术开发区引才"))
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["廊坊经济技术开发区"]
    assert surfaces(flow, reading, 0)[1:] == ["开发区", "该区", "我区", "全区", "园区"]


def test_bare_kind_must_fit(vocabulary: Vocabulary) -> None:
    flow = flow_of("高新区的做法值得借鉴，开发区认真研究。", ("title", "和顺经济技术开发区外出学习"))
    reading = read_zones(flow, vocabulary)
    assert surfaces(flow, reading, None) == ["高新区"]


def test_general_words_beside_a_named_zone_stay_general(vocabulary: Vocabulary) -> None:
    flow = flow_of("盘锦高新区学习先进开发区经验，赶超兄弟开发区，争创国家级高新区。")
    reading = read_zones(flow, vocabulary)
    assert surfaces(flow, reading, 0) == ["盘锦高新区"]
    assert surfaces(flow, reading, None) == ["开发区", "开发区", "国家级高新区"]


def test_park_inside_a_zone(vocabulary: Vocabulary) -> None:
    flow = flow_of("赣江新区中医药产业园投产，赣江新区配套中试平台。中医药产业园还将扩建。")
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["赣江新区", "赣江新区中医药产业园"]
    assert [zone.part_of for zone in reading.zones] == [None, 0]
    assert surfaces(flow, reading, 1) == ["赣江新区中医药产业园", "中医药产业园"]
    assert reading.subject == 0


def test_park_without_its_zone_in_front(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("该区新材料产业园区满园，碳素产业园摘牌。", ("kicker", "祁县经济开发区")), vocabulary)
    assert [(z.name, z.part_of) for z in reading.zones] == [
        ("祁县经济开发区", None), ("新材料产业园区", 0), ("碳素产业园", 0),
    ]  # fmt: skip


def test_park_with_own_place_needs_no_zone_in_its_name(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("平阳经开区柳林屯新材料产业园区通水，平阳经开区全力保障。"), vocabulary)
    assert names(reading) == ["平阳经开区", "柳林屯新材料产业园区"]


def test_short_form_of_a_park(vocabulary: Vocabulary) -> None:
    flow = flow_of("山西转型综改示范区潇河电子装备产业园区招聘，潇河园区设专场。山西转型综改示范区给补贴。")
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["山西转型综改示范区", "山西转型综改示范区潇河电子装备产业园区"]
    assert surfaces(flow, reading, 1) == ["山西转型综改示范区潇河电子装备产业园区", "潇河园区"]


def test_part_of_a_new_area_named_once_is_one_zone(vocabulary: Vocabulary) -> None:
    flow = flow_of("西咸新区空港新城扩建航站楼。")
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["西咸新区空港新城"]
    assert surfaces(flow, reading, 0) == ["西咸新区空港新城"]


def test_section_of_a_free_trade_zone(vocabulary: Vocabulary) -> None:
    flow = flow_of("中国（河南）自由贸易试验区郑州片区改革，郑州片区扩容。")
    reading = read_zones(flow, vocabulary)
    assert names(reading) == ["中国（河南）自由贸易试验区郑州片区"]
    assert surfaces(flow, reading, 0) == ["中国（河南）自由贸易试验区郑州片区", "郑州片区"]


def test_whole_named_for_itself_stays_beside_its_section(vocabulary: Vocabulary) -> None:
    flow = flow_of("中国（河南）自由贸易试验区郑州片区改革，中国（河南）自由贸易试验区扩容，自贸试验区通关更快。")
    reading = read_zones(flow, vocabulary)
    assert [(zone.name, zone.part_of) for zone in reading.zones] == [
        ("中国（河南）自由贸易试验区", None),
        ("中国（河南）自由贸易试验区郑州片区", 0),
    ]


def test_list_of_sections(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("黑龙江自贸试验区哈尔滨片区、绥芬河片区联动。"), vocabulary)
    assert [(zone.name, zone.place, zone.part_of) for zone in reading.zones] == [
        ("黑龙江自贸试验区", "230000", None),
        ("黑龙江自贸试验区哈尔滨片区", "230100", 0),
        ("绥芬河片区", "231081", 0),
    ]


def test_park_printed_with_the_zone_and_with_the_place(vocabulary: Vocabulary) -> None:
    reading = read_zones(flow_of("忻州经济开发区半导体产业园满园，忻州半导体产业园二期开工。"), vocabulary)
    assert names(reading) == ["忻州经济开发区", "忻州经济开发区半导体产业园"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("朔州市平鲁区平鲁经济技术开发区扩区。", "平鲁经济技术开发区"),
        ("他来到云岭山生态文化旅游示范区。", "云岭山生态文化旅游示范区"),
        ("上海漕河泾新兴技术开发区招才。", "上海漕河泾新兴技术开发区"),
        ("在大连长兴岛经济技术开发区，长兴岛经开区干部说。", "大连长兴岛经济技术开发区"),
        ("沈抚改革创新示范区推行代办。", "沈抚改革创新示范区"),
        ("汾阳杏花村经济技术开发区开工，杏花村经开区代办。", "汾阳杏花村经济技术开发区"),
        ("邓州市先进制造业开发区开会，先进制造业开发区部署。", "邓州市先进制造业开发区"),
        ("广州南沙经济技术开发区和南沙开发区管委会。", "广州南沙经济技术开发区"),
        ("三亚中央商务区、中央商务区管理局。", "三亚中央商务区"),
        ("内蒙古鄂尔多斯高新技术产业开发区通电。", "内蒙古鄂尔多斯高新技术产业开发区"),
    ],
)
def test_names_of_many_shapes(vocabulary: Vocabulary, text: str, zone: str) -> None:
    assert names(read_zones(flow_of(text), vocabulary)) == [zone]


def test_a_new_town_is_a_zone_where_it_has_a_committee(vocabulary: Vocabulary) -> None:
    text = "记者从荆州城南新城{}了解到，荆州城南新城推行代办。"
    assert names(read_zones(flow_of(text.format("党工委")), vocabulary)) == ["荆州城南新城"]
    assert names(read_zones(flow_of(text.format("居民")), vocabulary)) == []


def test_lists_of_zones(vocabulary: Vocabulary) -> None:
    text = "株洲高新区、湘潭经开区和岳阳城陵矶综合保税区以及浏阳经济技术开发区联合招商。"
    assert names(read_zones(flow_of(text), vocabulary)) == [
        "株洲高新区", "湘潭经开区", "岳阳城陵矶综合保税区", "浏阳经济技术开发区",
    ]  # fmt: skip


def test_zone_inside_a_company_name(vocabulary: Vocabulary) -> None:
    only = read_zones(flow_of("云冈经济技术开发区建设投资集团有限公司中标。"), vocabulary)
    assert only.zones == ()
    flow = flow_of("调研组来到霍州市，走访霍州经济技术开发区建设投资有限公司。霍州市要把开发区办好。")
    about = read_zones(flow, vocabulary)
    assert names(about) == ["霍州经济技术开发区"]
    assert surfaces(flow, about, 0) == ["开发区"]


def test_own_name_needs_proof(vocabulary: Vocabulary) -> None:
    twice = read_zones(flow_of("杏花村经济技术开发区开工，杏花村开发区代办。"), vocabulary)
    assert names(twice) == ["杏花村经济技术开发区"]
    assert len(twice.mentions) == 2
    assert names(read_zones(flow_of("盘活开发区资产。"), vocabulary)) == []


def test_full_places_in_front_are_no_part_of_the_name(vocabulary: Vocabulary) -> None:
    assert names(read_zones(flow_of("吉林省长春新区出台政策。"), vocabulary)) == ["长春新区"]
    assert names(read_zones(flow_of("江苏省苏州市昆山经济技术开发区。"), vocabulary)) == ["昆山经济技术开发区"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("辽宁朝阳高新区扩区。", "211300"),
        ("北京市朝阳高新区扩区。", "110105"),
        ("朝阳高新区扩区。", "211300"),
        ("辽宁省推进园区建设，朝阳高新区扩区。", "211300"),
        ("吉林高新区开会。", "220200"),
        ("长沙经开区开会。", "430100"),
        ("西安高新区开会。", "610100"),
    ],
)
def test_place_of_an_ambiguous_name(vocabulary: Vocabulary, text: str, code: str | None) -> None:
    assert read_zones(flow_of(text), vocabulary).zones[0].place == code


def test_subject_is_the_zone_of_the_headline(vocabulary: Vocabulary) -> None:
    text = "昨日，记者在苏州工业园区看到，苏州工业园区人头攒动。客人来自阳泉。"
    reading = read_zones(flow_of(text, ("kicker", "阳泉高新区"), ("title", "外出招商")), vocabulary)
    assert reading.zones[reading.subject or 0].name == "阳泉高新区"


def test_hard_wraps_change_nothing(vocabulary: Vocabulary) -> None:
    text = "他们来到湖州南太湖新区参观，下午赶往嘉兴经济技术开发区洽谈。开发区备好了材料。"
    whole = read_zones(flow_of(text), vocabulary)
    for width in (3, 5, 7):
        wrapped = "\n".join(text[i : i + width] for i in range(0, len(text), width))
        assert read_zones(flow_of(wrapped), vocabulary) == whole


def test_traditional_characters(vocabulary: Vocabulary) -> None:
    assert names(read_zones(flow_of("廈門火炬高新區與開發區企業座談。"), vocabulary)) == ["厦门火炬高新区"]
    assert names(read_zones(flow_of("該開發區推行代辦。"), vocabulary)) == []


ALPHABET = "开发区高新经济技术产业园示范我该全在与的朔州武汉东湖（）“”、，。各3个\n自贸试验片新城上海市省县"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_gives_sorted_disjoint_mentions(text: str) -> None:
    flow = flow_of(text)
    reading = read_zones(flow, load_vocabulary())
    spans = [(mention.start, mention.end) for mention in reading.mentions]
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(zone.name for zone in reading.zones)
    mentioned = {mention.zone for mention in reading.mentions}
    assert all(zone.part_of is None or zone.part_of < len(reading.zones) for zone in reading.zones)
    assert mentioned <= {None, *range(len(reading.zones))}


@pytest.mark.parametrize("unit", ["开发区", "朔州", "经济技术", "上海自贸区片区", "（上海）", "与和在", "产业园园区"])
def test_long_repetitions_take_linear_time(vocabulary: Vocabulary, unit: str) -> None:
    flow = flow_of(unit * (60_000 // len(unit)))
    begin = time.process_time()
    read_zones(flow, vocabulary)
    assert time.process_time() - begin < 8


def test_thousands_of_zones_take_linear_time(vocabulary: Vocabulary) -> None:
    own = [chr(0x4E00 + number % 900) + chr(0x5E00 + number // 900) for number in range(4000)]
    flow = flow_of("".join(f"{name}经济技术开发区，" for name in own))
    begin = time.process_time()
    reading = read_zones(flow, vocabulary)
    assert time.process_time() - begin < 8
    assert len(reading.zones) > 3000


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("合肥高新区、经开区推行标准地。", ["合肥高新区", "合肥经济技术开发区"]),
        ("昆山经开区和高新区推行标准地。", ["昆山经开区", "昆山高新技术产业开发区"]),
        ("合肥高新区、高新区管委会推行标准地。", ["合肥高新区"]),
        ("合肥高新区推行标准地，经开区受益。", ["合肥高新区"]),
    ],
)
def test_a_bare_word_listed_behind_a_zone_is_of_the_same_city(
    vocabulary: Vocabulary, text: str, names: list[str]
) -> None:
    read = read_zones(Flow(text, [Paragraph("body", (Span.at(0, len(text)),))]), vocabulary)
    assert [zone.name for zone in read.zones] == names
