"""Frames in which a reform is named and no deed is told: no claim is made; in: a frame, out: whether it is one.

A problem in quotation marks (聚焦“准入不准营”等难题) is none, nor is what an office is called that is set up (“放管服”
改革协调小组), a purpose before another's deeds (为深化X，某区推行Y) and a single meeting (召集某局座谈，进行现场办公).
"""

from __future__ import annotations

import re

from reformgraph.extraction.frames.frame import Frame
from reformgraph.language.lexicon import any_of

#: Behind “准入不准营”: the rest of its list, and that it is a problem; 破解“X”的堵点, “X”效率低问题 tell of X itself.
_PROBLEM = re.compile(
    "[”’](?:[、和与及]?[“‘][^，。；：“”‘’]{1,16}[”’]){0,6}"
    "(?:[等这][^，。；：“”‘’的]{0,4})?(?:" + any_of("problem_nouns") + ")"
)
_FACES = re.compile("(?:" + any_of("facing_verbs") + ")了?[^，。；]{0,40}$")
_GROUP = re.compile("[”’]?[^，。；：“”、]{0,6}(?:" + any_of("founded_groups") + ")(?=[，。；、]|$)")
_FOUNDS = re.compile("(?:" + any_of("group_verbs") + ")了?[^，。；：]{0,24}$")
#: 为了优化营商环境，…: a purpose, up to the clause of whoever acts.
_PURPOSE = re.compile(
    r"(?:[^，。；]{0,24}(?:"
    + any_of("news_signs")
    + r")(?:（[^）]{2,24}）)?)?[\u3000 ]{0,8}为(?:了|"
    + any_of("purpose_adverbs")
    + "){0,3}(?:"
    + any_of("purpose_verbs")
    + ")"
)
_GOES_ON = re.compile("(?:并|以|" + any_of("purpose_adverbs") + "){0,3}(?:" + any_of("purposes_going_on") + ")")
#: 某区为深化X改革，推行Y: the purpose has the subject before it.
_INSIDE = re.compile(
    "(?<![成作分列设变转定称视改因认升评行以极更较尤颇最名誉均皆])为(?:了|"
    + any_of("purpose_adverbs")
    + "){0,3}(?:"
    + any_of("purpose_verbs")
    + ")[^，。；：]{0,4}$"
)
_CALLED = re.compile("(?:" + any_of("summoning_verbs") + ")[^。；]{2,60}$")
_MEETS = re.compile("(?:" + any_of("held_verbs") + ")了?$")


def tells_no_deed(frame: Frame) -> bool:
    """Whether the frame names its reform without a deed."""
    return _is_problem(frame) or _names_a_group(frame) or _is_purpose(frame) or _meets_once(frame)


def _meets_once(frame: Frame) -> bool:
    if _MEETS.search(frame.before) is None:
        return False
    return _CALLED.search(frame.text, frame.sentence.start, frame.start) is not None


def _is_problem(frame: Frame) -> bool:
    quoted = frame.text[frame.start - 1 : frame.start] in _OPENS or frame.text[frame.start : frame.start + 1] in _OPENS
    end = frame.end - (frame.text[frame.end - 1] in _CLOSES)
    return (
        quoted
        and _PROBLEM.match(frame.text, end, frame.clause[1]) is not None
        and _FACES.search(frame.before) is not None
    )


_OPENS, _CLOSES = frozenset("“‘"), frozenset("”’")


def _names_a_group(frame: Frame) -> bool:
    return _GROUP.match(frame.after) is not None and _FOUNDS.search(frame.before) is not None


def _is_purpose(frame: Frame) -> bool:
    """为优化营商环境，推动X，某区…: X stands in the purpose, and a later clause has the subject."""
    text, sentence = frame.text, frame.sentence
    if _INSIDE.search(frame.before) and text[frame.clause[1] - 1] == "，":
        return True
    found = _PURPOSE.match(text, sentence.start, sentence.end)
    if found is None or found.end() > frame.start:
        return False
    index = sentence.clause_index(frame.start)
    if any(_GOES_ON.match(text, first, last) is None for first, last in sentence.clauses[1 : index + 1]):
        return False
    return not any(one < frame.start for one in frame.subjects) and any(
        one >= frame.clause[1] for one in frame.subjects
    )
