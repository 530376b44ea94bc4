"""Train the choice of who acts: the weights in `extraction/actors/actor_weights.json`.

usage: train_actors.py collect TABLE [LABELS PAGES ...] [--cases FOLDER] [--unread FILE] [--weight W]
       train_actors.py fit TABLE [--write]

`collect` runs the extraction over labelled pages and writes, for each claim whose reform is labelled, a line for
each candidate: source, claim, candidate, right (1) or wrong (0), what the claim counts for (less where one reader
alone has labelled), features. No sentence and no name is kept, and pages named
in the file of unread pages are passed over. `fit` makes the weights, the same bytes from the same table, and
tells how often the choice is right leaving out whole sources.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "graph"))

from training_table import case_pages, command, labelled_pages  # noqa: E402

WEIGHTS = HERE.parents[2] / "graph/reformgraph/extraction/actors/actor_weights.json"
#: Strength of the penalty on squared weights, chosen leaving out whole sources.
PENALTY = 8.0
#: Claims whose best candidate has a smaller probability than this have no actor: leaving out whole sources, three in
#: four are right above it, and every second one below it would be wrong.
LEAST = 0.45
#: In how many claims a feature must be seen.
SEEN = 6
#: What a feature counts for in the fit that tells another one apart by the candidate's kind or by the sentence.
APART_SCALE = 0.5
#: What a case counts for: a short text that shows one thing.
CASE_WEIGHT = 0.5
FOLDS = 10
BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def collect(labels: Path, pages: Path, unread: frozenset[str], weight: float) -> Iterator[str]:
    """Lines of the table for one folder of labels."""
    for page, articles in labelled_pages(labels, pages, unread):
        labelled = [adoption for article in articles for adoption in article.adoptions if not adoption.refers]
        zones = [zone for article in articles for zone in article.zones]
        yield from _page_lines(page, labelled, zones, weight)


def collect_cases(folder: Path) -> Iterator[str]:
    """Lines of the table for the cases of a folder: short texts whose claims tell who acts."""
    from reformgraph.evaluation.judgements import Adoption

    for page, case in case_pages(folder):
        labelled = [Adoption(claim["reform"], claim["actor"], "") for claim in case["claims"] if claim.get("actor")]
        yield from _page_lines(page, labelled, [], CASE_WEIGHT)


def _page_lines(page: Any, labelled: Sequence[Any], zones: Sequence[Any], weight: float) -> Iterator[str]:
    from reformgraph.evaluation.judgements import Adoption
    from reformgraph.evaluation.label_likeness import ReformNames, same_actor
    from reformgraph.extraction.actors import actor_choice
    from reformgraph.extraction.actors.actor_field import Actor
    from reformgraph.extraction.article import extract_page
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    seen: list[tuple[str, list[actor_choice.Choice]]] = []
    choose = actor_choice.choose

    def noted(passage: Any, named: Any, ruled: Any, sure: bool) -> actor_choice.Chosen:
        seen.append((named.reform, actor_choice.choices(passage, named, ruled, sure)))
        return choose(passage, named, ruled, sure)

    actor_choice.choose = noted
    try:
        extract_page(page)
    finally:
        actor_choice.choose = choose
    names = ReformNames(load_vocabulary().reforms)
    source = sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    order: dict[Actor, int] = {}
    for number, (reform, found) in enumerate(seen):
        gold = [a for a in labelled if names.same(Adoption(reform, "", ""), a)]
        if not gold:
            continue
        right = [any(same_actor(Adoption(reform, c.actor[0], ""), a, zones) for a in gold) for c in found]
        for choice, is_right in zip(found, right, strict=True):
            nobody = choice.actor == actor_choice.NOBODY and not any(right)
            actor = order.setdefault(choice.actor, len(order))
            yield f"{source}\t{number}\t{actor}\t{int(is_right or nobody)}\t{weight:g}\t{'|'.join(choice.features)}"


@dataclass
class Table:
    """Claims with their candidates: for each a list of feature numbers, which candidates are right, its weight."""

    sources: list[str]
    candidates: list[list[list[int]]]
    right: list[list[bool]]
    names: list[str]
    weights: list[float]


def read_table(path: Path) -> Table:
    """The table with features that are seen often enough."""
    rows: dict[tuple[str, str], list[tuple[bool, list[str]]]] = {}
    weights: dict[tuple[str, str], float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        source, number, _, right, weight, features = line.split("\t")
        weights[source, number] = float(weight)
        rows.setdefault((source, number), []).append((right == "1", features.split("|")))
    counts = Counter(f for own in rows.values() for f in {f for _, features in own for f in features})
    names = sorted(f for f, n in counts.items() if n >= SEEN)
    column = {name: place for place, name in enumerate(names)}
    claims = [claim for claim, own in rows.items() if any(right for right, _ in own)]
    kept = [rows[claim] for claim in claims]
    return Table(
        [source for source, _ in claims],
        [[[column[f] for f in features if f in column] for _, features in own] for own in kept],
        [[right for right, _ in own] for own in kept],
        names,
        [weights[claim] for claim in claims],
    )


def fit(table: Table, chosen: Sequence[int]) -> Any:
    """Weights that make the right candidates of the chosen claims likely, with a penalty on their squares."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    rows, columns, owner, right = [], [], [], []
    row = 0
    for place, claim in enumerate(chosen):
        for features, is_right in zip(table.candidates[claim], table.right[claim], strict=True):
            rows += [row] * len(features)
            columns += features
            owner.append(place)
            right.append(is_right)
            row += 1
    scales = np.array([APART_SCALE if " of " in name else 1.0 for name in table.names])
    matrix = csr_matrix((scales[columns], (rows, columns)), shape=(row, len(table.names)))
    group, good = np.array(owner), np.array(right)
    count = np.array([table.weights[claim] for claim in chosen])

    def loss(weights: Any) -> tuple[float, Any]:
        score = matrix @ weights
        top = np.full(len(chosen), -np.inf)
        np.maximum.at(top, group, score)
        share = np.exp(score - top[group])
        total, hit = np.zeros(len(chosen)), np.zeros(len(chosen))
        np.add.at(total, group, share)
        np.add.at(hit, group, share * good)
        slope = matrix.T @ (count[group] * (share / total[group] - np.where(good, share, 0) / hit[group]))
        value = float(np.sum(count * (np.log(total) - np.log(hit))) + PENALTY * weights @ weights)
        return value, slope + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(table.names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return found * scales


class Pick(NamedTuple):
    """Best candidate of a claim: its probability, whether it is right, nobody, or a zone never printed by name."""

    share: float
    right: bool
    nobody: bool
    unnamed: bool


def picks(table: Table, chosen: Sequence[int], weights: Any) -> list[Pick]:
    """The best candidate of each claim."""
    import numpy as np

    from reformgraph.extraction.actors import actor_choice

    nobody, unnamed = table.names.index("kind none"), table.names.index(actor_choice.UNNAMED)
    out = []
    for claim in chosen:
        scores = np.array([sum(weights[f] for f in features) for features in table.candidates[claim]])
        share = np.exp(scores - scores.max())
        best = int(scores.argmax())
        told = table.candidates[claim][best]
        out.append(Pick(float(share[best] / share.sum()), table.right[claim][best], nobody in told, unnamed in told))
    return out


def folds(table: Table) -> list[list[int]]:
    """Claims by fold; a source is whole in one fold."""
    place = {source: int(source, 16) % FOLDS for source in table.sources}
    found: list[list[int]] = [[] for _ in range(FOLDS)]
    for claim, source in enumerate(table.sources):
        found[place[source]].append(claim)
    return found


def left_out(table: Table) -> list[Pick]:
    """Picks for every claim by weights made without its source."""
    parts = folds(table)
    out = []
    for part in parts:
        rest = [claim for other in parts if other is not part for claim in other]
        out += picks(table, part, fit(table, rest))
    return out


def calibration(told: Sequence[Pick]) -> list[tuple[float, float]]:
    """Share of right picks in each band of probability, never falling."""
    found, low, least = [], 0.0, 0.0
    for upper in BINS:
        band = [pick.right for pick in told if low < pick.share <= upper]
        share = (sum(band) + 1) / (len(band) + 2)
        least = max(least, share)
        found.append((upper, round(least, 3)))
        low = upper
    return found


def report(told: Sequence[Pick], table: Table) -> str:
    """How good the choice is, and the rule's own choice beside it."""
    ruled = [i for i, name in enumerate(table.names) if name in ("ruled", "ruled sure")]
    plain = 0
    for candidates, right in zip(table.candidates, table.right, strict=True):
        plain += any(r and any(f in ruled for f in c) for c, r in zip(candidates, right, strict=True))
    acted = [pick.right for pick in told if not pick.nobody]
    return (
        f"{len(told)} claims of {len(set(table.sources))} sources; right leaving out whole sources "
        f"{sum(pick.right for pick in told) / len(told):.3f} (rules alone {plain / len(told):.3f}); "
        f"of those given to somebody {sum(acted) / max(1, len(acted)):.3f} ({len(acted)})"
    )


def write(table: Table) -> None:
    """The file of weights."""
    weights = fit(table, range(len(table.sources)))
    told = left_out(table)
    kept = {name: round(float(w), 2) for name, w in zip(table.names, weights, strict=True) if abs(w) >= 0.03}
    unnamed = [pick.right for pick in told if pick.unnamed]
    share = round((sum(unnamed) + 1) / (len(unnamed) + 2), 3)
    content = {"least": LEAST, "calibration": calibration(told), "unnamed": share, "weights": kept}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def fit_table(path: Path, writing: bool) -> None:
    """Tell how good the choice is, and write the weights."""
    table = read_table(path)
    print(report(left_out(table), table))
    if writing:
        write(table)


if __name__ == "__main__":
    raise SystemExit(command(__doc__, collect, collect_cases, fit_table))
