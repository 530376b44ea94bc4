"""Article text to reforms of the vocabulary that are told without any of their names: 审批时限由120天减至41天.

A pattern for each reform that texts tell by what is done; whether it is meant as one is for the judge to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reformgraph.language.lexicon import any_of

_GAP = "[^，。；：\n]"


def _near(one: str, other: str, before: int, behind: int) -> re.Pattern[str]:
    """One of the alternatives at most `before` signs of its clause ahead of the other, or `behind` signs behind it."""
    return re.compile(f"(?:{one}){_GAP}{{0,{before}}}?(?:{other})|(?:{other}){_GAP}{{0,{behind}}}?(?:{one})")


#: Name of the reform, and how it is told.
DESCRIPTIONS = (
    # 赋予园区185项市级权限; 省级管理权限下放至园区
    (
        "赋权",
        _near(
            any_of("granting_verbs"),
            any_of("handed_powers") + "|权(?!限)",
            24,
            8,
        ),
    ),
    # 承接省级审批权限36项; 享有进出口经营权 is of firms
    ("赋权", _near(any_of("taking_powers"), any_of("handed_powers"), 24, 8)),
    # 委托甲高新区管委会、乙经开区管委会实施109项省级管理事项
    (
        "赋权",
        re.compile(
            rf"(?:{any_of('granting_verbs')}){_GAP}{{8,90}}?(?:{any_of('exercising_verbs')}){_GAP}{{0,16}}(?:{any_of('handed_powers')})"
        ),
    ),
    # 压缩企业开办时间; 审批时限由120天减至41天
    (
        "压缩审批时限",
        _near(any_of("cut_verbs"), any_of("time_nouns") + "|(?:" + any_of("firm_openings") + ")(?!时)", 12, 20),
    ),
    # 归并小而散的开发区; 将188个园区整合为120个
    ("开发区整合", _near(any_of("merging_verbs"), any_of("regrouped_zones"), 10, 10)),
    # 先后经过三轮整合提升
    ("开发区整合", re.compile(any_of("regrouping_words"))),
    # 将16枚印章精简为1枚; 99个章变成一个章
    ("一枚印章管审批", re.compile(rf"(?<!\d)\d+[枚个颗]{_GAP}{{0,4}}章{_GAP}{{0,10}}[1一][枚个颗]")),
    ("一枚印章管审批", re.compile("一[个枚颗]?(?:公章|印章|章)管审批")),
    # 办事不出园; 不出园区就能办成
    ("区内事区内办", _near("不出[\u4e00-\u9fff]{0,3}[区园](?!域)", "办(?=事不)|办[成完好理结]", 4, 1)),
    # 剥离社会事务; 社会管理职责全部移交
    ("社会事务剥离", _near(any_of("shedding_verbs"), "社会(?:管理|事务|职能)", 14, 14)),
    # 社会事务由街道承担
    (
        "社会事务剥离",
        re.compile(rf"社会(?:管理|事务|职能){_GAP}{{0,10}}?[由交]{_GAP}{{1,14}}?(?:{any_of('duties_taken')})"),
    ),
    # 剥离市场监管职能
    ("社会事务剥离", re.compile(rf"剥离(?!{_GAP}{{0,6}}社会){_GAP}{{2,24}}?(?:{any_of('duties')})")),
    # 项目由区级领导分包; 每个企业都有干部包靠
    ("包联", _near(any_of("assigned_people"), any_of("pairing_verbs"), 8, 8)),
    ("包联", _near(any_of("pairing_verbs_alone"), any_of("helped_things"), 4, 6)),
    # 政务服务中心揭牌启用; 建起一站式大厅
    ("一站式服务大厅", _near(any_of("hall_verbs"), any_of("service_halls"), 8, 12)),
    (
        "一站式服务大厅",
        re.compile(
            f"(?:{any_of('one_stop_words')})(?!{_GAP}{{0,6}}(?:{any_of('private_trades')}))"
            f"{_GAP}{{0,8}}?(?:(?:{any_of('public_services')}){_GAP}{{0,4}}?(?:{any_of('one_stop_places')})|大厅)"
        ),
    ),
)


#: 审批权限不得下放: what is not to be done is told by the same words.
_FORBIDDEN = re.compile(any_of("forbidding_words"))


class Description(NamedTuple):
    """Words that tell a reform of the vocabulary, at a place of the flow."""

    start: int
    end: int
    reform: str


def find_described(text: str) -> Iterator[Description]:
    """Descriptions in the order of `DESCRIPTIONS`; they may overlap."""
    for reform, pattern in DESCRIPTIONS:
        for found in pattern.finditer(text):
            if _FORBIDDEN.search(found.group()):
                continue
            yield Description(found.start(), found.end(), reform)
