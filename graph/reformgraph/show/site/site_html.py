"""Pieces of HTML of the site: escaped text, bilingual words, links, the frame of every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from reformgraph._version import __version__
from reformgraph.language.white_space import undirected
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.render import safe_json
from reformgraph.views.status_words import STATUS_WORDS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
#: Kinds that have pages of their own -> folder, words for one and for many.
KINDS = {
    "zone": ("zone", ("开发区", "Zone"), ("开发区", "Zones")),
    "reform": ("reform", ("改革", "Reform"), ("改革", "Reforms")),
    "company": ("company", ("企业", "Company"), ("企业", "Companies")),
    "article": ("article", ("报道", "Article"), ("报道", "Articles")),
}
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SLUG = re.compile(r"[^a-z0-9]+")

Words = tuple[str, str]


class Site:
    """What all pages share: the language they start with, the title, and the address where the site will stand.

    `address` ends in ``/``, or is empty for a site that is read from disk: then nothing names an absolute address.
    """

    def __init__(self, language: str, title: str = "", address: str = "") -> None:
        self.language, self.title = language, title
        self.address = address.rstrip("/") + "/" if address else ""

    def head(self, title: str, told: str, place: str, data: Mapping[str, object] | None = None) -> str:
        """What search engines and those who share a page read: description, OpenGraph, canonical address, JSON-LD."""
        lines = [
            f'<meta name="description" content="{esc(told)}">', f'<meta property="og:title" content="{esc(title)}">',
            f'<meta property="og:description" content="{esc(told)}">',
            '<meta property="og:type" content="website">',
            f'<meta property="og:site_name" content="{esc(self.title)}">',
        ]  # fmt: skip
        if self.address and place:
            where = esc(self.address + quote(place.encode("utf-8", "replace")))
            lines += [f'<link rel="canonical" href="{where}">', f'<meta property="og:url" content="{where}">']
        if data:
            lines.append(f'<script type="application/ld+json">{safe_json(data)}</script>')
        return "\n".join(lines)

    def plain(self, pair: Words) -> str:
        """The one of the pair that is in the site's language."""
        return pair[0] if self.language == "zh" else pair[1]

    def words(self, pair: Words) -> str:
        """Bilingual words; the script shows the other language on demand."""
        return f'<span data-zh="{esc(pair[0])}" data-en="{esc(pair[1])}">{esc(self.plain(pair))}</span>'

    def heading(self, pair: Words, count: int | None = None, level: int = 2) -> str:
        """A heading with a count."""
        number = "" if count is None else f' <small class="count">{count}</small>'
        return f"<h{level}>{self.words(pair)}{number}</h{level}>"

    def badge(self, status: str) -> str:
        """The status as a small label."""
        return f'<span class="badge s-{esc(status)}">{self.words(STATUS_WORDS.get(status, (status, status)))}</span>'

    def frame(self, title: str, body: str, depth: int = 1, *, head: str = "", base: str = "") -> str:
        """A whole page; `depth` is the number of folders it stands in, `head` what `Site.head` made.

        A page that is shown under any address has links that begin with `base` instead.
        """
        up = esc(base) or "../" * depth
        places = [("index.html", ("首页", "Home")), *((list_file(kind), many) for kind, (_, _, many) in KINDS.items())]
        places += [("provinces.html", ("省份", "Provinces")), ("matrix.html", ("矩阵", "Matrix"))]
        places += [("graph.html", ("图谱", "Graph")), ("about.html", ("关于", "About"))]
        menu = "".join(f'<a href="{up}{place}">{self.words(pair)}</a>' for place, pair in places)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}" data-up="{up}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="reformgraph {__version__}">\n<title>{esc(title)}</title>\n'
            f'{head}\n<link rel="icon" href="{up}assets/icon.svg" type="image/svg+xml">\n'
            f'<link rel="alternate" type="application/atom+xml" href="{up}feed.xml">\n'
            f'<link rel="stylesheet" href="{up}assets/theme.css"><link rel="stylesheet" href="{up}assets/site.css">\n'
            f"</head>\n<body>\n<header><nav>{menu}</nav>"
            '<div class="search" role="search"><input id="search" type="search" role="combobox" autocomplete="off" '
            'aria-expanded="false" aria-controls="found" aria-label="search / 搜索" placeholder="搜索 / search">'
            '<ul id="found" role="listbox" hidden></ul></div>'
            '<button id="lang" type="button"></button>'
            '<button id="theme" type="button" aria-label="light / dark">◐</button>'
            f'</header>\n<main>\n{body}\n</main>\n<script src="{up}assets/search-index.js"></script>'
            f'<script src="{up}assets/site.js"></script>\n</body>\n</html>\n'
        )


def list_file(kind: str) -> str:
    """File of the list of one kind."""
    return {"company": "companies.html"}.get(kind, f"{kind}s.html")


def esc(text: object) -> str:
    """Text for HTML, also inside quotes; control characters and lone surrogates replaced, directions dropped."""
    clean = _ODD.sub("\ufffd", undirected(str(text)))
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        clean = clean.replace(sign, name)
    return clean


def file_name(iri: str, label: str) -> str:
    """A file name that every system accepts: pinyin initials and a hash of the IRI."""
    sounds = pinyin(label) or (label.lower(),)
    start = _SLUG.sub("-", sounds[0]).strip("-")[:24]
    mark = sha256(iri.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{start}-{mark}.html" if start else f"{mark}.html"


def link(href: str, text: str, css: str = "") -> str:
    """A link; `href` is one of ours and needs no check."""
    style = f' class="{css}"' if css else ""
    return f'<a href="{esc(href)}"{style}>{esc(text)}</a>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], css: str = "sortable") -> str:
    """A table of ready HTML cells, sortable by its heads."""
    columns = "".join(f'<th scope="col"><button type="button">{cell}</button></th>' for cell in head)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    inside = f"<thead><tr>{columns}</tr></thead><tbody>\n{body}\n</tbody>"
    return f'<div class="scroll"><table class="{css}">{inside}</table></div>'


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """A list of names and values, both ready HTML; empty values are left out."""
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows if value) + "</dl>"
