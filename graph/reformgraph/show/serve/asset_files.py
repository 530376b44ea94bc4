"""Scripts and styles of the pages: name of a file in, its bytes and type out."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from reformgraph.show.graph.render import page_script, vis_network

TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
         "txt": "text/plain; charset=utf-8", "svg": "image/svg+xml"}  # fmt: skip


_DRAWING = {"vis-network.js": vis_network, "graph.js": page_script}


@lru_cache(maxsize=64)
def asset(name: str) -> bytes | None:
    """A file of the pages, None if there is none; the scripts of the graph are those of `show.graph`."""
    if name in _DRAWING:
        return _DRAWING[name]().encode()
    if not re.fullmatch(r"[a-z0-9.-]{1,60}\.(js|css|txt|svg)", name):
        return None
    entry = files("reformgraph.show.serve") / "assets" / name
    return entry.read_bytes() if entry.is_file() else None
