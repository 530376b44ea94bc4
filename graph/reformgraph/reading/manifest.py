"""The manifest of a build: a table of pages with what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reformgraph.errors import ManifestError
from reformgraph.language.spreadsheet import Columns, Sheet, headings, read_file, read_sheet
from reformgraph.reading.issue_date import written_date

COLUMNS = ("path", "id", "date", "source", "edition", "url")
#: Headings that people write.
_HEADINGS = Columns(headings("manifest"), required=("path",))


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
    """Entries by the resolved path of their page; `passed_over` are columns that mean nothing here."""

    path: Path | None = None
    entries: Mapping[Path, ManifestEntry] = field(default_factory=dict)
    passed_over: Sequence[str] = ()

    def entry(self, path: Path) -> ManifestEntry | None:
        """What the manifest says of a page file, or None."""
        return self.entries.get(path.resolve())


def read_manifest(path: str | Path) -> Manifest:
    """Read a manifest.

    Parameters
    ----------
    path
        CSV or xlsx with a head (`language.spreadsheet`); paths in it are absolute or relative to its folder,
        with ``/`` or ``\\`` between folders.

    Raises
    ------
    ManifestError
        When the file is missing or no table, names a missing file, a date that does not exist, or one id
        or file twice; the message names file and line.
    """
    path = Path(path)
    sheet = read_sheet(read_file(path, ManifestError), str(path), _HEADINGS, fault=ManifestError)
    entries: dict[Path, ManifestEntry] = {}
    ids: dict[str, ManifestEntry] = {}
    for line, row in sheet.rows:
        entry = _entry(path, line, row, sheet)
        key = entry.path.resolve()
        if key in entries:
            raise _fault(sheet, line, f"{row['path']} stands in line {entries[key].line} too", "leave one of them")
        if entry.id and entry.id in ids:
            raise _fault(
                sheet, line, f"the id {entry.id} stands in line {ids[entry.id].line} too", "give each page its own"
            )
        entries[key] = entry
        ids[entry.id] = entry
    return Manifest(path, entries, sheet.passed_over)


def _fault(sheet: Sheet, line: int, what: str, cure: str) -> ManifestError:
    return ManifestError(what, where=sheet.place(line), cure=cure)


def _entry(path: Path, line: int, row: Mapping[str, str], sheet: Sheet) -> ManifestEntry:
    # "C:\pages\a.txt" is how Windows copies a path; “标准地”改革.txt is a name with marks of its own.
    name = row["path"].strip("\"'")
    if not name.strip("“”"):
        raise _fault(sheet, line, "the path is empty", "name the page file")
    file = _page_file(path.parent, name) or _page_file(path.parent, name.strip("“”"))
    if file is None:
        raise _fault(sheet, line, f"{name} does not exist", f"paths are absolute or relative to {path.parent}")
    values = {column: row.get(column, "") for column in COLUMNS[1:]}
    if told := values["date"]:
        values["date"] = written_date(told) or ""
        if not values["date"]:
            raise _fault(sheet, line, f"{told!r} is no date", "write YYYY-MM-DD, YYYY-MM or YYYY")
    return ManifestEntry(file, line, **values)


def _page_file(folder: Path, name: str) -> Path | None:
    """The file of that name, also where ``\\`` parts its folders and this machine writes ``/``."""
    for tried in (name, name.replace("\\", "/")):
        try:
            if (folder / tried).is_file():
                return folder / tried
        except (OSError, ValueError):  # longer than names may be, or a NUL in it
            return None
    return None
