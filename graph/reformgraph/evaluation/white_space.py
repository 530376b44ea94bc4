"""White space as quotations and pages are compared without it: text in, text without its white space out.

That is Unicode's White_Space and Default_Ignorable_Code_Point and the controls of C0 and C1: a zero-width or
bidirectional sign inside a name does not part a quotation from its page.
"""

from __future__ import annotations

import re

_CONTROLS = "\x00-\x20\x7f-\xa0"
_SPACES = "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_WHITE = re.compile(f"[{_CONTROLS}{_SPACES}{_IGNORABLE}]+")


def squeezed(text: str) -> str:
    """The text without white space.

    >>> squeezed("昌河 经\u200b开区\u3000")
    '昌河经开区'
    """
    return _WHITE.sub("", text)


def is_blank(line: str) -> bool:
    """Whether a line holds white space alone."""
    return not squeezed(line)
