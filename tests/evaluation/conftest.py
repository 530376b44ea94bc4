"""A folder with labels and pages of the invented page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.evaluation_page import TEXT, label


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "labels").mkdir()
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "昌河.txt").write_text(TEXT, "utf-8")
    (tmp_path / "labels" / "昌河.json").write_text(json.dumps(label(), ensure_ascii=False), "utf-8")
    return tmp_path
