"""``reformgraph user``: who may ask ``serve --auth FILE``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reformgraph.cli.messages import _t


@click.command(
    help=_t(
        "把一个用户写入 serve --auth 的文件：询问密码，或以 --token 生成令牌。同名者被替换。",
        "Put a user into a file for serve --auth: asks for a password, or makes a token. One of that name is replaced.",
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("name")
@click.option(
    "--token", is_flag=True, help=_t("生成并打印令牌（供程序使用）", "Make and print a bearer token, for programs.")
)
def command(file: Path, name: str, token: bool) -> None:
    """Ask, hash, write."""
    from reformgraph.show.serve.accounts import add_line, password_line, token_line

    if token:
        made, line = token_line(name)
        add_line(file, line)
        click.echo(made)
        return
    if sys.stdin.isatty():
        password = click.prompt(_t("密码", "password"), hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\n")
    add_line(file, password_line(name, password))
    click.echo(_t(f"已写入 {file}", f"written to {file}"), err=True)
