"""The pages of single things: zone, reform, company, article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from reformgraph.language.plain_time import plain_time
from reformgraph.show.article_text import ArticleText
from reformgraph.show.charts import Drawing, adoption_curve, reform_timeline, zone_timeline
from reformgraph.show.charts.chart_data import Adoption
from reformgraph.show.graph.page_charts import drawn, map_figure
from reformgraph.show.site.site_data import Claim, Data
from reformgraph.show.site.site_html import BODIES, KINDS, Site, Words, esc
from reformgraph.views.english_names import english_name

_QUOTES = 6
_NAMED = (
    ("person", ("人物", "People"), "post"), ("project", ("项目", "Projects"), "post"),
    ("document", ("文件", "Documents"), "post"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as a page shows it: `quote` in pieces, those that are names marked; `source` paper and date."""

    actor: str
    reform: str
    article: str
    status: str
    denied: bool
    when: str
    quote: list[tuple[str, bool]]
    source: list[str]
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """An adoption as a page lists it: its far end, the first of its claims, and how many there are."""

    row: Adoption
    other: str
    mark: str
    quotes: list[Told]
    count: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an article: its text, the thing it names (`kind` empty for none), and whether it is evidence."""

    text: str
    proof: bool
    kind: str = ""
    href: str = ""
    label: str = ""


class Pages:
    """Makes the HTML of each page."""

    def __init__(self, site: Site, data: Data) -> None:
        self.site, self.data = site, data

    def to(self, node: str, depth: int = 1) -> Markup:
        """A link to a node's page, or its label."""
        href, name = self.data.href(node, depth), self.called(node)
        return Markup('<a href="{}">{}</a>').format(esc(href), name) if href else name

    def called(self, node: str) -> Markup:
        """What a node is called in Chinese and on the English page."""
        label = self.data.label(node)
        english = self.data.latin(node)
        return self.site.words((label, english)) if english != label else self.site.printed(label)

    def names(self, node: str) -> Words:
        """What a node is called in Chinese and on the English page."""
        return self.data.label(node), self.data.latin(node)

    def chart(self, name: str, make: Callable[[bool], Drawing]) -> Markup:
        """A chart as a figure, for wide screens and for phones; nothing where the graph has no data for it."""
        return Markup(drawn(name, make))  # noqa: S704  (a drawing escapes its texts)

    def when(self, row: Adoption) -> Markup:
        """The time of an adoption as a cell, which tables sort by the day known."""
        return Markup('<span data-sort="{}">{}</span>').format(esc(row.known or "~"), self.site.words(row.words))

    def small(self, node: str, note: str) -> Markup:
        """Attributes of a node (names with spaces between) in one line."""
        told = (self.data.of(node, name) for name in note.split())
        return Markup(" · ").join(self.site.value(one) for one in told if one)

    def _answer(self, rows: list[Adoption]) -> Words:
        """What is asked of a reform in one sentence: how many do it, since when, where; the first by name."""
        adopted = [row for row in rows if row.status == "adopted"]
        days = sorted(row.known for row in adopted if row.known)
        places = sorted({self.data.of(row.actor, "province") for row in adopted} - {""})
        if not adopted:
            return "还没有已采用的记录。", "Nobody is known to have adopted it."
        since = (f"，最早的不晚于{plain_time(days[0])}", f", the first no later than {days[0]}") if days else ("", "")
        english = ", ".join(english_name("place", place) or place for place in places)
        where = (f"，分布于{'、'.join(places)}", f", in {english}") if places else ("", "")
        undated = len(adopted) - len(days)
        open_ = (f"；{undated} 个时间不详", f"; {undated} undated") if undated else ("", "")
        return (
            f"{len(adopted)} 个主体已采用{since[0]}{where[0]}{open_[0]}。",
            f"{_adopters(len(adopted))}{since[1]}{where[1]}{open_[1]}.",
        )

    def _facts(self, node: str, kind: str) -> list[tuple[Words, str | Markup]]:
        words, of = self.site.words, self.data.of
        aliases = "、".join(map(str, self.data.graph.nodes[node].get("aliases") or ()))
        place = Markup(" ").join(self._province(one) for one in (of(node, "province"), of(node, "city")) if one)
        standing = words(("待审定的新改革", "candidate, not yet reviewed")) if of(node, "candidate") else ""
        return [
            (("又称", "Also called"), self.site.printed(aliases)), (("英文名", "English"), self.data.english(node)),
            (("类型", "Kind"), self.site.value(of(node, "zone_kind"))), (("地点", "Place"), place),
            (("类别", "Category"), self.site.value(of(node, "category"))), (("状态", "Standing"), standing),
            (("日期", "Date"), of(node, "date")), (("来源", "Source"), self.site.printed(of(node, "source"))),
            (("页面文件", "Page file"), of(node, "page") if kind == "article" else ""),
            (("标识", "IRI"), Markup("<code>{}</code>").format(esc(node))),
        ]  # fmt: skip

    def _province(self, name: str) -> Markup:
        """A place, which leads to its page where it is a province that has one."""
        shown, place = self.site.value(name), self.data.provinces.get(name)
        return Markup('<a href="../{}">{}</a>').format(place, shown) if place else shown

    def _fill(self, node: str, kind: str, **values: object) -> Markup:
        key = quoted(":".join(node.split("/")[-2:]))
        return self.site.fill(
            f"site_{kind}.html",
            pages=self,
            kinds={**KINDS, **BODIES},
            node=node,
            facts=self._facts(node, kind),
            key=key,
            **values,
        )

    def lines(self, rows: list[Adoption], other: str) -> list[Line]:
        """Adoptions with their sentences; `other` is the field that names the far end."""
        by_pair: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for node in {row.actor if other == "actor" else row.reform for row in rows}:
            for claim in self.data.claims[node]:
                by_pair[claim[0], claim[1]].append(claim)
        lines = []
        for row in rows:
            found = by_pair[row.actor, row.reform]
            quotes = [self.told(claim) for claim in found[:_QUOTES]]
            lines.append(Line(row, getattr(row, other), pair_mark(row), quotes, len(found)))
        return lines

    def told(self, claim: Claim) -> Told:
        """A claim with the names marked in its sentence."""
        actor, reform, data = claim
        article = str(data.get("article"))
        quote = mark(str(data.get("quote") or ""), [*self._names(reform), *self._names(actor)])
        source = [part for name in ("source", "date") if (part := self.data.of(article, name))]
        return Told(
            actor, reform, article, str(data.get("status")), bool(data.get("denied")), str(data.get("when") or ""),
            quote, source, claim_mark(str(data.get("claim") or "")),
        )  # fmt: skip

    def _names(self, node: str) -> list[str]:
        aliases = self.data.graph.nodes[node].get("aliases") if node in self.data.graph else ()
        return [self.data.label(node), *(str(one) for one in aliases or ())]

    def zone(self, node: str) -> str:
        """A zone: reforms with evidence, timeline, companies, articles."""
        data, rows = self.data, self.data.adoptions[node]
        chart = self.chart(
            "timeline", lambda slim: zone_timeline(data.graph, node, self.site.language, data.href, narrow=slim)
        )
        body = self._fill(
            node, "zone", rows=self.lines(rows, "reform"), charts=[chart],
            related=[*data.links[node, "part_of"], *data.links[node, "-part_of"]],
            companies=data.links[node, "-near"], articles=data.articles_of(node),
        )  # fmt: skip
        done = data.adopted(node)
        told = self._told([(row, row.reform) for row in rows])
        title = (f"{data.label(node)}推行的{done}项改革", f"{done} reforms of {self._plain(node)}")
        return self._page(node, title, told, "Organization", body)

    def body(self, node: str) -> str:
        """An organ, a city or a county that acts: reforms with evidence, timeline, articles."""
        data, rows, kind = self.data, self.data.adoptions[node], self.data.of(node, "kind")
        chart = self.chart(
            "timeline", lambda slim: zone_timeline(data.graph, node, self.site.language, data.href, narrow=slim)
        )
        body = self._fill(
            node, "body", sort=kind, rows=self.lines(rows, "reform"), charts=[chart], articles=data.articles_of(node)
        )
        done = data.adopted(node)
        title = (f"{data.label(node)}推行的{done}项改革", f"{done} reforms of {self._plain(node)}")
        sort = "AdministrativeArea" if kind == "place" else "GovernmentOrganization"
        return self._page(node, title, self._told([(row, row.reform) for row in rows]), sort, body)

    def reform(self, node: str) -> str:
        """A reform: who adopted it, map, timeline, curve, articles."""
        data, language, rows = self.data, self.site.language, self.data.adoptions[node]
        charts = [
            Markup(map_figure(data.graph, node, language, data.href)),  # noqa: S704
            self.chart("timeline", lambda slim: reform_timeline(data.graph, node, language, data.href, narrow=slim)),
            self.chart("curve", lambda slim: adoption_curve(data.graph, [node], language, narrow=slim)),
        ]
        done = data.adopted(node)
        body = self._fill(
            node, "reform", answer=self._answer(rows), known=done, rows=self.lines(rows, "actor"), charts=charts,
            articles=data.articles_of(node),
        )  # fmt: skip
        told = self._told([(row, row.actor) for row in rows])
        title = (f"谁在推行{data.label(node)}？{done}个主体", f"{self._plain(node)}: {_adopters(done)}")
        return self._page(node, title, told, "DefinedTerm", body)

    def _plain(self, node: str) -> str:
        """What English pages call a node."""
        return self.data.latin(node)

    def _told(self, rows: Sequence[tuple[Adoption, str]], most: int = 8) -> str:
        """What is adopted, by the name of its far end and the time: the description of a page."""
        done = [(row, other) for row, other in rows if row.status == "adopted"][:most]
        return "、".join(f"{self.data.label(other)}（{self.site.plain(row.words)}）" for row, other in done)

    def company(self, node: str) -> str:
        """A company: zones it is named with, articles; nothing of what these zones do, which need not be its doing."""
        data = self.data
        zones = data.links[node, "near"]
        body = self._fill(node, "company", zones=zones, articles=data.articles_of(node))
        told = "、".join(data.label(zone) for zone in zones[:8])
        return self._page(node, self.names(node), told, "Organization", body)

    def _page(self, node: str, title: Words, told: str, sort: str, body: Markup) -> str:
        """A page with a title that tells, and what machines read of it."""
        label = self.data.label(node)
        facts: dict[str, object] = {"@context": "https://schema.org", "@type": sort, "@id": node, "name": label}
        if others := [str(one) for one in self.data.graph.nodes[node].get("aliases") or ()]:
            facts["alternateName"] = others
        if day := self.data.of(node, "date"):
            facts["datePublished"] = day
        head = self.site.head(self.site.plain(title), told or label, self.data.pages[node], facts)
        return self.site.frame(self.titled(title), body, head=head)

    def titled(self, title: Words) -> Words:
        """A title with that of the site behind it."""
        own = self.site.named
        return (f"{title[0]} · {own[0]}", f"{title[1]} · {own[1]}") if own[0] else title

    def article(self, node: str, text: ArticleText | None) -> str:
        """An article: its text with every mention linked, its claims, what it names."""
        claims = self.data.claims[node]
        named: dict[str, list[str]] = defaultdict(list)
        for one in self.data.links[node, "mentions"]:
            named[self.data.of(one, "kind")].append(one)
        kinds = [(kind, KINDS[kind][2], "") for kind in ("zone", "reform", "company")]
        body = self._fill(
            node, "article", paragraphs=list(self._paragraphs(text, claims)), claims=list(map(self.told, claims)),
            named=[(words, named[kind], note) for kind, words, note in (*kinds, *_NAMED)],
        )  # fmt: skip
        told = "；".join(f"{self.data.label(one[0])}：{self.data.label(one[1])}" for one in claims[:6])
        return self._page(node, self.names(node), told, "NewsArticle", body)

    def _paragraphs(self, text: ArticleText | None, claims: list[Claim]) -> Iterable[list[Piece]]:
        if text is None:
            return
        from reformgraph.show.article_text import pieces

        proof = {(int(one.get("start") or 0), int(one.get("end") or 0)): [0] for _, _, one in claims}
        nodes = sorted({thing for _, thing in text.mentions if thing in self.data.graph})
        number = {node: n for n, node in enumerate(nodes)}
        named = [(span, number[thing]) for span, thing in text.mentions if thing in number]
        for words, places in text.paragraphs:
            yield [self._piece(part, nodes) for part in pieces(words, places, named, proof)]

    def _piece(self, part: list[Any], nodes: list[str]) -> Piece:
        words, number, proof = part
        if number < 0:
            return Piece(words, bool(proof))
        node = nodes[number]
        return Piece(words, bool(proof), self.data.of(node, "kind"), self.data.href(node), self.data.label(node))


def _adopters(count: int) -> str:
    return f"{count} adopter{'s' if count != 1 else ''}"


def claim_mark(claim: str) -> str:
    """The fragment by which a claim is pointed at: it stays when the site is written anew."""
    return "c-" + sha256(claim.encode("utf-8", "replace")).hexdigest()[:10]


def pair_mark(row: Adoption) -> str:
    """The fragment by which the adoption of a reform by an actor is pointed at."""
    return "a-" + sha256(f"{row.actor} {row.reform}".encode("utf-8", "replace")).hexdigest()[:10]


def quoted(text: str) -> str:
    """A text as part of an address."""
    return quote(text.encode("utf-8", "replace"), safe="/" if "/" in text else "")


def mark(text: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """Text in pieces, the names marked, the longer ones first, none inside another."""
    taken: list[tuple[int, int]] = []
    for name in sorted({one for one in names if len(one) > 1}, key=lambda one: (-len(one), one)):
        at = text.find(name)
        while at >= 0:
            if all(at >= end or at + len(name) <= start for start, end in taken):
                taken.append((at, at + len(name)))
            at = text.find(name, at + len(name))
    made, done = [], 0
    for start, end in sorted(taken):
        made += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [one for one in (*made, (text[done:], False)) if one[0]]
