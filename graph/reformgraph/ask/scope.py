"""What no page can tell: a part of a question in, whether it is refused before or after it is looked for out."""

from __future__ import annotations

import re
from functools import cache

from reformgraph.ask.answer import Answer, Part
from reformgraph.ask.english_question import ways


def out_of_scope(question: str, *, named: bool = False) -> bool:
    """Whether a question, its names left out, asks for weather, an opinion, a forecast or a text.

    What may be a forecast or a plan is one only where nothing is `named`: a page may tell of the plans of a zone.

    >>> out_of_scope("明天下雪吗"), out_of_scope("哪里以后会下海"), out_of_scope("  以后会推行  吗", named=True)
    (True, True, False)
    """
    return any(pattern.search(question) and not (named and weak) for pattern, weak in _beyond())


def beyond(part: Part, told: Answer) -> bool:
    """Whether a part is refused, whatever else was found for it.

    Its own names are no words of it (未来 of 未来科技城管委会); a forecast may be of what the part before it names
    (朔州经开区有几家企业，未来能做什么？), weather is none of a zone.
    """
    said = f"{part.text}\n{part.piece}"
    printed = {form for name in part.names for form in (name.printed, name.label) if form}
    own = [form for form in sorted(printed, key=len, reverse=True) if form.casefold() in said.casefold()]
    rest = part.text
    for form in own:
        rest = re.sub(re.escape(form), lambda found: " " * len(found.group()), rest, flags=re.IGNORECASE)
    return out_of_scope(rest.strip(), named=bool(part.names) or told.outcome == "found")


@cache
def _beyond() -> tuple[tuple[re.Pattern[str], bool], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row[1] == "unnamed") for row in ways("out_of_scope.tsv"))
