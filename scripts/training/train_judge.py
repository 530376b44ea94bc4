"""Judged phrases to the weights of the judge of measures, and what they are worth on sources left out.

    python scripts/training/train_judge.py [--check] [--report] [--out FILE]

A logistic regression with an L2 penalty over features that hold in several sources. Several mentions of one name in
an article share one verdict, so the weights are fitted twice: then from the clearest mention of each measure alone.
The same phrases give the same file, byte for byte: the optimum is unique, and what the search finds is settled to
far less than the rounding.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from scipy.sparse import linalg

from reformgraph.extraction.reforms.phrase_features import grams
from reformgraph.extraction.reforms.proposals import Kind

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[1] / "graph/reformgraph/extraction/reforms/judge_weights.json"
#: A feature of fewer sources is left out; so is one of a smaller weight, in logits.
LEAST_SOURCES, LEAST_WEIGHT, DIGITS = 4, 0.08, 2
PENALTY, FOLDS = 2.0, 10
FTOL = 1e-13
#: Each squares the distance to the optimum.
NEWTON_STEPS = 3
#: Single characters are many and tell little each: their weights cost more.
SIGN_SCALE, PAIR_SCALE = 0.6, 0.7
#: Logit from which on a phrase is a measure: where F1 of the names of an article is best on sources left out.
THRESHOLD = -0.3
#: A mention counts as the clearest of its name up to this much below it, in logits.
CLEAR = 0.1
#: What a phrase counts for in cases, each a sentence that shows one thing, and in the first pages, which several
#: readers have labelled.
SURE_WEIGHT = 2.0
#: And in articles read as though the vocabulary lacked their names (`collect_phrases.HIDDEN`).
HIDDEN, HIDDEN_WEIGHT = 1000, 0.4

Array = NDArray[np.float64]


class Phrase(NamedTuple):
    """A judged phrase; `name` tells article and name, `features` all that hold, `weight` what it counts for."""

    source: int
    name: tuple[int, int, str]
    kind: str
    verdict: str
    features: tuple[str, ...]
    weight: float = 1.0


class Model(NamedTuple):
    """Weights by name of the feature, and the logit without any."""

    weights: dict[str, float]
    bias: float

    def score(self, phrase: Phrase) -> float:
        """Logit of a phrase."""
        return self.bias + sum(self.weights.get(one, 0.0) for one in phrase.features)


def main() -> None:
    """Write or check the weights; report what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell whether the file is up to date")
    parser.add_argument("--report", action="store_true", help="also cross-validate over sites")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    phrases, sites = read_phrases(HERE)
    text = write_model(train(phrases))
    if args.check:
        if args.out.read_text("utf-8") != text:
            sys.exit(f"{args.out} is out of date: run python {Path(__file__).name}")
    else:
        args.out.write_text(text, "utf-8", newline="\n")
    if args.report:
        print(report(phrases, sites))


def read_phrases(folder: Path) -> tuple[list[Phrase], dict[int, str]]:
    """All phrases of ``phrases.tsv``, and the site of each source of ``sources.tsv`` (the host, or the folder)."""
    sites = {int(row["source"]): _site(row["address"]) for row in _rows(folder / "sources.tsv")}
    phrases = []
    for row in _rows(folder / "phrases.tsv"):
        source = int(row["source"])
        told = dict.fromkeys([*row["features"].split(" "), *grams(row["form"], cast(Kind, row["kind"]))])
        name = (source, int(row["article"]), row["name"])
        weight = SURE_WEIGHT if _is_sure(sites[source]) else 1.0
        weight *= HIDDEN_WEIGHT if int(row["article"]) >= HIDDEN and weight == 1.0 else 1.0
        phrases.append(Phrase(source, name, row["kind"], row["verdict"], tuple(told), weight))
    return phrases, sites


def train(phrases: Sequence[Phrase]) -> Model:
    """The weights that fit the phrases best."""
    phrases = [one for one in phrases if one.verdict != "part"]
    index = _index(phrases)
    design = _design(phrases, index)
    right = np.array([one.verdict == "measure" for one in phrases], dtype=np.float64)
    mentions = Counter(one.name for one in phrases)
    share = np.array([one.weight * mentions[one.name] ** -0.5 for one in phrases])
    fitted = _fit(design, right, share)
    scores = design @ fitted[:-1] + fitted[-1]
    best: dict[tuple[int, int, str], float] = defaultdict(lambda: -np.inf)
    for one, score in zip(phrases, scores, strict=True):
        best[one.name] = max(best[one.name], score)
    unclear = [s < best[one.name] - CLEAR and one.verdict == "measure" for one, s in zip(phrases, scores, strict=True)]
    fitted = _fit(design, right, np.where(unclear, 0.0, share))
    fitted[:-1] *= _scales(index)
    weights = {name: round(float(fitted[at]), DIGITS) for name, at in index.items() if abs(fitted[at]) >= LEAST_WEIGHT}
    return Model(weights, round(float(fitted[-1]), DIGITS))


def write_model(model: Model) -> str:
    """The file of weights: the bias counts from the threshold, the features stand in order."""
    told = {"bias": round(model.bias - THRESHOLD, DIGITS), "weights": dict(sorted(model.weights.items()))}
    return json.dumps(told, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def report(phrases: Sequence[Phrase], sites: dict[int, str]) -> str:
    """Precision and recall of the names of articles, by kind, each site judged by weights that have not seen it."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        model = train([one for one in phrases if _fold(sites[one.source]) != fold])
        left_out = [one for one in phrases if _fold(sites[one.source]) == fold and one.verdict != "part"]
        for _, group in groupby(sorted(left_out, key=lambda one: one.name), key=lambda one: one.name):
            mentions = list(group)
            best = max(mentions, key=model.score)
            told, right = int(model.score(best) > THRESHOLD), int(best.verdict == "measure")
            for row in ("all", best.kind):
                counts[row] = [a + b for a, b in zip(counts[row], (told and right, told, right), strict=True)]
    lines = [f"{len(phrases)} phrases of {len(sites)} sources, {len(set(sites.values()))} sites, {FOLDS} folds"]
    for row, (hits, told, right) in counts.items():
        lines.append(f"{row:8} precision {hits / max(1, told):.3f} recall {hits / max(1, right):.3f} of {right}")
    return "\n".join(lines)


def _index(phrases: Sequence[Phrase]) -> dict[str, int]:
    sources: dict[str, set[int]] = defaultdict(set)
    for one in phrases:
        for feature in one.features:
            sources[feature].add(one.source)
    return {name: at for at, name in enumerate(sorted(n for n, held in sources.items() if len(held) >= LEAST_SOURCES))}


def _design(phrases: Sequence[Phrase], index: dict[str, int]) -> sparse.csr_matrix:
    places: list[int] = []
    ends = [0]
    for one in phrases:
        places += [index[feature] for feature in one.features if feature in index]
        ends.append(len(places))
    design = sparse.csr_matrix((np.ones(len(places)), places, ends), shape=(len(phrases), len(index)))
    return design @ sparse.diags_array(_scales(index))


def _scales(index: dict[str, int]) -> Array:
    """What a feature counts for in the fit, by its place: less for characters."""
    return np.array([1.0 if "=" in name else PAIR_SCALE if len(name) > 2 else SIGN_SCALE for name in index])


def _fit(design: sparse.csr_matrix, right: Array, share: Array) -> Array:
    """Weights and, last, the bias that make the penalised loss least."""
    signs = np.where(right > 0, 1.0, -1.0)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = design @ weights[:-1] + weights[-1]
        away = share * (1 / (1 + np.exp(-scores)) - right)
        total = (share * np.logaddexp(0, -signs * scores)).sum() + PENALTY / 2 * (weights[:-1] ** 2).sum()
        return total, np.append(design.T @ away + PENALTY * weights[:-1], away.sum())

    start = np.zeros(design.shape[1] + 1)
    options = {"maxiter": 5000, "maxfun": 10000, "ftol": FTOL, "gtol": 1e-6}
    fitted: Array = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return _settled(fitted, design, right, share)


def _settled(fitted: Array, design: sparse.csr_matrix, right: Array, share: Array) -> Array:
    """The optimum next to what the search found, by Newton's steps.

    Where the search stops depends on how a machine adds numbers up: one of ten thousand weights then falls on the
    other side of a rounding.
    """
    penalty = np.append(np.full(design.shape[1], PENALTY), 0.0)
    for _ in range(NEWTON_STEPS):
        told = 1 / (1 + np.exp(-(design @ fitted[:-1] + fitted[-1])))
        away, curve = share * (told - right), share * told * (1 - told)
        gradient = np.append(design.T @ away, away.sum()) + penalty * fitted
        fitted = fitted - _solved(design, curve, penalty, gradient)
    return fitted


def _solved(design: sparse.csr_matrix, curve: Array, penalty: Array, gradient: Array) -> Array:
    """What the second derivatives of the loss turn into its gradient."""

    def turned(step: Array) -> Array:
        bent = curve * (design @ step[:-1] + step[-1])
        return np.append(design.T @ bent, bent.sum()) + penalty * step

    size = len(gradient)
    square = linalg.LinearOperator((size, size), matvec=turned, dtype=np.float64)
    step: Array = linalg.cg(square, gradient, rtol=1e-10, atol=0.0, maxiter=2000)[0]
    return step


def _fold(site: str) -> int:
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def _site(address: str) -> str:
    return urlsplit(address).hostname or address.partition("#")[0]


def _is_sure(site: str) -> bool:
    return site.endswith(".yml") or site.startswith("shared/pages/")


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


if __name__ == "__main__":
    main()
