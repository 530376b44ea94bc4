"""A panel: nodes with times of adoption, and the ties between them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from reformgraph.analysis.diffusion.csv_tables import Columns, numbers, read_columns
from reformgraph.errors import ReformGraphError, UsageError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: What to do with a tie that names a node without a row of its own.
Unknown = Literal["error", "drop", "add"]
#: Columns of a survey: alter1, alter_2, net3, and what stands there for nobody.
_ALTER = re.compile(r"(?:alter|alters|net|friend)_?\d{1,3}", re.I)
_NOBODY = frozenset(("", "NA", "NaN", "nan", "None"))


@dataclass(frozen=True, slots=True)
class Panel:
    """Nodes, times of adoption, ties; the same ties hold in every period.

    Attributes
    ----------
    ids
        Node names, in file order.
    toa
        Time of adoption of each node, whole numbers; NaN: has not adopted by the end of observation.
    ties
        n x n sparse matrix, row ego, column alter, the value of the tie; empty diagonal.
    first, last
        First and last period of observation; adoptions lie within. Periods are `first` ... `last`.
    attributes
        Further columns of the node table, as strings.
    notes
        What was dropped or is remarkable.
    sources
        Independent articles that the adoption of each node rests on; empty for tables.
    end
        Period from which each node has given the adoption up (NaN: it has not); None: nobody has.
    entry
        Period from which each node is at risk (NaN: from the first); None: all from the first.
    outside
        Adopters without a date: they are no nodes, but count in the proportions.
    unit
        ``year``, ``quarter``, ``month`` or ``day`` where periods are such; empty where they are plain numbers.
    """

    ids: tuple[str, ...]
    toa: NDArray[np.float64]
    ties: csr_array
    first: int
    last: int
    attributes: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()
    sources: tuple[frozenset[str], ...] = ()
    end: NDArray[np.float64] | None = None
    entry: NDArray[np.float64] | None = None
    outside: int = 0
    unit: str = ""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def periods(self) -> range:
        """All periods, adoptions in them or not."""
        return range(self.first, self.last + 1)

    def adopted(self) -> NDArray[np.float64]:
        """n x T matrix: 1 where node i has adopted by the period and not given up; column 0 is period `first`."""
        periods = np.arange(self.first, self.last + 1)[None, :]
        state = self.toa[:, None] <= periods
        if self.end is not None:
            state &= ~(self.end[:, None] <= periods)
        return state.astype(float)

    def weights(self, valued: bool = False, outgoing: bool = True) -> csr_array:
        """The ties as weights: 1 a tie unless `valued`; transposed (alter -> ego) unless `outgoing`."""
        matrix = self.ties if valued else _ones(self.ties)
        return matrix if outgoing else matrix.T.tocsr()

    def with_ties(self, ties: csr_array) -> Panel:
        """The same nodes with other ties."""
        return replace(self, ties=ties)


def _ones(matrix: csr_array) -> csr_array:
    plain = matrix.copy()
    plain.data = np.ones_like(plain.data)
    return plain


def _toa(table: Columns) -> tuple[dict[str, float], list[str]]:
    values = numbers(table, "toa")
    ids: dict[str, float] = {}
    repeated = 0
    for row, (node, value) in enumerate(zip(table.columns["id"], values, strict=True)):
        if not node:
            raise ReformGraphError("an empty id", where=table.line(row))
        if value != value or value.is_integer():
            if node in ids:
                repeated += 1
                if not (ids[node] == value or (ids[node] != ids[node] and value != value)):
                    raise ReformGraphError(f"node {node!r} stands twice with different toa", where=table.line(row))
            ids[node] = value
        else:
            raise ReformGraphError(f"toa of {node!r} is {value}, not a whole period", where=table.line(row))
    if not ids:
        raise ReformGraphError("no nodes", where=table.name, cure="give rows id,toa")
    return ids, [f"{repeated} repeated node rows dropped"] if repeated else []


def _window(
    toa: NDArray[np.float64], first: int | None, last: int | None
) -> tuple[int, int, NDArray[np.float64], list[str]]:
    known = toa[np.isfinite(toa)]
    if not len(known) and (first is None or last is None):
        raise ReformGraphError("nobody adopts: there are no periods", cure="give first and last period, or fill toa")
    start = int(known.min()) if first is None else first
    end = int(known.max()) if last is None else last
    if end < start:
        raise UsageError(f"the last period {end} lies before the first {start}")
    if end - start > 1_000_000:
        raise ReformGraphError(f"{end - start + 1} periods from {start} to {end}", cure="check toa for outliers")
    notes = []
    if early := int((known < start).sum()):
        raise ReformGraphError(
            f"{early} adoptions lie before the first period {start}", cure="choose an earlier first period"
        )
    if late := int((known > end).sum()):
        toa = np.where(toa > end, np.nan, toa)
        notes.append(f"{late} adoptions after period {end} count as not yet seen")
    if (known < 0).any():
        notes.append("some periods are negative: kept, periods are plain whole numbers")
    return start, end, toa, notes


def make_panel(
    ids: Sequence[str],
    toa: Sequence[float] | NDArray[np.float64],
    egos: Sequence[int] | NDArray[np.int64],
    alters: Sequence[int] | NDArray[np.int64],
    values: Sequence[float] | NDArray[np.float64] | None = None,
    *,
    first: int | None = None,
    last: int | None = None,
    attributes: Mapping[str, tuple[str, ...]] | None = None,
    notes: Sequence[str] = (),
) -> Panel:
    """A panel from arrays.

    Parameters
    ----------
    ids, toa
        Node names and times of adoption; NaN: not adopted.
    egos, alters, values
        Ties as positions in `ids`; values None: 1 each. Self-ties are dropped, values of repeated ties added, each with
        a note; a value of 0 is no tie.
    first, last
        Periods of observation; None: first and last adoption. A later adoption counts as not yet seen.

    Raises
    ------
    ReformGraphError
        An adoption before the first period, no adoption at all and no periods, a negative tie value, repeated ids.
    """
    from scipy.sparse import csr_array

    if len(set(ids)) != len(ids):
        raise ReformGraphError("node ids are repeated")
    start, end, when, remarks = _window(np.asarray(toa, dtype=float), first, last)
    said = [*notes, *remarks]
    rows, columns = np.asarray(egos, dtype=np.int64), np.asarray(alters, dtype=np.int64)
    weight = np.ones(len(rows)) if values is None else np.asarray(values, dtype=float)
    if (weight < 0).any() or not np.isfinite(weight).all():
        raise ReformGraphError("a tie has a negative or missing value", cure="values are numbers of at least 0")
    keep = (rows != columns) & (weight > 0)
    if own := int((rows == columns).sum()):
        said.append(f"{own} self-ties dropped")
    matrix = csr_array((weight[keep], (rows[keep], columns[keep])), shape=(len(ids), len(ids)))
    given = int(keep.sum())
    matrix.sum_duplicates()
    if matrix.nnz < given:
        said.append(f"{given - matrix.nnz} repeated ties: their values are added, unvalued they count once")
    if apart := int((np.diff(matrix.indptr) == 0).sum()):
        said.append(f"{apart} of {len(ids)} nodes have no alter: their exposure is 0")
    return Panel(tuple(ids), when, matrix, start, end, dict(attributes or {}), tuple(said))


def _tie_positions(
    table: Columns, position: dict[str, int], unknown: Unknown
) -> tuple[list[int], list[int], list[float] | None, list[str]]:
    """Ends of the ties as positions, values, notes; `position` grows where unknown nodes are added."""
    values = numbers(table, "value") if "value" in table.columns else None
    if (row := next((k for k, v in enumerate(values or ()) if v != v), None)) is not None:
        raise ReformGraphError("a tie has no value", where=table.line(row))
    egos = [position.get(name, -1) for name in table.columns["ego"]]
    alters = [position.get(name, -1) for name in table.columns["alter"]]
    if -1 not in egos and -1 not in alters:
        return egos, alters, values, []
    missing = [k for k in range(len(egos)) if egos[k] < 0 or alters[k] < 0]
    row = missing[0]
    if unknown == "error":
        name = table.columns["ego" if egos[row] < 0 else "alter"][row]
        cure = "add it to the nodes, or choose to drop such ties or to add their nodes as not adopting"
        raise ReformGraphError(
            f"the tie names {name!r}, which is not among the nodes", where=table.line(row), cure=cure
        )
    if unknown == "drop":
        gone = set(missing)
        keep = [k for k in range(len(egos)) if k not in gone]
        values = [values[k] for k in keep] if values is not None else None
        return (
            [egos[k] for k in keep],
            [alters[k] for k in keep],
            values,
            [f"{len(gone)} ties to unknown nodes dropped"],
        )
    before = len(position)
    egos = [position.setdefault(name, len(position)) for name in table.columns["ego"]]
    alters = [position.setdefault(name, len(position)) for name in table.columns["alter"]]
    return egos, alters, values, [f"{len(position) - before} nodes that only ties name added as not adopting"]


def read_panel(
    nodes: str | Path,
    ties: str | Path | None = None,
    *,
    first: int | None = None,
    last: int | None = None,
    unknown: Unknown = "error",
    given: Mapping[str, str] | None = None,
    symmetric: bool = False,
) -> Panel:
    """Read a panel from two tables.

    Parameters
    ----------
    nodes
        CSV with the columns id, toa (empty or NA: has not adopted), and any others (kept as attributes); a column
        ``end`` is the period from which the adoption was given up (empty: it was not).
    ties
        CSV with ego, alter and, if there, value, or as surveys have it, a row an ego with alter1, alter2, ...
        (empty: none); None: no ties.
    first, last
        See `make_panel`.
    unknown
        A tie that names no node: ``error``, ``drop`` it, or ``add`` the node as one that does not adopt.
    given
        Our column name -> name in the file.
    symmetric
        Also take every tie the other way round.

    Raises
    ------
    ReformGraphError, UsageError
        The tables cannot be used; the message names file and line.
    """
    table = read_columns(nodes, ("id", "toa"), ("end",), given=given, keep_rest=True)
    when, notes = _toa(table)
    position = {node: k for k, node in enumerate(when)}
    egos: list[int] = []
    alters: list[int] = []
    values: list[float] | None = None
    if ties is not None:
        egos, alters, values, remarks = _tie_positions(_read_ties(ties, given), position, unknown)
        notes += remarks
        if symmetric:
            egos, alters = egos + alters, alters + egos
            values = values + values if values is not None else None
    toa = list(when.values()) + [math.nan] * (len(position) - len(when))
    rest = _attributes(table, when, len(position))
    panel = make_panel(tuple(position), toa, egos, alters, values, first=first, last=last, attributes=rest, notes=notes)
    return replace(panel, end=_ends(table, panel)) if "end" in rest else panel


def _read_ties(path: str | Path, given: Mapping[str, str] | None) -> Columns:
    """Ties a row each; those of a survey (ego, alter1, alter2, ...) are taken apart."""
    try:
        return read_columns(path, ("ego", "alter"), ("value",), given=given)
    except UsageError:
        if str(path) == "-" or (given and "alter" in given):
            raise
        wide = read_columns(path, ("ego",), given=given, keep_rest=True)
        names = [name for name in wide.columns if _ALTER.fullmatch(name)]
        if not names:
            raise
    cells = [(row, wide.columns[name][row]) for row in range(len(wide)) for name in names]
    ties = [(row, alter) for row, alter in cells if alter not in _NOBODY]
    egos = [wide.columns["ego"][row] for row, _ in ties]
    lines = [wide.lines[row] for row, _ in ties]
    return Columns(wide.name, {"ego": egos, "alter": [alter for _, alter in ties]}, lines)


def _ends(table: Columns, panel: Panel) -> NDArray[np.float64]:
    """The column end, checked: not before toa."""
    given = dict(zip(table.columns["id"], numbers(table, "end"), strict=True))
    ends = np.array([given.get(node, math.nan) for node in panel.ids])
    for node, toa, end in zip(panel.ids, panel.toa.tolist(), ends.tolist(), strict=True):
        if end == end and not end >= toa:
            raise ReformGraphError(f"the adoption of {node!r} ends at {end:g}, before it began", where=table.name)
    return ends


def _attributes(table: Columns, when: Mapping[str, float], count: int) -> dict[str, tuple[str, ...]]:
    names = [name for name in table.columns if name not in ("id", "toa")]
    if not names:
        return {}
    row = {node: k for k, node in reversed(list(enumerate(table.columns["id"])))}
    order = [row[node] for node in when]
    pad = ("",) * (count - len(order))
    return {name: tuple(table.columns[name][k] for k in order) + pad for name in names}


def panel_from_graph(graph: Any, toa: str = "toa", weight: str | None = "weight") -> Panel:
    """A panel from a networkx graph: node attribute `toa` (None or missing: not adopted), edge weight `weight`.

    Edges of an undirected graph are ties both ways.
    """
    nodes = list(graph.nodes)
    position = {node: k for k, node in enumerate(nodes)}
    when = [math.nan if graph.nodes[node].get(toa) is None else float(graph.nodes[node][toa]) for node in nodes]
    ends = [
        (position[u], position[v], float(d.get(weight, 1.0)) if weight else 1.0) for u, v, d in graph.edges(data=True)
    ]
    if not graph.is_directed():
        ends += [(v, u, w) for u, v, w in ends if u != v]
    return make_panel(
        [str(node) for node in nodes], when, [u for u, _, _ in ends], [v for _, v, _ in ends], [w for _, _, w in ends]
    )
