"""Sentences that tell of a reform given up; in: a frame, out: the rule that says so with its cue, or None."""

from __future__ import annotations

import re

from reformgraph.extraction.frames.frame import Frame
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of

_WITHDRAWN = re.compile(
    "(?:"
    + any_of("withdrawal_verbs")
    + "|不再(?:"
    + any_of("deed_verbs")
    + ")?)(?:了|执行|实行|实施|使用)?[^，。；：]{0,12}$"
)
_WITHDRAWN_AFTER = re.compile(
    "[”’]?[^，。；：“”]{0,8}(?:" + any_of("gone_leads") + ")(?:取消|废止|停用|撤销|终止|叫停)|"
    "[”’]?(?:停用|停止运行|暂停施行|暂停实施|不再实行|不再执行)|[”’]?[^，。；：“”]{0,12}(?:起|于|已|"
    "底|初|月|后)[^，。；：“”]{0,4}(?:"
    + any_of("withdrawal_verbs")
    + "|不再(?:设置|保留|办理|举办))了?(?=[，。；、：]|$)|[”’]?[^。；：“”]{0,12}(?:就此|从此|一律|彻底|"
    "一并|一起)(?:被)?(?:取消|废止|停用|成为历史|退出历史)|[”’]?不用了(?=[，。；])"
)
_NOW_GONE = re.compile(
    "[”’]?[^。；：“”]{0,20}，[^，。；：]{0,8}(?:" + any_of("end_leads") + "|[月日底初份]起?|"
    "年起)(?:[于在][^，。；：]{1,8})?(?:"
    + any_of("withdrawal_verbs")
    + "|不再(?:设置|保留|办理|举办))(?:了|运行|执行|实行)?[，。；]|[”’]?[^。；：“”]{0,20}，(?:后|后来|"
    "随后|最终|但)[^，。；：]{0,12}(?:" + any_of("gone_verbs") + ")了?[，。；]"
)
#: 推行X以后，这些章都取消了: what follows is what X did.
_SINCE = re.compile(r"[”’]?(?:改革|制度)?(?:以后|之后|后|以来)，")
#: 从前试过…，…，去年取消了: given up, whatever stands between.
_TRIED = re.compile(
    "(?:试过|曾[^，。；]{0,14}[配搞派设办]|曾经?(?:实行|推行|设立?|试行|派)|"
    + any_of("formerly_openings")
    + ")[^。；]{0,20}$"
)
_GIVEN_UP = re.compile("[^。；“]{0,48}(?:" + any_of("withdrawal_verbs") + ")了?(?=[，。；”])")


#: 把三级管理模式，改为两级管理模式; 联合年检换成信息申报制度: what stands before is given up for what follows.
_REPLACED = re.compile(
    "[”’]?[^，。；：“”]{0,8}，?(?:"
    + any_of("replaced_by")
    + r")了?(?![\d一二三四五六七八九十百]+[天日个项件宗家年月])[^。；：]{0,30}?(?:"
    + any_of("replaced_kinds")
    + "|[”’])"
)
_TAKEN = re.compile(r"把|将|[由从]|" + any_of("formerly_had") + r"")
#: 以B取代A.
_INSTEAD_OF = re.compile(r"(?:取代|替代|代替)了?[^，。；：“”]{0,4}[“‘]?$")


def _replaced(frame: Frame) -> Ruling | None:
    first, _ = frame.clause
    if found := _INSTEAD_OF.search(frame.before):
        return Ruling("replaced", (first + found.start(), first + found.end()))
    found = _REPLACED.match(frame.text, frame.end, frame.sentence.end)
    if found and (
        (_BECOMES.search(found.group()) is None and frame.start - first <= _LEADS) or _TAKEN.search(frame.before)
    ):
        return Ruling("replaced", found.span())
    return None


_LEADS = 12
#: 成了企业说话的窗口 tells what it has become; nothing is given up.
_BECOMES = re.compile("变为|变成|转为")


#: 破除传统“编报评批”管理模式: the old way that is left. 打破传统“标准地”模式局限 and 打破过去“一窗受理”只收不办的格局
#: tell of a flaw that is left, and the reform goes on.
_OLD_WAY = re.compile("(?:" + any_of("leaving_verbs") + ")了?(?:" + any_of("old_words") + ")的?[“‘]?$")
_WAY = re.compile(
    "[”’]?的?(?:" + any_of("fields_of_work") + "){0,2}(?:" + any_of("ways_of_working") + ")(?=[，。；、！和与及\\s]|$)"
)


def withdrawal(frame: Frame) -> Ruling | None:
    """取消X, X停用, 曾推行X，去年取消了."""
    text, start, end = frame.text, frame.start, frame.end
    first, last = frame.clause
    if found := _WITHDRAWN.search(frame.before):
        return Ruling("given up", (first + found.start(), first + found.end()))
    if (found := _OLD_WAY.search(frame.before)) and _WAY.match(text, end, last):
        return Ruling("given up", (first + found.start(), first + found.end()))
    if found := _WITHDRAWN_AFTER.match(text, end, last):
        return Ruling("given up after", found.span())
    if _SINCE.match(text, end):
        return _replaced(frame)
    if found := _NOW_GONE.match(text, end, frame.sentence.end):
        return Ruling("gone in the next clause", found.span())
    if _TRIED.search(text, frame.sentence.start, start) and (found := _GIVEN_UP.match(text, end, frame.sentence.end)):
        return Ruling("tried and given up", found.span())
    return _replaced(frame)
