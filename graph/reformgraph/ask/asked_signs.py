"""What a sentence that answers a question has to look like: the words of a question in, a test of sentences out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from reformgraph.ask.english_question import ways

#: Whether a text looks like what is asked for.
Test = Callable[[str], bool]


@cache
def _signs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = ways("asked_signs.tsv")
    return tuple((re.compile(asked, re.IGNORECASE), re.compile(printed)) for asked, printed in rows)


def signs_of(text: str) -> tuple[Test, ...]:
    """Tests of what a question asks for, none where that is not known; numbers, days, posts, titles, firms.

    >>> [test("总投资62亿元") for test in signs_of("盘子有多大")]
    [True]
    """
    found = dict.fromkeys(printed for asked, printed in _signs() if asked.search(text))
    return tuple(lambda sentence, printed=printed: printed.search(sentence) is not None for printed in found)
