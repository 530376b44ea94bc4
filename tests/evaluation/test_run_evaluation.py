"""Evaluation from labels and pages to a report: figures by hand, rows, the command, bad input."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from reformgraph.errors import UsageError
from reformgraph.evaluation import LabelsError, evaluate, read_labels
from reformgraph.evaluation.error_page import report_page
from support import commands
from support.evaluation_page import OTHER, TEXT, figures, judged, label, measure, with_places


def test_perfect_findings_score_one(folder: Path) -> None:
    report = judged(folder, with_places(label()))
    assert {name: row.rates.f1 for name, row in report.measures.items() if row.rates.f1 != 1.0} == {}
    assert (report.invented, report.errors) == (0, [])
    assert figures(report, "adoptions") == (4, 4, 4)


def test_every_slip_is_counted_where_it_belongs(folder: Path) -> None:
    found = with_places(label())
    one, two = found["articles"]
    one["title"] = "另一个标题"
    one["zones"][0]["name"] = "昌河经开区"
    one["people"][0]["role"] = "董事长"
    one["projects"] = []
    one["measures"][0].update(when="2019年", figures=[{"value": 5, "unit": "亩"}])
    one["measures"][1]["status"] = "adopted"
    one["measures"][2]["evidence"] = "页面上没有的一句话，云帆驿站。"
    two["measures"].append(measure("并联审批", OTHER, "referenced", evidence="明溪高新区实行一枚印章管审批"))
    two["measures"].append(measure("容缺受理", OTHER, evidence="明溪高新区实行一枚印章管审批"))
    report = judged(folder, found)
    assert figures(report, "title") == (1, 2, 2)
    assert (figures(report, "zones"), figures(report, "zones, exact name")) == ((2, 2, 2), (1, 2, 2))
    assert figures(report, "people's roles") == (0, 1, 1)
    assert figures(report, "projects") == (0, 0, 1)
    assert figures(report, "adoptions") == (4, 5, 4)
    assert figures(report, "status, accuracy") == (3, 4, 4)
    assert figures(report, "status, other than adopted") == (0, 0, 1)
    assert figures(report, "adoption time") == (0, 1, 1)
    assert figures(report, "adoption figures") == (0, 1, 1)
    assert figures(report, "all figures") == (1, 2, 2)
    assert figures(report, "evidence right") == (4, 4, 4)
    assert figures(report, "offsets right") == (3, 4, 4)
    assert report.invented == 1
    kinds = {(finding.measure, finding.kind) for _, finding in report.errors}
    assert kinds >= {
        ("title", "differs"), ("zones, exact name", "differs"), ("projects", "missed"), ("adoptions", "wrong"),
        ("status, accuracy", "differs"), ("adoption figures", "missed"), ("adoption figures", "wrong"),
    }  # fmt: skip
    rows = {row.reform: row for row in report.reforms}
    assert (rows["标准地"].labelled, rows["标准地"].right, rows["标准地"].wrong) == (1, 1, 0)
    assert sum(row.wrong for row in report.reforms) == 1
    statuses = {row.name: row for row in report.phenomena if row.group == "status"}
    assert (statuses["planned"].recall, statuses["planned"].precision) == (0.0, None)
    traits = {row.name: row for row in report.phenomena}
    assert (traits["cut off"].labelled, traits["not in the vocabulary"].labelled) == (1, 1)
    assert (traits["zone"].labelled, traits["in quotation marks"].labelled) == (4, 2)


def test_a_kicker_may_stay_in_the_headline_of_one_line(folder: Path) -> None:
    found = with_places(label())
    found["articles"][1].update(kicker="", title="明溪高新区——一枚印章管审批")
    report = judged(folder, found)
    assert (report.measures["title"].rates.f1, report.measures["kicker"].rates.f1) == (1.0, 1.0)


def test_articles_missed_and_invented(folder: Path) -> None:
    found = with_places(label())
    found["articles"][1]["lines"] = {"body": [90]}
    report = judged(folder, found)
    assert figures(report, "articles") == (1, 2, 2)
    assert figures(report, "adoptions") == (3, 4, 4)
    assert len(report.units) == 3
    [page] = report.pages
    assert (page.articles, page.found) == (2, 2)


def test_the_whole_way_from_pages(folder: Path) -> None:
    report = evaluate(folder / "labels", [folder / "pages" / "昌河.txt"], resamples=20)
    assert report.measures["lines to articles"].labelled == 8
    assert report.invented == 0
    assert report.measures["offsets right"].rates.f1 == 1.0


def test_leaving_out_what_only_a_page_names(folder: Path) -> None:
    table = folder / "reforms.csv"
    rows = [
        "name,category,aliases,core,origin",
        "标准地,approval,,1,general",
        "一枚印章管审批,approval,,0,昌河",
        "全代办,service,,0,别处",
    ]
    table.write_text("\n".join(rows) + "\n", "utf-8")
    whole = evaluate(folder / "labels", [folder / "pages"], vocabulary=table, resamples=0)
    left = evaluate(folder / "labels", [folder / "pages"], vocabulary=table, leave_one_out=True, resamples=0)
    name = "adoptions, reforms only this page names"
    assert figures(whole, name) == (1, 1, 1)
    assert left.measures[name].labelled == 1
    assert figures(whole, "adoptions, core reforms")[2] == 1
    with pytest.raises(UsageError, match="origin"):
        evaluate(folder / "labels", [folder / "pages"], leave_one_out=True)


def test_core_reforms_from_a_list(folder: Path) -> None:
    (folder / "core.json").write_text('["一枚印章管审批改革"]', "utf-8")
    report = judged(folder, with_places(label()), core=folder / "core.json")
    assert figures(report, "adoptions, core reforms") == (1, 1, 1)
    (folder / "core.json").write_text('{"a": 1}', "utf-8")
    with pytest.raises(LabelsError, match="list of names"):
        judged(folder, with_places(label()), core=folder / "core.json")


# ---------------------------------------------------------------- pages kept unread


@pytest.fixture
def aside(folder: Path) -> Path:
    """The same page twice, one of them kept unread; findings miss everything of it."""
    second = label()
    second["page"] = "留存.txt"
    (folder / "pages" / "留存.txt").write_text(TEXT, "utf-8")
    (folder / "labels" / "留存.json").write_text(json.dumps(second, ensure_ascii=False), "utf-8")
    lines = [{**with_places(label()), "page": "昌河.txt"}, {"page": "留存.txt", "articles": []}]
    (folder / "found.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in lines), "utf-8")
    (folder / "unread.txt").write_text("# kept aside\n留存.txt\n", "utf-8")
    return folder


def test_pages_kept_unread_give_figures_and_no_errors(aside: Path) -> None:
    told: list[str] = []
    report = evaluate(
        aside / "labels", [aside / "pages"], found=aside / "found.jsonl", unread=aside / "unread.txt", resamples=0,
        warn=told.append,
    )  # fmt: skip
    assert report.unread is not None
    assert (report.measures["adoptions"].rates.f1, report.unread.measures["adoptions"].rates.f1) == (1.0, 0.0)
    assert (report.errors, told) == ([], [])
    assert [row.page for row in report.pages] == ["昌河.txt"] and set(report.texts) == {"昌河.txt"}
    assert sum(row.labelled for row in report.reforms) == 4
    for shown in (json.dumps(report.as_json(), ensure_ascii=False), report_page(report, "zh")):
        assert "留存" not in shown
    assert report.as_json()["unread"]["measures"]["adoptions"]["gold"] == 4


def test_the_command_prints_pages_kept_unread_apart(aside: Path) -> None:
    done = run(aside / "labels", aside / "pages", "--found", aside / "found.jsonl", "--unread", aside / "unread.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("errors are shown") < done.stdout.index("figures only") < done.stdout.index("0 errors")
    assert done.stdout.count("adoptions, actor ignored") == 2 == done.stdout.count("claims without an actor")
    assert "留存" not in done.stdout
    done = run(aside / "labels", aside / "pages", "--unread", aside / "none.txt")
    assert done.returncode == 1 and "none.txt" in done.stderr


def test_names_of_unread_pages_that_have_no_labels_are_told(aside: Path) -> None:
    (aside / "unread.txt").write_text("留存.txt\n别处.txt\n", "utf-8")
    told: list[str] = []
    evaluate(
        aside / "labels", [aside / "pages"], found=aside / "found.jsonl", unread=aside / "unread.txt", resamples=0,
        warn=told.append,
    )  # fmt: skip
    assert len(told) == 1 and "unread.txt" in told[0]


def test_a_page_that_cannot_be_read_is_a_warning_and_all_missed(folder: Path) -> None:
    (folder / "pages" / "昌河.txt").write_bytes(b"\x00\x01\xff\xfe" * 99)
    told: list[str] = []
    report = evaluate(folder / "labels", [folder / "pages"], resamples=0, warn=told.append)
    assert len(told) == 1 and "昌河.txt" in told[0]
    assert figures(report, "adoptions") == (0, 0, 4)


# ---------------------------------------------------------------- the command and bad input


def run(*arguments: str | Path) -> CompletedProcess[str]:
    return commands.run("evaluate", *arguments)


def test_the_command_prints_a_table_json_and_a_page(folder: Path) -> None:
    done = run(folder / "labels", folder / "pages", "--resamples", "20", "--html", folder / "errors.html")
    assert done.returncode == 0, done.stderr
    for words in ("lines to articles", "evidence not on the page", "Adoptions by phenomenon", "95 %"):
        assert words in done.stdout
    assert (folder / "errors.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    done = run(folder / "labels", folder / "pages", "--format", "json", "--seed", "3")
    report = json.loads(done.stdout)
    assert report["bootstrap"] == {
        "resamples": 1000,
        "seed": 3,
        "articles": len({*range(report["bootstrap"]["articles"])}),
    }
    assert set(report) == {
        "measures",
        "shares",
        "evidence not on the page",
        "bootstrap",
        "reforms",
        "phenomena",
        "pages",
        "rules",
        "errors",
    }
    low, high = report["measures"]["adoptions"]["low"], report["measures"]["adoptions"]["high"]
    assert low <= report["measures"]["adoptions"]["f1"] <= high


def break_labels(folder: Path, fault: str) -> None:
    page, file = label(), folder / "labels" / "昌河.json"
    if fault == "status":
        page["articles"][0]["measures"][0]["status"] = "done"
    elif fault == "reform":
        del page["articles"][0]["measures"][0]["reform"]
    elif fault == "lines":
        page["articles"][0]["lines"]["body"] = [["3", "5"]]
    elif fault == "page":
        page["page"] = "另一页.txt"
    text = json.dumps(page, ensure_ascii=False)
    data = {"json": text[:-9].encode(), "encoding": text.encode("gb18030"), "list": b"[]", "deep": b"[" * 100_000}
    if fault == "none":
        file.unlink()
    else:
        file.write_bytes(data.get(fault, text.encode()))
    if fault == "twice":
        (folder / "labels" / "again.json").write_bytes(text.encode())
    if fault == "two pages":
        (folder / "pages" / "b").mkdir()
        (folder / "pages" / "b" / "昌河.txt").write_text(TEXT, "utf-8")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("json", "not JSON"), ("deep", "not JSON"), ("encoding", "UTF-8"), ("list", "page and articles"),
        ("status", "done"),
        ("reform", "measures 1: reform"), ("lines", "line number"), ("page", "另一页.txt is not among the pages"),
        ("none", "holds no labels"), ("twice", "stands also in"), ("two pages", "two pages are called"),
    ],
)  # fmt: skip
def test_bad_labels_are_told_in_one_line(folder: Path, fault: str, words: str) -> None:
    break_labels(folder, fault)
    with pytest.raises((LabelsError, UsageError)) as caught:
        evaluate(folder / "labels", [folder / "pages"])
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_tells_bad_input_in_one_line(folder: Path) -> None:
    break_labels(folder, "json")
    for arguments in (["labels", "pages"], ["gone", "pages"], ["labels", "gone"]):
        done = run(*(folder / one for one in arguments))
        assert done.returncode in (1, 2)
        assert len(done.stderr.splitlines()) == 1 and done.stderr.startswith("error: "), done.stderr


def test_lines_beyond_the_page_and_findings_left_out_are_warnings(folder: Path) -> None:
    page = label()
    page["articles"][0]["lines"]["byline"] = [77]
    (folder / "labels" / "昌河.json").write_text(json.dumps(page, ensure_ascii=False), "utf-8")
    told: list[str] = []
    judged(folder, {"page": "别的.txt", "articles": []}, warn=told.append)
    assert [("line 77" in line, "holds no line" in line) for line in told] == [(False, True), (True, False)]


def test_labels_are_read_as_the_guide_tells(folder: Path) -> None:
    [page] = read_labels(folder / "labels" / "昌河.json")
    [first, second] = page.articles
    assert first.all_lines() == {1, 2, 3, 4, 5}
    assert (first.complete, second.complete) == (True, False)
    assert first.adoptions[0].figures[0].shown == "5宗 出让"
