"""reformgraph: pages in, a knowledge graph of development-zone reforms out.

The stages in order: `pages` (files to `Page`), `articles` (`Page` to `Article`), `extract` (`Article` to
`Extraction`), `rdf` (to quads), `store` and `build` (to disk), `sparql` and `trace` (questions),
`network`, `measures` and `diffusion` (analytics), `page`, `site`, `chart` and `serve` (to look at).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reformgraph._version import __version__

if TYPE_CHECKING:
    from reformgraph.building.build import build as build_store  # noqa: F401
    from reformgraph.extraction.article import extract_page as extract_page
    from reformgraph.layout.articles import split_articles as split_articles
    from reformgraph.reading.read_pages import find_pages as find_pages
    from reformgraph.reading.read_pages import read_page as read_page
    from reformgraph.samples import sample_pages as sample_pages
    from reformgraph.store import open_store as open_store
    from reformgraph.views.trace import trace as trace_adoptions  # noqa: F401
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary as load_vocabulary

# Name -> module and attribute; imported when first used, so that the command line starts quickly.
_PUBLIC = {
    "build_store": ("building.build", "build"),
    "extract_page": ("extraction.article", "extract_page"),
    "find_pages": ("reading.read_pages", "find_pages"),
    "load_vocabulary": ("vocabulary.load_vocabulary", "load_vocabulary"),
    "open_store": ("store", "open_store"),
    "read_page": ("reading.read_pages", "read_page"),
    "sample_pages": ("samples", "sample_pages"),
    "split_articles": ("layout.articles", "split_articles"),
    "trace_adoptions": ("views.trace", "trace"),
}
__all__ = ["__version__", *sorted(_PUBLIC)]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'reformgraph' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(f"reformgraph.{module}"), attribute)
