"""HTML made of escaped parts: text can only become markup by being built here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from reformgraph.language.white_space import undirected

#: What an element may hold: text (escaped), markup, nothing, or several of these.
Part = "str | Markup | None | Iterable[Part]"

_EMPTY = frozenset({"br", "hr", "input", "link", "meta", "wbr"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def html(*parts: object) -> Markup:
    """The parts as one piece of HTML: plain strings and numbers escaped, None left out, lists joined."""
    made: list[str] = []
    for part in parts:
        if part is None:
            continue
        if isinstance(part, Markup):
            made.append(part)
        elif isinstance(part, (str, int, float)):
            made.append(escape(undirected(str(part))))
        elif isinstance(part, Iterable):
            made.append(html(*part))
        else:
            raise TypeError(f"not a part of a page: {part!r}")
    return Markup("".join(made))


def tag(name: str, /, *parts: object, **attributes: object) -> Markup:
    """An element; ``class_`` stands for ``class``, ``data_x`` for ``data-x``; None leaves an attribute out.

    >>> tag("a", "<x>", href="/?a=1&b=2")
    '<a href="/?a=1&amp;b=2">&lt;x&gt;</a>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(undirected(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{html(*parts)}</{name}>")


def table(heads: Iterable[str], rows: Iterable[Iterable[object]], **attributes: object) -> Markup:
    """A table that scrolls by itself where the screen is narrow."""
    head = tag("thead", tag("tr", [tag("th", text, scope="col") for text in heads]))
    body = tag("tbody", [tag("tr", [tag("td", cell) for cell in row]) for row in rows])
    return tag("div", tag("table", head, body, **attributes), class_="scroll")


def address(base: str, iri: str) -> str:
    """Where this server shows a thing."""
    if iri.startswith(base):
        return "/id/" + quote(iri[len(base) :], safe="/-._~")
    return "/resource?iri=" + quote(iri, safe="")


def page(
    title: str, *parts: object, current: str = "", scripts: Iterable[str] = (), styles: Iterable[str] = ()
) -> bytes:
    """A whole page."""
    links = [
        tag("a", text, href=where, aria_current="page" if where == current else None)
        for where, text in (
            ("/", "首页"),
            ("/trace", "采用记录"),
            ("/ask", "提问"),
            ("/questions", "现成问题"),
            ("/sparql", "SPARQL 查询"),
        )
    ]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · 改革图谱" if title else "改革图谱"),
        tag("link", rel="icon", href="/assets/icon.svg", type="image/svg+xml"),
        [tag("link", rel="stylesheet", href=f"/assets/{name}") for name in (*styles, "style.css")],
        [tag("script", src=f"/assets/{name}", defer="defer") for name in scripts],
    )
    search = tag(
        "form",
        tag("input", name="q", type="search", placeholder="开发区、改革、企业、标题", aria_label="查找"),
        tag("button", "查找"),
        action="/search",
        role="search",
    )
    top = tag("header", tag("a", "改革图谱", href="/", class_="brand"), tag("nav", links), search)
    body = tag("body", top, tag("main", *parts))
    return ("<!doctype html>\n" + tag("html", head, body, lang="zh-Hans")).encode("utf-8", "replace")
