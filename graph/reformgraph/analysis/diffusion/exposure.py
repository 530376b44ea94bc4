"""Exposure: how much of a node's surroundings has adopted.

Valente (1995), Network models of the diffusion of innovations, ISBN 9781881303213; Burt (1987), doi:10.1086/228667;
as in netdiffuseR, doi:10.5281/zenodo.1039317.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.panel import Panel
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def exposure(
    panel: Panel,
    *,
    weights: csr_array | None = None,
    valued: bool = False,
    outgoing: bool = True,
    normalized: bool = True,
    lag: int = 0,
    attribute: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Exposure of every node in every period: sum_j w_ij x_j A_j(t - lag) / sum_j w_ij x_j, A_j(t) = 1 once adopted.

    Parameters
    ----------
    panel, weights
        Nodes and ties; weights w other than the ties (n x n; see `neighbours`), which are taken as they are.
    valued, outgoing
        Weights are the values of the ties, else 1 a tie; alters are those whom ego names, else those who name ego.
    normalized
        Divide by the weight of all alters; False: the sum itself (a count, if unvalued).
    lag
        Periods by which the adoptions of alters are taken earlier, >= 0; before the first period nobody has adopted.
    attribute
        x, one number a node (n) or a node and period (n x T), >= 0; None: 1.

    Returns
    -------
    n x T numbers, columns are `Panel.periods`; 0 for nodes without alters (or whose alters weigh nothing).

    Raises
    ------
    UsageError
        A negative lag, or arrays of the wrong shape.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> exposure(make_panel("abc", [1, 2, 3], [2, 2], [0, 1]))[2].tolist()
    [0.5, 1.0, 1.0]
    """
    size, span = len(panel), len(panel.periods)
    matrix = _matrix(panel, weights, valued, outgoing)
    x = _attribute(attribute, size, span)
    top: NDArray[np.float64] = np.asarray(matrix @ (_adopted_before(panel, lag) * x), dtype=np.float64)
    if not normalized:
        return top
    below = np.asarray(matrix @ np.broadcast_to(x, (size, span if x.shape[1] > 1 else 1)))
    share: NDArray[np.float64] = np.divide(top, below, out=np.zeros_like(top), where=below > 0)
    return share


def _matrix(panel: Panel, weights: csr_array | None, valued: bool, outgoing: bool) -> csr_array:
    """The weights given, else those of the panel's ties; n x n."""
    matrix = panel.weights(valued, outgoing) if weights is None else weights
    if matrix.shape != (len(panel), len(panel)):
        raise UsageError(f"the weights are {matrix.shape}, the panel has {len(panel)} nodes")
    return matrix


def _adopted_before(panel: Panel, lag: int) -> NDArray[np.float64]:
    """Who has adopted (n x T), as it was `lag` periods before."""
    _check_lag(lag)
    size, span = len(panel), len(panel.periods)
    late = min(lag, span)
    return np.hstack([np.zeros((size, late)), panel.adopted()[:, : span - late]])


def _check_lag(lag: int) -> None:
    if lag < 0:
        raise UsageError(f"the lag is {lag}", cure="0 or more periods")


def _attribute(attribute: NDArray[np.float64] | None, size: int, span: int) -> NDArray[np.float64]:
    if attribute is None:
        return np.ones((size, 1))
    x = np.asarray(attribute, dtype=float)
    x = x[:, None] if x.ndim == 1 else x
    if x.shape not in ((size, 1), (size, span)):
        raise UsageError(f"the attribute is {x.shape}", cure=f"{size} numbers, or {size} x {span}")
    if not np.isfinite(x).all() or (x < 0).any():
        raise UsageError("the attribute holds a negative or missing number")
    return x


def exposure_at_adoption(
    panel: Panel,
    *,
    weights: csr_array | None = None,
    valued: bool = False,
    outgoing: bool = True,
    lag: int = 0,
) -> NDArray[np.float64]:
    """Exposure of each node in its own period of adoption, straight from the list of ties; NaN: has not adopted.

    The same as picking from `exposure`, without the n x T matrix.
    """
    _check_lag(lag)
    matrix = _matrix(panel, weights, valued, outgoing)
    ego = np.repeat(np.arange(len(panel)), np.diff(matrix.indptr))
    then = panel.toa[ego] - lag
    seen = panel.toa[matrix.indices] <= then
    if panel.end is not None:
        seen &= ~(panel.end[matrix.indices] <= then)
    top = np.bincount(ego, weights=matrix.data * seen, minlength=len(panel))
    below = np.bincount(ego, weights=matrix.data, minlength=len(panel))
    share = np.divide(top, below, out=np.zeros(len(panel)), where=below > 0)
    return np.where(np.isnan(panel.toa), np.nan, share)
