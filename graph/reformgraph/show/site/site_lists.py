"""The pages that lead to the others: index, lists by kind, matrix, and the search index."""

from __future__ import annotations

from reformgraph.show.charts import Adoption, adoption_curve
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.render import safe_json
from reformgraph.show.site.site_html import KINDS, Words, esc, link, list_file, table
from reformgraph.show.site.site_pages import Pages
from reformgraph.views.counts import NAMES
from reformgraph.views.status_words import STATUS_WORDS, status_word

_TOP = 12
#: What a site is called where nobody says.
TITLES: Words = ("开发区改革知识图谱", "Reforms of development zones")
_COLUMNS = {
    "zone": (("province", ("省份", "Province")), ("city", ("城市", "City")), ("zone_kind", ("类型", "Kind"))),
    "reform": (("category", ("类别", "Category")), ("english", ("英文名", "English"))),
    "company": (("province", ("省份", "Province")), ("city", ("城市", "City"))),
    "article": (("date", ("日期", "Date")), ("source", ("来源", "Source"))),
}
_MOST_COLUMNS = 80


def index(pages: Pages, title: str) -> str:
    """The front page: what there is, the curve of the most adopted reforms, the busiest things."""
    site, data = pages.site, pages.data
    tiles = _tiles(pages)
    curve = pages.chart("curve", lambda: adoption_curve(data.graph, (), site.language))
    newest = sorted(data.kinds["article"], key=lambda node: (data.of(node, "date"), node), reverse=True)[:_TOP]
    columns = [
        _ranked(pages, ("采用最多的改革", "Most adopted reforms"), "reform"),
        _ranked(pages, ("改革最多的开发区", "Zones with most reforms"), "zone"),
        _column(pages, ("最新报道", "Latest articles"), [(node, data.of(node, "date")) for node in newest]),
    ]
    heading = site.words(TITLES) if title in TITLES else esc(title)
    body = (
        f'<h1>{heading}</h1>{_reach(pages)}<div class="tiles">{tiles}</div>'
        f'<div class="columns">{"".join(columns)}</div>{curve}'
    )
    told = site.plain(reach(pages))
    sort = {"@context": "https://schema.org", "@type": "Dataset", "name": title, "description": told}
    return site.frame(title, body, 0, head=site.head(title, told, "index.html", sort))


def reach(pages: Pages) -> Words:
    """How far the sources reach: articles, papers, first and last issue."""
    data = pages.data
    days = sorted(day for node in data.kinds["article"] if (day := data.of(node, "date")))
    papers = {data.of(node, "source") for node in data.kinds["article"]} - {""}
    chinese, english = f"{len(data.kinds['article'])} 篇报道", f"{len(data.kinds['article'])} articles"
    if papers:
        chinese, english = f"{chinese}、{len(papers)} 个来源", f"{english} of {len(papers)} sources"
    if days:
        chinese, english = f"{chinese}（{days[0]} – {days[-1]}）", f"{english} ({days[0]} – {days[-1]})"
    return (
        f"谁在推行哪项改革？依据 {chinese}，每条都有原文。",
        f"Who does which reform? From {english}, each with its sentence.",
    )


def _reach(pages: Pages) -> str:
    return f'<p class="lead">{pages.site.words(reach(pages))}</p>'


#: What each tile of the front page leads to.
_TILES = {
    "zones": "zones.html", "reforms": "reforms.html", "reform_candidates": "reforms.html",
    "companies": "companies.html", "articles": "articles.html", "adopted": "matrix.html", "planned": "matrix.html",
    "required": "matrix.html", "withdrawn": "matrix.html",
}  # fmt: skip


def _tiles(pages: Pages) -> str:
    """The numbers of the store, each with what it counts; of a graph alone, how many things are listed."""
    site, counts = pages.site, pages.data.counts
    if not counts:
        kinds = ((list_file(kind), len(pages.data.kinds[kind]), many) for kind, (_, _, many) in KINDS.items())
        return "".join(f'<a class="tile" href="{to}"><b>{count}</b>{site.words(many)}</a>' for to, count, many in kinds)
    return "".join(
        f'<a class="tile" href="{to}" data-count="{key}"><b>{counts[key]}</b>{site.words(NAMES[key])}</a>'
        for key, to in _TILES.items()
    )


def _ranked(pages: Pages, words: Words, kind: str) -> str:
    data = pages.data
    ranked = sorted(data.kinds[kind], key=lambda node: (-data.adopted(node), data.label(node)))[:_TOP]
    return _column(pages, words, [(node, str(data.adopted(node))) for node in ranked if data.adopted(node)])


def _column(pages: Pages, words: Words, rows: list[tuple[str, str]]) -> str:
    items = "".join(f"<li>{pages.to(node, 0)} <small>{esc(note)}</small></li>" for node, note in rows)
    return f'<section>{pages.site.heading(words)}<ol class="list">{items}</ol></section>' if rows else ""


def listing(pages: Pages, kind: str) -> str:
    """All things of a kind as a sortable table."""
    site, data = pages.site, pages.data
    _, one, many = KINDS[kind]
    head = [site.words(one), *(site.words(words) for _, words in _COLUMNS[kind])]
    counted = kind in ("zone", "reform")
    if counted:
        head.append(site.words(("采用", "Adoptions")))
    head.append(site.words(("报道", "Articles")) if kind != "article" else site.words(("改革记录", "Claims")))
    rows = []
    for node in data.kinds[kind]:
        row = [pages.to(node, 0), *(esc(data.of(node, name)) for name, _ in _COLUMNS[kind])]
        if counted:
            row.append(str(data.adopted(node)))
        row.append(str(len(data.claims[node]) if kind == "article" else len(data.articles_of(node))))
        rows.append(row)
    title = f"{len(rows)} {site.plain(many)}"
    head_ = site.head(title, site.plain(reach(pages)), list_file(kind))
    return site.frame(f"{title} · {site.title}", site.heading(many, len(rows), 1) + table(head, rows), 0, head=head_)


def matrix(pages: Pages) -> str:
    """Zones and reforms as a table: sort by a column's dates, by name or by count; filter by province and category."""
    site, data = pages.site, pages.data
    actors = sorted(data.actors, key=lambda node: (-data.adopted(node), data.label(node)))
    reforms = sorted(data.kinds["reform"], key=lambda node: (-data.adopted(node), data.label(node)))
    reforms = [node for node in reforms if data.adoptions[node]]
    left, reforms = len(reforms[_MOST_COLUMNS:]), reforms[:_MOST_COLUMNS]
    head = "".join(_head_cell(pages.called(node), data.of(node, "category")) for node in reforms)
    rows = "".join(_matrix_row(pages, actor, reforms) for actor in actors)
    key = "".join(f'<span class="key c-{name}">{site.words(words)}</span>' for name, words in STATUS_WORDS.items())
    more = site.words((f"另有 {left} 项改革未列出", f"{left} more reforms are not shown")) if left else ""
    body = (
        f'{site.heading(("采用矩阵", "Adoption matrix"), None, 1)}<p class="keys">{key}</p>'
        f'<p class="picks">{_picks(pages)}</p>'
        f'<p>{more}</p><div class="scroll"><table id="matrix"><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    return site.frame("矩阵 Matrix", body, 0)


def _head_cell(label: str, category: str) -> str:
    """The head of a column; the label is HTML."""
    return f'<th scope="col" data-category="{esc(category)}"><button type="button">{label}</button></th>'


def _matrix_row(pages: Pages, actor: str, reforms: list[str]) -> str:
    data = pages.data
    found = {row.reform: row for row in data.adoptions[actor] if row.actor == actor}
    cells = "".join(_matrix_cell(pages, found[reform]) if reform in found else "<td></td>" for reform in reforms)
    start = f'<tr data-province="{esc(data.of(actor, "province"))}" data-count="{data.adopted(actor)}">'
    return f'{start}<th scope="row">{pages.to(actor, 0)}</th>{cells}</tr>'


def _matrix_cell(pages: Pages, row: Adoption) -> str:
    data = pages.data
    status = status_word(row.status, pages.site.language)
    tip = f"{data.label(row.actor)} · {data.label(row.reform)} · {status} {pages.site.plain(row.words)}"
    year = ("≤" if row.latest and not row.earliest else "") + (row.known[:4] or "?")
    href = data.href(row.actor, 0) or data.href(row.reform, 0)
    return (
        f'<td class="c-{esc(row.status)}" data-day="{esc(row.known or "~")}" title="{esc(tip)}">{link(href, year)}</td>'
    )


def _picks(pages: Pages) -> str:
    words = pages.site.words
    orders = "".join(
        f'<option value="{value}" data-zh="{zh}" data-en="{value}">{pages.site.plain((zh, value))}</option>'
        for value, zh in (("count", "采用数"), ("name", "名称"))
    )
    return (
        f'<label>{words(("省份", "Province"))} <select id="pick-province"></select></label>'
        f'<label>{words(("类别", "Category"))} <select id="pick-category"></select></label>'
        f'<label>{words(("排序", "Order"))} <select id="pick-order">{orders}</select></label>'
    )


def search_index(pages: Pages) -> str:
    """A script that holds the search index: label, kind, address, other names and pinyin."""
    data = pages.data
    rows = []
    for node, place in data.pages.items():
        others = [str(one) for one in data.graph.nodes[node].get("aliases") or ()]
        sounds = [sound for name in (data.label(node), *others) for sound in pinyin(name)]
        names = [*filter(None, [data.english(node)]), *others]
        rows.append([data.label(node), data.of(node, "kind"), place, "\n".join(names), " ".join(dict.fromkeys(sounds))])
    return f"window.RG_INDEX={safe_json(rows)};\n"
