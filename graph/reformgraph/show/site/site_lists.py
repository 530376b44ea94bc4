"""The pages that lead to the others: index, lists by kind, matrix, and the search index."""

from __future__ import annotations

from markupsafe import Markup

from reformgraph.show.charts import Adoption, adoption_curve
from reformgraph.show.first_question import FIRST_REFORM, NAMED
from reformgraph.show.graph.pinyin_names import pinyin
from reformgraph.show.graph.render import safe_json
from reformgraph.show.site.site_html import KINDS, TITLES, Words, list_file
from reformgraph.show.site.site_pages import Pages
from reformgraph.views.counts import NAMES
from reformgraph.views.english_names import english_name
from reformgraph.views.status_words import STATUS_WORDS, status_word

_TOP = 12
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
    newest = sorted(data.kinds["article"], key=lambda node: (data.of(node, "date"), node), reverse=True)[:_TOP]
    columns = [
        (("采用最多的改革", "Most adopted reforms"), _ranked(pages, "reform")),
        (("改革最多的开发区", "Zones with most reforms"), _ranked(pages, "zone")),
        (("最新报道", "Latest articles"), [(pages.to(node, 0), data.of(node, "date")) for node in newest]),
    ]
    curve = pages.chart("curve", lambda slim: adoption_curve(data.graph, (), site.language, narrow=slim))
    named = TITLES if title in TITLES else None
    body = site.fill(
        "site_index.html", named=named, reach=reach(pages), asked=_asked(pages), most=NAMED, pages=pages,
        tiles=_tiles(pages), columns=columns, curve=curve,
    )  # fmt: skip
    told = site.plain(reach(pages))
    sort = {"@context": "https://schema.org", "@type": "Dataset", "name": title, "description": told}
    return site.frame(site.named, body, 0, head=site.head(title, told, "index.html", sort))


def _asked(pages: Pages) -> tuple[str, list[Adoption]]:
    """Standard land, or the reform that most do where nobody does that, with those who do it, the first known first."""
    data = pages.data
    ranked = sorted(data.kinds["reform"], key=lambda node: (-data.adopted(node), node))
    known = [node for node in ranked if data.label(node) == FIRST_REFORM]
    for reform in (*known, *ranked[:1]):
        if rows := [row for row in data.adoptions[reform] if row.status == "adopted"]:
            return reform, rows
    return "", []


def sources(pages: Pages) -> Words:
    """How far the sources reach: articles, papers, first and last issue."""
    data = pages.data
    days = sorted(day for node in data.kinds["article"] if (day := data.of(node, "date")))
    undated = len(data.kinds["article"]) - len(days)
    papers = {data.of(node, "source") for node in data.kinds["article"]} - {""}
    chinese, english = f"{len(data.kinds['article'])} 篇报道", f"{len(data.kinds['article'])} articles"
    if papers:
        chinese, english = f"{chinese}、{len(papers)} 个来源", f"{english} of {len(papers)} sources"
    if days:
        chinese, english = f"{chinese}（{days[0]} – {days[-1]}）", f"{english} ({days[0]} – {days[-1]})"
    if (left := data.left_out.get("articles", 0)) > 0:
        whole = left + len(data.kinds["article"])
        chinese, english = f"{chinese}（所收 {whole} 篇中有关的）", f"{english} ({whole} were read)"
    if undated and days:
        chinese, english = f"{chinese}，其中 {undated} 篇没有日期", f"{english}, {undated} of them undated"
    return chinese, english


def reach(pages: Pages) -> Words:
    """What the site answers, and from which sources."""
    chinese, english = sources(pages)
    return (
        f"谁在推行哪项改革？依据 {chinese}，每条都有原文。",
        f"Who does which reform? From {english}, each with its sentence.",
    )


#: What each tile of the front page leads to.
_TILES = {
    "zones": "zones.html", "reforms": "reforms.html", "reform_candidates": "reforms.html",
    "companies": "companies.html", "articles": "articles.html", "adopted": "matrix.html", "planned": "matrix.html",
    "required": "matrix.html", "withdrawn": "matrix.html",
}  # fmt: skip


#: What is listed in part is called so: news that tell nothing of a zone or a reform are left out.
_SOME = {"articles": ("有关的报道", "articles on zones or reforms"), "companies": ("其中的企业", "companies in them")}


def _tiles(pages: Pages) -> list[dict[str, object]]:
    """The numbers of the store, each with what it counts; of a graph alone, how many things are listed."""
    counts, kinds = pages.data.counts, pages.data.kinds
    if not counts:
        return [
            {"to": list_file(kind), "count": len(kinds[kind]), "words": many, "key": ""}
            for kind, (_, _, many) in KINDS.items()
        ]
    return [
        {
            "to": to,
            "count": counts[key],
            "words": _SOME[key] if pages.data.left_out.get(key, 0) > 0 else NAMES[key],
            "key": key,
        }
        for key, to in _TILES.items()
    ]


def _ranked(pages: Pages, kind: str) -> list[tuple[Markup, str]]:
    data = pages.data
    ranked = sorted(data.kinds[kind], key=lambda node: (-data.adopted(node), data.label(node)))[:_TOP]
    return [(pages.to(node, 0), str(data.adopted(node))) for node in ranked if data.adopted(node)]


def listing(pages: Pages, kind: str) -> str:
    """All things of a kind as a sortable table."""
    site, data = pages.site, pages.data
    _, one, many = KINDS[kind]
    heads = [one, *(words for _, words in _COLUMNS[kind])]
    counted = kind in ("zone", "reform")
    if counted:
        heads.append(("采用", "Adoptions"))
    heads.append(("报道", "Articles") if kind != "article" else ("陈述", "Claims"))
    rows = []
    for node in data.kinds[kind]:
        row: list[str] = [pages.to(node, 0), *(site.value(data.of(node, name)) for name, _ in _COLUMNS[kind])]
        if counted:
            row.append(str(data.adopted(node)))
        row.append(str(len(data.claims[node]) if kind == "article" else len(data.articles_of(node))))
        rows.append(row)
    pair = (f"{len(rows)} {many[0]} · {site.named[0]}", f"{len(rows)} {many[1]} · {site.named[1]}")
    head = site.head(f"{len(rows)} {site.plain(many)}", site.plain(reach(pages)), list_file(kind))
    body = site.fill("site_list.html", many=many, heads=heads, rows=rows)
    return site.frame(pair, body, 0, head=head)


def matrix(pages: Pages) -> str:
    """Zones and reforms as a table: sort by a column's dates, by name or by count; filter by province and category."""
    site, data = pages.site, pages.data
    actors = sorted(data.actors, key=lambda node: (-data.adopted(node), data.label(node)))
    reforms = sorted(data.kinds["reform"], key=lambda node: (-data.adopted(node), data.label(node)))
    reforms = [node for node in reforms if data.adoptions[node]]
    left, reforms = len(reforms[_MOST_COLUMNS:]), reforms[:_MOST_COLUMNS]
    body = site.fill(
        "site_matrix.html", statuses=STATUS_WORDS, left=left,
        provinces=sorted({data.of(node, "province") for node in actors} - {""}),
        categories=sorted({data.of(node, "category") for node in reforms} - {""}),
        heads=[{"label": pages.called(node), "category": data.of(node, "category")} for node in reforms],
        rows=[_matrix_row(pages, actor, reforms) for actor in actors],
    )  # fmt: skip
    return site.frame(("采用矩阵", "Adoption matrix"), body, 0)


def _matrix_row(pages: Pages, actor: str, reforms: list[str]) -> dict[str, object]:
    data = pages.data
    found = {row.reform: row for row in data.adoptions[actor] if row.actor == actor}
    cells = [_matrix_cell(pages, found[reform]) if reform in found else None for reform in reforms]
    return {
        "province": data.of(actor, "province"), "count": data.adopted(actor), "link": pages.to(actor, 0),
        "cells": cells,
    }  # fmt: skip


def _matrix_cell(pages: Pages, row: Adoption) -> dict[str, str]:
    data = pages.data
    status = status_word(row.status, pages.site.language)
    return {
        "status": row.status, "day": row.known or "~",
        "year": ("≤" if row.latest and not row.earliest else "") + (row.known[:4] or "?"),
        "href": data.href(row.actor, 0) or data.href(row.reform, 0),
        "tip": f"{data.label(row.actor)} · {data.label(row.reform)} · {status} {pages.site.plain(row.words)}",
    }  # fmt: skip


def search_index(pages: Pages) -> str:
    """A script that holds the search index: label, kind, address, other names and pinyin."""
    data = pages.data
    rows = []
    for node, place in data.pages.items():
        others = [str(one) for one in data.graph.nodes[node].get("aliases") or ()]
        sounds = [sound for name in (data.label(node), *others) for sound in pinyin(name)]
        names = [*filter(None, [data.english(node)]), *others]
        rows.append([data.label(node), data.of(node, "kind"), place, "\n".join(names), " ".join(dict.fromkeys(sounds))])
    known = set(data.pages.values())
    for name, place in data.provinces.items():
        if place not in known:
            spelled = " ".join(dict.fromkeys(pinyin(name)))
            rows.append([name, "place", place, english_name("place", name), spelled])
    return f"window.RG_INDEX={safe_json(rows)};\n"
