"""``reformgraph serve``: SPARQL and pages on this machine."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import decisions_option, store_option

if TYPE_CHECKING:
    from reformgraph.show.serve.app import App


@click.command(
    help=_t(
        "在本机提供 SPARQL 1.1 查询服务与网页：查询页、现成问题、每个事物的页面。只读。",
        "Serve SPARQL 1.1 and pages on this machine: an editor, named questions, a page for every thing. Read-only.",
    )
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_t("监听地址", "Address to listen on."))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    show_default=True,
    help=_t("端口；0 为任一空闲端口", "Port; 0 for any free one."),
)
@click.option(
    "--cors",
    metavar="ORIGIN",
    help=_t("允许此来源的网页查询；* 为任何来源", "Let pages of this origin ask; * for any."),
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=30.0,
    show_default=True,
    help=_t("每个查询最多几秒；0 不限", "Seconds a query may take; 0 for no limit."),
)
@click.option(
    "--memory",
    type=click.IntRange(min=0),
    default=2048,
    show_default=True,
    help=_t("每个查询最多几兆字节内存；0 不限", "Megabytes of memory a query may take; 0 for no limit."),
)
@click.option(
    "--rows",
    type=click.IntRange(min=0),
    default=1_000_000,
    show_default=True,
    help=_t("每个查询最多几行；0 不限", "Rows an answer may have; 0 for no limit."),
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=max(2, os.cpu_count() or 1),
    help=_t("常备的查询进程数", "Processes that answer; more are started when all are busy."),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help=_t("除监听地址外，服务器的域名（可多次给出）", "A name the server goes by, beside its address; repeatable."),
)
@click.option(
    "--auth",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_t(
        "只答复此文件中的用户（用 reformgraph user 写入）", "Answer only the users of this file; see reformgraph user."
    ),
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help=_t("每个客户每秒最多几次请求；0 不限", "Requests a second of one client; 0 for no limit."),
)
@click.option(
    "--burst",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help=_t("每个客户一次最多连发几次", "Requests that a client may make at once, with --rate."),
)
@click.option(
    "--log",
    metavar="FILE|-",
    help=_t("访问日志（每行一个 JSON）；- 为标准错误", "Access log, a JSON object a line; - for standard error."),
)
@click.option("--log-queries", is_flag=True, help=_t("日志中记下查询文本", "Tell queries in the log."))
@click.option(
    "--behind-proxy",
    is_flag=True,
    help=_t(
        "本机反向代理之后：以 X-Forwarded-For 辨认客户",
        "Behind a reverse proxy on this machine: clients are told by X-Forwarded-For.",
    ),
)
@click.option(
    "--review",
    is_flag=True,
    help=_t(
        "审定页上可以作答，写入意见文件；只限本机",
        "The review page takes answers and writes the decisions; on this machine only.",
    ),
)
@decisions_option
@store_option
def command(
    store: str,
    host: str,
    port: int,
    cors: str | None,
    timeout: float,
    memory: int,
    rows: int,
    workers: int,
    names: tuple[str, ...],
    auth: Path | None,
    rate: float,
    burst: int,
    log: str | None,
    log_queries: bool,
    behind_proxy: bool,
    review: bool,
    decisions: str | None,
) -> None:
    """Serve until interrupted."""
    from reformgraph.adoption.decisions import default_path
    from reformgraph.show.serve.pool import Limits
    from reformgraph.show.serve.run_server import Settings, installs_signals, run

    settings = Settings(
        store=store,
        host=host,
        port=port,
        cors=cors,
        limits=Limits(timeout, memory << 20, rows),
        workers=workers,
        most=max(8, 4 * workers),
        names=names,
        auth=auth,
        rate=rate,
        burst=burst,
        log=log,
        log_queries=log_queries,
        behind_proxy=behind_proxy,
        decisions=Path(decisions) if decisions else default_path(store),
        review=review,
    )

    async def serve() -> None:
        stop = asyncio.Event()
        installs_signals(asyncio.get_running_loop(), stop.set)
        await run(settings, lambda app, taken: _tell(app, host, taken), stop)

    asyncio.run(serve())


def _unshielded(location: str) -> str:
    if location.startswith(("http://", "https://")):
        return _t(
            "无（远程库要用网络），仅凭查询文本规则", "none over a remote store, only the rule on the text of queries"
        )
    return _t("此系统不支持，仅凭查询文本规则", "none on this system, only the rule on the text of queries")


def _tell(app: App, host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    state, limits = app.pool.state, app.pool.limits
    network = state.get("network") or ()
    barrier = {
        "network namespace": _t("独立网络空间", "network namespace"),
        "no sockets": _t("禁止套接字", "no sockets"),
    }
    click.echo(f"http://{shown}:{port}/")
    click.echo(
        _t(f"查询页：http://{shown}:{port}/sparql", f"query page and endpoint: http://{shown}:{port}/sparql"), err=True
    )
    told = _t("、", ", ").join(barrier.get(name, name) for name in network)
    click.echo(
        _t("查询进程与网络隔离：", "isolation of queries from the network: ")
        + (told or _unshielded(app.pool.location)),
        err=True,
    )
    memory = f"{limits.memory >> 20} MB" if state.get("memory") else _t("不限", "no limit")
    seconds = f"{limits.seconds:g} s" if limits.seconds else _t("不限", "no limit")
    click.echo(
        _t(
            f"每个查询的限度：{seconds}，内存 {memory}，{limits.rows} 行",
            f"limits: {seconds}, memory {memory}, {limits.rows} rows",
        ),
        err=True,
    )
    if host not in ("127.0.0.1", "::1", "localhost"):
        told = _t("注意：本机以外也能访问", "note: this is open to other machines")
        if app.accounts is None:
            told += _t("，且无需密码（见 --auth）", ", and asks for no password (see --auth)")
        click.echo(told, err=True)
