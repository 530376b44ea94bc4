"""Questions drawn from labels: the same seed gives the same ones, and each verdict comes from the answer it names."""

from __future__ import annotations

import importlib
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reformgraph.ask.answer import Answer, AnswerRow
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

BENCH = Path(__file__).parents[2] / "scripts" / "bench"
ZONES = ("朔州经济开发区", "大同经济技术开发区", "长治高新技术产业开发区")


def module(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(BENCH))


DRAWN, PAGES, SCORE = module("draw_questions"), module("labelled_pages"), module("score_questions")


def label(zone: str, status: str, reform: str) -> dict[str, Any]:
    measure = {"reform": reform, "mentions": [reform], "zone": zone, "status": status, "when": "2023年", "figures": []}
    figure = {"zone": zone, "indicator": "新签约项目数量", "value": 3, "unit": "个", "text": "3个"}
    return {"articles": [{
        "title": "一篇足够长的标题", "authors": ["王某"], "subject_zones": [zone], "measures": [measure],
        "zones": [{"name": zone, "mentions": [zone]}], "companies": [], "documents": [], "projects": [],
        "people": [{"name": "李某", "role": "主任"}], "figures": [figure],
    }]}  # fmt: skip


def drawn(seed: int) -> list[dict[str, Any]]:
    labels = {f"{k}.txt": label(zone, "planned" if k else "adopted", "标准地") for k, zone in enumerate(ZONES)}
    texts = {page: f"{zone}推行标准地" for page, zone in zip(labels, ZONES, strict=True)}
    pages = PAGES.Pages(labels, texts, {page: {"source": "甲地日报"} for page in labels})
    return list(DRAWN.questions(PAGES.Draw(pages, load_vocabulary(), random.Random(seed))))


def test_a_draw_depends_on_its_seed_only() -> None:
    assert drawn(1) == drawn(1) != drawn(2)
    kinds = {one["kind"] for one in drawn(1)}
    assert {"adopters", "status", "figure", "when", "author", "why", "on no page"} <= kinds


def test_what_is_expected_is_what_the_labels_say() -> None:
    assert "adopters" in {one["kind"] for one in drawn(3)}
    for one in drawn(3):
        if one["kind"] == "adopters":
            assert one["expect"]["zones"] == [(ZONES[0], ZONES[0])]
        if one["kind"] == "on no page":
            assert not any(zone in one["text"] for zone in ZONES)
    assert "推行标准地" not in json.dumps([one["expect"] for one in drawn(3)], ensure_ascii=False)


def answer(outcome: str = "found", sentence: str = "", no: str | None = None, **row: str) -> Answer:
    rows = (AnswerRow(row.get("what", ""), row.get("quote", ""), "", None, "", "x.txt", zone=row.get("zone", "")),)
    return Answer("", outcome, "", sentence, no=no, rows=rows if row else ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "expect", "told", "verdict"),
    [
        ("adopters", {"zones": [[ZONES[0]]]}, answer(zone="朔州经开区"), "right"),
        ("adopters", {"zones": [[ZONES[0]], [ZONES[1]]]}, answer(zone=ZONES[0]), "incomplete"),
        ("adopters", {"zones": [[ZONES[0]]]}, answer(zone=ZONES[2]), "wrong"),
        ("status", {"status": "planned"}, answer(sentence="标准地：计划"), "right"),
        ("status", {"status": "planned"}, answer(sentence="标准地：已采用"), "wrong"),
        ("yes-no", {"yes": True}, answer(sentence="有。"), "right"),
        ("yes-no", {"yes": True}, answer("none", no="nothing said"), "false no"),
        ("figure", {"all": [["3个"]]}, answer(what="签约 ３个"), "right"),
        ("figure", {"all": [["3个"]]}, answer(what="签约 5个"), "wrong"),
        ("figure", {"all": [["3个"]]}, answer("none", no="not told", quote="签约3个"), "incomplete"),
        ("person", {"like": "管委会主任"}, answer(what="李某（管委会主任）"), "right"),
        ("why", {"quote": ["标准地"]}, answer(quote="推行“标准地”"), "right"),
        ("not told", {}, answer("none", no="not told"), "right"),
        ("not told", {}, answer(what="3个"), "wrong"),
        ("on no page", {}, answer("refused"), "refused"),
    ],
)
def test_verdicts(kind: str, expect: dict[str, Any], told: Answer, verdict: str) -> None:
    assert SCORE.verdict({"id": "q", "kind": kind, "expect": expect}, [told]) == verdict
