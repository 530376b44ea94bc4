"""Pieces of HTML of the site: escaped text, bilingual words, links, the frame of every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from urllib.parse import quote

from markupsafe import Markup, escape

from reformgraph._version import __version__
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.render import safe_json
from reformgraph.show.page_language import chinese
from reformgraph.show.templates import fill, shown
from reformgraph.views.english_names import english_value
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
#: Who acts and is no zone has a page, too: folder, words for one.
BODIES = {
    "organ": ("organ", ("政府与机关", "Government body")), "place": ("place", ("地方", "Place")),
}  # fmt: skip
#: Folder of the pages of provinces, and what one is called.
PROVINCE = ("province", ("省份", "Province"))
#: What a site is called where nobody says.
TITLES = ("开发区改革知识图谱", "Reforms of development zones")
_SLUG = re.compile(r"[^a-z0-9]+")

Words = tuple[str, str]


class Site:
    """What all pages share: the language they start with, the title, and the address where the site will stand.

    `address` ends in ``/``, or is empty for a site that is read from disk: then nothing names an absolute address.
    """

    def __init__(self, language: str, title: str = "", address: str = "") -> None:
        self.language, self.title = language, title
        #: The title in both languages: the site's own name for itself stands in that of the reader.
        self.named: Words = TITLES if title in TITLES else (title, title)
        #: What the site rests on: it stands below drawings that are saved.
        self.source: Words = ("", "")
        self.address = address.rstrip("/") + "/" if address else ""

    def head(self, title: str, told: str, place: str, data: Mapping[str, object] | None = None) -> Markup:
        """What search engines and those who share a page read: description, OpenGraph, canonical address, JSON-LD."""
        where = self.address + quote(place.encode("utf-8", "replace")) if self.address and place else ""
        facts = Markup(safe_json(data)) if data else ""  # noqa: S704  (no sign of markup stands in it)
        return self.fill("site_head.html", title=title, told=told, where=where, data=facts)

    def fill(self, name: str, **values: object) -> Markup:
        """A template filled in; `w` makes HTML of words in both languages, `table` of heads and rows."""
        return fill(name, site=self, w=self.words, table=self.table, **values)

    def table(self, heads: Sequence[Words], rows: Iterable[Sequence[str | Markup]]) -> Markup:
        """A table sortable by its heads; on a phone each row is a block, and its cells tell the heads themselves."""
        return self.fill("site_table.html", heads=heads, rows=rows, css="sortable")

    def plain(self, pair: Words) -> str:
        """The one of the pair that is in the site's language."""
        return pair[0] if self.language == "zh" else pair[1]

    def words(self, pair: Words) -> Markup:
        """Bilingual words as HTML; the script shows the other language on demand."""
        told = Markup('<span data-zh="{}" data-en="{}">{}</span>')
        return told.format(esc(pair[0]), esc(pair[1]), esc(self.plain(pair)))

    def value(self, text: str) -> Markup:
        """A kind of zone, a category or a place, in English on the English page where it has such a name."""
        english = self.english(text)
        return self.words((text, english)) if english != text else self.printed(text)

    @staticmethod
    def printed(text: str) -> Markup:
        """Text that stands in Chinese on every page: it says so, for those who hear the page or have it translated."""
        return Markup('<span lang="zh">{}</span>').format(esc(text)) if chinese(text) else esc(text)

    @staticmethod
    def english(text: str) -> str:
        """What a kind, a category or a place is called in English; itself where there is no such name."""
        return english_value(text) or text

    def badge(self, status: str) -> Markup:
        """The status as a small label."""
        return Markup('<span class="badge s-{}">{}</span>').format(
            esc(status), self.words(STATUS_WORDS.get(status, (status, status)))
        )

    def frame(self, title: Words, body: Markup, depth: int = 1, *, head: Markup | None = None, base: str = "") -> str:
        """A whole page; `depth` is the number of folders it stands in, `head` what `Site.head` made.

        The title of the tab follows the language that the reader chooses. A page that is shown under any address has
        links that begin with `base` instead; `body` is HTML.
        """
        places = [("index.html", ("首页", "Home")), *((list_file(kind), many) for kind, (_, _, many) in KINDS.items())]
        places += [("provinces.html", ("省份", "Provinces")), ("matrix.html", ("矩阵", "Matrix"))]
        places += [("graph.html", ("图谱", "Graph")), ("search.html", ("全文", "Full text"))]
        places += [("about.html", ("关于", "About"))]
        return self.fill(
            "site.html",
            up=base or "../" * depth,
            policy=POLICY,
            version=__version__,
            title=title,
            menu=places,
            body=body,
            head=head,
        )


def list_file(kind: str) -> str:
    """File of the list of one kind."""
    return {"company": "companies.html"}.get(kind, f"{kind}s.html")


def esc(text: object) -> Markup:
    """Text as HTML, also inside quotes; control characters and lone surrogates replaced, directions dropped."""
    return escape(shown(str(text)))


def file_name(iri: str, label: str) -> str:
    """A file name that every system accepts: pinyin initials and a hash of the IRI."""
    sounds = pinyin(label) or (label.lower(),)
    start = _SLUG.sub("-", sounds[0]).strip("-")[:24]
    mark = sha256(iri.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{start}-{mark}.html" if start else f"{mark}.html"
