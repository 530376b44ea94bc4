"""Runs the server: settings in; it listens, serves until it is told to stop, and ends what it has begun."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reformgraph.errors import UsageError
from reformgraph.show.serve.access_log import AccessLog
from reformgraph.show.serve.accounts import Accounts
from reformgraph.show.serve.app import App
from reformgraph.show.serve.guard import LOOPBACK, guard_for
from reformgraph.show.serve.pool import Limits, Pool
from reformgraph.show.serve.rates import Rates
from reformgraph.show.serve.review_desk import Desk

#: Seconds between looks at what is past its time.
_TICK = 0.05


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``reformgraph serve`` is told.

    Attributes
    ----------
    names
        Names the server goes by, beside its address and those of the machine.
    auth
        File of users; None where everybody may ask.
    rate, burst
        Requests of one client a second, and at once; a rate of 0 is no limit.
    log, log_queries
        File of the access log, ``-`` for standard error, None for none; whether it tells queries.
    grace
        Seconds for answers under way once the server is told to stop.
    decisions, review
        File of the decisions on what was doubtful; whether the review page writes them.
    """

    store: str
    host: str
    port: int
    cors: str | None
    limits: Limits
    workers: int
    most: int
    names: tuple[str, ...] = ()
    auth: Path | None = None
    rate: float = 0.0
    burst: float = 100.0
    log: str | None = None
    log_queries: bool = False
    behind_proxy: bool = False
    grace: float = 10.0
    decisions: Path | None = None
    review: bool = False


def installs_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """Have the loop stop on SIGINT and SIGTERM, where it can."""
    for name in ("SIGINT", "SIGTERM"):
        with contextlib.suppress(NotImplementedError, AttributeError, ValueError, RuntimeError):
            loop.add_signal_handler(getattr(signal, name), stop)


async def run(settings: Settings, tell: Callable[[App, int], None], stop: asyncio.Event) -> None:
    """Serve until `stop` is set; `tell` is called with the app and the port once it listens.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    UsageError
        If the port is in use, the address is not of this machine, or a file cannot be read or written.
    """
    _check_review(settings)
    app = _app(settings)
    server = await _listen(app, settings)
    try:
        await app.pool.start()
        tell(app, server.sockets[0].getsockname()[1])
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _TICK)
            app.tick()
        await _end(app, server, settings.grace)
    finally:
        server.close()
        for connection in list(app.shared.connections):
            connection.close()
        app.pool.close()
        if app.loans is not None:
            app.loans.close()
        await asyncio.sleep(_TICK)
        if app.log is not None:
            app.log.close()


def _app(settings: Settings) -> App:
    return App(
        Pool(settings.store, settings.limits, settings.workers, settings.most),
        guard_for(settings.host, settings.names, settings.cors),
        Accounts(settings.auth) if settings.auth is not None else None,
        Rates(settings.rate, settings.burst),
        AccessLog(settings.log, queries=settings.log_queries) if settings.log else None,
        settings.behind_proxy,
        decisions=settings.decisions,
        desk=Desk(settings.decisions) if settings.review and settings.decisions else None,
    )


def _check_review(settings: Settings) -> None:
    """Decisions are written for whoever sits at this machine, for nobody else."""
    if not settings.review:
        return
    if settings.host not in LOOPBACK or settings.behind_proxy:
        raise UsageError(
            "--review answers this machine only", cure="leave out --host and --behind-proxy, or leave out --review"
        )
    if settings.decisions is None:
        raise UsageError("a server has no file of decisions beside it", cure="give --decisions FILE.csv")


async def _listen(app: App, settings: Settings) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    try:
        return await loop.create_server(app.connection, settings.host, settings.port, backlog=512)
    except OSError as fault:
        raise UsageError(
            f"cannot listen on {settings.host} port {settings.port}: {fault.strerror or fault}",
            cure="another program may use the port: choose one with --port, or 0 for any free one",
        ) from fault


async def _end(app: App, server: asyncio.Server, grace: float) -> None:
    """Take no new connections, close those at rest, and let answers under way end, for a while."""
    server.close()
    app.shared.ending = True
    end = time.monotonic() + grace
    while time.monotonic() < end:
        for connection in list(app.shared.connections):
            if not connection.busy:
                connection.close()
        if not app.shared.connections:
            return
        app.tick()
        await asyncio.sleep(_TICK)
