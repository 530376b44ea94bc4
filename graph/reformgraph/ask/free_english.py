"""English questions that are asked in no known way: a text with marks of names in, the Chinese question out, or None.

A cue tells the kind (when, evidence, which companies ...), the marks of names tell about whom; of the words that are
left none may matter, for each may narrow the question (solar firms) or turn it. Those before a name in Chinese in
brackets say the same as it: "Has {z0} streamlined administration (简政放权)?": see `read_english`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

from reformgraph.ask.english_question import ways
from reformgraph.language.lexicon import word_set

_MARK = re.compile(r"\{([a-z])(\d+)\}")
#: Words before a name in Chinese in brackets that may say the same in English.
GLOSS = 8
#: What turns a question round: never adopted, refused to, gave up.
_DENIES = re.compile(
    r"\b(?:not|never|no|without|refus\w+|abolish\w*|stop\w*|ended|drop\w*|scrap\w*|cancel\w*|withdr\w+|reject\w*"
    r"|fail\w*|g[ai]ve(?:n|s)? up|giving up)\b|n't\b"
)
_OF_PLACES = re.compile(r"(?:zones?|parks?) (?:in|of|across|from|within) (?:the )?\{l\d+\}")


def freely_in_chinese(
    marked: str, told: Mapping[str, str], explained: Container[str] = ()
) -> tuple[str, tuple[str, ...]] | None:
    """The Chinese question that an English one asks and the words of it that were passed over; None where unsure.

    Parameters
    ----------
    marked
        The question in small letters with marks for its names.
    told
        What the marks stand for.
    explained
        Marks of names in Chinese that stand in brackets behind the same in English.

    >>> freely_in_chinese("has {z0} ever offered {r1}", {"{z0}": "甲区", "{r1}": "标准地"})
    ('甲区推行标准地了吗？', ())
    >>> freely_in_chinese("which solar firms are in {z0}", {"{z0}": "甲区"})
    ('写甲区的文章提到了哪些企业？', ('solar',))
    """
    if any(found.group() not in told for found in _MARK.finditer(marked)):
        return None  # braces of the question itself
    marked, slots = _slots(marked, told)
    for cue, needs, chinese in _kinds():
        others = "" if needs == "t" else "zrptjcd"  # a headline tells the article, whatever else is named
        if not all(slots[need] for need in needs) or any(slots[one] for one in others if one not in needs):
            continue
        if (found := cue.search(marked)) is None:
            continue
        if _DENIES.search(marked) and not _DENIES.search(found.group()):
            return None  # the opposite of what the cue alone asks
        rest = _left(cue.sub(" ", marked), explained)
        if slots["l"] and not chinese.startswith("哪些"):
            return None
        rest = [] if needs == "t" else rest  # a headline tells the article
        place = f"{slots['l'][0]}有" if slots["l"] else ""
        return place + chinese.format(**{key: "和".join(values) for key, values in slots.items()}), tuple(rest)
    return None


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Cues, names that are needed and Chinese questions of ``free_ways.tsv``, in its order."""
    rows = ways("free_ways.tsv")
    return tuple((re.compile(rf"\b(?:{cue})\b"), needs, chinese) for cue, needs, chinese in rows)


def _slots(marked: str, told: Mapping[str, str]) -> tuple[str, dict[str, list[str]]]:
    """The question without headlines, and names by kind, each once.

    A place is where zones are looked for ("zones in {l0}"), nothing beside a zone, and else it acts itself, as
    provinces do.
    """
    slots: dict[str, list[str]] = {key: [] for key in "zlrpjcdt"}
    for found in _MARK.finditer(marked):
        if told[found.group()] not in slots[found.group(1)]:
            slots[found.group(1)].append(told[found.group()])
    slots["t"] = re.findall("《[^》]+》", marked)
    marked = re.sub("《[^》]+》", " ", marked)
    if slots["z"]:
        slots["l"] = []
    elif not _OF_PLACES.search(marked):
        slots["z"], slots["l"] = slots["l"], []
    return marked, slots


def _left(text: str, explained: Container[str]) -> list[str]:
    """Words that say something of their own: no marks, no words that only ask, no words that explain a Chinese name."""
    kept: list[str] = []
    for word in re.findall(r"\{[a-z]\d+\}|[\w+.]+", re.sub(r"(\{[a-z]\d+\})s\b", r"\1", text)):
        if word.startswith("{r") and word in explained:
            kept = kept[: max(len(kept) - GLOSS, 0)]
        elif word.startswith("{") or word in word_set("english_question_words"):
            continue
        elif word not in word_set("english_asking_words"):
            kept.append(word)
    return kept
