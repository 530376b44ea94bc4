"""White space, defined once (INTERFACE.md section 1), and signs that steer how text is shown: text in, text out.

White space is Unicode's White_Space and Default_Ignorable_Code_Point and the controls of C0 and C1: a zero-width or
bidirectional sign inside a name does not part a quotation from its page. `check`, the evaluation, the matching
of names and the pages that show evidence all use this one definition.
"""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x20\x7f-\xa0"
_SPACES = "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: The inside of a set of a regular expression.
WHITE = _CONTROLS + _SPACES + _IGNORABLE
_WHITE = re.compile(f"[{WHITE}]+")
#: Signs that turn the direction of what follows (标准地 behind U+202E is shown as 地准标) or are not seen, so that two
#: names look alike; those that choose the form of a character before them are none of these.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e00ff]"
)
_STEERING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_IGNORABLE}]")
_STEERING_LINES = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029{_IGNORABLE}]")


def squeezed(text: str) -> str:
    """The text without white space.

    >>> squeezed("昌河 经\u200b开区\u3000")
    '昌河经开区'
    """
    return _WHITE.sub("", text)


def is_blank(text: str) -> bool:
    """Whether a text holds white space alone."""
    return not squeezed(text)


def undirected(text: str) -> str:
    """The text without the signs that turn its direction or are not seen, for pages that people read.

    >>> undirected("\u202e标准\u200b地\u202c")
    '标准地'
    """
    return text if text.isascii() else _UNSEEN.sub("", text)


def printable(text: str, *, lines: bool = False) -> str:
    """The text with a space for every sign that steers a terminal or is not seen; line ends stay with `lines`.

    >>> printable("标准地\\x1b[2J\\u202e\\n完")
    '标准地 [2J  完'
    """
    return (_STEERING_LINES if lines else _STEERING).sub(" ", text)
