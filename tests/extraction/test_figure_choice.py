"""Whose a number is: which numbers are looked at, what holds of them, what the model says; all sentences invented."""

from __future__ import annotations

from typing import Any

import pytest

from reformgraph.extraction.claims.events import read_events
from reformgraph.extraction.claims.figure_choice import FigureModel, Surroundings, choose_figures
from reformgraph.extraction.figures import find_figures
from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.passages import Event, Named, Setting
from reformgraph.language.dates.find_dates import find_dates
from reformgraph.language.flow import Flow
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.records import Paragraph, Span
from reformgraph.values import Offset
from support.case_judge import extract


def read(text: str, *reforms: str) -> tuple[Setting, list[Event]]:
    """Setting and events of one paragraph."""
    flow = Flow(text, [Paragraph("body", (Span(Offset(0), Offset(len(text))),))])
    dates = find_dates(text, None)
    figures = find_figures(flow, dates, find_quantities(text))
    setting = Setting(flow, read_sentences(flow), (), dates, figures, None)
    named = [Named(text.index(reform), text.index(reform) + len(reform), reform) for reform in reforms]
    return setting, read_events(setting, named, {})


def near(text: str, *reforms: str) -> list[list[str]]:
    setting, events = read(text, *reforms)
    around = Surroundings(setting, events)
    return [[f"{f.quantity.value} {f.quantity.unit}" for f in around.near(event)] for event in events]


def test_numbers_of_the_sentence_and_of_those_behind_it_are_looked_at() -> None:
    assert near("推行帮办代办，服务企业120家。累计办件300件。好天气。", "帮办代办") == [["120 家", "300 件"]]


def test_the_next_reform_ends_what_is_looked_at() -> None:
    first, second = near("推行帮办代办。服务120家企业后，推行一业一证，发证30张。", "帮办代办", "一业一证")
    assert first == ["120 家"] and second == ["120 家", "30 张"]


def test_a_number_inside_a_name_is_no_figure() -> None:
    assert near("推行“1个窗口办事”，办件30件。", "1个窗口办事") == [["30 件"]]


def features(text: str, *reforms: str) -> list[set[str]]:
    """The features of each number near the first event."""
    setting, events = read(text, *reforms)
    around = Surroundings(setting, events)
    return [set(around.features(events[0], figure)) for figure in around.near(events[0])]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("推行标准地，出让12宗。", {"clause +1", "unit case", "behind over 0 others"}),
        ("推行标准地12宗。", {"same clause behind", "behind within 4"}),
        ("已有12宗土地按标准地出让。", {"same clause before"}),
        ("推行标准地。出让12宗。", {"sentence +1"}),
        ("推行标准地；新签项目12个。", {"behind semicolon", "unit item"}),
        ("推行标准地，总投资12亿元的项目落地。", {"invested", "unit money", "of a project"}),
        ("推行标准地，工业产值12亿元。", {"economy"}),
        ("推行标准地，审批时限缩短12天。", {"less", "less unit time"}),
    ],
)
def test_what_holds_of_a_number(text: str, held: set[str]) -> None:
    (found,) = features(text, "标准地")
    assert held <= found


def test_another_reform_nearer() -> None:
    (found,) = features("推行标准地，企业30家享受一业一证。", "标准地", "一业一证")
    assert {"another reform nearer behind", "another reform in its clause"} <= found


def test_numbers_of_somebody_else_are_not_looked_at() -> None:
    text = "云麓高新区推行帮办代办，服务企业120家。开化经开区服务企业90家。"
    (claim,) = extract(text + "\n", "2024-06-03")["measures"]
    assert [figure["text"] for figure in claim["figures"]] == ["120家"]


def test_a_model_accepts_above_nothing() -> None:
    model = FigureModel({"near": 2.0, "far": -1.0}, -1.5)
    assert model.accepts(("near",)) and not model.accepts(("near", "far")) and not model.accepts(())


def test_events_keep_what_the_model_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    setting, events = read("推行标准地，出让12宗。", "标准地")
    given: Any = "reformgraph.extraction.claims.figure_choice._model"
    monkeypatch.setattr(given, lambda: FigureModel({}, 1.0))
    assert [len(event.figures) for event in choose_figures(setting, events)] == [1]
    monkeypatch.setattr(given, lambda: FigureModel({}, -1.0))
    assert [event.figures for event in choose_figures(setting, events)] == [()]


def test_the_investment_of_a_project_is_not_the_reforms() -> None:
    text = "云麓高新区推行帮办代办，服务企业120家。全年引进总投资30亿元的储能项目。\n"
    (claim,) = extract(text, "2024-06-03")["measures"]
    assert [figure["text"] for figure in claim["figures"]] == ["120家"]
