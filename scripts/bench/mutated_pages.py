"""Changed files of every format through reading, extraction and quads: how many are read, refused, and what breaks.

``python scripts/bench/mutated_pages.py [--number 100000] [--seed 20261201] [--keep FOLDER] [--json FILE]``. A file is
one of those of the tests with up to twelve changes, of its bytes or, seven times in ten where it is text, of whole
signs; of packed formats, three in four have them inside.
What breaks is kept as a file, to become a seed in ``tests/fuzz/seeds``; the exit code then is 1.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from bench_results import command_line, record

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from support.fuzzing import drawn, drawn_text
from support.page_files import PACKED, WHOLE, file_name, inside, pictures_unread, through

#: Files of a format in a hundred.
SHARES = {"txt": 46, "html": 18, "docx": 6, "ofd": 5, "pdf": 4, "mht": 4, "epub": 3, "jsonl": 3, "csv": 3, "warc": 2,
          "zip": 2, "tar": 2, "gz": 2}  # fmt: skip
#: Bytes of a page of text that are mostly taken.
PART = 900
#: Seconds of processor time after which a page counts as hanging.
LATE = 20.0


class LateError(Exception):
    """A page took too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Break off after `LATE` seconds of processor time."""

    def stop(*_: object) -> None:
        raise LateError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LATE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def changed(kind: str, chance: random.Random) -> bytes:
    """A changed file of a format."""
    if kind in PACKED and chance.random() < 0.75:
        return inside(kind, chance)
    source, most = chance.choice(WHOLE[kind]), chance.choice((2, 12))
    if kind == "txt" and chance.random() < 0.7:  # some lines of a page cost a third of it, and begin where no page does
        source = source[source.find(b"\n", chance.randrange(len(source))) + 1 :][:PART]
    is_text = kind not in (*PACKED, "pdf") and chance.random() < 0.7
    return drawn_text(source, chance, most) if is_text else drawn(source, chance, most)


def tried(number: int, seed: int, folder: Path, keep: Path) -> Iterator[tuple[str, str, float]]:
    """Format, what came of it (``read``, ``refused`` or where it broke) and processor seconds of each file."""
    kinds = random.Random(seed).choices(list(SHARES), list(SHARES.values()), k=number)
    for at, kind in enumerate(kinds):
        data = changed(kind, random.Random(f"{seed} {at}"))
        start, printed = time.process_time(), io.StringIO()
        try:
            with redirect_stdout(printed), redirect_stderr(printed), limited():
                read = through(data, file_name(kind), folder)
            end = "read" if read else "refused"
            assert not printed.getvalue(), "something was printed"
        except Exception as fault:
            last = traceback.extract_tb(fault.__traceback__)[-1]
            end = f"{type(fault).__name__} in {Path(last.filename).name}:{last.lineno}"
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{at}.{kind}").write_bytes(data)
            traceback.print_exc()
        yield kind, end, time.process_time() - start


def summary(found: Iterator[tuple[str, str, float]], number: int) -> list[dict[str, Any]]:
    """A row a format and one for all: files, read, refused, broken, longest seconds."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in [*SHARES, "all"]}
    longest = dict.fromkeys(counts, 0.0)
    for at, (kind, end, spent) in enumerate(found, 1):
        for one in (kind, "all"):
            counts[one][end] += 1
            longest[one] = max(longest[one], spent)
        if at % 5000 == 0:
            print(f"{at} of {number}: {dict(counts['all'])}", file=sys.stderr, flush=True)
    return [
        {"format": kind, "files": ends.total(), "read": ends["read"], "refused": ends["refused"],
         "broken": ends.total() - ends["read"] - ends["refused"], "longest s": round(longest[kind], 2)}
        for kind, ends in counts.items()
    ]  # fmt: skip


def main() -> int:
    """Try, print and write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261201)
    parser.add_argument("--keep", type=Path, default=Path("broken-pages"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, pictures_unread():
        for kind, files in WHOLE.items():  # what is imported when it is first needed is no time of a page
            assert through(files[0], file_name(kind), Path(folder)), kind
        found = tried(options.number, options.seed, Path(folder), options.keep)
        rows = summary(found, options.number)
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    record(options.json, "changed pages through the whole way", command_line(), rows)
    return int(rows[-1]["broken"] > 0)


if __name__ == "__main__":
    sys.exit(main())
