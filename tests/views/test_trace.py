"""`trace` gathers what is known of each adoption, filters it, and prints it as table, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reformgraph.cli import cli
from reformgraph.cli.terminal_table import display_width
from reformgraph.errors import UsageError
from reformgraph.iri import BASE
from reformgraph.store import Store, open_store
from reformgraph.views.trace import TracedAdoption, as_json, find_name, trace
from reformgraph.views.trace_rows import ADOPTION_COLUMNS
from support.made_store import CHANGZHI, COMPANY, DATONG, SHUOZHOU, make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    with open_store(folder) as opened:
        yield opened


def told(found: list[TracedAdoption]) -> list[tuple[str, str, str]]:
    return [(one.zone, one.reform, one.status) for one in found]


def test_one_reform(store: Store) -> None:
    found = trace(store, reform="工业标准地")
    assert told(found) == [(SHUOZHOU, "标准地", "adopted"), (DATONG, "标准地", "adopted")]
    first, second = found
    assert (first.onset_edtf, first.when_edtf, first.sources, first.zone_id) == ("2023-05", "2023-05", 1, SHUOZHOU)
    assert [(f.indicator, f.value, f.unit, f.period) for f in first.figures] == [("出让土地", "12", "宗", "今年")]
    assert (second.sources, len(second.claims)) == (2, 3)
    assert [claim.article_id for claim in second.claims] == ["b-txt-1", "e-txt-1", "c-txt-1"]
    claim = first.claims[0]
    assert (claim.headline, claim.source, claim.page) == (f"{SHUOZHOU}土地先行", "甲地日报", "a.txt")
    text = next(iter(store.select("SELECT ?t { page:a-txt rg:text ?t }")))["t"]
    assert str(text)[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"zone": "大同经开区"}, {"标准地", "全代办"}),
        ({"zone": f"{BASE}zone/{DATONG}", "reform": "全代办"}, {"全代办"}),
        ({"category": "审批"}, {"承诺制", "容缺受理"}),
        ({"company": COMPANY}, {"标准地", "承诺制"}),
        ({"statuses": ["withdrawn"]}, {"承诺制"}),
        ({"statuses": ["required"]}, {"容缺受理"}),
        ({"since": "2024-03"}, {"全代办", "承诺制", "容缺受理", "园区合伙人"}),
        ({"since": "2024-03", "dated": True}, {"全代办"}),
        ({"until": "2023", "dated": True}, {"标准地"}),
        ({"since": "2023-06", "until": "2024-02-10", "dated": True}, {"标准地"}),
        ({}, {"标准地", "承诺制", "全代办", "容缺受理", "园区合伙人"}),
    ],
)
def test_filters(store: Store, given: dict[str, object], expected: set[str]) -> None:
    assert {one.reform for one in trace(store, **given)} == expected  # type: ignore[arg-type]


def test_a_withdrawn_reform_is_not_shown_unless_asked_for(store: Store) -> None:
    assert CHANGZHI not in {one.zone for one in trace(store, reform="承诺制")}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"reform": "标淮地"}, "标准地"),
        ({"zone": "朔洲经济开发区"}, "no zone named.*朔州"),
        ({"category": "审皮"}, "审批"),
        ({"company": "没有的公司"}, "no company"),
        ({"statuses": ["done"]}, "one of adopted"),
        ({"since": "去年"}, "not a date"),
    ],
)
def test_wrong_names(store: Store, given: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        trace(store, **given)  # type: ignore[arg-type]


def test_names_are_found_by_kind(store: Store) -> None:
    assert find_name(store, "zone", "大同经开区") == f"{BASE}zone/{DATONG}"
    assert find_name(store, "reform", None) is None


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["trace", *arguments, "--store", str(folder)])


def test_json_has_the_agreed_fields(folder: Path, store: Store) -> None:
    found = json.loads(run(folder, "--reform", "标准地", "--format", "json").stdout)
    agreed = {"zone", "zone_id", "reform", "reform_id", "status", "when", "when_edtf", "onset_edtf", "figures",
              "sources", "claims"}  # fmt: skip
    of_claims = {"article_id", "headline", "source", "issue_date", "page", "quote", "start", "end", "status", "when",
                 "when_edtf", "figures"}  # fmt: skip
    assert agreed <= set(found[0])
    assert of_claims <= set(found[0]["claims"][0])
    assert found == json.loads(json.dumps(as_json(trace(store, reform="标准地"))))
    assert agreed <= {field.name for field in fields(TracedAdoption)}


def test_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(folder, "--reform", "标准地", "--claims", "--format", "csv").stdout)))
    assert [row["article_id"] for row in rows] == ["a-txt-1", "b-txt-1", "e-txt-1", "c-txt-1"]
    assert rows[0]["figures"] == "出让土地 12宗"


def test_table_fits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = run(folder, "--claims").stdout.splitlines()
    assert all(display_width(line) <= 40 for line in lines)
    monkeypatch.delenv("COLUMNS")
    assert f"“5月，{SHUOZHOU}启动标准地改革，出让土地12宗。”" in run(folder, "--reform", "标准地").stdout


def test_nothing_found_is_said(folder: Path) -> None:
    found = run(folder, "--reform", "标准地", "--status", "withdrawn", "--format", "json")
    assert (found.exit_code, json.loads(found.stdout)) == (0, [])
    assert found.stderr.count("\n") == 1


def test_an_empty_store_knows_no_names() -> None:
    with open_store(":memory:") as empty:
        assert trace(empty) == []
        with pytest.raises(UsageError, match="no reform in the store"):
            trace(empty, reform="标准地")


def test_one_row_a_figure(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(folder, "--reform", "标准地", "--figures", "--format", "csv").stdout)))
    first = rows[0]
    assert (first["zone"], first["province"], first["city"]) == (SHUOZHOU, "山西省", "朔州市")
    assert (first["indicator"], first["value"], first["unit"], first["category"]) == ("出让土地", "12", "宗", "用地")
    assert SHUOZHOU in run(folder, "--reform", "标准地", "--figures").stdout


def test_flat_columns(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(folder, "--reform", "标准地", "--format", "csv").stdout)))
    assert set(ADOPTION_COLUMNS) == set(rows[0])
    assert rows[0]["reform_english"].startswith("Standard land")
    assert rows[0]["candidate"] == "false"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--status", "withdrawn"), "--status"),
        (("--until", "1990"), "--until"),
        (("--province", "海南省"), "--province"),
    ],
)
def test_nothing_found_says_why(folder: Path, given: tuple[str, ...], told: str) -> None:
    assert told in run(folder, "--reform", "标准地", *given).stderr
