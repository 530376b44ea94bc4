"""What is a zone's name and what only looks like one: kinds, levels, classes, places; all sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph.extraction.zones.zone_mentions import ZoneReading, read_zones
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read(text: str, vocabulary: Vocabulary) -> ZoneReading:
    return read_zones(Flow(text + "\n", [Paragraph("body", (Span.at(0, len(text)),))]), vocabulary)


def names(text: str, vocabulary: Vocabulary) -> list[str]:
    return [zone.name for zone in read(text, vocabulary).zones]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("张家港市政府与经开区管委会推行代办。", "张家港经济技术开发区"),
        ("宁乡市委书记调研经开区，经开区推行代办。", "宁乡经济技术开发区"),
        ("洛阳市政府、高新区管委会推行代办。", "洛阳高新技术产业开发区"),
        ("武汉市洪山区政府、高新区管委会推行代办。", "武汉东湖新技术开发区"),
    ],
)
def test_a_bare_word_is_the_zone_of_the_place_that_is_printed(vocabulary: Vocabulary, text: str, zone: str) -> None:
    assert names(text, vocabulary) == [zone]


@pytest.mark.parametrize(
    "zone",
    [
        "池州产业园区",
        "锦州产业园区",
        "科右中旗工业园区",
        "鄂前旗工业园区",
        "达茂旗工业园区",
        "西乌旗工业园区",
        "五家渠市蔡家湖经济开发区",
        "六家子经济开发区",
        "麻栗坡沿边产业园区",
        "河口沿边产业园区",
        "泗阳生态工业园区",
        "宿迁循环经济试验区",
        "宝应现代服务业集聚区",
        "厦门保税物流园",
        "南通寸金保税港",
        "中牟特色商业区",
        "南通（上海）产业合作园",
        "廊坊（北京）协同发展示范区",
        "睢宁县姚集产业园区",
        "高淳区漆桥工业园",
    ],
)
def test_kinds_and_names_that_are_read(vocabulary: Vocabulary, zone: str) -> None:
    assert names(f"昨天，{zone}推行代办。", vocabulary) == [zone]


@pytest.mark.parametrize(
    "text",
    [
        "黔南州产业园区推行代办。",
        "铜陵市产业园区推行代办。",
        "浙江产业园区总收入突破万亿。",
        "重庆市工业园区销售产值增长。",
        "邳州市增设综合保税区。",
        "无锡市申建综合保税区。",
        "浙江省政府批复五市产业集聚区发展规划。",
        "全省新增9家化工园区，推行代办。",
        "代表们了解县经济开发区现状。",
        "平安产业园区推行代办。",
        "宿迁主体功能区规划公布。",
        "邳州市明确园区管委会负责。",
        "睢宁县重点产业园推行代办。",
        "保税港口货运繁忙。",
    ],
)
def test_classes_and_clauses_are_no_names(vocabulary: Vocabulary, text: str) -> None:
    assert names(text, vocabulary) == []


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("铁门关经开区获批，为兵团级工业园区。", ["铁门关经开区"]),
        ("中共滨州市委北海经济开发区工作委员会推行代办。", ["北海经济开发区"]),
        ("兴化市戴南镇划归泰州高新区管理。", ["泰州高新区"]),
        ("浐灞生态区北邻经开区，推行代办。经开区、高新区也推行。", ["浐灞生态区"]),
        ("扎鲁特旗产业园原名扎鲁特旗循环经济园区。", ["扎鲁特旗循环经济园区"]),
        ("昆山高新区计划建设航天产业园，推行代办。", ["昆山高新区"]),
        ("昆山高新区航天产业园推行代办。", ["昆山高新区", "昆山高新区航天产业园"]),
        ("自治区政府印发方案。我区推行代办，柳州高新区落实。", ["柳州高新区"]),
        ("随县经济开发区推行代办。", ["随县经济开发区"]),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(vocabulary: Vocabulary, text: str, zones: list[str]) -> None:
    assert names(text, vocabulary) == zones


def test_a_trade_park_right_behind_its_zone_is_a_part(vocabulary: Vocabulary) -> None:
    reading = read("项城经济技术开发区化工园区、东台高新区医药园区推行代办。", vocabulary)
    assert [(zone.name, zone.part_of) for zone in reading.zones] == [
        ("项城经济技术开发区", None),
        ("项城经济技术开发区化工园区", 0),
        ("东台高新区", None),
        ("东台高新区医药园区", 2),
    ]
    assert names("东台高新区各园区、东台高新区特色园区、东台高新区两个园区推行代办。", vocabulary) == ["东台高新区"]


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("如皋市白蒲新材料产业园推行代办。", None),
        ("海门市成立于2001年的高新技术产业园区位于城东。", None),
        ("淮安市清江精细化工产业园区推行代办，盘锦市也来学习。", None),
        ("济南国际空港新城推行代办，济南市支持。", None),
        ("长沙市建设空港新城。", None),
        ("六合区新材料产业园推行代办。", "六合区新材料产业园"),
        ("新材料产业园推行代办，六合区大力支持。", "六合区新材料产业园"),
        ("盘锦市：精细化工产业园区推行代办。", "辽宁盘锦精细化工产业园区"),
        ("咸阳市：空港新城推行代办。", "西咸新区空港新城"),
        ("西青区新技术产业园区推行代办。", "西青区新技术产业园区"),
        ("海南自由贸易港推行代办。", "海南自由贸易港"),
        ("中泰（崇左）产业园推行代办。", "中泰崇左产业园"),
        ("井冈山经开区推行代办。", "井冈山经济技术开发区"),
    ],
)
def test_a_catalogue_name_is_not_cut_out_of_a_longer_one(
    vocabulary: Vocabulary, text: str, official: str | None
) -> None:
    known = [zone.known.official if zone.known else None for zone in read(text, vocabulary).zones]
    assert official in known if official else not [*filter(None, known)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("新疆准东经济技术开发区推行代办。", "652300"),
        ("新疆库尔勒经济技术开发区推行代办。", "652801"),
        ("科左后旗工业园区推行代办。", "150522"),
    ],
)
def test_places(vocabulary: Vocabulary, text: str, place: str) -> None:
    assert [zone.place for zone in read(text, vocabulary).zones] == [place]


def test_kind_of_a_zone_whose_end_is_no_kind(vocabulary: Vocabulary) -> None:
    assert [zone.kind for zone in read("海南自由贸易港推行代办。", vocabulary).zones] == ["自由贸易港"]


def test_a_zone_told_to_be_one_of_a_class(vocabulary: Vocabulary) -> None:
    reading = read("昆山经济技术开发区是全国最大的经济开发区之一。", vocabulary)
    assert [mention.zone for mention in reading.mentions] == [0, None]


def test_two_zones_of_the_catalogue_are_two(vocabulary: Vocabulary) -> None:
    text = "泉港石化工业园区、泉惠石化工业园区推行代办。"
    assert names(text, vocabulary) == ["泉港石化工业园区", "泉惠石化工业园区"]


def test_two_names_of_one_zone_are_one(vocabulary: Vocabulary) -> None:
    assert names("中泰（崇左）产业园获批。中泰崇左产业园推行代办。", vocabulary) == ["中泰（崇左）产业园"]
    other = read("长寿工业园又名晏家工业园区，推行代办。", vocabulary)
    assert [(zone.name, zone.part_of) for zone in other.zones] == [("晏家工业园区", None)]


def test_a_list_of_parks_of_a_county(vocabulary: Vocabulary) -> None:
    text = "名单包括：涟水县水处理剂产业园、涟水县生物质能产业园。"
    assert names(text, vocabulary) == ["涟水县水处理剂产业园", "涟水县生物质能产业园"]
