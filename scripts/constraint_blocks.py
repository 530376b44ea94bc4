"""SHACL beyond single properties: SPARQL constraints from `constraints.sparql`, closed shapes from `closed.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from reformgraph.iri import prefixes
from shape_blocks import Table, cure
from turtle_writer import block, literal

_CURES = {"skos:Concept": ("改正词表或审定意见后重新构建", "correct the vocabulary or the decisions, then build again")}


def constraint_blocks(text: str) -> Iterator[str]:
    """A node shape and its SPARQL constraint for each block of the file.

    Raises
    ------
    ValueError
        If the head of a block does not have five parts.
    """
    declared = [f"shape:prefix-{prefix}" for prefix in sorted(prefixes())]
    yield block("shape:prefixes", [("a", ["owl:Ontology"]), ("sh:declare", declared)])
    for prefix, space in sorted(prefixes().items()):
        rows = [("sh:prefix", [literal(prefix)]), ("sh:namespace", [literal(space, "^^xsd:anyURI")])]
        yield block(f"shape:prefix-{prefix}", rows)
    for part in text.split("\n## ")[1:]:
        head, _, body = part.partition("\n")
        fields = [field.strip() for field in head.split("|")]
        if len(fields) != 5:
            raise ValueError(f"constraints.sparql: not a head: {head}")
        name, target, path, chinese, english = fields
        cure_zh, cure_en = _CURES.get(target) or cure(target)
        where = body.strip().replace("?this", "$this")
        yield block(
            f"shape:{name}",
            [("a", ["sh:NodeShape"]), ("sh:targetClass", [target]), ("sh:sparql", [f"shape:{name}-select"])],
        )
        yield block(
            f"shape:{name}-select",
            [
                ("a", ["sh:SPARQLConstraint"]),
                ("sh:prefixes", ["shape:prefixes"]),
                ("sh:select", [literal(f"SELECT DISTINCT $this ?value WHERE {{ {where} }}")]),
                ("rg:path", [literal(path)]),
                ("sh:message", [literal(chinese, "@zh"), literal(english, "@en")]),
                ("rg:cure", [literal(cure_zh, "@zh"), literal(cure_en, "@en")]),
            ],
        )


def closed_blocks(closed: Table, shapes: Table) -> Iterator[str]:
    """A closed node shape for each class that only we speak of: it has nothing but what its shapes tell."""
    for row in closed:
        target = row["target"]
        known = {shape["path"] for shape in shapes if shape["target"] == target}
        allowed = sorted(known | set(filter(None, row["also"].split("|"))) | {"rdf:type"})
        cure_zh, cure_en = cure(target)
        yield block(
            f"shape:{target.partition(':')[2]}-closed",
            [
                ("a", ["sh:NodeShape"]),
                ("sh:targetClass", [target]),
                ("sh:closed", ["true"]),
                ("sh:ignoredProperties", ["( " + " ".join(allowed) + " )"]),
                (
                    "sh:message",
                    [literal(f"{target} 没有这个属性", "@zh"), literal(f"{target} has no such property", "@en")],
                ),
                ("rg:cure", [literal(cure_zh, "@zh"), literal(cure_en, "@en")]),
            ],
        )
