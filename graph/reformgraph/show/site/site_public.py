"""What a public web site has beside its pages: provinces, about, 404, sitemap, feed of new adoptions, favicon."""

from __future__ import annotations

from collections import defaultdict

from reformgraph._version import __version__
from reformgraph.show.charts import Adoption
from reformgraph.show.site.site_html import esc, file_name, table
from reformgraph.show.site.site_lists import reach
from reformgraph.show.site.site_pages import Pages, pair_mark, quoted

_NEWEST = 50
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5c9e"/>'
    '<path d="M9 22L16 9L23 22Z" fill="none" stroke="#fff" stroke-width="2"/><circle cx="16" cy="9" r="3.5" '
    'fill="#fff"/><circle cx="9" cy="22" r="3.5" fill="#ffd27d"/>'
    '<circle cx="23" cy="22" r="3.5" fill="#8fd3b6"/></svg>\n'
)
_METHOD = (
    "报道由程序读取：谁、何时、推行了什么，都取自原文的一句话，并可点开核对。一个主体对一项改革的多条陈述合为一条记录，"
    "转载只计一次；时间只写到原文所能支持的精度；没有报道不等于没有推行。",
    "A program reads the articles: who does what since when is taken from a sentence that is quoted. "
    "All claims of one actor and one reform make one record, reprints count once; times are as exact as the text is; "
    "no report does not mean that nothing is done.",
)
_LICENCE = (
    "程序以 MIT 许可发布；引文的权利属于各报刊与作者，仅作引证。",
    "The program is under the MIT licence; quotations belong to their papers and authors.",
)
_MISSING = (
    "没有这个页面：可能已改名或合并。请在上方搜索，或回到",
    "There is no such page: renamed, or merged with another. Search above, or go",
)


def _mark(province: str) -> str:
    """The fragment of a province: its pinyin and a hash, as the files of things have."""
    return "p-" + file_name(province, province).removesuffix(".html")


def provinces(pages: Pages) -> str:
    """Every province with its actors and their reforms; each has an address of its own by its name."""
    site, data = pages.site, pages.data
    found: dict[str, list[Adoption]] = defaultdict(list)
    for actor in data.actors:
        for row in data.adoptions[actor]:
            if row.actor == actor:
                found[data.of(actor, "province")].append(row)
    head = [site.words(pair) for pair in (("主体", "Actor"), ("改革", "Reform"), ("状态", "Status"), ("起始", "Onset"))]
    parts = []
    for name in sorted(found, key=lambda one: (not one, -len(found[one]), one)):
        rows = sorted(found[name], key=lambda row: (data.label(row.actor), row.known or "~", row.reform))
        cells = [
            [pages.to(row.actor, 0), pages.to(row.reform, 0), site.badge(row.status), pages.when(row)] for row in rows
        ]
        done = sum(row.status == "adopted" for row in rows)
        heading = (f"{name or '未知省份'}：已采用 {done} 项", f"{name or 'Province unknown'}: {done} adopted")
        parts.append(f'<section id="{_mark(name)}">{site.heading(heading)}{table(head, cells)}</section>')
    jump = " ".join(f'<a href="#{_mark(name)}">{esc(name)}</a>' for name in sorted(found) if name)
    body = f"{site.heading(('各省的改革', 'Reforms by province'), None, 1)}<p>{jump}</p>{''.join(parts)}"
    title = site.plain(("各省的改革", "Reforms by province"))
    return site.frame(title, body, 0, head=site.head(title, site.plain(reach(pages)), "provinces.html"))


def about(pages: Pages) -> str:
    """What this is, how it was made, how to cite it and under which licence."""
    site = pages.site
    cite = f"{site.title}. reformgraph {__version__}. {site.address}".strip()
    parts = [
        site.heading(("关于本站", "About"), None, 1), f"<p>{site.words(reach(pages))}</p>",
        site.heading(("方法", "Method")), f"<p>{site.words(_METHOD)}</p>",
        site.heading(("引用本站", "Cite this")), f"<p><code>{esc(cite)}</code></p>",
        site.heading(("许可", "Licence")), f"<p>{site.words(_LICENCE)}</p>",
    ]  # fmt: skip
    title = site.plain(("关于本站：来源、方法、引用、许可", "About: sources, method, citation, licence"))
    return site.frame(title, "".join(parts), 0, head=site.head(title, site.plain(reach(pages)), "about.html"))


def missing(pages: Pages) -> str:
    """The page for what is not there, with what to do; servers show it under the address that was asked for."""
    site = pages.site
    home = f'<a href="{esc(site.address)}index.html">{site.words(("首页", "home"))}</a>'
    heading = site.heading(("找不到", "Not found"), None, 1)
    body = f"{heading}<p>{site.words(_MISSING)} {home}</p>"
    return site.frame("404", body, 0, base=site.address)


def sitemap(pages: Pages) -> str:
    """Addresses of all pages; only for a site that knows its address."""
    places = ["index.html", "provinces.html", "matrix.html", "about.html", *sorted(pages.data.pages.values())]
    rows = "".join(f"<url><loc>{esc(pages.site.address)}{quoted(place)}</loc></url>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{rows}</urlset>\n"


def feed(pages: Pages) -> str:
    """The adoptions that came into print last, as an Atom feed; the time of an entry is the day of print."""
    data, site = pages.data, pages.site
    rows = [row for actor in data.actors for row in data.adoptions[actor] if row.actor == actor and row.in_print]
    rows = sorted((row for row in rows if row.status == "adopted"), key=lambda row: (row.actor, row.reform))
    rows.sort(key=lambda row: row.in_print, reverse=True)
    entries = "".join(_entry(pages, row) for row in rows[:_NEWEST])
    newest = rows[0].in_print if rows else "1970-01-01"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{esc(site.title)}</title><id>{esc(site.address or 'urn:reformgraph:site')}</id>"
        f"<updated>{newest}T00:00:00Z</updated><author><name>reformgraph</name></author>\n{entries}</feed>\n"
    )


def _entry(pages: Pages, row: Adoption) -> str:
    data, site = pages.data, pages.site
    where = site.address + data.href(row.reform, 0) + "#" + pair_mark(row)
    title = f"{data.label(row.actor)}：{data.label(row.reform)}"
    return (
        f'<entry><title>{esc(title)}</title><id>urn:reformgraph:{pair_mark(row)}</id><link href="{esc(where)}"/>'
        f"<updated>{row.in_print}T00:00:00Z</updated><summary>{esc(site.plain(row.words))}</summary></entry>\n"
    )
