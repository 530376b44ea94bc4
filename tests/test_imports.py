"""What importing costs: the command line starts without the heavy libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"rdflib", "networkx", "pyvis", "numpy", "scipy", "pandas", "statsmodels", "pyshacl", "opencc", "jieba"}


def loaded(statement: str) -> set[str]:
    code = f"{statement}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-Werror", "-c", code], capture_output=True, check=True, text=True)
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_command_line_is_light() -> None:
    assert not loaded("import reformgraph.cli") & (HEAVY | {"pyoxigraph", "ahocorasick_rs"})


@pytest.mark.parametrize(
    "module", ["extraction.article", "store", "building.build", "views.trace", "reading.read_pages", "rdf.page_quads"]
)
def test_stages_are_light(module: str) -> None:
    assert not loaded(f"import reformgraph.{module}") & HEAVY


def test_public_names_are_there() -> None:
    import reformgraph

    for name in reformgraph.__all__:
        assert getattr(reformgraph, name) is not None
    with pytest.raises(AttributeError, match="no attribute"):
        _ = reformgraph.nothing
