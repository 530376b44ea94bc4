"""Train whose a number is: the weights in `extraction/claims/figure_weights.json`.

usage: train_figures.py collect TABLE [LABELS PAGES ...] [--cases FOLDER] [--unread FILE] [--weight W]
       train_figures.py fit TABLE [--write]

`collect` runs the extraction over labelled pages and writes a line for each number near a claim whose reform is
labelled: source, claim, told of it (1) or not (0), what it counts for, features. No sentence and no number is kept, and
pages named in the file of unread pages are passed over. `fit` makes the weights, the same bytes from the same table,
and tells precision and recall leaving out whole sources, beside those of the rules alone.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "graph"))

from training_table import case_pages, command, labelled_pages  # noqa: E402

WEIGHTS = HERE.parents[2] / "graph/reformgraph/extraction/claims/figure_weights.json"
#: Strength of the penalty on squared weights, and the logit from which on a number is the claim's: where F1 is best
#: leaving out whole sources.
PENALTY, THRESHOLD = 2.0, -0.4
#: In how many sources a feature must be seen, the least weight kept, the folds.
SEEN, LEAST, FOLDS = 4, 0.03, 10
#: What a number of a case counts for: a sentence that shows one thing.
CASE_WEIGHT = 2.0


class Row(NamedTuple):
    """A number near a claim."""

    source: str
    right: bool
    weight: float
    features: tuple[str, ...]


def collect(labels: Path, pages: Path, unread: frozenset[str], weight: float) -> Iterator[str]:
    """Lines of the table for one folder of labels."""
    for page, articles in labelled_pages(labels, pages, unread):
        labelled = [adoption for article in articles for adoption in article.adoptions if not adoption.refers]
        yield from _page_lines(page, labelled, weight)


def collect_cases(folder: Path) -> Iterator[str]:
    """Lines of the table for the cases of a folder: short texts whose claims tell all their figures."""
    from reformgraph.evaluation.judgements import Adoption, Amount

    for page, case in case_pages(folder):
        claims = [claim for claim in case["claims"] if "figures" in claim]
        pairs = [[figure.partition(" ") for figure in claim["figures"]] for claim in claims]
        amounts = [tuple(Amount(value, unit) for value, _, unit in own) for own in pairs]
        labelled = [Adoption(c["reform"], "", "", figures=a) for c, a in zip(claims, amounts, strict=True)]
        yield from _page_lines(page, labelled, CASE_WEIGHT)


def _page_lines(page: Any, labelled: Sequence[Any], weight: float) -> Iterator[str]:
    from reformgraph.evaluation.judgements import Adoption
    from reformgraph.evaluation.label_likeness import ReformNames
    from reformgraph.extraction.article import extract_page
    from reformgraph.extraction.claims import events as event_reading
    from reformgraph.extraction.claims import figure_choice
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    seen: list[tuple[str, Any, tuple[str, ...]]] = []

    def noted(setting: Any, found: Any) -> Any:
        around = figure_choice.Surroundings(setting, found)
        for event in found:
            for figure in around.near(event):
                seen.append((event.named.reform, figure.quantity, tuple(around.features(event, figure))))
        return figure_choice.choose_figures(setting, found)

    vars(event_reading)["choose_figures"] = noted
    try:
        extract_page(page)
    finally:
        vars(event_reading)["choose_figures"] = figure_choice.choose_figures
    names = ReformNames(load_vocabulary().reforms)
    source = sha256(page.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    for number, (reform, quantity, features) in enumerate(seen):
        gold = [a for a in labelled if names.same(Adoption(reform, "", ""), a)]
        if gold:
            right = any(_same(quantity, figure) for a in gold for figure in a.figures)
            yield f"{source}\t{number}\t{int(right)}\t{weight:g}\t{'|'.join(features)}"


def _same(quantity: Any, figure: Any) -> bool:
    return (quantity.value, quantity.unit) == (figure.value, figure.unit)


def read_table(path: Path) -> list[Row]:
    """The rows of a table."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        source, _, right, weight, features = line.split("\t")
        rows.append(Row(source, right == "1", float(weight), tuple(features.split("|"))))
    return rows


def fit(rows: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Weights by feature and the bias that make what was told likely, with a penalty on the squares."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    held: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for feature in row.features:
            held[feature].add(row.source)
    names = sorted(feature for feature, sources in held.items() if len(sources) >= SEEN)
    column = {name: place for place, name in enumerate(names)}
    places, ends = [], [0]
    for row in rows:
        places += [column[f] for f in dict.fromkeys(row.features) if f in column]
        ends.append(len(places))
    design = csr_matrix((np.ones(len(places)), places, ends), shape=(len(rows), len(names)))
    right = np.array([row.right for row in rows], dtype=float)
    count = np.array([row.weight for row in rows])
    signs = np.where(right > 0, 1.0, -1.0)

    def loss(weights: Any) -> tuple[float, Any]:
        score = design @ weights[:-1] + weights[-1]
        away = count * (1 / (1 + np.exp(-score)) - right)
        value = float((count * np.logaddexp(0, -signs * score)).sum() + PENALTY / 2 * (weights[:-1] ** 2).sum())
        return value, np.append(design.T @ away + PENALTY * weights[:-1], away.sum())

    start = np.zeros(len(names) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000, "ftol": 1e-12}).x
    return dict(zip(names, map(float, found[:-1]), strict=True)), float(found[-1])


def left_out(rows: Sequence[Row]) -> list[tuple[float, Row]]:
    """Each row with its logit by weights made without its source."""
    out = []
    for fold in range(FOLDS):
        weights, bias = fit([row for row in rows if _fold(row) != fold])
        out += [(bias + sum(weights.get(f, 0.0) for f in row.features), row) for row in rows if _fold(row) == fold]
    return out


def _fold(row: Row) -> int:
    return int(row.source, 16) % FOLDS


def report(told: Sequence[tuple[float, Row]]) -> str:
    """Precision, recall and F1 of the model and of the rules alone."""
    ruled = [(("ruled 1" in row.features), row.right) for _, row in told]
    chosen = [(score > THRESHOLD, row.right) for score, row in told]
    sources = len({row.source for _, row in told})
    return f"{len(told)} numbers of {sources} sources; rules alone {_measure(ruled)}, model {_measure(chosen)}"


def _measure(pairs: Sequence[tuple[bool, bool]]) -> str:
    hits, chosen, right = sum(a and b for a, b in pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)
    both = chosen + right
    return f"P {hits / max(1, chosen):.3f} R {hits / max(1, right):.3f} F {2 * hits / max(1, both):.3f}"


def write(rows: Sequence[Row]) -> None:
    """The file of weights; the bias counts from the threshold."""
    weights, bias = fit(rows)
    kept = {name: round(weight, 2) for name, weight in weights.items() if abs(weight) >= LEAST}
    content = {"bias": round(bias - THRESHOLD, 2), "weights": kept}
    WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def fit_table(path: Path, writing: bool) -> None:
    """Tell how good the model is beside the rules, and write the weights."""
    rows = read_table(path)
    print(report(left_out(rows)))
    if writing:
        write(rows)


if __name__ == "__main__":
    raise SystemExit(command(__doc__, collect, collect_cases, fit_table))
