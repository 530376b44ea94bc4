"""What a public web site has beside its pages: provinces, about, 404, sitemap, feed of new adoptions, favicon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from reformgraph._version import __version__
from reformgraph.show.charts import Adoption
from reformgraph.show.site.site_html import PROVINCE, Words, file_name
from reformgraph.show.site.site_lists import reach
from reformgraph.show.site.site_pages import Line, Pages, pair_mark
from reformgraph.views.english_names import english_name

_NEWEST = 50
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5c9e"/>'
    '<path d="M9 22L16 9L23 22Z" fill="none" stroke="#fff" stroke-width="2"/><circle cx="16" cy="9" r="3.5" '
    'fill="#fff"/><circle cx="9" cy="22" r="3.5" fill="#ffd27d"/>'
    '<circle cx="23" cy="22" r="3.5" fill="#8fd3b6"/></svg>\n'
)


def _mark(province: str) -> str:
    """The fragment of a province: its pinyin and a hash, as the files of things have."""
    return "p-" + file_name(province, province).removesuffix(".html")


@dataclass(frozen=True, slots=True)
class _Province:
    """A province: its name, mark in the page, file of its own page, heading, and the rows of its table as HTML."""

    name: Words
    mark: str
    href: str
    heading: Words
    rows: list[list[str | Markup]]


def provinces(pages: Pages) -> str:
    """Every province with its actors and their reforms; each has an address of its own by its name."""
    site, data = pages.site, pages.data
    found: dict[str, list[Adoption]] = defaultdict(list)
    for actor in data.actors:
        for row in data.adoptions[actor]:
            if row.actor == actor:
                found[data.of(actor, "province")].append(row)
    ordered = sorted(found, key=lambda one: (not one, -len(found[one]), one))
    heads = [("主体", "Actor"), ("已采用", "Adopted"), ("改革", "Reforms")]
    made = [_province(pages, name, found[name]) for name in ordered]
    body = site.fill("site_provinces.html", provinces=made, heads=heads)
    title = ("各省的改革", "Reforms by province")
    return site.frame(title, body, 0, head=site.head(site.plain(title), site.plain(reach(pages)), "provinces.html"))


def _province(pages: Pages, name: str, found: list[Adoption]) -> _Province:
    """A row an actor, those with most reforms first; reforms that are not adopted tell what they are."""
    data = pages.data
    actors: dict[str, list[Adoption]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (row.status != "adopted", row.known or "~", row.reform)):
        actors[row.actor].append(row)

    def count(actor: str) -> int:
        return sum(row.status == "adopted" for row in actors[actor])

    ordered = sorted(actors, key=lambda actor: (-count(actor), data.label(actor), actor))
    cells = [[pages.to(actor, 0), str(count(actor)), _listed(pages, actors[actor])] for actor in ordered]
    done = sum(count(actor) for actor in actors)
    heading = (f"{name or '未知省份'}：已采用 {done} 项", f"{_english(name)}: {done} adopted")
    return _Province((name, _english(name)), _mark(name), data.provinces.get(name, ""), heading, cells)


@dataclass(frozen=True, slots=True)
class _Acting:
    """Who acts in a province: node, mark in its page, how many are adopted, and the records."""

    node: str
    mark: str
    count: int
    rows: list[Line]


def province(pages: Pages, name: str) -> str:
    """The page of a province: who acts there, what, since when, each with its sentences; the province itself first."""
    site, data = pages.site, pages.data
    acting = [actor for actor in data.actors if data.of(actor, "province") == name]
    acting.sort(key=lambda actor: (data.label(actor) != name, -data.adopted(actor), data.label(actor), actor))
    made = [
        _Acting(actor, f"w-{number}", data.adopted(actor), pages.lines(data.adoptions[actor], "reform"))
        for number, actor in enumerate(acting, 1)
    ]
    done = sum(one.count for one in made)
    lead = (f"{len(made)} 个主体，已采用 {done} 项。", f"Who acts here: {len(made)}; adopted: {done}.")
    seen = dict.fromkeys(str(claim[2].get("article")) for actor in acting for claim in data.claims[actor])
    articles = sorted((one for one in seen if one in data.graph), key=lambda one: (data.of(one, "date"), one))
    body = site.fill(
        "site_province.html", pages=pages, kind=PROVINCE[1], words=(name, _english(name)), lead=lead, actors=made,
        articles=articles[::-1][:_NEWEST],
    )  # fmt: skip
    title = (f"{name}的开发区改革：{done}项", f"Reforms in {_english(name)}: {done}")
    facts = {"@context": "https://schema.org", "@type": "AdministrativeArea", "name": name}
    told = "、".join(data.label(actor) for actor in acting[:8])
    head = site.head(site.plain(title), told, data.provinces[name], facts)
    return site.frame(pages.titled(title), body, head=head)


def _listed(pages: Pages, rows: list[Adoption]) -> Markup:
    """Reforms by their names, with the status of those that are not adopted."""
    site = pages.site
    parts = [
        pages.to(row.reform, 0) + (Markup(" ") + site.badge(row.status) if row.status != "adopted" else Markup(""))
        for row in rows
    ]
    return Markup("；").join(parts) if site.language == "zh" else Markup("; ").join(parts)


def _english(province: str) -> str:
    return english_name("place", province) or province or "Province unknown"


def about(pages: Pages) -> str:
    """What this is, how it was made, how to cite it and under which licence."""
    site = pages.site
    cite = f"{site.title}. reformgraph {__version__}. {site.address}".strip()
    title = ("关于本站：来源、方法、引用、许可", "About: sources, method, citation, licence")
    body = site.fill("site_about.html", reach=reach(pages), cite=cite)
    return site.frame(title, body, 0, head=site.head(site.plain(title), site.plain(reach(pages)), "about.html"))


def missing(pages: Pages) -> str:
    """The page for what is not there, with what to do; servers show it under the address that was asked for."""
    return pages.site.frame(("找不到", "Not found"), pages.site.fill("site_missing.html"), 0, base=pages.site.address)


def sitemap(pages: Pages) -> str:
    """Addresses of all pages; only for a site that knows its address."""
    places = [
        "index.html",
        "provinces.html",
        "matrix.html",
        "about.html",
        "search.html",
        *sorted({*pages.data.pages.values(), *pages.data.provinces.values()}),
    ]
    return pages.site.fill("sitemap.xml", places=[quote(place.encode("utf-8", "replace")) for place in places])


def feed(pages: Pages) -> str:
    """The adoptions that came into print last, as an Atom feed; the time of an entry is the day of print."""
    data, site = pages.data, pages.site
    rows = [row for actor in data.actors for row in data.adoptions[actor] if row.actor == actor and row.in_print]
    rows = sorted((row for row in rows if row.status == "adopted"), key=lambda row: (row.actor, row.reform))
    rows.sort(key=lambda row: row.in_print, reverse=True)
    newest = rows[0].in_print if rows else "1970-01-01"
    return site.fill("feed.xml", newest=newest, entries=[_entry(pages, row) for row in rows[:_NEWEST]])


def _entry(pages: Pages, row: Adoption) -> dict[str, str]:
    data, site = pages.data, pages.site
    return {
        "title": f"{data.label(row.actor)}：{data.label(row.reform)}", "mark": pair_mark(row), "day": row.in_print,
        "where": site.address + data.href(row.reform, 0) + "#" + pair_mark(row), "told": site.plain(row.words),
    }  # fmt: skip
