"""Sample pages, one for each trouble of layout; what they tell is invented."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent
_ORDER = ("columns.txt", "kicker.txt", "sections.md", "web.html", "bulletin.pdf", "reprint.txt")


def sample_pages() -> list[Path]:
    """Paths of the sample pages; the manifest stands beside them as ``manifest.csv``."""
    return [_FOLDER / name for name in _ORDER]


def sample_manifest() -> Path:
    """Path of the manifest of the sample pages."""
    return _FOLDER / "manifest.csv"
