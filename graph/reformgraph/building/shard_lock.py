"""One driver at a time on a folder of shards: a lock of the system on a disk, a lease on other storage."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from uuid import uuid4

from reformgraph.building.shard_folder import ShardFolder
from reformgraph.errors import StoreError
from reformgraph.store.lock import WriterLock

LOCK = "LOCK"
#: Seconds after which a lease is written again, and after which one that was not is that of a driver that died.
RENEWED, STALE = 20.0, 120.0


def driver_lock(folder: ShardFolder) -> AbstractContextManager[None]:
    """Hold the folder.

    Raises
    ------
    StoreError
        If another driver holds it.
    """
    return _locked(folder) if folder.local is not None else _leased(folder)


@contextmanager
def _locked(folder: ShardFolder) -> Iterator[None]:
    assert folder.local is not None  # noqa: S101  the caller has looked
    try:
        folder.local.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        what = f"cannot be made: {fault.strerror}"
        raise StoreError(what, where=str(folder.local), cure="name another folder") from fault
    lock = WriterLock(folder.local / LOCK)
    try:
        lock.acquire()
    except StoreError as fault:
        what = f"this folder of shards cannot be written to: {fault.what}"
        raise StoreError(what, where=fault.where, cure=fault.cure) from fault
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _leased(folder: ShardFolder) -> Iterator[None]:
    """Storage without locks: whoever wrote the lease last holds it, and writes it again while at work."""
    mine, ended = uuid4().hex, threading.Event()
    if (held := _lease(folder)) is not None and time.time() - held["time"] < STALE:
        raise _held(folder, held)
    _write(folder, mine)
    if (held := _lease(folder)) is not None and held["token"] != mine:
        raise _held(folder, held)

    def renew() -> None:
        while not ended.wait(RENEWED):
            _write(folder, mine)

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        _write(folder, "")


def _write(folder: ShardFolder, token: str) -> None:
    """Write the lease; one without a token is given up."""
    told = {"token": token, "time": time.time() if token else 0.0, "pid": os.getpid(), "host": socket.gethostname()}
    folder.write(LOCK, json.dumps(told).encode())


def _lease(folder: ShardFolder) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(folder.read(LOCK))
        return told if {"token", "time", "pid", "host"} <= told.keys() else None
    except (StoreError, ValueError, AttributeError):
        return None


def _held(folder: ShardFolder, held: Mapping[str, Any]) -> StoreError:
    return StoreError(
        f"another process is writing to this folder of shards: process {held['pid']} on {held['host']}",
        where=folder.path(LOCK),
        cure=f"wait until it ends; {STALE:.0f} seconds after it died the folder is free",
    )
