"""Whether the words around a phrase show that it names no measure; in: a text and a place of it, out: a verdict.

These are told by wording alone, however much the phrase looks like a name: “放管服”改革协调小组 is a body,
“准入不准营”等难题 a problem, a “告知书” that is filled in a form.
"""

from __future__ import annotations

import re

from reformgraph.language.lexicon import any_of

#: “放管服”改革协调小组; that of “全代办”工作领导小组 shows that the measure is there.
_GROUP = re.compile("[”’]?(?:" + any_of("group_matters") + ")(?:" + any_of("group_leads") + "){0,2}小组")
_PROBLEM = re.compile(r"[”’](?:[、和]?“[^“”\n]{2,16}”){0,4}等?(?:" + any_of("problem_words") + ")")
_PAPER = re.compile("(?:" + any_of("paper_handling_verbs") + r")[^，。；：\n]{0,12}$")
_PAPER_ENDS = ("书", "证", "码", "照", "函")
#: 统一推行“企业码”: not the paper is handled, the measure is taken.
_DEED = re.compile(any_of("deed_verbs"))
_LEAD = 20


def is_no_measure(text: str, start: int, end: int, known: bool) -> bool:
    """Whether what surrounds the phrase from `start` to `end` makes it a body, a problem or a paper.

    What the vocabulary has is no paper: 核发首张“一业一证”综合许可证.
    """
    if _GROUP.match(text, end) or _PROBLEM.match(text, end):
        return True
    if known or text[end - 1] not in _PAPER_ENDS:
        return False
    handled = _PAPER.search(text, max(0, start - _LEAD), start)
    return handled is not None and _DEED.search(handled.group()) is None
