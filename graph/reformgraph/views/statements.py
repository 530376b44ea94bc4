"""The claims as a table: one row a claim, with its quotation and offsets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import IO

from reformgraph.errors import MissingExtraError
from reformgraph.store import Store
from reformgraph.views import store_rows as rows
from reformgraph.views.store_rows import ArticleRow, ClaimRow, EvidenceRow, FigureRow, local

COLUMNS = (
    "claim", "actor", "actor_id", "reform", "reform_id", "candidate", "status", "when", "when_edtf", "onset_edtf",
    "figures", "quote", "start", "end", "article_id", "headline", "source", "issue_date", "page", "page_id",
    "reprint_of", "denied", "actor_basis", "confidence",
)  # fmt: skip

Row = dict[str, str | int | float | bool | None]
_FLAGS = ("candidate", "denied")


def statements(store: Store, *, quotes: bool = True) -> Iterator[Row]:
    """Rows of the table, in the order of the claims' IRIs; `COLUMNS` are their keys.

    `start` and `end` are code points of the page text; `figures` are joined by ``; ``.
    Without `quotes` the quotations are left out.
    """
    quoted, articles = rows.evidence(store), rows.articles(store)
    labels, figures = rows.labels(store), rows.figures(store)
    for claim in rows.claims(store):
        row = _row(claim, quoted.get(claim.claim), articles.get(claim.article), labels, figures.get(claim.claim, []))
        yield row if quotes else {**row, "quote": None}


def _row(
    claim: ClaimRow,
    quoted: EvidenceRow | None,
    article: ArticleRow | None,
    labels: Mapping[str, str],
    figures: list[FigureRow],
) -> Row:
    values: Row = {
        "claim": claim.claim,
        "actor": labels.get(claim.actor, local(claim.actor)) if claim.actor else None,
        "actor_id": claim.actor,
        "reform": labels.get(claim.reform, local(claim.reform)),
        "reform_id": claim.reform,
        "candidate": claim.candidate,
        "status": claim.status,
        "denied": claim.denied,
        "when": claim.when_text,
        "when_edtf": claim.when,
        "onset_edtf": claim.onset,
        "figures": "; ".join(sorted(figure.text for figure in figures)) or None,
        "quote": quoted.quote if quoted else None,
        "start": quoted.start if quoted else None,
        "end": quoted.end if quoted else None,
        "article_id": local(claim.article),
        "headline": article.headline if article else None,
        "source": article.source if article else None,
        "issue_date": article.issued if article else None,
        "page": article.page_name if article else None,
        "page_id": article.page_id if article else None,
        "reprint_of": local(article.reprint_of) if article and article.reprint_of else None,
        "actor_basis": claim.actor_basis,
        "confidence": claim.confidence,
    }
    return {column: values[column] for column in COLUMNS}


def write_csv(store: Store, out: IO[bytes], *, quotes: bool = True) -> None:
    """The table as CSV: UTF-8 without a byte-order mark, ``\\n`` line ends, ``true``/``false``."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in statements(store, quotes=quotes):
            writer.writerow({**row, **{name: "true" if row[name] else "false" for name in _FLAGS}})
    finally:
        text.detach()


def write_parquet(store: Store, out: IO[bytes], *, quotes: bool = True) -> None:
    """The table as Parquet.

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
    kinds = {"start": pyarrow.int64(), "end": pyarrow.int64(), "confidence": pyarrow.float64()}
    kinds |= dict.fromkeys(_FLAGS, pyarrow.bool_())
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    table = list(statements(store, quotes=quotes))
    parquet.write_table(pyarrow.Table.from_pylist(table, schema=schema), out)
