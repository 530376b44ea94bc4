"""What is shipped: the wheel holds the ontology, the word lists and the assets, the source archive the rest."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graph" / "reformgraph"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built without a network."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    for target in ("wheel", "sdist"):
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    return folder


def names(built: Path) -> set[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_wheel_holds_every_file_of_the_package(built: Path) -> None:
    files = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    ontology = {f"reformgraph/ontology/{path.name}" for path in (ROOT / "ontology").iterdir()}
    assert files | ontology <= names(built)
    assert not [name for name in names(built) if name.startswith(("tests/", "scripts/", "docs/"))]


def test_what_the_stages_read_is_there(built: Path) -> None:
    wanted = ("language/headings.json", "cli/messages_zh.tsv", "samples/manifest.csv", "py.typed")
    assert {f"reformgraph/{name}" for name in wanted} <= names(built)
    assert [name for name in names(built) if name.endswith("licenses/LICENSE")]


def test_the_wheel_works_by_itself(built: Path, tmp_path: Path) -> None:
    code = (
        "import reformgraph, sys; from reformgraph.vocabulary.load_vocabulary import load_vocabulary\n"
        "assert '.whl' in reformgraph.__file__; print(len(load_vocabulary().reforms))"
    )
    wheel = next(built.glob("*.whl"))
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(wheel)}, cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert int(done.stdout) > 500


def test_the_source_archive_holds_what_builds_and_tests_it(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    for name in ("pyproject.toml", "README.md", "README.zh.md", "mkdocs.yml", "Makefile", "requirements.lock"):
        assert name in held
    assert {"docs/zh/tutorial.md", "tests/test_packaging.py", "scripts/docs_site.py", "ontology/zones.ttl"} <= held
