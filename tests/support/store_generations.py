"""The generation of a store that a test knows to be there."""

from __future__ import annotations

from pathlib import Path

from reformgraph.store import generations


def current(folder: Path) -> Path:
    """Folder of the current generation; a store without one fails the test."""
    found = generations.current(folder)
    assert found is not None, folder
    return found
