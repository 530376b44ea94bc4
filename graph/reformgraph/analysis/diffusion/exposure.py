"""Exposure: how much of a node's surroundings has adopted."""

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
    r"""Exposure of every node in every period.

    E_i(t) = sum_j w_ij x_j A_j(t - lag) / sum_j w_ij x_j, with A_j(t) = 1 if j has adopted by t.

    Parameters
    ----------
    panel
        Nodes and ties.
    weights
        Weights w other than the ties (n x n; see `neighbours`); they are taken as they are.
    valued
        Weights are the values of the ties; else 1 a tie.
    outgoing
        Alters are those whom ego names; False: those who name ego.
    normalized
        Divide by the weight of all alters; False: the sum itself (a count, if unvalued).
    lag
        Periods by which the adoptions of alters are taken earlier, >= 0; before the first period nobody has adopted.
    attribute
        x, one number a node (n) or a node and period (n x T), >= 0; None: 1.

    Returns
    -------
    ndarray
        n x T, columns are `Panel.periods`. 0 for nodes without alters (or whose alters weigh nothing).

    Raises
    ------
    UsageError
        A negative lag, or arrays of the wrong shape.

    References
    ----------
    Valente (1995), Network models of the diffusion of innovations, ISBN 9781881303213. Burt (1987), doi:10.1086/228667.
    netdiffuseR, doi:10.5281/zenodo.1039317.

    Examples
    --------
    >>> from reformgraph.analysis.diffusion.panel import make_panel
    >>> exposure(make_panel("abc", [1, 2, 3], [2, 2], [0, 1]))[2].tolist()
    [0.5, 1.0, 1.0]
    """
    if lag < 0:
        raise UsageError(f"the lag is {lag}", cure="0 or more periods")
    matrix = panel.weights(valued, outgoing) if weights is None else weights
    size, span = len(panel), len(panel.periods)
    if matrix.shape != (size, size):
        raise UsageError(f"the weights are {matrix.shape}, the panel has {size} nodes")
    x = _attribute(attribute, size, span)
    adopted = panel.adopted()
    if lag:
        late = min(lag, span)
        adopted = np.hstack([np.zeros((size, late)), adopted[:, : span - late]])
    top: NDArray[np.float64] = np.asarray(matrix @ (adopted * x), dtype=np.float64)
    if not normalized:
        return top
    below = np.asarray(matrix @ np.broadcast_to(x, (size, span if x.shape[1] > 1 else 1)))
    share: NDArray[np.float64] = np.divide(top, below, out=np.zeros_like(top), where=below > 0)
    return share


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
    if lag < 0:
        raise UsageError(f"the lag is {lag}", cure="0 or more periods")
    matrix = panel.weights(valued, outgoing) if weights is None else weights
    ego = np.repeat(np.arange(len(panel)), np.diff(matrix.indptr))
    then = panel.toa[ego] - lag
    seen = panel.toa[matrix.indices] <= then
    if panel.end is not None:
        seen &= ~(panel.end[matrix.indices] <= then)
    top = np.bincount(ego, weights=matrix.data * seen, minlength=len(panel))
    below = np.bincount(ego, weights=matrix.data, minlength=len(panel))
    share = np.divide(top, below, out=np.zeros(len(panel)), where=below > 0)
    return np.where(np.isnan(panel.toa), np.nan, share)
