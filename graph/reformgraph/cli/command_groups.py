"""Groups of commands that tell, for a command nobody knows, which one may be meant."""

from __future__ import annotations

import difflib

import click

from reformgraph.cli.messages import _t


class SuggestingGroup(click.Group):
    """A group that suggests commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first, and what follows it."""
        # A shell that completes parses resiliently: what is said then lands in the midst of the line that is typed.
        spoken = args and not ctx.resilient_parsing and not args[0].startswith("-")
        if spoken and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0].lower(), self.list_commands(ctx), n=3, cutoff=0.5)
            meant = _t("；是不是 ", "; did you mean ") + _t("、", ", ").join(near) + "?" if near else ""
            cure = _t(f"；全部命令见 {ctx.command_path} --help", f"; {ctx.command_path} --help tells all")
            ctx.fail(_t(f"没有命令“{args[0]}”", f"no command “{args[0]}”") + (meant or cure))
        return super().resolve_command(ctx, args)
