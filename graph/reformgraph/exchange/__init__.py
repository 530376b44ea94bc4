"""Data in and out of the store as files: N-Quads, TriG, JSON-LD, tables and JSON lines."""
