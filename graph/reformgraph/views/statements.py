"""The claims as a table: one row a claim, with its quotation and offsets."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import IO

from reformgraph.errors import MissingExtraError
from reformgraph.store import Store

COLUMNS = (
    "claim", "actor", "actor_id", "reform", "reform_id", "candidate", "status", "when", "when_edtf", "onset_edtf",
    "figures", "quote", "start", "end", "article_id", "headline", "source", "issue_date", "page", "page_id",
    "reprint_of",
)  # fmt: skip

Row = dict[str, str | int | bool | None]

_CLAIMS = """
SELECT ?claim ?actor ?reform ?status ?when ?when_edtf ?onset_edtf ?candidate ?article {
  ?claim a rg:AdoptionClaim ; rg:reform ?reform ; rg:status ?status ; prov:wasDerivedFrom ?article .
  OPTIONAL { ?claim rg:actor ?actor }
  OPTIONAL { ?claim rg:whenText ?when }
  OPTIONAL { ?claim rg:when ?when_edtf }
  OPTIONAL { ?claim rg:onset ?onset_edtf }
  OPTIONAL { ?claim rg:candidate ?candidate }
}"""
_EVIDENCE = """
SELECT ?claim ?quote ?start ?end {
  ?claim rg:evidence ?evidence . ?evidence oa:hasTarget ?target .
  ?target oa:hasSelector ?text , ?position .
  ?text oa:exact ?quote . ?position oa:start ?start ; oa:end ?end .
}"""
_ARTICLES = """
SELECT ?article ?headline ?issue_date ?source ?page ?page_id ?reprint_of {
  ?article a rg:Article ; schema:isPartOf ?of .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article rg:issueDate ?issue_date }
  OPTIONAL { ?article rg:reprintOf ?reprint_of }
  OPTIONAL { ?of rg:source ?source }
  OPTIONAL { ?of schema:name ?page }
  OPTIONAL { ?of dct:identifier ?page_id }
}"""
_FIGURES = "SELECT ?claim ?text { ?claim a rg:AdoptionClaim ; rg:figure ?figure . ?figure rg:text ?text }"
_LABELS = """
SELECT ?thing (MIN(?text) AS ?label) {
  { SELECT DISTINCT ?thing {
      ?claim a rg:AdoptionClaim . { ?claim rg:actor ?thing } UNION { ?claim rg:reform ?thing } } }
  ?thing skos:prefLabel ?text FILTER(LANG(?text) != "en")
} GROUP BY ?thing"""


def statements(store: Store) -> Iterator[Row]:
    """Rows of the table, in the order of the claims' IRIs; `COLUMNS` are their keys.

    `start` and `end` are code points of the page text; `figures` are joined by ``; ``.
    """
    evidence = {row["claim"]: row for row in store.select(_EVIDENCE)}
    articles = {row["article"]: row for row in store.select(_ARTICLES)}
    labels = {row["thing"]: row["label"] for row in store.select(_LABELS)}
    figures: dict[str | None, list[str]] = defaultdict(list)
    for row in store.select(_FIGURES):
        figures[row["claim"]].append(row["text"] or "")
    for claim in sorted(store.select(_CLAIMS), key=lambda row: row["claim"] or ""):
        name = claim["claim"]
        yield _row(claim, evidence.get(name, {}), articles.get(claim["article"], {}), labels, sorted(figures[name]))


def _row(
    claim: Mapping[str, str | None],
    evidence: Mapping[str, str | None],
    article: Mapping[str, str | None],
    labels: Mapping[str | None, str | None],
    figures: list[str],
) -> Row:
    def local(iri: str | None) -> str | None:
        return iri.rpartition("/")[2] if iri else None

    values: Row = {
        "claim": claim["claim"],
        "actor": labels.get(claim["actor"]) or local(claim["actor"]),
        "actor_id": claim["actor"],
        "reform": labels.get(claim["reform"]) or local(claim["reform"]),
        "reform_id": claim["reform"],
        "candidate": claim["candidate"] == "true",
        "status": local(claim["status"]),
        "when": claim["when"],
        "when_edtf": claim["when_edtf"],
        "onset_edtf": claim["onset_edtf"],
        "figures": "; ".join(figures) or None,
        "quote": evidence.get("quote"),
        "start": _number(evidence.get("start")),
        "end": _number(evidence.get("end")),
        "article_id": local(claim["article"]),
        "reprint_of": local(article.get("reprint_of")),
    }
    values.update({key: article.get(key) for key in ("headline", "source", "issue_date", "page", "page_id")})
    return {column: values[column] for column in COLUMNS}


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def write_csv(store: Store, out: IO[bytes]) -> None:
    """The table as CSV: UTF-8 without a byte-order mark, ``\\n`` line ends, ``true``/``false``."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in statements(store):
            writer.writerow({**row, "candidate": "true" if row["candidate"] else "false"})
    finally:
        text.detach()


def write_parquet(store: Store, out: IO[bytes]) -> None:
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
    kinds = {"start": pyarrow.int64(), "end": pyarrow.int64(), "candidate": pyarrow.bool_()}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in COLUMNS])
    rows = list(statements(store))
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out)
