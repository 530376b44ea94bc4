"""Networks from the store, as networkx graphs, and their export.

`knowledge_graph` is everything; `bipartite`, `projection`, `co_mentions`, `company_zone`, `containment` and
`influence` are the networks that are analysed; `write_graph` saves them for other programs.
"""

from __future__ import annotations

from reformgraph.analysis.network.graph_files import FORMATS, write_graph
from reformgraph.analysis.network.knowledge import knowledge_graph
from reformgraph.analysis.network.other_networks import co_mentions, company_zone, containment
from reformgraph.analysis.network.projections import backbone, bipartite, disparity, projection, strongest
from reformgraph.analysis.network.text_cited import influence

__all__ = [
    "FORMATS",
    "backbone",
    "bipartite",
    "co_mentions",
    "company_zone",
    "containment",
    "disparity",
    "influence",
    "knowledge_graph",
    "projection",
    "strongest",
    "write_graph",
]
