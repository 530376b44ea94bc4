"""Evaluation: measures by hand, rows, intervals, the page of errors, bad input; the shared scorer agrees."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reformgraph.errors import UsageError
from reformgraph.evaluation import LabelsError, Report, evaluate, read_labels
from reformgraph.evaluation.error_page import report_page
from reformgraph.evaluation.intervals import intervals, quantile
from reformgraph.evaluation.judgements import Adoption, Thing, Told, Unit
from reformgraph.evaluation.label_likeness import (
    ReformNames,
    plain,
    right_evidence,
    same_actor,
    same_name,
    same_time,
    stem,
)
from reformgraph.evaluation.marks import PageText, article_lines
from reformgraph.evaluation.pairing import b_cubed, pair_articles, pair_off
from reformgraph.evaluation.score_rows import LINES, rates
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.browser_help import chromium, open_file

TEXT = """昌河经济技术开发区
“标准地”出让提速
本报讯 昌河经开区今年推行“标准地”改革，
出让标准地5宗。该区下一步将实行全代办。
“云帆驿站”服务企业12家，<b>昌河海川电器有限公司</b>在列。
明溪高新区
一枚印章管审批
明溪高新区实行一枚印章管审批，办件3000件。
"""
SOLD = {"value": 5, "unit": "宗", "indicator": "出让"}
ZONE, OTHER = "昌河经济技术开发区", "明溪高新区"


def measure(reform: str, zone: str = ZONE, status: str = "adopted", **more: Any) -> dict[str, Any]:
    return {"reform": reform, "mentions": [reform], "zone": zone, "status": status, "when": None,
            "evidence": "", "figures": [], **more}  # fmt: skip


def label() -> dict[str, Any]:
    first = "昌河经开区今年推行“标准地”改革，出让标准地5宗。"
    second = "该区下一步将实行全代办。"
    return {
        "page": "昌河.txt",
        "articles": [
            {
                "id": "c-1", "title": "“标准地”出让提速", "kicker": ZONE, "authors": ["白榆"],
                "lines": {"kicker": [1], "title": [2], "body": [[3, 5]]},
                "zones": [{"name": ZONE, "mentions": [ZONE, "昌河经开区", "该区"]}],
                "companies": [{"name": "昌河海川电器有限公司", "mentions": []}],
                "people": [{"name": "贺岚", "role": "昌河经济技术开发区管委会主任"}],
                "documents": ["昌河办事指南"],
                "projects": [{"name": "海川电器二期项目"}],
                "measures": [
                    measure("标准地", evidence=first, when="今年", figures=[SOLD]),
                    measure("全代办", status="planned", evidence=second),
                    measure("云帆驿站", evidence="“云帆驿站”服务企业12家，<b>昌河海川电器有限公司</b>在列。"),
                ],
                "figures": [{"value": 12, "unit": "家", "indicator": "服务企业"}],
            },
            {
                "id": "c-2", "title": "一枚印章管审批", "kicker": OTHER, "complete": False,
                "lines": {"kicker": [6], "title": [7], "body": [[8, 8]]},
                "zones": [{"name": OTHER, "mentions": [OTHER]}],
                "measures": [measure("一枚印章管审批", OTHER, evidence="明溪高新区实行一枚印章管审批，办件3000件。")],
            },
        ],
    }  # fmt: skip


def with_places(page: dict[str, Any]) -> dict[str, Any]:
    """The labels as perfect findings, with offsets."""
    page = json.loads(json.dumps(page))
    squeezed = [(at, sign) for at, sign in enumerate(TEXT) if not sign.isspace()]
    text = "".join(sign for _, sign in squeezed)
    for article in page["articles"]:
        for one in article["measures"]:
            at = text.find(one["evidence"])
            one["evidence_span"] = [squeezed[at][0], squeezed[at + len(one["evidence"]) - 1][0] + 1]
    return page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "labels").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "昌河.txt").write_text(TEXT, "utf-8")
    (tmp_path / "labels" / "昌河.json").write_text(json.dumps(label(), ensure_ascii=False), "utf-8")
    return tmp_path


def judged(folder: Path, found: dict[str, Any], **more: Any) -> Report:
    path = folder / "found.jsonl"
    path.write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")
    return evaluate(folder / "labels", [folder / "pages"], found=path, **{"resamples": 0, **more})


def figures(report: Report, name: str) -> tuple[float, float, float]:
    row = report.measures[name]
    return row.right, row.found, row.labelled


# ---------------------------------------------------------------- likeness


def test_texts_without_differences_of_print() -> None:
    assert plain(" “ＡＢ”\n《标准地》 ") == "ab标准地"
    assert (stem("“标准地”改革"), stem("告知承诺制度改革"), stem("模式")) == ("标准地", "告知承诺制度", "模式")


def test_names_of_one_reform() -> None:
    names = ReformNames(load_vocabulary().reforms)
    assert names.key("承诺制改革") == names.key("企业投资项目承诺制") == "承诺制"
    assert names.known("标准地") and not names.known("云帆驿站")
    assert names.same(Adoption("驿站", "", ""), Adoption("云帆驿站", "", "", forms=("“驿站”服务",)))
    assert not names.same(Adoption("驿站", "", ""), Adoption("云帆驿站", "", "", forms=("云帆",)))


def test_long_forms_name_a_zone_and_short_ones_do_not() -> None:
    zone = Thing(ZONE, ("昌河经开区", "该区"))
    assert same_name(Thing("昌河经开区"), zone)
    assert not same_name(Thing("该区"), zone)


def test_actors_with_and_without_province() -> None:
    zones = [Thing(ZONE, ("昌河经开区",))]
    assert same_actor("省商务厅", "云海省商务厅", [])
    assert same_actor("昌河经开区", ZONE, zones)
    assert not same_actor("云海省", "昌河市", [])
    assert same_actor("", "", []) and not same_actor("", ZONE, zones)


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("截至目前", "目前", True),
        ("截至2024年10月底全区", "10月底", False),
        ("今年", "去年底前", False),
        ("", "今年", False),
    ],
)
def test_times(found: str, wanted: str, same: bool) -> None:
    assert same_time(found, wanted) is same


def test_evidence_holds_half_of_the_sentence_or_names_the_reform() -> None:
    wanted = Adoption("全代办", ZONE, "planned", ("全代办",), evidence="昌河经开区下一步将在重点项目中实行全代办服务。")
    assert right_evidence(Adoption("", "", "", evidence="将在重点项目中实行全代办服务"), wanted)
    assert right_evidence(Adoption("", "", "", evidence="园区把全代办写进承诺书"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="全代办"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="该区召开了一次专题会议"), wanted)
    assert not right_evidence(Adoption("", "", "", evidence="全代办" * 200), wanted)


# ---------------------------------------------------------------- pairing and counting


def told(*lines: int) -> Told:
    return Told(lines={"body": lines})


def test_each_label_is_given_once() -> None:
    assert pair_off("aab", "ba", lambda one, other: one == other) == {0: 1, 2: 0}


def test_articles_need_three_tenths_of_their_lines() -> None:
    assert pair_articles([told(*range(1, 11))], [told(*range(8, 11))]) == {0: 0}
    assert pair_articles([told(*range(1, 12))], [told(*range(9, 12))]) == {}


def test_lines_to_articles_by_hand() -> None:
    labelled = [told(1, 2, 3), told(4)]
    [first, second] = b_cubed([told(1, 2, 4)], labelled)
    assert first == (pytest.approx(4 / 3 + 1), pytest.approx(4 / 3 + 1 / 3), 3)
    assert second == (pytest.approx(1 / 3), 1.0, 1)


def test_a_line_claimed_twice_is_lost() -> None:
    [(precision, recall, lines)] = b_cubed([told(1, 2), told(2)], [told(1, 2)])
    assert (precision, recall, lines) == (2.0, 1.0, 2)


def test_rates_of_nothing() -> None:
    assert rates("zones", (0, 0, 0)).f1 == 1.0
    assert (rates("zones", (0, 0, 3)).precision, rates("zones", (0, 2, 0)).f1) == (0.0, 0.0)
    assert rates(LINES, (0, 0, 0)).f1 == 0.0


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


# ---------------------------------------------------------------- intervals


def units(hits: list[int]) -> list[Unit]:
    made = []
    for hit in hits:
        unit = Unit("p", None, None)
        unit.add("zones", hit, 1, 1)
        made.append(unit)
    return made


def test_intervals_are_seeded_and_hold_the_figure() -> None:
    some = units([1, 0] * 20)
    [(low, high)] = intervals(some, 400, 7).values()
    assert (low, high) == intervals(some, 400, 7)["zones"]
    assert 0.3 < low < 0.5 < high < 0.7
    assert intervals(units([1] * 5), 50, 0)["zones"] == (1.0, 1.0)
    assert intervals(units([1]), 50, 0) == {}
    assert intervals(some, 0, 0) == {}


def test_quantiles() -> None:
    assert (quantile([3.0, 1.0, 2.0], 0.0), quantile([3.0, 1.0, 2.0], 1.0), quantile([1.0, 2.0], 0.25)) == (
        1.0,
        3.0,
        1.25,
    )


# ---------------------------------------------------------------- the page of errors


def test_lines_carry_evidence_and_errors(folder: Path) -> None:
    found = with_places(label())
    del found["articles"][0]["measures"][1]
    found["articles"][0]["lines"]["body"] = [[3, 4]]
    report = judged(folder, found)
    lines = article_lines(report.units[0], PageText(TEXT))
    assert [(line.labelled_role, line.found_role) for line in lines] == [
        ("kicker", "kicker"), ("title", "title"), ("body", "body"), ("body", "body"), ("body", "")
    ]  # fmt: skip
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == TEXT.split("\n")[:5]
    missed = next(n for n, one in enumerate(report.units[0].findings) if one.measure == "adoptions")
    marked = "".join(piece.text for line in lines for piece in line.pieces if missed in piece.errors)
    assert marked == "该区下一步将实行全代办。"
    both = "".join(piece.text for line in lines for piece in line.pieces if piece.labelled and piece.found)
    assert both.startswith("昌河经开区今年推行“标准地”改革，出让标准地5宗。")


def hostile_report(folder: Path) -> Report:
    found = with_places(label())
    found["articles"][0]["title"] = '<img src=x onerror="alert(1)">'
    found["articles"][0]["companies"] = [{"name": "</script><script>alert(2)</script>", "spans": [[0, 5], [-9, 99999]]}]
    found["articles"][1]["measures"] = []
    return judged(folder, found, resamples=50)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_escapes_everything_and_lets_nothing_in(folder: Path, language: str) -> None:
    page = report_page(hostile_report(folder), language)
    assert "default-src 'none'" in page
    assert "<img" not in page and page.count("<script>") == page.count("</script>") == 1
    assert "&lt;/b&gt;" in page and "</b>在列" not in page
    for outside in ("http://", "https://", "unsafe-inline", " style="):
        assert outside not in page
    assert page == report_page(hostile_report(folder), language)


@pytest.mark.browser
def test_the_page_filters_and_shows_places(folder: Path) -> None:
    path = folder / "report.html"
    path.write_text(report_page(hostile_report(folder), "en"), "utf-8")
    with chromium() as browser:
        opened = open_file(browser, path)
        page = opened.page
        total = page.locator(".errors li:visible").count()
        assert page.inner_text("#count") == f"{total} errors"
        page.select_option("#measure", "adoptions")
        assert page.locator(".errors li:visible").count() == 1
        page.click(".errors li:visible button")
        assert (
            "".join(page.locator(".on").all_inner_texts()) == "一枚印章管审批明溪高新区实行一枚印章管审批，办件3000件。"
        )
        page.click("#lang")
        assert page.inner_text("h1") == "提取结果与标注的对照"
        page.select_option("#measure", "")
        page.fill("#words", "没有这样的错误")
        assert page.locator(".errors li:visible").count() == 0
        page.click("#clean")
        page.fill("#words", "")
        assert page.locator("article:visible").count() == 2
        opened.check_clean()


# ---------------------------------------------------------------- the command and bad input


def run(*arguments: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REFORMGRAPH_LANG": language}
    command = [sys.executable, "-m", "reformgraph", "evaluate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=120)


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
        "evidence not on the page",
        "bootstrap",
        "reforms",
        "phenomena",
        "pages",
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
    assert [("line 77" in line, "holds no line" in line) for line in told] == [(True, False), (False, True)]


def test_labels_are_read_as_the_guide_tells(folder: Path) -> None:
    [page] = read_labels(folder / "labels" / "昌河.json")
    [first, second] = page.articles
    assert first.all_lines() == {1, 2, 3, 4, 5}
    assert (first.complete, second.complete) == (True, False)
    assert first.adoptions[0].figures[0].shown == "5宗 出让"


# ---------------------------------------------------------------- the shared scorer


@pytest.fixture(scope="module")
def shared() -> Path:
    if not os.environ.get("REFORMGRAPH_SHARED"):
        pytest.skip("REFORMGRAPH_SHARED names no folder of labels")
    return Path(os.environ["REFORMGRAPH_SHARED"])


def disturbed(pages: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Findings with slips of every kind."""
    source = random.Random(seed)
    pages = json.loads(json.dumps(pages))
    for article in (article for page in pages for article in page["articles"]):
        article.pop("document_spans", None)
        for key in ("zones", "companies", "people", "projects", "measures", "figures", "documents", "authors"):
            article[key] = [one for one in article[key] if source.random() > 0.15]
        for one in article["measures"]:
            if source.random() < 0.3:
                one["status"] = source.choice(["planned", "adopted", "referenced", "required"])
                one["zone"] = source.choice([one["zone"], "全省", ""])
                one["evidence"] = one["evidence"][source.randrange(20) :]
                one["reform"] += source.choice(["改革", "机制", "甲"])
                one["when"] = source.choice([None, "目前", "2024年"])
                one["figures"] *= 2
        if source.random() < 0.2:
            article.update(title=article["kicker"] + article["title"], kicker="")
        for role, lines in article["lines"].items():
            article["lines"][role] = lines[1:] if source.random() < 0.2 else lines
    pages[0]["articles"].append(pages[0]["articles"][0])
    return pages


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_our_figures_are_the_scorers(shared: Path, tmp_path: Path, seed: int | None) -> None:
    command = [sys.executable, "-m", "reformgraph", "extract", "--manifest", str(shared / "pages" / "manifest.csv")]
    done = subprocess.run(
        [*command, *map(str, sorted((shared / "pages").glob("*.txt")))], capture_output=True, check=True
    )
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    if seed is not None:
        found = disturbed(found, seed)
    path = tmp_path / "found.jsonl"
    path.write_text("\n".join(json.dumps(page, ensure_ascii=False) for page in found), "utf-8")
    scorer = [sys.executable, str(shared / "evaluation" / "score.py"), str(shared / "labels"), str(path)]
    done = subprocess.run([*scorer, "--pages", str(shared / "pages"), "--json"], capture_output=True, check=True)
    theirs = json.loads(done.stdout)
    report = evaluate(
        shared / "labels", [shared / "pages"], found=path, vocabulary=shared / "reforms.csv",
        core=shared / "evaluation" / "core_reforms.json", resamples=0,
    )  # fmt: skip
    ours = report.as_json()
    assert ours["evidence not on the page"] == theirs.pop("evidence not on the page")
    assert {name: {key: ours["measures"][name][key] for key in row} for name, row in theirs.items()} == theirs
