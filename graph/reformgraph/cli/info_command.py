"""``reformgraph info``: what the store holds."""

from __future__ import annotations

import json

import click

from reformgraph.cli.messages import _t
from reformgraph.cli.options import form_option, store_option
from reformgraph.cli.reading_summary import passed_text

#: What is told here only; the rest is called as on all pages.
_LABELS = {
    "pages_without_date": ("无日期的版面", "pages without date"), "failed": ("读取失败的版面", "failed"),
    "passed_over": ("略过的文件", "passed over"), "options": ("构建选项", "options"), "people": ("人物", "people"),
    "projects": ("项目", "projects"), "documents": ("文件", "documents"), "quads": ("四元组", "quads"),
    "store": ("库", "store"), "adoptions_corroborated": ("有两个以上独立来源的记录", "adoptions corroborated"),
    "version": ("软件版本", "version"), "vocabulary_version": ("词表版本", "vocabulary version"),
}  # fmt: skip


@click.command(
    help=_t("库中有些什么：各类事物的数量与版本。", "What the store holds: numbers of things, and versions.")
)
@store_option
@form_option("table", "json")
def command(store: str, form: str) -> None:
    """Count and print."""
    from reformgraph.views.info import info

    found = info(store)
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    found = {key: value for key, value in found.items() if value != {}}
    labels = {key: _t(*_named(key)) for key in found}
    width = max(_width(label) for label in labels.values())
    for key, value in found.items():
        click.echo(f"{labels[key]}{' ' * (width - _width(labels[key]))}  {_shown(key, value)}".rstrip())


def _named(key: str) -> tuple[str, str]:
    """What a number is called, in Chinese and English."""
    from reformgraph.views.counts import NAMES

    return {**_LABELS, **NAMES}[key]


def _shown(key: str, value: object) -> str:
    if key == "passed_over" and isinstance(value, dict):
        return passed_text(value)
    return " ".join(f"{name} {given}" for name, given in value.items()) if isinstance(value, dict) else str(value)


def _width(text: str) -> int:
    """Columns of a terminal that a label takes: Chinese characters take two."""
    return sum(1 + ("\u2e80" <= character <= "\uffdc") for character in text)
