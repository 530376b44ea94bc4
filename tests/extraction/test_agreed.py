"""What several set up by agreement is told of each of them."""

from __future__ import annotations

import pytest

from reformgraph import extract


def _told(text: str, reform: str) -> set[str | None]:
    articles = extract(text=text).to_dict()["articles"]
    return {claim["zone"] for article in articles for claim in article["measures"] if claim["reform"] == reform}


def test_all_it_was_agreed_with_count() -> None:
    text = "太仓高新区同苏州工业园区、昆山高新区、襄阳以及广元市等20个地区开通“跨省通办”网络。"
    assert _told(text, "跨省通办") == {"太仓高新区", "苏州工业园区", "昆山高新区", "襄阳市", "广元市"}


def test_the_first_is_carried_over() -> None:
    text = "太仓市做强政务服务。近年来，先后同昆山市、常熟市等地开展“跨省通办”合作。"
    assert _told(text, "跨省通办") >= {"昆山市", "常熟市"}


def test_a_university_that_helps_is_no_party() -> None:
    assert _told("太仓高新区联合苏州大学推行标准地。", "标准地") == {"太仓高新区"}


def test_one_named_for_comparison_is_no_party() -> None:
    assert _told("太仓高新区与昆山高新区相比更进一步，推行标准地。", "标准地") == {"太仓高新区"}


@pytest.mark.parametrize(
    "agreement",
    [
        "与昆山市政府部门建立联动机制",
        "与昆山市企业签订合作协议",
        "同昆山市实现信息共享",
        "与昆山市开展竞赛",
        "依托与昆山市建立的合作关系",
    ],
)
def test_what_is_shared_with_others_is_not_what_follows(agreement: str) -> None:
    assert _told(f"太仓高新区{agreement}，推行“标准地”。", "标准地") == {"太仓高新区"}


def test_a_treaty_binds_all() -> None:
    assert _told("太仓高新区与昆山高新区签订协议，推行“跨省通办”。", "跨省通办") == {"太仓高新区", "昆山高新区"}
