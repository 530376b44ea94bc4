"""HTML made of escaped parts: text can only become markup by being built here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from markupsafe import Markup as Markup

from reformgraph.language.white_space import undirected
from reformgraph.show.page_language import asked_language, chinese, kept, language, other_language
from reformgraph.show.templates import fill

#: What an element may hold: text (escaped), markup, nothing, or several of these.
Part = "str | Markup | None | Iterable[Part]"

#: Where the head of every page leads, and what it is called (texts of `say`).
MENU = (
    ("/", "Home"), ("/trace", "Records"), ("/graph", "Graph"), ("/map", "Map"), ("/charts", "Charts"),
    ("/provinces", "Provinces"), ("/compare", "Compare"), ("/ask", "Ask"), ("/questions", "Questions"),
    ("/review", "Review"), ("/sparql", "SPARQL"),
)  # fmt: skip
#: Languages as they call themselves, and as HTML does.
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
LANGUAGE_TAGS = {"zh": "zh-Hans", "en": "en"}
#: Rows from which on a table has a scroll bar of its own, its heads staying in sight.
_TALL = 150
_EMPTY = frozenset({"br", "hr", "input", "link", "meta", "wbr"})


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
    return Markup("".join(made))  # noqa: S704  (each part is escaped above)


def tag(name: str, /, *parts: object, **attributes: object) -> Markup:
    """An element; ``class_`` stands for ``class``, ``data_x`` for ``data-x``; None leaves an attribute out.

    Links keep the language that the page was asked for in; Chinese text on an English page says that it is.

    >>> tag("a", "<x>", href="/?a=1&b=2")
    Markup('<a href="/?a=1&amp;b=2">&lt;x&gt;</a>')
    """
    if name == "a" and isinstance(attributes.get("href"), str):
        attributes["href"] = kept(str(attributes["href"]))
    if language() == "en" and "lang" not in attributes and any(chinese(text) for text in _texts(parts)):
        attributes["lang"] = "zh"
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(undirected(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{told}>")  # noqa: S704
    return Markup(f"<{name}{told}>{html(*parts)}</{name}>")  # noqa: S704


def _texts(parts: Iterable[object]) -> Iterator[str]:
    """The texts that stand in an element itself."""
    for part in parts:
        if isinstance(part, str):
            if not isinstance(part, Markup):
                yield part
        elif isinstance(part, (list, tuple)):
            yield from _texts(part)


def form(*parts: object, **attributes: object) -> Markup:
    """A form that is sent by GET, and sends along the language that the page was asked for in."""
    asked = asked_language()
    told = tag("input", type="hidden", name="lang", value=asked) if asked else None
    return tag("form", told, *parts, **attributes)


def table(heads: Iterable[str], rows: Iterable[Iterable[object]], **attributes: object) -> Markup:
    """A table whose cells tell their heads, too: on a phone a row is a block, and the heads are out of sight.

    A long one scrolls in a box of its own.
    """
    named, lines = list(heads), list(rows)
    head = tag("thead", tag("tr", [tag("th", text, scope="col") for text in named]))
    body = tag(
        "tbody",
        [tag("tr", [tag("td", cell, data_head=text) for text, cell in zip(named, row, strict=True)]) for row in lines],
    )
    tall = {"class_": "scroll tall", "tabindex": "0", "role": "group", "aria_label": ", ".join(named)}
    box = tall if len(lines) > _TALL else {"class_": "scroll"}
    return tag("div", tag("table", head, body, **attributes), **box)


def address(base: str, iri: str) -> str:
    """Where this server shows a thing."""
    if iri.startswith(base):
        return "/id/" + quote(iri[len(base) :], safe="/-._~")
    return "/resource?iri=" + quote(iri, safe="")


def page(
    title: str, *parts: object, current: str = "", scripts: Iterable[str] = (), styles: Iterable[str] = ()
) -> bytes:
    """A whole page."""
    other, there = other_language()
    made = fill(
        "served.html", title=title, body=html(*parts), current=current, scripts=scripts,
        styles=(*styles, "style.css"), menu=MENU, language=language(), asked=asked_language(),
        other=other, there=there, names=LANGUAGE_NAMES, tags=LANGUAGE_TAGS,
    )  # fmt: skip
    return made.encode("utf-8", "replace")
