"""The manifest of a build: a CSV table of pages with what is known of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reformgraph.errors import ManifestError, PageError
from reformgraph.reading.decode import decode
from reformgraph.reading.issue_date import is_partial_date, loose_date

COLUMNS = ("path", "id", "date", "source", "edition", "url")
_CURE = f"columns are {','.join(COLUMNS)}; all but path may be left out"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One row: the page file and what the manifest says of it; empty where it says nothing."""

    path: Path
    line: int
    id: str = ""
    date: str = ""
    source: str = ""
    edition: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Entries by the resolved path of their page."""

    path: Path | None = None
    entries: Mapping[Path, ManifestEntry] = field(default_factory=dict)

    def entry(self, path: Path) -> ManifestEntry | None:
        """What the manifest says of a page file, or None."""
        return self.entries.get(path.resolve())


def read_manifest(path: str | Path) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    path
        CSV file with a header; paths in it are absolute or relative to the folder of the manifest.

    Raises
    ------
    ManifestError
        When the file is missing or no table, has an unknown column, names a missing file, a date that
        does not exist, or one id or file twice; the message names file and line.
    """
    path = Path(path)
    rows = _rows(path)
    entries: dict[Path, ManifestEntry] = {}
    ids: dict[str, ManifestEntry] = {}
    for line, row in rows:
        entry = _entry(path, line, row)
        key = entry.path.resolve()
        if key in entries:
            raise _fault(path, line, f"{row['path']} stands in line {entries[key].line} too", "leave one of them")
        if entry.id and entry.id in ids:
            raise _fault(
                path, line, f"the id {entry.id} stands in line {ids[entry.id].line} too", "give each page its own"
            )
        entries[key] = entry
        ids[entry.id] = entry
    return Manifest(path, entries)


def _fault(path: Path, line: int, what: str, cure: str) -> ManifestError:
    return ManifestError(what, where=f"{path}, line {line}", cure=cure)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        text, _ = decode(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise ManifestError("no such manifest", where=str(path), cure="check the path") from None
    except OSError as fault:
        raise ManifestError(f"the manifest cannot be read: {fault.strerror}", where=str(path)) from None
    except PageError as fault:
        raise ManifestError(fault.what, where=str(path), cure=_CURE) from None
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(path, header)
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if len(values) > len(header):
                raise _fault(
                    path, reader.line_num, f"{len(values)} values for {len(header)} columns", "quote values with commas"
                )
            rows.append((reader.line_num, dict(zip(header, (value.strip() for value in values), strict=False))))
    except csv.Error as fault:
        raise _fault(path, reader.line_num, f"not CSV: {fault}", _CURE) from None
    return rows


def _check_header(path: Path, header: list[str]) -> None:
    if "path" not in header:
        raise _fault(path, 1, "there is no column path", _CURE)
    for name in header:
        if name not in COLUMNS:
            raise _fault(path, 1, f"unknown column {name!r}", _CURE)
        if header.count(name) > 1:
            raise _fault(path, 1, f"column {name} stands twice", _CURE)


def _entry(path: Path, line: int, row: Mapping[str, str]) -> ManifestEntry:
    name = row.get("path", "")
    if not name:
        raise _fault(path, line, "the path is empty", "name the page file")
    file = path.parent / name
    if not file.is_file():
        raise _fault(path, line, f"{name} does not exist", f"paths are absolute or relative to {path.parent}")
    values = {column: row.get(column, "") for column in COLUMNS[1:]}
    if values["date"] and not is_partial_date(values["date"]):
        values["date"] = (loose_date(values["date"]) if len(values["date"]) <= 24 else None) or ""
        if not values["date"]:
            raise _fault(path, line, f"{row['date']!r} is no date", "write YYYY-MM-DD, YYYY-MM or YYYY")
    return ManifestEntry(file, line, **values)
