"""Make docs/performance.md from the JSON files in scripts/bench/results/.

usage: performance_page.py [--check]

`--check` writes nothing and exits 1 where the page differs from what the files make.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench_results import FOLDER

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_HEAD = """# Performance

Made by `scripts/bench/performance_page.py` from what the benchmarks write with `--json` into `scripts/bench/results/`;
do not edit. Each table is one run on one machine: ratios within a run mean more than seconds. What the figures mean
for archives of a million articles is in [From a folder to a cluster](scale.md).
"""


def page(folder: Path = FOLDER) -> str:
    """The document."""
    parts = [_HEAD]
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        machine = ", ".join(f"{name} {value}" for name, value in told["machine"].items())
        parts += [f"## {told['bench']}\n", table(told["rows"]), f"`{told['command']}`; {machine}.\n"]
    return "\n".join(parts)


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as Markdown; those with many numbers and few rows stand upright, a measurement a column."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    upright = len(names) > 8
    lines: list[list[Any]] = [list(names), *([row.get(name) for name in names] for row in rows)]
    if upright:
        lines = [list(line) for line in zip(*lines, strict=True)]
    cells = [[told(value) for value in line] for line in lines]
    marks = ["---", *("--:" for _ in cells[0][1:])]
    return "\n".join(f"| {' | '.join(line)} |" for line in (cells[0], marks, *cells[1:])) + "\n"


def told(value: object) -> str:
    """A cell: numbers to three figures, a dash for nothing.

    >>> told(1234567), told(0.04567), told(12.3456), told(None), told("a|b")
    ('1,234,567', '0.0457', '12.3', '–', 'a\\\\|b')
    """
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def main() -> None:
    """Write the page, or compare it."""
    text = page()
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text("utf-8") != text:
            sys.exit("docs/performance.md is not what its files make: run python scripts/bench/performance_page.py")
        return
    PAGE.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
