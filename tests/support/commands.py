"""The command line run inside the tests: arguments and input in, exit code and what is printed out, no process begun.

Tests of what only a process shows (the locale, signals, the start itself) begin one of their own.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from reformgraph.cli import main


def run(
    *arguments: str | Path, given: bytes = b"", folder: Path | None = None, **settings: str
) -> CompletedProcess[str]:
    """What `reformgraph` does with the arguments, in English unless ``REFORMGRAPH_LANG`` is among the settings."""
    command = [str(argument) for argument in arguments]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: object = 0
    wanted = {"REFORMGRAPH_LANG": "en", **settings}
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, wanted))
        # Settled once a process. What help and options say stays in the language that the tests were begun in.
        stack.enter_context(patch("reformgraph.cli.messages._LANGUAGE", wanted["REFORMGRAPH_LANG"]))
        stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        if folder is not None:
            stack.enter_context(chdir(folder))
        try:
            main(command)
        except SystemExit as end:
            code = end.code
        out.flush()
        err.flush()
    printed = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    return CompletedProcess(command, code if isinstance(code, int) else int(code is not None), *printed)
