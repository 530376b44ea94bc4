"""What the arguments of a build mean: settings of every page, files to be read, options to be remembered."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reformgraph.building.page_plan import Sources
from reformgraph.building.page_work import Settings
from reformgraph.iri import BASE
from reformgraph.reading import addresses
from reformgraph.reading.file_lists import expanded, listed_files
from reformgraph.reading.manifest import read_manifest
from reformgraph.reading.page_files import look_through
from reformgraph.reading.read_pages import given_date
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

PathText = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class ToRead:
    """What a build reads, with what vocabulary, and the options that a store remembers of it."""

    settings: Settings
    vocabulary: Vocabulary
    sources: Sources
    options: Mapping[str, str]


def what_to_read(
    paths: Sequence[PathText],
    *,
    manifest: PathText | None = None,
    date: str | None = None,
    vocabulary: PathText | None = None,
    columns: Mapping[str, str] | None = None,
    follow_links: bool = False,
    generated: str | None = None,
    base: str = BASE,
    files_from: PathText | None = None,
    leave_out: Sequence[PathText | None] = (),
) -> ToRead:
    """Look at the arguments of a build and at the folders they name.

    Parameters
    ----------
    paths, files_from, vocabulary, generated, base
        As for `build.build`.
    manifest
        CSV of what is known of the pages.
    date
        Issue date, EDTF, of pages without one in the manifest.
    columns
        Columns of CSV and JSON Lines archives by field of a page (``{"text": "全文"}``), before the common names.
    follow_links
        Also read files outside the folders that links in them lead to.
    leave_out
        Files that are no pages.

    Raises
    ------
    ReformGraphError
        If one is wrong.
    """
    settings = Settings(base, given_date(date), Path(vocabulary) if vocabulary else None, generated)
    words = load_vocabulary(settings.vocabulary)
    told = read_manifest(Path(manifest)) if manifest else None
    named = list(expanded(paths))
    found = look_through(
        named, told, columns=columns, follow_links=follow_links,
        leave_out=[Path(path) for path in (*leave_out, vocabulary) if path],
        listed=listed_files(files_from) if files_from else (),
    )  # fmt: skip
    folders = {path: addresses.resolved(path) for path in named if addresses.is_folder(path)}
    given = {"--manifest": manifest, "--date": date, "--vocabulary": vocabulary}
    options = {name: os.fspath(value) for name, value in given.items() if value}
    return ToRead(settings, words, Sources(found, folders, columns or {}), options)
