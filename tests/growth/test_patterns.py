"""Every pattern of the package takes time in proportion to the text, whatever the text."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from support.growth import MOST, beginnings, only_matched, patterns, units


@cache
def found() -> dict[tuple[str, int], tuple[re.Pattern[str], str]]:
    """All patterns of the package with their names."""
    return patterns()


@cache
def matched() -> set[str]:
    """Names of those that are only asked at one place."""
    return only_matched({name for _, name in found().values()})


#: Of this length a pattern whose time grows with the square takes a tenth of a second, others a few milliseconds.
LENGTH, QUICK, LATE = 6000, 0.06, 0.3
#: Patterns that grow with the square of what they are asked over: a clause, a sentence, a name or a line, of which one
#: of 2,000 signs takes them some hundredths of a second. None may be added; those that are mended go.
KNOWN: frozenset[str] = frozenset((Path(__file__).parent / "known_patterns.txt").read_text(encoding="utf-8").split())


class LateError(Exception):
    """A pattern took far too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Give up after a while of processor time, for some patterns would take years."""

    def stop(*_: object) -> None:
        raise LateError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LATE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def steps(pattern: re.Pattern[str], text: str, matched: bool) -> float:
    """Seconds to look for a pattern all over a text, or to ask it at the start; no more than `LATE`."""
    start = time.process_time()
    try:
        with limited():
            if matched:
                pattern.match(text)
            else:
                for _ in pattern.finditer(text):
                    pass
    except LateError:
        return LATE
    return time.process_time() - start


def slow(pattern: re.Pattern[str], matched: bool = False) -> list[tuple[str, float]]:
    """The first unit over which a pattern takes more than in proportion, with the seconds that `LENGTH` signs take."""
    for unit in units(pattern.pattern):
        whole = (unit * LENGTH)[:LENGTH]
        # Twice where it matters: the machine may have been called away.
        if steps(pattern, whole, matched) < QUICK or (least := steps(pattern, whole, matched)) < QUICK:
            continue
        quarter = max(0.004, min(steps(pattern, whole[: LENGTH // 4], matched) for _ in range(3)))
        if least >= LATE or least / quarter > MOST**2:
            return [(unit, least)]
    return []


PARTS = 8


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="needs timers of POSIX")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_takes_more_than_its_share(part: int) -> None:
    wrong = {}
    for number, (pattern, name) in enumerate(found().values()):
        known = name.rstrip("0123456789") in KNOWN or name in KNOWN
        if number % PARTS == part and not known and (over := slow(pattern, name in matched())):
            wrong[name, pattern.pattern[:80]] = over
    assert not wrong


#: A group that may come again, whose parts may come again, too.
_AGAIN = re.compile(r"\)(?:[+*]|\{\d*,)")


def stuck(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """A beginning and a unit behind which the pattern parts some dozen signs in more ways than can be counted."""
    if not _AGAIN.search(pattern.pattern):
        return []
    for begins in beginnings(pattern.pattern, pattern.flags):
        for unit in units(pattern.pattern):
            try:
                with limited():
                    pattern.search(f"{begins}{unit * 40}\x00")
            except LateError:
                return [(begins, unit)]
    return []


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="needs timers of POSIX")
def test_no_pattern_takes_for_ever_behind_its_beginning() -> None:
    """The masthead ``2020/7/6`` with 30 spaces and a sign that ends no name of a paper took years."""
    wrong = {name: over for pattern, name in found().values() if (over := stuck(pattern))}
    assert not wrong


def test_the_second_gate_sees_what_it_should() -> None:
    for text in (r"\d{4}/\d(?:\s*(?:版|[\s|]))*$", "(?:[一二三]+个?)+$", "甲(?:多达|多|达)+$"):
        assert stuck(re.compile(text)), text
    for text in (r"\d{4}/\d(?:版|[\s|])*$", "(?:[一二三]个?)+$", "甲(?:多达|多|达)++$"):
        assert not stuck(re.compile(text)), text


def test_the_gate_sees_what_it_should() -> None:
    """The pattern that took 18 s over a title of 40,000 dashes, and others of its kind."""
    for text in (r"\s*[-_|–—]+\s*[^-_|–—]{2,30}$", r"[一二三]+(?:个|家)"):
        assert slow(re.compile(text)), text
    for text in (r"[-_|–—]", r"(?<!\s)\s{1,9}x", r"\d{1,9}万", "[甲乙]{1,30}丙"):
        assert not slow(re.compile(text)), text


def test_all_patterns_are_seen() -> None:
    assert len(found()) > 700
    assert any(":" in name for _, name in found().values())
    assert matched()
