"""Results of benchmarks as JSON files, with the machine and the versions they were measured with."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reformgraph._version import __version__

FOLDER = Path(__file__).parent / "results"


def machine() -> dict[str, str]:
    """What the figures depend on: processor, cores, load of the last minute, versions, day."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "processor": _processor(), "cores": str(os.cpu_count()), "load": load,
        "system": f"{platform.system()} {platform.machine()}", "Python": platform.python_version(),
        "reformgraph": __version__, "pyoxigraph": version("pyoxigraph"),
        "day": datetime.now(UTC).date().isoformat(),
    }  # fmt: skip


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown")


def record(path: Path | None, bench: str, command: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows of a benchmark; nothing without a path.

    Parameters
    ----------
    bench
        What was measured, the heading of its table.
    command
        Script and arguments.
    rows
        One a line of the table; all with the same keys, numbers or texts.
    """
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"bench": bench, "command": " ".join(["python", *command]), "machine": machine(), "rows": list(rows)}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def command_line() -> list[str]:
    """The command that runs, its paths left out."""
    script = Path(sys.argv[0]).resolve()
    below = script.relative_to(Path(__file__).resolve().parents[2])
    arguments = iter(sys.argv[1:])
    kept = []
    for argument in arguments:
        if argument in ("--json", "--store", "--texts"):
            next(arguments, None)
        else:
            kept.append(argument)
    return [below.as_posix(), *kept]
