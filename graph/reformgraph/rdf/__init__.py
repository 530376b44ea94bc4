"""Records to quads, and the shapes that a complete graph has; pure, no store is touched."""
