"""Functions fit on a screen, files are read at a sitting, and every public name says what it is for.

Those that are longer are listed with the lines they have: they may get shorter, and then the list follows; no other
may join them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
FUNCTION, FILE = 50, 400
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

LONG_FUNCTIONS: dict[str, int] = {}
LONG_FILES = {
    "tests/analysis/test_diffusion_panel.py": 457,
    "tests/show/test_page_browser.py": 534,
    "tests/show/test_serve.py": 551,
}


def modules() -> Iterator[tuple[str, str]]:
    """Name from the top and code of every module."""
    for room in ("graph", "scripts", "tests"):
        for path in sorted((TOP / room).rglob("*.py")):
            yield path.relative_to(TOP).as_posix(), path.read_text("utf-8")


def long_functions(name: str, code: str) -> dict[str, int]:
    """Functions of more than `FUNCTION` lines, decorators left out: ``module:function`` to lines."""
    found = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                found[f"{name}:{node.name}"] = lines
    return found


def undocumented(name: str, code: str) -> list[str]:
    """The module itself and the public classes, functions and methods that have no docstring."""
    tree = ast.parse(code)
    found = [] if ast.get_docstring(tree) else [name]
    left: list[ast.stmt] = list(tree.body)
    while left:
        node = left.pop()
        if isinstance(node, Definition) and not node.name.startswith("_"):
            if not ast.get_docstring(node):
                found.append(f"{name}:{node.name}")
            if isinstance(node, ast.ClassDef):
                left.extend(node.body)
    return found


def hold(found: dict[str, int], listed: dict[str, int], most: int) -> None:
    """Fails for what is longer than `most` lines, or than it is listed with, and for entries no longer needed."""
    assert {name: lines for name, lines in found.items() if lines > listed.get(name, most)} == {}, "split these"
    assert sorted(set(listed) - set(found)) == [], "short enough now: take these out of the list"


def test_functions_fit_on_a_screen() -> None:
    found = {key: lines for name, code in modules() for key, lines in long_functions(name, code).items()}
    hold(found, LONG_FUNCTIONS, FUNCTION)


def test_files_are_read_at_a_sitting() -> None:
    found = {name: lines for name, code in modules() if (lines := code.count("\n")) > FILE}
    hold(found, LONG_FILES, FILE)


def test_public_names_say_what_they_are_for() -> None:
    assert [one for name, code in modules() if name.startswith("graph/") for one in undocumented(name, code)] == []


@pytest.mark.parametrize(("lines", "found"), [(50, {}), (51, {"m.py:f": 51})])
def test_a_long_function_is_found(lines: int, found: dict[str, int]) -> None:
    body = "    x = 1\n" * (lines - 1)
    assert long_functions("m.py", f"@decorator\ndef f():\n{body}") == found


@pytest.mark.parametrize(
    ("found", "fault"), [({"a": 61}, "split"), ({"a": 60, "b": 51}, "split"), ({}, "take these out"), ({"a": 55}, None)]
)
def test_the_list_holds_what_it_names_and_no_more(found: dict[str, int], fault: str | None) -> None:
    if fault is None:
        hold(found, {"a": 60}, 50)
    else:
        with pytest.raises(AssertionError, match=fault):
            hold(found, {"a": 60}, 50)


def test_what_has_no_docstring_is_found() -> None:
    code = "class A:\n    def b(self): ...\n    def _c(self): ...\ndef d():\n    'Told.'\n    def inner(): ...\n"
    assert sorted(undocumented("m.py", code)) == ["m.py", "m.py:A", "m.py:b"]
