"""Labels and findings out of JSON, checked field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from reformgraph.errors import ReformGraphError
from reformgraph.evaluation.annotated import is_export, read_export
from reformgraph.evaluation.judgements import Adoption, Amount, Thing, Told, ToldPage
from reformgraph.records import ROLES, STATUSES, Span

_CURE = "docs/evaluation.md shows the format"


class LabelsError(ReformGraphError):
    """Labels or findings that are missing, not JSON, or not in the format."""


def read_labels(path: Path) -> list[ToldPage]:
    """Labelled pages of a folder of JSON files, or of one file, sorted by file name.

    A file is labels of a page, or what Label Studio (JSON) or doccano (JSON Lines) exports (see `annotated`).

    Raises
    ------
    LabelsError
        When there are none, a file is no JSON or not in the format, or a page is labelled twice.
    """
    files = [path] if path.is_file() else sorted([*path.glob("*.json"), *path.glob("*.jsonl")])
    if not files:
        what = "the folder holds no labels (*.json)" if path.is_dir() else "no such file or folder"
        raise LabelsError(what, where=str(path), cure="name the folder of the labels")
    pages = [page for file in files for page in _pages_of(file)]
    _check_once(pages)
    return pages


def _pages_of(file: Path) -> Iterator[ToldPage]:
    raw = _json_or_lines(_text(file), str(file))
    if is_export(raw):
        for one in read_export(raw, lambda what: LabelsError(what, where=str(file), cure=_CURE)):
            yield _page(one, str(file), strict=True)
    else:
        yield _page(raw, str(file), strict=True)


def exported_pages(file: Path) -> list[dict[str, Any]]:
    """Pages of an export of Label Studio or doccano in the format of labels, with their texts.

    Raises
    ------
    LabelsError
        When it is no such export, or a page stands in it twice.
    """
    raw = _json_or_lines(_text(file), str(file))
    if not is_export(raw):
        raise LabelsError("this is no export of Label Studio or doccano", where=str(file), cure=_CURE)
    pages = list(read_export(raw, lambda what: LabelsError(what, where=str(file), cure=_CURE)))
    _check_once([_page(page, str(file), strict=True) for page in pages])
    return pages


def _json_or_lines(text: str, where: str) -> object:
    """JSON; a list where it is one object a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines):
        return [_json(line, f"{where}, line {number}") for number, line in enumerate(lines, 1)]
    return _json(text, where)


def read_found(path: Path) -> list[ToldPage]:
    """Pages as `reformgraph extract` prints them, one JSON object a line.

    Raises
    ------
    LabelsError
        As of `read_labels`.
    """
    pages = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            where = f"{path}, line {number}"
            pages.append(_page(_json(line, where), where, strict=False))
    _check_once(pages)
    return pages


def told_page(raw: object, where: str) -> ToldPage:
    """The page that an object of `reformgraph.exchange.jsonl.to_json` tells of."""
    return _page(raw, where, strict=False)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise LabelsError("not UTF-8", where=str(path), cure="save the file as UTF-8") from None
    except OSError as fault:
        raise LabelsError(f"cannot be read: {fault.strerror}", where=str(path), cure="check the path") from None


def _json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        place = where if "\n" not in text else f"{where}, line {fault.lineno}"
        raise LabelsError(f"not JSON: {fault.msg}", where=place, cure="correct the file") from None
    except RecursionError:
        raise LabelsError("not JSON: nested too deep", where=where, cure="correct the file") from None


def _check_once(pages: Sequence[ToldPage]) -> None:
    seen: dict[str, str] = {}
    for page in pages:
        if page.name in seen:
            raise LabelsError(f"the page {page.name} stands also in {seen[page.name]}", where=page.source)
        seen[page.name] = page.source


def _page(raw: object, where: str, *, strict: bool) -> ToldPage:
    if not isinstance(raw, dict) or not isinstance(raw.get("page"), str) or not isinstance(raw.get("articles"), list):
        raise LabelsError("an object with page and articles is asked for", where=where, cure=_CURE)
    articles = tuple(_article(one, f"{where}, article {n}", strict) for n, one in enumerate(raw["articles"], 1))
    text = raw.get("text")
    if text is not None and not isinstance(text, str):
        raise LabelsError("text is not text", where=where, cure=_CURE)
    return ToldPage(
        name=PurePosixPath(raw["page"].replace("\\", "/")).name,
        articles=articles,
        source=where,
        not_measures=tuple(
            phrase
            for one in (raw, *raw["articles"])
            for phrase in _strings(one.get("not_measures"), "not_measures", where)
        ),
        text=text,
        text_sha256=_string(raw, "text_sha256", where),
    )


def _article(raw: object, where: str, strict: bool) -> Told:
    if not isinstance(raw, dict):
        raise LabelsError("an article is an object", where=where, cure=_CURE)
    return Told(
        id=_string(raw, "id", where),
        title=_string(raw, "title", where),
        kicker=_string(raw, "kicker", where),
        complete=raw.get("complete") is not False,
        lines=_lines(raw.get("lines"), where),
        authors=_strings(raw.get("authors"), "authors", where),
        zones=_things(raw, "zones", where),
        companies=_things(raw, "companies", where),
        people=_things(raw, "people", where),
        documents=_documents(raw, where),
        projects=_things(raw, "projects", where),
        adoptions=tuple(
            _adoption(one, where, strict) for one in _objects(raw, "measures", ("reform", "status"), where)
        ),
        figures=tuple(_amount(one, where) for one in _objects(raw, "figures", ("value",), where)),
    )


def _string(raw: dict[str, Any], key: str, where: str) -> str:
    """An optional text; numbers are taken as they are written, objects by their `text`."""
    value = raw.get(key)
    value = value.get("text") if isinstance(value, dict) else value
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    raise LabelsError(f"{key} is not text", where=where, cure=_CURE)


def _strings(value: object, key: str, where: str) -> tuple[str, ...]:
    items = [] if value is None else value
    if not isinstance(items, list):
        raise LabelsError(f"{key} is not a list", where=where, cure=_CURE)
    texts = [one.get("text") if isinstance(one, dict) else one for one in items]
    if not all(isinstance(one, str) for one in texts):
        raise LabelsError(f"{key} is not a list of texts", where=where, cure=_CURE)
    return tuple(map(str, texts))


def _full(raw: dict[str, Any], where: str) -> tuple[str, ...]:
    """Full names that a label gives beside the printed one: a text or a list of texts."""
    value = raw.get("full")
    return _strings([value] if isinstance(value, str) else value, "full", where)


def _objects(raw: dict[str, Any], key: str, needed: Sequence[str], where: str) -> Iterator[dict[str, Any]]:
    items = raw.get(key)
    items = [] if items is None else items
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise LabelsError(f"{key} is not a list of objects", where=where, cure=_CURE)
    for number, one in enumerate(items, 1):
        for name in needed:
            if not isinstance(one.get(name), str | int | float) or one[name] == "":
                raise LabelsError(f"{key} {number}: {name} is missing or empty", where=where, cure=_CURE)
        yield one


def _lines(value: object, where: str) -> dict[str, tuple[int, ...]]:
    if value is not None and not isinstance(value, dict):
        raise LabelsError(f"lines is not an object with {', '.join(ROLES)}", where=where, cure=_CURE)
    return {role: tuple(_numbers((value or {}).get(role), where)) for role in ROLES}


def _numbers(ranges: object, where: str) -> Iterator[int]:
    for one in ranges if isinstance(ranges, list) else ():
        if isinstance(one, int):
            yield one
        elif isinstance(one, list) and len(one) == 2 and all(isinstance(n, int) for n in one):
            yield from range(one[0], min(one[1], one[0] + 1_000_000) + 1)
        else:
            raise LabelsError(f"lines: {one!r} is no line number and no [first, last]", where=where, cure=_CURE)


def _span(value: object) -> Span | None:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) for n in value):
        return Span(value[0], value[1])
    return None


def _spans(value: object) -> tuple[Span, ...]:
    return tuple(span for one in value if (span := _span(one))) if isinstance(value, list) else ()


def _things(raw: dict[str, Any], key: str, where: str) -> tuple[Thing, ...]:
    return tuple(
        Thing(
            str(one["name"]),
            _strings(one.get("mentions"), "mentions", where),
            _string(one, "role", where),
            _string(one, "part_of", where),
            _spans(one.get("spans")),
            _full(one, where) if key == "zones" else (),
        )
        for one in _objects(raw, key, ("name",), where)
    )


def _documents(raw: dict[str, Any], where: str) -> tuple[Thing, ...]:
    names = _strings(raw.get("documents"), "documents", where)
    places = raw.get("document_spans")
    places = places if isinstance(places, list) and len(places) == len(names) else [None] * len(names)
    return tuple(Thing(name, spans=_spans(place)) for name, place in zip(names, places, strict=True))


def _adoption(raw: dict[str, Any], where: str, strict: bool) -> Adoption:
    status = str(raw["status"])
    if strict and status not in STATUSES:
        raise LabelsError(f"{raw['reform']}: the status {status} is none of {', '.join(STATUSES)}", where=where)
    return Adoption(
        reform=str(raw["reform"]),
        actor=_string(raw, "zone", where),
        status=status,
        forms=_strings(raw.get("mentions"), "mentions", where),
        when=_string(raw, "when", where),
        evidence=_string(raw, "evidence", where),
        span=_span(raw.get("evidence_span")),
        figures=tuple(_amount(one, where) for one in _objects(raw, "figures", ("value",), where)),
        spans=_spans(raw.get("spans")),
        full=_full(raw, where),
        why=_why(raw.get("why")),
    )


def _why(raw: object) -> tuple[tuple[str, str], ...]:
    """What was decided and by which rule, as `extract --explain` tells it."""
    told = [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []
    return tuple((str(one.get("decides", "")), str(one.get("rule", ""))) for one in told)


def _amount(raw: dict[str, Any], where: str) -> Amount:
    unit, indicator, printed = (_string(raw, key, where) for key in ("unit", "indicator", "text"))
    return Amount(str(raw["value"]), unit, indicator, _span(raw.get("span")), printed)
