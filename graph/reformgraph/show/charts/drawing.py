"""A drawing as a list of marks, written as SVG with real text; `png.py` paints the same marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from reformgraph.language.white_space import undirected

#: Fonts with Chinese characters on macOS, Windows and Linux, in that order.
FONTS = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif"
#: Okabe and Ito's palette, told apart by colour-blind readers too.
BLUE, ORANGE, GREEN, RED, SKY, PINK = "#0072b2", "#b97700", "#009e73", "#d55e00", "#56b4e9", "#b0508a"
INK, SOFT, RULE, GROUND, WHITE = "#1c2530", "#5b6775", "#d9dfe6", "#ffffff", "#ffffff"
STATUS_COLOURS = {"adopted": BLUE, "withdrawn": "#5f6670", "planned": ORANGE, "required": PINK, "referenced": "#667180"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Neutral colours that follow the theme when the drawing stands in a page.
_CLASSES = {INK: "ink", SOFT: "soft", RULE: "rule"}

Words = tuple[str, str]


def escape(text: str) -> str:
    """Text for XML: markup escaped, characters that XML forbids replaced."""
    clean = _FORBIDDEN.sub("\ufffd", undirected(text))
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape: ``rect`` x y w h, ``line`` x1 y1 x2 y2, ``circle`` x y r, ``text`` x y, ``poly``, ``dots`` x y ...

    A `plain` one keeps its colours in the dark too. Text with `turn` leads upwards, a quarter turned.
    """

    shape: str
    numbers: tuple[float, ...]
    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    text: Words = ("", "")
    size: float = 12.0
    anchor: str = "start"
    bold: bool = False
    tip: str = ""
    link: str = ""
    day: str = ""
    heading: bool = False
    plain: bool = False
    turn: bool = False


@dataclass(slots=True)
class Drawing:
    """Marks on a white ground of `width` by `height` pixels, with a title for readers who cannot see it."""

    width: float
    height: float
    title: str
    language: str = "zh"
    marks: list[Mark] = field(default_factory=list)
    #: The title in Chinese and English, where they differ.
    titles: Words | None = None

    def rect(self, x: float, y: float, w: float, h: float, **style: object) -> None:
        """A rectangle."""
        self.marks.append(Mark("rect", (x, y, w, h), **style))  # type: ignore[arg-type]

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: object) -> None:
        """A straight line, in the colour of rules unless `stroke` is given."""
        self.marks.append(Mark("line", (x1, y1, x2, y2), **{"stroke": RULE, **style}))  # type: ignore[arg-type]

    def circle(self, x: float, y: float, r: float, **style: object) -> None:
        """A circle."""
        self.marks.append(Mark("circle", (x, y, r), **style))  # type: ignore[arg-type]

    def poly(self, points: Sequence[tuple[float, float]], **style: object) -> None:
        """An open line through points; with a fill, the area inside."""
        self.marks.append(Mark("poly", tuple(value for point in points for value in point), **style))  # type: ignore[arg-type]

    def dots(self, points: Sequence[tuple[float, float]], **style: object) -> None:
        """Many dots of one size and colour (`stroke`, `width`), as one mark."""
        self.marks.append(Mark("dots", tuple(value for point in points for value in point), **style))  # type: ignore[arg-type]

    def text(self, x: float, y: float, words: str | Words, **style: object) -> None:
        """Text with its baseline at y; a pair is Chinese and English, chosen by the drawing's language."""
        pair = (words, words) if isinstance(words, str) else words
        self.marks.append(Mark("text", (x, y), text=pair, **{"fill": INK, **style}))  # type: ignore[arg-type]

    def heading(self, x: float) -> None:
        """The title as the first line; left out where the drawing stands under a caption."""
        short = cut_both(self.titles or (self.title, self.title), 17, self.width - 2 * x)
        self.text(x, 28, short, size=17, bold=True, heading=True)

    def foot(self, words: str | Words) -> None:
        """A last line that tells the source; it goes with the file, and not with the drawing in a page."""
        self.height += 24
        self.text(16, self.height - 10, words, size=11, fill=SOFT, heading=True)

    def words(self, pair: Words) -> str:
        """The one of the pair that is in the drawing's language."""
        return pair[0] if self.language == "zh" else pair[1]

    def to_svg(self, *, standalone: bool = True) -> str:
        """SVG text; inline (not standalone) texts carry both languages and neutral colours a class."""
        size = f'viewBox="0 0 {_number(self.width)} {_number(self.height)}"'
        pixels = f'width="{_number(self.width)}" height="{_number(self.height)}"'
        # A picture with links in it is a group: readers of the screen skip what is inside an image.
        role = "group" if any(mark.link for mark in self.marks) else "img"
        named = f'role="{role}" aria-label="{escape(self.title)}" font-family="{FONTS}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {pixels} {named}>'
        body = [f"<title>{escape(self.title)}</title>"] if standalone else []
        if standalone:
            body.append(f'<rect width="100%" height="100%" fill="{GROUND}"/>')
        shown = [mark for mark in self.marks if standalone or not mark.heading]
        # Where only one language is shown, what is empty in it is left out.
        shown = [one for one in shown if one.shape != "text" or self.words(one.text) or not standalone]
        body += [_svg(mark, self.words(mark.text), standalone) for mark in shown]
        text = "\n".join([head, *body, "</svg>"]) + "\n"
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + text if standalone else text


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _attributes(mark: Mark, inline: bool) -> str:
    pairs: dict[str, str] = {}
    if mark.shape != "line":
        pairs["fill"] = mark.fill
    if mark.stroke != "none":
        pairs |= {"stroke": mark.stroke, "stroke-width": _number(mark.width)}
        if mark.dash:
            pairs["stroke-dasharray"] = " ".join(_number(part) for part in mark.dash)
    if mark.opacity < 1:
        pairs["opacity"] = f"{mark.opacity:.2f}"
    if mark.day:
        pairs["data-day"] = mark.day
    names = [
        f"{name}-{part}" for part, colour in (("f", mark.fill), ("s", mark.stroke)) if (name := _CLASSES.get(colour))
    ]
    if inline and names and not mark.plain:
        pairs["class"] = " ".join(names)
    return "".join(f" {key}={quoteattr(_FORBIDDEN.sub(chr(0xFFFD), value))}" for key, value in pairs.items())


def _shape(mark: Mark) -> tuple[str, Mapping[str, float | str]]:
    numbers = mark.numbers
    if mark.shape == "rect":
        return "rect", dict(zip(("x", "y", "width", "height"), numbers, strict=True))
    if mark.shape == "line":
        return "line", dict(zip(("x1", "y1", "x2", "y2"), numbers, strict=True))
    if mark.shape == "circle":
        return "circle", dict(zip(("cx", "cy", "r"), numbers, strict=True))
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    if mark.shape == "dots":
        return "path", {"d": "".join(f"M{_number(x)} {_number(y)}h0" for x, y in pairs), "stroke-linecap": "round"}
    return "polyline", {"points": " ".join(f"{_number(x)},{_number(y)}" for x, y in pairs)}


def _svg(mark: Mark, words: str, standalone: bool) -> str:
    style = _attributes(mark, not standalone)
    if mark.shape == "text":
        both = ""
        if not standalone and mark.text[0] != mark.text[1]:
            both = f' data-zh="{escape(mark.text[0])}" data-en="{escape(mark.text[1])}"'
        weight = ' font-weight="600"' if mark.bold else ""
        x, y = mark.numbers
        turn = f' transform="rotate(-90 {_number(x)} {_number(y)})"' if mark.turn else ""
        body = (
            f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(mark.size)}" text-anchor="{mark.anchor}"'
            f"{turn}{weight}{style}{both}>{escape(words)}</text>"
        )
        if mark.tip:
            body = f"<g><title>{escape(mark.tip)}</title>{body}</g>"
    else:
        name, places = _shape(mark)
        where = "".join(
            f' {key}="{value if isinstance(value, str) else _number(value)}"' for key, value in places.items()
        )
        tip = f"<title>{escape(mark.tip)}</title>" if mark.tip else ""
        body = f"<{name}{where}{style}>{tip}</{name}>" if tip else f"<{name}{where}{style}/>"
    return f'<a href="{escape(mark.link)}">{body}</a>' if mark.link else body


def wrapped(words: Words, size: float, width: float) -> list[Words]:
    """Both texts in lines that fit a width in pixels, as many of the one as of the other (the rest are empty)."""
    halves = [_lines(text, size, width) for text in words]
    most = max(map(len, halves))
    zh, en = ([*lines, *[""] * (most - len(lines))] for lines in halves)
    return list(zip(zh, en, strict=True))


def _lines(text: str, size: float, width: float) -> list[str]:
    """Lines broken before words, and inside Chinese anywhere."""
    lines = [""]
    for piece in re.findall(r"[!-~]+ ?|\s|.", text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [cut(line, size, width) for line in lines]


def cut_both(words: Words, size: float, width: float) -> Words:
    """Both texts, each shortened with … to fit a width in pixels."""
    return cut(words[0], size, width), cut(words[1], size, width)


def text_width(text: str, size: float) -> float:
    """Rough width in pixels: Chinese characters are as wide as high, the others a little over half."""
    return sum(size if ord(sign) > 0x2E7F else size * 0.56 for sign in text)


def cut(text: str, size: float, width: float) -> str:
    """The text, shortened with … to fit a width in pixels."""
    if text_width(text, size) <= width:
        return text
    kept, used = [], size
    for sign in text:
        used += text_width(sign, size)
        if used > width:
            break
        kept.append(sign)
    return "".join(kept) + "…"
