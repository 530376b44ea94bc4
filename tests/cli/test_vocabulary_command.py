"""Adding a reform without a program; results of `extract` in a file; a cure that names the option for drawings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reformgraph.cli import cli
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

TEXT = "2024年3月5日，江湾高新区推出云帆驿站服务，已办件300件。"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args])


@pytest.mark.parametrize("name", ["reforms.csv", "reforms.xlsx"])
def test_a_reform_is_added_and_read_with(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.csv").write_text("名称,类别,别名\n云帆驿站,服务,云帆驿站服务|驿站服务\n", "gb18030")
    assert run("vocabulary", "--add", tmp_path / "mine.csv", "-o", tmp_path / name).exit_code == 0
    (tmp_path / "a.txt").write_text(f"江湾高新区推出新服务\n\n{TEXT}\n", "utf-8")
    found = run("extract", tmp_path / "a.txt", "--vocabulary", tmp_path / name, "-o", tmp_path / "a.jsonl")
    assert found.exit_code == 0, found.output
    assert found.stdout == ""
    told = json.loads((tmp_path / "a.jsonl").read_text("utf-8"))
    (measure,) = [one for article in told["articles"] for one in article["measures"] if one["reform"] == "云帆驿站"]
    assert not measure["candidate"]


def test_what_is_written_reads_back_as_it_was(tmp_path: Path) -> None:
    assert run("vocabulary", "-o", tmp_path / "all.csv").exit_code == 0
    bundled, read = load_vocabulary().reforms, load_vocabulary(tmp_path / "all.csv").reforms
    assert list(read) == list(bundled)
    assert [one.aliases for one in read.values()] == [one.aliases for one in bundled.values()]


def test_one_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,category,aliases\n标准地,land,好地\n", "utf-8")
    assert run("vocabulary", "--add", tmp_path / "mine.csv", "-o", tmp_path / "all.csv").exit_code == 0
    assert load_vocabulary(tmp_path / "all.csv").reforms["标准地"].aliases == ("好地",)


def test_a_name_that_two_reforms_claim_is_told_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,category,aliases\n甲乙改革,land,\n云帆驿站,service,标准地\n", "utf-8")
    found = run("vocabulary", "--add", tmp_path / "mine.csv", "-o", tmp_path / "all.csv")
    assert isinstance(found.exception, Exception)
    assert "mine.csv, line 3" in str(found.exception)
    assert not (tmp_path / "all.csv").exists()


@pytest.mark.parametrize(("command", "name"), [("vocabulary", "a.txt"), ("extract", "a.xlsx")])
def test_a_wrong_ending_is_refused(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    pages = [tmp_path / "page.txt"] if command == "extract" else []
    found = run(command, *pages, "-o", tmp_path / name)
    assert "the ending does not fit" in str(found.exception)
    assert not (tmp_path / name).exists()


def test_a_drawing_is_another_option(tmp_path: Path) -> None:
    (tmp_path / "nodes.csv").write_text("id,toa\n甲,2020\n乙,2021\n", "utf-8")
    found = run("diffusion", "curve", "--nodes", tmp_path / "nodes.csv", "-o", "curve.svg")
    assert "--chart curve.svg" in str(found.exception) + str(getattr(found.exception, "cure", ""))
