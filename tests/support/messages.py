"""What the code says when something is wrong: the texts and templates of all errors raised on purpose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "graph" / "reformgraph"
#: Makers of errors beside the classes: helpers of a module that add the place, and the kind handed to a reader.
_HELPERS = ("_fault", "fault", "ItemFault")
#: Names of packages and extras are no sentences.
_NOT_SAID = ("MissingExtraError",)


def templates() -> dict[str, str]:
    """Template (``{}`` for what is filled in) -> where it stands."""
    found: dict[str, str] = {}
    names = set(_HELPERS)
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    for tree in trees.values():
        names |= {one.name for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name.endswith("Error")}
    for path, tree in trees.items():
        known = _assigned(tree)
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) in names - set(_NOT_SAID):
                for text in _said(call, known):
                    found.setdefault(text, f"{path.relative_to(PACKAGE).as_posix()}:{call.lineno}")
    return found


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _assigned(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Name -> what is assigned to it anywhere in a module: messages and cures that are put together before."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def _said(call: ast.Call, known: Mapping[str, list[ast.expr]]) -> Iterator[str]:
    cures = [one.value for one in call.keywords if one.arg == "cure"]
    for node in (*call.args, *cures):
        for one in _choices(node, known):
            text = _template(one)
            # At least a word of its own: a template of parts alone cannot be told apart.
            if text and re.search(r"[a-z]{2}", text) and (" " in text or text.islower()):
                yield text


def _choices(node: ast.expr, known: Mapping[str, list[ast.expr]]) -> Iterator[ast.expr]:
    """The expressions that an argument may be: either side of a condition, whatever its name was given."""
    if isinstance(node, ast.IfExp):
        yield from _choices(node.body, known)
        yield from _choices(node.orelse, known)
    elif isinstance(node, ast.Name):
        for value in known.get(node.id, ()):
            yield from _choices(value, {})
    else:
        yield node


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [_template(side) for side in (node.left, node.right)]
        return "".join("{}" if side is None else side for side in sides) if any(sides) else None
    return None
