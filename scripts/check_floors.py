"""Run the scorer over the labelled pages and hold what was reached.

usage: check_floors.py [--raise] [--shared DIR]

`.ci/floors.json` keeps, for each measure, what was reached less 0.02, with a hash of the labels and the
scorer. A measure below its floor fails. `--raise` lifts the floors to what is reached now, never lowers
one; where labels or scorer have changed the floors are taken anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FLOORS = Path(__file__).parents[1] / ".ci" / "floors.json"
MARGIN = 0.02
Scores = dict[str, float]


def fingerprint(shared: Path) -> str:
    """Hash of labels, cases and scorer."""
    digest = hashlib.sha256()
    for folder in ("labels", "evaluation", "cases"):
        for path in sorted((shared / folder).iterdir()):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def page_scores(shared: Path) -> Scores:
    """F1 of each measure over the five pages, whole way."""
    pages = sorted(str(path) for path in (shared / "pages").glob("*.txt"))
    command = [sys.executable, "-m", "reformgraph", "extract", "--format", "jsonl"]
    command += ["--manifest", str(shared / "pages" / "manifest.csv"), *pages]
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        predicted.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
        report = _score(shared, predicted)
    scores = {f"pages: {row}": cells["f1"] for row, cells in report.items() if isinstance(cells, dict)}
    scores["pages: no evidence off the page"] = 1.0 if report["evidence not on the page"] == 0 else 0.0
    return scores


def _score(shared: Path, predicted: Path) -> dict[str, object]:
    command = [sys.executable, str(shared / "evaluation" / "score.py"), str(shared / "labels"), str(predicted)]
    done = subprocess.run([*command, "--pages", str(shared / "pages"), "--json"], check=True, capture_output=True)
    report: dict[str, object] = json.loads(done.stdout)
    return report


def case_scores(shared: Path) -> Scores:
    """Share of cases fully right, file by file."""
    files = sorted(str(path) for path in (shared / "cases").glob("*.jsonl"))
    command = [sys.executable, str(shared / "evaluation" / "score_cases.py"), *files]
    command += ["--command", f"{sys.executable} -m reformgraph extract --format jsonl"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    scores = {}
    for line in done.stdout.splitlines():
        cells = line.split()
        if cells and cells[0].endswith(".jsonl"):
            scores[f"cases: {cells[0]}"] = int(cells[1]) / int(cells[3])
    return scores


def left_out_scores(shared: Path) -> Scores:
    """The same with a vocabulary that lacks what only the page itself names."""
    command = ["bash", str(shared / "evaluation" / "leave_one_out.sh"), str(shared / "labels"), str(shared / "pages")]
    command.append(f"{sys.executable} -m reformgraph extract --format jsonl")
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    scores = {}
    for line in done.stdout.splitlines():
        if line.startswith("adoptions"):
            name, cells = line[:42].strip(), line[42:].split()
            scores[f"leave one out: {name}"] = float(cells[2] if "only" not in name else cells[1])
    return scores


def main() -> int:
    """Compare, print, and raise the floors if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--shared", type=Path, default=os.environ.get("REFORMGRAPH_SHARED"))
    args = parser.parse_args()
    if args.shared is None:
        parser.error("name the folder of labels: --shared or REFORMGRAPH_SHARED")
    shared = Path(args.shared)
    reached = page_scores(shared) | case_scores(shared) | left_out_scores(shared)
    kept = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    floors: Scores = kept.get("floors", {}) if kept.get("fingerprint") == fingerprint(shared) else {}
    below = [name for name, floor in floors.items() if reached.get(name, 0.0) < floor]
    for name, score in reached.items():
        mark = " BELOW" if name in below else ""
        print(f"{name:52}{score:8.4f}  floor {floors.get(name, 0.0):.4f}{mark}")
    if args.lift:
        lifted = {name: max(floors.get(name, 0.0), round(score - MARGIN, 4)) for name, score in reached.items()}
        data = {"fingerprint": fingerprint(shared), "floors": lifted}
        FLOORS.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
