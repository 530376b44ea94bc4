"""Every message of the stages has its Chinese, and place and cure are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph import chinese_messages
from reformgraph.chinese_messages import catalogue, told, told_note, told_text, translated
from reformgraph.errors import ManifestError, PageError, UsageError
from reformgraph.reading.formats.registry import CURES
from support.commands import run
from support.messages import templates


def test_every_message_has_its_chinese() -> None:
    missing = {text: place for text, place in templates().items() if translated(text) == text}
    assert missing == {}


def test_what_helps_with_kinds_of_files_has_its_chinese() -> None:
    assert {english for _, english in CURES.values() if translated(english) == english} == set()


def test_parts_keep_their_number() -> None:
    for english, said in catalogue().items():
        parts = [str(number) for number in range(english.count("{}"))]
        assert all(part in chinese_messages._filled(said, parts) for part in parts), english


def test_place_and_cure_are_kept() -> None:
    fault = ManifestError("'3月' is no date", where="清单.csv, line 3", cure="write YYYY-MM-DD, YYYY-MM or YYYY")
    assert told(fault, "zh") == "清单.csv 第 3 行：'3月' 不是日期（请写 YYYY-MM-DD、YYYY-MM 或 YYYY）"
    assert told_text(str(fault), "zh") == told(fault, "zh")


def test_kinds_and_order_of_parts() -> None:
    fault = UsageError("there is no zone named “朔州开发去”", cure="did you mean “朔州经济开发区”?")
    assert told(fault, "zh") == "没有叫“朔州开发去”的开发区（是不是 “朔州经济开发区”？）"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("there is no reform named “zone”", "没有叫“zone”的改革"),
        ("there is no reform named “not UTF-8”", "没有叫“not UTF-8”的改革"),
        ("No such option 'page'.", "没有选项 page"),
        ("there is no column zone", "没有 zone 列"),
        ("there is no zone in the store", "库中没有开发区"),
        ("there are no things of the kind page", "没有 页面 这类事物"),
    ],
)
def test_what_a_user_wrote_is_not_translated(message: str, said: str) -> None:
    assert translated(message) == said


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("did you mean “标准地”, “标准厂房”?", "是不是 “标准地”、“标准厂房”？"),
        ("one of 已采用, 计划", "可选 已采用、计划"),
        ("unknown kind 'x'", "不认识的种类 'x'"),
        ("unknown format (no extension)", "不认识的格式 （无后缀）"),
        (
            "no dated adoption of these reforms is known, 3 are undated",
            "这些改革没有带日期的采用记录（另有 3 项时间不详）",
        ),
    ],
)
def test_lists_and_what_is_not_known(message: str, said: str) -> None:
    assert translated(message) == said


def test_what_a_library_says_is_not_half_translated() -> None:
    fault = PageError("the file is damaged: File is odd", where="a.docx", cure="pack it again")
    assert told(fault, "zh").startswith("a.docx：文件已损坏：“File is odd”（")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "population: the 3 zones that some article speaks of, not all there are (--population)",
            "总体：有文章提到的 3 个开发区，并非全部（另见 --population）",
        ),
        (
            "warning: 1 events only (fewer than 10): estimates are worth little",
            "警告：只有 1 次事件（少于 10）：估计没有多大意义",
        ),
        ("onset taken at its latest bound, in periods of one year", "开始时间取区间的最晚一天，时期长度为一年"),
        ("2 of 3 onsets began at an unknown earlier day", "3 个开始时间中 2 个始于更早的某天，具体不详"),
    ],
)
def test_remarks(note: str, said: str) -> None:
    assert told_note(note, "zh") == said


def test_an_unknown_message_stays_as_it_is() -> None:
    assert told_text("a.txt: something new (do so)", "zh") == "a.txt: something new (do so)"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["trace", "--zon", "x"], "没有选项 --zon"),
        (["trace", "--limit", "0"], "不在范围"),
        (["trace", "--limit", "abc"], "--limit 的值不对：“abc”不是整数"),
        (["trace", "--format", "doc"], "不在可选之内"),
        (["build"], "缺少参数"),
        (["tarce"], "没有命令“tarce”；是不是 trace、search?"),
        (["info", "--store", "没有的库"], "这里没有图谱库（请先建库：reformgraph build）"),
        (["build", "没有.txt", "--store", "s"], "没有这个文件或文件夹"),
        (["extract", "没有.txt"], "没有这个文件或文件夹"),
    ],
)
def test_wrong_use_is_told_in_chinese(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(*arguments, folder=tmp_path, REFORMGRAPH_LANG="zh")
    assert said in done.stderr
    assert "Invalid value" not in done.stderr
    assert done.returncode in (1, 2)
