"""Structural equivalence: nodes in like positions of the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import ReformGraphError, UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_MAX_NODES = 6000


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Structural equivalence of all pairs.

    Attributes
    ----------
    equivalence
        n x n, rows sum to 1 (or 0): weight of j for i, zero diagonal.
    distance
        n x n Euclidean distance of geodesic profiles, symmetric; geodesics are divided by the longest one.
    """

    equivalence: NDArray[np.float64]
    distance: NDArray[np.float64]


def structural_equivalence(
    panel: Panel, *, power: float = 1.0, unreachable: float = 0.0, groups: tuple[str, ...] | None = None
) -> Equivalence:
    r"""Structural equivalence SE_ij = (dmax_i - d_ij)^v / sum_{k != i} (dmax_i - d_ik)^v.

    d_ij^2 = (z_ij - z_ji)^2 + sum_k (z_ik - z_jk)^2 + sum_k (z_ki - z_kj)^2 over k not in {i, j}; z the directed
    geodesics, unvalued, divided by their maximum; dmax_i the largest d_ij.

    Parameters
    ----------
    panel
        Nodes and ties.
    power
        v > 0; the higher, the more the closest alters weigh.
    unreachable
        z (before division) where there is no path.
    groups
        One value a node: computed within each group alone, 0 across.

    Raises
    ------
    ReformGraphError
        More nodes than dense matrices allow (6000 in one group).
    UsageError
        An option is out of range.

    References
    ----------
    Burt (1987), doi:10.1086/228667. Valente (1995), ISBN 9781881303213. netdiffuseR `struct_equiv`.
    """
    if not power > 0:
        raise UsageError(f"the power is {power}", cure="above 0")
    size = len(panel)
    if groups is not None and len(groups) != size:
        raise UsageError(f"{len(groups)} groups for {size} nodes")
    full, apart = np.zeros((size, size)), np.zeros((size, size))
    members: dict[str, list[int]] = {}
    for k in range(size):
        members.setdefault(groups[k] if groups else "", []).append(k)
    for rows in members.values():
        cross = np.ix_(rows, rows)
        full[cross], apart[cross] = _within(panel.weights()[rows][:, rows], power, unreachable)
    return Equivalence(full, apart)


def _within(ties: csr_array, power: float, unreachable: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from scipy.sparse.csgraph import shortest_path
    from scipy.spatial.distance import cdist

    size = ties.shape[0]
    if size > _MAX_NODES:
        raise ReformGraphError(
            f"structural equivalence of {size} nodes needs dense matrices", cure="compute it by group"
        )
    if size < 2:
        return np.zeros((size, size)), np.zeros((size, size))
    z = np.asarray(shortest_path(ties, unweighted=True))
    z[~np.isfinite(z)] = unreachable
    longest = float(z.max()) or 1.0
    # whole numbers until the last step: equal profiles are at distance 0 exactly
    square = cdist(z, z, "sqeuclidean") + cdist(z.T, z.T, "sqeuclidean") - 2 * (z**2 + z.T**2) + (z - z.T) ** 2
    np.fill_diagonal(square, 0.0)
    distance = np.sqrt(np.maximum(square, 0.0)) / longest
    near = (distance.max(axis=1)[:, None] - distance) ** power
    np.fill_diagonal(near, 0.0)
    sums = near.sum(axis=1)[:, None]
    return np.divide(near, sums, out=np.zeros_like(near), where=sums > 0), distance


def equivalence_weights(panel: Panel, **options: float) -> csr_array:
    """Structural equivalence as weights for `exposure`; options as in `structural_equivalence`."""
    from scipy.sparse import csr_array as array

    return array(structural_equivalence(panel, **options).equivalence)  # type: ignore[arg-type]
