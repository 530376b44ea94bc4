"""Writes the site's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.show.article_text import ArticleText, read_articles
from reformgraph.show.graph.make_page import EmptyGraphError, make_page
from reformgraph.show.graph.render import asset
from reformgraph.show.site import site_public
from reformgraph.show.site.site_data import Data, linked_only
from reformgraph.show.site.site_html import KINDS, TITLES, Site, list_file
from reformgraph.show.site.site_lists import index, listing, matrix, search_index, sources
from reformgraph.show.site.site_pages import Pages
from reformgraph.show.site.site_search import bylines, search_files
from reformgraph.views.counts import count_shown

_MARK = ".reformgraph-site"


class SiteError(ReformGraphError):
    """A folder that cannot become a site."""


def _check_target(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise SiteError("this is a file, not a folder", where=str(target), cure="name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file():
        raise SiteError("the folder holds other files", where=str(target), cure="name a new or empty folder")
    if not target.absolute().parent.is_dir():
        raise SiteError("the folder above does not exist", where=str(target.parent), cure="create it first")


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        stands = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:  # brackets that are no IPv6 address
        stands = False
    if address and not stands:
        raise UsageError(f"{address} is no address of a site", cure="write https://host/path")


def _site_asset(name: str) -> str:
    return (files("reformgraph.show.site") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _contents(
    graph: Any, texts: dict[str, ArticleText], authors: Mapping[str, str], site: Site, counts: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Name and content of every file."""
    pages, language = Pages(site, Data(graph, counts)), site.language
    site.source = sources(pages)
    yield _MARK, "reformgraph\n"
    yield "assets/theme.css", asset("theme.css")
    yield "assets/site.css", _site_asset("site.css")
    yield "assets/site.js", _site_asset("site.js")
    yield "assets/figures.js", asset("figures.js")
    yield "assets/search-index.js", search_index(pages)
    yield "assets/text-search.js", _site_asset("text-search.js")
    yield from search_files(pages, texts, authors).items()
    yield "assets/icon.svg", site_public.ICON
    yield "index.html", index(pages, site.title)
    yield "provinces.html", site_public.provinces(pages)
    for name, place in pages.data.provinces.items():
        yield place, site_public.province(pages, name)
    for node in pages.data.bodies:
        yield pages.data.pages[node], pages.body(node)
    yield "about.html", site_public.about(pages)
    yield "404.html", site_public.missing(pages)
    yield "feed.xml", site_public.feed(pages)
    if site.address:
        yield "sitemap.xml", site_public.sitemap(pages)
        yield "robots.txt", f"Sitemap: {site.address}sitemap.xml\n"
    yield "matrix.html", matrix(pages)
    yield "graph.html", make_page(graph, language=language, counts=pages.data.counts).html
    for kind in KINDS:
        yield list_file(kind), listing(pages, kind)
        for node in pages.data.kinds[kind]:
            made = pages.article(node, texts.get(node)) if kind == "article" else getattr(pages, kind)(node)
            yield pages.data.pages[node], made


def write_site(
    graph: Any,
    folder: str | os.PathLike[str],
    *,
    store: Any = None,
    title: str = "",
    language: str = "zh",
    address: str = "",
    everything: bool = True,
    with_text: bool = True,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the site; returns the number of files.

    `address` is where the site will stand (canonical addresses, sitemap); without `everything` articles that
    link to no zone, organ or reform are left out; without `with_text` pages quote sentences but print no article.

    The files are made in a new folder beside the target, which takes its place at the end; a site
    that was there before is replaced, any other folder is refused.

    Raises
    ------
    EmptyGraphError
        When there is nothing to show.
    SiteError
        When the folder cannot be written or holds other files.
    UsageError
        When the address is not one of the web.
    """
    target = Path(folder)
    _check_target(target)
    _check_address(address)
    if not graph:
        raise EmptyGraphError("the store holds nothing to show", cure="build it from pages first: reformgraph build")
    texts = read_articles(store) if store is not None and with_text else {}
    graph = graph if everything else linked_only(graph)
    counts = count_shown(store) if store is not None else {}
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.absolute().parent))
    except OSError as fault:
        raise SiteError(f"cannot write: {fault.strerror}", where=str(target), cure="choose another folder") from fault
    try:
        site = Site(language, title or TITLES[language != "zh"], address)
        count = _write_all(made, _contents(graph, texts, bylines(store), site, counts), progress)
        _take_place(made, target)
    except OSError as fault:
        raise SiteError(f"cannot write: {fault.strerror}", where=str(target), cure="choose another folder") from fault
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return count


def _write_all(made: Path, contents: Iterator[tuple[str, str]], progress: Callable[[int], None] | None) -> int:
    count = 0
    for folder in ("assets", *(folder for folder, _, _ in KINDS.values())):
        (made / folder).mkdir()
    for name, content in contents:
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(content.encode("utf-8", "replace"))
        count += 1
        if progress and count % 200 == 0:
            progress(count)
    made.chmod(0o755)
    return count


def _take_place(made: Path, target: Path) -> None:
    if target.exists():
        old = made.with_name(f"{made.name}.old")
        target.replace(old)
        made.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    else:
        made.replace(target)
