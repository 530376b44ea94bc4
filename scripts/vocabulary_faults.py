"""What can be wrong with the CSV files of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph

from reform_faults import reform_faults
from reformgraph.iri import prefixes, slug

Tables = Mapping[str, list[dict[str, str]]]
#: Forms that belong to two kinds of zones in the language itself.
SHARED_FORMS = frozenset({"经开区"})
SLUGGED = {"reforms": "reform", "categories": "category", "zone-kinds": "kind"}
#: Tables that describe nothing of their own.
LISTS = frozenset({"published-reforms"})
PLAIN = {"places": ("place", "code"), "statuses": ("status", "name"), "classes": ("rg", "name"),
         "properties": ("rg", "name"), "schemes": ("rg", "name"), "units": ("rg", "name")}  # fmt: skip


def faults(tables: Tables) -> Iterator[str]:
    """One line for each fault: names, broader terms, forms, parents."""
    yield from _names(tables)
    yield from reform_faults(tables["reforms"], tables["published-reforms"])
    for file in ("reforms", "zone-kinds"):
        yield from _broader(file, tables[file])
        yield from _forms(file, tables[file])
    categories = {row["code"] for row in tables["categories"]}
    for row in tables["reforms"]:
        if row["category"] not in categories:
            yield f"reforms.csv: {row['name']}: unknown category {row['category']}"
    codes = {row["code"] for row in tables["places"]}
    for row in tables["places"]:
        if row["parent"] and row["parent"] not in codes:
            yield f"places.csv: {row['code']}: unknown parent {row['parent']}"
        if bool(row["lat"]) != bool(row["lon"]):
            yield f"places.csv: {row['code']}: half of the coordinates"


def _names(tables: Tables) -> Iterator[str]:
    """Local names that two entries share or that are not valid without escapes."""
    spaces = prefixes()
    seen: dict[tuple[str, str], str] = {}
    for file, rows in tables.items():
        if file in LISTS:
            continue
        prefix, column = (SLUGGED[file], "name") if file in SLUGGED else PLAIN[file]
        for row in rows:
            local = slug(row[column]) if file in SLUGGED else row[column]
            if (prefix, local) in seen:
                yield f"{file}.csv: {row[column]}: shares its IRI with {seen[prefix, local]}"
            seen[prefix, local] = f"{file}.csv: {row[column]}"
            if not is_local_name(spaces[prefix], local):
                yield f"{file}.csv: {row[column]}: {local} is not a valid local name"


def is_local_name(space: str, local: str) -> bool:
    """Whether Turtle and SPARQL both read ``x:local`` as the IRI meant."""
    try:
        (quad,) = pyoxigraph.parse(f"@prefix x: <{space}> . x:{local} a x: .", format=pyoxigraph.RdfFormat.TURTLE)
        solutions = _EMPTY.query(f"PREFIX x: <{space}> SELECT ?a {{ BIND(x:{local} AS ?a) }}")
        found = next(solutions)[0]  # type: ignore[arg-type]
    except SyntaxError:
        return False
    return bool(quad.subject == found == pyoxigraph.NamedNode(space + local))


_EMPTY = pyoxigraph.Store()


def _broader(file: str, rows: list[dict[str, str]]) -> Iterator[str]:
    above = {row["name"]: row["broader"] for row in rows}
    for name in above:
        seen, current = {name}, above[name]
        while current:
            if current not in above:
                yield f"{file}.csv: {name}: unknown broader {current}"
                break
            if current in seen:
                yield f"{file}.csv: {name}: its broader terms go round in a circle"
                break
            seen.add(current)
            current = above[current]


def _forms(file: str, rows: list[dict[str, str]]) -> Iterator[str]:
    """Forms that two entries claim."""
    owners: dict[str, str] = {}
    for row in rows:
        forms = [row["name"], *row["aliases"].split("|"), *row.get("misprints", "").split("|")]
        for form in filter(None, forms):
            owner = owners.setdefault(form, row["name"])
            if owner != row["name"] and form not in SHARED_FORMS:
                yield f"{file}.csv: {form}: is a form of both {owner} and {row['name']}"
