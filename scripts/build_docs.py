"""Make docs/cli.md from the help texts and docs/ontology.md from the ontology.

usage: build_docs.py [--check]

`--check` writes nothing and exits 1 where a file differs from what its source makes.
"""

from __future__ import annotations

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

ROOT = Path(__file__).parents[1]
RG = "https://w3id.org/reformgraph/ns#"


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
        "`ontology/context.jsonld` is a JSON-LD context: prefixes and types of values; exports carry it inline.\n",
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
    return "\n".join(parts)


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
