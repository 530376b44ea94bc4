"""`reformgraph search`: what is printed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from support.commands import run
from support.made_store import make


def test_for_people(tmp_path: Path) -> None:
    done = run("search", "标准地", "全代办", "--store", make(tmp_path), "--limit", "2", REFORMGRAPH_LANG="zh")
    assert done.returncode == 0
    head, passage, place = done.stdout.splitlines()[:3]
    assert "服务上门" in head
    assert "实行[全代办]" in passage
    assert "[标准地]改革" in passage
    assert place.split()[:2] == ["2024-06-01", "甲地日报"]
    assert place.split()[2].startswith("c.txt:")
    assert "2/3" in done.stderr


def test_for_programs(tmp_path: Path) -> None:
    store = make(tmp_path)
    told = json.loads(run("search", "先行", "--store", store, "--format", "json").stdout)
    (row,) = csv.DictReader(run("search", "先行", "--store", store, "--format", "csv").stdout.splitlines())
    assert [one["page"] for one in told] == [row["page"]] == ["a.txt"]
    assert told[0]["snippet"] == row["snippet"]


def test_nothing_is_found_and_nothing_asked(tmp_path: Path) -> None:
    store = make(tmp_path)
    done = run("search", "不在此处", "--store", store)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing found\n")
    done = run("search", "——", "--store", store, REFORMGRAPH_LANG="zh")
    assert done.returncode == 2
    assert "没有可查找的词" in done.stderr
