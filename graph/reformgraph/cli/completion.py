"""What a shell offers while people type: names of the store and of questions; a completer for PowerShell.

Bash, zsh and fish are click's own.
"""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from reformgraph.cli.options import DEFAULT_STORE

_MOST = 60
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $env:COMP_WORDS = $commandAst.ToString()
    $env:COMP_CWORD = $wordToComplete
    $env:%(complete_var)s = "powershell_complete"
    [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
    %(prog_name)s | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
    }
    Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:%(complete_var)s
}
"""


class PowerShellComplete(ShellComplete):
    """Completion for Windows PowerShell 5 and PowerShell 7."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Words before the one that is being typed, and that one."""
        import os
        import shlex

        text, incomplete = os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", "")
        try:
            words = shlex.split(text.replace("\\", "/"))[1:]
        except ValueError:  # a quotation mark is open yet
            words = text.split()[1:]
        return (words[:-1] if incomplete and words and words[-1] == incomplete else words), incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Value and help with a tab between."""
        return f"{item.value}\t{item.help or ''}"


add_completion_class(PowerShellComplete)


def names(*kinds: str) -> Completer:
    """A completer of names of things of the store: ``zone``, ``actor``, ``reform``, ``company`` or ``category``."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            found = _names_in(ctx, kinds, incomplete)
        except Exception:  # a shell shows whatever is printed here in the midst of the line that is typed
            return []
        return [CompletionItem(name) for name in found[:_MOST]]

    return complete


def _names_in(ctx: click.Context, kinds: tuple[str, ...], incomplete: str) -> list[str]:
    import os

    from reformgraph.sparql.find_names import names_of
    from reformgraph.store import open_store

    store = ctx.params.get("store") or os.environ.get("REFORMGRAPH_STORE") or DEFAULT_STORE
    with open_store(store, read_only=True) as opened:
        known = [told for kind in kinds for told in names_of(opened, kind).values()]
    first = sorted({told[0] for told in known if told[0].startswith(incomplete)})
    return first or sorted({name for told in known for name in told if name.startswith(incomplete)})


def questions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """A completer of named questions."""
    from reformgraph.cli.messages import _t
    from reformgraph.sparql.named_questions import questions as known

    return [
        CompletionItem(one.name, help=_t(one.title_zh, one.title_en))
        for one in known().values()
        if one.name.startswith(incomplete)
    ]
