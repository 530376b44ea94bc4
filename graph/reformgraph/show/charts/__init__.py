"""Charts for reports: adoption curves, the matrix of zones and reforms, a zone's timeline, a map of spread.

Each function takes the knowledge graph (`network.knowledge_graph`) and returns a `Drawing`, which
becomes SVG with real text or, through Pillow, PNG.
"""

from reformgraph.show.charts.chart_data import Adoption, adoptions
from reformgraph.show.charts.curve_chart import adoption_curve
from reformgraph.show.charts.drawing import Drawing
from reformgraph.show.charts.matrix import adoption_matrix
from reformgraph.show.charts.spread import actor_map, spread_map
from reformgraph.show.charts.timeline import reform_timeline, zone_timeline

__all__ = [
    "Adoption",
    "Drawing",
    "actor_map",
    "adoption_curve",
    "adoption_matrix",
    "adoptions",
    "reform_timeline",
    "spread_map",
    "zone_timeline",
]
