"""What holds for all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Workers of pytest-xdist are told the width of the terminal; tests of tables are those of output that goes elsewhere.
os.environ.pop("COLUMNS", None)

#: Files whose tests take longest, the longest first. They begin, so that none is left to one worker at the end.
LONGEST = (
    "test_docs.py", "show/test_page_browser.py", "building/test_distributed_build.py", "store/test_faults.py",
    "cli/test_mistakes.py", "store/test_kill.py", "show/test_serve.py", "growth/test_stages.py",
    "extraction/test_extract_properties.py", "rdf/test_shapes.py", "cli/test_other_systems.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files to the front, the others in their order."""
    order = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    assert all(path.exists() for path in order), "a file of LONGEST is gone"
    items.sort(key=lambda item: order.get(item.path, len(order)))
