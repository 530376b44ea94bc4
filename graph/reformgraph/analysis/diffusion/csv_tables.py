"""Tables in and out: CSV or xlsx with a head (`language.spreadsheet`), as columns of strings with their line numbers.

Nothing is repaired in silence: what is dropped is counted in `notes`, what cannot be read is an
error that names file and line.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any

from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.exchange.spreadsheets import csv_text, guarded
from reformgraph.language import spreadsheet
from reformgraph.language.spreadsheet import Sheet, read_file, read_sheet

#: Other names of columns that are understood: those of the published tables and of the R packages.
ALIASES: Mapping[str, Sequence[str]] = spreadsheet.headings("analysis")


_ANY = spreadsheet.Columns({})
_SPECIAL = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table.

    Attributes
    ----------
    name
        The file name, for messages; ``-`` is standard input.
    columns
        Column name -> values as strings, stripped of white space; all of one length.
    lines
        The line of each row.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int] = ()

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def line(self, row: int) -> str:
        """``file, line n`` of a row counted from 0."""
        return f"{self.name}, line {self.lines[row] if self.lines else row + 2}"


def _bytes(path: str | Path) -> tuple[str, bytes]:
    if str(path) == "-":
        return "-", sys.stdin.buffer.read() if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()
    return str(path), read_file(path)


def _pick(header: Sequence[str], wanted: str, given: Mapping[str, str]) -> str | None:
    if wanted in given:
        return given[wanted] if given[wanted] in header else None
    plain = {heading.lower(): heading for heading in reversed(header)}
    return next((plain[name] for name in (wanted, *ALIASES.get(wanted, ())) if name in plain), None)


def read_columns(
    path: str | Path,
    required: Sequence[str],
    optional: Sequence[str] = (),
    given: Mapping[str, str] | None = None,
    keep_rest: bool = False,
) -> Columns:
    """Read a CSV table.

    Parameters
    ----------
    path
        File, or ``-`` for standard input.
    required, optional
        Columns to read; a usual other name is taken where the name itself is missing (`ALIASES`).
    given
        Our name -> the name in the file, where neither fits.
    keep_rest
        Also keep all other columns, under their own names.

    Raises
    ------
    UsageError
        The file or a required column is missing, or a row has more or fewer cells than the head.
    """
    name, data = _bytes(path)
    sheet = read_sheet(data, name, _ANY, whole_rows=True, keep_rest=True) if data.strip() else Sheet(name, (), (), ())
    header = [heading.strip() for heading in sheet.headings]
    chosen: dict[str, str] = {}
    for wanted in (*required, *optional):
        found = _pick(header, wanted, given or {})
        if found is not None:
            chosen[wanted] = found
        elif wanted in required:
            raise UsageError(
                f"there is no column {given.get(wanted, wanted) if given else wanted!r}",
                where=name,
                cure=f"the header is {','.join(header) or 'empty'}; needed: {','.join(required)}",
            )
    if keep_rest:
        chosen.update({other: other for other in header if other not in chosen.values() and other not in chosen})
    columns = {wanted: [row[heading] for _, row in sheet.rows] for wanted, heading in chosen.items()}
    return Columns(name, columns, [line for line, _ in sheet.rows])


def numbers(table: Columns, column: str, empty: float = float("nan")) -> list[float]:
    """A column as numbers; empty, ``NA`` and ``NaN`` become `empty`.

    Raises
    ------
    ReformGraphError
        A value is not a finite number; the message names the line.
    """
    values = table.columns[column]
    out: list[float] = []
    for row, text in enumerate(values):
        if text in ("", "NA", "NaN", "nan", "None"):
            out.append(empty)
            continue
        try:
            value = float(text)
        except ValueError:
            value = float("inf")
        if value - value != 0:
            raise ReformGraphError(
                f"{column} is {text!r}, not a number", where=table.line(row), cure="write a number, or leave it empty"
            )
        out.append(value)
    return out


def cell(value: object) -> str:
    """A value as it stands in a CSV field: numbers in full, None empty, whole floats without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)


def fields_of(row: object) -> dict[str, Any]:
    """A row (mapping, or record with slots) as a plain dictionary, in the order of its fields."""
    if isinstance(row, Mapping):
        return dict(row)
    if is_dataclass(row) and not isinstance(row, type):
        return {name: getattr(row, name) for name in row.__dataclass_fields__}
    raise TypeError(f"not a row: {row!r}")


def _csv(rows: Sequence[Mapping[str, Any]], header: Sequence[str]) -> str:
    return csv_text(header, ([_guarded(row.get(name)) for name in header] for row in rows), raw=True)


def _guarded(value: object) -> str:
    """A cell that no spreadsheet runs: a name may begin with ``=``, a number with ``-``."""
    return str(guarded(value)) if isinstance(value, str) else cell(value)


def long_csv(
    header: Sequence[str], ids: Sequence[str], periods: Sequence[int | str], table: Sequence[Sequence[float]]
) -> str:
    """A table of nodes by periods in long form, as `render` would print it, quick for millions of cells."""
    seen: dict[float, str] = {}
    out = [",".join(header)]
    for name, line in zip(ids, table, strict=True):
        quoted = _csv([{"": name}], ("",)).split("\n", 1)[1][:-1] if _SPECIAL.search(name) else name
        for period, value in zip(periods, line, strict=True):
            text = seen.get(value)
            if text is None:
                text = seen[value] = cell(value)
            out.append(f"{quoted},{period},{text}")
    return "\n".join([*out, ""])


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else cell(value)


def _width(text: str) -> int:
    return sum(2 if ord(sign) >= 0x1100 else 1 for sign in text)


def _table(rows: Sequence[Mapping[str, Any]], header: Sequence[str]) -> str:
    body = [[_short(row.get(name)) for name in header] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *body, strict=True)]
    lines = [
        "  ".join(text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in [list(header), ["-" * width for width in widths], *body]
    ]
    return "\n".join(lines) + "\n"


def render(rows: Iterable[object], form: str, header: Sequence[str] | None = None) -> str:
    """Rows as ``table``, ``csv`` or ``json`` text, ending in a line break.

    JSON is a list of objects; None is ``null``, in CSV an empty field. Numbers are printed in full in CSV
    and JSON, with six significant digits in the table.

    Raises
    ------
    UsageError
        The form is unknown.
    """
    plain = [fields_of(row) for row in rows]
    names = list(header or (plain[0] if plain else ()))
    forms: dict[str, Callable[[], str]] = {
        "csv": lambda: _csv(plain, names),
        "table": lambda: _table(plain, names),
        "json": lambda: json.dumps([{n: r.get(n) for n in names} for r in plain], ensure_ascii=False, indent=1) + "\n",
    }
    if form not in forms:
        raise UsageError(f"no output format {form!r}", cure=f"one of {', '.join(forms)}")
    return forms[form]()
