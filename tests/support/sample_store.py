"""The store of the sample pages, built once a process and copied for each test that wants one."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from reformgraph.building.build import build
from reformgraph.samples import sample_manifest, sample_pages


@cache
def _built() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="samples"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build(list(sample_pages()), folder / "store", manifest=sample_manifest())
    return folder / "store"


def sample_store(place: Path) -> Path:
    """A store of the sample pages at a place where nothing is yet."""
    return Path(shutil.copytree(_built(), place))
