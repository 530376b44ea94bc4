"""Messages of the stages and of click in Chinese: ``where: what (cure)`` in English in, the same in Chinese out.

The stages speak English, as a library does; what they say is looked up in ``messages_zh.tsv``, a template a line
with its Chinese: ``{} does not exist``. In Chinese ``{}`` are the parts in order, ``{1}`` the second of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from reformgraph.errors import ReformGraphError

_PART = re.compile(r"\{\}")
#: What a place in a file is called, as in ``a.csv, line 3``.
_PLACES = ((re.compile(r", line (\d+)$"), r" 第 \1 行"), (re.compile(r", row (\d+)$"), r" 第 \1 行"))
#: Before a part that is a list, as in ``did you mean “a”, “b”?``.
_LIST = re.compile(
    r"(?:did you mean|one of|for instance|formats:|no such format;|needed:|kinds are|decisions are|has|have) $"
)
#: Before a part that is a kind of thing, as in ``there is no zone named “x”``.
_KIND = re.compile(r"(?:^there is no|of the kind|^the) $")
#: Words of a library, which are quoted as they are: Data format error.
_SENTENCE = re.compile(r"^[A-Za-z][a-z]+(?: [A-Za-z(][a-z:()]*){2,}")
#: Kinds of things that stand as parts in messages.
_NOUNS = {
    english: chinese
    for chinese, english in (
        ("开发区", "zone"),
        ("改革", "reform"),
        ("企业", "company"),
        ("类别", "category"),
        ("地方", "place"),
        ("页面", "page"),
        ("主体", "actor"),
        ("指标", "indicator"),
        ("报道", "article"),
    )
}


@cache
def catalogue() -> Mapping[str, str]:
    """English template -> Chinese, those with more words of their own first."""
    text = (files("reformgraph") / "cli" / "messages_zh.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in text.splitlines())
    return dict(sorted(((english, chinese) for english, chinese in pairs), key=lambda one: -len(one[0])))


def told(fault: ReformGraphError, language: str) -> str:
    """An error in ``zh`` or ``en``, as ``where: what (cure)``."""
    if language != "zh":
        return str(fault)
    text = translated(fault.what)
    text = f"{_place(fault.where)}：{text}" if fault.where else text
    return f"{text}（{translated(fault.cure)}）" if fault.cure else text


def told_text(message: str, language: str) -> str:
    """The text of an error, its parts found again; in Chinese where they are known, else as it is."""
    if language != "zh":
        return message
    body, cure = _apart(message)
    for where, what in _divided(body):
        if (chinese := _lookup(what, inside=bool(where) or ": " in body)) is not None:
            text = f"{_place(where)}：{chinese}" if where else chinese
            return f"{text}（{translated(cure)}）" if cure else text
    return message


def told_note(note: str, language: str) -> str:
    """A remark in ``zh`` or ``en``: one sentence, whose brackets are no cure."""
    if language != "zh":
        return note
    text = note.removeprefix("warning: ")
    return translated(text) if text == note else f"警告：{translated(text)}"


def translated(text: str) -> str:
    """The Chinese of a message without place and cure; the text itself where it is not known."""
    found = _lookup(text)
    return text if found is None else found


def _lookup(text: str, *, inside: bool = False) -> str | None:
    """The Chinese of a text; `inside` a message "{} is {}" is not tried, which any text fits."""
    if text in catalogue():
        return catalogue()[text]
    for english, chinese in catalogue().items():
        begins = english.partition("{}")[0]
        if "{}" not in english or not text.startswith(begins) or (inside and _is_generic(english)):
            continue
        if found := _pattern(english).fullmatch(text):
            return _filled(chinese, [_part(found, number) for number in range(1, len(found.groups()) + 1)])
    return None


@cache
def _is_generic(template: str) -> bool:
    return len(re.sub(r"\W", "", template)) < 5


def _part(found: re.Match[str], number: int) -> str:
    """A part of a message in Chinese; what stands between quotation marks is a user's word and stays as it is."""
    part, front = found[number], found.string[: found.start(number)]
    if front.endswith(("“", "'")) and found.string[found.end(number) :].startswith(("”", "'")):
        return part
    if _LIST.search(front):
        return part.replace(", ", "、")
    if _KIND.search(front):
        return _NOUNS.get(part, part)
    # What a library says is not ours: "File is not a zip file" must not become "File 是 not a zip file".
    chinese = _lookup(part, inside=True)
    if chinese is not None:
        return chinese
    return f"“{part}”" if _SENTENCE.search(part) and not part.startswith("“") else part


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, template.split("{}"))), re.DOTALL)


def _filled(chinese: str, parts: Sequence[str]) -> str:
    numbers = iter(range(len(parts)))
    numbered = _PART.sub(lambda _: f"{{{next(numbers)}}}", chinese)
    return re.sub(r"\{(\d)\}", lambda found: parts[int(found[1])], numbered)


def _place(where: str) -> str:
    for pattern, chinese in _PLACES:
        where = pattern.sub(chinese, where)
    return where


def _apart(message: str) -> tuple[str, str]:
    """A message and the cure that ends it in brackets."""
    if not message.endswith(")"):
        return message, ""
    depth = 0
    for at in range(len(message) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(message[at], 0)
        if not depth:
            return message[:at].rstrip(), message[at + 1 : -1]
    return message, ""


def _divided(body: str) -> list[tuple[str, str]]:
    """All ways to take a text for a place and what is wrong there, the shortest place first, none last."""
    parts = body.split(": ")
    return [(": ".join(parts[:k]), ": ".join(parts[k:])) for k in (*range(1, len(parts)), 0)]
