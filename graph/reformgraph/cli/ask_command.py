"""`reformgraph ask`: a question in words, answered from the store with quotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from reformgraph.cli.messages import _t, language
from reformgraph.cli.options import form_option, store_option

if TYPE_CHECKING:
    from reformgraph.ask.answer import Answer, AnswerRow

#: Rows shown of an answer in a table.
_SHOWN = 20


@click.command(
    help=_t(
        '用一句话提问，如 ask "哪些开发区推行了标准地？"。按规则读懂，不用模型；'
        "先说如何理解，再答，附引文；答不出时说明为什么。",
        'Ask in words, as in ask "哪些开发区推行了标准地？". Rules, no model: tells how it understood, answers with '
        "quotations, and says why where it cannot.",
    )
)
@click.argument("question")
@form_option("table", "json")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=_t("回答的语言，默认同问题", "Language of the answer; by default that of the question."),
)
@store_option
def command(question: str, form: str, lang: str | None, store: str) -> None:
    """Print the answers to the parts of a question."""
    from reformgraph.ask.answer_question import ask
    from reformgraph.store import open_store

    opened = open_store(store, read_only=True)
    try:
        found = ask(opened, question, language=lang)
    finally:
        opened.close()
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        _show(one)


def _show(one: Answer) -> None:
    from reformgraph.cli.terminal_table import terminal_width, wrap
    from reformgraph.language.white_space import printable

    width = terminal_width()

    def put(indent: int, text: str) -> None:
        text = printable(text)
        for line in [text] if width is None else wrap(text, max(10, width - indent)):
            click.echo(" " * indent + line)

    put(0, one.reading)
    if one.command:
        put(0, _t("同样的命令：", "the same by: ") + one.command)
    put(0, one.sentence)
    _put_rows(put, one.rows[:_SHOWN])
    if len(one.rows) > _SHOWN:
        put(
            2,
            _t(f"另有 {len(one.rows) - _SHOWN} 条，见 --format json", f"{len(one.rows) - _SHOWN} more: --format json"),
        )
    if one.beside:
        put(0, _t("与问题相近的其他原文（不是结论）：", "Other sentences near to the question (no finding): "))
        _put_rows(put, one.beside)
    if one.nearest:
        put(0, _t("可以问：", "you can ask: "))
        for text in one.nearest:
            put(2, text)


def _put_rows(put: Callable[[int, str], None], rows: Sequence[AnswerRow]) -> None:
    for row in rows:
        put(2, f"“{row.quote}”")
        put(4, f"—— {_place(row)}")


def _place(row: AnswerRow) -> str:
    """What a row is about, and where its quotation stands."""
    from reformgraph.views.status_words import status_word

    told = [row.zone, row.reform, status_word(row.status, language()), "；".join(row.figures)]
    printed = [row.source, row.issued or _t("未注明日期", "undated"), row.headline]
    at = f"{row.page}:{row.start}-{row.end}" if row.start is not None else row.page
    return " ".join(part for part in (*told, *printed) if part) + f"（{at}）"
