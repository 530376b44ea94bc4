"""Make docs/cli.md from the help texts and docs/ontology.md from the ontology.

usage: build_docs.py [--check]

`--check` writes nothing and exits 1 where a file differs from what its source makes.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ["REFORMGRAPH_LANG"] = "en"
os.environ["COLUMNS"] = "100"

import click
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from reformgraph.cli import COMMANDS, cli
from reformgraph.iri import BASE, KINDS, RG

ROOT = Path(__file__).parents[1]
#: An IRI of each kind of thing.
EXAMPLES = {
    "adoption": "place--140000--一表申请",
    "article": "bulletin-pdf-1",
    "category": "信用",
    "claim": "bulletin-pdf-1-1",
    "company": "山西晨岳智能装备有限公司",
    "day": "2024-01-31",
    "description": "bulletin-pdf-1-1",
    "document": "国发201630号",
    "evidence": "bulletin-pdf-1-1-quote",
    "figure": "bulletin-pdf-1-114-117",
    "graph": "bulletin-pdf-1",
    "interval": "2024-01-01--2024-06-30",
    "kind": "中央商务区",
    "membership": "bulletin-pdf-1-贺兰亭-1",
    "mention": "bulletin-pdf-1-10",
    "organ": "山西省商务厅",
    "page": "bulletin-pdf",
    "person": "bulletin-pdf-1-贺兰亭",
    "place": "140000",
    "project": "bulletin-pdf-1-数据标注基地",
    "reform": "标准地",
    "software": "reformgraph-0-2-0-7da1fdad450c",
    "status": "adopted",
    "zone": "朔州经济开发区",
}


def commands() -> str:
    """The help of every command, in the order of the work."""
    parts = ["# Commands\n", "Made from `reformgraph COMMAND --help` by `make docs`; do not edit.\n"]
    context = click.Context(cli, info_name="reformgraph")
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        parts += _help(command, context, name, 2)
    return "\n".join(parts)


def _help(command: click.Command, parent: click.Context, name: str, level: int) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    yield f"{'#' * level} {context.command_path}\n"
    yield f"```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            member = command.get_command(context, child)
            if member is not None:
                yield from _help(member, context, child, level + 1)


def ontology() -> str:
    """Classes, properties and schemes of the project's own namespace with what they refine."""
    graph = rdflib.Graph()
    graph.parse(ROOT / "ontology" / "reformgraph.ttl", format="turtle")
    parts = [
        "# Ontology\n",
        "Made from `ontology/reformgraph.ttl` by `make docs`; do not edit.",
        f"Namespace `{RG}` (prefix `rg:`). Every term refines a term of a vocabulary in common use.",
        "`ontology/context.jsonld` is a JSON-LD context: every term below with the type of its values; exports carry "
        "it inline,\nand `serve` gives it at `/context.jsonld`.\n",
    ]
    kinds = (
        ("Classes", (OWL.Class, RDFS.Class), RDFS.subClassOf),
        ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property), RDFS.subPropertyOf),
        ("Concept schemes and concepts", (SKOS.ConceptScheme, SKOS.Concept), SKOS.inScheme),
    )
    for heading, types, above in kinds:
        parts += [f"## {heading}\n", "| term | 中文 | English | refines | meaning |", "|---|---|---|---|---|"]
        terms = sorted({t for kind in types for t in graph.subjects(RDF.type, kind) if str(t).startswith(RG)}, key=str)
        parts += [_row(graph, term, above) for term in terms]
        parts.append("")
    return "\n".join([*parts, *_borrowed(), *_iris()])


def _borrowed() -> Iterator[str]:
    """The terms of other vocabularies that an export holds, by `scripts/vocabulary/borrowed.csv`."""
    with (ROOT / "scripts" / "vocabulary" / "borrowed.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    yield "## Terms of other vocabularies\n"
    yield "What an export holds besides; `rg:` terms refine these and others.\n"
    yield from ("| term | 中文 | English | kind | meaning |", "|---|---|---|---|---|")
    for row in rows:
        kind = "class" if row["kind"] == "class" else f"`{row['range']}`" if row["range"] else row["kind"]
        yield f"| `{row['name']}` | {row['label_zh']} | {row['label_en']} | {kind} | {row['meaning']} |"
    yield ""


def _iris() -> Iterator[str]:
    """The prefixes of things, with an IRI of each."""
    yield "## IRIs of things\n"
    yield f"`{BASE}` and the kind (`zone/`, prefix `zone:`), then a slug of the name.\n"
    yield from ("| prefix | example |", "|---|---|")
    yield from (f"| `{kind}:` | `{kind}:{EXAMPLES[kind]}` |" for kind in sorted(KINDS))
    yield ""


def _row(graph: rdflib.Graph, term: rdflib.term.Node, above: rdflib.URIRef) -> str:
    labels = {lang: _text(graph, term, (RDFS.label, SKOS.prefLabel), lang) for lang in ("zh", "en")}
    meaning = _text(graph, term, (RDFS.comment, SKOS.definition), "en")
    refined = ", ".join(sorted(f"`{graph.namespace_manager.normalizeUri(str(o))}`" for o in graph.objects(term, above)))
    name = str(term).removeprefix(RG)
    return f"| `rg:{name}` | {labels['zh']} | {labels['en']} | {refined} | {meaning} |"


def _text(graph: rdflib.Graph, term: rdflib.term.Node, properties: tuple[rdflib.URIRef, ...], language: str) -> str:
    found = sorted(
        str(value)
        for p in properties
        for value in graph.objects(term, p)
        if getattr(value, "language", None) == language
    )
    return " ".join(found).replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Write or compare both files."""
    check = "--check" in sys.argv[1:]
    differing = []
    for name, text in (("cli.md", commands()), ("ontology.md", ontology())):
        path = ROOT / "docs" / name
        if check:
            if not path.exists() or path.read_text("utf-8") != text:
                differing.append(name)
        else:
            path.write_text(text, "utf-8", newline="\n")
    for name in differing:
        print(f"docs/{name} is not what its source makes: run `make docs`")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
