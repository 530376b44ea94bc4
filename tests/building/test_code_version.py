"""What decides what a page says is part of the key; what does not, is not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECIDES = ["language", "vocabulary", "reading", "layout", "extraction", "rdf"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and the ontology, laid out as in a checkout."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "graph", folder / "graph", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    return folder


def key(checkout: Path) -> str:
    code = "from reformgraph.building.code_version import code_version; print(code_version())"
    environment = {"PYTHONPATH": str(checkout / "graph"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def changed(path: Path, checkout: Path) -> bool:
    before, content = key(checkout), path.read_bytes()
    path.write_bytes(content + b"\n# another word\n")
    try:
        return key(checkout) != before
    finally:
        path.write_bytes(content)


@pytest.mark.parametrize("package", DECIDES)
def test_a_change_in_each_stage_changes_the_key(copy: Path, package: str) -> None:
    deepest = max((copy / "graph/reformgraph" / package).rglob("*.py"), key=lambda path: (len(path.parts), str(path)))
    assert changed(deepest, copy)


@pytest.mark.parametrize("name", ["graph/reformgraph/records.py", "ontology/reforms.ttl"])
def test_records_and_ontology_change_the_key(copy: Path, name: str) -> None:
    assert changed(copy / name, copy)


def test_word_lists_change_the_key(copy: Path) -> None:
    words = copy / "graph/reformgraph/language/lexicon/example.txt"
    words.parent.mkdir(exist_ok=True)
    words.write_text("一\n", encoding="utf-8")
    assert changed(words, copy)


@pytest.mark.parametrize("name", ["exchange/export.py", "cli/options.py", "show/graph/render.py"])
def test_what_only_shows_or_prints_leaves_the_key(copy: Path, name: str) -> None:
    assert not changed(copy / "graph/reformgraph" / name, copy)
