"""A plain line chart as SVG, for reports: no scripts, no fonts fetched, the same data give the same bytes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

_COLOURS = ("#1f6f8b", "#c8553d", "#588157", "#8d6a9f", "#b08900")
_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 20, 60, 50


def _ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers that cover low..high."""
    span = high - low or 1.0
    step = 10 ** math.floor(math.log10(span / most))
    step *= next(k for k in (1, 2, 5, 10) if span / (step * k) <= most)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def _label(value: float) -> str:
    return f"{value:.6g}"


def line_chart(
    title: str,
    x: Sequence[float],
    series: Mapping[str, Sequence[float | None]],
    x_label: str = "",
    y_label: str = "",
    x_text: Callable[[float], str] | None = None,
) -> str:
    """Lines over a common x axis; None breaks a line.

    Parameters
    ----------
    title, x_label, y_label
        Texts; any language.
    x
        Positions, rising.
    x_text
        Names a position on the axis, as 2024Q1; None: the number.
    series
        Name -> one value a position.

    Returns
    -------
    str
        An SVG document.
    """
    values = [v for line in series.values() for v in line if v is not None] or [0.0]
    low, high = min(0.0, *values), max(values)
    high = high if high > low else low + 1
    left, right = (min(x), max(x)) if x else (0, 1)
    right = right if right > left else left + 1

    def at(a: float, b: float) -> tuple[float, float]:
        across = _LEFT + (a - left) / (right - left) * (_WIDTH - _LEFT - _RIGHT)
        down = _HEIGHT - _BOTTOM - (b - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)
        return round(across, 2), round(down, 2)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="16" fill="#222">{escape(title)}</text>',
    ]
    for value in _ticks(low, high):
        down = at(left, value)[1]
        out.append(f'<path d="M{_LEFT} {down}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        out.append(f'<text x="{_LEFT - 6}" y="{down + 4}" text-anchor="end" fill="#444">{_label(value)}</text>')
    ticks = [value for value in _ticks(left, right, 10) if x_text is None or float(value).is_integer()]
    for value in ticks:
        across, down = at(value, low)
        out.append(
            f'<text x="{across}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle" fill="#444">'
            f"{escape((x_text or _label)(value))}</text>"
        )
    for k, (name, line) in enumerate(series.items()):
        colour = _COLOURS[k % len(_COLOURS)]
        out.extend(_line([at(a, b) if b is not None else None for a, b in zip(x, line, strict=True)], colour))
        out.append(f'<rect x="{_LEFT + 140 * k}" y="36" width="12" height="12" fill="{colour}"/>')
        out.append(f'<text x="{_LEFT + 140 * k + 17}" y="46" fill="#222">{escape(name)}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    out.append(f'<text x="{middle}" y="{_HEIGHT - 10}" text-anchor="middle" fill="#222">{escape(x_label)}</text>')
    out.append(
        f'<text x="16" y="{_HEIGHT / 2}" text-anchor="middle" fill="#222" '
        f'transform="rotate(-90 16 {_HEIGHT / 2})">{escape(y_label)}</text>'
    )
    return "\n".join([*out, "</svg>", ""])


def _line(points: Sequence[tuple[float, float] | None], colour: str) -> list[str]:
    out, path, pen = [], "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        path += f"{pen}{point[0]} {point[1]}"
        pen = "L"
        out.append(f'<circle cx="{point[0]}" cy="{point[1]}" r="3" fill="{colour}"/>')
    return [f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *out] if path else []
