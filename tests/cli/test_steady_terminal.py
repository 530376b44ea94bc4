"""On a terminal no command prints what would steer it; files and pipes get every byte."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reformgraph.building.build import build
from reformgraph.cli.steady_terminal import SteadyTerminal

STEERING = ("\x1b", "\x9b", "\u202e", "\u200b", "\x07")
PAGE = (
    "朔州经\u202e济开\u200b发区推行“标准\x1b[31m地”改革\n\n"
    "    近日，朔州经济开发区推行“标准地\u202e\x07”改革，出让土地12宗，企业负责人\x9b31m介绍说。\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("steering")
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    build([folder / "a.txt"], folder / "s", date="2024-11-20")
    return folder / "s"


SENTENCES = "SELECT ?o { ?s oa:exact ?o } LIMIT 50"
COMMANDS = [
    ["trace", "--format", "csv"], ["trace", "--format", "json"], ["export", "--format", "csv", "--table", "claims"],
    ["query", "-e", SENTENCES, "--format", "tsv"], ["query", "-e", SENTENCES, "--format", "csv"],
]  # fmt: skip


def on_terminal(arguments: list[str]) -> str:
    """What a command prints to a terminal."""
    import pty

    leader, follower = pty.openpty()
    with subprocess.Popen(arguments, stdout=follower, stderr=subprocess.DEVNULL) as process:
        os.close(follower)
        found = b""
        try:
            while piece := os.read(leader, 1 << 16):
                found += piece
        except OSError:  # Linux ends a terminal that nobody holds any more so
            pass
        assert process.wait() == 0
    os.close(leader)
    return found.decode("utf-8", "replace")


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_on_a_terminal_nothing_steers(store: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "reformgraph", *arguments, "--store", str(store)]
    shown = on_terminal(command)
    assert "标准" in shown
    assert not [sign for sign in STEERING if sign in shown]


def test_files_get_every_byte(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reformgraph", "trace", "--format", "csv", "--store", str(store)]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "\u202e" in told


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pieces_may_end_anywhere(size: int) -> None:
    data = "标准\u202e地,\x1b[2J\tb\r\nover\rwritten\n".encode()
    shown = io.BytesIO()
    terminal = SteadyTerminal(shown)
    for at in range(0, len(data), size):
        assert terminal.write(data[at : at + size]) == len(data[at : at + size])
    assert shown.getvalue().decode() == "标准 地, [2J\tb\r\nover written\n"
