"""What a user's tables hold that is of no use here, in lines on stderr: columns passed over, unknown names."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import click

from reformgraph.cli.messages import _t
from reformgraph.language.white_space import printable
from reformgraph.store import Store


def tell_columns(path: str | PathLike[str] | None, columns: Sequence[str]) -> None:
    """Name the columns of a table that are passed over."""
    if columns:
        told = ", ".join(columns)
        line = _t(f"{path}：这些列未用到：{told}", f"{path}: columns passed over: {told}")
        click.echo(printable(line), err=True)


def tell_manifest(path: str | PathLike[str]) -> None:
    """Name the columns of a manifest that are passed over."""
    from reformgraph.reading.manifest import read_manifest

    tell_columns(path, read_manifest(Path(path)).passed_over)


def tell_vocabulary(path: str | PathLike[str]) -> None:
    """Name the columns of a vocabulary that are passed over; `origin` is a note of its makers."""
    from reformgraph.language.spreadsheet import read_file, read_sheet
    from reformgraph.vocabulary.reforms_csv import HEADINGS

    sheet = read_sheet(read_file(Path(path)), str(path), HEADINGS)
    tell_columns(path, [heading for heading in sheet.passed_over if heading != "origin"])


def tell_decisions(store: Store, path: Path | None) -> None:
    """Name the columns of a file of decisions that are passed over, and names that nothing in the store bears."""
    from reformgraph.views.decision_names import passed_over, unknown_names

    tell_columns(path, passed_over(path))
    for one in unknown_names(store, path):
        near = _t("；相近的有 ", "; near it: ") + ", ".join(one.near) if one.near else ""
        line = _t(f"警告: {one.where}：库中没有 {one.name}", f"warning: {one.where}: the store has no {one.name}")
        click.echo(printable(line + near), err=True)
