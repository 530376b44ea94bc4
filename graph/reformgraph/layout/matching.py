"""Best one-to-one pairing of headlines and bodies: exact for a page's worth, near-exact for thousands."""

from __future__ import annotations

from collections.abc import Mapping

#: Largest side of a connected part that is solved exactly.
_EXACT = 40


def best_pairs(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Pairs (row to column) of greatest total score, each row and column used once at most.

    Parameters
    ----------
    scores
        Positive scores of the pairs that may be made; pairs not named may not.

    Notes
    -----
    Connected parts are solved one by one, by shortest augmenting paths (Kuhn 1955,
    DOI 10.1002/nav.3800020109; Jonker and Volgenant 1987, DOI 10.1007/BF02278710); parts with more
    than 40 rows or columns greedily, best score first.

    >>> best_pairs({(0, 0): 3.0, (0, 1): 2.5, (1, 0): 2.0})
    {0: 1, 1: 0}
    """
    pairs: dict[int, int] = {}
    for part in _parts(scores):
        rows = sorted({row for row, _ in part})
        columns = sorted({column for _, column in part})
        if len(rows) > _EXACT or len(columns) > _EXACT:
            pairs.update(_greedy(part))
        elif len(part) == 1:
            pairs.update(dict(part.keys()))
        else:
            pairs.update(_exact(part, rows, columns))
    return dict(sorted(pairs.items()))


def _parts(scores: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Connected parts of the bipartite graph of allowed pairs, in the order of their first row."""
    root: dict[tuple[int, int], tuple[int, int]] = {}

    def find(node: tuple[int, int]) -> tuple[int, int]:
        while root.setdefault(node, node) != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for row, column in scores:
        root[find((0, row))] = find((1, column))
    parts: dict[tuple[int, int], dict[tuple[int, int], float]] = {}
    for (row, column), score in sorted(scores.items()):
        parts.setdefault(find((0, row)), {})[row, column] = score
    return list(parts.values())


def _greedy(part: Mapping[tuple[int, int], float]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (row, column), _ in sorted(part.items(), key=lambda item: (-item[1], item[0])):
        if row not in pairs and column not in taken:
            pairs[row] = column
            taken.add(column)
    return pairs


def _exact(part: Mapping[tuple[int, int], float], rows: list[int], columns: list[int]) -> dict[int, int]:
    """Hungarian method on costs, with a column of cost 0 for each row that stays alone."""
    width = len(columns) + len(rows)
    cost = [[-part.get((row, column), -1e9) for column in columns] + [0.0] * len(rows) for row in rows]
    row_price, column_price = [0.0] * (len(rows) + 1), [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, len(rows) + 1):
        owner[0] = row
        _augment(cost, row_price, column_price, owner, width)
    pairs = {}
    for place, column in enumerate(columns, 1):
        row = owner[place]
        if row and (rows[row - 1], column) in part:
            pairs[rows[row - 1]] = column
    return pairs


def _augment(
    cost: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int], width: int
) -> None:
    """Give the row in `owner[0]` a column along the cheapest augmenting path."""
    least = [float("inf")] * (width + 1)
    used = [False] * (width + 1)
    way = [0] * (width + 1)
    at = 0
    while owner[at]:
        used[at] = True
        row, delta, following = owner[at], float("inf"), 0
        for column in range(1, width + 1):
            if used[column]:
                continue
            reduced = cost[row - 1][column - 1] - row_price[row] - column_price[column]
            if reduced < least[column]:
                least[column], way[column] = reduced, at
            if least[column] < delta:
                delta, following = least[column], column
        for column in range(width + 1):
            if used[column]:
                row_price[owner[column]] += delta
                column_price[column] -= delta
            else:
                least[column] -= delta
        at = following
    while at:
        owner[at] = owner[way[at]]
        at = way[at]
