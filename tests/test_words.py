"""Words are data: the code does not gain Chinese words, nor words told in several modules."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

#: What was reached; only lower figures are right ones. A new word goes into a list of language/lexicon.
CHARACTERS = 14_800
REPEATED = 50


def script() -> ModuleType:
    path = Path(__file__).parents[1] / "scripts" / "count_words.py"
    spec = importlib.util.spec_from_file_location("count_words", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_code_gains_no_words() -> None:
    characters, repeated = script().count()
    assert sum(characters.values()) <= CHARACTERS, "move words to a list of language/lexicon"
    assert len(repeated) <= REPEATED, "one fact, one list: scripts/count_words.py --words tells which"


def test_docstrings_do_not_count_and_runs_are_words(tmp_path: Path) -> None:
    code = '"""甲乙丙"""\nA = "推行|实行x行|[省市]"\ndef f():\n    """丁"""\n    return f"{A}乙级"\n'
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    (tmp_path / "four.py").write_text(
        'A = _t("推行", "go on"), ("推行", "go on"), (f"推行{1}", "go on"), ("推行", "实行")\n'
        'B = say("推行", "go on"), say("改革", "改革")\n',
        "utf-8",
    )
    (tmp_path / "two.py").write_text('A = "推行"\n', encoding="utf-8")
    characters, repeated = script().count(tmp_path)
    assert dict(characters) == {"one.py": 9, "three.py": 9, "two.py": 2, "four.py": 8}
    assert repeated == {"推行": ["four.py", "one.py", "three.py", "two.py"], "实行": ["four.py", "one.py", "three.py"]}
