"""Adoption curve: how many had adopted a reform by each day.

An onset is an interval. The line counts an adoption from the last day on which it can have begun
(known by then); the area reaches up to what is possible when it is counted from the first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from reformgraph.errors import UsageError
from reformgraph.show.charts.axis import TimeAxis
from reformgraph.show.charts.chart_data import Adoption, adoptions, label
from reformgraph.show.charts.drawing import BLUE, GREEN, ORANGE, PINK, RED, SKY, SOFT, Drawing, cut

_COLOURS = (BLUE, RED, GREEN, PINK, ORANGE, SKY)
_DASHES: tuple[tuple[float, ...], ...] = ((), (8, 4), (2, 3), (10, 3, 2, 3), (5, 2), (1, 3))
_DOTS = 300
_WIDTH, _HEIGHT = 820.0, 420.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 640.0, 56.0, 360.0


def _steps(days: Sequence[str], axis: TimeAxis, up: float) -> list[tuple[float, float]]:
    """Corners of the running count."""
    points = [(axis.left, _BOTTOM)]
    for count, day in enumerate(sorted(days), start=1):
        x = axis.x(day)
        points += [(x, _BOTTOM - (count - 1) * up), (x, _BOTTOM - count * up)]
    points.append((axis.right, _BOTTOM - len(days) * up))
    return points


def _scale(drawing: Drawing, most: int) -> float:
    up = (_BOTTOM - _TOP) / max(most, 1)
    step = next(step for base in (1, 10, 100, 1000, 10**6) for step in (base, 2 * base, 5 * base) if most / step <= 6)
    for count in range(0, most + 1, step):
        drawing.line(_LEFT, _BOTTOM - count * up, _RIGHT, _BOTTOM - count * up)
        drawing.text(_LEFT - 8, _BOTTOM - count * up + 4, str(count), size=11, anchor="end", fill=SOFT)
    return up


def _most_adopted(rows: Sequence[Adoption], most: int) -> list[str]:
    counts: dict[str, int] = {}
    for row in rows:
        if row.status == "adopted" and row.known:
            counts[row.reform] = counts.get(row.reform, 0) + 1
    return sorted(counts, key=lambda reform: (-counts[reform], reform))[:most]


def adoption_curve(graph: Any, reforms: Sequence[str] = (), language: str = "zh") -> Drawing:
    """Curves of up to six reforms, by default of the five most adopted.

    Raises
    ------
    UsageError
        With more than six reforms, or when none of them has an adoption.
    """
    if len(reforms) > len(_COLOURS):
        raise UsageError(f"{len(reforms)} curves cannot be told apart", cure=f"give at most {len(_COLOURS)} reforms")
    rows = (
        [row for reform in dict.fromkeys(reforms) for row in adoptions(graph, reform)] if reforms else adoptions(graph)
    )
    chosen = list(reforms) or _most_adopted(rows, 5) or [row.reform for row in rows if row.status == "adopted"][:1]
    adopted = {reform: [row for row in rows if row.reform == reform and row.status == "adopted"] for reform in chosen}
    if not any(adopted.values()):
        raise UsageError("no adoption of these reforms is known", cure="choose another reform")
    dated = {reform: [row for row in found if row.known] for reform, found in adopted.items()}
    title = label(graph, chosen[0]) if len(chosen) == 1 else {"zh": "改革采用曲线", "en": "Adoption curves"}[language]
    drawing = Drawing(_WIDTH, _HEIGHT, title, language)
    drawing.heading(_LEFT)
    axis = TimeAxis.around(
        [day for found in dated.values() for row in found for day in (row.known, row.earliest)], _LEFT, _RIGHT
    )
    axis.draw(drawing, _TOP, _BOTTOM)
    up = _scale(drawing, max(len(found) for found in dated.values()))
    ends = _spaced([_BOTTOM - len(found) * up for found in dated.values()])
    for number, (reform, found) in enumerate(dated.items()):
        _curve(drawing, label(graph, reform), found, axis, up, number, ends[number])
    undated = sum(len(adopted[reform]) - len(dated[reform]) for reform in chosen)
    drawing.text(_LEFT, _HEIGHT - 14, _note(undated), size=11, fill=SOFT)
    return drawing


def _curve(
    drawing: Drawing, name: str, found: list[Adoption], axis: TimeAxis, up: float, number: int, end: float
) -> None:
    colour, dash = _COLOURS[number], _DASHES[number]
    known = _steps([row.known for row in found], axis, up)
    possible = _steps([row.earliest or row.known for row in found], axis, up)
    drawing.poly([*known, *reversed(possible)], fill=colour, opacity=0.14)
    drawing.poly(known, stroke=colour, width=2.5, dash=dash)
    days = sorted(row.known for row in found)
    for row in found if len(found) <= _DOTS else ():
        count = bisect_right(days, row.known)
        drawing.circle(
            axis.x(row.known), _BOTTOM - count * up, 3, fill=colour, day=row.known, tip=f"{row.known} · {count}"
        )
    drawing.line(_RIGHT, _BOTTOM - len(found) * up, _RIGHT + 14, end - 4, stroke=colour)
    drawing.text(_RIGHT + 18, end, f"{cut(name, 13, 130)} {len(found)}", size=13, fill=colour, bold=True, tip=name)


def _spaced(wanted: list[float], gap: float = 18.0) -> list[float]:
    """Heights near the wanted ones, at least `gap` apart."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [0.0] * len(wanted)
    last = -gap
    for n in order:
        last = placed[n] = max(wanted[n] + 4, last + gap)
    below = _BOTTOM + 6 + gap
    for n in reversed(order):
        below = placed[n] = min(placed[n], below - gap)
    return placed


def _note(undated: int) -> tuple[str, str]:
    return (
        f"线：不晚于该日已采用；浅色区：可能更早；另有 {undated} 项时间不详，未画出。",
        f"Line: adopted by that day; area: possibly earlier; {undated} undated adoptions are not drawn.",
    )
