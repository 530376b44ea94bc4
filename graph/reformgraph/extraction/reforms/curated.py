"""Article text to mentions of curated reforms: every form of each, look-alikes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import ahocorasick_rs

from reformgraph.language.flow import Flow, fold
from reformgraph.language.lexicon import any_of, pairs
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.reform import Reform

#: Signs printed for the × of 7×24, an OCR look-alike among them.
_TIMES = ("x", "X", "×", "*", "伊")
_QUOTE_PAIRS = (("“", "”"), ('"', '"'), ("", ""))
_OPEN, _CLOSE = '“‘"', '”’"'
#: Leads of names that are often put in quotation marks of their own: “一站式”企业服务中心.
_QUOTED_LEADS = ("一站式", "保姆式", "店小二")
#: A character that makes another word with the edge of a form: 高标准|地, 承诺|制作, 安全|代办.
_CROSSING_BEFORE, _CROSSING_AFTER = dict(pairs("crossing_before")), dict(pairs("crossing_after"))
#: What stands before a form that then means another thing: the negative list of foreign investment, the
#: acceptance of a bonded zone by ministries.
_OTHER_MEANING = {
    "负面清单": re.compile(r"(?:" + any_of("other_meanings") + r")[^，。；]{0,10}$"),
    "联合验收": re.compile(r"通过[^，。；]{0,16}(?:部委|部门|部|署|局|组|委)$"),
}
_SHARED_HEAD = re.compile(r"((?:[\u4e00-\u9fff]{2,4}、){1,6})[\u4e00-\u9fff]{2,4}(" + any_of("shared_words") + r")")
#: What every such list holds: found at a fraction of the cost.
_SHARED_TAIL = re.compile(r"、[\u4e00-\u9fff]{2,4}(?:" + any_of("shared_words") + r")")
_CLAUSE_END = re.compile(r"[，。；：\n]")


class ReformMention(NamedTuple):
    """A curated reform at a place of the flow.

    `start`, `end` are flow positions of the form without quotation marks around it; `quoted` tells
    that it stands in them.
    """

    start: int
    end: int
    reform: str
    generic: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    matcher: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    names: tuple[str, ...]
    by_form: Mapping[str, str]
    generic: frozenset[str]


def find_reforms(flow: Flow, vocabulary: Vocabulary) -> list[ReformMention]:
    """Mentions of curated reforms in text order, longest form first, none overlapping.

    Whether a form names a measure where it stands, generic words (专班) above all, is for the judge to say.
    Items of a list that share one head noun (预约、延时、跟踪服务) are read with it.
    """
    lexicon = _lexicon(vocabulary.version, vocabulary)
    text = flow.text
    found = []
    others: set[str] = set()
    for index, start, end in lexicon.matcher.find_matches_as_indexes(text):
        first, last = _without_quotes(text, start, end)
        if _crosses_a_word(text, first, last):
            continue
        other = _OTHER_MEANING.get(lexicon.names[index])
        if other is not None and other.search(text[max(0, first - 24) : first]):
            others.add(lexicon.names[index])
            continue
        generic = lexicon.forms[index] in lexicon.generic
        if not (generic and text.startswith(("件", "事"), last)):
            found.append(ReformMention(first, last, lexicon.names[index], generic))
    if others:  # a word keeps its other meaning throughout an article
        found = [one for one in found if one.reform not in others]
    shared = _sharing_a_head(text, lexicon, found)
    return sorted([*found, *shared], key=lambda one: one.start) if shared else found


def _sharing_a_head(text: str, lexicon: _Lexicon, found: list[ReformMention]) -> list[ReformMention]:
    more: list[ReformMention] = []
    if not _SHARED_TAIL.search(text):
        return more
    taken = {one.start for one in found}
    for match in _lists(text):
        head, position = match.group(2), match.start(1)
        for item in match.group(1).rstrip("、").split("、"):
            for lead in range(len(item) - 1):
                name = lexicon.by_form.get(item[lead:] + head)
                if name is not None and position + lead not in taken:
                    more.append(ReformMention(position + lead, position + len(item), name, False))
                    break
            position += len(item) + 1
    return more


def _lists(text: str) -> Iterator[re.Match[str]]:
    """``_SHARED_HEAD.finditer(text)``, tried only in the clauses that hold the end of such a list."""
    end = 0
    for tail in _SHARED_TAIL.finditer(text):
        if tail.start() >= end:
            start = 1 + max(text.rfind(sign, end, tail.start()) for sign in "，。；：\n")
            stop = _CLAUSE_END.search(text, tail.end())
            end = stop.start() if stop else len(text)
            yield from _SHARED_HEAD.finditer(text, max(start, 0), end)


@lru_cache(maxsize=4)
def _lexicon(version: str, vocabulary: Vocabulary) -> _Lexicon:
    named: dict[str, str] = {}
    generic: set[str] = set()
    for reform in vocabulary.sought:
        _add_forms(reform, reform.name, named, generic)
    for reform in vocabulary.sought:
        for alias in reform.aliases:
            if not _is_list(alias, named):
                _add_forms(reform, alias, named, generic)
    forms = tuple(sorted(named))
    matcher = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Lexicon(matcher, forms, tuple(named[form] for form in forms), named, frozenset(generic))


def _is_list(alias: str, named: Mapping[str, str]) -> bool:
    """Whether a form is a list of reforms each of which has a name: 领导班子任期制、全员岗位聘任制、绩效工资制."""
    parts = alias.split("、")
    return len(parts) > 1 and all(part in named for part in parts)


def _add_forms(reform: Reform, form: str, named: dict[str, str], generic: set[str]) -> None:
    is_generic = form in reform.needs_context
    for variant in _variants(fold(form)):
        named.setdefault(variant, reform.name)
        if is_generic:
            generic.add(variant)


def _variants(form: str) -> set[str]:
    """The form with each printed kind of quotation mark, of ×, and of separator."""
    found = set()
    times = _TIMES if re.search(r"\dx\d", form, re.I) else ("",)
    for (opening, closing), sign in product(_QUOTE_PAIRS, times):
        variant = form.replace("“", opening).replace("”", closing)
        for lead in _QUOTED_LEADS:
            if variant.startswith(lead):
                found.add(f"“{lead}”{variant[len(lead) :]}")
        if sign:
            variant = re.sub(r"(?<=\d)[xX](?=\d)", sign, variant)
        found |= {
            variant,
            variant.replace("（", "(").replace("）", ")"),
            variant.replace("、", "，"),
            variant.replace("、", ","),
        }
    return found


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _OPEN and text.find("”", start, end) == end - 1:
        start, end = start + 1, end - 1
    return start, end


def _crosses_a_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    return bool(
        (before and before in _CROSSING_BEFORE.get(text[start], ""))
        or (after and after in _CROSSING_AFTER.get(text[end - 1], "") and not text.startswith("方案", end))
    )
