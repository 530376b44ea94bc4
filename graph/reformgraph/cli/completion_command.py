"""``reformgraph completion``: the lines that make a shell complete commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reformgraph.cli.completion import PowerShellComplete
from reformgraph.cli.messages import _t


@click.command(
    help=_t(
        "打印命令补全脚本，补全命令、选项，以及库中的开发区、改革、企业和现成问题的名称。\n\n"
        'bash：在 ~/.bashrc 中写 eval "$(reformgraph completion bash)"；zsh 同样写入 ~/.zshrc。\n\n'
        "fish：reformgraph completion fish > ~/.config/fish/completions/reformgraph.fish\n\n"
        "PowerShell：在 $PROFILE 中写 reformgraph completion powershell | Out-String | Invoke-Expression",
        "Print what makes a shell complete commands, options, and names of zones, reforms, companies and questions.\n\n"
        'bash: eval "$(reformgraph completion bash)" in ~/.bashrc; zsh: the same in ~/.zshrc.\n\n'
        "fish: reformgraph completion fish > ~/.config/fish/completions/reformgraph.fish\n\n"
        "PowerShell: reformgraph completion powershell | Out-String | Invoke-Expression in $PROFILE.",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", PowerShellComplete.name]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script of a shell."""
    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - the choice above knows them all
        ctx.fail(shell)
    complete = kind(ctx.find_root().command, {}, "reformgraph", "_REFORMGRAPH_COMPLETE")
    click.echo(kind.source_template % complete.source_vars())
