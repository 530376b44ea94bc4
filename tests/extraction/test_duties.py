"""Brackets of duties belong to the sentence before them, and nobody named there acts; nor does an addressee."""

from __future__ import annotations

import pytest

from reformgraph import extract


def _told(text: str) -> list[tuple[str | None, str, str | None]]:
    claims = [one for article in extract(text=text).to_dict()["articles"] for one in article["measures"]]
    return [(one["zone"], one["reform"], one["when"]) for one in claims]


HEAD = "苏州市优化营商环境行动方案\n\n一、总体要求\n\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（市行政审批局负责，2025年12月底前完成）", "（市自然资源局负责，2025年10月底前完成）"),
        ("（责任单位：市行政审批局）", "（责任单位：市自然资源局）"),
        ("〔责任单位：昆山高新区管委会〕", "〔责任单位：市自然资源局〕"),
    ],
)
def test_duties_are_of_the_sentence_before(first: str, second: str) -> None:
    told = _told(f"{HEAD}推广容缺受理。{first}推行标准地。{second}")
    assert [(zone, reform) for zone, reform, _ in told] == [("苏州市", "容缺受理"), ("苏州市", "标准地")]
    days = ["2025年12月底前", "2025年10月底前"] if "负责" in first else [None, None]
    assert [when for _, _, when in told] == days


def test_other_brackets_stay_where_they_are() -> None:
    told = _told("太仓高新区推行容缺受理。（2023年6月，太仓市推行标准地。）")
    assert ("太仓市", "标准地", "2023年6月") in told


@pytest.mark.parametrize("title", ["《聚焦示范区建设提升营商环境行动方案》", "《提升营商环境行动方案》"])
def test_a_circular_is_of_the_one_who_signs_it(title: str) -> None:
    text = (
        f"各县、区人民政府，昆山高新区，市直各单位：\n{title}已经市政府同意，现印发给你们。\n苏州市人民政府办公室\n"
        f"2025年4月9日\n{title[1:-1]}\n一、优化审批\n（一）提高效能。推广容缺受理，推行标准地。"
    )
    told = {zone for zone, reform, _ in _told(text) if reform in ("容缺受理", "标准地")}
    assert told == {"苏州市"}
