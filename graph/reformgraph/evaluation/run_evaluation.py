"""The whole way from labels and pages to a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reformgraph.errors import PageError, UsageError
from reformgraph.evaluation.judge_articles import judge_page
from reformgraph.evaluation.judgements import ToldPage, Unit
from reformgraph.evaluation.label_likeness import ReformNames
from reformgraph.evaluation.read_labels import LabelsError, read_found, read_labels, told_page
from reformgraph.evaluation.report import Report, make_report
from reformgraph.evaluation.source_text import SourceText, source_text
from reformgraph.evaluation.yardstick import Yardstick
from reformgraph.records import Page
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

_ELSEWHERE = "general"


def evaluate(
    labels: Path,
    pages: Sequence[Path],
    *,
    manifest: Path | None = None,
    date: str | None = None,
    vocabulary: Path | None = None,
    core: Path | None = None,
    found: Path | None = None,
    unread: Path | None = None,
    leave_one_out: bool = False,
    resamples: int = 1000,
    seed: int = 0,
    warn: Callable[[str], None] = lambda message: None,
) -> Report:
    """Judge what is found on pages against their labels.

    Parameters
    ----------
    labels, pages
        Folder of JSON files, one a page, or one such file; files or folders (pages without labels are not read).
    manifest, date, vocabulary
        As for `reformgraph extract`; the column `origin` of a vocabulary tells which page alone names a reform.
    core
        JSON list of names of core reforms; those of the vocabulary when None.
    found, leave_one_out
        JSON lines of `reformgraph extract` to be judged, None runs the extraction: of each page without the reforms
        that only it names, if so asked.
    unread
        File with the names of pages kept aside, whose figures are told apart and whose errors are never shown.
    resamples, seed
        Of the bootstrap intervals.
    warn
        Is told what is odd in labels and pages, one line each; a page that cannot be read counts as an empty one.

    Raises
    ------
    LabelsError, UsageError, ManifestError, VocabularyError
        When one of the files is missing or not in its format, two pages have one file name, or `leave_one_out` is asked
        for without column `origin`.
    """
    told = read_labels(labels)
    terms = load_vocabulary(vocabulary)
    origins = _origins(vocabulary) if vocabulary else {}
    if leave_one_out:
        _check_left_out(origins, found)
    finder = _printed(found, warn) if found else _extracting(terms, origins if leave_one_out else {})
    yardstick, read = _yardstick(terms, core, origins), _read_pages(told, pages, manifest, date, warn)
    units, texts = _judged(told, read, finder, yardstick, unread, warn)
    return make_report(units[False], units[True] if unread else None, yardstick, texts, resamples, seed)


#: From a labelled page and its text to what is found on it.
_Finder = Callable[[ToldPage, Page], ToldPage]


def _judged(
    told: Sequence[ToldPage], pages: Iterable[tuple[ToldPage, Page | None]], finder: _Finder, yardstick: Yardstick,
    unread: Path | None, warn: Callable[[str], None],
) -> tuple[Mapping[bool, list[Unit]], dict[str, str]]:  # fmt: skip
    """Judgements of the pages, apart by whether they are kept aside, and the texts of those that are not."""
    aside = _unread(unread) if unread else frozenset()
    if aside - {label.name for label in told}:
        warn(f"{unread}: not all pages named there have labels")
    units: dict[bool, list[Unit]] = {False: [], True: []}
    texts = {}
    for label, page in pages:
        kept_aside = label.name in aside
        result, source = ToldPage(label.name, ()), SourceText("")
        if page is not None:
            result = finder(label, page)
            source = source_text(page, result, warn)
        if page is not None and not kept_aside:
            _check_lines(label, page.text, warn)
            texts[label.name] = source.text
        units[kept_aside] += judge_page(yardstick, label, result.articles, source)
    return units, texts


def _yardstick(terms: Vocabulary, core: Path | None, origins: Mapping[str, frozenset[str]]) -> Yardstick:
    """What names, core reforms and reforms of a single page are to the judge."""
    names = ReformNames(terms.reforms)
    return Yardstick(names, _core(core, terms, names), {names.key(name): starts for name, starts in origins.items()})


def _check_left_out(origins: Mapping[str, frozenset[str]], found: Path | None) -> None:
    if not origins:
        raise UsageError(
            "leaving one out needs a vocabulary that tells where its reforms come from",
            cure="give --vocabulary a CSV with a column origin",
        )
    if found:
        raise UsageError("findings that are read from a file cannot leave anything out", cure="leave one option out")


def _printed(found: Path, warn: Callable[[str], None]) -> _Finder:
    """Findings that `reformgraph extract` printed; nothing on a page that it printed no line for."""
    ready = {page.name: page for page in read_found(found)}

    def find(label: ToldPage, page: Page) -> ToldPage:
        if label.name not in ready:
            warn(f"{label.source}: {found} holds no line for {label.name}")
        return ready.get(label.name) or ToldPage(label.name, ())

    return find


def _extracting(terms: Vocabulary, origins: Mapping[str, frozenset[str]]) -> _Finder:
    """Extraction, of each page without the reforms whose `origins` are the page."""

    def find(label: ToldPage, page: Page) -> ToldPage:
        left_out = [one for one, starts in origins.items() if label.name.startswith(tuple(starts))]
        return _extract(page, _without(terms, left_out))

    return find


def _unread(path: Path) -> frozenset[str]:
    """Names of pages, one a line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not UTF-8"
        raise LabelsError(str(reason), where=str(path), cure="give a text file with a page's name a line") from None
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _read_pages(
    told: Sequence[ToldPage],
    paths: Sequence[Path],
    manifest: Path | None,
    date: str | None,
    warn: Callable[[str], None],
) -> Iterable[tuple[ToldPage, Page | None]]:
    """Labelled pages with what was read; nothing for one that cannot be read, which `warn` is told."""
    from reformgraph.reading.manifest import read_manifest
    from reformgraph.reading.read_pages import find_pages, read_page

    files: dict[str, list[Path]] = {}
    at = {}
    for file in find_pages(paths, read_manifest(manifest) if manifest else None):
        files.setdefault(file.path.name, []).append(file.path)
        at[file.path.name] = file
    for label in told:
        if label.name not in at:
            raise LabelsError(
                f"the page {label.name} is not among the pages", where=label.source, cure="name its file or folder"
            )
        if len(files[label.name]) > 1:
            one, other = files[label.name][:2]
            raise UsageError(f"two pages are called {label.name}: {one} and {other}", cure="name one of them only")
    for label in told:
        try:
            page = read_page(at[label.name], date)
        except PageError as fault:
            warn(str(fault))
            page = None
        yield label, page


def _extract(page: Page, terms: Vocabulary) -> ToldPage:
    from reformgraph.exchange.jsonl import to_json
    from reformgraph.extraction.article import extract_page

    return told_page(to_json(extract_page(page, terms), explain=True), page.path)


def _check_lines(label: ToldPage, text: str, warn: Callable[[str], None]) -> None:
    """Tell of lines that the text does not have, it or the text that the labels were made on."""
    text = text if label.text is None else label.text
    last = text.count("\n") + 1
    for number, article in enumerate(label.articles, 1):
        beyond = [line for line in sorted(article.all_lines()) if not 1 <= line <= last]
        if beyond:
            warn(f"{label.source}, article {number}: line {beyond[0]} is not on the page, which has {last} lines")


def _core(path: Path | None, terms: Vocabulary, names: ReformNames) -> frozenset[str]:
    if path is None:
        return names.keys(reform.name for reform in terms.reforms.values() if reform.core)
    try:
        listed = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "not JSON"
        raise LabelsError(str(reason), where=str(path), cure="give a JSON list of names") from None
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise LabelsError("not a list of names", where=str(path), cure="give a JSON list of names")
    return names.keys(listed)


def _origins(path: Path) -> dict[str, frozenset[str]]:
    """Reform -> beginnings of the names of the pages that alone name it."""
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    found = {}
    for row in rows:
        starts = frozenset(part.strip() for part in (row.get("origin") or _ELSEWHERE).split("|")) - {"", _ELSEWHERE}
        if starts:
            found[row["name"].strip()] = starts
    return found


def _without(terms: Vocabulary, left_out: Iterable[str]) -> Vocabulary:
    gone = frozenset(left_out)
    if not gone:
        return terms
    kept: Mapping[str, object] = {
        name: replace(
            reform,
            broader=None if reform.broader in gone else reform.broader,
            related=tuple(other for other in reform.related if other not in gone),
        )
        for name, reform in terms.reforms.items()
        if name not in gone
    }
    return replace(terms, reforms=kept, version=f"{terms.version}-{len(gone)}")  # type: ignore[arg-type]
