"""Does a test fail when a rule is broken? In: a number and a seed; out: the share of broken rules that tests noticed.

    python scripts/mutate.py [--number 60] [--seed 1] [--package extraction] [--least 0.5]

One place of the code or one word of a list is changed at a time (a mutant): a comparison or a boundary moved, ``and``
for ``or``, a condition turned round, a number changed, an alternative of a pattern or a word of a list left out, a
constant answer turned. The tests of that package run over it, ordinary ones only: tests that compare whole outputs or
read the source are left out (`UNCOUNTED`), since they notice every change and hold no rule. Trained weights
(``*_weights.json``) are no rules that somebody wrote; the scores hold them.

Mutants are drawn evenly from the packages and from the kinds of change, the same for the same seed and code. One whose
tests use up the processor time (`SECONDS`, and half as much again as without a mutant on a slow machine) runs for ever
and counts as noticed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import SimpleQueue

TOP = Path(__file__).parents[1]
PACKAGE = TOP / "graph" / "reformgraph"
PACKAGES = ("extraction", "layout", "adoption", "language")
#: Tests that compare whole outputs with outputs, or look at the source or the lists themselves.
UNCOUNTED = (
    "tests/extraction/test_extract_properties.py",
    "tests/language/test_lexicon.py",
    "tests/layout/test_layout_random.py",
)
#: Processor time that the tests of one mutant may take.
SECONDS = 20
#: For tests that sleep instead of working, and for the tests without a mutant.
_WALL = 300

_OPPOSITE = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "in": "not in", "not in": "in", "is": "is not", "is not": "is",
}  # fmt: skip
_OPERATOR = re.compile(r"not\s+in\b|is\s+not\b|\bin\b|\bis\b|[<>=!]=|[<>]")
_JOINT = re.compile(r"\b(?:and|or)\b")
# An alternative of 推行|实行 or (?:推行|实行) with the bar behind it, or before it where it stands last.
_ALTERNATIVES = tuple(
    re.compile(pattern)
    for pattern in (
        r"""(?<=[|("':])[^|()\[\]{}"'\\?:\s]+\|(?=[^|)"'])""",
        r"""(?<=[^|(:"'])\|[^|()\[\]{}"'\\?:\s]+(?=[)"'])""",
    )
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_READERS = re.compile(r"^# Read by: (\w+)", re.MULTILINE)
_ELSEWHERE = ("maxsize", "width", "encoding")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one place: bytes `start` to `end` of a file of the package become `text`."""

    package: str
    kind: str
    file: str
    line: int
    start: int
    end: int
    text: bytes
    told: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.kind}: {self.told}"


class _Places(ast.NodeVisitor):
    """The places of a module that can be changed: kind, span in bytes and what stands there then."""

    def __init__(self, code: bytes) -> None:
        self.code, self.found = code, list[tuple[str, int, int, bytes]]()
        self.lines = [0]
        for line in code.split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.visit(ast.parse(code))

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """The bytes of a node, from and up to."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[node.end_lineno - 1] + node.end_col_offset

    def put(self, kind: str, start: int, end: int, text: str) -> None:
        """Take down a place."""
        self.found.append((kind, start, end, text.encode()))

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    def visit_Raise(self, node: ast.Raise) -> None:
        """What is said of an error is no rule."""

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _ELSEWHERE:
            self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        if len(node.ops) == 1:
            start, end = self.span(node.left)[1], self.span(node.comparators[0])[0]
            sign = _OPERATOR.search(self.code[start:end].decode())
            if sign:
                at = start + len(self.code[start:end].decode()[: sign.start()].encode())
                opposite = _OPPOSITE[" ".join(sign.group().split())]
                self.put("comparison", at, at + len(sign.group()), opposite)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            start, end = self.span(left)[1], self.span(right)[0]
            sign = _JOINT.search(self.code[start:end].decode("utf-8", "replace"))
            if sign and self.code[start:end].isascii():
                other = "or" if sign.group() == "and" else "and"
                self.put("and, or", start + sign.start(), start + sign.end(), other)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            start, _ = self.span(node)
            self.put("not", start, start + len("not"), "")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        self.condition(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.condition(node.test)
        self.generic_visit(node)

    def condition(self, test: ast.expr) -> None:
        """A name or a call as a condition is turned round; comparisons have places of their own."""
        if isinstance(test, ast.Name | ast.Call | ast.Attribute):
            start, end = self.span(test)
            self.put("not", start, end, f"(not {self.code[start:end].decode()})")

    def visit_Return(self, node: ast.Return) -> None:
        value = node.value
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            self.put("answer", *self.span(value), str(not value.value))
        elif value is not None:
            self.visit(value)

    def visit_Constant(self, node: ast.Constant) -> None:
        value, (start, end) = node.value, self.span(node)
        if isinstance(value, str):
            self.alternatives(start, end)
        elif isinstance(value, float):
            self.put("number", start, end, repr(value * 2 if value else 1.0))
        elif isinstance(value, int) and not isinstance(value, bool):
            self.put("number", start, end, repr(value + 1))
            if value > 0:
                self.put("number", start, end, repr(value - 1))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        # Parts of one have no places of their own before Python 3.12.
        self.alternatives(*self.span(node))

    def alternatives(self, start: int, end: int) -> None:
        """Chinese alternatives of a pattern, each left out."""
        text = self.code[start:end].decode()
        for found in chain.from_iterable(pattern.finditer(text) for pattern in _ALTERNATIVES):
            if _CHINESE.search(found.group()):
                at = start + len(text[: found.start()].encode())
                self.put("alternative", at, at + len(found.group().encode()), "")


def of_code(file: str, code: bytes) -> Iterator[Mutant]:
    """All mutants of a module; `file` is its path inside the package."""
    for kind, start, end, text in _Places(code).found:
        line = code.count(b"\n", 0, start)
        row = code.split(b"\n")[line]
        begin = start - (code.rfind(b"\n", 0, start) + 1)
        changed = row[:begin] + text + row[begin + end - start :]
        told = f"{row.decode().strip()}  ->  {changed.decode('utf-8', 'replace').strip()}"
        yield Mutant(file.split("/")[0], kind, file, line + 1, start, end, text, told)


def of_list(file: str, code: bytes) -> Iterator[Mutant]:
    """All mutants of a list or table: one word or row left out. They belong to the package of its first reader."""
    readers = _READERS.search(code.decode())
    lines = code.split(b"\n")
    words = [line for line in lines if line and not line.startswith(b"#")]
    if readers is None or readers.group(1) not in PACKAGES or len(words) < 2:
        return
    start = 0
    for number, line in enumerate(lines, 1):
        if line and not line.startswith(b"#"):
            told = f"without {line.decode().expandtabs(1)}"
            yield Mutant(readers.group(1), "word", file, number, start, start + len(line) + 1, b"", told)
        start += len(line) + 1


def all_mutants(package: Path = PACKAGE) -> list[Mutant]:
    """Every place of `PACKAGES` and of the lists that they read, in order of files and places."""
    found: list[Mutant] = []
    for name in PACKAGES:
        for path in sorted((package / name).rglob("*.py")):
            found += of_code(path.relative_to(package).as_posix(), path.read_bytes())
    for path in sorted((package / "language" / "lexicon").glob("*.t[xs][tv]")):
        found += of_list(path.relative_to(package).as_posix(), path.read_bytes())
    return found


def draw(mutants: Iterable[Mutant], number: int, seed: int) -> list[Mutant]:
    """So many of the mutants: package after package, within one kind after kind, places by lot."""
    lot = random.Random(seed)
    piles: defaultdict[str, defaultdict[str, list[Mutant]]] = defaultdict(lambda: defaultdict(list))
    for one in mutants:
        piles[one.package][one.kind].append(one)
    for kinds in piles.values():
        for pile in kinds.values():
            lot.shuffle(pile)
    drawn: list[Mutant] = []
    while len(drawn) < number and any(piles.values()):
        for kinds in piles.values():
            if not kinds:
                continue
            kind = lot.choice(sorted(kinds))
            drawn.append(kinds[kind].pop())
            if not kinds[kind]:
                del kinds[kind]
    return drawn[:number]


class Room:
    """A copy of the package in which one mutant at a time stands."""

    def __init__(self, folder: Path) -> None:
        self.graph = folder / "graph"
        shutil.copytree(PACKAGE, self.graph / "reformgraph")
        (folder / "ontology").symlink_to(TOP / "ontology")

    def noticed(self, mutant: Mutant, tests: Sequence[str], seconds: int) -> str:
        """What became of it: ``failed``, ``endless`` or, when all tests pass, an empty string."""
        path = self.graph / "reformgraph" / mutant.file
        code, times = path.read_bytes(), path.stat()
        path.write_bytes(code[: mutant.start] + mutant.text + code[mutant.end :])
        # Compiled modules are told by time and size: an hour later is another file.
        os.utime(path, (times.st_atime, times.st_mtime + 3600))
        try:
            return self.run(tests, seconds)
        finally:
            path.write_bytes(code)
            os.utime(path, (times.st_atime, times.st_mtime))

    def run(self, tests: Sequence[str], seconds: int) -> str:
        """The same of the package as it stands."""
        left_out = [f"--ignore={name}" for name in UNCOUNTED]
        options = ["-x", "-q", "-m", "not full", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header"]
        told = {"PYTHONPATH": str(self.graph), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", *options, *left_out, *tests]
        used = os.environ | told
        try:
            ended = subprocess.run(
                command,
                cwd=TOP,
                env=used,
                capture_output=True,
                timeout=_WALL,
                preexec_fn=lambda: _limit(seconds),
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "endless"
        if ended.returncode < 0:
            return "endless"
        return "failed" if ended.returncode else ""


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    os.nice(2)


def tests_of(package: str) -> list[str]:
    """The tests of a package that count."""
    return [f"tests/{package}"]


def run(mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[Mutant, str]]:
    """What became of each mutant, in their order.

    Raises
    ------
    SystemExit
        The tests of a package fail without any mutant.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        rooms: SimpleQueue[Room] = SimpleQueue()
        for number in range(jobs):
            rooms.put(Room(Path(folder, str(number))))
        limits = {package: _time_of(rooms, package) for package in sorted({one.package for one in mutants})}

        def became(mutant: Mutant) -> str:
            room = rooms.get()
            try:
                return room.noticed(mutant, tests_of(mutant.package), limits[mutant.package])
            finally:
                rooms.put(room)

        yield from zip(mutants, pool.map(became, mutants), strict=True)


def _time_of(rooms: SimpleQueue[Room], package: str) -> int:
    """The seconds of processor time that tests of a package may take, from what they take without a mutant."""
    room, before = rooms.get(), os.times()
    if fault := room.run(tests_of(package), _WALL):
        raise SystemExit(f"the tests of {package} fail without a mutant ({fault}): run them and mend them first")
    rooms.put(room)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return max(SECONDS, int(used * 1.5))


def table(results: Sequence[tuple[Mutant, str]], key: str) -> Iterator[str]:
    """Lines with the mutants, those noticed and their share by package or by kind."""
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for mutant, became in results:
        groups[getattr(mutant, key)].append(bool(became))
    for name, noticed in sorted(groups.items()):
        yield f"{name:12} {len(noticed):4} mutants, {sum(noticed):4} noticed, {sum(noticed) / len(noticed):.2f}"


def main() -> None:
    """Draw, run and tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--number", type=int, default=60, help="of mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--package", choices=PACKAGES, action="append", help="only of these")
    parser.add_argument("--kind", action="append", help="only of these kinds")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--least", type=float, default=0, help="fail when a smaller share is noticed")
    parser.add_argument("--list", action="store_true", help="only count what there is to draw from")
    wanted = parser.parse_args()
    mutants = [
        one
        for one in all_mutants()
        if (not wanted.package or one.package in wanted.package) and (not wanted.kind or one.kind in wanted.kind)
    ]
    if wanted.list:
        print(*table([(one, "") for one in mutants], "kind"), sep="\n")
        return
    begun, results = time.monotonic(), []
    for mutant, became in run(draw(mutants, wanted.number, wanted.seed), wanted.jobs):
        results.append((mutant, became))
        print(f"{became or 'SURVIVED':8} {mutant}", flush=True)
    print()
    print(*table(results, "kind"), "", *table(results, "package"), sep="\n")
    share = sum(bool(became) for _, became in results) / len(results)
    print(f"{len(results)} mutants, share noticed {share:.2f}, {(time.monotonic() - begun) / 60:.1f} minutes")
    if share < wanted.least:
        raise SystemExit(f"less than {wanted.least} of the broken rules are noticed: add cases for those that survived")


if __name__ == "__main__":
    main()
