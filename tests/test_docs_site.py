"""The documents as a site: built strictly, in Chinese and English, its links turned to where the pages stand."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import reformgraph as rg

ROOT = Path(__file__).parents[1]


def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_site", ROOT / "scripts" / "docs_site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "source", "page", "turned"),
    [
        ("[a](docs/cli.md#x)", "README.md", "index.md", "[a](cli.md#x)"),
        ("[a](docs/zh/tutorial.md)", "README.zh.md", "zh/index.md", "[a](tutorial.md)"),
        ("[a](../Makefile)", "docs/cli.md", "cli.md", "a"),
        ("[a](../../README.md) [b](https://a/b.md)", "docs/zh/x.md", "zh/x.md", "[a](../index.md) [b](https://a/b.md)"),
    ],
)
def test_links_are_turned(text: str, source: str, page: str, turned: str) -> None:
    assert hook().turned(text, source, page) == turned


def test_the_site_is_built_strictly(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    pytest.importorskip("material")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT, capture_output=True, encoding="utf-8", env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in ("index.html", "zh/index.html", "zh/tutorial.html", "zh/how-to.html", "tutorial.html", "changes.html"):
        assert (tmp_path / "site" / name).is_file()
    library = (tmp_path / "site" / "library.html").read_text("utf-8")
    assert [name for name in rg.__dir__() if name != "__version__" and f">{name}</span>" not in library] == []
    assert "哪些开发区推行了" in (tmp_path / "site" / "zh" / "index.html").read_text("utf-8")
