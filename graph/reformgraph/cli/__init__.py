"""The commands: each parses, calls one function of the library and prints.

Commands are imported only when they run, so that ``--help`` is quick.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from reformgraph._version import __version__
from reformgraph.cli.command_groups import SuggestingGroup
from reformgraph.cli.messages import _t, language
from reformgraph.cli.steady_terminal import SteadyTerminal
from reformgraph.errors import ReformGraphError
from reformgraph.language.white_space import printable

#: Command -> one-line help in Chinese and English; the order is that of the work.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("用自带样页跑一遍全过程", "Run the whole way on the bundled sample pages."),
    "build": ("读入网页、报纸页，存入知识图谱", "Read pages into the store."),
    "extract": ("提取一页中的内容，输出 JSON", "Print what is found in pages as JSON lines."),
    "trace": ("哪个开发区何时采用了哪项改革，依据何在", "Who adopted what, when, on what evidence."),
    "ask": ("用一句话提问，附引文作答", "Ask in words, answered with quotations."),
    "search": ("全文查找", "Find articles by their words."),
    "query": ("SPARQL 查询与现成问题", "Ask SPARQL or a named question."),
    "page": ("生成交互式图谱网页", "Draw an interactive graph page."),
    "site": ("生成可离线浏览的静态网站", "Write a static site."),
    "chart": ("生成报告用的图表", "Draw a chart for a report."),
    "network": ("网络分析与导出", "Networks: measures and exports."),
    "diffusion": ("改革扩散分析", "How reforms spread."),
    "serve": ("本机 SPARQL 服务与网页", "Serve SPARQL and pages on this machine."),
    "user": ("写入可用 serve 的用户", "Put a user into a file for serve --auth."),
    "info": ("库中有些什么", "What the store holds."),
    "changes": ("与先前的库相比有哪些变化", "What changed since an earlier store."),
    "export": ("导出数据", "Export the data."),
    "load": ("载入导出的数据", "Load exported data."),
    "repair": ("修复损坏的库", "Repair a damaged store."),
    "check": ("用 SHACL 校验", "Validate the graph with SHACL."),
    "review": ("审定存疑的合并与新改革", "Decide doubtful merges and candidates."),
    "vocabulary": ("把改革词表写成表格，加入自己的改革", "Write the reforms as a table, with your own."),
    "evaluate": ("对照人工标注打分", "Score extraction against labels."),
    "completion": ("命令补全脚本", "Complete commands and names in a shell."),
}


class _LazyGroup(SuggestingGroup):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"reformgraph.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_t("命令", "Commands")):
            formatter.write_dl([(name, _t(chinese, english)) for name, (chinese, english) in COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_t(
        "reformgraph：把开发区改革的报道变成可查询、可追溯、带原文引文的知识图谱。\n\n先试：reformgraph demo",
        "reformgraph: news of Chinese development zones as a knowledge graph, every claim with its quotation.\n\n"
        "Try first: reformgraph demo",
    ),
)
@click.version_option(__version__, prog_name="reformgraph")
def cli() -> None:
    """The command group."""


def _names_in_utf8() -> None:
    """Start again in UTF-8 mode where Python takes file names for ASCII (``LC_ALL=C``): Chinese names would break."""
    if os.name == "posix" and sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        os.environ["PYTHONUTF8"] = "1"  # also for the processes that answer queries
        os.execv(sys.executable, [sys.executable, "-m", "reformgraph", *sys.argv[1:]])  # noqa: S606


def _use_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.isatty():
        sys.stdout = io.TextIOWrapper(
            SteadyTerminal(sys.stdout.buffer), "utf-8", "backslashreplace", newline="", line_buffering=True
        )


def _show(fault: click.ClickException) -> None:
    """Wrong use, told in the language of the interface with how the command is used."""
    if language() != "zh" or isinstance(fault, click.exceptions.NoArgsIsHelpError):
        fault.show()
        return
    from reformgraph.chinese_messages import told_text, translated

    context = getattr(fault, "ctx", None)
    if context is not None:
        usage = context.get_usage().replace("Usage:", "用法：", 1)
        click.echo(f"{usage}\n说明见 {context.command_path} --help\n", err=True)
    # As a whole first: "Invalid value for '--limit': 'abc' is …" is no place with what is wrong there.
    message = fault.format_message()
    text = translated(message)
    click.echo(printable(f"错误: {told_text(message, 'zh') if text == message else text}", lines=True), err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit codes: 0 done, 1 something failed, 2 wrong use, 130 interrupted."""
    if arguments is None:
        _names_in_utf8()
    _use_utf8()
    if "_REFORMGRAPH_COMPLETE" in os.environ:
        import_module("reformgraph.cli.completion")  # makes PowerShell known
    try:
        code = cli.main(args=arguments, prog_name="reformgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as fault:
        _show(fault)
        sys.exit(fault.exit_code)
    except ReformGraphError as fault:
        from reformgraph.chinese_messages import told

        click.echo(printable(f"{_t('错误', 'error')}: {told(fault, language())}", lines=True), err=True)
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_t("已中断", "interrupted"), err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
