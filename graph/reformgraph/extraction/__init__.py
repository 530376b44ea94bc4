"""`Article` to `Extraction`: zones, names, frames, reforms, actors and claims, every one with its place in the text."""
