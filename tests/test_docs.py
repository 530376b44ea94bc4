"""The lines shown in the documents work: shell and Python blocks, in order, on the sample pages.

Blocks marked ``sh`` run line by line, blocks marked ``python`` as scripts, those of one page in one folder; a server is
asked and ended. Blocks marked ``text`` need what is not there (pip, a network, a server elsewhere) and are counted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.fork_server import program

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_COPY = "import shutil, reformgraph.samples as s; shutil.copytree(s.__path__[0], 'pages')"
#: Pages that begin in an empty folder; the others begin with the store of the demo and the sample pages.
EMPTY = ("tutorial.md", "how-to.md", "evaluation.md", "zh/tutorial.md", "zh/how-to.md")
PAGES = (*EMPTY, "diffusion.md", "pages.md", "queries.md", "serve.md", "stores.md", "../README.md", "../README.zh.md")
#: Pages that show nearly the lines of their English twin: run with the long tests.
TWINS = ("zh/tutorial.md", "zh/how-to.md", "../README.zh.md")


def blocks(page: Path) -> list[tuple[int, str, str]]:
    """Line, mark and text of the fenced blocks."""
    text = page.read_text("utf-8")
    return [(text.count("\n", 0, found.start()) + 1, found[1], found[2]) for found in _BLOCK.finditer(text)]


def environment(folder: Path) -> dict[str, str]:
    """Settings in which `reformgraph` and `python` are those of the tests."""
    programs = folder.parent / "programs"
    programs.mkdir()
    program(programs / "reformgraph")
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    settings = {key: value for key, value in os.environ.items() if not key.startswith("REFORMGRAPH_")}
    return {**settings, "PATH": f"{programs}{os.pathsep}{settings['PATH']}", "REFORMGRAPH_LANG": "en"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store of the demo and the sample pages."""
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, "-c", _COPY], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "reformgraph", "demo"], cwd=folder, check=True, capture_output=True)
    return folder


def steps(mark: str, text: str) -> Iterator[tuple[str, str]]:
    """What is run of a block, in order: scripts whole, but a server by itself."""
    if mark == "bash" or (mark == "python" and not text.startswith(">>>")):  # test_readme runs those
        yield mark, text
    elif mark == "sh":
        lines: list[str] = []
        for line in text.splitlines():
            if not line.startswith("reformgraph serve"):
                lines.append(line)
                continue
            if lines:
                yield "sh", "\n".join(lines)
            lines = []
            yield "serve", line.partition("#")[0]
        if lines:
            yield "sh", "\n".join(lines)


def served(command: str, folder: Path, settings: dict[str, str]) -> None:
    """Start a server, ask it whether it is well, end it."""
    process = subprocess.Popen(
        ["sh", "-c", f"exec {command} --port 0"], cwd=folder, env=settings, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address.rstrip('/')}/healthz", timeout=30) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.full) if name in TWINS else name for name in PAGES]
)
def test_lines_shown_work(name: str, demo: Path, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no shell to run the lines")
    page = (DOCS / name).resolve()
    folder = tmp_path / "work"
    settings = environment(folder)
    if name in EMPTY:
        folder.mkdir()
    else:
        shutil.copytree(demo, folder)
        if "README" not in name:  # they build a store of their own
            settings["REFORMGRAPH_STORE"] = "demo/reformgraph.store"
        settings["REFORMGRAPH_LANG"] = "zh" if "zh" in name else "en"
    for line, mark, text in blocks(page):
        if mark == "sparql":
            (folder / "printed.rq").write_text(text, "utf-8")
        for kind, script in steps(mark, text):
            if kind == "serve":
                served(script, folder, settings)
                continue
            shell = [kind, "-e", "-c", script]
            command = [sys.executable, "-W", "error", "-c", script] if kind == "python" else shell
            done = subprocess.run(
                command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", timeout=240, check=False
            )
            assert done.returncode == 0, f"{page.name}, line {line}: {done.stderr or done.stdout}"
            assert "Traceback" not in done.stderr, f"{page.name}, line {line}"


def test_every_command_shown_is_run() -> None:
    """Blocks with commands that no test runs: what they need is not there, and their number does not grow unseen."""
    shown = {}
    for page in (*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "README.zh.md"):
        if page.name == "cli.md":  # generated: the help of every command
            continue
        for line, mark, text in blocks(page):
            asks = re.search(r"^(?:\S*/)?(?:reformgraph|python|pip|make|docker) ", text, re.M)
            place = page.relative_to(ROOT).as_posix()
            if asks and (mark not in ("sh", "bash", "python") or place not in run_pages()):
                shown[f"{place}:{line}"] = text.splitlines()[0]
    needing = [text for text in shown.values() if not re.search(r"\b(pip|make|venv|http://|tcp://)", text)]
    assert needing == [], "mark them sh, and let them work on the sample pages"
    assert len(shown) <= 12


def run_pages() -> set[str]:
    return {(DOCS / name).resolve().relative_to(ROOT).as_posix() for name in PAGES}
