"""Newspaper pages drawn as PDF: articles in boxes with headlines and columns, in any order of drawing."""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PLACES = (
    "江湾",
    "宜江",
    "石桥",
    "柳湾",
    "云山",
    "清河",
    "东屿",
    "南浦",
    "北坪",
    "西岭",
    "双溪",
    "七里",
    "白沙",
    "青原",
    "金滩",
)
MEASURES = ("标准地", "全代办", "承诺制", "容缺受理", "拿地即开工", "码上办", "项目管家", "一枚印章管审批")
OPENINGS = ("今年以来", "近日", "去年以来", "上半年", "一季度", "连日来")
PARTS = (
    "组建代办队伍{n}支", "累计办理事项{n}件", "出让土地{n}宗", "服务企业{n}家", "压缩办理时间{n}天", "签约项目{n}个",
    "企业负责人对此十分满意", "审批环节由多变少", "客商纷纷前来投资", "工作人员上门帮助填写材料", "园区配套日益完善",
)  # fmt: skip
#: How a page can be drawn.
ORDERS = ("by article", "row by row", "sign by sign", "at random")


@dataclass(slots=True)
class Drawn:
    """An article as drawn: its headline and the lines of its body, as printed."""

    title: str
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A page: its articles, and the strings to be drawn as (x, y from the bottom, size, text)."""

    articles: list[Drawn] = field(default_factory=list)
    strings: list[tuple[float, float, float, str]] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def body_text(rng: random.Random, place: str, measure: str, length: int) -> list[str]:
    """Paragraphs of about so many signs about one zone and measure."""
    paragraphs: list[str] = []
    text = f"{rng.choice(OPENINGS)}，{place}经济开发区推行{measure}改革，"
    total = 0
    while total < length:
        parts = [part.format(n=rng.randint(2, 900)) for part in rng.sample(PARTS, rng.randint(2, 4))]
        text += "，".join(parts) + "。"
        if len(text) > rng.randint(60, 160):
            paragraphs.append(text)
            total += len(text)
            text = f"{place}{rng.choice(('有关负责人介绍', '还', '同时', '此外', '下一步将'))}，"
    return paragraphs


def wrapped(paragraphs: list[str], signs: int, indent: int) -> Iterator[tuple[str, int]]:
    """Lines of so many signs, with the indent of each; no line begins with a mark."""
    for paragraph in paragraphs:
        rest, lead = paragraph, indent
        while rest:
            end = signs - lead
            if len(rest) > end and rest[end] in "，。；：、":
                end += 1
            yield rest[:end], lead
            rest, lead = rest[end:], 0


def draw_headline(
    page: Page, rng: random.Random, title: str, box: tuple[float, float, float], style: dict[str, float]
) -> float:
    """A headline of one or two lines between left and right under a height; the height it ends at."""
    left, right, y = box
    size = style["size"]
    big = min(size * rng.choice((1.6, 1.9, 2.3)), (right - left) / (len(title) + 0.5))
    big = max(big, size * 1.4)
    if len(title) * big > right - left:  # two lines
        half = (len(title) + 1) // 2
        heads = [title[:half], title[half:]]
    else:
        heads = [title]
    for head in heads:
        y += big * 1.25
        start = left if rng.random() < style["flush"] else left + (right - left - len(head) * big) / 2
        page.strings.append((start, page.height - y, big, head))
    return y + size


def draw_box(
    page: Page, rng: random.Random, box: tuple[float, float, float, float], columns: int, style: dict[str, float]
) -> None:
    """An article in a box (left, top, right, bottom; y from the top of the page)."""
    left, top, right, bottom = box
    size, gutter = style["size"], style["gutter"] * style["size"]
    place, measure = rng.choice(PLACES), rng.choice(MEASURES)
    does, ends = rng.choice(("深化", "推行", "做实", "用好")), rng.choice(("", "暖企业", "促发展", "惠民生"))
    title = f"{place}{does}{measure}{ends}"
    if rng.random() < style["kickers"]:
        kicker = rng.choice(("优化营商环境见闻", "深化改革在一线", "园区新事"))
        top += size * 1.7
        start = left if style["flush"] else left + (right - left - len(kicker) * size * 1.2) / 2
        page.strings.append((start, page.height - top, size * 1.2, kicker))
    y = draw_headline(page, rng, title, (left, right, top), style)
    if rng.random() < style["bylines"]:
        y += size * 1.2
        page.strings.append((left + (right - left) / 2 - 4 * size, page.height - y, size, "本报记者 江帆"))
    width = (right - left - gutter * (columns - 1)) / columns
    signs = int(width // size)
    leading = size * style["leading"]
    rows = int((bottom - y) // leading)
    capacity = rows * columns
    text = body_text(rng, place, measure, int(capacity * signs * 1.6) + 50)
    lines = list(wrapped(text, signs, int(style["indent"])))[: max(2, capacity - rng.randint(0, 2))]
    if lines[-1][0][-1] not in "。":
        lines[-1] = (lines[-1][0].rstrip("，。；：、")[: signs - 1 - lines[-1][1]] + "。", lines[-1][1])
    drawn = Drawn(title)
    for number, (line, lead) in enumerate(lines):
        column, row = divmod(number, rows)
        x = left + column * (width + gutter) + lead * size
        page.strings.append((x, page.height - y - (row + 1) * leading, size, line))
        drawn.lines.append(line)
    page.articles.append(drawn)


def boxes(rng: random.Random, columns: int, layout: str) -> list[tuple[int, int, float, float, int]]:
    """Boxes as (first column, number of columns, top share, bottom share, columns of text in it)."""
    if layout == "side by side":
        return [(place, 1, 0.0, 1.0, 1) for place in range(columns)]
    if layout == "one over all":
        return [(0, columns, 0.0, 1.0, columns)]
    if layout == "stacked":
        cut = rng.uniform(0.4, 0.6)
        return [(0, columns, 0.0, cut, columns), (0, columns, cut, 1.0, columns)]
    if layout == "lead and two":
        cut, half = rng.uniform(0.35, 0.6), columns // 2
        return [
            (0, columns, 0.0, cut, columns),
            (0, half, cut, 1.0, half),
            (half, columns - half, cut, 1.0, columns - half),
        ]
    if layout == "two and lead":
        cut, half = rng.uniform(0.4, 0.6), columns // 2
        return [
            (0, half, 0.0, cut, half),
            (half, columns - half, 0.0, cut, columns - half),
            (0, columns, cut, 1.0, columns),
        ]
    half = max(1, columns // 3)
    cuts = rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)
    return [
        (0, half, 0.0, cuts[0], half),
        (0, half, cuts[0], 1.0, half),
        (half, columns - half, 0.0, cuts[1], columns - half),
        (half, columns - half, cuts[1], 1.0, columns - half),
    ]


LAYOUTS = ("side by side", "one over all", "stacked", "lead and two", "two and lead", "blocks")


def make_page(seed: int, columns: int, layout: str) -> Page:
    """A page of a seed."""
    rng = random.Random(f"{seed} {columns} {layout}")
    style = {
        "size": rng.choice((9.0, 9.5, 10.0, 10.5)), "gutter": rng.uniform(1.2, 2.2), "leading": rng.uniform(1.3, 1.6),
        "kickers": rng.choice((0.0, 0.0, 0.5)), "bylines": rng.choice((0.0, 0.0, 0.6)),
        "indent": 2.0 if rng.random() < 0.8 else 0.0, "flush": rng.choice((0.0, 0.0, 1.0)),
    }  # fmt: skip
    width = min(1200.0, 60 + columns * style["size"] * rng.randint(15, 20))
    page = Page(width=width, height=rng.choice((700.0, 842.0, 1000.0)))
    masthead = rng.random() < 0.6
    top = 40.0
    if masthead:
        page.strings.append((30, page.height - 44, 18.0, rng.choice(("云山日报", "江湾晨报", "清河新闻"))))
        page.strings.append((page.width - 190, page.height - 42, 9.0, "2024年5月18日 星期六 第3版"))
        top = 70.0
    gutter = style["gutter"] * style["size"]
    width = (page.width - 60 + gutter) / columns
    tall = page.height - top - 40
    for first, number, over, under, texts in boxes(rng, columns, layout):
        box = (30 + first * width, top + over * tall, 30 + (first + number) * width - gutter, top + under * tall - 14)
        draw_box(page, rng, box, texts, style)
    if rng.random() < 0.5:
        page.strings.append((page.width / 2, 18, 8.0, f"— {rng.randint(1, 40)} —"))
    return page


def pdf_of(pages: list[Page], order: str, seed: int = 0, turn: int = 0) -> bytes:
    """The PDF of pages, drawn in one of `ORDERS`; `turn` (0, 90, 180, 270) lays the sheets so, shown upright."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    rng = random.Random(seed)
    for page in pages:
        width, height = page.width, page.height
        canvas.setPageSize((width, height))  # reportlab itself lays the sheet on its side
        if turn:
            canvas.setPageRotation(turn)
            laid = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}
            canvas.transform(*laid[turn])
        strings = list(page.strings)
        if order == "row by row":
            strings.sort(key=lambda one: (-one[1], one[0]))
        elif order == "at random":
            rng.shuffle(strings)
        elif order == "sign by sign":
            strings = [
                (x + size * place, y, size, sign) for x, y, size, text in strings for place, sign in enumerate(text)
            ]
            rng.shuffle(strings)
        for x, y, size, text in strings:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def lines_in_articles(page: Page, bodies: Sequence[str]) -> int:
    """Number of drawn lines that stand in the body which is that of their article, white space left out.

    Each drawn article has the body that holds most of its lines, no body is that of two.
    """
    held: Counter[tuple[int, int]] = Counter()
    for number, article in enumerate(page.articles):
        for line in article.lines:
            held.update((number, place) for place, body in enumerate(bodies) if "".join(line.split()) in body)
    right, drawn, read = 0, set(), set()
    for (number, place), lines in held.most_common():
        if number not in drawn and place not in read:
            drawn.add(number)
            read.add(place)
            right += lines
    return right
