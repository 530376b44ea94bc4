"""Finds the files that hold pages, and the pages inside archives; what is passed over is counted by kind."""

from __future__ import annotations

import io
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from reformgraph.errors import PageError, UsageError
from reformgraph.reading import addresses
from reformgraph.reading.file_lists import listed_id
from reformgraph.reading.formats.content import Found as FoundItem
from reformgraph.reading.formats.content import Item, ItemFault, ItemPassed
from reformgraph.reading.formats.csv_rows import is_archive
from reformgraph.reading.formats.left_overs import left_over_kind
from reformgraph.reading.formats.registry import CURES, FORMATS, ending, sniff_head
from reformgraph.reading.limits import CHUNK, HEAD_BYTES, NESTED, PAGE_BYTES, size_text
from reformgraph.reading.manifest import Manifest, ManifestEntry

_CURE_FORMAT = "formats are txt, md, html, pdf, docx, ofd, mht, epub, jsonl, csv, warc, and zip, tar and gz of these"
_CURE_LINK = "give --follow-links, or name the file itself"
LINK = "link out of the folder"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page file that was found.

    Attributes
    ----------
    path
        The file.
    id
        Page id, of an archive the id that those of its pages begin with.
    entry
        What the manifest says of it.
    kind
        Name of its format (`registry.FORMATS`); told by what it holds where empty.
    member, inside, data
        Of a page inside a file: where it stands (``row 3``, a path), its id there, and its bytes.
    told
        What the archive says of the page, by the keys of `row_fields.COLUMN_NAMES`.
    """

    path: Path
    id: str
    entry: ManifestEntry | None = None
    kind: str = ""
    member: str = ""
    inside: str = ""
    data: bytes | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """Its place, for messages."""
        return f"{addresses.shown(self.path)}, {self.member}" if self.member else addresses.shown(self.path)

    @property
    def many(self) -> bool:
        """Whether it holds several pages, which `pages_in` gives."""
        return bool(self.kind) and FORMATS[self.kind].many


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Files of a kind that is not read: how many, and what helps, in Chinese and English."""

    kind: str
    number: int
    cure: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Found:
    """Page files by page id, the numbers of files passed over by kind, and what could not be looked at."""

    files: tuple[PageFile, ...]
    passed: Mapping[str, int]
    faults: tuple[PageError, ...] = ()


def passed_over(counted: Mapping[str, int]) -> tuple[PassedOver, ...]:
    """Kinds that were passed over, those with the same cure together."""
    told = [PassedOver(kind, number, CURES.get(kind, ("", ""))) for kind, number in counted.items()]
    return tuple(sorted(told, key=lambda one: (not one.cure[1], one.cure[1], one.kind)))


def find_pages(paths: Sequence[str | Path], manifest: Manifest | None = None) -> list[PageFile]:
    """Page files under the paths, sorted by page id: `look_through` without what was passed over."""
    return list(look_through(paths, manifest).files)


def look_through(
    paths: Sequence[str | Path],
    manifest: Manifest | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    follow_links: bool = False,
    leave_out: Sequence[str | Path] = (),
    listed: Sequence[Path] = (),
) -> Found:
    """Page files under the paths, and what else is there.

    Parameters
    ----------
    paths
        Files and folders; folders are searched to any depth, hidden files left out. A file reached twice
        counts once; one that is named itself is a page file whatever its kind, and its fault is told when
        it is read.
    manifest
        Gives ids and what else is known of the pages.
    columns
        Columns of CSV archives by field, as the user names them.
    follow_links
        Also read files that links in a folder lead to outside of it.
    leave_out
        Files that are no pages: manifest, decisions, vocabulary.
    listed
        Files of a list, whose ids are their paths as written; one that is not there is a fault, the others are read.

    Raises
    ------
    UsageError
        When a path does not exist, nothing under the paths is a page, or two files have one id.
    """
    search = _Search(manifest, columns or {}, follow_links, {Path(path).resolve() for path in leave_out})
    if manifest is not None and manifest.path is not None:
        search.left_out.add(manifest.path.resolve())
    for argument in paths:
        search.add(Path(argument))
    for path in listed:
        search.add_listed(path)
    files = sorted(search.found.values(), key=lambda file: file.id)
    return Found(tuple(files), dict(search.passed), tuple(search.faults))


class _Search:
    """What has been found so far."""

    def __init__(
        self, manifest: Manifest | None, columns: Mapping[str, str], follow_links: bool, left_out: set[Path]
    ) -> None:
        self.manifest, self.columns, self.follow_links, self.left_out = manifest, columns, follow_links, left_out
        self.found: dict[Path, PageFile] = {}
        self.passed: Counter[str] = Counter()
        self.faults: list[PageError] = []
        self._by_id: dict[str, PageFile] = {}

    def add(self, root: Path) -> None:
        if not addresses.exists(root):
            raise UsageError("no such file or folder", where=addresses.shown(root), cure="check the path")
        if not addresses.is_folder(root):
            try:
                self._take(root, root.name, _sniffed(root))
            except PageError as fault:
                self.faults.append(fault)
            return
        before = len(self.found), len(self.faults)
        inside = addresses.resolved(root)
        for path in addresses.below(root) if addresses.is_address(root) else _walk(root, self.faults):
            if left_over := left_over_kind(path.relative_to(root), root):
                self.passed[left_over] += 1
            elif addresses.resolved(path) not in self.found:
                self._look_at(path, path.relative_to(root).as_posix(), inside)
        if (len(self.found), len(self.faults)) == before and not any(inside in path.parents for path in self.found):
            raise UsageError("the folder holds no pages", where=addresses.shown(root), cure=_CURE_FORMAT)

    def add_listed(self, path: Path) -> None:
        try:
            if not addresses.is_address(path) and path.is_dir():
                raise PageError("this is a folder", where=str(path), cure="list files; name folders as arguments")
            self._take(path, listed_id(path), _sniffed(path))
        except PageError as fault:
            self.faults.append(fault)

    def _look_at(self, path: Path, natural_id: str, inside: Path) -> None:
        resolved = addresses.resolved(path)
        if resolved in self.left_out:
            return
        if path.is_symlink() and not self.follow_links and inside not in resolved.parents:
            self.faults.append(PageError(LINK, where=str(path), cure=_CURE_LINK))
            return
        try:
            kind = self._kind(path)
        except PageError as fault:
            self.faults.append(fault)
            return
        if kind:
            self._take(path, natural_id, kind)
        else:
            self.passed[ending(path.name) or "(no ending)"] += 1

    def _kind(self, path: Path) -> str:
        """Format of a file in a folder; a table without a column of text is no page."""
        kind = _sniffed(path)
        if kind == "csv":
            with open_file(path) as stream:
                return kind if is_archive(stream.read(HEAD_BYTES * 8), self.columns) else ""
        return kind

    def _take(self, path: Path, natural_id: str, kind: str) -> None:
        entry = self.manifest.entry(path) if self.manifest else None
        file = PageFile(path, entry.id if entry and entry.id else natural_id, entry, kind)
        key = addresses.resolved(path)
        if key in self.found:
            return
        if file.id in self._by_id:
            raise UsageError(
                f"two files have the page id {file.id}: {self._by_id[file.id].path} and {path}",
                cure="give one an id of its own in a manifest, or name their common folder",
            )
        self.found[key] = self._by_id[file.id] = file


def _sniffed(path: Path) -> str:
    with open_file(path) as stream:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        return sniff_head(head, path.name, stream)


def _walk(root: Path, faults: list[PageError]) -> Iterator[Path]:
    """Files below a folder in the order of their names; links to folders are not gone into."""

    def note(fault: OSError) -> None:
        faults.append(PageError(f"the folder cannot be read: {fault.strerror}", where=str(fault.filename)))

    for folder, folders, files in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(folder, name)


# ---------------------------------------------------------------- reading files


def open_file(path: Path) -> BinaryIO:
    """A regular file, opened for reading.

    Raises
    ------
    PageError
        When it is missing, cannot be read, or is a pipe, device or socket, which could block or never end.
    """
    if addresses.is_address(path):
        return addresses.opened(path)
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to waits forever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise PageError("no such file", where=str(path), cure="check the path") from None
    except OSError as fault:
        raise PageError(f"the file cannot be read: {fault.strerror}", where=str(path)) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise PageError(
            "this is no regular file", where=str(path), cure="pipes, devices, sockets and folders are not read"
        )
    return os.fdopen(descriptor, "rb")


def read_bytes(path: Path) -> bytes:
    """Bytes of a file that holds one page; `PageError` as of `open_file`, or where it is larger than a page may be."""
    with open_file(path) as stream:
        data = stream.read(PAGE_BYTES + 1)
    if len(data) > PAGE_BYTES:
        raise PageError(
            f"the file is larger than {size_text(PAGE_BYTES)}, which no page is",
            where=addresses.shown(path),
            cure="divide it",
        )
    return data


def file_digest(path: Path) -> str:
    """Hex SHA-256 of a file, read in pieces; errors as of `open_file`."""
    digest = sha256()
    with open_file(path) as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def kind_of(file: PageFile) -> str:
    """Format of a page file.

    Raises
    ------
    PageError
        When it is of a kind that is not read; the message tells what helps.
    """
    if file.kind:
        return file.kind
    if file.data is not None:
        kind = sniff_head(file.data[:HEAD_BYTES], file.member, io.BytesIO(file.data))
    else:
        kind = _sniffed(file.path)
    if not kind:
        tail = ending(file.member or file.path.name)
        cure = CURES.get(tail, ("", _CURE_FORMAT))[1]
        raise PageError(f"unknown format {tail or '(no extension)'}", where=file.where, cure=cure)
    return kind


# ---------------------------------------------------------------- pages inside files


def pages_in(
    files: Sequence[PageFile], columns: Mapping[str, str] | None = None, passed: Counter[str] | None = None
) -> Iterator[PageFile | PageError]:
    """Each page of the files in order: a file of one page as it is, one of many page by page with its bytes.

    Parameters
    ----------
    files
        As found by `look_through`.
    columns
        Columns of archives of rows, by field, as the user names them.
    passed
        Members of archives that are of no kind that is read are counted here.

    Yields
    ------
    PageFile or PageError
        A page, or why one inside an archive, or the rest of one, cannot be read.
    """
    for file in files:
        if not file.many:
            yield file
            continue
        seen: dict[str, str] = {}
        try:
            with open_file(file.path) if file.data is None else io.BytesIO(file.data) as stream:
                for page in _inside(file, stream, columns or {}, passed, 1):
                    if isinstance(page, PageFile) and page.id in seen:
                        what = f"the id {page.id} is that of {seen[page.id]} too"
                        yield PageError(what, where=page.where, cure="give each page its own id")
                        continue
                    if isinstance(page, PageFile):
                        seen[page.id] = page.member
                    yield page
        except PageError as fault:
            yield fault


def _inside(
    file: PageFile, stream: BinaryIO, columns: Mapping[str, str], passed: Counter[str] | None, depth: int
) -> Iterator[PageFile | PageError]:
    module = import_module(f"reformgraph.reading.formats.{FORMATS[file.kind].module}")
    found: Iterator[FoundItem] = module.items(stream, Path(file.member or file.path.name).name, columns)
    for item in found:
        if isinstance(item, ItemPassed):
            if passed is not None:
                passed[ending(item.name) or "(no ending)"] += 1
        elif isinstance(item, ItemFault):
            place = ", ".join(part for part in (file.where, item.place) if part)
            yield PageError(item.what, where=place, cure=item.cure)
        else:
            yield from _of_item(file, item, columns, passed, depth)


def _of_item(
    file: PageFile, item: Item, columns: Mapping[str, str], passed: Counter[str] | None, depth: int
) -> Iterator[PageFile | PageError]:
    member = f"{file.member}, {item.place}" if file.member else item.place
    kind = item.kind or sniff_head(item.data[:HEAD_BYTES], item.place, io.BytesIO(item.data))
    if kind == "csv" and not is_archive(item.data[: HEAD_BYTES * 8], columns):
        kind = ""
    if not kind:
        if passed is not None:
            passed[ending(item.name) or "(no ending)"] += 1
        return
    told = {**file.told, **item.told}
    inside = f"{file.inside}/{item.name}" if file.inside else item.name
    page = PageFile(file.path, f"{file.id}/{item.name}", file.entry, kind, member, inside, item.data, told)
    if not page.many:
        yield page
    elif depth > NESTED:
        yield PageError(f"archives lie in archives more than {NESTED} deep", where=page.where, cure="unpack them")
    else:
        yield from _inside(page, io.BytesIO(item.data), columns, passed, depth + 1)
