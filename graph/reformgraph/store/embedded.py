"""A store in a folder, in generations: readers see only finished ones, a killed writer loses only its own."""

from __future__ import annotations

import contextlib
import gzip
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from reformgraph.errors import StoreError
from reformgraph.store import generations, waiting
from reformgraph.store.lock import Pin, WriterLock
from reformgraph.store.oxigraph import OxigraphStore, damage, tells_damage, write_fault


class FolderReader(OxigraphStore):
    """The current generation of a store folder, as it is at opening.

    Raises
    ------
    StoreError
        If there is no store, it is damaged or of another version, or no build has finished yet.
    """

    def __init__(self, folder: Path) -> None:
        if not generations.check(folder):
            raise StoreError("there is no store here", where=str(folder), cure="build one first: reformgraph build")
        held = generations.pin_current(folder)
        if held is None:
            raise StoreError("no build has finished here yet", where=str(folder), cure="run reformgraph build")
        generation, self._pin = held
        try:
            engine = ox.Store.read_only(str(generation))
        except (OSError, ValueError, RuntimeError) as fault:
            self._pin.release()
            raise damage(f"it cannot be opened: {' '.join(str(fault).split())}", str(folder)) from fault
        super().__init__(engine, str(folder), read_only=True)
        self._generation = generation

    _pin: Pin

    def stamp(self) -> str:
        """Which generation this is, told from any other, also of a store that stood here before."""
        return generations.stamp(self._generation)

    def close(self) -> None:
        """Let go of the generation."""
        super().close()
        self._pin.release()


class FolderWriter(OxigraphStore):
    """A store folder open for writing, made where there is none; one writer at a time.

    Parameters
    ----------
    folder
        The folder.
    resume
        Whether to go on with what a build kept (`checkpoint`) that was then killed; else that is given up.

    Raises
    ------
    StoreError
        If another writer is at work, or the folder is no store, damaged, of another version or not writable.
    """

    def __init__(self, folder: Path, *, resume: bool = False) -> None:
        self._folder = folder
        exists = generations.check(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreError(
                f"cannot be made: {fault.strerror}", where=str(folder), cure="name another folder"
            ) from fault
        self._lock = WriterLock(folder / "LOCK")
        self._lock.acquire()
        try:
            if not exists:
                generations.write_format(folder)
            if not resume:
                generations.forget_kept(folder)
                waiting.forget(folder)
            generations.sweep(folder)
            resumed = generations.kept(folder) is not None
            self._left = waiting.left(folder, self._begun_from())
            if self._left is None:
                waiting.forget(folder)
            self._work = generations.start_work(folder)
            engine = ox.Store(str(self._work))
        except (OSError, RuntimeError, StoreError) as fault:
            self._lock.release()
            raise fault if isinstance(fault, StoreError) else write_fault(fault, str(folder)) from fault
        super().__init__(engine, str(folder), read_only=False)
        self._changed = resumed or not exists or generations.current(folder) is None
        self.waiting = waiting.waiting_file(folder)

    def _begun_from(self) -> str:
        """Name of the generation that a writer begins from now; empty where there is none."""
        generation = generations.kept(self._folder) or generations.current(self._folder)
        return generation.name if generation is not None else ""

    def flush(self) -> None:
        """Write the buffers of the engine into the working copy."""
        with self._writing() as engine:
            engine.flush()

    def checkpoint(self) -> None:
        """Keep what was written so far for the next build, should this one be killed; readers do not see it."""
        with self._writing() as engine:
            engine.flush()
            generation = generations.next_path(self._folder)
            engine.backup(str(generation))
            generations.keep(self._folder, generation)
            waiting.forget(self._folder)
            generations.sweep(self._folder)

    def keep_waiting(self, length: int, size: int) -> None:
        """Keep what waits for the next build, should this one be killed; readers do not see it."""
        with self._writing():
            waiting.keep(self._folder, waiting.Waiting(length, size, self._begun_from()))

    def take_up(self) -> bool:
        """Add what a build that was killed had kept waiting; it waits on until the next checkpoint or commit."""
        if self._left is None:
            return False
        with gzip.open(waiting.waiting_file(self._folder)) as stream:
            self.add_nquads(cast("BinaryIO", stream), self._left.size)
        self._left = None
        return True

    def commit(self) -> None:
        """Make what was written so far the current generation; readers opened from now on see it."""
        if not self._changed:
            return
        with self._writing() as engine:
            engine.flush()
            generation = generations.next_path(self._folder)
            engine.backup(str(generation))
            generations.publish(self._folder, generation)
            generations.forget_kept(self._folder)
            waiting.forget(self._folder)
            generations.sweep(self._folder)
        self._changed = False

    def settle(self) -> None:
        """Have the engine merge all it holds, and commit that; where it cannot, what was committed stays.

        Merging that is left over is taken up whenever the store is opened for writing, and is lost when it is closed
        before the end: each new page then costs half a second of it, and hundreds of megabytes written.

        Raises
        ------
        StoreError
            If what was committed turns out to be damaged.
        """
        try:
            with self._writing() as engine:
                engine.optimize()
            self.commit()
        except StoreError as fault:  # as on a full disk: the generation before is as good, unless its blocks are not
            self._changed = False
            if tells_damage(fault.__cause__):
                raise

    def discard(self) -> None:
        """Close, and give up what was written since the last commit or checkpoint."""
        self._changed = False
        self.close()

    def close(self) -> None:
        """Commit what is pending, sweep the working copy and give up the lock."""
        if self._engine is None:
            return
        try:
            self.commit()
        finally:
            super().close()
            with contextlib.suppress(OSError):
                generations.remove(self._work)
            self._lock.release()
