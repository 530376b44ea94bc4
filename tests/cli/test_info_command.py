"""`info` names every number that there is, in both languages."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from reformgraph.cli import cli, info_command
from reformgraph.views.info import info
from support.made_store import make


def test_every_number_has_a_name(tmp_path: Path) -> None:
    folder = make(tmp_path)
    told = CliRunner().invoke(cli, ["info", "--store", str(folder)])
    assert told.exit_code == 0, told.exception
    names = [info_command._named(key) for key in info(str(folder))]
    assert all(chinese and english for chinese, english in names)
    assert len({chinese for chinese, _ in names}) == len(names)
