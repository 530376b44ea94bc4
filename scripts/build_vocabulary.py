"""Build the Turtle files and the JSON-LD context of `ontology/` from the CSV files of `scripts/vocabulary/`.

usage: build_vocabulary.py [--check]

`--check` writes nothing and exits 1 when a file of the ontology differs or the sources have a fault.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "graph")]

from constraint_blocks import closed_blocks, constraint_blocks  # noqa: E402
from place_names import short_forms  # noqa: E402
from reformgraph.iri import EDTF, SH, prefixes, slug  # noqa: E402
from reformgraph.vocabulary.load_vocabulary import PINYIN  # noqa: E402
from shape_blocks import shape_blocks  # noqa: E402
from turtle_writer import Row, block, document, literal  # noqa: E402
from vocabulary_faults import faults  # noqa: E402

SOURCES = HERE / "vocabulary"
ONTOLOGY = HERE.parent / "ontology"
VERSION = "1.2.0"
ONTOLOGY_IRI = "<https://w3id.org/reformgraph/ns>"
VERSIONS_ZH = (
    "本体的版本只随术语变化；词表的版本是其内容的摘要（rg:vocabularyVersion）；软件另有版本（rg:softwareVersion）。"
)
VERSIONS_EN = (
    "The version of the ontology changes with its terms only; that of the vocabulary is a digest of its content "
    "(rg:vocabularyVersion); the software has its own (rg:softwareVersion)."
)
#: Closely related terms of OWL-Time, which speaks of resources where we write EDTF literals.
CLOSE = {"when": "time:hasTime", "onset": "time:hasBeginning", "end": "time:hasEnd"}
SHAPE_SPACES = {"sh": SH, "shape": "https://w3id.org/reformgraph/shapes#"}
KINDS = {
    "annotation": "owl:AnnotationProperty",
    "object": "owl:ObjectProperty",
    "data": "owl:DatatypeProperty",
    "any": "rdf:Property",
}
Table = list[dict[str, str]]


def table(name: str) -> Table:
    """Rows of a CSV file of the sources.

    Raises
    ------
    ValueError
        If a line has too many or too few fields; names file and line.
    """
    with (SOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = []
        reader = csv.DictReader(stream, strict=True)
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{name}.csv:{reader.line_num}: not {len(reader.fieldnames or ())} fields")
            rows.append(row)
    return rows


def zh(text: str) -> list[str]:
    """Chinese literal, none for an empty text."""
    return [literal(text, "@zh")] if text else []


def en(text: str) -> list[str]:
    """English literal, none for an empty text."""
    return [literal(text, "@en")] if text else []


def parts(field: str) -> list[str]:
    """Parts of a field divided by ``|``."""
    return [part for part in field.split("|") if part]


def flag(value: str) -> list[str]:
    """The object of a flag that is set."""
    return ["true"] if value == "1" else []


def labels(row: dict[str, str]) -> list[Row]:
    """Labels and comments of a term."""
    return [
        ("rdfs:label", zh(row["label_zh"]) + en(row["label_en"])),
        ("rdfs:comment", zh(row["comment_zh"]) + en(row["comment_en"])),
        ("rdfs:isDefinedBy", [ONTOLOGY_IRI]),
    ]


def scheme_blocks(file: str) -> Iterator[str]:
    """Concept schemes that a file declares."""
    for row in table("schemes"):
        if row["file"] == file:
            named = zh(row["label_zh"]) + en(row["label_en"])
            noted = zh(row["comment_zh"]) + en(row["comment_en"])
            yield block(
                f"rg:{row['name']}",
                [("a", ["skos:ConceptScheme"]), ("skos:prefLabel", named), ("skos:note", noted)],
            )


def terms() -> Iterator[str]:
    """Blocks of `reformgraph.ttl`: header, datatype, classes, properties, statuses."""
    yield block(
        ONTOLOGY_IRI,
        [
            ("a", ["owl:Ontology"]),
            ("dct:title", zh("改革图谱本体") + en("Ontology of reformgraph")),
            ("dct:description", zh("开发区改革及其证据。") + en("Reforms of development zones and their evidence.")),
            ("dct:license", ["<https://spdx.org/licenses/MIT>"]),
            ("rdfs:seeAlso", ["<https://w3id.org/reformgraph/ns/context.jsonld>"]),
            ("owl:versionInfo", [literal(VERSION)]),
            ("owl:versionIRI", [f"<https://w3id.org/reformgraph/ns/{VERSION}>"]),
            ("rdfs:comment", zh(VERSIONS_ZH) + en(VERSIONS_EN)),
        ],
    )
    note_zh = "EDTF（ISO 8601-2）一级子集的日期与区间，如 2024-10、../2024-06-30、2024-11~。"
    note_en = "Dates and intervals of the level 1 subset of EDTF (ISO 8601-2), as 2024-10, ../2024-06-30, 2024-11~."
    yield block(f"<{EDTF}>", [("a", ["rdfs:Datatype"]), ("rdfs:label", en("EDTF level 1")),
                             ("rdfs:comment", zh(note_zh) + en(note_en))])  # fmt: skip
    for row in sorted(table("classes"), key=lambda row: row["name"]):
        above: Row = ("rdfs:subClassOf", sorted(parts(row["sub_class_of"])))
        yield block(f"rg:{row['name']}", [("a", ["owl:Class"]), above, *labels(row)])
    for row in sorted(table("properties"), key=lambda row: row["name"]):
        close = CLOSE.get(row["name"])
        span = {"": [], "edtf": [f"<{EDTF}>"]}.get(row["range"], [row["range"]])
        yield block(
            f"rg:{row['name']}",
            [
                ("a", [KINDS[row["kind"]]]),
                ("rdfs:subPropertyOf", parts(row["sub_property_of"])),
                ("rdfs:domain", parts(row["domain"])),
                ("rdfs:range", span),
                ("skos:closeMatch", [close] if close else []),
                *labels(row),
            ],
        )
    for row in table("units"):
        yield block(f"rg:{row['name']}", [("a", ["qudt:Unit"]), *labels(row)])
    yield from scheme_blocks("reformgraph")
    for row in table("statuses"):
        yield block(
            f"status:{row['name']}",
            [
                ("a", ["skos:Concept"]),
                ("skos:inScheme", ["rg:Statuses"]),
                ("skos:prefLabel", zh(row["label"]) + en(row["english"])),
                ("skos:definition", zh(row["definition_zh"]) + en(row["definition"])),
            ],
        )


def reforms() -> Iterator[str]:
    """Blocks of `reforms.ttl`: schemes, categories, then the reforms in the order of the CSV file."""
    yield from scheme_blocks("reforms")
    names = {}
    for row in table("categories"):
        names[row["code"]] = row["name"]
        yield block(
            f"category:{slug(row['name'])}",
            [
                ("a", ["skos:Concept"]),
                ("skos:inScheme", ["rg:Categories"]),
                ("skos:notation", [literal(row["code"])]),
                ("skos:prefLabel", zh(row["name"]) + en(row["english"])),
                ("skos:definition", zh(row["definition_zh"]) + en(row["definition"])),
            ],
        )
    for row in table("reforms"):
        yield block(f"reform:{slug(row['name'])}", reform_rows(row, names))
    yield from retired_blocks()


def reform_rows(row: dict[str, str], categories: dict[str, str]) -> list[Row]:
    """What is said of a reform; `categories` are the Chinese names of the categories by code."""
    return [
        ("a", ["skos:Concept"]),
        ("skos:inScheme", ["rg:Reforms"]),
        ("skos:notation", [literal(row["notation"])]),
        ("skos:topConceptOf", [] if row["broader"] else ["rg:Reforms"]),
        ("skos:broader", reform_names(row["broader"])),
        ("skos:related", reform_names(row["related"])),
        ("skos:prefLabel", zh(row["name"]) + en(row["english"])),
        ("skos:altLabel", [literal(form, "@zh") for form in parts(row["aliases"]) if form != row["name"]]),
        ("skos:hiddenLabel", [literal(row["pinyin"], "@" + PINYIN)]),
        ("skos:definition", zh(row["definition_zh"]) + en(row["definition"])),
        ("skos:scopeNote", zh(row["scope_note_zh"]) + en(row["scope_note"])),
        ("skos:editorialNote", zh(row["alone"])),
        ("rg:category", [f"category:{slug(categories[row['category']])}"]),
        ("rg:level", [literal(row["level"])] if row["level"] else []),
        ("rg:core", ["true" if row["core"] == "1" else "false"]),
        ("rg:heading", flag(row["heading"])),
        ("rg:firstYear", [literal(row["first_year"], "^^xsd:gYear")] if row["first_year"] else []),
        ("rg:sourceDocument", zh(row["source"])),
        ("rg:sourceNumber", [literal(row["source_number"])] if row["source_number"] else []),
        ("rg:needsContext", [literal(form, "@zh") for form in parts(row["needs_context"])]),
    ]


def reform_names(field: str) -> list[str]:
    """Reforms of a field as prefixed names."""
    return [f"reform:{slug(name)}" for name in parts(field)]


def retired_blocks() -> Iterator[str]:
    """Reforms that were merged or renamed: what takes their place."""
    current = {row["notation"]: row["name"] for row in table("reforms")}
    for row in table("published-reforms"):
        if row["replaced_by"]:
            yield block(
                f"reform:{slug(row['name'])}",
                [
                    ("a", ["skos:Concept"]),
                    ("skos:inScheme", ["rg:RetiredReforms"]),
                    ("skos:notation", [literal(row["notation"])]),
                    ("skos:prefLabel", zh(row["name"])),
                    ("owl:deprecated", ["true"]),
                    ("dct:isReplacedBy", [f"reform:{slug(current[row['replaced_by']])}"]),
                ],
            )


def zone_kinds() -> Iterator[str]:
    """Blocks of `zone-kinds.ttl` in the order of the CSV file."""
    yield from scheme_blocks("zone-kinds")
    for row in table("zone-kinds"):
        yield block(
            f"kind:{slug(row['name'])}",
            [
                ("a", ["skos:Concept"]),
                ("skos:inScheme", ["rg:ZoneKinds"]),
                ("skos:topConceptOf", [] if row["broader"] else ["rg:ZoneKinds"]),
                ("skos:broader", [f"kind:{slug(row['broader'])}"] if row["broader"] else []),
                ("skos:prefLabel", zh(row["name"]) + en(row["english"])),
                ("skos:altLabel", [literal(form, "@zh") for form in parts(row["aliases"])]),
                ("skos:hiddenLabel", [literal(form, "@zh") for form in parts(row["misprints"])]),
                ("rg:generic", flag(row["generic"])),
                ("rg:park", flag(row["park"])),
                ("rg:weak", flag(row["weak"])),
            ],
        )


def places() -> Iterator[str]:
    """Blocks of `places.ttl` in the order of the codes."""
    classes = {"province": "rg:Province", "city": "rg:City", "county": "rg:County"}
    for row in sorted(table("places"), key=lambda row: row["code"]):
        yield block(
            f"place:{row['code']}",
            [
                ("a", [classes[row["level"]]]),
                ("skos:prefLabel", zh(row["name"])),
                ("skos:altLabel", [literal(form, "@zh") for form in short_forms(row["name"], row["level"])]),
                ("skos:notation", [literal(row["code"])]),
                ("schema:containedInPlace", [f"place:{row['parent']}"] if row["parent"] else []),
                ("schema:latitude", [row["lat"]] if row["lat"] else []),
                ("schema:longitude", [row["lon"]] if row["lon"] else []),
            ],
        )


def zones() -> Iterator[str]:
    """Blocks of `zones.ttl` in the order of the CSV file."""
    iris = {row["name"]: row["iri"] for row in table("zones")}
    for row in table("zones"):
        place = row["county"] or row["city"] or row["province"]
        yield block(
            f"zone:{row['iri']}",
            [
                ("a", ["rg:Zone"]),
                ("skos:prefLabel", zh(row["label"])),
                ("schema:legalName", zh(row["name"])),
                ("skos:altLabel", [literal(form, "@zh") for form in parts(row["aliases"])]),
                ("skos:hiddenLabel", [literal(form, "@zh") for form in parts(row["bare_aliases"])]),
                ("rg:formerName", [literal(form, "@zh") for form in parts(row["former_names"])]),
                ("rg:zoneKind", [f"kind:{slug(row['kind'])}"]),
                ("rg:level", [literal(row["level"])]),
                ("rg:place", [f"place:{place}"] if place else []),
                ("skos:notation", [literal(row["official_code"])] if row["official_code"] else []),
                ("rg:approved", [literal(row["approved"], f"^^<{EDTF}>")] if row["approved"] else []),
                ("org:subOrganizationOf", [f"zone:{iris[row['part_of']]}"] if row["part_of"] in iris else []),
            ],
        )


def all_shapes() -> Iterator[str]:
    """Shapes of properties, closed shapes, and constraints that only a query can tell."""
    yield from shape_blocks(table("shapes"))
    yield from closed_blocks(table("closed"), table("shapes"))
    yield from constraint_blocks((SOURCES / "constraints.sparql").read_text(encoding="utf-8"))


def context() -> str:
    """The JSON-LD context: prefixes, then every term of an export with the type of its values, which so stand plain.

    A class or a property of plain text has its IRI only: `"rg:Zone": {"@id": "rg:Zone"}`.
    """
    terms: dict[str, object] = dict(sorted(prefixes().items()))
    terms.update((f"rg:{row['name']}", {"@id": f"rg:{row['name']}"}) for row in table("classes"))
    ours = ({**row, "name": f"rg:{row['name']}"} for row in table("properties"))
    for row in sorted((*ours, *table("borrowed")), key=lambda row: row["name"]):
        kind = EDTF if row["range"] == "edtf" else row["range"]
        kind = {"object": "@id", "data": kind}.get(row["kind"], "")
        typed = kind not in ("", "xsd:string", "rdf:langString")
        terms[row["name"]] = {"@id": row["name"], **({"@type": kind} if typed else {})}
    return json.dumps({"@context": terms}, ensure_ascii=False, indent=1) + "\n"


def build() -> dict[str, str]:
    """Content of every file that is built, by name."""
    spaces = prefixes()
    return {
        "context.jsonld": context(),
        "reformgraph.ttl": document("Terms of reformgraph", spaces, terms()),
        "reforms.ttl": document("Reforms of development zones", spaces, reforms()),
        "zone-kinds.ttl": document("Kinds of development zones", spaces, zone_kinds()),
        "shapes.ttl": document("Shapes of a complete graph", {**spaces, **SHAPE_SPACES}, all_shapes()),
        "zones.ttl": document("Development zones of China", spaces, zones(), close=True),
        "places.ttl": document("Places of GB/T 2260 with containment and coordinates", spaces, places(), close=True),
    }


def main(arguments: list[str]) -> int:
    """Write the files, or compare them."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    names = ("reforms", "published-reforms", "categories", "zone-kinds", "places", "classes", "properties", "statuses",
             "schemes", "units")  # fmt: skip
    try:
        problems = list(faults({name: table(name) for name in names}))
    except ValueError as fault:
        problems = [str(fault)]
    for name, content in () if problems else build().items():
        path = ONTOLOGY / name
        wanted = content.encode()
        if not arguments:
            path.write_bytes(wanted)
        elif not path.is_file() or path.read_bytes().replace(b"\r\n", b"\n") != wanted:
            problems.append(f"ontology/{name}: differs from its sources; run scripts/build_vocabulary.py")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
