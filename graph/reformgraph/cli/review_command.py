"""``reformgraph review``: doubtful merges and new reforms."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import click

from reformgraph.adoption.decisions import (
    ABOUT,
    COLUMNS,
    Decision,
    append_decision,
    decide,
    default_path,
    read_decisions,
    shortened,
)
from reformgraph.adoption.review import Question, questions, quotations
from reformgraph.cli.messages import _t
from reformgraph.cli.options import decisions_option, form_option, store_option
from reformgraph.cli.told_tables import tell_decisions
from reformgraph.errors import UsageError
from reformgraph.exchange.spreadsheets import csv_text
from reformgraph.language.white_space import printable
from reformgraph.store import Store, open_store

_PAIR = {"s": "same", "d": "different", "u": "unsure"}
_SINGLE = {"reform": {"a": "accept", "r": "reject", "u": "unsure"}, "claim": {"u": "unsure"}}


@click.command(
    help=_t(
        "列出存疑的合并（企业、开发区的别称）、词表之外的改革，以及看不出主体的陈述，最存疑者在前。\n\n"
        "--format csv 的输出填好 decision 列（same、different、unsure；accept、reject）后即为审定意见文件；"
        "--interactive 逐条询问。意见在下次 build 时生效；删去一行即撤销。",
        "List doubtful merges (aliases of companies and zones), reforms outside the vocabulary, and claims "
        "whose actor nobody could tell, most doubtful first.\n\n"
        "The output of --format csv, its column decision filled in (same, different, unsure; accept, reject), is a "
        "decisions file; --interactive asks one by one. Decisions take effect in the next build; "
        "taking a line out undoes it.",
    )
)
@store_option
@decisions_option
@form_option("table", "csv", "json")
@click.option(
    "--kind",
    type=click.Choice(["company", "zone", "reform", "claim"]),
    help=_t("只看一类。", "Questions of one kind only."),
)
@click.option("--limit", type=click.IntRange(min=1), help=_t("最多几条。", "Number of questions at most."))
@click.option(
    "--labels",
    type=click.Path(path_type=Path),
    metavar="EXPORT",
    help=_t(
        "把 Label Studio 或 doccano 导出中的改动变成审定意见，接在已有意见之后（CSV，写到标准输出）",
        "Turn changes in an export of Label Studio or doccano into decisions, behind the known ones "
        "(CSV on standard output).",
    ),
)
@click.option("-i", "--interactive", is_flag=True, help=_t("逐条询问并记录。", "Ask one by one and keep the answers."))
def command(
    store: str, decisions: str | None, form: str, kind: str | None, limit: int | None, labels: Path | None,
    interactive: bool,
) -> None:  # fmt: skip
    """List the open questions or ask them."""
    path = Path(decisions) if decisions else default_path(store)
    with open_store(store) as opened:
        if labels is not None:
            _from_labels(opened, labels, kind, path)
            return
        known = read_decisions(path)
        tell_decisions(opened, path)
        asked = [question for question in questions(opened, known) if kind in (None, question.kind)][:limit]
        if interactive:
            if path is None:
                raise UsageError("a server has no file of decisions beside it", cure="give --decisions FILE.csv")
            _ask(opened, asked, path)
        else:
            _list(opened, asked, form)


def _from_labels(store: Store, labels: Path, kind: str | None, path: Path | None) -> None:
    """Print the known decisions and, behind them, the new ones that an export amounts to."""
    from reformgraph.evaluation.answers import decisions_from

    known = read_decisions(path).lines
    found = [line for line in decisions_from(store, labels) if kind in (None, line.kind)]
    given = {_told(line) for line in known}
    new = [line for line in found if _told(line) not in given]
    number = max((line.line for line in known), default=1)
    numbered = [replace(line, line=number + place) for place, line in enumerate(new, 1)]
    decide((*known, *numbered), str(path or labels))
    rows = [
        (line.kind, shortened(line.a), shortened(line.b), line.decision, line.reason, line.time, line.about)
        for line in (*known, *new)
    ]
    click.echo(csv_text((*COLUMNS, ABOUT), rows), nl=False)
    click.echo(
        _t(f"原有意见 {len(known)} 条，新增 {len(new)} 条", f"{len(known)} known decisions, {len(new)} new ones"),
        err=True,
    )


def _told(line: Decision) -> tuple[str, ...]:
    """What a decision says: of a claim and its actor, or of a pair in either order."""
    things = (line.a, line.b) if line.kind == "claim" else sorted((line.a, line.b))
    return (line.kind, *things, line.decision)


def _list(store: Store, asked: list[Question], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([asdict(question) for question in asked], ensure_ascii=False, indent=2))
    elif form == "csv":
        rows = ((one.kind, shortened(one.a), shortened(one.b), "", one.why, "") for one in asked)
        click.echo(csv_text(COLUMNS, rows), nl=False)
    else:
        for question in asked:
            click.echo(printable(_line(question)))
            for told in quotations(store, question.evidence):
                click.echo("    " + printable(told))
    click.echo(_t(f"{len(asked)} 条存疑", f"{len(asked)} open questions"), err=True)


def _line(question: Question) -> str:
    things = " = ".join(shortened(iri) for iri in (question.a, question.b) if iri)
    return f"{question.doubt:.2f}  {things}?  ({question.why})"


def _ask(store: Store, asked: list[Question], path: Path) -> None:
    for question in asked:
        click.echo(printable(_line(question)))
        for told in quotations(store, question.evidence):
            click.echo("    " + printable(told))
        answers = _PAIR if question.b else _SINGLE[question.kind]
        letters = ", ".join(f"{letter}={answer}" for letter, answer in answers.items())
        answer = click.prompt(
            f"{letters}, n={_t('跳过', 'next')}, q={_t('结束', 'quit')}",
            type=click.Choice([*answers, "n", "q"]),
            default="n",
            show_choices=False,
        )
        if answer == "q":
            break
        if answer == "n":
            continue
        reason = click.prompt(_t("理由", "reason"), default="", show_default=False)
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        append_decision(path, Decision(question.kind, question.a, question.b, answers[answer], reason, now))
    click.echo(
        _t(f"意见存于 {path}；再次运行 build 后生效", f"decisions are kept in {path}; build again to apply them"),
        err=True,
    )
