"""Near-duplicate articles: the same release printed twice, wrapped or cut differently.

Candidates share a band of their MinHash signatures (Broder 1997, doi:10.1109/SEQUEN.1997.666900) over
runs of five characters; whether two candidates are the same text is then decided on the runs themselves.
So the answer for a pair depends on the two texts alone, never on what else is in the store.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from operator import eq

#: Number of hash functions, split into bands of `ROWS`; two texts of Jaccard similarity s share a band with
#: probability 1 - (1 - s**4)**32: 0.99 at 0.6, 0.87 at 0.5, 0.03 at 0.18.
PERMUTATIONS, ROWS = 128, 4
SEED = 20240101
RUN = 5
#: Texts with fewer runs than this say too little to be called the same.
FEWEST = 80
#: What makes two texts the same: this share of all runs in common, or this share of those of the shorter.
ALIKE, HELD = 0.6, 0.85
#: Four times the standard error of a similarity read off signatures.
_SLACK = 0.18

_KEPT = re.compile(r"[^\W_]+")
_WORD = 4
_BAND = ROWS * _WORD


def runs(text: str) -> frozenset[str]:
    """All runs of five letters, digits and characters of a text, punctuation and spaces left out."""
    kept = "".join(_KEPT.findall(text))
    return frozenset(kept[place : place + RUN] for place in range(len(kept) - RUN + 1))


def algorithm() -> str:
    """Name of what makes the signatures; those of another name cannot be compared."""
    from rensa import RMinHash  # type: ignore[import-untyped,unused-ignore]

    return f"rminhash-{RMinHash.ALGORITHM_VERSION}-{PERMUTATIONS}-{SEED}-{RUN}-{FEWEST}"


def signature(text: str) -> bytes:
    """MinHash signature of a text: number of its runs and 128 minima, 4 bytes each; empty where it is too short."""
    from rensa import RMinHash

    found = runs(text)
    if len(found) < FEWEST:
        return b""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(sorted(found))
    return array("I", [len(found), *sketch.digest()]).tobytes()


def may_be_same(one: bytes, other: bytes) -> bool:
    """Whether two texts can be one as far as their signatures tell; spares most comparisons of runs."""
    first, second = array("I", one), array("I", other)
    alike = sum(map(eq, first[1:], second[1:])) / PERMUTATIONS
    held = alike / (1 + alike) * (first[0] + second[0]) / min(first[0], second[0])
    return bool(alike >= ALIKE - _SLACK or held >= HELD - _SLACK)


def same_text(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts, given as their runs, are one: nearly all in common, or the shorter held by the longer."""
    common = len(one & other)
    return common >= ALIKE * len(one | other) or common >= HELD * min(len(one), len(other))


def bands(signature: bytes) -> list[int]:
    """Hashes (62 bits) of the bands with their places; two that clash by chance cost one comparison."""
    cut = ((place, signature[place : place + _BAND]) for place in range(_WORD, len(signature), _BAND))
    return [_hashed(place.to_bytes(2, "big") + band) for place, band in cut]


def _hashed(band: bytes) -> int:
    # A store keeps 62 bits bare in its indexes, as a number; longer values go to a table of strings.
    return int.from_bytes(blake2b(band, digest_size=8).digest(), "big") >> 2


class Groups:
    """Groups of texts that are the same, directly or by way of others (union-find)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The name that stands for the group of `name`."""
        path = []
        while (parent := self._parent.get(name, name)) != name:
            path.append(name)
            name = parent
        for passed in path:
            self._parent[passed] = name
        return name

    def join(self, one: str, other: str) -> None:
        """Make two groups one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent.setdefault(first, first)
        self._parent[second] = first

    def members(self) -> list[tuple[str, ...]]:
        """All groups of two or more, each sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._parent:
            found[self.find(name)].append(name)
        return sorted(tuple(sorted(names)) for names in found.values() if len(names) > 1)


def group(
    names: Iterable[str],
    candidates: Callable[[str], Iterable[str]],
    same: Callable[[str, str], bool],
    groups: Groups | None = None,
) -> Groups:
    """Join the named texts with all of their candidates that are the same.

    Parameters
    ----------
    names
        Texts to look at.
    candidates
        Those a text may be the same as; of two named texts each is one of the other, or neither.
    same
        The decision for a pair, symmetric; not asked where the two are in one group already.
    groups
        Groups known before; they grow.
    """
    groups = groups if groups is not None else Groups()
    asked = set(names)
    for name in sorted(asked):
        for other in sorted(candidates(name)):
            if other < name and other in asked:
                continue  # decided when its turn was
            if groups.find(name) != groups.find(other) and same(*sorted((name, other))):
                groups.join(name, other)
    return groups
