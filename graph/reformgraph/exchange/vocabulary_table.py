"""The vocabulary as a table to add to: its reforms, and those of a user's file in front of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reformgraph.errors import VocabularyError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.language.spreadsheet import read_sheet
from reformgraph.vocabulary.load_vocabulary import Vocabulary
from reformgraph.vocabulary.reforms_csv import HEADINGS, OPTIONAL, REQUIRED, read_reforms

#: The columns, in the order in which people fill them in.
COLUMNS = (*REQUIRED, *OPTIONAL)


def vocabulary_rows(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """A row a reform, keys are `COLUMNS`; several values of one cell are divided by ``|``."""
    return [{name: _cell(told[name]) for name in COLUMNS} for told in map(asdict, vocabulary.reforms.values())]


def with_reforms(vocabulary: Vocabulary, added: bytes, where: str) -> list[dict[str, Any]]:
    """The rows of a user's table, then those of the vocabulary; one of the same name is replaced.

    Raises
    ------
    VocabularyError
        When the table is none of reforms, or together they are no vocabulary; the line is that of the user's table.
    """
    sheet = read_sheet(added, where, HEADINGS, fault=VocabularyError, whole_rows=True)
    own = [{name: row.get(name, "") for name in COLUMNS} for _, row in sheet.rows]
    names = {row["name"] for row in own}
    rows = own + [row for row in vocabulary_rows(vocabulary) if row["name"] not in names]
    # The user's lines come first, so that a fault among them is told by their own line.
    read_reforms(csv_text(COLUMNS, cells(rows), raw=True).encode("utf-8"), where)
    return rows


def cells(rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    """The rows as lists in the order of `COLUMNS`."""
    return [[row[name] for name in COLUMNS] for row in rows]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return "|".join(value) if isinstance(value, tuple) else value or ""
