"""Who adopted what and when: the adoptions of the knowledge graph, or what its claims come to where it has none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from reformgraph.language.edtf import OPEN
from reformgraph.language.plain_time import plain_time
from reformgraph.show.day_bounds import Bounds, bounds
from reformgraph.show.model import latest_status
from reformgraph.views.latin_names import latin_name, short_english


@dataclass(frozen=True, slots=True)
class Adoption:
    """One actor and one reform.

    `earliest` and `latest` bound the onset (``YYYY-MM-DD``, empty where open). For a status other than
    adopted they bound the time that one claim speaks of. `claims` counts the claims of the status,
    `supporting` and `disputing` independent sources (0 where unknown). `in_print` is the day of the first
    article that tells it (``YYYY-MM-DD``, empty where none has a date): a mark apart for what has no onset.
    """

    actor: str
    reform: str
    status: str
    earliest: str
    latest: str
    claims: int
    printed: str = ""
    supporting: int = 0
    disputing: int = 0
    in_print: str = ""

    @property
    def known(self) -> str:
        """The day by which it is known to be so; empty when nothing is known."""
        return self.latest or self.earliest

    @property
    def words(self) -> tuple[str, str]:
        """The time as a reader writes it, in Chinese and English: ``不晚于2024年6月30日`` and ``by 2024-06-30``."""
        if not self.known:
            return "时间不详", "undated"
        given = self.printed or f"{self.earliest or OPEN}/{self.latest or OPEN}"
        return plain_time(given), plain_time(given, "en")


def adoptions(graph: Any, node: str | None = None) -> list[Adoption]:
    """All pairs of actor and reform with their latest status, sorted by reform, day known and actor.

    With `node` (an actor or a reform) only the pairs it is part of.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    if node is None:
        edges = graph.edges(data=True)
    elif node in graph:
        edges = [*graph.out_edges(node, data=True), *graph.in_edges(node, data=True)]
    else:
        edges = []
    for actor, reform, data in edges:
        if data.get("kind") == "claim":
            found[actor, reform].append(data)
    rows = [_gather(graph, actor, reform, claims) for (actor, reform), claims in found.items()]
    return sorted(rows, key=lambda row: (row.reform, row.known or "~", row.actor))


def _gather(graph: Any, actor: str, reform: str, claims: list[dict[str, Any]]) -> Adoption:
    dates = [
        str(graph.nodes[claim["article"]].get("date", "")) if claim.get("article") in graph else "" for claim in claims
    ]
    told = claims[0]
    status = str(told.get("adoption_status") or "") or latest_status(
        [{"s": str(claim.get("status", ""))} for claim in claims], dates
    )
    same = [claim for claim in claims if claim.get("status") == status]
    printed = min((day for date in dates if (day := bounds(date).known)), default="")
    sides = int(told.get("supporting") or 0), int(told.get("disputing") or 0)
    if status == "adopted" and told.get("adoption_onset"):
        first, last = (str(told.get(f"adoption_{side}") or "") for side in ("earliest", "latest"))
        return Adoption(actor, reform, status, first, last, len(same), str(told["adoption_onset"]), *sides, printed)
    field = "onset_edtf" if status == "adopted" else "when_edtf"
    times = [(bounds(claim.get(field)), str(claim.get(field) or "")) for claim in same]
    best, text = min(times, key=lambda pair: (pair[0].known or "~", pair[0].sort != "in"), default=(Bounds("", ""), ""))
    return Adoption(actor, reform, status, best.earliest, best.latest, len(same), text, *sides, printed)


def label(graph: Any, node: str) -> str:
    """The label of a node, its local name when it has none."""
    return str(graph.nodes[node].get("label") or node.rsplit("/", 1)[-1]) if node in graph else node.rsplit("/", 1)[-1]


def called(graph: Any, node: str) -> tuple[str, str]:
    """What a node is called in Chinese and on English pages; the same twice where it keeps its Chinese words."""
    told = label(graph, node)
    data = graph.nodes[node] if node in graph else {}
    english = short_english(str(data.get("english") or latin_name(str(data.get("kind")), told)))
    return told, english or told
