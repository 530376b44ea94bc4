"""Score all labelled sets and hold what was reached.

usage: check_floors.py [--raise | --take WHY] [--shared DIR]

`.ci/floors.json` keeps for each row of each set what was reached less 0.02; for rows of which less is better (wrong
actors, claims without an actor, slogans taken for measures, quotations not on the page) a ceiling: what was reached and
0.02. A figure under its floor or over its ceiling fails, and so does a row that has neither.

Floors are worth something only for the labels, pages, cases and scorer that they were taken with: their fingerprints
stand beside them, one a set, and a set whose fingerprint differs fails. If nobody meant to change it, put it back. If
the change is meant, go to a commit in which no rule of extraction is changed and say

    scripts/check_floors.py --take 'labels of five pages corrected'

That takes floors and ceilings anew for the sets that changed, for no others, and notes why. Commit `.ci/floors.json`
with the change. Without `--take` floors only rise and ceilings only fall: `--raise` moves them to what is reached now.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from floor_scores import LOW, SETS, Figures, FloorSet

FLOORS = Path(__file__).parents[1] / ".ci" / "floors.json"
MARGIN = 0.02
#: Claims are kept where nobody can tell who acts: up to this share that is better than a wrong actor.
NO_ACTOR = {"claims without an actor": 0.10}
NONE_AT_ALL = ("evidence not on the page",)


@dataclass
class Kept:
    """What `.ci/floors.json` holds by set: fingerprint, why it was taken, and a bound a row (a ceiling for `LOW`)."""

    fingerprints: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    bounds: dict[str, Figures] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Kept:
        """The file; nothing where there is none, or one of another build."""
        raw: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        sets: dict[str, Any] = raw.get("sets", {})
        kept = cls()
        for name, one in sets.items():
            kept.fingerprints[name], kept.why[name] = one["fingerprint"], one["why"]
            kept.bounds[name] = {**one["floors"], **one["ceilings"]}
        return kept

    def write(self, path: Path) -> None:
        """The file, sets in the order of measuring."""
        sets = {
            name: {
                "fingerprint": fingerprint,
                "why": self.why[name],
                "floors": {row: bound for row, bound in self.bounds[name].items() if row not in LOW},
                "ceilings": {row: bound for row, bound in self.bounds[name].items() if row in LOW},
            }
            for name, fingerprint in self.fingerprints.items()
        }
        path.write_text(json.dumps({"sets": sets}, ensure_ascii=False, indent=1) + "\n", "utf-8")


def bound_of(row: str, figure: float) -> float:
    """Floor or ceiling for a figure that is reached."""
    if row in NONE_AT_ALL:
        return figure
    if row in LOW:
        return round(max(figure + MARGIN, NO_ACTOR.get(row, 0.0)), 4)
    return round(max(0.0, figure - MARGIN), 4)


def better(row: str, one: float, other: float) -> float:
    """The stricter of two bounds."""
    return min(one, other) if row in LOW else max(one, other)


def faults(reached: Figures, bounds: Mapping[str, float]) -> dict[str, str]:
    """Rows of a set that fail, and why in a word."""
    found = {row: "NOT MEASURED" for row in bounds if row not in reached}
    for row, figure in reached.items():
        if row not in bounds:
            found[row] = "NO BOUND: --raise"
        elif row in LOW and figure > bounds[row]:
            found[row] = "ABOVE"
        elif row not in LOW and figure < bounds[row]:
            found[row] = "BELOW"
    return found


def tell(name: str, reached: Figures, bounds: Mapping[str, float], failing: Mapping[str, str]) -> None:
    """Print a set, a row a line."""
    print(f"\n{name}")
    for row in (*reached, *(row for row in bounds if row not in reached)):
        figure = f"{reached[row]:8.4f}" if row in reached else f"{'-':>8}"
        kind = "ceiling" if row in LOW else "floor"
        bound = f"{kind:>8} {bounds[row]:.4f}" if row in bounds else f"{kind:>8} {'-':6}"
        print(f"  {row:46}{figure}{bound} {failing.get(row, '')}".rstrip())


def changed_sets(sets: Iterable[FloorSet], shared: Path, kept: Kept) -> list[str]:
    """Sets whose labels, pages, cases, rows or scorer are not those that their bounds were taken with."""
    return [one.name for one in sets if one.fingerprint(shared) != kept.fingerprints.get(one.name)]


def check(sets: Sequence[FloorSet], shared: Path, kept: Kept) -> int:
    """Measure all sets against their bounds; 1 when a row fails or a set has changed."""
    changed = changed_sets(sets, shared, kept)
    failed = bool(changed)
    for one in sets:
        reached, bounds = one.figures(shared), kept.bounds.get(one.name, {})
        failing = faults(reached, bounds)
        tell(one.name, reached, bounds, failing)
        failed = failed or bool(failing)
    if changed:
        print(
            f"\nFAILED: not the labels, pages, cases or scorer that floors were taken with: {', '.join(changed)}.\n"
            "If nobody meant to change them, put them back. If the change is meant: in a commit without changed rules\n"
            "of extraction run  scripts/check_floors.py --take 'why'  and commit .ci/floors.json with the change."
        )
    elif failed:
        print("\nFAILED: rows marked BELOW, ABOVE, NOT MEASURED or NO BOUND (see --help)")
    return 1 if failed else 0


def lift(sets: Sequence[FloorSet], shared: Path, kept: Kept) -> int:
    """Move bounds to what is reached, floors up and ceilings down only; 1 when a set has changed or a row fails."""
    changed = changed_sets(sets, shared, kept)
    if changed:
        print(f"FAILED: {', '.join(changed)} changed; nothing is raised (see --help on --take)")
        return 1
    failed = False
    for one in sets:
        reached, bounds = one.figures(shared), kept.bounds[one.name]
        for row, figure in reached.items():
            bounds[row] = better(row, bounds.get(row, bound_of(row, figure)), bound_of(row, figure))
        failing = faults(reached, bounds)
        tell(one.name, reached, bounds, failing)
        failed = failed or bool(failing)
    kept.write(FLOORS)
    return 1 if failed else 0


def take(sets: Sequence[FloorSet], shared: Path, kept: Kept, why: str) -> int:
    """Take bounds anew for the sets that have changed; 1 when none has, for then floors only rise."""
    changed = changed_sets(sets, shared, kept)
    if not changed:
        print("FAILED: labels, pages, cases and scorer are those of the floors: nothing to take anew, use --raise")
        return 1
    taken = Kept()
    for one in sets:
        name, bounds = one.name, kept.bounds.get(one.name, {})
        if name in changed:
            reached = one.figures(shared)
            bounds = {row: bound_of(row, figure) for row, figure in reached.items()}
            tell(f"{name}: taken anew", reached, bounds, {})
        taken.fingerprints[name] = one.fingerprint(shared)
        taken.why[name] = why if name in changed else kept.why[name]
        taken.bounds[name] = bounds
    taken.write(FLOORS)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, raise or take."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--raise", dest="lift", action="store_true", help="move floors up and ceilings down")
    way.add_argument("--take", metavar="WHY", help="take the bounds of changed sets anew, on purpose")
    parser.add_argument("--shared", type=Path, default=os.environ.get("REFORMGRAPH_SHARED"))
    args = parser.parse_args(arguments)
    if args.shared is None:
        parser.error("name the folder of labels: --shared or REFORMGRAPH_SHARED")
    if args.take is not None and not args.take.strip():
        parser.error("--take asks for the reason, which stands in .ci/floors.json")
    shared, kept = Path(args.shared), Kept.read(FLOORS)
    if args.take is not None:
        return take(SETS, shared, kept, args.take.strip())
    return lift(SETS, shared, kept) if args.lift else check(SETS, shared, kept)


if __name__ == "__main__":
    sys.exit(main())
