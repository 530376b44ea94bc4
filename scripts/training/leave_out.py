"""What the extraction gives on pages of sources that its trained parts have not seen: predictions, fold by fold.

    python scripts/training/leave_out.py PAGES OUT.jsonl [--unread FILE] [--folds 4]

The sites are dealt into folds; for each fold the judge of measures, the choice of actors and that of figures are made
without it, in a copy of the package, which then reads the fold's pages. The predictions of all folds go into one file
for the scorer. Unlike those of unread pages, their mistakes may be looked at; word lists, rules and the weights of
headlines are not left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from train_judge import HERE, _fold, _rows, _site

ROOT = HERE.parents[1]
#: Characters of a page's SHA-256 that the tables of actors and figures begin with.
HASH = 12
STEPS = (
    ("train_judge.py",),
    ("train_actors.py", "fit", "actor_choices.tsv", "--write"),
    ("train_figures.py", "fit", "figure_choices.tsv", "--write"),
)


def main() -> None:
    """Make a copy for each fold, read the fold's pages with it and write all predictions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--unread", type=Path, help="file with the names of pages that are passed over")
    parser.add_argument("--folds", type=int, default=4)
    args = parser.parse_args()
    folds = {}
    for row in _rows(HERE / "sources.tsv"):
        folds[row["source"]] = folds[row["sha256"][:HASH]] = _fold(_site(row["address"])) % args.folds
    with tempfile.TemporaryDirectory() as work, args.out.open("wb") as out:
        for fold, paths in sorted(deal(args.pages, args.unread, folds).items()):
            copy = without(Path(work, str(fold)), frozenset(source for source, own in folds.items() if own == fold))
            out.write(extract(copy, args.pages, paths))


def deal(pages: Path, unread: Path | None, folds: dict[str, int]) -> dict[int, list[Path]]:
    """The pages of each fold; those that nothing was trained on go with the first."""
    from reformgraph import read_page
    from reformgraph.errors import PageError

    passed = unread.read_text(encoding="utf-8").split() if unread else []
    found: dict[int, list[Path]] = defaultdict(list)
    for path in sorted(pages.iterdir()):
        if path.suffix == ".csv" or path.name in passed:
            continue
        try:
            text = read_page(path).text
        except PageError as fault:
            print(fault, file=sys.stderr)
            continue
        found[folds.get(sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH], 0)].append(path)
    return found


def without(copy: Path, left_out: frozenset[str]) -> Path:
    """A copy of the package whose trained parts are made without some sources."""
    for name in ("graph", "ontology"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    training = copy / "scripts" / "training"
    shutil.copytree(HERE, training, ignore=shutil.ignore_patterns("__pycache__", "*_choices.tsv", "phrases.tsv"))
    for name in ("phrases.tsv", "actor_choices.tsv", "figure_choices.tsv"):
        lines = (HERE / name).read_text(encoding="utf-8").splitlines(keepends=True)
        rest = [line for line in lines if line.partition("\t")[0] not in left_out]
        (training / name).write_text("".join(rest), encoding="utf-8", newline="\n")
    for script, *arguments in STEPS:
        run(copy, [str(training / script), *arguments], training)
    return copy


def extract(copy: Path, pages: Path, paths: list[Path]) -> bytes:
    """Predictions of a copy on some pages, as JSON lines."""
    manifest = pages / "manifest.csv"
    options = ["--manifest", str(manifest)] if manifest.is_file() else []
    return run(copy, ["-m", "reformgraph", "extract", "--format", "jsonl", *options, *map(str, paths)], copy)


def run(copy: Path, command: list[str], folder: Path) -> bytes:
    """What a Python command prints that finds the copy of the package."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "graph")}
    return subprocess.run([sys.executable, *command], cwd=folder, env=environment, check=True, stdout=-1).stdout


if __name__ == "__main__":
    main()
