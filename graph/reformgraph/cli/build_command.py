"""``reformgraph build``: pages into the store."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reformgraph.chinese_messages import told_text
from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import (
    columns_option,
    decisions_option,
    follow_links_option,
    refuse_addresses,
    store_option,
)
from reformgraph.cli.reading_summary import tell_reading
from reformgraph.language.white_space import printable

if TYPE_CHECKING:
    from reformgraph.building.build import BuildSummary

#: Most messages of one kind printed; the rest is counted.
_MOST = 50


class BuildProgress:
    """A line on stderr with rate and time left, written over where stderr is a terminal; else one every tenth."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._tenth = 0
        self._start: tuple[float, int] | None = None

    def __call__(self, done: int, total: int, page: str) -> None:
        """Tell how far a build is."""
        now = time.monotonic()
        begun, first = self._start = self._start or (now, done)
        text = f"[{done}/{total}] {pace(done - first, total - done, now - begun)}"
        if self._terminal:
            click.echo("\r" + printable(f"{text}{page[:40]}").ljust(79)[:79], err=True, nl=done == total)
        elif done * 10 // total > self._tenth or done == total:
            self._tenth = done * 10 // total
            click.echo(printable(f"{text}{page}"), err=True)


def pace(done: int, left: int, seconds: float) -> str:
    """Pages a second and the time left, for people; empty until enough is known.

    >>> pace(120, 3600, 60.0).strip() in ("2.0 pages/s, 30:00 left", "每秒 2.0 页，还需 30:00")
    True
    """
    if done < 1 or seconds < 1:
        return ""
    rate = done / seconds
    minutes, rest = divmod(round(left / rate), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return _t(f"每秒 {rate:.1f} 页，还需 {clock} ", f"{rate:.1f} pages/s, {clock} left ")


@click.command(
    help=_t(
        "读入页面（txt、md、html、pdf、docx、ofd、mht、epub，以及 jsonl、csv、warc、zip、tar.gz 存档；文件或文件夹），"
        "存入知识图谱。\n\n"
        "未变的页面会跳过，可随时中断后再运行。例：reformgraph build 报纸/ --manifest 清单.csv",
        "Read pages (txt, md, html, pdf, docx, ofd, mht, epub, and archives: jsonl, csv, warc, zip, tar.gz; files or "
        "folders) into the store.\n\n"
        "Unchanged pages are passed over; a build can be interrupted and run again. "
        "Example: reformgraph build pages/ --manifest manifest.csv",
    )
)
@click.argument("paths", nargs=-1, metavar=_t("页面...", "PATH..."))
@click.option(
    "--files-from",
    metavar="FILE",
    help=_t(
        "再读此清单所列的文件，每行一个路径；- 为标准输入。",
        "Also read the files of this list, one a line; - is stdin.",
    ),
)
@click.option(
    "--quiet", is_flag=True, help=_t("不显示进度和小结，只显示错误。", "No progress and summary: only errors.")
)
@store_option
@click.option(
    "--manifest",
    metavar="FILE.csv",
    help=_t(
        "页面清单（列：path,id,date,source,edition,url）。",
        "What is known of the pages (path,id,date,source,edition,url).",
    ),
)
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help=_t("清单未给日期的页面的出版日期。", "Issue date of pages without one in the manifest."),
)
@click.option(
    "--jobs",
    type=int,
    default=0,
    help=_t("进程数；0 为自动。", "Number of processes; 0 chooses by the work and the machine."),
)
@click.option(
    "--prune",
    is_flag=True,
    help=_t(
        "删去以前在这些文件夹中、现已不在的页面。", "Drop pages found under these folders before that are gone now."
    ),
)
@decisions_option
@click.option(
    "--vocabulary",
    metavar="FILE.csv",
    help=_t("以此表代替自带的改革词表。", "Reforms in the place of the bundled ones."),
)
@columns_option
@follow_links_option
@click.option(
    "--time",
    "generated",
    metavar="YYYY-MM-DDThh:mm:ssZ",
    help=_t(
        "写入图谱的生成时间；默认不写，以便结果可复现。",
        "Time to be told as the time of making; none by default, so that results repeat.",
    ),
)
@click.option(
    "--cluster",
    metavar="tcp://HOST:PORT|local:N",
    help=_t(
        "在 Dask 集群上读页面（需 scale 附加包），写成分片；local:2 为本机两个进程。之后用 reformgraph load 载入。",
        "Read the pages on a cluster of Dask (extra scale) into shards; local:2 is two processes of this machine. "
        "Then reformgraph load.",
    ),
)
@click.option(
    "--shards",
    metavar="DIR",
    help=_t(
        "分片所在的文件夹或 fsspec 地址；已完成的分片不再重做。",
        "Folder, or address of fsspec, of the shards; finished ones are not made again.",
    ),
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    files_from: str | None,
    quiet: bool,
    store: str,
    manifest: str | None,
    date: str | None,
    jobs: int,
    prune: bool,
    decisions: str | None,
    vocabulary: str | None,
    columns: str | None,
    follow_links: bool,
    generated: str | None,
    cluster: str | None,
    shards: str | None,
) -> None:
    """Parse, build, print the summary."""
    from reformgraph.adoption.decisions import default_path
    from reformgraph.building.build import build
    from reformgraph.cli.told_tables import tell_decisions, tell_manifest, tell_vocabulary
    from reformgraph.reading.formats.row_fields import read_columns
    from reformgraph.store import open_store

    if not paths and not files_from:
        raise click.MissingParameter(ctx=context, param_hint=_t("'页面...'", "'PATH...'"), param_type="argument")
    refuse_addresses(paths)
    if cluster or shards:
        _on_cluster(context)
        return
    done = build(
        paths, store, manifest, date, jobs, prune, None if quiet else BuildProgress(), files_from=files_from,
        decisions=decisions, vocabulary=vocabulary, generated=generated,
        columns=read_columns(columns) if columns else None, follow_links=follow_links,
    )  # fmt: skip
    if vocabulary and not quiet:
        tell_vocabulary(vocabulary)
    if manifest and not quiet:
        tell_manifest(manifest)
    path = Path(decisions) if decisions else default_path(store)
    if path and path.exists() and not quiet:
        with open_store(store, read_only=True) as opened:
            tell_decisions(opened, path)
    if not tell_build(done, store, quiet):
        context.exit(1)


#: Options that a build of shards has no use for: they are for the store, which `load` fills.
_FOR_STORE = ("store", "jobs", "prune")


def _on_cluster(context: click.Context) -> None:
    """Read the pages on a cluster into shards."""
    from reformgraph.building.distributed_build import build_shards
    from reformgraph.errors import UsageError
    from reformgraph.reading.formats.row_fields import read_columns

    given = context.params
    if not (given["cluster"] and given["shards"]):
        raise UsageError("--cluster and --shards go together", cure="for instance --cluster local:2 --shards shards/")
    for name in _FOR_STORE:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise UsageError(
                f"--{name} does not go with --cluster", cure="give it to reformgraph load, or leave it out"
            )
    quiet = given["quiet"]
    done = build_shards(
        given["paths"], given["cluster"], given["shards"], manifest=given["manifest"], date=given["date"],
        vocabulary=given["vocabulary"], columns=read_columns(given["columns"]) if given["columns"] else None,
        follow_links=given["follow_links"], generated=given["generated"], files_from=given["files_from"],
        decisions=given["decisions"], progress=None if quiet else BuildProgress(),
    )  # fmt: skip
    if not quiet:
        tell_messages(_t("警告", "warning"), done.warnings)
    tell_messages(_t("失败", "failed"), done.failures)
    if not quiet:
        click.echo(
            _t(
                f"新做分片 {done.made} 个，已有 {done.kept} 个："
                f"页面 {done.pages}，文章 {done.articles}，陈述 {done.claims}。载入：reformgraph load {done.manifest}",
                f"{done.made} shards made, {done.kept} kept: {done.pages} pages, {done.articles} articles, "
                f"{done.claims} claims. To load them: reformgraph load {done.manifest}",
            ),
            err=True,
        )
    if done.failures:
        context.exit(1)


def tell_build(done: BuildSummary, store: str, quiet: bool) -> bool:
    """Tell what a build did; whether nothing failed."""
    if not quiet:
        tell_messages(_t("警告", "warning"), done.warnings)
    tell_messages(_t("失败", "failed"), done.failures)
    if not quiet:
        _tell_summary(done, store)
    return not done.failures


def _tell_summary(done: BuildSummary, store: str) -> None:
    """What the build did and what the store holds now."""
    rows = (
        (_t("页面", "pages"), done.pages), (_t("文章", "articles"), done.articles),
        (_t("开发区", "zones"), done.zones), (_t("改革", "reforms"), done.reforms),
        (_t("企业", "companies"), done.companies), (_t("陈述", "claims"), done.claims),
        (_t("采纳", "adoptions"), done.adoptions),
    )  # fmt: skip
    click.echo(
        _t(
            f"新增 {done.added} 页，更新 {done.changed} 页，未变 {done.unchanged} 页，删去 {done.pruned} 页",
            f"{done.added} pages added, {done.changed} changed, {done.unchanged} unchanged, {done.pruned} pruned",
        ),
        err=True,
    )
    told = [f"{name} {number}" for name, number in rows]
    told += [f"{_t('警告', 'warnings')} {len(done.warnings)}", f"{_t('失败', 'failures')} {len(done.failures)}"]
    click.echo(f"{store}: {', '.join(told)}", err=True)
    tell_reading(
        {"read": done.added + done.changed + done.unchanged, "failed": len(done.failures),
         "undated": done.pages_without_date, "stored": done.pages, "without_actor": done.claims_without_actor},
        done.passed_over,
    )  # fmt: skip


def tell_messages(kind: str, messages: tuple[str, ...]) -> None:
    """Messages of one kind, the first `_MOST` of them."""
    for message in messages[:_MOST]:
        click.echo(printable(f"{kind}: {told_text(message, language())}", lines=True), err=True)
    if len(messages) > _MOST:
        click.echo(_t(f"……另有 {len(messages) - _MOST} 条", f"... and {len(messages) - _MOST} more"), err=True)
