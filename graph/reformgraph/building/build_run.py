"""One run of a build over a store open for writing: pages worked out elsewhere go in, what follows from them is kept.

Where results come from is not its business: pages read by `page_work`, or shards that a cluster has made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from reformgraph._version import __version__
from reformgraph.adoption.decisions import Decisions
from reformgraph.adoption.ledger import PageState, State
from reformgraph.adoption.update import Change, all_anew, basis, derive
from reformgraph.building.code_version import code_version
from reformgraph.building.interrupts import Interrupts
from reformgraph.building.page_plan import Planned
from reformgraph.building.page_spool import PageSpool
from reformgraph.building.page_work import PageResult, Settings
from reformgraph.building.tally import Tally, reforms_of, tally
from reformgraph.store import Store, open_store
from reformgraph.views.counts import describe
from reformgraph.vocabulary.load_vocabulary import Vocabulary

Progress = Callable[[int, int, str], None]

#: A generation is committed after so many pages, or so many seconds where pages are slow; the first one early, so
#: that a short build that is cut off keeps something, too. From then on whenever the pages, or the time, have doubled:
#: what is written for commits is then in proportion to the store, not to its square.
COMMIT_PAGES, COMMIT_SECONDS, FIRST_SECONDS = 2000, 60.0, 8.0
#: Where committing is slow, the next one comes after so many times as long as the last one took.
_COMMIT_PAUSE = 10
#: Where what follows from all articles would be made anew for it, a commit is a checkpoint, which readers do not see,
#: until the pages are so many times those that readers are shown, and no more than one in so many of all to come.
_GROWN, _EARLY = 10, 4
#: Bytes of N-Quads that an embedded store loads at a time, where no commit comes before, and a server. As each load
#: makes the engine merge all it holds, few and large ones let it write that twice or three times over, small ones
#: fifteen times.
_BATCH_BYTES, _REMOTE_BYTES = 64 << 30, 16_000_000
#: A store is settled after a build that read at least so many pages and half of all it holds: that writes it again.
_SETTLED_FROM = 500
#: Bytes of N-Quads of replaced pages after which the buffers of the engine are written out, which bounds memory.
_REPLACED_BYTES = 160_000_000


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did and what the store holds after it.

    Attributes
    ----------
    pages, articles, zones, reforms, reform_candidates, companies, claims, adoptions
        Totals of the store.
    added, changed, unchanged, pruned
        Numbers of pages.
    claims_without_actor, pages_without_date
        Totals of the store.
    warnings, failures
        One message each; a page that failed is in the store as it was before, if it was.
    passed_over
        Numbers of files and members of archives of kinds that are not read, by kind.
    """

    pages: int
    articles: int
    zones: int
    reforms: int
    reform_candidates: int
    companies: int
    claims: int
    claims_without_actor: int
    pages_without_date: int
    adoptions: int
    added: int
    changed: int
    unchanged: int
    pruned: int
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)


class Made(Protocol):
    """What follows from all articles of a store, made elsewhere."""

    def fits(self, pages: int) -> bool:
        """Whether it was made of what a store with so many pages holds now."""

    def put(self, state: State) -> None:
        """Put it in the place of what the store holds of it."""


@contextmanager
def to_fill(store: str | os.PathLike[str] | Store) -> Iterator[Store]:
    """A store open for a build, which goes on where one that was killed left off; one that is open stays open."""
    if isinstance(store, Store):
        yield store
        return
    with open_store(store, read_only=False, resume=True) as opened:
        yield opened


def key_basis(settings: Settings, vocabulary: Vocabulary) -> list[object]:
    """What the key of a page rests on beside the page."""
    return [settings.date, settings.generated, vocabulary.version, __version__, code_version()]


class BuildRun:
    """One run over a store that is open for writing."""

    def __init__(
        self, store: Store, settings: Settings, vocabulary: Vocabulary, decisions: Decisions, interrupts: Interrupts
    ) -> None:
        #: What follows from all articles, where it was made elsewhere.
        self.made: Made | None = None
        self._store, self._settings, self._interrupts = store, settings, interrupts
        self._vocabulary, self._decisions = vocabulary, decisions
        self.state = State(store, settings.base)
        self.state.bring_up()
        if store.take_up():
            # Kept together: a checkpoint that says "in step" would be believed, were this build killed as well.
            self.state.set_basis("")
            store.checkpoint()
        self._anew = self.state.basis() != basis(decisions)
        self._change = Change()
        self._tally = Tally(self.state, settings.base)
        if self._anew:
            self._tally.forget()
        self._pages = self._settled = self._shown = self.state.counts().get("things", {}).get("pages", 0)
        self._to_come = self._pages
        self._dirty = False
        self._spool, self._replaced = PageSpool(store.waiting), 0
        #: Whether only the pages that wait are new since the last commit; whether some of them are kept as they wait.
        self._only_new, self._waits = True, False
        self._commit_took = 0.0
        self._warnings: list[str] = []
        self._failures: list[str] = []
        self._added = self._changed = self._pruned = self._touched = 0

    def run(
        self,
        plan: Planned,
        results: Generator[PageResult, None, None],
        options: Mapping[str, str],
        progress: Progress | None = None,
        pruned: Collection[str] = (),
    ) -> BuildSummary:
        """Take in all results and commit.

        Parameters
        ----------
        plan, results
            What there is to do, and what comes of the pages that are wanted.
        options
            Those the build was given.
        pruned
            Hashes of the folders (`page_plan.hashed`) whose pages are dropped where they are gone.
        """
        self._write_vocabulary()
        self._remember(options)
        for graph, (before, now) in plan.moved.items():
            self._note_state(graph, before, now)
        with closing(self._spool):
            cut_off = self._read(plan, results, progress)
        self._failures = [*plan.failures, *self._failures]
        if pruned and not cut_off:
            self._prune(plan.graphs, pruned)
        if self.state.reading() or self._failures or plan.passed:
            self.state.set_reading(len(self._failures), plan.passed)
        counts = self._finish()
        if cut_off:
            raise KeyboardInterrupt
        if self._added + self._changed >= max(_SETTLED_FROM, self._pages / 2):
            self._store.settle()
        return BuildSummary(
            **{key: value for key, value in counts.items() if key in BuildSummary.__dataclass_fields__},
            added=self._added,
            changed=self._changed,
            unchanged=plan.same,
            pruned=self._pruned,
            warnings=tuple(self._warnings),
            failures=tuple(self._failures),
            passed_over=dict(plan.passed),
        )

    # -- what there is to do -------------------------------------------------------------------------
    def _remember(self, options: Mapping[str, str]) -> None:
        """Keep the options given, and name those that an earlier build was given and this one is not."""
        held = self.state.options()
        for name, value in held.items():
            if name not in options:
                self._warnings.append(
                    f"an earlier build was given {name} {value}, this one is not: pages read now do without it"
                )
        if not options.items() <= held.items():
            self.state.set_options({**held, **options})

    def _note_state(self, page_graph: str, before: PageState, now: PageState) -> None:
        """Write down where an unchanged page comes from now."""
        old = list(self.state.record(page_graph, before, ()))
        self._store.patch(self.state.graph, remove=old, add=list(self.state.record(page_graph, now, ())))

    # -- reading and writing pages ---------------------------------------------------------------------
    def _read(self, plan: Planned, results: Generator[PageResult, None, None], progress: Progress | None) -> bool:
        """Write what comes of the pages that are wanted; tells whether an interrupt cut that short."""
        since, start, commits = 0, time.monotonic(), 0
        last, most = start, _REMOTE_BYTES if "://" in self._store.location else _BATCH_BYTES
        before = plan.same
        total = before + plan.due
        self._to_come = self._pages + plan.due
        cut_off = False
        try:
            for done, result in enumerate(results, start=before + 1):
                self._take(result)
                since += 1
                if self._interrupts.asked:
                    cut_off = done < total
                    break
                if progress is not None:
                    progress(done, total, result.task.file.id)
                pause = self._pause(last - start) if commits else FIRST_SECONDS
                late = since >= max(COMMIT_PAGES, self._settled)
                late = late or time.monotonic() - last > max(pause, _COMMIT_PAUSE * self._commit_took)
                if self._spool.size >= most:
                    self._load()
                if late:
                    self._save()
                    since, last, commits = 0, time.monotonic(), commits + 1
        except KeyboardInterrupt:  # from the caller's progress
            cut_off = True
        finally:
            results.close()
        self._load()
        return cut_off

    def _pause(self, so_far: float) -> float:
        """Seconds until what was read is kept again: as long as it took so far, but where it is kept as it waits."""
        return COMMIT_SECONDS if self._waits else max(COMMIT_SECONDS, so_far)

    def _take(self, result: PageResult) -> None:
        """Put a new page where it waits for the next load, replace the graphs of a changed one."""
        self._warnings.extend(result.warnings)
        if result.failure:
            self._failures.append(result.failure)
            return
        self._fall_out_of_step()
        self._touched += 1
        # What has changed is not followed any longer once all is to be made anew, which bounds memory.
        self._anew = self._anew or all_anew(self._touched, self._pages)
        if not self._anew:
            come = result.digests()
            self._tally.touch(self._with_canonical(reforms_of(come.values())))
            self._change.new.update(come)
        if self.state.page(result.task.page_graph) is not None:
            self._changed += 1
            self._only_new = False
            self._replace(result)
            self._replaced += result.size
            if self._replaced >= _REPLACED_BYTES:
                self._load()
        else:
            self._added += 1
            self._pages += 1
            self._spool.put(result.nquads, result.size)
        self._tally.change(result.counted, 1)

    def _load(self) -> None:
        """Have in the store what was read so far."""
        if size := self._spool.size:
            self._only_new = False
            with self._spool.taken() as nquads:
                self._store.add_nquads(nquads, size)
            if self._waits:  # what is kept of them would be written over by those that wait next
                self._checkpoint()
        if self._replaced:
            self._store.flush()
            self._replaced = 0

    def _replace(self, result: PageResult) -> None:
        page = result.task.page_graph
        graphs, record = result.triples(self.state.graph)
        held = self._forgotten(page)
        old = list(self.state.recorded([page, *held]))
        self._store.drop(sorted(set(held) - {graph for graph, _ in graphs}))
        # The page goes last: until it is written, a build that was cut off finds the page changed.
        self._store.replace_all([*graphs[1:], graphs[0]])
        self._store.patch(self.state.graph, remove=old, add=record)

    def _forgotten(self, page_graph: str) -> list[str]:
        """Article graphs a page has held, what they tell kept for deriving and counting."""
        held = self.state.holds(page_graph)
        if not self._anew:
            self._change.take_out(self.state, held)
            gone = [self._change.old[graph] for graph in held if graph in self._change.old]
            self._tally.touch(self._with_canonical(reforms_of(gone)))
            self._tally.change(tally(self._store.triples(graph) for graph in (page_graph, *held)), -1)
        return held

    def _with_canonical(self, reforms: set[str]) -> set[str]:
        """Reforms, and those that the user's decisions let stand for them."""
        return reforms | {self._decisions.stands_for(reform) for reform in reforms}

    def _prune(self, found: Collection[str], roots: Collection[str]) -> None:
        held = self.state.pages()
        gone = sorted(page for page, state in held.items() if state.root in roots and page not in found)
        for page in gone:
            self._fall_out_of_step()
            self._touched += 1
            graphs = self._forgotten(page)
            for graph in graphs:
                self._change.new.pop(graph, None)
            self._store.patch(self.state.graph, remove=list(self.state.recorded([page, *graphs])), add=[])
            self._store.drop([*graphs, page])
            self._pages -= 1
        self._pruned = len(gone)

    # -- what rests on all pages -----------------------------------------------------------------------
    def _fall_out_of_step(self) -> None:
        """Say that the derived graph is out of step, until `_finish`."""
        if not self._dirty:
            self._dirty = True
            self.state.set_basis("")

    def _save(self) -> None:
        """Keep what was read so far, in step and shown to readers where that is not too dear."""
        anew = self._anew or all_anew(self._touched, self._pages)
        early = self._pages >= _GROWN * self._shown and self._pages * _EARLY <= self._to_come
        if self.made is None and not (anew and self._shown and not early):
            self._load()
            self._finish()
        elif self._store.waiting is not None and self._only_new:
            self._settled, self._waits = self._pages, True
            self._store.keep_waiting(self._spool.keep(), self._spool.size)
        else:
            self._load()
            self._settled = self._pages
            self._checkpoint()

    def _checkpoint(self) -> None:
        self._store.checkpoint()
        self._only_new, self._waits = True, False

    def _finish(self) -> dict[str, int]:
        """Bring the derived graph and the description in step and commit."""
        start = time.monotonic()
        base = self._settings.base
        anew = self._anew or all_anew(self._touched, self._pages)
        if self.made is not None and (self._dirty or self._anew) and self.made.fits(self._pages):
            self.made.put(self.state)
            anew = True
        else:
            derive(self.state, self._change, self._decisions, base, anew=anew, watch=self._tally.derived)
        self._touched, self._anew, self._dirty, self._change = 0, False, False, Change()
        counts, made = self._tally.settle(anew=anew)
        self._pages = self._settled = self._shown = counts["pages"]
        describe(self._store, base, self._vocabulary.version, self._settings.generated, counts, made)
        self._store.commit()
        self._only_new, self._waits = True, False
        self._commit_took = time.monotonic() - start
        return counts

    def _write_vocabulary(self) -> None:
        from reformgraph.rdf.page_quads import vocabulary_quads

        version = f"{self._vocabulary.version} {__version__}"
        if self.state.vocabulary() != version:
            self._tally.forget()  # which reforms are known may change
            for graph, triples in vocabulary_quads(self._settings.base, self._vocabulary).items():
                self._store.replace(graph, triples)
            self.state.set_vocabulary(version)
