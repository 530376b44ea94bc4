"""What an answer is worth where words of its question are unused: an answer in, the same or a lesser one out.

Answers from claims are refused, for a claim says nothing of a word that it does not quote; of several zones those
stay whose quotations print it. Answers read off sentences tell short words that are not printed, and are none where
what is not printed may turn them: another year, a denial, three characters and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reformgraph.ask.answer import Answer, AnswerRow, Part
from reformgraph.ask.unused_words import asks_reason, asks_sum, nothing_used, places_unused, turning, unused_words
from reformgraph.ask.wording import Wording
from reformgraph.vocabulary.load_vocabulary import Vocabulary

#: Kinds that account for their words themselves: all of them have to stand in headline, article or indicator.
_BY_ALL = ("author", "articles", "most")
#: Kinds whose rows are of several zones or reforms, each of which may print a word or not.
_OF_MANY = ("adopters", "reforms")
#: Kinds that tell names or a day, of which a short word may ask for others: 依着哪份文件, 哪天批的.
_LISTED = ("company", "document", "person", "project", "when")


def accounted(told: Answer, part: Part, say: Wording, vocabulary: Vocabulary) -> Answer | tuple[str, ...]:
    """An answer as far as it accounts for the words of its question; the words that it cannot do without, for none."""
    if told.outcome != "found" or part.kind in _BY_ALL:
        return told
    if asks_reason(part) or asks_sum(part):
        return (part.text,)
    if part.kind in _OF_MANY and any(row.zone for row in told.rows):
        return _narrowed(told, part, say)
    unused = (*unused_words(part, told.rows), *places_unused(part, told.rows, vocabulary))
    if not unused:
        return told
    if any(row.reform for row in told.rows):
        return unused
    if turned := unused if part.kind in _LISTED or nothing_used(part, unused) else turning(unused):
        return _not_told(told, turned, say)
    note = say(f"（引文没有这样印：{'、'.join(unused)}。）", f" (Not printed so there: {', '.join(unused)}.)")
    return replace(told, sentence=told.sentence + note)


def _narrowed(told: Answer, part: Part, say: Wording) -> Answer | tuple[str, ...]:
    """The zones, or reforms, whose quotations print all words of the question; those words where none does."""
    groups: dict[str, list[AnswerRow]] = {}
    for row in told.rows:
        groups.setdefault(row.zone if part.kind == "adopters" else row.reform, []).append(row)
    missing = {key: unused_words(part, rows) for key, rows in groups.items()}
    kept = [key for key, words in missing.items() if not words]
    if len(kept) == len(groups):
        return told
    unused = tuple(dict.fromkeys(word for words in missing.values() for word in words))
    if not kept:
        return unused
    rest = len(groups) - len(kept)
    names = say.listed([say.thing(key) for key in kept])
    sentence = say(
        f"引文印着“{'、'.join(unused)}”的有{len(kept)}个：{names}；另有{rest}个的引文没有这样印，不在内。",
        f"{len(kept)} whose quotation prints {', '.join(unused)}: {names}; {rest} more do not print it and are left "
        "out.",
    )
    return replace(told, sentence=sentence, rows=tuple(row for key in kept for row in groups[key]))


def _not_told(told: Answer, turned: Iterable[str], say: Wording) -> Answer:
    """That no sentence tells of some words; the nearest stay, for the reader to judge."""
    words = "、".join(turned)
    sentence = say(
        f"没有一句说到“{words}”，所以不作回答；最接近的句子列在下面。",
        f"no sentence tells of {words}: no answer; the nearest stand below.",
    )
    rows = tuple(replace(row, what="") for row in told.rows)
    return replace(told, outcome="none", no="not told", sentence=sentence, rows=rows)


def refusal(words: Sequence[str], say: Wording) -> str:
    """What is said of words that are not understood, before the questions that can be answered."""
    named = "、".join(words)
    return say(
        f"问题里的“{named}”没有用上，会改变答案，所以不作回答。",
        f"“{named}” of the question could not be made use of and may turn the answer: no answer. ",
    )
