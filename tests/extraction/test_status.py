"""Statuses from the grammar of the sentence; clauses and sentences of any length."""

from __future__ import annotations

import pytest

from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.language.flow import Flow
from reformgraph.records import Paragraph, Span
from support.case_judge import extract

ZONE = "萍乡高新区"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{ZONE}推行标准地。", "adopted"),
        (f"{ZONE}将标准地纳入考核。", "adopted"),
        (f"{ZONE}将推行标准地。", "planned"),
        (f"明年，{ZONE}推行标准地。", "planned"),
        (f"{ZONE}的标准地方案正在论证。", "planned"),
        (f"如果条件成熟，{ZONE}还会推行标准地。", "planned"),
        (f"市长指出，{ZONE}要推行标准地。", "required"),
        (f"省商务厅希望{ZONE}推行标准地。", "required"),
        (f"{ZONE}应尽快推行标准地。", "required"),
        (f"{ZONE}暂停实行标准地。", "withdrawn"),
        (f"{ZONE}曾推行标准地，去年已停用。", "withdrawn"),
        (f"{ZONE}是否推行标准地？", "referenced"),
        (f"{ZONE}并未照抄标准地。", "referenced"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert [one["status"] for one in extract(text + "\n")["measures"]] == [status]


def test_a_replaced_reform_is_withdrawn() -> None:
    told = {one["reform"]: one["status"] for one in extract(f"{ZONE}将首谈负责制改为项目管家制度。\n")["measures"]}
    assert told == {"首谈负责制": "withdrawn", "项目管家": "adopted"}


def test_a_plan_of_work_plans() -> None:
    text = f"{ZONE}优化营商环境工作方案\n\n    制定本方案。\n    一、全面推行告知承诺。\n    二、推行标准地出让。\n"
    assert {one["status"] for one in extract(text)["measures"]} == {"planned"}


def test_sentences_of_any_length_are_cut() -> None:
    text = "推行标准地和" * 1000
    flow = Flow(text, [Paragraph("body", (Span.at(0, len(text)),))])
    sentences = read_sentences(flow)
    assert "".join(flow.text[one.start : one.end] for one in sentences) == text
    assert max(one.end - one.start for one in sentences) <= 800
    assert all(last - first <= 240 for one in sentences for first, last in one.clauses)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (f"{ZONE}尚未推行标准地。", True),
        (f"{ZONE}没有照搬标准地。", True),
        (f"标准地在{ZONE}还没有推开。", True),
        (f"{ZONE}并非没有推行标准地。", False),
        (f"{ZONE}推行标准地。", False),
        (f"{ZONE}是否推行标准地？", False),
    ],
)
def test_what_the_text_denies_is_told_apart_from_what_it_only_names(text: str, denied: bool) -> None:
    [claim] = [one for one in extract(text)["measures"] if one["reform"] == "标准地"]
    assert claim["denied"] is denied
    assert not denied or claim["status"] == "referenced"
