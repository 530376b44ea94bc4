"""Time against length: a function and a shape in, how much a doubling of the shape costs out."""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import reformgraph

#: What a doubling of the length may cost; linear work costs 2, n log n a little more.
MOST = 2.6
#: Longer texts are not made: what is quick over them is quick enough.
_LONGEST = 1_000_000
#: Units that many patterns stumble over, in any language.
COMMON = ("-", " ", "\n", "1", "a", "甲", "，", "“", "　")


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Least processor time of a few runs; neither other processes count nor the collector over all that tests hold."""
    found = []
    collects = gc.isenabled()
    gc.disable()
    try:
        for _ in range(times):
            start = time.process_time()
            work()
            found.append(time.process_time() - start)
    finally:
        if collects:
            gc.enable()
    return min(found)


def times_as_long(little: Callable[[], object], much: Callable[[], object], least: float = 0.05) -> float:
    """How many times as long the second piece of work takes as the first, at best of three tries.

    Work of less than `least` seconds counts as that long: the clock and the caches of the machine would decide.
    """
    ratios = []
    for times in (1, 2, 2):
        ratios.append(seconds(much, times) / max(seconds(little, times), least))
        if ratios[-1] < 5:
            break
    return min(ratios)


def steepest(
    work: Callable[[str], object], shape: Callable[[int], str], first: int, *, enough: float, times: int = 3
) -> float:
    """Cost of the last doubling, from `first` on until a run takes `enough` seconds.

    The shape of a size comes out of `shape`; what never takes that long is called linear. Each size is worked over
    `times` times, the largest twice at most.
    """
    size, last = first, seconds(lambda: work(shape(first)), times)
    ratio = 0.0
    for _ in range(14):
        size *= 2
        text = shape(size)
        now = seconds(lambda text=text: work(text), times if last < enough / 2 else min(times, 2))  # type: ignore[misc]
        ratio = now / max(last, 1e-6)
        if now >= enough or len(text) > _LONGEST:
            return ratio if now > enough / 4 else min(ratio, 2.0)
        last = now
    return min(ratio, 2.0)


def modules() -> Iterator[Any]:
    """All modules of the package that can be imported here."""
    for found in pkgutil.walk_packages(reformgraph.__path__, "reformgraph."):
        if not found.name.endswith("__main__"):
            try:
                yield importlib.import_module(found.name)
            except ImportError:  # of an extra that is not installed
                continue


def patterns() -> dict[tuple[str, int], tuple[re.Pattern[str], str]]:
    """Every pattern of text in the package, with the name it stands under: compiled ones and those written in calls."""
    found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
    for module in modules():
        for name, value in list(vars(module).items()):
            _gather(value, f"{module.__name__}.{name}", found, 0)
        if module.__file__:
            for pattern, line in _written(Path(module.__file__)):
                found.setdefault((pattern.pattern, pattern.flags), (pattern, f"{module.__name__}:{line}"))
    return found


def _gather(value: object, name: str, found: dict[tuple[str, int], tuple[re.Pattern[str], str]], depth: int) -> None:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            found.setdefault((value.pattern, value.flags), (value, name))
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for one in list(value)[:500]:
            _gather(one, name, found, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for one in [*list(value.values())[:500], *list(value)[:500]]:
            _gather(one, name, found, depth + 1)
    elif depth < 3 and type(value).__module__.startswith("reformgraph") and not isinstance(value, type):
        for key in [*getattr(value, "__dict__", {}), *getattr(type(value), "__slots__", ())]:
            _gather(getattr(value, key, None), name, found, depth + 1)


def _written(path: Path) -> Iterator[tuple[re.Pattern[str], int]]:
    """Patterns that stand as plain text in calls of `re`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, first = node.func.value, node.args[0]
        is_ours = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "escape"
        if is_ours and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield re.compile(first.value), node.lineno


def only_matched(names: set[str]) -> set[str]:
    """Those of the patterns (``module.NAME``) that are nowhere looked for, only asked at one place of a text."""
    uses: dict[str, set[str]] = {}
    for path in Path(reformgraph.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                uses.setdefault(node.value.id, set()).add(node.attr)
                node.value.id = ""
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id:
                uses.setdefault(node.id, set()).add("passed on")
    return {name for name in names if uses.get(name.rpartition(".")[2], {"passed on"}) <= {"match", "fullmatch"}}


def units(pattern: str) -> list[str]:
    """Short texts to repeat against a pattern: its own letters and words, and some that many stumble over."""
    signs: list[str] = []
    words: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _letters(_parser.parse(pattern), signs, words)
    own = list(dict.fromkeys(signs))
    return [one for one in dict.fromkeys([*own[:10], *words[:4], "".join(own[:8]), *COMMON]) if one]


def beginnings(pattern: str, flags: int = 0) -> list[str]:
    """Texts that the first parts of a pattern match, one more at a time: what is slow often comes behind them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = list(_parser.parse(pattern, flags & ~re.DEBUG))
    while len(tree) == 1 and str(tree[0][0]) == "SUBPATTERN":
        tree = list(tree[0][1][3])
    return list(dict.fromkeys(["", *(_example(tree[: number + 1]) for number in range(min(len(tree), 12)))]))


def _example(tree: Any) -> str:
    """A text that parts of a pattern match, near enough."""
    made = ""
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            made += chr(value)
        elif name in ("ANY", "NOT_LITERAL"):
            made += "甲"
        elif name == "IN":
            made += _members(value)[0]
        elif name.endswith("_REPEAT"):
            made += _example(value[2]) * min(value[0], 5)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH"):
            made += _example(_parts(name, value)[0])
    return made


_CLASSES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def _letters(tree: Any, signs: list[str], words: list[str]) -> None:
    word = ""
    for operation, value in tree:
        name = str(operation)
        if name == "LITERAL":
            word += chr(value)
            signs.append(chr(value))
            continue
        if len(word) > 1:
            words.append(word)
        word = ""
        if name == "IN":
            signs += _members(value)
        elif name == "CATEGORY":
            signs.append(_CLASSES.get(str(value), "，"))
        elif name in ("ANY", "NOT_LITERAL"):
            signs.append("甲")
        else:
            for part in _parts(name, value):
                _letters(part, signs, words)
    if len(word) > 1:
        words.append(word)


def _members(value: Any) -> list[str]:
    if any(str(kind) == "NEGATE" for kind, _ in value):
        return ["甲", "x"]
    made = []
    for kind, one in value[:3]:
        if str(kind) == "LITERAL":
            made.append(chr(one))
        elif str(kind) == "RANGE":
            made.append(chr(one[0]))
        elif str(kind) == "CATEGORY":
            made.append(_CLASSES.get(str(one), "，"))
    return made


def _parts(name: str, value: Any) -> list[Any]:
    if name.endswith("_REPEAT"):
        return [value[2]]
    if name == "SUBPATTERN":
        return [value[3]]
    if name == "ATOMIC_GROUP":
        return [value]
    if name == "BRANCH":
        return list(value[1][:40])
    return [value[1]] if name in ("ASSERT", "ASSERT_NOT") else []
