"""What was found on a page as marks on its text, for people to correct: tasks of Label Studio, lines of doccano.

`reformgraph.evaluation.annotated` reads what those programs export.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reformgraph._version import __version__
from reformgraph.records import STATUSES

Json = dict[str, Any]

#: Kinds of marks: parts of an article, things, what a measure is told to be (its status), and what belongs to it.
PARTS = ("title", "kicker", "byline", "body")
THINGS = ("zone", "company", "person", "document", "project", "actor", "author")
LABELS = (*PARTS, *THINGS, *STATUSES, "figure", "time", "role")
#: Ties between marks: part -> title, short form -> full name, measure -> actor, figure and time -> measure,
#: role -> person.
RELATIONS = ("part", "same", "actor", "of")
#: How far a post may stand from its name over the end of an indented line, and the longest words looked for.
_WRAP, _LONGEST = 12, 200
_LISTS = {"zones": "zone", "companies": "company", "people": "person", "projects": "project"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of a text (code points, half-open), with ties to other marks by their numbers."""

    label: str
    start: int
    end: int
    ties: tuple[tuple[str, int], ...] = ()


def label_config() -> str:
    """The labelling interface of a Label Studio project that takes our tasks."""
    labels = "".join(f'\n    <Label value="{one}"/>' for one in LABELS)
    relations = "".join(f'\n    <Relation value="{one}"/>' for one in RELATIONS)
    return (
        f'<View>\n  <Labels name="label" toName="text">{labels}\n  </Labels>\n'
        f"  <Relations>{relations}\n  </Relations>\n"
        '  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'
    )


def label_studio_task(page: Mapping[str, Any]) -> Json:
    """A task with one prediction, from the object of `exchange.jsonl.to_json` with its text."""
    text, results = page["text"], []
    for number, mark in enumerate(marks(page)):
        value = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "labels": [mark.label]}
        results.append({"id": f"m{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value})
        for name, other in mark.ties:
            tie = {"type": "relation", "from_id": f"m{number}", "to_id": f"m{other}", "direction": "right"}
            results.append({**tie, "labels": [name]})
    data = {"text": text, "page": page["page"], "page_id": page["page_id"], "written": written(page)}
    return {"data": data, "predictions": [{"model_version": f"reformgraph {__version__}", "result": results}]}


def doccano_line(page: Mapping[str, Any]) -> Json:
    """A text with entities and relations, from the object of `exchange.jsonl.to_json` with its text."""
    found = list(marks(page))
    entities = [
        {"id": number, "label": mark.label, "start_offset": mark.start, "end_offset": mark.end}
        for number, mark in enumerate(found)
    ]
    ties = [(number, name, other) for number, mark in enumerate(found) for name, other in mark.ties]
    relations = [
        {"id": number, "from_id": start, "to_id": end, "type": name} for number, (start, name, end) in enumerate(ties)
    ]
    told = {"text": page["text"], "page": page["page"], "written": written(page)}
    return {**told, "entities": entities, "relations": relations}


def label_studio_lines(pages: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The tasks as one JSON list, a task a line."""
    before = "[\n"
    for page in pages:
        yield before + json.dumps(label_studio_task(page), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


def marks(page: Mapping[str, Any]) -> Sequence[Mark]:
    """All marks of a page; ties point to places in the sequence."""
    return _marked(page).found


def written(page: Mapping[str, Any]) -> Json:
    """What was marked, for the way back: both programs hand it on as it is.

    `claims` holds a row for each mark of a measure: number of the claim, begin and end of its evidence, of the mark
    and of the mark of its actor (both 0 where it has none). `zones` and `companies` hold rows of begin, end and name.
    """
    writer = _marked(page)
    rows = [
        [claim, *measure["evidence_span"], writer.found[at].start, writer.found[at].end, *writer.actor_span(at)]
        for claim, measure, at in writer.measures
    ]
    named = {
        key: [[*span, one["name"]] for article in page["articles"] for one in article[key] for span in one["spans"]]
        for key in ("zones", "companies")
    }
    return {"claims": rows, **named}


def _marked(page: Mapping[str, Any]) -> _Marks:
    writer = _Marks(page["text"])
    for article in page["articles"]:
        writer.add_article(article)
    return writer


class _Marks:
    """Marks as they are gathered."""

    def __init__(self, text: str) -> None:
        self._text = text
        lines = text.split("\n")
        self._begins = [0, *accumulate(len(line) + 1 for line in lines)]
        self._lengths = [len(line) for line in lines]
        self.found: list[Mark] = []
        #: Number of a claim, its measure, and the place of its mark in `found`.
        self.measures: list[tuple[str, Mapping[str, Any], int]] = []

    def actor_span(self, at: int) -> tuple[int, int]:
        """Where the mark stands that a measure is tied to; (0, 0) where there is none."""
        actor = next((self.found[other] for name, other in self.found[at].ties if name == "actor"), None)
        return (actor.start, actor.end) if actor else (0, 0)

    def add_article(self, article: Mapping[str, Any]) -> None:
        """Parts, things and measures of an article."""
        self._add_parts(article["lines"])
        named: dict[str, int] = {}
        for key, label in _LISTS.items():
            for one in article[key]:
                named.setdefault(one["name"], self._add_thing(label, one["name"], one["spans"]))
        for one in article["people"]:
            self._add_role(one, named[one["name"]])
        for name in article["authors"]:
            self._add_author(name, article["lines"])
        for name, spans in zip(article["documents"], article["document_spans"], strict=True):
            self._add_thing("document", name, spans)
        for number, measure in enumerate(article["measures"], 1):
            self._add_measure(f"{article['id']}-{number}", measure, named)
        told = {tuple(figure["span"]) for measure in article["measures"] for figure in measure["figures"]}
        for figure in article["figures"]:
            if tuple(figure["span"]) not in told:
                self._put("figure", *figure["span"])

    def _put(self, label: str, start: int, end: int, *ties: tuple[str, int]) -> int:
        self.found.append(Mark(label, start, end, ties))
        return len(self.found) - 1

    def _add_parts(self, lines: Mapping[str, Sequence[Any]]) -> None:
        first: int | None = None
        for role in PARTS:
            for one in lines[role]:
                begin, end = one if isinstance(one, list) else (one, one)
                span = self._begins[begin - 1], self._begins[end - 1] + self._lengths[end - 1]
                at = self._put(role, *span, *(() if first is None else (("part", first),)))
                first = at if first is None else first

    def _add_thing(self, label: str, name: str, spans: Sequence[Sequence[int]]) -> int:
        """Marks of all mentions; those after the one that prints the name, or the longest, are tied to it."""
        if not spans:
            return -1
        best = max(spans, key=lambda span: (self._printed(span) == name, span[1] - span[0], -span[0]))
        at = self._put(label, best[0], best[1])
        for span in spans:
            if span != best:
                self._put(label, span[0], span[1], ("same", at))
        return at

    def _add_role(self, person: Mapping[str, Any], at: int) -> None:
        begin, end = person["spans"][0] if person["spans"] else (0, 0)
        reach = len(person["role"]) + _WRAP
        found = self._find(person["role"], max(0, begin - reach), end + reach)
        if found and at >= 0:
            self._put("role", *found, ("of", at))

    def _find(self, words: str, low: int, high: int) -> tuple[int, int] | None:
        """Where words stand on the page between two places, also over the end of a line."""
        letters = "".join(words.split())
        pattern = r"\s*".join(map(re.escape, letters)) if 0 < len(letters) <= _LONGEST else ""
        found = re.compile(pattern).search(self._text, low, high) if pattern else None
        return (found.start(), found.end()) if found else None

    def _add_author(self, name: str, lines: Mapping[str, Sequence[Any]]) -> None:
        """The name in the byline, else at the end of the body: （魏棠）."""
        body = [line for first, last in reversed(lines["body"]) for line in range(last, first - 1, -1)]
        for line in (*lines["byline"], *body):
            low = self._begins[line - 1]
            if (found := self._text.find(name, low, low + self._lengths[line - 1])) >= 0:
                self._put("author", found, found + len(name))
                return

    def _printed(self, span: Sequence[int]) -> str:
        return "".join(self._text[span[0] : span[1]].split())

    def _add_measure(self, claim: str, measure: Mapping[str, Any], named: Mapping[str, int]) -> None:
        low, high = measure["evidence_span"]
        inside = [span for span in measure["spans"] if low <= span[0] and span[1] <= high]
        if not (spans := inside or measure["spans"]):
            return
        actor = self._actor(measure["zone"], low, high, named)
        at = self._put(measure["status"], *spans[0], *(() if actor < 0 else (("actor", actor),)))
        self.measures.append((claim, measure, at))
        for figure in measure["figures"]:
            self._put("figure", *figure["span"], ("of", at))
        if measure["when"] and (place := self._find(measure["when"], low, high)):
            self._put("time", *place, ("of", at))

    def _actor(self, name: str | None, low: int, high: int, named: Mapping[str, int]) -> int:
        """The mark of the actor; one is made where it is no thing of the article, as 山西省 is none."""
        if not name or (known := named.get(name, -1)) >= 0:
            return -1 if not name else known
        begin = self._text.find(name, low, high)
        begin = self._text.find(name) if begin < 0 else begin
        return -1 if begin < 0 else self._put("actor", begin, begin + len(name))
