"""Lists of alternatives for patterns, put together so that few of them are tried.

Where one of a list of alternatives may begin, the regex engine tries them one after another, be they
hundreds. Those that begin with one character put together (推行|实行|推出 as 推(?:行|出)|实行), it tries one
for each first character. What the pattern finds stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator

_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_REPEATS = frozenset("*+?{")


def by_first(alternatives: str) -> str:
    """The same alternatives, those that begin with one plain character put together.

    Parameters
    ----------
    alternatives
        A pattern of alternatives parted by ``|`` without groups that capture and not in verbose form.

    Examples
    --------
    >>> by_first("推行|实行|推出了?|[一二]次|推")
    '推(?:行|出了?)|实行|[一二]次|推'
    """
    parts: list[str] = []
    run: dict[str, list[str]] = {}
    for one in _alternatives(alternatives):
        if one and one[0] not in _SPECIAL and one[1:2] not in _REPEATS:
            run.setdefault(one[0], []).append(one[1:])
            continue
        # One that begins otherwise may find what others find: it keeps its rank among them.
        parts += _joined(run)
        parts.append(one)
        run = {}
    return "|".join([*parts, *_joined(run)])


def _joined(run: dict[str, list[str]]) -> list[str]:
    return [first + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})") for first, rest in run.items()]


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern between the ``|`` that stand in no group and no set."""
    depth, in_set, start, place = 0, False, 0, 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif in_set:
            in_set = sign != "]"
        elif sign == "[":
            in_set = True
            place += pattern[place + 1 : place + 2] == "^"
            place += pattern[place + 1 : place + 2] == "]"
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield pattern[start:place]
            start = place + 1
        place += 1
    yield pattern[start:]
