"""Pages in a little language, and an extractor for it: what a build does with claims, without finding any.

A page is a run of articles parted by blank lines; the first line of each is its headline, then claims as
``actor|reform|status|when|onset`` (a reform that begins with ``新`` is a candidate), companies as
``=full name|short form`` and lines of body text.
"""

from __future__ import annotations

import random
import re
from typing import cast

from reformgraph.iri import page_slug
from reformgraph.records import (
    Article,
    Claim,
    Company,
    Extraction,
    Figure,
    Mention,
    Page,
    PageExtraction,
    Paragraph,
    Span,
    Status,
    Zone,
)
from reformgraph.values import Edtf
from reformgraph.vocabulary.load_vocabulary import Vocabulary


def extracted(page: Page, vocabulary: Vocabulary) -> PageExtraction:
    """The articles of a page in the little language."""
    if "炸" in page.text:
        raise RuntimeError("a fault of the extractor")
    blocks = list(re.finditer(r"(?:[^\n]+\n?)+", page.text))
    found = [_article(page, number, block.start(), block.group()) for number, block in enumerate(blocks, 1)]
    return PageExtraction(page, tuple(found))


def _article(page: Page, number: int, offset: int, text: str) -> Extraction:
    claims: list[Claim] = []
    companies: list[Company] = []
    zones: dict[str, Zone] = {}
    spans: list[Span] = []
    place = offset
    for index, line in enumerate(text.split("\n")):
        span = Span.at(place, place + len(line))
        place += len(line) + 1
        if not line:
            continue
        spans.append(span)
        if index and line.startswith("="):
            full, *short = line[1:].split("|")
            companies.append(Company(full, tuple(Mention(name, span) for name in (full, *short))))
        elif index and "|" in line:
            actor, reform, status, when, onset = (line.split("|") + [""] * 4)[:5]
            zones.setdefault(actor, Zone(actor, (Mention(actor, span),)))
            claims.append(
                Claim(
                    reform,
                    actor,
                    "zone",
                    cast(Status, status),
                    (Mention(reform, span),),
                    line,
                    span,
                    when_edtf=Edtf(when) if when else None,
                    onset_edtf=Edtf(onset) if onset else None,
                    candidate=reform.startswith("新"),
                    figures=(Figure("面积", "3", "亩", "3亩", span),) if status == "adopted" else (),
                )
            )
    article = Article(
        f"{page_slug(page.id)}-{number}",
        text.split("\n")[0],
        "",
        (),
        {"body": (1,)},
        (Paragraph("body", tuple(spans)),),
    )
    return Extraction(article, tuple(zones.values()), tuple(companies), claims=tuple(claims))


ZONES = ("甲经开区", "乙经开区", "丙高新区", "丁开发区")
REFORMS = ("标准地", "承诺制", "告知承诺", "新式审批", "新设窗口")
STATUSES = ("adopted", "withdrawn", "planned", "required", "referenced")
TIMES = ("", "2021", "2022-05", "2023-01-05", "../2024-06-30", "2024-01/2024-06", "2024-11~")
LONG = tuple(
    "".join(chr(0x4E00 + (seed * 7919 + place * place * 31 + place * seed) % 4000) for place in range(300))
    for seed in range(4)
)


def page_text(random_: random.Random) -> str:
    """A random page in the little language."""
    articles = []
    for _ in range(random_.randint(1, 3)):
        lines = [random_.choice(("改革纪实报道一篇又一篇", f"标题{random_.randint(1, 99)}"))]
        for _ in range(random_.randint(0, 3)):
            status = random_.choice(STATUSES)
            onset = random_.choice(TIMES) if status == "adopted" else ""
            claim = (random_.choice(ZONES), random_.choice(REFORMS), status, random_.choice(TIMES), onset)
            lines.append("|".join(claim))
        if random_.random() < 0.4:
            lines.append(
                random_.choice(("=甲市宏图科技有限公司|宏图科技", "=乙市宏图科技有限公司|宏图科技", "=宏图科技"))
            )
        if random_.random() < 0.6:
            text = random_.choice(LONG)
            lines.append(text[random_.choice((0, 20)) : random_.choice((200, 300))])
        articles.append("\n".join(lines) + "\n")
    return "\n".join(articles)
