"""The lines shown in the documents work: shell and Python blocks, in order, on the sample pages.

Blocks marked ``sh`` run line by line, blocks marked ``python`` as scripts, those of one page in one folder;
other blocks (``text``, ``r``, unmarked) are not run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def blocks(page: Path) -> list[tuple[int, str, str]]:
    """Line, mark and text of the fenced blocks."""
    text = page.read_text("utf-8")
    return [(text.count("\n", 0, found.start()) + 1, found[1], found[2]) for found in _BLOCK.finditer(text)]


def environment(folder: Path) -> dict[str, str]:
    """Settings in which `reformgraph` and `python` are those of the tests."""
    programs = folder.parent / "programs"
    programs.mkdir()
    for name, command in (("reformgraph", " -m reformgraph"), ("python", "")):
        script = programs / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n', "utf-8")
        script.chmod(0o755)
    settings = {key: value for key, value in os.environ.items() if not key.startswith("REFORMGRAPH_")}
    return {**settings, "PATH": f"{programs}{os.pathsep}{settings['PATH']}", "REFORMGRAPH_LANG": "en"}


@pytest.mark.parametrize("name", ["tutorial", "how-to", "evaluation"])
def test_lines_shown_work(name: str, tmp_path: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("there is no sh to run the lines")
    page = DOCS / f"{name}.md"
    folder = tmp_path / "work"
    folder.mkdir()
    settings = environment(folder)
    ran = 0
    for line, mark, text in blocks(page):
        command = {"sh": ["sh", "-e", "-c", text], "python": [sys.executable, "-W", "error", "-c", text]}.get(mark)
        if command is None:
            continue
        done = subprocess.run(
            command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, f"{page.name}, line {line}: {done.stderr or done.stdout}"
        assert "Traceback" not in done.stderr, f"{page.name}, line {line}"
        ran += 1
    assert ran >= 3
