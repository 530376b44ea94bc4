"""Sentences that name a reform without anyone here doing it; in: a frame, out: the rule that says so, or None.

Denials (尚未实行, 没有照搬) say that the actor does not do it; models, definitions and opinions say nothing of it.
"""

from __future__ import annotations

import re

from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.frame import Frame
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of

_NEGATED = re.compile(
    "(?:"
    + any_of("negations")
    + "|未(?=实行|"
    + any_of("negated_verbs")
    + ")|没有(?!哪))(?:[^，。；：的“”]{0,10}|(?:"
    + any_of("copying_verbs")
    + ')[^，。；：“”]{0,10})[“\\"]?$'
)
_NEGATED_AFTER = re.compile("[”’]?[^，。；：“”]{0,6}(?:" + any_of("not_yet_words") + ")")
#: …，细则仍在研究，尚未实行
_NOT_YET = re.compile(
    "[”’]?[^。；“]{0,32}(?:"
    + any_of("not_yet_words")
    + "|还没)(?:在[^，。；]{0,8})?(?:"
    + any_of("not_yet_verbs")
    + ")"
)
_LEARN = re.compile(
    any_of("learning_verbs") + "|考察(?![组团队时])|参观(?![者团])|以[^，。；]{1,30}为例|介绍了?[^，。；]{0,12}经验"
)
_MODEL_AFTER = re.compile("[^，。；：]{0,12}(?:" + any_of("model_words") + ")")
_VISITS = frozenset(("考察", "参观", "观摩"))
_GOES = re.compile(r"赴|到|去|前往|走进|来")
_STUDIES = re.compile(r"学习(?:贯彻|宣传|领会|运用)")
#: X的做法，请…借鉴: a model for others.
_FOR_OTHERS = re.compile(
    "[”’]?[^。；！？]{0,28}(?:做法|经验|模式|样本)，?(?:[请要可供]|值得|曾?是|成为|引来|"
    "吸引)[^，。；]{0,14}(?:借鉴|学习|取经|参考|参照|观摩)"
)
#: X的做法令考察组印象深刻, X的做法都被写进了考察报告: what another one does.
_IMPRESSES = re.compile(
    "[”’]?[^。；！？]{0,28}(?:(?:令|让|给)[^，。；]{0,8}(?:[团组队者人]|干部|大家|"
    "我们)[^，。；]{0,6}(?:印象|眼前一亮|触动|启发)|在会上作了?[^，。；]{0,4}(?:交流|发言|介绍)|"
    "(?:写进|记进|写入|记入|带回|抄进)[^，。；]{0,6}(?:考察|调研|学习|笔记))"
)
_TELLS_OF_IT = re.compile("(?:分享|交流|介绍|讲解|推介)了?[^，。；自]{0,4}$")
_PRAISED = re.compile(r"[^，。；：]{0,16}(?:" + any_of("praise_words") + ")")
_DEFINITION = re.compile(r"所谓|[”’]：指|什么是|何为|何谓|是指|指的是|名词解释|通俗地?说|顾名思义")
_SCHOLAR = re.compile("(?:" + any_of("scholars") + ")[^。；“]{0,14}(?:" + any_of("scholar_verbs") + ")")
#: 得益于某地的“…”政策: the measure is another's.
_THANKS_TO = re.compile(r"(?:得益于|受益于|归功于)(?:(?!试行|" + any_of("thanked_verbs") + r")[^，。；]){0,14}$")
_POLICY = re.compile(r"[”’]?[^，。；]{0,6}(?:政策|红利|优惠)")
#: 旨在提高X效率: an aim, not the measure itself.
_AIMS = re.compile(r"(?:旨在|为了|以期|意在)[^，。；]{0,8}$")
_GAINS = re.compile(r"[^，。；]{0,4}(?:效率|质量|水平|速度|满意度)")
_ASKED = re.compile(r"(?:是否|有没有|会不会|能否|可否)[^，。；：]{0,10}[“\"]?$")
_AS_EXAMPLE = re.compile(r"以$|以[^，。；]{1,24}$")
_EXAMPLE_AFTER = re.compile(r"[”’]?[^，。；]{0,8}为例")
#: 不是没有, 并非没有, 无不: two negations say that it is done.
_TWICE = re.compile(r"(?:不是|并非|不能|不得|没有)(?:没有|不|没)[^，。；]{0,10}$")


def denial(frame: Frame) -> Ruling | None:
    """尚未实行X, 没有照搬X, X尚未推开: the actor does not do it."""
    text, start = frame.text, frame.start
    first, last = frame.clause
    if found := _NOT_YET.match(text, frame.end, frame.sentence.end):
        return Ruling("not yet", found.span())
    if _TWICE.search(text, first, start):
        return None
    if found := _NEGATED.search(text[first:start]):
        return Ruling("negated", (first + found.start(), first + found.end()))
    if start - first < _OPENS and (found := _NEGATED_AFTER.match(text, frame.end, last)):
        return Ruling("negated after", found.span())
    return None


def mere_name(frame: Frame) -> Ruling | None:
    """得益于X政策, 旨在提升X效率, 是否推行X: the reform is named and nobody does it."""
    before, after = frame.before, frame.after
    first = frame.clause[0]
    rules = (
        ("thanks to", _THANKS_TO, _POLICY),
        ("an aim", _AIMS, _GAINS),
        ("asked", _ASKED, None),
        ("the spirit of it", _GUIDED, _SPIRIT),
    )
    if found := _DISCUSSED.match(frame.text, frame.end, frame.sentence.end):
        return Ruling("discussed", found.span())
    for rule, lead, tail in rules:
        found = lead.search(before)
        if found and (tail is None or tail.match(after)):
            return Ruling(rule, (first + found.start(), first + found.end()))
    return None


_OPENS = 3
#: 根据X改革精神: what one's own deeds follow.
_GUIDED, _SPIRIT = re.compile("(?:根据|按照|依照|遵照|贯彻)[^，。；]{0,12}$"), re.compile("[”’]?[^，。；]{0,4}精神")
#: 座谈中，X怎么做，双方谈得很深.
_DISCUSSED = re.compile(
    "[”’]?(?:[、“”][^，。；]{0,30})?等?[^，。；]{0,4}(?:怎么|怎样|如何)(?:做|推|落实|开展|"
    "推进)[^。；]{0,20}(?:谈|交流|讨论|探讨|座谈)"
)


def is_definition(text: str, sentence: Sentence) -> bool:
    """Whether the sentence explains a term instead of telling what someone does."""
    return _DEFINITION.search(text, sentence.start, sentence.end) is not None


def is_opinion(text: str, sentence: Sentence) -> bool:
    """Whether a scholar or commentator speaks."""
    return _SCHOLAR.search(text, sentence.start, sentence.end) is not None


def learns_from(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the reform at a place is named as the model that someone learns from."""
    first, last = sentence.clause(start)
    before = text[first:start]
    cues = list(_LEARN.finditer(before))
    if not cues and _FOR_OTHERS.match(text, end, sentence.end):
        return True
    if not cues:
        return _AS_EXAMPLE.search(before) is not None and _EXAMPLE_AFTER.match(text, end, last) is not None
    if _PRAISED.match(text, end, last):
        return False
    gap = before[cues[-1].end() :]
    goes_there = cues[-1].group() not in _VISITS or _GOES.search(before, 0, cues[-1].start()) is not None
    if len(gap) <= 3 and goes_there and not _STUDIES.match(before, cues[-1].start()):
        return True
    return len(gap) <= 24 and (_MODEL_AFTER.match(text, end, last) is not None or "没有" in before or "为例" in before)


def is_shown(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around a reform tell of what visitors saw or were told of elsewhere."""
    first, _ = sentence.clause(start)
    told = _TELLS_OF_IT.search(text[first:start]) is not None
    return _IMPRESSES.match(text, end, sentence.end) is not None or (
        told and _MODEL_AFTER.match(text, end, sentence.end) is not None
    )
