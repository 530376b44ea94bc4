"""What the trainings of actors and of numbers share: labelled pages and cases in, the lines of a table, its command."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Lines of a table for a folder of labels: labels, pages, names of unread pages, what a line counts for.
Collect = Callable[[Path, Path, frozenset[str], float], Iterator[str]]


def labelled_pages(labels: Path, pages: Path, unread: frozenset[str]) -> Iterator[tuple[Any, Any]]:
    """Each page that can be read and is not to stay unread, with its labelled articles."""
    from reformgraph.errors import PageError
    from reformgraph.evaluation.read_labels import read_labels
    from reformgraph.reading.manifest import read_manifest
    from reformgraph.reading.read_pages import find_pages, read_page

    told = {page.name: page for page in read_labels(labels) if page.name not in unread}
    manifest = pages / "manifest.csv"
    for file in find_pages([pages], read_manifest(manifest) if manifest.is_file() else None):
        if file.path.name in told:
            with suppress(PageError):  # a page that nobody can read teaches nothing; `extract` tells of it
                yield read_page(file), told[file.path.name].articles


def case_pages(folder: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each case (``*.yml``) with claims that hold, as a page and as it is written."""
    import yaml

    from reformgraph.records import Page

    for path in sorted(folder.glob("*.yml")):
        cases = yaml.safe_load(path.read_text("utf-8"))
        for case in cases if isinstance(cases, list) else ():  # files of signs hold no cases
            if case.get("claims") and "known" not in case:
                text = case["text"] + "\n"
                yield Page(case["id"], f"{case['id']}.txt", "", text, "", "", "txt", "utf-8", None, "manifest"), case


def command(
    told: str | None,
    collect: Collect,
    collect_cases: Callable[[Path], Iterator[str]],
    fit: Callable[[Path, bool], None],
) -> int:
    """Run ``collect TABLE ...`` or ``fit TABLE [--write]``; `told` is the help."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    gather = commands.add_parser("collect")
    gather.add_argument("table", type=Path)
    gather.add_argument("folders", type=Path, nargs="*")
    gather.add_argument("--cases", type=Path)
    gather.add_argument("--unread", type=Path)
    gather.add_argument("--weight", type=float, default=1.0)
    make = commands.add_parser("fit")
    make.add_argument("table", type=Path)
    make.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.command == "fit":
        fit(args.table, args.write)
        return 0
    lines = args.unread.read_text(encoding="utf-8").splitlines() if args.unread else []
    unread = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    pairs = zip(args.folders[::2], args.folders[1::2], strict=True)
    rows = [row for labels, pages in pairs for row in collect(labels, pages, unread, args.weight)]
    rows += collect_cases(args.cases) if args.cases else ()
    args.table.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")
    return 0
