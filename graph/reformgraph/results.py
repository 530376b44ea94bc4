"""What the verbs give back: lists of records that print short, show as tables in notebooks and become data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, Generic, SupportsIndex, TypeVar

from reformgraph.errors import MissingExtraError

Record = TypeVar("Record")
Row = Mapping[str, Any]
#: Rows that a notebook shows.
_SHOWN = 20


class Results(Sequence[Record], Generic[Record]):
    """Records in order, with flat rows for tables.

    Parameters
    ----------
    records
        What was found.
    flat
        Makes the flat rows of one record: a claim of an adoption, a cell of a page.
    name
        What the records are called, for print.
    """

    __slots__ = ("_flat", "_name", "_records")

    def __init__(self, records: Iterable[Record], flat: Callable[[Record], Iterable[Row]], name: str) -> None:
        self._records, self._flat, self._name = tuple(records), flat, name

    def __len__(self) -> int:
        return len(self._records)

    def __getitem__(self, index: Any) -> Any:
        found = self._records[index]
        return found if isinstance(index, SupportsIndex) else Results(found, self._flat, self._name)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._name}>"

    def to_dict(self) -> list[dict[str, Any]]:
        """Flat rows as dictionaries."""
        return [dict(row) for record in self._records for row in self._flat(record)]

    def to_frame(self) -> Any:
        """Flat rows as a pandas data frame.

        Raises
        ------
        MissingExtraError
            If pandas is not installed (extra ``analysis``).
        """
        try:
            import pandas
        except ImportError as fault:
            raise MissingExtraError("pandas", "analysis") from fault
        return pandas.DataFrame(self.to_dict())

    def _repr_html_(self) -> str:
        """A table of the first rows; every text escaped."""
        rows = self.to_dict()
        heads = list(dict.fromkeys(key for row in rows for key in row))
        head = "".join(f"<th>{escape(str(name))}</th>" for name in heads)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_shown(row.get(name)))}</td>" for name in heads) + "</tr>"
            for row in rows[:_SHOWN]
        )
        more = f"<p>… {len(rows)}</p>" if len(rows) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
