"""English questions: a text and the names in it in, the same question in Chinese out, or None where it is not read.

Names become marks ({z0} a zone, {r1} a reform ...), the rest is matched whole against a few dozen ways to ask; a
question with words left over is not read, for half an understanding is a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from reformgraph.ask.answer import Named
from reformgraph.language.lexicon import word_set

#: Marks of names by their kinds, as ways to ask have them: who acts, what is done, a person, a project, anything.
_MARKS = {
    "zone": "z", "unknown zone": "z", "organ": "z", "place": "l", "reform": "r", "person": "p", "project": "j",
    "company": "c", "document": "d",
}  # fmt: skip
#: What capitals in a way to ask stand for.
_PARTS = {
    "Z": r"(?:the )?(?P<z>\{[zl]\d+\})(?: (?:development )?(?:zone|city|province))?(?:s(?= ))?",
    "ZS": r"(?:the )?(?P<z>\{[zl]\d+\}(?:(?:,|,? (?:and|or|with)) (?:the )?\{[zl]\d+\})+)",
    "R": r"(?:the )?(?:both )?(?P<r>\{r\d+\}(?:(?:,|,? and) (?:the )?\{r\d+\})*)(?: (?:reform|system|policy|measure))?",
    "P": r"(?P<p>\{p\d+\})",
    "J": r"(?:the )?(?P<j>\{[jc]\d+\})(?: project)?",
    "X": r"(?P<x>.+)",
    "ADOPT": r"(?:adopt|introduc|implement|practi[sc]|us|appl|launch|start|pilot|promot|pursu|tr|follow|beg[aiu]n|"
    r"do|r[au]n|carr(?:y|ies|ied) out|roll(?:ed|s)? out|put in place|ha)(?:v?e[ds]?|s|y|ies?|ied|ing)?"
    r"(?: (?:doing|using|to use|with))?",
    "ARTICLE": r"(?:the |any |its |their )?(?:articles?|reports?|news|papers?|pages?|stor(?:y|ies))",
    "NAMED": r"(?:named?|mention(?:ed|s)?|appear|listed|told of|speak of|spoken of|print(?:ed)?)",
    "WHERE": r"(?:in|at|of|by|for|from)",
}
_CHINESE, _TITLES = re.compile("[一-鿿][一-鿿+、，·—]*"), re.compile("《[^》]*》")
#: Marks of Chinese that stands for no known name.
_GIVEN = re.compile(r"\{r9\d\d\}")
#: Numbers of marks of what is no known name begin here.
_UNKNOWN = 900
_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_QUARTERS = ("first", "second", "third", "fourth")
_TIME = rf"(?: in (?:(?:{'|'.join(_MONTHS)}) )?\d{{4}}| in the (?:{'|'.join(_QUARTERS)}) quarter(?: of \d{{4}})?)"


def in_chinese(text: str, names: Sequence[Named]) -> str | None:
    """A question in English as one in Chinese; None where it is not read whole.

    Parameters
    ----------
    text
        The question as `letters` made it, but for the Chinese in it.
    names
        What it names, from left to right, with places in `text`.

    >>> in_chinese("who practises standard land?", (Named("reform", "标准地", None, 14, 27, "standard land"),))
    '谁推行了标准地？'
    """
    marked, told = marked_names(text, names)
    for pattern, chinese in _ways():
        if (found := pattern.fullmatch(marked)) is not None:
            return _filled(chinese, found.groupdict(), told)
    return None


def cut_names(text: str, names: Sequence[Named]) -> str:
    """A question with a mark in the place of each name, all else as it stands."""
    made, at = "", 0
    for number, name in enumerate(names):
        made += text[at : name.start] + f"{{{_MARKS[name.kind]}{number}}}"
        at = name.end
    return made + text[at:]


def marked_names(text: str, names: Sequence[Named]) -> tuple[str, Mapping[str, str]]:
    """A question with marks for its names, and what each mark stands for.

    Chinese that is no known name is taken as that of a reform, in quotation marks; a headline in 《》 stays.
    """
    marks = [f"{{{_MARKS[name.kind]}{number}}}" for number, name in enumerate(names)]
    told = {mark: name.label for mark, name in zip(marks, names, strict=True)}
    made = cut_names(text, names)
    for number, run in enumerate(dict.fromkeys(_CHINESE.findall(_TITLES.sub("", made)))):
        mark = f"{{r{_UNKNOWN + number}}}"
        made, told[mark] = made.replace(run, f" {mark} "), f"“{run}”"
    return re.sub(r"\s+", " ", made).strip(" ?.!"), told


@cache
def _ways() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns and Chinese questions of ``english_ways.tsv``, in its order."""
    found = []
    for way, chinese in ways("english_ways.tsv"):
        for short in sorted(_PARTS, key=len, reverse=True):
            way = _PARTS[short].join(re.split(rf"(?<![A-Z])(?<!\(\?){short}(?![A-Z])", way))
        found.append((re.compile(way.replace("TIME", _TIME)), chinese))
    return tuple(found)


def _filled(chinese: str, parts: Mapping[str, str | None], told: Mapping[str, str]) -> str | None:
    """The Chinese question with its parts; None where some word of them has no Chinese."""
    values = {"u": "", "y": _time(parts.get("y") or ""), "t": parts.get("t") or ""}
    for key in "zrlpj":
        values[key] = "和".join(told[mark] for mark in re.findall(r"\{[a-z]\d+\}", parts.get(key) or ""))
    for key in "vx":
        given = _GIVEN.findall(parts.get(key) or "")  # main business revenue (主营业务收入)
        words = [(told[given[-1]].strip("“”"), "")] if given else _words(parts.get(key) or "", told)
        if words is None:
            return None
        values[key] = "的".join(one for one, _ in words)
        values["u"] = next((unit for _, unit in reversed(words) if unit), values["u"]) if key == "x" else values["u"]
    return chinese.format(**values)


def _time(text: str) -> str:
    """in may 2024 -> 2024年5月."""
    words = text.split()[1:]
    if "quarter" in words:
        quarter = "一二三四"[_QUARTERS.index(words[1])]
        return (f"{words[-1]}年" if words[-1].isdigit() else "") + f"{quarter}季度"
    month = f"{_MONTHS.index(words[0]) + 1}月" if len(words) > 1 else ""
    return f"{words[-1]}年{month}" if words else ""


def _words(text: str, told: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """Words in Chinese with the unit of what they count, longest first; Chinese stays, names are their labels."""
    words, made = text.split(), []
    while words:
        for length in range(min(6, len(words)), 0, -1):
            found = _translated(" ".join(words[:length]), told)
            if found is not None:
                made += [found] if found[0] else []
                words = words[length:]
                break
        else:
            return None
    return made


def _translated(text: str, told: Mapping[str, str]) -> tuple[str, str] | None:
    if text in told:
        return told[text].strip("“”"), ""
    if not re.search("[a-z]", text):
        return text, ""
    plain = (text, text.removesuffix("s"), text.removesuffix("es"), re.sub("ies$", "y", text), f"{text}ed", f"{text}d",
             re.sub(r"s\b", "", text))  # fmt: skip
    for form in plain:
        if form in _chinese():
            return _chinese()[form]
    return ("", "") if text in word_set("english_question_words") else None


@cache
def _chinese() -> Mapping[str, tuple[str, str]]:
    return {english: (chinese, unit) for english, chinese, unit in ways("english_words.tsv")}


def ways(name: str) -> list[list[str]]:
    """Rows of a table of this package, comments left out."""
    lines = (files("reformgraph.ask") / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
