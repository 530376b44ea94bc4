"""The page that answers a question in words: a look at the store and a text in, a page out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reformgraph.ask.answer_question import LONGEST, ask
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import Look, status_told
from reformgraph.show.serve.markup import Markup, form, page, tag

if TYPE_CHECKING:
    from reformgraph.ask.answer import Answer, AnswerRow

_SHOWN = 200
_EXAMPLES = ("哪些开发区推行了标准地？", "which zones adopted 标准地?")


def ask_page(look: Look, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """The question box, and the answers to `q` where it is given; as JSON where `way` says so.

    Raises
    ------
    UsageError
        The question is too long.
    """
    text = next((value.strip() for name, value in given if name == "q"), "")
    found = ask(look.store, text, language=language()) if text else []
    if way == "json":
        return json.dumps([one.as_json() for one in found], ensure_ascii=False).encode("utf-8", "replace")
    box = form(
        tag("input", name="q", type="search", value=text, maxlength=LONGEST, size=60, aria_label=say("Question")),
        tag("button", say("Ask")),
        action="/ask",
    )
    return page(
        text or say("Ask"),
        tag("h1", say("Ask")),
        box,
        [_answer(one) for one in found] or _examples(_EXAMPLES, say("For instance:")),
        current="/ask",
    )


def _answer(one: Answer) -> Markup:
    return tag(
        "section",
        tag("p", one.reading, class_="told"),
        tag("p", tag("b", one.sentence)),
        [_row(row) for row in one.rows[:_SHOWN]],
        tag("p", f"…… {len(one.rows)}", class_="told") if len(one.rows) > _SHOWN else None,
        tag("p", tag("code", one.command)) if one.command else None,
        _examples(one.nearest, say("You may ask:")) if one.nearest else None,
    )


def _row(row: AnswerRow) -> Markup:
    told = (row.zone, row.reform, status_told(row.status) if row.status else "", row.source, row.issued, row.headline)
    place = f"{row.page}:{row.start}-{row.end}" if row.start is not None else row.page
    return tag(
        "blockquote", tag("p", row.quote), tag("p", " · ".join(part for part in (*told, place) if part), class_="told")
    )


def _examples(texts: Sequence[str], front: str) -> Markup:
    from urllib.parse import urlencode

    items = [tag("li", tag("a", text, href="/ask?" + urlencode({"q": text}))) for text in texts]
    return tag("div", tag("p", front), tag("ul", items, class_="questions"))
