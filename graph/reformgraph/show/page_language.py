"""The language of a page: what the address, the browser or the server asks for in, words in that language out.

Pages are written in English and looked up in ``page_words_zh.tsv``, a text a line with its Chinese, as gettext
does it; ``{}`` are filled in the order in which they are given, ``{1}`` is the second of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode

LANGUAGES = ("zh", "en")
_HAN, _LATIN = re.compile("[\u3400-\u9fff]"), re.compile("[a-z]{3}")
_QUALITY = re.compile(r"[qQ]\s*=\s*([01](?:\.\d{0,3})?)")


@dataclass(frozen=True, slots=True)
class Speech:
    """How a page speaks.

    Attributes
    ----------
    language
        ``zh`` or ``en``.
    asked
        Whether the address asks for it (``?lang=en``), so that the links of the page ask for it, too.
    here
        Path and query of the page, for the way to the same page in the other language.
    """

    language: str = "zh"
    asked: bool = False
    here: str = "/"


_SPEECH: ContextVar[Speech] = ContextVar("speech", default=Speech())  # noqa: B039  (it is frozen)


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """What is written inside is written so."""
    token = _SPEECH.set(speech)
    try:
        yield
    finally:
        _SPEECH.reset(token)


def language() -> str:
    """The language of the page that is being written."""
    return _SPEECH.get().language


def say(text: str, *parts: object) -> str:
    """A text of the page in its language, the parts filled in.

    >>> say("{} of {}", 3, 5)
    '5 个中的 3 个'
    """
    told = words().get(text, text) if language() == "zh" else text
    return told.format(*parts) if parts else told


def plural(count: int, one: str, many: str, *parts: object) -> str:
    """One of two texts by a number, which is their first part."""
    return say(one if count == 1 else many, count, *parts)


def in_both(text: str, *parts: object) -> tuple[str, str]:
    """A text of pages in Chinese and English, the parts filled in, for pages that switch by themselves."""
    chinese = words().get(text, text)
    return (chinese.format(*parts), text.format(*parts)) if parts else (chinese, text)


@cache
def words() -> Mapping[str, str]:
    """English -> Chinese."""
    text = (files("reformgraph.show") / "page_words_zh.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def choose(given: Sequence[tuple[str, str]], accept_language: str, default: str) -> tuple[str, bool]:
    """The language of an answer, and whether the address asks for it.

    Parameters
    ----------
    given
        Parameters of the address; ``lang`` wins where it names a language.
    accept_language
        The header of this name, empty where there is none.
    default
        Where neither names a language that there is.

    >>> choose([], "fr, en-GB;q=0.8, zh;q=0.9", "en"), choose([("lang", "en")], "zh", "zh")
    (('zh', False), ('en', True))
    """
    asked = next((value[:2].lower() for name, value in given if name == "lang"), "")
    if asked in LANGUAGES:
        return asked, True
    return accepted_language(accept_language) or default, False


def accepted_language(header: str) -> str:
    """The one of our languages that a header ``Accept-Language`` likes best, empty where it names none."""
    ranked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:64]):
        name, *rest = (piece.strip() for piece in part.split(";"))
        found = next((match for piece in rest if (match := _QUALITY.fullmatch(piece))), None)
        quality = min(1.0, float(found[1])) if found else 1.0
        if quality > 0 and (short := name.lower().partition("-")[0]) in LANGUAGES:
            ranked.append((-quality, place, short))
    return min(ranked)[2] if ranked else ""


def kept(address: str) -> str:
    """An address of this server that asks for the language that this page was asked for in.

    Addresses of other servers, of files and of places on the page stay as they are, as do those that name a language.
    """
    speech = _SPEECH.get()
    ours = address.startswith(("/", "?")) and not address.startswith(("//", "/assets/"))
    if not speech.asked or not ours:
        return address
    return with_language(address, speech.language, over=False)


def with_language(address: str, language: str, *, over: bool = True) -> str:
    """An address that asks for a language; one that it asks for already is replaced where `over` says so."""
    front, hash_, fragment = address.partition("#")
    path, _, query = front.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    if any(name == "lang" for name, _ in pairs) and not over:
        return address
    pairs = [(name, value) for name, value in pairs if name != "lang"]
    return f"{path}?{urlencode([*pairs, ('lang', language)], errors='replace')}{hash_}{fragment}"


def chinese(text: str) -> bool:
    """Whether a text is Chinese, whatever page it stands on.

    >>> chinese("一枚印章管审批 APEC"), chinese("Find 标准地"), chinese("2024-01")
    (True, False, False)
    """
    return bool(_HAN.search(text)) and not _LATIN.search(text)


def other_language() -> tuple[str, str]:
    """The other language, and the address of this page in it."""
    speech = _SPEECH.get()
    other = LANGUAGES[speech.language == "zh"]
    return other, with_language(speech.here, other)


def asked_language() -> str:
    """The language that the address asks for, empty where it asks for none: what forms have to send along."""
    speech = _SPEECH.get()
    return speech.language if speech.asked else ""
