"""Quotations compared with the pages they are taken from, whichever comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from reformgraph.iri import OA, RG, SCHEMA
from reformgraph.language.white_space import squeezed

_TEXT, _PART = RG + "text", SCHEMA + "isPartOf"
_SURFACE, _SPANS = RG + "surface", RG + "spans"
_EXACT, _POSITION_START, _POSITION_END = OA + "exact", OA + "start", OA + "end"
_SOURCE, _SELECTOR = OA + "hasSource", OA + "hasSelector"
_START, _END, _PRINTED = RG + "start", RG + "stop", RG + "printed"
_READ = frozenset(
    (_TEXT, _PART, _SURFACE, _SPANS, _EXACT, _POSITION_START, _POSITION_END, _SOURCE, _SELECTOR, _START, _END, _PRINTED)
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` is said to stand at ``[start, end)`` of a page; `focus` says so by its property `path`."""

    graph: str
    focus: str
    path: str
    page: str
    start: int
    end: int
    text: str

    def holds(self, page_text: str) -> bool:
        """Whether the page says so, white space apart."""
        if not 0 <= self.start < self.end <= len(page_text):
            return False
        printed = page_text[self.start : self.end]
        return printed == self.text or squeezed(printed) == squeezed(self.text)


class Quotations:
    """Gathers quotations and page texts from graphs, then tells the wrong ones."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._waiting: dict[str, list[Quotation]] = defaultdict(list)

    def read(self, graph: str, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        """Take in one named graph."""
        things: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for triple in triples:
            predicate = triple.predicate.value
            if predicate in _READ:
                subject, value = triple.subject.value, triple.object.value  # type: ignore[union-attr]
                things[subject].setdefault(predicate, []).append(value)
        home = next((values[_PART][0] for values in things.values() if _PART in values), None)
        for focus, values in things.items():
            if _TEXT in values:
                self._texts[focus] = values[_TEXT][0]
            for found in _quoted(graph, focus, values, things, home):
                self._waiting[found.page].append(found)

    def wrong(self) -> Iterator[Quotation]:
        """Quotations that their page does not hold; those of pages never seen are passed over."""
        for page, waiting in self._waiting.items():
            text = self._texts.get(page)
            if text is not None:
                yield from (found for found in waiting if not found.holds(text))


def _quoted(
    graph: str,
    focus: str,
    values: dict[str, list[str]],
    things: dict[str, dict[str, list[str]]],
    home: str | None,
) -> Iterator[Quotation]:
    """Quotations of one thing: mention, figure or target of an annotation."""
    if home and _SURFACE in values:
        for span in " ".join(values.get(_SPANS, ())).split():
            start, _, end = span.partition("-")
            yield Quotation(graph, focus, "rg:spans", home, _number(start), _number(end), values[_SURFACE][0])
    elif home and _PRINTED in values and _START in values:
        end = values.get(_END, [""])[0]
        yield Quotation(graph, focus, "rg:start", home, _number(values[_START][0]), _number(end), values[_PRINTED][0])
    elif _SOURCE in values:
        parts: dict[str, list[str]] = {}
        for selector in values.get(_SELECTOR, ()):
            parts |= things.get(selector, {})
        if _EXACT in parts:
            start, end = (parts.get(key, [""])[0] for key in (_POSITION_START, _POSITION_END))
            yield Quotation(
                graph, focus, "oa:hasSelector", values[_SOURCE][0], _number(start), _number(end), parts[_EXACT][0]
            )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else -1
