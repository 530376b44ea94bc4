"""Texts of the command line in Chinese or English, see `label_language`."""

from __future__ import annotations

from os import PathLike

import click

from reformgraph.sparql.label_language import language

__all__ = ["_t", "language", "tell_written"]

_LANGUAGE = language()


def _t(chinese: str, english: str) -> str:
    """The text in the language of the interface."""
    return chinese if _LANGUAGE == "zh" else english


def tell_written(file: str | PathLike[str], rows: int | None = None) -> None:
    """Name a file that was written on stderr, with the number of its rows where that is known."""
    told = "" if rows is None else _t(f"：{rows} 行", f": {rows} rows")
    click.echo(f"{file}{told}", err=True)
