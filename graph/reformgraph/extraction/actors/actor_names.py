"""The names of organisations that act: the fullest form that an article prints, and shorter forms of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.records import ActorKind

#: A prefecture printed before the county or the organ of a county: 甘肃省酒泉市 of 甘肃省酒泉市肃州区.
_OUTER = re.compile(r"(?:[\u4e00-\u9fff]{2,7}(?:省|自治区))?([\u4e00-\u9fff]{2,4}市)")
#: Cities that are provinces themselves.
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_SHORTEST_ORGAN = 3


class ActorMention(NamedTuple):
    """Flow range of an expression for an organisation, with the canonical name of who is meant."""

    start: int
    end: int
    name: str
    kind: ActorKind


def shortens(organ: str, name: str) -> bool:
    """Whether an organ's name is a shorter form of another: 审批局, 区审批局 of 区行政审批服务局."""
    if len(organ) < _SHORTEST_ORGAN or organ[-1] != name[-1] or len(organ) >= len(name):
        return False
    signs = iter(name)
    return all(sign in signs for sign in organ)


def in_full(text: str, found: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The same actors, counties and organs by the fullest form that the article prints: 酒泉市肃州区 for 肃州区."""
    full: dict[tuple[str, ActorKind], str] = {}
    for one in found:
        outer = _OUTER.match(text, one.start, one.end) if one.kind in ("county", "organ") else None
        if outer is None or outer.group(1) in _MUNICIPALITIES:
            continue
        if text.startswith(one.name, outer.end(), one.end):
            full.setdefault((one.name, one.kind), outer.group(1) + one.name)
    if not full:
        return tuple(found)
    return tuple(one._replace(name=full.get((one.name, one.kind), one.name)) for one in found)
