"""Who wrote it: bylines alone, in publication lines, in brackets with an office, behind a dateline."""

from __future__ import annotations

import pytest

from reformgraph.layout.bylines import labelled_names, line_names
from reformgraph.layout.line_signs import FURNITURE, dateline_authors, is_date_line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("2021-09-13 10:42  本报记者 邹牧 通讯员 施小满", ("邹牧", "施小满")),
        ("2019-07-19  记者 简一鸣", ("简一鸣",)),
        ("东海观察网 | 2025-12-19 09:15 | 记者 夏沐阳", ("夏沐阳",)),
        ("2021-09-13 记者 操志强", ("操志强",)),
        ("2021-09-13 来源：县报 作者：李明", ("李明",)),
        ("2021-09-13 来源：县报", ()),
        ("2021-09-13 10:42 记者站 消息", ()),
    ],
)
def test_names_in_publication_lines(line: str, names: tuple[str, ...]) -> None:
    assert is_date_line(line)
    assert labelled_names(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(高新区党政办 黎俊)", ("黎俊",)),
        ("□ 文/本报记者 郎月华 霍岩　图/安邦", ("郎月华", "霍岩")),
        ("文/宋弥 图/资料", ("宋弥",)),
        ("台记者 赵一诺 樊浩 眉县台 李嘉 报道", ("赵一诺", "樊浩", "李嘉")),
        ("本报记者 何山 文/图", ("何山",)),
        ("云岭台 记者 韩东 实习记者 薛宁", ("韩东", "薛宁")),
        ("文/马蓝 · 阮清", ("马蓝", "阮清")),
        ("开发区管委会 服务大厅", ()),
    ],
)
def test_names_of_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert line_names(line) == names


@pytest.mark.parametrize("kind", ["特派", "特约", "见习", "实习", "首席", "全媒体", "融媒体"])
def test_kinds_of_reporters_are_no_part_of_a_name(kind: str) -> None:
    assert line_names(f"□ 本报{kind}记者 何山") == ("何山",)
    assert line_names(f"{kind}记者：何山、李青") == ("何山", "李青")


ROLES = (
    "记者",
    "通讯员",
    "评论员",
    "实习生",
    "特约撰稿",
    "特约撰稿人",
    "特约作者",
    "撰稿",
    "撰稿人",
    "撰文",
    "作者",
    "编译",
    "采写",
    "采访",
)


@pytest.mark.parametrize("role", ROLES)
def test_roles_before_names(role: str) -> None:
    assert line_names(f"□ {role} 何山 李青") == ("何山", "李青")
    assert line_names(f"{role}：何山") == ("何山",)


@pytest.mark.parametrize(
    "role", ["文", "文图", "图", "图文", "摄影", "整理", "供稿", "报道", "摄", "采访/整理", "采写、摄影"]
)
def test_roles_that_a_sign_parts_from_the_name(role: str) -> None:
    assert line_names(f"□ {role} 何山") == line_names(f"{role}/何山") == ("何山",)


@pytest.mark.parametrize("role", ["作者", "记者", "通讯员", "撰稿", "撰文", "文", "编译", "整理", "采写", "供稿"])
def test_labels_in_publication_lines(role: str) -> None:
    assert labelled_names(f"2021-09-13 来源：县报 {role}：何山") == ("何山",)


@pytest.mark.parametrize(
    "role",
    [
        "文图",
        "图文",
        "文/图",
        "图/文",
        "摄",
        "摄影",
        "报道",
        "采写",
        "整理",
        "撰稿",
        "供稿",
        "编译",
        "综合",
        "综合报道",
        "综合整理",
    ],
)
def test_roles_behind_names(role: str) -> None:
    assert line_names(f"记者 何山 李青 {role}") == ("何山", "李青")


def test_a_place_and_its_correspondent_open_a_report() -> None:
    assert dateline_authors("海口电(通讯员 符海涛)12月18日深夜，大厅灯还亮着。") == "通讯员 符海涛"
    assert dateline_authors("家电(通讯器材)行业回暖。") == ""


def test_no_attachment_is_furniture() -> None:
    assert FURNITURE.match("附件:无")
    assert not FURNITURE.match("附件里的承诺书有三页")
