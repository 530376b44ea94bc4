"""Marks that people made in Label Studio or doccano as labels: an export in, pages in the format of labels out.

Relations are followed where they are; where there are spans alone, a measure's actor is the nearest zone before it in
its sentence, else in its article, and an article begins at its title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reformgraph.exchange.annotations import LABELS, PARTS
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.records import STATUSES

Json = dict[str, Any]
Fault = Callable[[str], Exception]

_ENDS = re.compile(r"[。！？；!?;]|\n\s*\n")
_LISTS = {"zone": "zones", "company": "companies", "person": "people", "project": "projects"}


@dataclass(slots=True)
class _Mark:
    """A mark of an export; `ties` holds relation and the mark it leads to."""

    label: str
    start: int
    end: int
    ties: list[tuple[str, _Mark]] = field(default_factory=list)

    def tied(self, name: str) -> _Mark | None:
        return next((other for relation, other in self.ties if relation == name), None)


@dataclass(frozen=True, slots=True)
class _Told:
    """A text with its page and marks."""

    page: str
    text: str
    marks: Sequence[_Mark]
    written: object = None

    def printed(self, mark: _Mark) -> str:
        return "".join(self.text[mark.start : mark.end].split())


def is_export(raw: object) -> bool:
    """Whether JSON is what one of the programs exports, rather than labels of a page."""
    one = raw[0] if isinstance(raw, list) and raw else raw
    if not isinstance(one, dict):
        return False
    return ("data" in one and "annotations" in one) or ("text" in one and ("entities" in one or "label" in one))


def read_export(raw: object, fault: Fault) -> Iterator[Json]:
    """Pages in the format of labels.

    Parameters
    ----------
    raw
        A list of tasks of Label Studio, or a line, or a list of lines, of doccano.
    fault
        Makes the error to raise from what is wrong.
    """
    for number, one in enumerate(raw if isinstance(raw, list) else [raw], 1):
        if not isinstance(one, dict):
            raise fault(f"task {number} is no object")
        told = _of_label_studio(one, number, fault) if "data" in one else _of_doccano(one, number, fault)
        page = {"page": told.page, "text": told.text, "articles": list(_articles(told))}
        yield page | ({"written": told.written} if told.written is not None else {})


# ---------------------------------------------------------------- the two programs


def _of_label_studio(task: Mapping[str, Any], number: int, fault: Fault) -> _Told:
    data = task["data"] if isinstance(task["data"], dict) else {}
    text = data.get("text")
    made = [one for one in task.get("annotations") or () if isinstance(one, dict) and not one.get("was_cancelled")]
    if not isinstance(text, str) or not made:
        what = "has no text" if not isinstance(text, str) else "has no annotation: it was not submitted"
        raise fault(f"task {number} {what}")
    found: dict[str, _Mark] = {}
    results = [one for one in made[-1].get("result") or () if isinstance(one, dict)]
    for one in results:
        value = one.get("value") or {}
        labels = value.get("labels") or ()
        if one.get("type") == "labels" and labels:
            start, end = _placed(text, value)
            found[str(one.get("id"))] = _mark(str(labels[0]), start, end, text, f"task {number}", fault)
    for one in results:
        if one.get("type") == "relation":
            ends = found.get(str(one.get("from_id"))), found.get(str(one.get("to_id")))
            _tie(*(ends[::-1] if one.get("direction") == "left" else ends), [str(x) for x in one.get("labels") or ()])
    return _Told(_page_name(data, number, fault), text, list(found.values()), data.get("written"))


def _of_doccano(line: Mapping[str, Any], number: int, fault: Fault) -> _Told:
    text = line.get("text")
    if not isinstance(text, str):
        raise fault(f"line {number} has no text")
    place, beside = f"line {number}", {**line, **_meta(line)}
    if "entities" not in line:
        triples = [one for one in line.get("label") or () if isinstance(one, list) and len(one) == 3]
        marks = [_mark(str(label), start, end, text, place, fault) for start, end, label in triples]
        return _Told(_page_name(beside, number, fault), text, marks, beside.get("written"))
    found: dict[object, _Mark] = {}
    for one in line["entities"] or ():
        offsets = one.get("start_offset"), one.get("end_offset")
        found[one.get("id")] = _mark(str(one.get("label")), *offsets, text, place, fault)
    for one in line.get("relations") or ():
        _tie(found.get(one.get("from_id")), found.get(one.get("to_id")), [str(one.get("type"))])
    return _Told(_page_name(beside, number, fault), text, list(found.values()), beside.get("written"))


def _meta(line: Mapping[str, Any]) -> Json:
    return line["meta"] if isinstance(line.get("meta"), dict) else {}


def _page_name(data: Mapping[str, Any], number: int, fault: Fault) -> str:
    name = data.get("page")
    if not isinstance(name, str) or not name:
        raise fault(f"task {number} does not tell its page")
    return name


def _placed(text: str, value: Mapping[str, Any]) -> tuple[Any, Any]:
    """Offsets in code points; some versions count a sign beyond the basic plane as two."""
    start, end, said = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or said in (None, text[start:end]):
        return start, end
    wide = text.encode("utf-16-le", "surrogatepass")
    begin = len(wide[: 2 * start].decode("utf-16-le", "replace"))
    length = len(wide[2 * start : 2 * end].decode("utf-16-le", "replace"))
    return begin, begin + length


def _mark(label: str, start: Any, end: Any, text: str, place: str, fault: Fault) -> _Mark:
    if label not in LABELS:
        raise fault(f"{place}: the label {label} is none of {', '.join(LABELS)}")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise fault(f"{place}: a mark {label} lies outside of the text")
    return _Mark(label, start, end)


def _tie(start: _Mark | None, end: _Mark | None, names: Sequence[str]) -> None:
    if start is not None and end is not None:
        start.ties += [(name, end) for name in names]


# ---------------------------------------------------------------- marks to labels


def _articles(told: _Told) -> Iterator[Json]:
    """Articles in the order of their first parts, each with the marks that lie in it."""
    parts = _grouped(sorted((mark for mark in told.marks if mark.label in PARTS), key=lambda mark: mark.start))
    groups: list[list[_Mark]] = [[] for _ in parts] or [[]]
    for mark in told.marks:
        if mark.label not in PARTS:
            groups[_nearest(mark, parts)].append(mark)
    begins = [0, *(found.end() for found in re.finditer("\n", told.text))]
    for number, (inside, found) in enumerate(zip(parts or [[]], groups, strict=True), 1):
        yield _article(told, number, inside, sorted(found, key=lambda mark: (mark.start, mark.end)), begins)


def _grouped(parts: Sequence[_Mark]) -> list[list[_Mark]]:
    groups: dict[int, list[_Mark]] = {}
    heads = {id(mark) for mark in parts if mark.label == "title" and not mark.tied("part")}
    current: _Mark | None = None
    for mark in parts:
        head = mark.tied("part")
        if head is None and (current is None or (mark.label == "title" and id(mark) in heads)):
            current = mark
        groups.setdefault(id(head or current), []).append(mark)
    return list(groups.values())


def _nearest(mark: _Mark, parts: Sequence[Sequence[_Mark]]) -> int:
    """The article whose part holds a mark, else the one with the part nearest to it."""

    def far(group: Sequence[_Mark]) -> int:
        return min(max(part.start - mark.start, mark.end - part.end, 0) for part in group)

    return min(range(len(parts)), key=lambda number: far(parts[number]), default=0)


def _article(told: _Told, number: int, parts: Sequence[_Mark], marks: Sequence[_Mark], begins: Sequence[int]) -> Json:
    lines: dict[str, list[Any]] = {role: [] for role in PARTS}
    for part in parts:
        first, last = bisect_right(begins, part.start), bisect_right(begins, part.end - 1)
        lines[part.label] += [[first, last]] if part.label == "body" else range(first, last + 1)
    texts = {role: "".join(told.printed(part) for part in parts if part.label == role) for role in ("title", "kicker")}
    article: Json = {"id": f"{told.page}-{number}", **texts, "lines": lines, "documents": []}
    article |= {key: list(_things(told, label, marks)) for label, key in _LISTS.items()}
    article["documents"] = [thing["name"] for thing in _things(told, "document", marks)]
    article["authors"] = [told.printed(mark) for mark in marks if mark.label == "author"]
    for person in article["people"]:
        person["role"] = _role(told, person, marks)
    figures = {id(mark): _figure(told, mark) for mark in marks if mark.label == "figure"}
    article["measures"] = [_measure(told, mark, marks, figures) for mark in marks if mark.label in STATUSES]
    article["figures"] = [figure for figure in figures.values() if figure]
    return article


def _things(told: _Told, label: str, marks: Sequence[_Mark]) -> Iterator[Json]:
    """Things with their printed forms: marks tied as the same, or printed alike, are one."""
    found: dict[str, Json] = {}
    for mark in marks:
        if mark.label != label:
            continue
        name = told.printed(mark.tied("same") or mark)
        thing = found.setdefault(name, {"name": name, "mentions": [], "spans": [], "same": []})
        thing["spans"].append([mark.start, mark.end])
        if full := mark.tied("same"):
            thing["same"].append([mark.start, mark.end, full.start, full.end])
        if (form := told.printed(mark)) not in thing["mentions"]:
            thing["mentions"].append(form)
    yield from found.values()


def _role(told: _Told, person: Mapping[str, Any], marks: Sequence[_Mark]) -> str:
    """The role that is tied to any mention of a person."""
    for mark in marks:
        owner = mark.tied("of") if mark.label == "role" else None
        if owner is not None and [owner.start, owner.end] in person["spans"]:
            return told.printed(mark)
    return ""


def _measure(told: _Told, mark: _Mark, marks: Sequence[_Mark], figures: Mapping[int, Json | None]) -> Json:
    low, high = _sentence(told.text, mark)
    near = [one for one in marks if any(other is mark for name, other in one.ties if name == "of")]
    tied = any(one.ties for one in marks)
    time = next((one for one in near if one.label == "time"), None)
    if not tied:  # spans alone: what stands in the sentence
        near = [one for one in marks if low <= one.start and one.end <= high]
        time = next((one for one in near if one.label == "time"), None)
    actor = mark.tied("actor") or (None if tied else _actor_before(mark, marks, low))
    name = told.printed(mark)
    return {
        "reform": name,
        "mentions": [name],
        "spans": [[mark.start, mark.end]],
        "zone": told.printed(actor.tied("same") or actor) if actor else "",
        "tied": [linked.start, linked.end] if (linked := mark.tied("actor")) else None,
        "status": mark.label,
        "when": told.printed(time) if time else "",
        "evidence": told.text[low:high].strip(),
        "evidence_span": [low, high],
        "figures": [figure for one in near if one.label == "figure" and (figure := figures[id(one)])],
    }


def _actor_before(mark: _Mark, marks: Sequence[_Mark], low: int) -> _Mark | None:
    before = [one for one in marks if one.label in ("zone", "actor") and one.end <= mark.start]
    return max(before, key=lambda one: (one.start >= low, one.start), default=None)


def _sentence(text: str, mark: _Mark) -> tuple[int, int]:
    """The sentence around a mark."""
    low = max((found.end() for found in _ENDS.finditer(text, 0, mark.start)), default=0)
    end = _ENDS.search(text, mark.end)
    return low, end.end() if end else len(text)


def _figure(told: _Told, mark: _Mark) -> Json | None:
    """Value and unit of a figure as printed; None where it holds no number."""
    number = next(iter(find_quantities(told.text[mark.start : mark.end])), None)
    if number is None:
        return None
    return {
        "indicator": "", "value": number.value, "unit": number.unit, "text": told.printed(mark),
        "span": [mark.start, mark.end],
    }  # fmt: skip
