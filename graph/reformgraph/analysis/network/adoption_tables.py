"""Adoptions as the tables other programs of diffusion research read."""

from __future__ import annotations

from reformgraph.analysis.diffusion.cascades import Cascades
from reformgraph.analysis.diffusion.csv_tables import render
from reformgraph.analysis.diffusion.panel import Panel


def _time(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def long_cascades(cascades: Cascades) -> str:
    """``cascade,node,time``: the long format of NetworkInference (as_cascade_long), and of `read_cascades`."""
    rows = [
        {"cascade": cascades.names[c], "node": cascades.nodes[n], "time": _time(t)}
        for c, n, t in zip(cascades.cascade.tolist(), cascades.node.tolist(), cascades.time.tolist(), strict=True)
    ]
    return render(rows, "csv", ("cascade", "node", "time"))


def policy_unit_year(cascades: Cascades) -> str:
    """``statenam,policy,adopt_year``: the shape of the SPID table."""
    rows = [
        {"statenam": cascades.nodes[n], "policy": cascades.names[c], "adopt_year": _time(t)}
        for c, n, t in zip(cascades.cascade.tolist(), cascades.node.tolist(), cascades.time.tolist(), strict=True)
    ]
    return render(rows, "csv", ("statenam", "policy", "adopt_year"))


def diffnet_nodes(panel: Panel) -> str:
    """``id,toa`` and the attributes: node table for netdiffuseR (as_diffnet); an empty toa is NA."""
    names = tuple(panel.attributes)
    rows = [
        {"id": node, "toa": None if toa != toa else int(toa), **{name: panel.attributes[name][k] for name in names}}
        for k, (node, toa) in enumerate(zip(panel.ids, panel.toa.tolist(), strict=True))
    ]
    return render(rows, "csv", ("id", "toa", *names))


def diffnet_ties(panel: Panel) -> str:
    """``ego,alter,value``: edge list for netdiffuseR (edgelist_to_adjmat)."""
    table = panel.ties.tocoo()
    rows = [
        {"ego": panel.ids[i], "alter": panel.ids[j], "value": _time(v)}
        for i, j, v in zip(table.row.tolist(), table.col.tolist(), table.data.tolist(), strict=True)
    ]
    return render(rows, "csv", ("ego", "alter", "value"))
