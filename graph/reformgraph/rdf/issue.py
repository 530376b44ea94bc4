"""What is wrong with a thing, as every check reports it."""

from __future__ import annotations

from dataclasses import dataclass

from reformgraph.iri import prefixes


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """What is wrong with a thing.

    Attributes
    ----------
    article
        Local name of the graph: the id of an article, ``page-<slug>``, ``derived`` ...
    severity
        ``violation``, ``warning`` or ``info``.
    focus
        IRI of the thing.
    path
        Property, as ``rg:status``; empty where the whole thing is meant.
    message, cure
        What is wrong and what can be done.
    """

    article: str
    severity: str
    focus: str
    path: str
    message: str
    cure: str


def compact(iri: str) -> str:
    """A property with its prefix."""
    for prefix, space in prefixes().items():
        if iri.startswith(space):
            return f"{prefix}:{iri[len(space) :]}"
    return iri


def local_graph(graph: str) -> str:
    """Local name of a named graph."""
    return graph.rpartition("/graph/")[2]
