"""HTML made of escaped parts: text can only become markup by being built here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from reformgraph.language.white_space import undirected
from reformgraph.show.page_language import asked_language, kept, language, other_language, say

#: What an element may hold: text (escaped), markup, nothing, or several of these.
Part = "str | Markup | None | Iterable[Part]"

#: Languages as they call themselves, and as HTML does.
_NAMES = {"zh": "中文", "en": "English"}
_TAGS = {"zh": "zh-Hans", "en": "en"}
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

    Links keep the language that the page was asked for in.

    >>> tag("a", "<x>", href="/?a=1&b=2")
    '<a href="/?a=1&amp;b=2">&lt;x&gt;</a>'
    """
    if name == "a" and isinstance(attributes.get("href"), str):
        attributes["href"] = kept(str(attributes["href"]))
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(undirected(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{html(*parts)}</{name}>")


def form(*parts: object, **attributes: object) -> Markup:
    """A form that is sent by GET, and sends along the language that the page was asked for in."""
    asked = asked_language()
    told = tag("input", type="hidden", name="lang", value=asked) if asked else None
    return tag("form", told, *parts, **attributes)


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
            ("/", say("Home")),
            ("/trace", say("Records")),
            ("/ask", say("Ask")),
            ("/questions", say("Questions")),
            ("/review", say("Review")),
            ("/sparql", "SPARQL"),
        )
    ]
    brand, (other, there) = say("Reform graph"), other_language()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · {brand}" if title else brand),
        tag("link", rel="icon", href="/assets/icon.svg", type="image/svg+xml"),
        [tag("link", rel="stylesheet", href=f"/assets/{name}") for name in (*styles, "style.css")],
        [tag("script", src=f"/assets/{name}", defer="defer") for name in scripts],
    )
    search = form(
        tag(
            "input", name="q", type="search", placeholder=say("zone, reform, company, headline"), aria_label=say("Find")
        ),
        tag("button", say("Find")),
        action="/search",
        role="search",
    )
    switch = tag("a", _NAMES[other], href=there, lang=_TAGS[other], hreflang=_TAGS[other], class_="switch")
    top = tag("header", tag("a", brand, href="/", class_="brand"), tag("nav", links), search, switch)
    body = tag("body", top, tag("main", *parts))
    return ("<!doctype html>\n" + tag("html", head, body, lang=_TAGS[language()])).encode("utf-8", "replace")
