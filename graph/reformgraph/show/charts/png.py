"""Paints a drawing as PNG with Pillow, with a font of the system that has Chinese characters."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from reformgraph.errors import MissingExtraError, ReformGraphError
from reformgraph.show.charts.drawing import Drawing, Mark

#: File names of fonts with Chinese characters, the best first.
_FONT_FILES = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf", "NotoSansSC-Regular.ttf",
    "NotoSansSC-VF.ttf", "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "PingFang.ttc", "msyh.ttc",
    "msyh.ttf", "Hiragino Sans GB.ttc", "STHeiti Light.ttc", "simhei.ttf", "Deng.ttf", "simsun.ttc", "wqy-microhei.ttc",
    "wqy-zenhei.ttc", "uming.ttc", "NotoSerifCJK-Regular.ttc", "Arial Unicode.ttf", "DroidSansFallbackFull.ttf",
)  # fmt: skip
_ZOOM = 2


class FontError(ReformGraphError):
    """No font with Chinese characters is installed."""


def _folders() -> Iterator[Path]:
    home = Path.home()
    if windows := os.environ.get("WINDIR"):
        yield Path(windows) / "Fonts"
    if local := os.environ.get("LOCALAPPDATA"):
        yield Path(local) / "Microsoft" / "Windows" / "Fonts"
    yield from (home / ".fonts", home / ".local/share/fonts", home / "Library/Fonts")
    yield from (
        Path(p) for p in ("/System/Library/Fonts", "/Library/Fonts", "/usr/share/fonts", "/usr/local/share/fonts")
    )


@lru_cache(maxsize=1)
def chinese_font() -> Path:
    """A font file with Chinese characters; REFORMGRAPH_FONT names one, else the system is searched.

    Raises
    ------
    FontError
        When none is found; the message names packages to install.
    """
    if chosen := os.environ.get("REFORMGRAPH_FONT"):
        if Path(chosen).is_file():
            return Path(chosen)
        raise FontError(
            "the font of REFORMGRAPH_FONT does not exist", where=chosen, cure="name a .ttf, .otf or .ttc file"
        )
    found: dict[str, Path] = {}
    for folder in _folders():
        if folder.is_dir():
            for path in sorted(folder.rglob("*.[toTO][tT][fcFC]")):
                found.setdefault(path.name.lower(), path)
    for name in _FONT_FILES:
        if name.lower() in found:
            return found[name.lower()]
    raise FontError(
        "no font with Chinese characters is installed, so a PNG cannot be drawn",
        cure="Debian and Ubuntu: apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts; "
        "or set REFORMGRAPH_FONT to a font file, or write .svg",
    )


def _pillow() -> tuple[Any, Any, Any]:
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as fault:
        raise MissingExtraError("pillow", "png") from fault
    return Image, ImageDraw, ImageFont


def to_png(drawing: Drawing) -> bytes:
    """The drawing as PNG bytes, at twice its size in pixels.

    Raises
    ------
    MissingExtraError
        Without Pillow.
    FontError
        Without a font that has Chinese characters.
    """
    image_module, draw_module, font_module = _pillow()
    path = str(chinese_font())
    image = image_module.new("RGB", (round(drawing.width * _ZOOM), round(drawing.height * _ZOOM)), "#ffffff")
    pen = draw_module.Draw(image, "RGBA")
    fonts: dict[int, Any] = {}
    for mark in drawing.marks:
        if mark.shape == "text":
            size = round(mark.size * _ZOOM)
            font = fonts.setdefault(size, font_module.truetype(path, size))
            words = drawing.words(mark.text)
            if mark.turn:
                _turned(image, image_module, draw_module, mark, words, font)
            else:
                _text(pen, mark, words, font)
        else:
            _paint(pen, mark)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _colour(name: str, opacity: float) -> str | None:
    return None if name == "none" else f"{name}{round(opacity * 255):02x}"


def _text(pen: Any, mark: Mark, words: str, font: Any) -> None:
    x, y = (value * _ZOOM for value in mark.numbers)
    width = pen.textlength(words, font=font)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[mark.anchor]
    pen.text(
        (left, y), words, fill=_colour(mark.fill, mark.opacity), font=font, anchor="ls", stroke_width=int(mark.bold)
    )


def _turned(image: Any, image_module: Any, draw_module: Any, mark: Mark, words: str, font: Any) -> None:
    """Text that leads upwards from its anchor, which is the lower end of its baseline."""
    x, y = (round(value * _ZOOM) for value in mark.numbers)
    rise, fall = font.getmetrics()
    wide = max(round(font.getlength(words)), 1)
    layer = image_module.new("L", (wide, rise + fall), 0)
    draw_module.Draw(layer).text((0, rise), words, fill=255, font=font, anchor="ls")
    layer = layer.rotate(90, expand=True)
    image.paste(image_module.new("RGB", layer.size, mark.fill), (x - rise, y - wide), layer)


def _paint(pen: Any, mark: Mark) -> None:
    numbers = [value * _ZOOM for value in mark.numbers]
    fill, stroke = _colour(mark.fill, mark.opacity), _colour(mark.stroke, mark.opacity)
    width = max(round(mark.width * _ZOOM), 1)
    if mark.shape == "rect":
        x, y, w, h = numbers
        pen.rectangle((x, y, x + w, y + h), fill=fill)
        if stroke:
            corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
            _stroke(pen, corners, stroke, width, mark.dash)
    elif mark.shape == "circle":
        x, y, r = numbers
        pen.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=stroke, width=width if stroke else 0)
    else:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if mark.shape == "dots":
            for x, y in points:
                pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=stroke)
            return
        if fill and mark.shape == "poly" and len(points) > 2:
            pen.polygon(points, fill=fill)
        if stroke:
            _stroke(pen, points, stroke, width, mark.dash)


def _stroke(pen: Any, points: list[tuple[float, float]], colour: str, width: int, dash: tuple[float, ...]) -> None:
    if not dash:
        pen.line(points, fill=colour, width=width, joint="curve")
        return
    lengths = [part * _ZOOM for part in dash] * (1 + len(dash) % 2)
    number, left = 0, lengths[0]
    for (x, y), (to_x, to_y) in pairwise(points):
        total = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        done = 0.0
        while done < total:
            step = min(left, total - done)
            a, b = done / total, (done + step) / total
            if number % 2 == 0:
                pen.line(
                    [(x + (to_x - x) * a, y + (to_y - y) * a), (x + (to_x - x) * b, y + (to_y - y) * b)],
                    fill=colour,
                    width=width,
                )
            done += step
            left -= step
            if left <= 1e-9:
                number = (number + 1) % len(lengths)
                left = lengths[number]
