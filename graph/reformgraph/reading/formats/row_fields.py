"""Rows of an archive as pages: which column is the text, the date and so on, by their common names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from html import escape

from reformgraph.errors import UsageError
from reformgraph.reading.field_names import COLUMN_NAMES, plain_name
from reformgraph.reading.formats.content import Item, ItemFault

_MARKUP = re.compile(r"<(?:p|div|br|span|table|section|article|html|h[1-6])\b[^<>]{0,500}>", re.I)
_SECONDS = re.compile(r"(1[0-9]{9})(?:[0-9]{3})?(?:\.\d+)?")
_BEIJING = timedelta(hours=8)


def find_columns(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Column of each field of a page.

    Parameters
    ----------
    names
        Columns of the file.
    given
        Columns that the user names, by field; they go before the common names.

    >>> find_columns(["标题", "Publish_Time", "正文"])
    {'text': '正文', 'title': '标题', 'date': 'Publish_Time'}
    """
    held = list(names)
    plain: dict[str, str] = {}
    for name in held:
        plain.setdefault(plain_name(name), name)
    found: dict[str, str] = {}
    for field, common in COLUMN_NAMES.items():
        if given and field in given:
            if given[field] in held:
                found[field] = given[field]
            continue
        column = next((plain[name] for name in common if name in plain), None)
        if column is not None:
            found[field] = column
    return found


def read_columns(text: str) -> dict[str, str]:
    """Columns by field, of an option such as ``text=正文,date=刊期``.

    Raises
    ------
    UsageError
        When a part is no ``field=column`` or names a field that pages do not have.
    """
    found: dict[str, str] = {}
    for part in text.split(","):
        field, sign, column = part.partition("=")
        field, column = field.strip().lower(), column.strip()
        if not sign or not column or field not in COLUMN_NAMES:
            raise UsageError(
                f"--columns {part!r} names no column",
                cure=f"write text=正文,date=刊期; fields: {', '.join(COLUMN_NAMES)}",
            )
        found[field] = column
    return found


def page_item(row: Mapping[str, object], columns: Mapping[str, str], number: int) -> Item | ItemFault:
    """The page of a row, or why it is none; `number` counts the rows from 1."""
    told = {field: _text(row.get(column)) for field, column in columns.items()}
    place = f"row {number}"
    body, page = told.pop("text", ""), told.pop("html", "")
    name = told.pop("id", "") or str(number)
    if not body and not page:
        return ItemFault(place, "the row has no text", f"columns of the text are {', '.join(COLUMN_NAMES['text'][:6])}")
    if any("\ufffd" in text[:100_000] for text in (body, told.get("title", ""))):
        return ItemFault(place, "characters of the text are broken", "save the file again as UTF-8")
    if told.get("date"):
        told["date"] = _beijing_day(told["date"])
    if not body or _MARKUP.search(body[:5000]):
        return Item(name, place, _with_heading(page or body, told).encode("utf-8"), "html", told)
    heading = [f"# {told['title']}"] if told.get("title") and not _begins_with(body, told["title"]) else []
    parts = [*heading, told.get("number", ""), body]
    return Item(name, place, "\n\n".join(part for part in parts if part).encode("utf-8"), "md", told)


def _text(value: object) -> str:
    """A field as text: what cannot be written as UTF-8 and what no text has is replaced."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value[:10_000])))
    if isinstance(value, dict):
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\u200b \t\n\u3000\xa0")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _begins_with(body: str, title: str) -> bool:
    return "".join(body.split("\n", 1)[0].split()).lstrip("#") == "".join(title.split())


def _with_heading(page: str, told: Mapping[str, str]) -> str:
    """A web page, or the piece of one that holds the body, with its headline in front."""
    title = escape(told.get("title", ""))
    if not title or re.search(r"<(?:html|head|title)\b", page[:5000], re.I):
        return page
    number = f"<p>{escape(told['number'])}</p>" if told.get("number") else ""
    body = f"<article><h1>{title}</h1>{number}{page}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def _beijing_day(value: str) -> str:
    """A date given in seconds or thousandths since 1970 as the day it was in Beijing; any other as it is."""
    seconds = _SECONDS.fullmatch(value)
    if not seconds:
        return value
    return (datetime.fromtimestamp(int(seconds.group(1)), UTC) + _BEIJING).date().isoformat()
