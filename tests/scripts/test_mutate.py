"""The mutation run: every kind of change is made where it should be, draws repeat, and what no test holds survives."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def load() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "mutate.py"
    spec = importlib.util.spec_from_file_location("mutate", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutate"] = module
    spec.loader.exec_module(module)
    return module


MUTATE = load()


def changed(line: str) -> list[tuple[str, str]]:
    """Kind and result of each change of a line of code."""
    code = line.encode()
    mutants = MUTATE.of_code("extraction/a.py", code)
    return [(one.kind, (code[: one.start] + one.text + code[one.end :]).decode()) for one in mutants]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = a < b", [("comparison", "x = a <= b")]),
        ("x = (a) not in b", [("comparison", "x = (a) in b")]),
        ("x = '甲' is not b", [("comparison", "x = '甲' is b")]),
        ("x = a and b and c", [("and, or", "x = a or b and c"), ("and, or", "x = a and b or c")]),
        ("x = not (a or b)", [("not", "x =  (a or b)"), ("and, or", "x = not (a and b)")]),
        ("x = 1 if a.b(c) else d", [("not", "x = 1 if (not a.b(c)) else d"), ("number", "x = 2 if a.b(c) else d"),
                                    ("number", "x = 0 if a.b(c) else d")]),
        ("x = 0.5", [("number", "x = 1.0")]),
        ("def f(a: int = 0) -> bool:\n    return True", [
            ("number", "def f(a: int = 1) -> bool:\n    return True"),
            ("answer", "def f(a: int = 0) -> bool:\n    return False"),
        ]),
        ('x = r"(?:推行|实行)了|还"', [("alternative", 'x = r"(?:实行)了|还"'), ("alternative", 'x = r"(?:推行)了|还"'),
                                       ("alternative", 'x = r"(?:推行|实行)了"')]),
        ('x = f"推行|{other}|实行"', [("alternative", 'x = f"{other}|实行"'), ("alternative", 'x = f"推行|{other}"')]),
        ("'''推行|实行'''", []),
        ("raise Fault(f'{1} 推行|实行')", []),
        ("x: Literal[1] = cache(maxsize=2)", []),
    ],
)  # fmt: skip
def test_each_kind_of_change(line: str, expected: list[tuple[str, str]]) -> None:
    found = changed(line)
    assert found == expected
    for _, code in found:
        ast.parse(code)


def test_words_are_left_out_one_by_one() -> None:
    text = "# A list.\n# Origin: here.\n# Read by: extraction.a, layout.b.\n推出\n推行\n".encode()
    found = list(MUTATE.of_list("language/lexicon/a.txt", text))
    assert [(one.package, one.kind, one.line) for one in found] == [
        ("extraction", "word", 4),
        ("extraction", "word", 5),
    ]
    assert (text[: found[0].start] + text[found[0].end :]).decode().endswith("layout.b.\n推行\n")
    assert list(MUTATE.of_list("a.txt", text.replace(b"extraction.a", b"ask.a"))) == []


def test_draws_repeat_and_are_spread_over_packages() -> None:
    mutants = MUTATE.all_mutants()
    drawn = MUTATE.draw(mutants, 40, seed=3)
    assert drawn == MUTATE.draw(mutants, 40, seed=3) != MUTATE.draw(mutants, 40, seed=4)
    assert [sum(one.package == name for one in drawn) for name in MUTATE.PACKAGES] == [10] * 4
    assert len(set(drawn)) == 40
    assert len({one.kind for one in drawn}) >= 5
    assert MUTATE.draw(drawn[:3], 40, seed=3) != []


def test_every_mutant_of_the_package_is_code() -> None:
    """A hundred of them, each a module that can be read."""
    for one in MUTATE.draw(MUTATE.all_mutants(), 100, seed=5):
        if one.kind != "word":
            code = (MUTATE.PACKAGE / one.file).read_bytes()
            ast.parse(code[: one.start] + one.text + code[one.end :])


def test_what_is_broken_is_noticed_and_mended_again(tmp_path: Path) -> None:
    test = tmp_path / "test_it.py"
    test.write_text(
        "from reformgraph.language.white_space import printable\ndef test_it(): assert printable('a') == 'a'\n", "utf-8"
    )
    room, tests = MUTATE.Room(tmp_path), [str(test)]
    path = room.graph / "reformgraph" / "language" / "white_space.py"
    code = path.read_bytes()
    assert room.run(tests, 60) == ""
    start = code.index(b"return", code.index(b"def printable"))
    for text, became in ((b"return '' #", "failed"), (b"return  ", ""), (b"while True: pass #", "endless")):
        place = (start, start + len(b"return "))
        mutant = MUTATE.Mutant("language", "answer", "language/white_space.py", 1, *place, text, "")
        assert room.noticed(mutant, tests, 2) == became
        assert path.read_bytes() == code
