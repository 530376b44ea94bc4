"""``reformgraph repair``: a store whose pointer is lost."""

from __future__ import annotations

from pathlib import Path

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option
from reformgraph.language.white_space import printable


@click.command(
    help=_t(
        "修复损坏的库：逐块读取，指回最新的完好的一代。不删除任何东西。",
        "Repair a damaged store: read every block, point to the newest generation that is whole. Removes nothing.",
    )
)
@store_option
def command(store: str) -> None:
    """Repair and tell."""
    from reformgraph.store.repair import repair

    done = repair(Path(store))
    for name, what in done.unreadable:
        click.echo(printable(_t(f"{name} 不完好：{what}", f"{name} is not whole: {what}")), err=True)
    told = (
        _t("已修复，现用", "repaired; current is")
        if done.changed
        else _t("无需修复，现用", "nothing to repair; current is")
    )
    click.echo(f"{store}: {told} {done.generation}" + _t(f"，{done.quads} 条四元组", f", {done.quads} quads"), err=True)
