"""Tables of claims and figures as files: CSV, Parquet with typed columns, and a data package of both."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from reformgraph._version import __version__
from reformgraph.errors import MissingExtraError, ReformGraphError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.store import Store
from reformgraph.views.statements import TABLES, Row, figure_table, statements


def table_rows(store: Store, table: str, *, quotes: bool = True) -> Iterator[Row]:
    """Rows of a table of `TABLES`."""
    return statements(store, quotes=quotes) if table == "claims" else figure_table(store)


def write_csv(store: Store, out: IO[bytes], *, table: str = "claims", quotes: bool = True, raw: bool = False) -> None:
    """The table as CSV: UTF-8 without a byte-order mark, ``\\n`` line ends, ``true``/``false``.

    A text that a spreadsheet would run is led by an apostrophe, unless `raw`.
    """
    names = list(TABLES[table])
    cells = ([row[name] for name in names] for row in table_rows(store, table, quotes=quotes))
    out.write(csv_text(names, cells, raw=raw).encode("utf-8"))


def write_jsonl(store: Store, out: IO[bytes], *, table: str = "claims", quotes: bool = True) -> None:
    """The table as JSON Lines, one object a row: dates as ISO 8601, what is not known as null."""
    for row in table_rows(store, table, quotes=quotes):
        told = {name: row[name] for name in TABLES[table]}
        out.write(json.dumps(told, ensure_ascii=False, default=str).encode() + b"\n")


def write_parquet(store: Store, out: IO[bytes], *, table: str = "claims", quotes: bool = True) -> None:
    """The table as Parquet, dates as dates and numbers as numbers.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    try:
        import pyarrow  # type: ignore[import-not-found,import-untyped,unused-ignore]
        from pyarrow import parquet
    except ImportError as fault:
        raise MissingExtraError("pyarrow", "parquet") from fault
    kinds = {
        "string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(), "date": pyarrow.date32(),
    }  # fmt: skip
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in TABLES[table].items()])
    found = list(table_rows(store, table, quotes=quotes))
    parquet.write_table(pyarrow.Table.from_pylist(found, schema=schema), out)


def write_package(store: Store, folder: Path, *, quotes: bool = True) -> None:
    """A folder with ``claims.csv``, ``figures.csv`` and ``datapackage.json`` that tells what their columns are.

    Raises
    ------
    ReformGraphError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            out = io.BytesIO()
            write_csv(store, out, table=table, quotes=quotes, raw=True)
            (folder / f"{table}.csv").write_bytes(out.getvalue())
        text = json.dumps(_package(), ensure_ascii=False, indent=1) + "\n"
        (folder / "datapackage.json").write_text(text, encoding="utf-8")
    except OSError as fault:
        what = f"cannot be written: {fault.strerror}"
        raise ReformGraphError(what, where=str(folder), cure="name a folder that can be written") from fault


def _package() -> dict[str, Any]:
    """The descriptor (Frictionless Data Package 1)."""
    return {
        "name": "reformgraph",
        "title": "Reforms of Chinese development zones: claims and figures with their quotations",
        "created_by": f"reformgraph {__version__}",
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, Any]:
    fields: Sequence[dict[str, str]] = [{"name": name, "type": kind} for name, kind in TABLES[table].items()]
    keys = [{"fields": "claim", "reference": {"resource": "claims", "fields": "claim"}}] if table == "figures" else []
    return {
        "name": table,
        "path": f"{table}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": fields,
            "primaryKey": ["claim", "figure"] if table == "figures" else "claim",
            **({"foreignKeys": keys} if keys else {}),
            "missingValues": [""],
        },
    }
