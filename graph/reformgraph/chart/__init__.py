"""Charts for reports: adoption curves, the matrix of zones and reforms, a zone's timeline, a map of spread.

Each function takes the knowledge graph (`network.knowledge_graph`) and returns a `Drawing`, which
becomes SVG with real text or, through Pillow, PNG.
"""

from reformgraph.chart.adoptions import Adoption, adoptions
from reformgraph.chart.curve import adoption_curve
from reformgraph.chart.drawing import Drawing
from reformgraph.chart.matrix import adoption_matrix
from reformgraph.chart.spread import spread_map
from reformgraph.chart.timeline import reform_timeline, zone_timeline

__all__ = [
    "Adoption",
    "Drawing",
    "adoption_curve",
    "adoption_matrix",
    "adoptions",
    "reform_timeline",
    "spread_map",
    "zone_timeline",
]
