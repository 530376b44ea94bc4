"""Interactive pages: a selection of the knowledge graph as one HTML file."""
