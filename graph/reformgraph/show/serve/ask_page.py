"""The page that answers a question in words: a look at the store and a text in, a page out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from reformgraph.ask.answer_question import LONGEST, ask
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import Look, status_told
from reformgraph.show.serve.markup import Markup, form, page, tag
from reformgraph.views.english_names import english_name

if TYPE_CHECKING:
    from reformgraph.ask.answer import Answer, AnswerRow

_SHOWN = 200
#: The reform that most adopted, and one who did.
_MOST = """SELECT ?zone ?reform { GRAPH graph:derived { ?zone rg:adopted ?reform } {
  SELECT ?reform (COUNT(DISTINCT ?one) AS ?count) { GRAPH graph:derived { ?one rg:adopted ?reform } }
  GROUP BY ?reform ORDER BY DESC(?count) ?reform LIMIT 1 } } ORDER BY ?zone LIMIT 1"""

#: Labels of those who have records.
_RECORDED = """SELECT DISTINCT ?name { GRAPH graph:derived { ?adoption rg:reform ?reform ; rg:actor ?zone }
  ?zone skos:prefLabel ?name FILTER(LANG(?name) = "zh") }"""


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
        class_="question-box",
    )
    return page(
        text or say("Ask"),
        tag("h1", say("Ask")),
        box,
        _answers(look, found) or _examples(_first_questions(look), say("For instance:")),
        current="/ask",
    )


def _first_questions(look: Look) -> list[str]:
    """Questions to begin with that this store can answer; none where nobody adopted anything."""
    rows = look.store.select(_MOST)
    if not rows:
        return []
    zone, reform = (look.label(str(rows[0][name])).partition(" (")[0] for name in ("zone", "reform"))
    return [say("who adopted {}?", reform), say("has {} adopted {}?", zone, reform)]


def _answers(look: Look, found: Sequence[Answer]) -> list[Markup]:
    """The answers; a zone that a near sentence only names, without records of its own, is no link to an empty table."""
    recorded = frozenset(str(row["name"]) for row in look.store.select(_RECORDED)) if found else frozenset()
    return [_answer(one, recorded) for one in found]


def _answer(one: Answer, recorded: frozenset[str]) -> Markup:
    return tag(
        "section",
        tag("p", one.reading, class_="told"),
        tag("p", tag("b", _in_english(one) if language() == "en" else one.sentence)),
        [_row(row, recorded) for row in one.rows[:_SHOWN]],
        tag("p", f"…… {len(one.rows)}", class_="told") if len(one.rows) > _SHOWN else None,
        tag("p", tag("code", one.command)) if one.command else None,
        tag("p", say("Other sentences near to the question (no finding):")) if one.beside else None,
        [_row(row, recorded) for row in one.beside],
        _examples(one.nearest, say("You may ask:")) if one.nearest else None,
    )


def _in_english(one: Answer) -> str:
    """The sentence of an answer with the English names of what its rows name, but where those stand before them."""
    names = {part for row in one.rows for part in (row.zone, row.reform) if part}
    told = one.sentence
    for name in sorted(names, key=lambda part: (-len(part), part)):
        alone = rf"(?<![(\u3400-\u9fff]){re.escape(name)}(?![\u3400-\u9fff])"
        told = re.sub(alone, _called(name).replace("\\", ""), told)
    return told


def _called(name: str) -> str:
    """A zone, body, place or reform in the language of the page."""
    if language() == "zh" or not name:
        return name
    if reform := english_name("reform", name):
        return reform.partition(" (")[0]  # without what explains it: Standard land (industrial land offered with …)
    return next((told for kind in ("zone", "organ", "place") if (told := english_name(kind, name))), name)


def _row(row: AnswerRow, recorded: frozenset[str]) -> Markup:
    """A sentence with what it proves; names lead to the records that bear them."""
    ends = [
        tag("a", _called(name), href="/trace?" + urlencode({kind: name}))
        if row.status or name in recorded
        else tag("span", _called(name))
        for kind, name in (("zone", row.zone), ("reform", row.reform))
        if name
    ]
    place = f"{row.page}:{row.start}-{row.end}" if row.start is not None else row.page
    told = (status_told(row.status) if row.status else "", row.source, row.issued, row.headline, place)
    parts = [*ends, *(part for part in told if part)]
    line = [piece for part in parts for piece in (" · ", part)][1:]
    return tag("blockquote", tag("p", row.quote), tag("p", line, class_="told"))


def _examples(texts: Sequence[str], front: str) -> Markup | None:
    items = [tag("li", tag("a", text, href="/ask?" + urlencode({"q": text}))) for text in texts]
    return tag("div", tag("p", front), tag("ul", items, class_="questions"))
