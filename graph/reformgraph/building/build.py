"""Pages into a store: what is new or changed is read, what is unchanged is passed over.

The store after a build depends on the pages, the vocabulary and the decisions alone: not on the order, on
the number of processes, nor on how many builds it took.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from reformgraph.adoption.decisions import default_path, read_decisions
from reformgraph.adoption.merge_checks import check_merges
from reformgraph.building.build_run import BuildRun, BuildSummary, Progress, key_basis, to_fill
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_plan import Plan, hashed
from reformgraph.building.page_sources import what_to_read
from reformgraph.building.page_work import work_all
from reformgraph.errors import UsageError
from reformgraph.iri import BASE, Minter
from reformgraph.store import Store

__all__ = ["BuildSummary", "build"]

#: With fewer pages than this, starting processes costs more than it saves.
_FEW = 24


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
    paths
        Files, folders and patterns of names (``pages/**/*.txt``).
    store
        Where to (see `open_store`), or a store open for writing, which stays open.
    manifest
        CSV of what is known of the pages.
    date
        Issue date, EDTF, of pages without one in the manifest.
    jobs
        Number of processes; 0 for one a processor where that pays.
    prune
        Also drop the pages that an earlier build found under the folders given now and that are gone.
    progress
        Called after each page with the number done, the number to do and the page id.
    decisions
        CSV of the user's decisions; by default the one beside the store folder.
    vocabulary
        CSV of reforms in the place of the bundled ones.
    columns
        Columns of CSV and JSON Lines archives by field of a page (``{"text": "全文"}``), before the common names.
    follow_links
        Also read files outside the folders that links in them lead to.
    generated
        Time to be told as the time of making (``xsd:dateTime``); left out by default, so that the same
        pages give the same bytes.
    files_from
        A list of files to be read too, one path a line; ``-`` is the standard input.

    Raises
    ------
    ReformGraphError
        If the arguments, manifest, decisions or store are wrong, or an id or a place is known otherwise; a page
        that cannot be read is told in the summary instead. The store is then as it was.
    KeyboardInterrupt
        When SIGINT or SIGTERM came; what had been read until then is in the store.
    """
    location = store.location if isinstance(store, Store) else os.fspath(store)
    decided = read_decisions(Path(decisions) if decisions else default_path(location), base)
    if decisions and not Path(decisions).exists():
        raise UsageError("no such decisions file", where=str(decisions), cure="check the path")
    wanted = what_to_read(
        paths, manifest=manifest, date=date, vocabulary=vocabulary, columns=columns, follow_links=follow_links,
        generated=generated, base=base, files_from=files_from, leave_out=(decisions or default_path(location),),
    )  # fmt: skip
    settings, words = wanted.settings, wanted.vocabulary
    options = {**wanted.options, **({"--decisions": os.fspath(decisions)} if decisions else {})}
    with ExitStack() as stack:
        opened = stack.enter_context(to_fill(store))
        check_merges(decided, opened, words, str(decisions or default_path(location) or ""), base)
        asked = stack.enter_context(Interrupts())
        run = BuildRun(opened, settings, words, decided, asked)
        plan = Plan(wanted.sources, Minter(base), key_basis(settings, words))
        plan.look(run.state, prune=prune, stop=lambda: asked.asked)
        results = work_all(settings, plan.tasks(), _jobs(jobs, len(plan.wanted)))
        roots = [hashed(folder) for folder in wanted.sources.folders.values()] if prune else []
        return run.run(plan, results, options, progress, roots)


def _jobs(jobs: int, pages: int) -> int:
    if jobs < 0:
        raise UsageError(f"{jobs} processes cannot be had", cure="give 1 or more, or 0 for one a processor")
    return jobs or (1 if pages < _FEW else os.cpu_count() or 1)
