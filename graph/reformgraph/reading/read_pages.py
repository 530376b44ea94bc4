"""Reads each page file into a `Page`: decoded text, digests, issue date and how it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path, PurePosixPath

from reformgraph.errors import PageError, UsageError
from reformgraph.reading.formats.registry import FORMATS
from reformgraph.reading.front_matter import front_matter
from reformgraph.reading.issue_date import (
    date_in_address,
    date_in_name,
    is_partial_date,
    moment_date,
    printed_date,
    signed_date,
    written_date,
)
from reformgraph.reading.limits import PAGE_SIGNS
from reformgraph.reading.manifest import ManifestEntry
from reformgraph.reading.page_files import PageFile, find_pages, kind_of, read_bytes
from reformgraph.records import Page, PageContext
from reformgraph.values import Edtf

__all__ = ["PageFile", "find_pages", "page_from_bytes", "page_from_text", "read_page"]


def read_page(file: PageFile | str | Path, date_option: str | None = None) -> Page:
    """Read one page file.

    Parameters
    ----------
    file
        As found by `find_pages`, or a path, whose file name is then the page id.
    date_option
        Issue date given by the user for pages without one in the manifest: YYYY, YYYY-MM or YYYY-MM-DD.

    Raises
    ------
    PageError
        When the file is missing, empty, damaged, of an unknown format or encoding, without text, or holds
        several pages.
    MissingExtraError
        When the library that reads its format is not installed.
    UsageError
        When `date_option` is no date.
    """
    if not isinstance(file, PageFile):
        file = PageFile(Path(file), Path(file).name)
    date_option = given_date(date_option)
    kind = kind_of(file)
    return page_from_bytes(file.data if file.data is not None else read_bytes(file.path), file, kind, date_option)


def page_from_bytes(data: bytes, file: PageFile, kind: str, date_option: str | None = None) -> Page:
    """The page that the bytes of a file of format `kind` hold; errors as of `read_page`."""
    if FORMATS[kind].many:
        raise PageError("the file holds several pages", where=file.where, cure="read them with pages_in")
    module = import_module(f"reformgraph.reading.formats.{FORMATS[kind].module}")
    content = module.read(data, file.where)
    if len(content.text) > PAGE_SIGNS:
        what = f"the text has {len(content.text)} signs, more than the {PAGE_SIGNS} of a page"
        raise PageError(what, where=file.where, cure="divide it into pages")
    metadata = {**content.metadata, **{key: value for key, value in file.told.items() if value}}
    made = _page(file, kind, content.text, content.encoding, sha256(data).hexdigest(), metadata, date_option)
    return replace(made, regions=content.regions) if content.regions else made


def given_date(text: str | None) -> str | None:
    """A date that the user gives as an option, as EDTF; `UsageError` where it is none.

    >>> given_date("2024/3/5"), given_date("2024-03"), given_date(None)
    ('2024-03-05', '2024-03', None)
    """
    if text is None:
        return None
    found = written_date(text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no date", cure="write YYYY-MM-DD, YYYY-MM or YYYY")
    return found


def page_from_text(text: str, page_id: str = "page", issue_date: str | None = None) -> Page:
    """A page of a text at hand, for use as a library.

    >>> page_from_text("江阴高新区推行告知承诺。").text
    '江阴高新区推行告知承诺。'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    issue_date = given_date(issue_date)
    return _page(PageFile(Path(page_id), page_id), "txt", text, "utf-8", digest, front_matter(text)[0], issue_date)


def _page(
    file: PageFile,
    kind: str,
    text: str,
    encoding: str,
    digest: str,
    metadata: Mapping[str, str],
    date_option: str | None,
) -> Page:
    entry = file.entry
    context = _context(entry, metadata)
    issue_date, basis = _issue_date(file, text, metadata, date_option, context.url)
    return Page(
        id=file.id,
        name=_name(file),
        path=file.path.as_posix(),
        text=text,
        text_sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        file_sha256=digest,
        format=kind,
        encoding=encoding,
        issue_date=issue_date,
        date_basis=basis,
        source=context.source,
        edition=context.edition,
        url=context.url,
        context=context,
        recognised=float(metadata["recognised"]) if metadata.get("recognised") else None,
    )


def _context(entry: ManifestEntry | None, metadata: Mapping[str, str]) -> PageContext:
    """What the manifest says of a page's source, and where it is silent the page's metadata."""
    return PageContext(
        source=(entry.source if entry else "") or metadata.get("source", ""),
        edition=(entry.edition if entry else "") or metadata.get("edition", ""),
        url=(entry.url if entry else "") or metadata.get("url", ""),
        site_name=metadata.get("site", ""),
        title_suffix=metadata.get("title_suffix", ""),
        breadcrumbs=tuple(metadata.get("crumbs", "").split("\n")) if metadata.get("crumbs") else (),
        footer=tuple(metadata.get("footer", "").split("\n")) if metadata.get("footer") else (),
        signed=tuple(metadata.get("signed", "").split("\n")) if metadata.get("signed") else (),
    )


def _issue_date(
    file: PageFile, text: str, metadata: Mapping[str, str], date_option: str | None, url: str
) -> tuple[Edtf | None, str]:
    """Issue date and its basis, in the order of INTERFACE section 1; a date of the running text is none."""
    if file.entry and file.entry.date:
        return Edtf(file.entry.date), "manifest"
    if date_option:
        return Edtf(date_option), "option"
    told = metadata.get("date", "")
    for found, basis in (
        (told if is_partial_date(told) else moment_date(told), "metadata"),
        (printed_date(text) or metadata.get("printed"), "printed"),
        (date_in_name(_stem(file)), "file name"),
        (date_in_address(url), "address"),
        (signed_date(text), "printed"),
    ):
        if found:
            return Edtf(found), basis
    return None, "none"


def _name(file: PageFile) -> str:
    """Bare name of the file; of a page inside one, the name and the page's id in it."""
    if not file.member:
        return file.path.name
    return f"{file.path.name}/{file.id.rpartition('/')[2]}"


def _stem(file: PageFile) -> str:
    return PurePosixPath(file.member).stem if file.member else file.path.stem
