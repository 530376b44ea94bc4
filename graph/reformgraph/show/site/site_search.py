"""The search of articles on the site: headlines, bylines and texts in, a page and a script with an index out.

It works from disk: the index is a script, as large as `MOST` bytes at most. Where not every text fits, headlines and
bylines stay, and the texts of the oldest articles are left out; the page says of how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reformgraph.show.article_text import ArticleText
from reformgraph.show.graph.render import safe_json
from reformgraph.show.site.site_pages import Pages
from reformgraph.store import Store

#: Bytes of the script, and of the text of one article in it.
MOST = 6_000_000
_MOST_OF_ONE = 60_000
PAGE, SCRIPT = "search.html", "assets/text-index.js"
_AUTHORS = (
    "SELECT DISTINCT ?article ?author { ?article a rg:Article ; schema:author ?author } ORDER BY ?article ?author"
)

#: Headline, byline, source, date, address and text of an article.
Row = list[str]


def bylines(store: Store | None) -> dict[str, str]:
    """Who wrote each article, as printed; nothing where there is no store."""
    found: dict[str, list[str]] = {}
    for row in store.select(_AUTHORS) if store is not None else ():
        found.setdefault(str(row["article"]), []).append(str(row["author"]))
    return {article: "、".join(names) for article, names in found.items()}


def search_files(
    pages: Pages, texts: Mapping[str, ArticleText], authors: Mapping[str, str], most: int = MOST
) -> dict[str, str]:
    """The page and the script by their names; `texts` may be empty: then sentences that prove claims are searched."""
    rows, whole = _rows(pages, texts, authors, most)
    site = pages.site
    title = ("全文查找", "Search the articles")
    body = site.fill("site_search.html", total=len(rows), whole=whole, quoted=not texts)
    return {PAGE: site.frame(title, body, 0), SCRIPT: f"window.RG_TEXTS={safe_json(rows)};\n"}


def _rows(
    pages: Pages, texts: Mapping[str, ArticleText], authors: Mapping[str, str], most: int
) -> tuple[Sequence[Row], int]:
    """A row an article, the newest first, and how many of them have their text."""
    data = pages.data
    nodes = sorted(data.kinds["article"], key=lambda node: (data.of(node, "date"), node), reverse=True)
    rows: list[Row] = [
        [data.label(node), authors.get(node, ""), data.of(node, "source"), data.of(node, "date"), data.pages[node], ""]
        for node in nodes
    ]
    left = most - len(safe_json(rows).encode("utf-8", "replace"))
    whole = 0
    for node, row in zip(nodes, rows, strict=True):
        text = _text(pages, node, texts)
        size = len(safe_json(text).encode("utf-8", "replace"))
        if size > min(left, _MOST_OF_ONE):
            continue
        row[5] = text
        left -= size
        whole += 1
    return rows, whole


def _text(pages: Pages, node: str, texts: Mapping[str, ArticleText]) -> str:
    """The paragraphs of an article, or the sentences that its page quotes."""
    if texts:
        return "\n".join(words for words, _ in texts[node].paragraphs) if node in texts else ""
    return "\n".join(dict.fromkeys(str(told.get("quote") or "") for *_, told in pages.data.claims[node]))
