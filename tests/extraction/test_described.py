"""Reforms of the vocabulary told without any of their names; sentences are invented."""

from __future__ import annotations

import pytest

from reformgraph.extraction.reforms.described import DESCRIPTIONS, find_described
from reformgraph.vocabulary.load_vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("省里赋予云川高新区96项市级经济管理权限。", [("赋权", "赋予云川高新区96项市级经济管理权限")]),
        ("市级审批权限全部下放到园区。", [("赋权", "审批权限全部下放")]),
        ("审批权限不得下放给园区。", []),
        ("整合未来科技城等5个园区。", [("开发区整合", "整合未来科技城等5个园区")]),
        ("领导赋予大家力量，机构有权限。", []),
        ("施工许可审批时限由60天减至9天。", [("压缩审批时限", "时限由60天减至")]),
        ("压缩企业开办时间。", [("压缩审批时限", "压缩企业开办时间")]),
        ("压缩开支，时间不等人。", []),
        ("全省把210个园区整合为90个。", [("开发区整合", "园区整合")]),
        ("归并小而散的开发区。", [("开发区整合", "归并小而散的开发区")]),
        ("园区里的企业很多，资源整合也快。", []),
        ("把31枚公章变为1枚。", [("一枚印章管审批", "31枚公章变为1枚")]),
        ("发出31枚奖章，留下9枚。", []),
        ("企业办事不出园。", [("区内事区内办", "办事不出园")]),
        ("不出园区就能办完。", [("区内事区内办", "不出园区就能办完")]),
        ("产品销售不出区域。", []),
        ("把社会管理职责移交给街道。", [("社会事务剥离", "社会管理职责移交")]),
        ("剥离国企办社会事务。", [("社会事务剥离", "剥离国企办社会事务")]),
        ("社会管理创新。", []),
    ],
)
def test_descriptions(text: str, told: list[tuple[str, str]]) -> None:
    assert [(one.reform, text[one.start : one.end]) for one in find_described(text)] == told


def test_the_vocabulary_has_what_is_described() -> None:
    assert {reform for reform, _ in DESCRIPTIONS} <= set(load_vocabulary().reforms)
