"""What a Chinese person's name looks like, and what may stand behind one."""

from __future__ import annotations

import re

from reformgraph.extraction.names.name_words import COUNTRIES
from reformgraph.language.lexicon import any_of, characters, word_set

#: Surnames of one character.
SURNAMES = word_set("surnames")
#: Surnames of two characters.
COMPOUND = word_set("compound_surnames")
#: Characters that are in no given name: function words, organs and signs of clauses.
_NEVER = word_set("no_given_names")
#: As the second character of a name they are common all the same.
_GIVEN = word_set("given_names_all_the_same")
#: As the last one too.
_LAST = frozenset("栋业元月明家名利科宗年之万里想能节来")
#: Characters that many given names are written with.
_COMMON = word_set("given_names")
#: Words that begin like a name and are none.
_WORDS = word_set("heading_words", "no_names")
#: Verbs and the like that stand behind a name, of two characters and more; they decide against a longer name.
_VERBS = any_of("behind_person") + "|[作做说看听问谈讲带来到去回给](?:了|的|过|着)"
_RIGHT_LONG = re.compile(f"{_VERBS}")
_CLEAR = re.compile("[，。、；：]|" + any_of("clear_verbs") + "")
_RIGHT = re.compile(
    "[^\\u4e00-\\u9fff]|$|"
    "[说对与和同向从就作为是的等在带率到来也还又将把被给于以及随赴称谈讲问答任获因则都常每曾已正受做看听笑忙"
    "最很携偕主到]"
)
#: Characters that write foreign names.
_FOREIGN = re.compile("[^\\W\\d_a-zA-Z向致同和与在的了人长席将对由]{1,8}(?:·[^\\W\\d_a-zA-Z的了]{1,10}){1,5}")
_FOUR_SOUNDS = re.compile(f"[{characters('foreign_sounds')}]{{4}}")
_TRANSLIT = re.compile(f"[{characters('foreign_sounds')}]{{2,7}}")


#: Surnames that are common words.
_DOUBTFUL = frozenset("和向时应于曾从关成高盛党南全方明")
_PREPOSITIONS = "和向应于从时"
#: Surnames that are words of every text: 第五, 都, 通.
_DOUBTED = word_set("doubtful_surnames")


def person_end(text: str, start: int, *, strong: bool = False) -> int:
    """End of the Chinese name that starts at a position, or -1.

    The name is two or three characters, four with a surname of two; what stands behind it must be able
    to follow a name. Where two lengths would do, a verb behind the shorter one decides for it. After a post
    with its organisation (`strong`) three characters common in names need nothing known behind them.
    """
    compound = text[start : start + 2] in COMPOUND
    base = 2 if compound else 1
    if text[start : start + base] in _DOUBTED:
        return _doubted_end(text, start, base) if strong else -1
    if not compound and text[start : start + 1] not in SURNAMES:
        return -1
    if text[start] in _PREPOSITIONS and text[start + 1 : start + 3] in COUNTRIES:
        return -1
    if text[start : start + 2] in _WORDS and not compound:
        return -1
    short = start + base + 1
    if text[start] in "和向" and (not given(text[short : short + 1], last=True) or not _CLEAR.match(text, short + 1)):
        return -1
    if not given(text[start + base : short]):
        return -1
    if _RIGHT_LONG.match(text, short) or not "\u4e00" <= text[short : short + 1] <= "\u9fff":
        return short
    return _longer_end(text, start, short, strong=strong)


def _doubted_end(text: str, start: int, base: int) -> int:
    """End of a name whose surname is a word too, behind a post: 局长都志强介绍, not 局长都要求; or -1."""
    end = start + base + 2
    given_name = text[start + base : end]
    fits = (
        len(given_name) == 2 and all(sign in _COMMON for sign in given_name) and text[start : start + 2] not in _WORDS
    )
    return end if fits and given_name not in _WORDS and follows(text, end) else -1


def _longer_end(text: str, start: int, short: int, *, strong: bool) -> int:
    """End of a name where no verb stands behind its shorter form, which ends at `short`."""
    long = short + 1
    last = text[short:long]
    fits = bool(_RIGHT.match(text, short))
    if last == "和" and _RIGHT_LONG.match(text, long):
        return long
    if given(last, last=True) and follows(text, long) and (last in _COMMON or not fits):
        return long
    if fits:
        return short
    if strong and text[start] not in _DOUBTFUL and (end := _likelier_end(text, short)) > 0:
        return end
    # 宋学团带领: a character rare in names, but a verb stands behind it
    rare = "\u4e00" <= last <= "\u9fff" and last not in _FUNCTION and _RIGHT_LONG.match(text, long)
    return long if rare else -1


def _likelier_end(text: str, short: int) -> int:
    """End of a name behind a post, by whether the character behind its shorter form is common in names; or -1."""
    last = text[short : short + 1]
    if last in _COMMON and given(last, last=True) and text[short - 1 : short + 1] not in _WORDS:
        return short + 1
    if last in _NEVER:
        return short if text[short - 1] in _COMMON else -1
    return -1


_FUNCTION = frozenset(
    "的了是在和与对把被给从就等说也还将及到于以不他她我们进出行开关办部局委会长县市省区州镇乡村街厅院校所处科站队"
)


_SURE = SURNAMES - _DOUBTFUL - _DOUBTED


def could_be_name(text: str) -> bool:
    """Whether three characters have the shape of a name: a surname and two characters for a given name."""
    return (
        len(text) == 3
        and text[0] in _SURE
        and text[:2] not in _WORDS
        and text[1:] not in _WORDS
        and all("\u4e00" <= sign <= "\u9fff" and sign not in _NEVER for sign in text[1:])
    )


def given(sign: str, *, last: bool = False) -> bool:
    """Whether a character can be in a given name."""
    return "\u4e00" <= sign <= "\u9fff" and (sign not in _NEVER or sign in (_LAST if last else _GIVEN))


def follows(text: str, end: int) -> bool:
    """Whether what stands at a position can stand behind a person's name."""
    return bool(_RIGHT.match(text, end) or _RIGHT_LONG.match(text, end))


def foreign_end(text: str, start: int) -> int:
    """End of a foreign name with points between its parts (阿尔贝·杜兰) that starts at a position, or -1."""
    found = _FOREIGN.match(text, start)
    if not found:
        return -1
    end = found.end()
    last = text.rfind("·", start, end) + 1
    for stop in range(last + 1, end + 1):
        if _RIGHT_LONG.match(text, stop) or (stop - last >= 2 and _RIGHT.match(text, stop)):
            return stop
    return end


def sounds_end(text: str, start: int) -> int:
    """End of a foreign name without points, written with characters for sounds, or -1."""
    found = _TRANSLIT.match(text, start)
    if not found:
        return -1
    for stop in range(start + 2, found.end() + 1):
        if text[start:stop] in COUNTRIES:
            return -1
        if _RIGHT_LONG.match(text, stop):
            return stop
    return found.end() if _RIGHT.match(text, found.end()) else -1


def four_sounds_end(text: str, start: int) -> int:
    """End of a Tibetan or Mongolian name of four characters for sounds with a verb behind it (边巴央金带队), or -1."""
    end = start + 4
    sounds = _FOUR_SOUNDS.match(text, start)
    return end if sounds and not follows(text, end - 1) and _RIGHT_LONG.match(text, end) else -1
