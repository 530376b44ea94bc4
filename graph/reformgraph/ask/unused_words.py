"""Words of a question that its answer makes no use of: a part and the texts that answer it in, those words out.

Every word of a question is a name, a word that only asks, a word that narrows nothing (深化, 机制), or it has to stand
in what the answer quotes. What is left may turn the answer: 外资企业 of 哪些开发区对外资企业推行了标准地, 没有 of 哪些
开发区没有推行标准地, 2019年 where the figure printed is that of 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from reformgraph.ask.answer import AnswerRow, Part
from reformgraph.ask.read_question import STATUS_CUES, asked_words
from reformgraph.ask.zone_limits import PAGES_ASKED
from reformgraph.ask.zones_of_places import lies_in
from reformgraph.language.flow import fold
from reformgraph.language.lexicon import any_of, longest_first, pairs, word_set, words
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Kinds of names that a question is read by; what else it names has to be printed as its words are.
_READ_BY = ("zone", "unknown zone", "organ", "place", "reform")
_DONE = "了"
#: Lists of words that tell the kind of a question.
_ASKING_LISTS = ("asked_amount", "asked_author", "asked_person", "asked_proof", "asked_status", "asked_time")
_BINDING = "".join(words("question_binding_signs"))
#: 有没有, and 没有 at the end: 推行标准地没有？
_ASKING_NO = re.compile(any_of("asking_denials") + r"|(.)[没不]\1|没[有过]{0,2}(?=[？?。\s]|$)")
_NO = re.compile(any_of("denials_in_questions"))
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_ORDER = re.compile(any_of("order_in_questions"))
#: 拿到地就能动工（拿地即开工）: what stands before a name in brackets says the same as it.
_EXPLAINED = re.compile(r"[^，,。；：:？?\s（(]{1,60}[（(]\s{1,60}[）)]")
#: 还是只在计划: a state offered beside another.
_OR = re.compile(f"还是[^，,。？?]{{0,4}}(?:{any_of('states_in_questions')})[^，,。？?]{{0,3}}")
_SUM, _AND = re.compile(any_of("asked_sums")), re.compile(any_of("question_joining_signs"))
#: Signs of rank that count wherever they are printed: 原本 for 原来.
_RANKS = words("rank_signs")
_REASON = re.compile(f"(?:{any_of('asked_reasons')})(?!说)")
#: Characters of a run that is told where no quotation prints it, and of one that may turn the answer.
_TOLD, _TURNS = 2, 3
#: Characters of a run that one unused word is most of.
_FEW = 3


def unused_words(part: Part, rows: Sequence[AnswerRow]) -> tuple[str, ...]:
    """Runs of characters of a question that no row prints, from left to right.

    >>> from reformgraph.ask.answer import Named
    >>> reform = Named("reform", "标准地", None, 0, 0, "标准地")
    >>> unused_words(Part("adopters", "", (reform,), (), piece="谁对外资企业推行了标准地？"), [])
    ('外资企业',)
    """
    text = printed_in(rows)
    bare = _without_status(bare_words(part), part)
    least = 1 if part.kind == "when" else _TOLD  # 批 of 国务院是哪天批的
    found = [word for run in asked_words(bare, (), least) for word in _unprinted(run, text, part)]
    years = [year.group() for year in _YEAR.finditer(bare) if not _of_year(year.group(1), text, rows)]
    found = [word for word in found if not _YEAR.fullmatch(word)]
    kept = _ASKING_NO.sub(" ", bare)
    asking = re.compile("|".join(longest_first("question_words")))
    plain = asking.sub(lambda word: " " * len(word.group()), kept)  # 原 of 原文 tells no order
    orders = [sign for sign in _ORDER.finditer(kept) if plain[sign.start()] != " "]
    signs = [sign.group() for sign in (*_NO.finditer(kept), *orders) if not _stands(sign, kept, text)]
    return tuple(dict.fromkeys((*years, *signs, *found)))


def _without_status(bare: str, part: Part) -> str:
    """Without the words that ask for a status (取消 of 哪些开发区取消了标准地) and those that explain a name."""
    for statuses, cue in STATUS_CUES:
        bare = cue.sub(" ", bare) if statuses == part.statuses else bare
    return _OR.sub(" ", _EXPLAINED.sub(" ", PAGES_ASKED.sub(" ", bare)))


def asks_reason(part: Part) -> bool:
    """Whether a reason is asked for."""
    return part.kind != "why" and _REASON.search(bare_words(part)) is not None


def asks_sum(part: Part) -> bool:
    """Whether the sum of two things is asked for (买地的和租地的企业拢共几家), which no sentence tells."""
    bare = bare_words(part)
    return part.kind == "figure" and _SUM.search(bare) is not None and _AND.search(bare) is not None


def nothing_used(part: Part, unused: Sequence[str]) -> bool:
    """Whether every run of a question without names is unused: 垫底 of 谁垫底."""
    runs = asked_words(bare_words(part), ())
    return bool(runs) and all(any(word in run for word in unused) and len(run) <= _FEW for run in runs)


def turning(words: Iterable[str]) -> tuple[str, ...]:
    """Of unused words those that may turn an answer read off a sentence: years, denials, and what is no short verb."""
    return tuple(
        word for word in words if len(word) >= _TURNS or _YEAR.search(word) or _NO.match(word) or _ORDER.match(word)
    )


def printed_in(rows: Sequence[AnswerRow]) -> str:
    """All that rows print, folded, without white space."""
    told = ("".join((row.quote, row.headline, row.what, row.zone, row.source, *row.figures)) for row in rows)
    return fold("".join("|".join(told).split()))


def bare_words(part: Part) -> str:
    """The words of a part without the names that it is read by."""
    text = part.piece or part.text
    forms = {form for name in part.names if name.kind in _READ_BY for form in (name.printed, name.label)}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        text = re.sub(re.escape(form), " ", text, flags=re.IGNORECASE)
    return text


def _unprinted(run: str, text: str, part: Part) -> Iterable[str]:
    """Stretches of a run of which no pair of characters stands in a text, words that narrow nothing left out."""
    plain = fold(run)
    for word in _unweighed(part.kind):
        plain = plain.replace(word, " " * len(word))
    if not re.match("[一-鿿 ]", run):
        return [] if plain.strip() in text else [run]
    held = {at for k in range(len(plain) - 1) if plain[k : k + 2] in text for at in (k, k + 1)}
    rest = "".join(" " if at in held else sign for at, sign in enumerate(plain))
    if len(run) == 1 and run in text:
        return []
    least = 1 if part.kind == "when" else _TOLD
    return [word for one in rest.split() if len(word := _without_binding(one)) >= least]


def _without_binding(run: str) -> str:
    """A run without the characters at its ends that bind, of two characters empty where both do (设了), else whole."""
    while len(run) > _TOLD and (run[0] in _BINDING or run[-1] in _BINDING):
        run = run[1:] if run[0] in _BINDING else run[:-1]
    plain = run.removesuffix(_DONE)
    return "" if all(sign in _BINDING for sign in plain) else run


@cache
def _unweighed(kind: str) -> tuple[str, ...]:
    """Words that narrow nothing, and those that tell the kind of a question, the longest first."""
    own = tuple(word for word, of_kind in pairs("words_of_asked_kinds") if of_kind == kind)
    plain = {*own, *word_set("unweighed_question_words", "states_in_questions", *_ASKING_LISTS)}
    return tuple(sorted(plain, key=lambda word: (-len(word), word)))


def _of_year(year: str, text: str, rows: Sequence[AnswerRow]) -> bool:
    """Whether a year is printed (2024年, 24年), or that of the issue where the text counts from it (今年)."""
    if year in text or f"{year[2:]}年" in text:
        return True
    return any(row.issued and row.issued[:4] == year and not _YEAR.search(row.quote) for row in rows)


def _stands(sign: re.Match[str], bare: str, text: str) -> bool:
    """Whether a sign of rank is printed, another one with a character beside it: 不 of 不见面."""
    if sign.group() in _RANKS:
        return sign.group() in text
    around = (bare[sign.start() - 1 : sign.end()], bare[sign.start() : sign.end() + 1])
    return any(len(one.strip()) > len(sign.group()) and fold(one) in text for one in around)


def places_unused(part: Part, rows: Sequence[AnswerRow], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Places beside zones that neither hold one of them nor are printed: 太原 of 晋城经开区在太原设了几个窗口."""
    text, zones = printed_in(rows), part.of("zone")
    return tuple(
        place.printed
        for place in (part.of("place") if zones and rows else ())
        if fold(place.printed) not in text and not any(lies_in(zone, place, vocabulary) for zone in zones)
    )
