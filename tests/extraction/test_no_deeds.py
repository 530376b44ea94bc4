"""A measure in a purpose or among problems is none; one that is taken for a purpose, or has a problem, is one."""

from __future__ import annotations

import pytest

from reformgraph import extract


def _reforms(text: str) -> list[str]:
    return [claim["reform"] for article in extract(text=text).to_dict()["articles"] for claim in article["measures"]]


@pytest.mark.parametrize(
    ("text", "reform"),
    [
        ("为提升服务水平，推行“帮办代办”服务，太仓高新区管委会派出干部50名。", "帮办代办"),
        ("太仓高新区位于太仓。为优化营商环境，推行“标准地”，高新区审批提速。", "标准地"),
        ("为促进项目落地，实现“拿地即开工”，太仓高新区推行多项改革。", "拿地即开工"),
        ("太仓高新区对违法行为推行首违不罚，今年已免罚46件。", "首违不罚"),
        ("太仓高新区针对“一窗受理”效率低问题，推行“一网通办”。", "一窗受理"),
    ],
)
def test_a_deed_behind_a_purpose_is_told(text: str, reform: str) -> None:
    assert reform in _reforms(text)


@pytest.mark.parametrize(
    ("text", "reform"),
    [
        ("为优化营商环境，深化“放管服”改革，太仓高新区管委会推行标准地。", "放管服改革"),
        ("太仓高新区聚焦“准入不准营”等难题，推行标准地。", "准入不准营"),
    ],
)
def test_a_purpose_and_a_problem_are_none(text: str, reform: str) -> None:
    assert reform not in _reforms(text)
    assert "标准地" in _reforms(text)
