"""Which found article is which labelled one, and how well lines are shared out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from reformgraph.evaluation.judgements import Told

#: Least share of common lines that makes two articles one.
LEAST_SHARE = 0.3
_Found = TypeVar("_Found")
_Labelled = TypeVar("_Labelled")


def pair_off(
    found: Sequence[_Found], labelled: Sequence[_Labelled], *sames: Callable[[_Found, _Labelled], bool]
) -> dict[int, int]:
    """Each found item with the first free label that is the same: ``{place in found: place in labelled}``.

    Of several ways of being the same, the first pairs what it can before the next one does: a reform under its own name
    goes before one under a surface form.
    """
    pairs: dict[int, int] = {}
    free = list(range(len(labelled)))
    for same in sames:
        for place, one in enumerate(found):
            partner = None if place in pairs else next((to for to in free if same(one, labelled[to])), None)
            if partner is not None:
                free.remove(partner)
                pairs[place] = partner
    return dict(sorted(pairs.items()))


def pair_articles(found: Sequence[Told], labelled: Sequence[Told]) -> dict[int, int]:
    """Articles that share most of their lines, best pairs first: ``{place in labelled: place in found}``.

    The share is that of common lines in the lines of either (Jaccard).
    """
    lines = [one.all_lines() for one in found]
    shares = []
    for to, label in enumerate(labelled):
        wanted = label.all_lines()
        shares += [(len(own & wanted) / max(1, len(own | wanted)), at, to) for at, own in enumerate(lines)]
    pairs: dict[int, int] = {}
    for share, at, to in sorted(shares, reverse=True):
        if share >= LEAST_SHARE and to not in pairs and at not in pairs.values():
            pairs[to] = at
    return pairs


def b_cubed(found: Sequence[Told], labelled: Sequence[Told]) -> list[tuple[float, float, int]]:
    """Sums of B-cubed precision and recall over the lines of each labelled article, and their number.

    A line that no found article has, or several have, stands alone. Bagga and Baldwin 1998,
    doi:10.3115/980451.980859.
    """
    owner = {line: at for at, one in enumerate(labelled) for line in one.all_lines()}
    times = Counter(line for one in found for line in one.all_lines())
    group = {line: (at, 0) for at, one in enumerate(found) for line in one.all_lines() if times[line] == 1}
    keys = {line: group.get(line, (-1, line)) for line in owner}
    together = Counter((keys[line], owner[line]) for line in owner)
    in_group, in_label = Counter(keys.values()), Counter(owner.values())
    sums = [[0.0, 0.0] for _ in labelled]
    for (key, at), count in together.items():
        sums[at][0] += count * count / in_group[key]
        sums[at][1] += count * count / in_label[at]
    return [(precision, recall, in_label[at]) for at, (precision, recall) in enumerate(sums)]
