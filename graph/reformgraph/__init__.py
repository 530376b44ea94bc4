"""reformgraph: pages in, a knowledge graph of development-zone reforms out.

The verbs in the order of the stages: `read` and `extract` (pages), `build` and `open_store` (the store), `trace`,
`query`, `search` and `ask` (answers with their evidence), `network` and `panel` (analytics), `draw` (pages to look
at). Each calls one stage; the packages below are the stages themselves.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reformgraph._version import __version__

if TYPE_CHECKING:
    from reformgraph.building.build import build as build_store  # noqa: F401
    from reformgraph.extraction.article import extract_page as extract_page
    from reformgraph.layout.articles import split_articles as split_articles
    from reformgraph.reading.page_files import pages_in as pages_in
    from reformgraph.reading.read_pages import find_pages as find_pages
    from reformgraph.reading.read_pages import read_page as read_page
    from reformgraph.samples import sample_pages as sample_pages
    from reformgraph.store import open_store as open_store
    from reformgraph.verbs import ask as ask
    from reformgraph.verbs import build as build
    from reformgraph.verbs import claims_frame as claims_frame
    from reformgraph.verbs import draw as draw
    from reformgraph.verbs import extract as extract
    from reformgraph.verbs import figures_frame as figures_frame
    from reformgraph.verbs import network as network
    from reformgraph.verbs import panel as panel
    from reformgraph.verbs import query as query
    from reformgraph.verbs import read as read
    from reformgraph.verbs import search as search
    from reformgraph.verbs import trace as trace
    from reformgraph.views.trace import trace as trace_adoptions  # noqa: F401
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary as load_vocabulary

# Name -> module and attribute; imported when first used, so that the command line starts quickly.
_VERBS = {
    "sample_pages": ("samples", "sample_pages"),
    "read": ("verbs", "read"),
    "extract": ("verbs", "extract"),
    "build": ("verbs", "build"),
    "open_store": ("store", "open_store"),
    "trace": ("verbs", "trace"),
    "ask": ("verbs", "ask"),
    "query": ("verbs", "query"),
    "search": ("verbs", "search"),
    "claims_frame": ("verbs", "claims_frame"),
    "figures_frame": ("verbs", "figures_frame"),
    "network": ("verbs", "network"),
    "panel": ("verbs", "panel"),
    "draw": ("verbs", "draw"),
    "load_vocabulary": ("vocabulary.load_vocabulary", "load_vocabulary"),
}
# Names of 0.1, kept for one version.
_FORMER = {
    "build_store": ("building.build", "build"),
    "extract_page": ("extraction.article", "extract_page"),
    "find_pages": ("reading.read_pages", "find_pages"),
    "pages_in": ("reading.page_files", "pages_in"),
    "read_page": ("reading.read_pages", "read_page"),
    "split_articles": ("layout.articles", "split_articles"),
    "trace_adoptions": ("views.trace", "trace"),
}
_PUBLIC = _VERBS | _FORMER
__all__ = ["__version__", *_PUBLIC]


def __dir__() -> list[str]:
    """The verbs, in the order of the stages."""
    return ["__version__", *_VERBS]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'reformgraph' has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    return getattr(import_module(f"reformgraph.{module}"), attribute)
