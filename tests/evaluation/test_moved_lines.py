"""Labels moved to another reading of their page: lines of the same words; broken, joined, lost and blank lines."""

from __future__ import annotations

from reformgraph.evaluation.judgements import Told
from reformgraph.evaluation.moved_lines import follow_lines, moved_lines, without_blank

OLD = "明溪高新区服务上门\n明溪高新区推行容缺受理。\n企业办事不再跑腿。"


def test_lines_follow_their_words() -> None:
    assert moved_lines(OLD, "导航\n\n" + OLD.replace("\n", "\n\n")) == {1: 3, 2: 5, 3: 7}


def test_a_lost_line_stays_lost() -> None:
    assert moved_lines(OLD, OLD.split("\n")[0] + "\n企业办事不再跑腿。") == {1: 1, 2: -2, 3: 2}


def test_of_a_broken_line_the_first_piece_counts() -> None:
    assert moved_lines(OLD, OLD.replace("推行", "\n推行")) == {1: 1, 2: 2, 3: 4}


def test_of_joined_lines_the_first_counts() -> None:
    assert moved_lines(OLD, OLD.replace("\n", "")) == {1: 1, 2: -2, 3: -3}


def test_a_few_characters_are_not_sought_in_longer_lines() -> None:
    assert moved_lines("甲区\n推行容缺受理", "推行容缺受理\n甲区不在此列") == {1: -1, 2: 1}


def test_articles_follow_by_role_and_lose_blank_lines() -> None:
    one = Told(lines={"title": (1,), "body": (2, 3, 4)})
    [moved] = follow_lines([one], "题目在此\n\n正文一段\n正文二段", "正文一段\n题目在此")
    assert moved.lines == {"title": (2,), "body": (1, -4)}
    assert follow_lines([one], OLD, OLD) == (one,)


def test_blank_lines_belong_to_nobody() -> None:
    [one] = without_blank([Told(lines={"body": (1, 2, 3, 9)})], "甲\n\u3000\u200b\n乙")
    assert one.lines["body"] == (1, 3, 9)
