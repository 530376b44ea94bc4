"""How many Chinese words stand in the code instead of in language/lexicon; in: the package, out: two counts.

    python scripts/count_words.py [--files] [--words]

Counted are the Chinese characters in string constants, docstrings and messages to people left out (what `_t` is called
with, and pairs of a Chinese text and the same in English, be they a tuple or what a function is called with), and
the words (runs of two and more Chinese characters in a constant) that stand in three or more modules: such a word is
a fact told in several places, which drift apart. Words are data: a new one goes into a list of the lexicon.
Signs in the brackets of a pattern ([省市县区], [一二三四]) are characters to choose from and no word.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "graph" / "reformgraph"
#: A word in so many modules is one too often.
OFTEN = 3
#: Calls whose arguments are sentences said to people, not words that decide.
_SAID = ("_t",)
_RUN = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]")
_CHOICE = re.compile(r"(?<!\\)\[[^\[\]]*\]")


def constants(code: str) -> Iterator[str]:
    """The string constants of a module, docstrings and messages left out."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAID:
            node.args, node.keywords = [], []
        elif isinstance(node, ast.Call) and _is_message(node.args):
            node.args = []
        elif isinstance(node, ast.Tuple) and _is_message(node.elts):
            node.elts = []
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _is_message(pair: list[ast.expr]) -> bool:
    """Whether two parts are a text in Chinese and the same in English, as `("时间不详", "undated")`."""
    if len(pair) != 2:
        return False
    chinese, english = (
        "".join(part.value for part in ast.walk(one) if isinstance(part, ast.Constant) and isinstance(part.value, str))
        if isinstance(one, ast.Constant | ast.JoinedStr)
        else ""
        for one in pair
    )
    return bool(_RUN.search(chinese) and _LATIN.search(english) and not _RUN.search(english))


def count(package: Path = PACKAGE) -> tuple[Counter[str], dict[str, list[str]]]:
    """Chinese characters by module, and the words that stand in `OFTEN` or more modules with these modules."""
    characters: Counter[str] = Counter()
    modules: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for constant in constants(path.read_text("utf-8")):
            characters[name] += sum(map(len, _RUN.findall(constant)))
            for run in _RUN.findall(_CHOICE.sub("[]", constant)):
                if len(run) > 1:
                    modules[run].add(name)
    return characters, {word: sorted(found) for word, found in sorted(modules.items()) if len(found) >= OFTEN}


def main() -> None:
    """Print the counts, and on demand what they are made of."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--files", action="store_true", help="characters of each module")
    parser.add_argument("--words", action="store_true", help="the repeated words and their modules")
    wanted = parser.parse_args()
    characters, repeated = count()
    if wanted.files:
        for name, number in characters.most_common():
            print(f"{number:6} {name}")
    if wanted.words:
        for word, modules in repeated.items():
            print(word, *modules)
    print(f"{sum(characters.values())} Chinese characters in string constants")
    print(f"{len(repeated)} words in {OFTEN} or more modules")


if __name__ == "__main__":
    main()
