"""Posts by their last words, and the words that only begin like one."""

from __future__ import annotations

import pytest

from reformgraph.extraction.names.roles import ends_in_post, posts

NONE = """
书记员 经理人 电工程 电工业 电工作 电工艺 技工程 技工学校 技工院校 技工业 技工贸 职工会 领导小组
领导班子 领导机构 领导体制 领导力 领导下 领导作用 领导责任 领导人 主席团 主席台 主席国 总统府 委员会
常委会 代表团 代表处 代表队 代表性 代表作 代表大会 代表着 代表们 主管部门 董事会 监事会 成员单位 成员国
县长治 市长春 区长沙 县长江 局长期 校长效 院长远 厅长久 市长安 县长征 镇长城 县长乐 市长兴 县长葛 县长丰
县长三角 县长株潭
""".split()  # noqa: SIM905
POSTS = """
书记 经理 电工 主席 总统 委员 常委 代表 主管 董事 监事 秘书 局长 县长 市长 区长 主任 会长 院长 校长 站长
队长 村长 行长 署长
""".split()  # noqa: SIM905


@pytest.mark.parametrize("word", NONE)
def test_what_only_begins_like_a_post(word: str) -> None:
    assert list(posts(word)) == []


@pytest.mark.parametrize("word", POSTS)
def test_posts_end_in_these(word: str) -> None:
    assert [found[2] for found in posts(f"云麓{word}何山")] == [word]
    assert ends_in_post(f"云麓{word}")
    assert not ends_in_post(f"云麓{word}何山")
