"""Finds page files and reads each into a `Page`: decoded text, digests, issue date and how it is known."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reformgraph.errors import PageError, UsageError
from reformgraph.reading.decode import decode
from reformgraph.reading.front_matter import front_matter
from reformgraph.reading.issue_date import date_in_name, inferred_date, is_partial_date, loose_date, printed_date
from reformgraph.reading.manifest import Manifest, ManifestEntry
from reformgraph.records import Page, PageContext

#: Format by file extension.
FORMATS: Mapping[str, str] = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".shtml": "html", ".pdf": "pdf",
}  # fmt: skip
_CURE_FORMAT = "formats are txt, md, html and pdf"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file that was found, its page id, and what the manifest says of it."""

    path: Path
    id: str
    entry: ManifestEntry | None = None


def find_pages(paths: Sequence[str | Path], manifest: Manifest | None = None) -> list[PageFile]:
    """Page files under the paths, sorted by page id.

    Parameters
    ----------
    paths
        Files and folders; folders are searched to any depth for files of a known format, hidden ones
        left out. A file reached twice counts once.
    manifest
        Gives ids and what else is known of the pages.

    Raises
    ------
    UsageError
        When a path does not exist, a folder holds no pages, or two files have one id.
    """
    found: dict[Path, PageFile] = {}
    by_id: dict[str, PageFile] = {}
    for argument in paths:
        root = Path(argument)
        for path, natural_id in _below(root):
            key = path.resolve()
            if key in found:
                continue
            entry = manifest.entry(path) if manifest else None
            file = PageFile(path, entry.id if entry and entry.id else natural_id, entry)
            if file.id in by_id:
                raise UsageError(
                    f"two files have the page id {file.id}: {by_id[file.id].path} and {path}",
                    cure="give one an id of its own in a manifest, or name their common folder",
                )
            found[key] = by_id[file.id] = file
    return sorted(found.values(), key=lambda file: file.id)


def _below(root: Path) -> Iterator[tuple[Path, str]]:
    """Page files of an argument with their natural ids."""
    if root.is_file():
        yield root, root.name
        return
    if not root.is_dir():
        raise UsageError("no such file or folder", where=str(root), cure="check the path")
    empty = True
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if not name.startswith(".") and path.suffix.lower() in FORMATS:
                empty = False
                yield path, path.relative_to(root).as_posix()
    if empty:
        raise UsageError("the folder holds no pages", where=str(root), cure=_CURE_FORMAT)


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
        When the file is missing, empty, binary, of an unknown format or encoding, or a PDF without text.
    MissingExtraError
        When the file is a PDF and pypdf is not installed.
    UsageError
        When `date_option` is no date.
    """
    if not isinstance(file, PageFile):
        file = PageFile(Path(file), Path(file).name)
    if date_option is not None and not is_partial_date(date_option):
        raise UsageError(f"{date_option!r} is no date", cure="write YYYY-MM-DD, YYYY-MM or YYYY")
    data = _bytes(file.path)
    kind = _format(file.path)
    return page_from_bytes(data, file, kind, date_option)


def page_from_bytes(data: bytes, file: PageFile, kind: str, date_option: str | None = None) -> Page:
    """The page that the bytes of a file of format `kind` hold; errors as of `read_page`."""
    where = str(file.path)
    metadata: dict[str, str] = {}
    encoding = ""
    if kind == "pdf":
        from reformgraph.reading.pdf_text import pdf_text

        text, metadata = pdf_text(data, where)
    else:
        text, encoding = decode(data, where)
        if kind == "html":
            from reformgraph.reading.html_text import html_text

            text, metadata = html_text(text)
            if not text.strip():
                raise PageError("the HTML page holds no text", where=where, cure="save the page after it has loaded")
        else:
            metadata, _ = front_matter(text)
    return _page(file, kind, text, encoding, sha256(data).hexdigest(), metadata, date_option)


def page_from_text(text: str, page_id: str = "page", issue_date: str | None = None) -> Page:
    """A page of a text at hand, for use as a library.

    >>> page_from_text("江阴高新区推行告知承诺。").text
    '江阴高新区推行告知承诺。'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if issue_date is not None and not is_partial_date(issue_date):
        raise UsageError(f"{issue_date!r} is no date", cure="write YYYY-MM-DD, YYYY-MM or YYYY")
    return _page(PageFile(Path(page_id), page_id), "txt", text, "utf-8", digest, front_matter(text)[0], issue_date)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PageError("no such file", where=str(path), cure="check the path") from None
    except OSError as fault:
        raise PageError(f"the file cannot be read: {fault.strerror}", where=str(path)) from None


def _format(path: Path) -> str:
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise PageError(f"unknown format {path.suffix or '(no extension)'}", where=str(path), cure=_CURE_FORMAT)
    return kind


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
    issue_date, basis = _issue_date(file, text, metadata, date_option)
    context = _context(entry, metadata)
    return Page(
        id=file.id,
        name=file.path.name,
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
    )


def _context(entry: ManifestEntry | None, metadata: Mapping[str, str]) -> PageContext:
    """What the manifest says of a page's source, and where it is silent the page's metadata."""
    return PageContext(
        source=(entry.source if entry else "") or metadata.get("source", ""),
        edition=(entry.edition if entry else "") or metadata.get("edition", ""),
        url=(entry.url if entry else "") or metadata.get("url", ""),
        site_name=metadata.get("site", ""),
        title_suffix=metadata.get("title_suffix", ""),
    )


def _issue_date(
    file: PageFile, text: str, metadata: Mapping[str, str], date_option: str | None
) -> tuple[str | None, str]:
    """Issue date and its basis by the precedence of manifest, option, metadata, file name, print, inference."""
    if file.entry and file.entry.date:
        return file.entry.date, "manifest"
    if date_option:
        return date_option, "option"
    told = metadata.get("date", "")
    told_date = told if is_partial_date(told) else loose_date(told)
    for found, basis in (
        (told_date, "metadata"),
        (date_in_name(file.path.stem), "file name"),
        (printed_date(text), "printed"),
        (inferred_date(text), "inferred"),
    ):
        if found:
            return found, basis
    return None, "none"
