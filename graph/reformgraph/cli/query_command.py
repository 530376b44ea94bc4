"""``reformgraph query``: SPARQL and named questions."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.completion import questions
from reformgraph.cli.messages import _t
from reformgraph.cli.options import store_option
from reformgraph.errors import UsageError
from reformgraph.language.white_space import printable

if TYPE_CHECKING:
    from reformgraph.sparql.named_questions import Question

_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "jsonld")
_SECONDS = 300.0
#: Longest cell of CSV: the text of a page is longer than the 131,072 characters that Python's reader takes unasked.
_CELL = 2**31 - 1
#: Bytes that an answer without rows stays below, whatever its variables.
_EMPTY = 1 << 14
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)


@click.command(
    help=_t(
        "用现成问题或 SPARQL 查询。\n\n现成问题一览：reformgraph query --list\n\n"
        "例：reformgraph query adopters -p reform=标准地\n\n"
        "例：reformgraph query -e 'SELECT ?zone { ?zone rg:adopted reform:标准地 }'",
        "Ask a named question, or SPARQL.\n\nAll questions: reformgraph query --list\n\n"
        "Try: reformgraph query adopters -p reform=标准地\n\n"
        "Or: reformgraph query -e 'SELECT ?zone { ?zone rg:adopted reform:标准地 }'",
    )
)
@click.argument("name", required=False, metavar=_t("[问题]", "[NAME]"), shell_complete=questions)
@click.option("-e", "sparql", metavar="SPARQL", help=_t("直接写 SPARQL；前缀已声明", "SPARQL; prefixes are declared."))
@click.option(
    "-f", "file", metavar="FILE.rq", help=_t("SPARQL 文件，- 为标准输入", "A file of SPARQL; - is the input.")
)
@click.option(
    "-p",
    "given",
    multiple=True,
    metavar=_t("名=值", "KEY=VALUE"),
    help=_t("问题的参数，可重复；空值取消限制", "A parameter of the question, repeatable; an empty value lifts it."),
)
@click.option("--list", "listing", is_flag=True, help=_t("列出全部现成问题", "List the named questions."))
@click.option("--show", is_flag=True, help=_t("只显示该问题的 SPARQL", "Print the SPARQL of the question."))
@click.option("--limit", type=click.IntRange(min=0), help=_t("最多几行", "At most so many rows."))
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=_SECONDS,
    show_default=True,
    help=_t("最多几秒，到时即停", "Stop after so many seconds."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help=_t("输出格式；ttl 与 jsonld 用于三元组", "Output; ttl and jsonld are for triples."),
)
@click.option(
    "--raw", is_flag=True, help=_t("CSV 单元格原样（供程序读）", "Leave cells of CSV as they are, for programs.")
)
@store_option
def command(
    name: str | None, sparql: str | None, file: str | None, given: tuple[str, ...], listing: bool, show: bool,
    limit: int | None, timeout: float, form: str, raw: bool, store: str,
) -> None:  # fmt: skip
    """Print the answer."""
    if listing:
        _list(form)
        return
    request = _request(name, sparql, file, _parameters(given))
    if show:
        from reformgraph.sparql.named_questions import question

        click.echo(question(name).text if name else request["text"], nl=False)
        return
    forms = {"rows": "json", "graph": "ttl"} if form == "table" else {"rows": form, "graph": form}
    _ask(store, {**request, "forms": forms, "rows": limit}, form, timeout, raw=raw)


def _parameters(given: Iterable[str]) -> dict[str, str]:
    found = {}
    for text in given:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise UsageError(f"-p {text}: this is no parameter", cure="write -p name=value")
        found[key.strip()] = value
    return found


def _request(name: str | None, sparql: str | None, file: str | None, given: dict[str, str]) -> dict[str, Any]:
    if sum(one is not None for one in (name, sparql, file)) != 1:
        raise UsageError(
            "give one of: the name of a question, -e SPARQL, -f FILE.rq",
            cure="reformgraph query --list tells the names",
        )
    if name is not None:
        from reformgraph.sparql.named_questions import question

        return {"op": "question", "name": question(name).name, "given": given}
    text = sparql if sparql is not None else _read(str(file))
    if "\n# param " in "\n" + text:
        return {"op": "question", "text": _checked(text, str(file)), "given": given}
    if given:
        raise UsageError("-p is for questions that tell their parameters", cure="write the value into the query")
    return {"op": "query", "text": text}


def _checked(text: str, file: str) -> str:
    from reformgraph.sparql.named_questions import read_question

    try:
        read_question(file, text)
    except ValueError as fault:
        raise UsageError(str(fault), cure="docs/queries.md tells how a header is written") from fault
    return text


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise UsageError(f"cannot be read: {fault.strerror}", where=file, cure="name a file of SPARQL") from fault
    except UnicodeDecodeError as fault:
        raise UsageError("this is not UTF-8", where=file, cure="save the query as UTF-8") from fault


def _list(form: str) -> None:
    from reformgraph.sparql.named_questions import questions

    known = questions().values()
    if form == "json":
        click.echo(json.dumps([_told(one) for one in known], ensure_ascii=False, indent=1))
        return
    from reformgraph.cli.terminal_table import table, terminal_width

    rows = [(one.name, _t(one.title_zh, one.title_en), " ".join(_usage(one))) for one in known]
    head = (_t("名称", "name"), _t("问题", "question"), _t("参数", "parameters"))
    for line in table(head, rows, terminal_width()):
        click.echo(line)


def _usage(one: Question) -> Iterator[str]:
    for parameter in one.parameters:
        default = {
            "@most": _t("最多者", "most"),
            "@lang": _t("界面语言", "yours"),
            "": _t("不限", "any"),
        }.get(parameter.default, parameter.default)
        yield f"{parameter.name}={default}"


def _told(one: Question) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": {"zh": one.title_zh, "en": one.title_en},
        "description": {"zh": one.description_zh, "en": one.description_en},
        "parameters": [
            {"name": p.name, "type": p.kind, "default": p.default, "description": {"zh": p.chinese, "en": p.english}}
            for p in one.parameters
        ],
    }


def _ask(store: str, request: dict[str, Any], form: str, timeout: float, *, raw: bool) -> None:
    from reformgraph.sparql.query_child import Child, Pieces

    with Child(store, timeout) as child:
        head, pieces = child.ask(request)
        if head["kind"] == "graph":
            _copy(pieces)
            return
        if form == "csv" and not raw:
            found = _guarded(BufferedReader(Pieces(pieces), 1 << 16))
        elif form == "table":
            found = _table(BufferedReader(Pieces(pieces), 1 << 16), head["base"])
        else:
            found = _rows_in(_copy(pieces), form)
    _hint(store, str(request.get("text", "")), head["base"], found)


def _hint(store: str, sparql: str, base: str, found: int) -> None:
    """Name terms of the query that nothing bears; where there is no row, things the store lacks too."""
    from reformgraph.sparql.unknown_terms import unknown_terms, unknown_things
    from reformgraph.store import open_store

    told = unknown_terms(sparql)
    if not found and sparql:
        with open_store(store, read_only=True) as opened:
            told += unknown_things(opened, sparql, base)
    for name, near in told:
        meant = _t("；是不是 ", "; did you mean ") + _t("、", ", ").join(near) + "?" if near else ""
        click.echo(printable(_t(f"提示：没有 {name}", f"hint: there is no {name}") + meant), err=True)


def _guarded(stream: BufferedReader) -> int:
    """CSV row by row, cells that a spreadsheet would run led by an apostrophe; the number of rows below the head."""
    import csv

    from reformgraph.exchange.spreadsheets import guarded

    csv.field_size_limit(_CELL)
    rows = csv.reader(TextIOWrapper(stream, encoding="utf-8", newline=""))
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    count = -1
    for count, row in enumerate(rows):  # noqa: B007
        writer.writerow([cell if _NUMBER.fullmatch(cell) else guarded(cell) for cell in row])
    return max(count, 0)


def _copy(pieces: Iterator[bytes]) -> bytes:
    """Print an answer as it is; its first bytes, more than an answer without rows has."""
    sys.stdout.flush()
    first = b""
    for piece in pieces:
        sys.stdout.buffer.write(piece)
        if len(first) < _EMPTY:
            first += piece
    sys.stdout.buffer.flush()
    return first


def _rows_in(answer: bytes, form: str) -> int:
    """Whether an answer holds a row: 0 or 1; one that is longer than those without rows is not read."""
    import pyoxigraph as ox

    if len(answer) >= _EMPTY:
        return 1
    if form == "csv":  # which pyoxigraph does not read
        return int(answer.count(b"\n") > 1)
    forms = {"tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}
    found = ox.parse_query_results(answer, forms.get(form, ox.QueryResultsFormat.JSON))
    return 1 if isinstance(found, ox.QueryBoolean) else int(any(True for _ in found))


def _table(stream: BufferedReader, base: str) -> int:
    """Print the rows; their number."""
    import pyoxigraph as ox

    from reformgraph.cli.terminal_table import table, terminal_width

    found = ox.parse_query_results(stream, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        click.echo(_t("是", "true") if found else _t("否", "false"))
        return int(bool(found))
    names = [variable.value for variable in found.variables]
    # A column beside which the name of the thing stands says the same again.
    shown = [name for name in names if f"{name}Name" not in names]
    heads = [name.removesuffix("Name") if name.endswith("Name") else name for name in shown]
    short = _Shortener(base)
    count = 0

    def rows() -> Iterator[Sequence[str]]:
        nonlocal count
        for row in found:
            count += 1
            yield [short.of(row[name]) for name in shown]

    for line in table(heads, rows(), terminal_width()):
        click.echo(line)
    click.echo(_t(f"{count} 行", f"{count} rows"), err=True)
    return count


class _Shortener:
    """Terms as a reader wants them: prefixed names for IRIs, bare text for literals."""

    def __init__(self, base: str) -> None:
        from reformgraph.iri import prefixes

        self._spaces: Mapping[str, str] = {space: prefix for prefix, space in prefixes(base).items()}

    def of(self, term: Any) -> str:
        """The term for the table; empty where unbound."""
        if term is None:
            return ""
        value = getattr(term, "value", None)
        if value is None:
            return str(term)
        if type(term).__name__ != "NamedNode":
            return str(value)
        cut = max(value.rfind("/"), value.rfind("#")) + 1
        prefix = self._spaces.get(value[:cut])
        return f"{prefix}:{value[cut:]}" if prefix else f"<{value}>"
