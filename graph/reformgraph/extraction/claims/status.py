"""Whether a frame says that a reform is adopted, withdrawn, planned, required or only referenced, and by what rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reformgraph.extraction.claims.withdrawals import withdrawal
from reformgraph.extraction.frames.cues import (
    done_cue,
    explored_cue,
    future_after,
    is_commanded,
    is_time_to_come,
    means_to,
    order_after,
    order_cue,
    planned_cue,
)
from reformgraph.extraction.frames.frame import PLAIN, Frame
from reformgraph.extraction.frames.predicates import predicate
from reformgraph.extraction.frames.references import denial, mere_name
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of
from reformgraph.records import Status

#: 尚在论证, 正在起草: not yet in force.
_UNDERWAY_AFTER = re.compile(
    "[”’]?[^，。；：“”]{0,6}，(?:目前|现|眼下)?正(?:在|与|就|同)[^，。；]{0,12}(?:"
    + any_of("underway_talks")
    + ")|[”’]?[^，。；：]{0,8}(?:尚在|正在|还在|仍在|正)(?:"
    + any_of("underway_verbs")
    + ")"
)
_DRAFT_AFTER = re.compile(r"[^，。；]{0,10}[（(]?(?:草案|征求意见稿|送审稿|讨论稿)")
#: 审议推动X的指导意见: what a meeting looks at is not yet issued; 审议通过 is.
_DELIBERATED = re.compile("(?:审议|讨论)了?(?!通过|并)[^；。：]{0,40}$")
_PAPER_AFTER = re.compile("[”’]?[^，。；：]{0,14}(?:" + any_of("papers") + ")")
_DUE = re.compile(r"[”’]?[^，。；：“”]{0,6}定于")
#: 待条件成熟后，…; 一旦获批就…: at the head of a clause, so that 甲、乙等条件成熟的园区 is none.
_IF = re.compile(
    r"(?<![^，；：“。！？\n\u3000 ])(?:"
    r"(?:如果|若|待|等)[^，。；]{0,14}(?:" + any_of("condition_verbs") + ")(?:后|之后|时)?，"
    "|一旦[^，。；]{0,14}(?:" + any_of("condition_verbs") + ")[^，。；]{0,2}，?(?=[^，。；]{0,6}(?:就|便|即|将|会)))"
)
#: 提出了X办理率100%，Y占比90%等量化目标. Only clauses with numbers stand between what is set and its goals:
#: 提出X理念，推动发展，完成年度目标 sets none.
_COUNTS = "(?=[^，。；]{0,40}(?:[0-9%％等]|百分|全覆盖))"
_SETS = re.compile(f"提出了?[，：]?(?:{_COUNTS}[^，。；]{{0,60}}，){{0,4}}[^，。；]{{0,60}}$")
_GOALS = re.compile(
    f"(?:[^，。；]{{0,60}}，(?:{_COUNTS}[^，。；]{{0,60}}，){{0,4}}{_COUNTS})?(?![^，。；]{{0,20}}(?:"
    + any_of("goals_reached")
    + ")(?!率))[^，。；]{0,60}[等的”’0-9%％](?:"
    + any_of("goal_kinds")
    + ")的?目标"
)
_EXISTING = re.compile(r"(?:围绕|依托|利用|借助|发挥|用好|用足)[^，。；：]{0,14}$")
_BASIS_AFTER = re.compile(r"[”’]?[^，。；：]{0,10}(?:的)?基础上")


class Told(NamedTuple):
    """The status that a frame tells, the ruling behind it, and whether the text denies the reform."""

    status: Status
    ruling: Ruling
    denied: bool = False


def read_status(frame: Frame) -> Told:
    """The status that the frame gives to its reform: that of the first rule that speaks, else adopted."""
    for rule in _RULES:
        told = rule(frame)
        if told is not None:
            return told
    does = predicate(frame.text, frame.clause[0], frame.start)
    return Told("adopted", Ruling(f"told as done: {does.kind}", does.span) if does else Ruling("told as done"))


def _denied(frame: Frame) -> Told | None:
    ruling = denial(frame)
    return Told("referenced", ruling, denied=True) if ruling else None


def _named(frame: Frame) -> Told | None:
    ruling = mere_name(frame)
    return Told("referenced", ruling) if ruling else None


def _basis(frame: Frame) -> Told | None:
    """在推行X的基础上."""
    found = _BASIS_AFTER.match(frame.text, frame.end, frame.clause[1])
    return Told("adopted", Ruling("basis of more", found.span())) if found else None


def _withdrawn(frame: Frame) -> Told | None:
    ruling = withdrawal(frame)
    return Told("withdrawn", ruling) if ruling else None


def _underway(frame: Frame) -> Told | None:
    """X（草案）, X正在论证, X定于…, 待条件成熟…: not yet in force."""
    text, end, sentence = frame.text, frame.end, frame.sentence
    for rule, pattern, place, stop in (
        ("a draft", _DRAFT_AFTER, end, frame.clause[1]),
        ("in the making", _UNDERWAY_AFTER, end, sentence.end),
        ("due", _DUE, end, frame.clause[1]),
    ):
        if found := pattern.match(text, place, stop):
            return Told("planned", Ruling(rule, found.span()))
    first = frame.clause[0]
    if (found := _DELIBERATED.search(text, first, frame.start)) and _PAPER_AFTER.match(text, end, sentence.end):
        return Told("planned", Ruling("under deliberation", found.span()))
    if _SETS.search(text, sentence.start, frame.start) and (found := _GOALS.match(text, end, sentence.end)):
        return Told("planned", Ruling("goals set", found.span()))
    if found := _IF.search(text, sentence.start, frame.start):
        return Told("planned", Ruling("on a condition", found.span()))
    return None


def _future_after(frame: Frame) -> Told | None:
    cue = future_after(frame)
    return Told("planned", Ruling("future after it", cue)) if cue else None


def _governed(frame: Frame) -> Told | None:
    """What the nearest cue to the left says, plan, order or deed, else the mode of the text."""
    planned, order, done = planned_cue(frame), order_cue(frame), done_cue(frame)
    if planned and order and planned > order and is_time_to_come(frame, planned) and is_commanded(frame, order[0]):
        planned = None  # 会议强调，X要在明年…: the time to come belongs to the order.
    if done and done > max(planned or _NOWHERE, order or _NOWHERE):
        return Told("adopted", Ruling("marked as done", done))
    if planned and (order is None or planned >= order or means_to(frame, planned, order)):
        return Told("planned", Ruling("cue of a plan", planned))
    if order and _addressed(frame, order):
        return Told("required", Ruling("order to someone named", order))
    if issued := _issued(frame):
        return Told("adopted", issued)
    mode = PLAIN if _opens_behind(frame) else frame.mode
    if mode.tells == "planned" and not (done and done[0] >= frame.clause[0]):
        return Told("planned", Ruling(mode.rule, mode.cue))
    order = order or order_after(frame)
    if order:
        return (
            Told("adopted", Ruling("makes use of", order))
            if _EXISTING.search(frame.before)
            else Told("required", Ruling("cue of an order", order))
        )
    if mode.tells == "required" and not (done and done[0] >= frame.clause[0]):
        return Told("required", Ruling(mode.rule, mode.cue))
    return None


def _opens_behind(frame: Frame) -> bool:
    """某区推行X，力争项目早建成: what goes on with a plan begins in a later clause of the same sentence."""
    mode, end = frame.mode, frame.sentence.end
    if mode.cue is None or not mode.rule.startswith("goes on") or not frame.clause[1] <= mode.cue[0] < end:
        return False
    return mode.tells == "required" or any(subject < frame.start for subject in frame.subjects)


def _addressed(frame: Frame, order: tuple[int, int]) -> bool:
    """各园区…要: in a paper of others, an order to someone whom its own clause names."""
    first, _ = frame.sentence.clause(order[0])
    return any(first <= subject < order[0] for subject in frame.subjects)


def _issued(frame: Frame) -> Ruling | None:
    """印发《X方案》, 将X发给你们: the plan itself, whatever it plans, is adopted once it is out."""
    text, start = frame.text, frame.start
    title = text.rfind("《", max(frame.sentence.start, start - _LONGEST_TITLE), start)
    if title >= 0 and "》" not in text[title:start]:
        found = _ISSUES.search(text, max(frame.sentence.start, title - _ISSUED_NEAR), title)
        if found:
            return Ruling("plan issued", found.span())
    if found := _SENT.match(text, frame.end, frame.sentence.end):
        return Ruling("plan issued", found.span())
    found = _SENDS.match(text, frame.end, frame.sentence.end)
    return Ruling("plan issued", found.span()) if found and "将" in text[frame.sentence.start : start] else None


_LONGEST_TITLE, _ISSUED_NEAR = 40, 16
_ISSUES = re.compile("(?:" + any_of("issuing_verbs") + "|制[定订]|推出|定下)了?(?:的|其)?$")
_SENDS = re.compile("[^。；]{0,80}(?:" + any_of("sending_verbs") + ")(?:给)?(?:你们|各)")
_SENT = re.compile("[^。；]{0,40}现予(?:" + any_of("sending_verbs") + ")")


def _explored(frame: Frame) -> Told | None:
    cue = explored_cue(frame)
    return Told("planned", Ruling("explored without result", cue)) if cue else None


_NOWHERE = (-1, -1)
_RULES: Sequence[Callable[[Frame], Told | None]] = (
    _denied,
    _named,
    _basis,
    _withdrawn,
    _underway,
    _future_after,
    _governed,
    _explored,
)
