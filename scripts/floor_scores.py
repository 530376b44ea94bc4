"""What the floors hold: the sets of labelled pages and cases, what each is made of, and its figures now.

Every set is measured through the command line, whole way from files to figures. The shared scorer judges all but our
own pages, some of which are no UTF-8; `reformgraph evaluate` judges these, and a test holds it equal to the scorer. Of
the real pages only those that may be read are extracted and scored: what UNREAD.txt lists is kept from rules and gate.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "pages"
#: Figures of a set by row.
Figures = dict[str, float]

#: Rows where more is better, and rows where less is.
HIGH = (
    "lines to articles", "articles", "title", "authors", "zones", "zones, exact name", "companies", "people",
    "projects", "adoptions", "adoptions, actor ignored", "adoptions, core reforms", "status, accuracy",
    "status, other than adopted", "adoption time", "adoption figures", "indicators of adoption figures", "all figures",
    "evidence right", "offsets right",
)  # fmt: skip
LOW = (
    "right measure, wrong actor, of claims", "claims without an actor", "not_measures taken for measures",
    "evidence not on the page",
)  # fmt: skip
#: The five pages that rules were first written with are held in these rows too.
MORE = ("kicker", "people's roles", "documents", "adoptions, reforms only this page names")
LEFT_OUT = ("adoptions", "adoptions, core reforms", "adoptions, reforms only this page names")
_BY_RECALL = "adoptions, reforms only this page names"

_SCORER = ("evaluation/score.py", "evaluation/score_cases.py", "evaluation/leave_one_out.sh",
           "evaluation/core_reforms.json", "reforms.csv")  # fmt: skip
_EXTRACT = (sys.executable, "-m", "reformgraph", "extract", "--format", "jsonl")


@dataclass(frozen=True)
class FloorSet:
    """A set: its name, the files that decide its figures, how they are measured, and the rows it is held in.

    `files` and `measure` are handed the shared folder; `rows` None means every row there is.
    """

    name: str
    files: Callable[[Path], Iterable[Path]]
    measure: Callable[[Path], Figures]
    rows: tuple[str, ...] | None = None

    def fingerprint(self, shared: Path) -> str:
        """SHA-256 of names and bytes of labels, pages or cases, of the scorer, and of the rows that are held."""
        digest = hashlib.sha256(json.dumps(self.rows).encode())
        for path in (*sorted(self.files(shared)), *(shared / name for name in _SCORER)):
            digest.update(b"\0" + path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def figures(self, shared: Path) -> Figures:
        """The figures of the rows that are held, now."""
        measured = self.measure(shared)
        return {row: figure for row, figure in measured.items() if self.rows is None or row in self.rows}


def read_pages(shared: Path) -> list[Path]:
    """The real pages that may be read: all but those of UNREAD.txt."""
    real = shared / "real"
    unread = set((real / "UNREAD.txt").read_text("utf-8").split())
    found = (real / "pages").iterdir()
    return sorted(path for path in found if path.suffix in (".txt", ".md", ".html") and path.name not in unread)


def _read_labels(shared: Path) -> list[Path]:
    stems = {path.stem for path in read_pages(shared)}
    return sorted(path for path in (shared / "real" / "labels").glob("*.json") if path.stem in stems)


def _in(*folders: str) -> Callable[[Path], Iterable[Path]]:
    return lambda shared: (path for name in folders for path in (shared / name).iterdir() if path.is_file())


def _real_files(shared: Path) -> Iterable[Path]:
    real = shared / "real"
    return (*read_pages(shared), *_read_labels(shared), real / "pages" / "manifest.csv", real / "UNREAD.txt")


def _own_files(shared: Path) -> Iterable[Path]:
    return (path for path in OWN.rglob("*") if path.is_file())


def _shared_pages(shared: Path) -> Figures:
    """The five newspaper pages and broadcast items that rules were first written with."""
    return _score(shared, sorted((shared / "labels").glob("*.json")), sorted((shared / "pages").glob("*.txt")))


def _real_pages(shared: Path) -> Figures:
    """Web pages and papers of 31 provinces, those that may be read."""
    return _score(shared, _read_labels(shared), read_pages(shared))


def _score(shared: Path, labels: Iterable[Path], pages: list[Path]) -> Figures:
    """Extract the pages and let the shared scorer judge them; a page that cannot be read has its labels missed."""
    command = [*_EXTRACT, "--with-text", "--manifest", str(pages[0].parent / "manifest.csv"), *map(str, pages)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "labels").mkdir()
        for path in labels:
            shutil.copy(path, folder / "labels")
        done = subprocess.run(command, stdout=subprocess.PIPE)
        if done.returncode not in (0, 1):
            raise SystemExit(f"check_floors: extract ended with exit code {done.returncode}")
        (folder / "predicted.jsonl").write_bytes(done.stdout)
        scorer = [sys.executable, str(shared / "evaluation" / "score.py"), str(folder / "labels")]
        scorer += [str(folder / "predicted.jsonl"), "--pages", str(pages[0].parent), "--json"]
        return _rows(json.loads(subprocess.run(scorer, check=True, capture_output=True).stdout))


def _rows(report: dict[str, Any]) -> Figures:
    """F1 of measures (recall where only recall can be told), and plain figures as they are."""
    return {
        row: cells["recall" if row == _BY_RECALL else "f1"] if isinstance(cells, dict) else float(cells)
        for row, cells in report.items()
    }


def _own_pages(shared: Path) -> Figures:
    """The pages of `tests/pages`, written and labelled for this project."""
    command = [sys.executable, "-m", "reformgraph", "evaluate", str(OWN / "labels"), str(OWN), "--resamples", "0"]
    command += ["--manifest", str(OWN / "manifest.csv"), "--vocabulary", str(shared / "reforms.csv")]
    command += ["--core", str(shared / "evaluation" / "core_reforms.json"), "--format", "json"]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    shares = {row: cells["share"] for row, cells in report["shares"].items()}
    return _rows({**report["measures"], **shares, "evidence not on the page": report["evidence not on the page"]})


def _cases(shared: Path) -> Figures:
    """Share of cases fully right, file by file."""
    files = sorted(str(path) for path in (shared / "cases").glob("*.jsonl"))
    command = [sys.executable, str(shared / "evaluation" / "score_cases.py"), *files]
    command += ["--command", " ".join(_EXTRACT)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    lines = (line.split() for line in done.stdout.splitlines())
    return {cells[0]: int(cells[1]) / int(cells[3]) for cells in lines if cells and cells[0].endswith(".jsonl")}


def _left_out(shared: Path) -> Figures:
    """The five pages with a vocabulary that lacks what only the page itself names."""
    command = ["bash", str(shared / "evaluation" / "leave_one_out.sh"), str(shared / "labels"), str(shared / "pages")]
    done = subprocess.run([*command, " ".join(_EXTRACT)], check=True, capture_output=True, encoding="utf-8")
    figures = {}
    for line in done.stdout.splitlines():
        name, cells = line[:42].strip(), line[42:].split()
        if name in LEFT_OUT:
            figures[name] = float(cells[1 if name == _BY_RECALL else 2])
    return figures


SETS = (
    FloorSet("shared pages", _in("labels", "pages"), _shared_pages, (*HIGH, *LOW, *MORE)),
    FloorSet("real pages", _real_files, _real_pages, (*HIGH, *LOW)),
    FloorSet("own pages", _own_files, _own_pages, (*HIGH, *LOW)),
    FloorSet("cases", _in("cases"), _cases),
    FloorSet("leave one out", _in("labels", "pages"), _left_out, LEFT_OUT),
)
