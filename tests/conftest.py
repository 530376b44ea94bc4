"""What holds for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Workers of pytest-xdist are told the width of the terminal; tests of tables are those of output that goes elsewhere.
os.environ.pop("COLUMNS", None)

#: Files whose tests take longest, the longest first: they begin, so that none is left to one worker at the end. Most
#: begin processes of their own or measure how time grows, so that coverage is not counted while they run.
LONGEST = (
    "test_docs.py", "store/test_faults.py", "store/test_kill.py", "show/test_serve_attacks.py", "show/test_xss.py",
    "building/test_distributed_build.py", "show/test_page_browser.py", "growth/test_stages.py",
    "extraction/test_extract_properties.py", "show/test_serve.py", "cli/test_other_systems.py", "rdf/test_shapes.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the longest files and put them to the front, the others in their order."""
    order = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    assert all(path.exists() for path in order), "a file of LONGEST is gone"
    items.sort(key=lambda item: order.get(item.path, len(order)))
    for item in items:
        if item.path in order:
            item.add_marker("no_cover")
