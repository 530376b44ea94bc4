"""The pages of single things: zone, reform, company, article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from reformgraph.errors import UsageError
from reformgraph.language.plain_time import plain_time
from reformgraph.show.article_text import ArticleText
from reformgraph.show.charts import Drawing, adoption_curve, reform_timeline, spread_map, zone_timeline
from reformgraph.show.charts.chart_data import Adoption
from reformgraph.show.graph.page_charts import figure
from reformgraph.show.site.site_data import Claim, Data
from reformgraph.show.site.site_html import KINDS, Site, esc, facts, table

_QUOTES = 6


class Pages:
    """Makes the HTML of each page."""

    def __init__(self, site: Site, data: Data) -> None:
        self.site, self.data = site, data

    def to(self, node: str, depth: int = 1) -> str:
        """A link to a node's page, or its label."""
        href, name = self.data.href(node, depth), self.called(node)
        return f'<a href="{esc(href)}">{name}</a>' if href else name

    def link(self, node: str, depth: int = 1) -> Markup:
        """The same as HTML for templates."""
        return Markup(self.to(node, depth))  # noqa: S704  (its parts are escaped there)

    def name(self, node: str) -> Markup:
        """What a node is called, for templates."""
        return Markup(self.called(node))  # noqa: S704

    def called(self, node: str) -> str:
        """What a node is called: in Chinese, and where it has one by its English name on the English page."""
        label = self.data.label(node)
        english = self.data.english(node).partition(" (")[0]
        return self.site.words((label, english)) if english else esc(label)

    def chart(self, name: str, make: Callable[[], Drawing]) -> str:
        """A chart as a figure; nothing where the graph has no data for it."""
        try:
            return figure(name, make())
        except UsageError:
            return ""

    def _head(self, node: str, kind: str) -> str:
        """Name and facts, and the way to the thing in the graph."""
        return self._name(node, kind) + self._about(node, kind)

    def _name(self, node: str, kind: str) -> str:
        return f'<p class="kind k-{kind}">{self.site.words(KINDS[kind][1])}</p><h1>{self.called(node)}</h1>'

    def _answer(self, rows: list[Adoption]) -> str:
        """What is asked of a reform in one sentence: how many do it, since when, where; the first by name."""
        adopted = [row for row in rows if row.status == "adopted"]
        days = sorted(row.known for row in adopted if row.known)
        places = sorted({self.data.of(row.actor, "province") for row in adopted} - {""})
        if not adopted:
            return f"<p>{self.site.words(('还没有已采用的记录。', 'Nobody is known to have adopted it.'))}</p>"
        since = (f"，最早的不晚于{plain_time(days[0])}", f", the first no later than {days[0]}") if days else ("", "")
        where = (f"，分布于{'、'.join(places)}", f", in {', '.join(places)}") if places else ("", "")
        undated = len(adopted) - len(days)
        open_ = (f"；{undated} 个时间不详", f"; {undated} undated") if undated else ("", "")
        told = (
            f"{len(adopted)} 个主体已采用{since[0]}{where[0]}{open_[0]}。",
            f"{len(adopted)} adopters{since[1]}{where[1]}{open_[1]}.",
        )
        return f'<p class="lead">{self.site.words(told)}</p>'

    def _about(self, node: str, kind: str) -> str:
        """Facts, and the way to the thing in the graph."""
        words, of = self.site.words, self.data.of
        aliases = "、".join(map(str, self.data.graph.nodes[node].get("aliases") or ()))
        place = " ".join(filter(None, (of(node, "province"), of(node, "city"))))
        standing = words(("待审定的新改革", "candidate, not yet reviewed")) if of(node, "candidate") else ""
        rows = [
            (("又称", "Also called"), esc(aliases)), (("英文名", "English"), esc(self.data.english(node))),
            (("类型", "Kind"), esc(of(node, "zone_kind"))), (("地点", "Place"), esc(place)),
            (("类别", "Category"), esc(of(node, "category"))), (("状态", "Standing"), standing),
            (("日期", "Date"), esc(of(node, "date"))), (("来源", "Source"), esc(of(node, "source"))),
            (("页面文件", "Page file"), esc(of(node, "page")) if kind == "article" else ""),
            (("标识", "IRI"), f"<code>{esc(node)}</code>"),
        ]  # fmt: skip
        told = facts((words(pair), value) for pair, value in rows)
        key = quoted(":".join(node.split("/")[-2:]))
        see = words(("在图谱中看", "See in the graph"))
        graph = f'<a class="go" href="../graph.html#focus={key}&amp;node={key}">{see}</a>'
        return f"{told}<p>{graph}</p>"

    def _claims(self, rows: list[Adoption], other: str) -> str:
        """Adoptions with their sentences; `other` is the field that names the far end."""
        words = self.site.words
        by_pair: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for row in rows:
            for claim in self.data.claims[row.actor if other == "actor" else row.reform]:
                if claim[0] == row.actor and claim[1] == row.reform:
                    by_pair[row.actor, row.reform].append(claim)
        lines = []
        for row in rows:
            found = by_pair[row.actor, row.reform]
            quotes = "".join(self.quote(claim) for claim in found[:_QUOTES])
            more = f"<p>+{len(found) - _QUOTES}</p>" if len(found) > _QUOTES else ""
            count = words((f"{len(found)} 条原文", f"{len(found)} sentence{'s' if len(found) != 1 else ''}"))
            proof = f"<details><summary>{count}</summary>{quotes}{more}</details>"
            own = f'<a class="own" id="{pair_mark(row)}" href="#{pair_mark(row)}" aria-label="#">#</a> '
            status = self.site.badge(row.status) + self._sides(row)
            lines.append([own + self.to(getattr(row, other)), status, self.when(row), proof])
        end = ("主体", "Actor") if other == "actor" else ("改革", "Reform")
        head = [words(pair) for pair in (end, ("状态", "Status"), ("起始时间", "Onset"), ("依据", "Evidence"))]
        return table(head, lines) if lines else ""

    def when(self, row: Adoption) -> str:
        """The time of an adoption as a cell, which tables sort by the day known."""
        return f'<span data-sort="{esc(row.known or "~")}">{self.site.words(row.words)}</span>'

    def _sides(self, row: Adoption) -> str:
        """How many sources are for and against, where some are against."""
        if not row.disputing:
            return ""
        told = (f"{row.supporting} 篇支持，{row.disputing} 篇不同", f"{row.supporting} for, {row.disputing} against")
        return f" <small>{self.site.words(told)}</small>"

    def quote(self, claim: Claim) -> str:
        """One sentence with the names marked, and where it stands."""
        actor, reform, data = claim
        article = str(data.get("article"))
        marked = mark(str(data.get("quote") or ""), [*self._names(reform), *self._names(actor)])
        source = (self.to(article), esc(self.data.of(article, "source")), esc(self.data.of(article, "date")))
        when = f' <span class="when">{esc(data["when"])}</span>' if data.get("when") else ""
        denied = f" <strong>{self.site.words(('否认', 'denied'))}</strong>" if data.get("denied") else ""
        head = f"{self.site.badge(str(data.get('status')))}{denied}{when}"
        return f"<blockquote>{head}<p>{marked}</p><footer>{' · '.join(filter(None, source))}</footer></blockquote>"

    def _names(self, node: str) -> list[str]:
        aliases = self.data.graph.nodes[node].get("aliases") if node in self.data.graph else ()
        return [self.data.label(node), *(str(one) for one in aliases or ())]

    def _list(self, title: tuple[str, str], nodes: Iterable[str], note: str = "") -> str:
        nodes = list(nodes)
        if not nodes:
            return ""
        rows = [f"<li>{self.to(node)}{self._small(node, note)}</li>" for node in nodes]
        return f'{self.site.heading(title, len(rows))}<ul class="list">{"".join(rows)}</ul>'

    def _small(self, node: str, note: str) -> str:
        values = " · ".join(filter(None, (self.data.of(node, name) for name in note.split()))) if note else ""
        return f" <small>{esc(values)}</small>" if values else ""

    def zone(self, node: str) -> str:
        """A zone: reforms with evidence, timeline, companies, articles."""
        data, rows = self.data, self.data.adoptions[node]
        parts = [*data.links[node, "part_of"], *data.links[node, "-part_of"]]
        chart = self.chart("timeline", lambda: zone_timeline(data.graph, node, self.site.language, data.href))
        body = [
            self._head(node, "zone"), self.site.heading(("改革", "Reforms"), len(rows)), self._claims(rows, "reform"),
            chart, self._list(("上级与下属", "Part of, and parts"), parts),
            self._list(("企业", "Companies"), data.links[node, "-near"]),
            self._list(("报道", "Articles"), data.articles_of(node), "source date"),
        ]  # fmt: skip
        done = data.adopted(node)
        told = self._told([(row, row.reform) for row in rows])
        title = self.site.plain((f"{data.label(node)}推行的{done}项改革", f"{done} reforms of {data.label(node)}"))
        return self._page(node, title, told, "Organization", body)

    def reform(self, node: str) -> str:
        """A reform: who adopted it, map, timeline, curve, articles."""
        data, language, rows = self.data, self.site.language, self.data.adoptions[node]
        charts = [
            self.chart("map", lambda: spread_map(data.graph, node, language, data.href)),
            self.chart("timeline", lambda: reform_timeline(data.graph, node, language, data.href)),
            self.chart("curve", lambda: adoption_curve(data.graph, [node], language)),
        ]
        body = [
            self._name(node, "reform"), self._answer(rows),
            self.site.heading(("谁采用或提出", "Who adopted or announced it"), len(rows)),
            self._claims(rows, "actor"), *charts, self._about(node, "reform"),
            self._list(("报道", "Articles"), data.articles_of(node), "source date"),
        ]  # fmt: skip
        done = data.adopted(node)
        told = self._told([(row, row.actor) for row in rows])
        title = self.site.plain((f"谁在推行{data.label(node)}？{done}个主体", f"{data.label(node)}: {done} adopters"))
        return self._page(node, title, told, "DefinedTerm", body)

    def _told(self, rows: Sequence[tuple[Adoption, str]], most: int = 8) -> str:
        """What is adopted, by the name of its far end and the time: the description of a page."""
        done = [(row, other) for row, other in rows if row.status == "adopted"][:most]
        return "、".join(f"{self.data.label(other)}（{self.site.plain(row.words)}）" for row, other in done)

    def company(self, node: str) -> str:
        """A company: zones it is named with, articles; nothing of what these zones do, which need not be its doing."""
        data = self.data
        zones = data.links[node, "near"]
        body = [
            self._head(node, "company"), self._list(("同报的开发区", "Zones named with it"), zones, "province city"),
            self._list(("报道", "Articles"), data.articles_of(node), "source date"),
        ]  # fmt: skip
        told = "、".join(data.label(zone) for zone in zones[:8])
        return self._page(node, data.label(node), told, "Organization", body)

    def _page(self, node: str, title: str, told: str, sort: str, body: Sequence[str]) -> str:
        """A page with a title that tells, and what machines read of it."""
        label = self.data.label(node)
        facts_: dict[str, object] = {"@context": "https://schema.org", "@type": sort, "@id": node, "name": label}
        if others := [str(one) for one in self.data.graph.nodes[node].get("aliases") or ()]:
            facts_["alternateName"] = others
        if day := self.data.of(node, "date"):
            facts_["datePublished"] = day
        head = self.site.head(title, told or label, self.data.pages[node], facts_)
        return self.site.frame(f"{title} · {self.site.title}" if self.site.title else title, "\n".join(body), head=head)

    def article(self, node: str, text: ArticleText | None) -> str:
        """An article: its text with every mention linked, its claims, what it names."""
        claims = self.data.claims[node]
        paragraphs = "".join(f"<p>{part}</p>" for part in self._paragraphs(text, claims))
        rows = [self._entry(claim) for claim in claims]
        named: dict[str, list[str]] = defaultdict(list)
        for one in self.data.links[node, "mentions"]:
            named[self.data.of(one, "kind")].append(one)
        people = (
            ("person", ("人物", "People")),
            ("project", ("项目", "Projects")),
            ("document", ("文件", "Documents")),
        )
        body = [
            self._head(node, "article"),
            f'<div class="text">{paragraphs}</div>' if paragraphs else "",
            self.site.heading(("改革记录", "Claims"), len(claims)) if claims else "",
            f'<ol class="claims">{"".join(rows)}</ol>' if claims else "",
            *(self._list(KINDS[kind][2], named[kind]) for kind in ("zone", "reform", "company")),
            *(self._list(words, named[kind], "post") for kind, words in people),
        ]
        told = "；".join(f"{self.data.label(one[0])}：{self.data.label(one[1])}" for one in claims[:6])
        return self._page(node, self.data.label(node), told, "NewsArticle", body)

    def _entry(self, claim: Claim) -> str:
        """One line a claim, with an address of its own; its sentence opens below it."""
        actor, reform, data = claim
        when = f' <span class="when">{esc(data["when"])}</span>' if data.get("when") else ""
        line = f"{self.to(actor)} {self.site.badge(str(data.get('status')))} {self.to(reform)}{when}"
        more = f"<details><summary>{self.site.words(('原文', 'sentence'))}</summary>{self.quote(claim)}</details>"
        return f'<li id="{claim_mark(str(data.get("claim") or ""))}">{line}{more}</li>'

    def _paragraphs(self, text: ArticleText | None, claims: list[Claim]) -> Iterable[str]:
        if text is None:
            return
        from reformgraph.show.article_text import pieces

        proof = {(int(one.get("start") or 0), int(one.get("end") or 0)): [0] for _, _, one in claims}
        nodes = sorted({thing for _, thing in text.mentions if thing in self.data.graph})
        number = {node: n for n, node in enumerate(nodes)}
        named = [(span, number[thing]) for span, thing in text.mentions if thing in number]
        for words, places in text.paragraphs:
            yield "".join(self._piece(part, nodes) for part in pieces(words, places, named, proof))

    def _piece(self, part: list[Any], nodes: list[str]) -> str:
        words, number, proof = part
        html = esc(words)
        if number >= 0:
            node = nodes[number]
            href, kind = self.data.href(node), self.data.of(node, "kind")
            css = f"m k-{esc(kind)}"
            if href:
                html = f'<a class="{css}" href="{esc(href)}">{html}</a>'
            else:
                html = f'<span class="{css}" title="{esc(self.data.label(node))}">{html}</span>'
        return f'<span class="e">{html}</span>' if proof else html


def claim_mark(claim: str) -> str:
    """The fragment by which a claim is pointed at: it stays when the site is written anew."""
    return "c-" + sha256(claim.encode("utf-8", "replace")).hexdigest()[:10]


def pair_mark(row: Adoption) -> str:
    """The fragment by which the adoption of a reform by an actor is pointed at."""
    return "a-" + sha256(f"{row.actor} {row.reform}".encode("utf-8", "replace")).hexdigest()[:10]


def quoted(text: str) -> str:
    """A text as part of an address, ready for HTML."""
    from urllib.parse import quote

    return esc(quote(text.encode("utf-8", "replace"), safe="/" if "/" in text else ""))


def mark(text: str, names: Iterable[str]) -> str:
    """Text as HTML with the names marked, the longer ones first, none inside another."""
    taken: list[tuple[int, int]] = []
    for name in sorted({one for one in names if len(one) > 1}, key=lambda one: (-len(one), one)):
        at = text.find(name)
        while at >= 0:
            if all(at >= end or at + len(name) <= start for start, end in taken):
                taken.append((at, at + len(name)))
            at = text.find(name, at + len(name))
    out, done = [], 0
    for start, end in sorted(taken):
        out += [esc(text[done:start]), f"<mark>{esc(text[start:end])}</mark>"]
        done = end
    return "".join([*out, esc(text[done:])])
