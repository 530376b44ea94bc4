"""SPARQL 1.1 endpoint and web pages over a store, for this machine.

One process speaks HTTP (`http`, `app`) and never touches the store; worker processes, shut off from the
network, answer (`pool`, `reformgraph.sparql.query_worker`). `protocol` reads SPARQL requests, `resource` and
`answers` draw pages.
"""

from __future__ import annotations
