"""reformgraph: pages in, a knowledge graph of development-zone reforms out."""

__version__ = "0.1.0"
