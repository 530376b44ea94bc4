"""Files that programs leave beside pages and that are none themselves: a path in, the kind it is passed over as out."""

from __future__ import annotations

from pathlib import Path

#: Ends of the folder into which a browser or an office program puts what a saved page shows: 通知.html, 通知_files/.
_PARTS = ("_files", ".files", "_file", ".fld")
_PAGES = (".html", ".htm", ".mht", ".xhtml", ".shtml")


def left_over_kind(path: Path, root: Path) -> str:
    """``_files/`` for a part of a page saved beside it, ``~$`` for the mark of an open Office file, else nothing.

    Parameters
    ----------
    path
        Relative to `root`.
    root
        The folder that is searched.
    """
    if path.name.startswith("~$"):
        return "~$"
    folders = (folder for folder in path.parents if folder.name)
    return "_files/" if any(_of_a_page(root / folder) for folder in folders) else ""


def _of_a_page(folder: Path) -> bool:
    stem = next((folder.name[: -len(end)] for end in _PARTS if folder.name.lower().endswith(end)), "")
    return bool(stem) and any(folder.with_name(stem + ending).is_file() for ending in _PAGES)
