"""Article text to reforms of the vocabulary that are told without any of their names: 审批时限由120天减至41天.

A pattern for each reform that texts tell by what is done; whether it is meant as one is for the judge to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_POWERS = "权限|权力|职权|审批权(?!限)|管理权(?!限)|自主权|执法权|管理职能|审批事项|许可事项|管理事项"
_GIVES = "赋予|授予|授权|下放|委托|放权给?|承接|交由"
_LIMITS = "时限|时间|用时|周期|工作日"
_CUTS = "减至|减到|缩减|压减|压缩|缩短|缩至|提速"
_ZONES = "开发区|园区|集聚区|工业区|经开区|高新区"
_JOINS = "整合|归并|合并|撤并|重组|撤销"
#: Name of the reform, and how it is told; each pattern takes the words that tell it, within one clause.
DESCRIPTIONS = (
    # 赋予园区185项市级权限; 省级管理权限下放至园区
    (
        "赋权",
        re.compile(f"(?:{_GIVES})[^，。；：\n]{{0,24}}?(?:{_POWERS})|(?:{_POWERS})[^，。；：\n]{{0,8}}(?:{_GIVES})"),
    ),
    # 审批时限由120天减至41天; 压缩企业开办时间
    (
        "压缩审批时限",
        re.compile(f"(?:{_CUTS})[^，。；：\n]{{0,12}}(?:{_LIMITS})|(?:{_LIMITS})[^。；：\n]{{0,20}}?(?:{_CUTS})"),
    ),
    # 将188个园区整合为120个; 归并小而散的开发区
    (
        "开发区整合",
        re.compile(f"(?:{_ZONES})[^，。；：\n]{{0,10}}(?:{_JOINS})|(?:{_JOINS})[^，。；：\n]{{0,10}}(?:{_ZONES})"),
    ),
    # 将16枚印章精简为1枚; 99个章变成一个章
    ("一枚印章管审批", re.compile(r"\d+[枚个颗][^，。；：\n]{0,4}章[^，。；：\n]{0,10}[1一][枚个颗]")),
    # 办事不出园; 不出园区就能办成
    (
        "区内事区内办",
        re.compile("办事不出[\u4e00-\u9fff]{0,3}[区园](?!域)|不出[\u4e00-\u9fff]{0,3}[区园][^，。；：\n]{0,4}办"),
    ),
    # 社会管理职责全部移交; 剥离社会事务
    (
        "社会事务剥离",
        re.compile(
            "(?:剥离|移交|划转)[^，。；：\n]{0,14}社会(?:管理|事务)|社会(?:管理|事务)[^，。；：\n]{0,14}(?:剥离|移交|划转)"
        ),
    ),
)


class Description(NamedTuple):
    """Words that tell a reform of the vocabulary, at a place of the flow."""

    start: int
    end: int
    reform: str


def find_described(text: str) -> Iterator[Description]:
    """Descriptions in the order of `DESCRIPTIONS`; they may overlap."""
    for reform, pattern in DESCRIPTIONS:
        for found in pattern.finditer(text):
            yield Description(found.start(), found.end(), reform)
