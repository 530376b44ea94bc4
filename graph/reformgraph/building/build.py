"""Pages into a store: what is new or changed is read, what is unchanged is passed over.

The store after a build depends on the pages, the vocabulary and the decisions alone: not on the order, on
the number of processes, nor on how many builds it took.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from reformgraph.adoption.decisions import Decisions, default_path, given_decisions, read_decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.merge_checks import check_merges
from reformgraph.building.build_run import BuildRun, BuildSummary, Progress, key_basis, to_fill
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_plan import Plan, hashed
from reformgraph.building.page_sources import ToRead, what_to_read
from reformgraph.building.page_work import PageResult, work, work_all
from reformgraph.errors import StoreError, UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store, open_store

__all__ = ["BuildSummary", "build"]

#: With fewer pages than this, starting processes costs more than it saves; results of so many are kept at hand.
_FEW, _AT_HAND = 24, 8


def build(
    paths: Sequence[str | os.PathLike[str]],
    store: str | os.PathLike[str] | Store,
    manifest: str | os.PathLike[str] | None = None,
    date: str | None = None,
    jobs: int = 1,
    prune: bool = False,
    progress: Progress | None = None,
    *,
    decisions: str | os.PathLike[str] | None = None,
    vocabulary: str | os.PathLike[str] | None = None,
    columns: Mapping[str, str] | None = None,
    follow_links: bool = False,
    generated: str | None = None,
    base: str = BASE,
    files_from: str | os.PathLike[str] | None = None,
) -> BuildSummary:
    """Read pages into a store.

    Parameters
    ----------
    paths, files_from
        Files, folders and patterns of names (``pages/**/*.txt``); a list of further files, one a line, ``-`` is stdin.
    store
        Where to (see `open_store`), or a store open for writing, which stays open.
    manifest, date, columns, follow_links
        What is known of the pages and how they are found, see `what_to_read`.
    jobs
        Number of processes; 0 for one a processor where that pays.
    prune
        Also drop the pages that an earlier build found under the folders given now and that are gone.
    progress
        Called after each page with the number done, the number to do and the page id.
    decisions, vocabulary
        CSV of the user's decisions, by default the one beside the store folder; of reforms in place of the bundled.
    generated, base
        Time told as that of making (none by default: same pages, same bytes); what the IRIs of things begin with.

    Raises
    ------
    ReformGraphError
        If an argument, the manifest, the decisions or the store are wrong; the store is then as it was. Pages that
        cannot be read are told in the summary, and KeyboardInterrupt leaves in the store what was read.
    """
    decided = _decisions_of(decisions, store, base)
    wanted = what_to_read(
        paths, manifest=manifest, date=date, vocabulary=vocabulary, columns=columns, follow_links=follow_links,
        generated=generated, base=base, files_from=files_from, leave_out=(decided.file,),
    )  # fmt: skip
    return _read_into(store, wanted, decided, _Ways(jobs, prune, progress))


class _Decided(NamedTuple):
    """The user's decisions, the file they stand in, and the option that names it (none: the usual place)."""

    decisions: Decisions
    file: Path | None
    option: Mapping[str, str]


class _Ways(NamedTuple):
    """How pages are worked through, see `build`."""

    jobs: int
    prune: bool
    progress: Progress | None


def _decisions_of(given: str | os.PathLike[str] | None, store: str | os.PathLike[str] | Store, base: str) -> _Decided:
    file = Path(given) if given else default_path(store.location if isinstance(store, Store) else os.fspath(store))
    return _Decided(
        given_decisions(given, base) if given else read_decisions(file, base),
        file,
        {"--decisions": os.fspath(given)} if given else {},
    )


def _read_into(store: str | os.PathLike[str] | Store, wanted: ToRead, decided: _Decided, ways: _Ways) -> BuildSummary:
    settings, words = wanted.settings, wanted.vocabulary
    at_hand = _read_ahead(store, wanted) if ways.jobs <= 1 else {}
    with ExitStack() as stack:
        opened = stack.enter_context(to_fill(store))
        check_merges(decided.decisions, opened, words, str(decided.file or ""), settings.base)
        asked = stack.enter_context(Interrupts())
        run = BuildRun(opened, settings, words, decided.decisions, asked)
        plan = Plan(wanted.sources, Minter(settings.base), key_basis(settings, words))
        plan.look(run.state, prune=ways.prune, stop=lambda: asked.asked)
        results = work_all(settings, plan.tasks(), _jobs(ways.jobs, len(plan.wanted)), at_hand)
        roots = [hashed(folder) for folder in wanted.sources.folders.values()] if ways.prune else []
        return run.run(plan, results, {**wanted.options, **decided.option}, ways.progress, roots)


def _read_ahead(store: str | os.PathLike[str] | Store, wanted: ToRead) -> Mapping[str, PageResult]:
    """Results of a few new pages, by graph, worked out before the store is opened for writing.

    For as long as a store is open for writing, its engine merges what it holds, however little is put in.
    """
    files, settings = wanted.sources.found.files, wanted.settings
    few = 0 < len(files) <= _AT_HAND and not any(file.many for file in files)
    if not few or isinstance(store, Store) or not Path(store).is_dir():
        return {}
    plan = Plan(wanted.sources, Minter(settings.base), key_basis(settings, wanted.vocabulary))
    try:
        with open_store(store) as reader:
            plan.look(State(reader, settings.base), prune=True, stop=lambda: False)
    except StoreError:  # told by who opens it for writing
        return {}
    return {task.page_graph: work(settings, task) for task in plan.tasks()}


def _jobs(jobs: int, pages: int) -> int:
    if jobs < 0:
        raise UsageError(f"{jobs} processes cannot be had", cure="give 1 or more, or 0 for one a processor")
    return jobs or (1 if pages < _FEW else os.cpu_count() or 1)
