"""People and their posts. The sentences and names are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reformgraph.extraction.names.people import find_people
from reformgraph.extraction.names.persons import person_end
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span


def flow(text: str) -> Flow:
    return Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])


def people(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in find_people(flow(text))]


ROLES = [
    (
        "丹江临港经济技术开发区党工委副书记、管委会主任于海波正在值班。",
        "于海波",
        "丹江临港经济技术开发区党工委副书记、管委会主任",
    ),
    ("云山县委常委、政府常务副县长杨学文到场看望大家。", "杨学文", "云山县委常委、政府常务副县长"),
    ("“茶都没凉就盖了章。”柳江茶业有限公司总经理韦庆国说。", "韦庆国", "柳江茶业有限公司总经理"),
    ("青岭竹材有限公司董事长欧阳文博表示，明年还来。", "欧阳文博", "青岭竹材有限公司董事长"),
    (
        "9月1日，由市安全检查二组组长、市应急局二级调研员李志远带领的小组到了。",
        "李志远",
        "市安全检查二组组长、市应急局二级调研员",
    ),
    ("提到前后变化，云州经开区行政审批局局长邢超说，窗口少了。", "邢超", "云州经开区行政审批局局长"),
    ("邀请市防汛指导组副组长郭海宁，讲了一堂课。", "郭海宁", "市防汛指导组副组长"),
    ("市总工会主持日常工作的副主席苗庆表示，会继续办下去。", "苗庆", "市总工会主持日常工作的副主席"),
    ("大家学习蓝立安书记的来信。", "蓝立安", "书记"),
    ("副省长汤志成先后走了三个村。", "汤志成", "副省长"),
    ("光伏园项目经理孙永刚说，放心。", "孙永刚", "光伏园项目经理"),
    ("县领导向科成一同调研。", "向科成", "县领导"),
    ("区政协主席司马青出席活动。", "司马青", "区政协主席"),
    ("村民王小月正在摘果子。", "王小月", "村民"),
    ("陪同调研的市工信局副局长练建业汇报情况。", "练建业", "市工信局副局长"),
    ("德国莱纳集团亚太区总裁汉斯·穆勒来到园区。", "汉斯·穆勒", "德国莱纳集团亚太区总裁"),
    ("活动由区党委委员、办公室主任彭安主持。", "彭安", "区党委委员、办公室主任"),
    ("周建国，云湖县县长，他说，要快。", "周建国", "云湖县县长"),
    ("获奖者名单公布，李青（云湖机电有限公司总工程师）。", "李青", "云湖机电有限公司总工程师"),
    ("“真没想到。”王桂生说，“很快。”", "王桂生", ""),
    ("说起变化，蜀江食品有限公司办公室主任陈晓燕竖起大拇指。", "陈晓燕", "蜀江食品有限公司办公室主任"),
    ("云湖集团副总裁何田等代表出席。", "何田", "云湖集团副总裁"),
    ("园区工作人员杨柳手把手教填表。", "杨柳", "园区工作人员"),
    ("3月5日上午，市委书记周卫东到园区调研。", "周卫东", "市委书记"),
    ("管委会主任宋学团带领干部上门。", "宋学团", "管委会主任"),
    ("时任青山市委书记的陈光同志来过。", "陈光", ""),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES)
def test_name_behind_or_before_its_posts(text: str, name: str, role: str) -> None:
    found = dict(people(text))
    assert list(found) == [name]
    if role:
        assert found[name] == role


def test_leaders_listed_behind_a_post() -> None:
    text = "云山市领导李青云、张可、吕文涛、何冰等一同种树。"
    assert people(text) == [(name, "云山市领导") for name in ("李青云", "张可", "吕文涛", "何冰")]


def test_several_people_with_posts_of_their_own() -> None:
    text = "宁湖市委常委、副市长马成仁，宁湖经济技术开发区管委会副主任李静参加植树。"
    assert people(text) == [("马成仁", "宁湖市委常委、副市长"), ("李静", "宁湖经济技术开发区管委会副主任")]


def test_people_who_were_present() -> None:
    assert [name for name, _ in people("会议开始。周远山、何平、吴立新等区领导参加。")] == ["周远山", "何平", "吴立新"]


def test_organs_share_a_post() -> None:
    assert people("青湖区党委、管委、人大领导沈小云出席仪式。") == [("沈小云", "青湖区党委、管委、人大领导")]


def test_a_later_bare_name_is_a_mention() -> None:
    joined = flow("县长郭瑞强调安全。郭瑞要求，限期整改。")
    (one,) = find_people(joined)
    assert [joined.text[start:end] for start, end in one.mentions] == ["郭瑞", "郭瑞"]


def test_the_fuller_post_is_kept() -> None:
    assert people("书记李文到会。会上，云溪经开区党工委书记李文讲话。") == [("李文", "云溪经开区党工委书记")]


def test_a_name_inside_a_longer_one_is_no_mention_of_it() -> None:
    spans = {one.name: one.mentions for one in find_people(flow("市长李明说，好。局长李明华说，行。"))}
    assert len(spans["李明"]) == 1
    assert len(spans["李明华"]) == 1


NOBODY = [
    "县委、县政府对此高度重视，书记高度负责，局长全程陪办。",
    "党工委书记要履行第一责任人的职责，主任要马上就办。",
    "各部门负责人参加会议，企业代表和专家学者和媒体人士发言。",
    "项目负责人方便办理，村民文化广场建成，干部安全培训。",
    "本报记者张伟 通讯员李强",
    "成长、增长、延长都快，园区长期向好，市长治市不是市长。",
    "领导班子、领导小组、代表团、主席团、常委会都开了会。",
    "应越南总理邀请访问。",
    "全面贯彻习近平新时代中国特色社会主义思想。",
    "",
    "主任",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_made_up(text: str) -> None:
    assert people(text) == []


def test_thought_named_after_a_person_is_no_mention() -> None:
    joined = flow("习近平总书记作出指示。学习习近平新时代中国特色社会主义思想。")
    (one,) = find_people(joined)
    assert (one.name, one.role, len(one.mentions)) == ("习近平", "总书记", 1)


def test_traditional_characters_stay_as_printed() -> None:
    assert people("高新區黨工委書記、管委會主任張義強帶隊調研這個項目，這裏發展很好。") == [
        ("張義強", "高新區黨工委書記、管委會主任")
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [("张三说", 2), ("张三丰说", 3), ("欧阳修远说", 4), ("王明出席", 2), ("王牌", -1), ("桌子", -1), ("", -1)],
)
def test_length_of_a_name(text: str, length: int) -> None:
    assert person_end(text, 0) == length


@pytest.mark.parametrize("piece", ["书记", "县长李", "书记、", "主任王明、", "·", "人·", "的副书记"])
def test_hostile_repetition_is_linear(piece: str) -> None:
    start = time.process_time()
    find_people(flow(piece * 10_000))
    assert time.process_time() - start < 10


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="县长书记主任王李张明·、，。“”说的在\n", max_size=120))
def test_mentions_hold_the_name(text: str) -> None:
    joined = flow(text)
    for one in find_people(joined):
        assert one.mentions
        for start, end in one.mentions:
            assert joined.printed[start:end] == one.name
