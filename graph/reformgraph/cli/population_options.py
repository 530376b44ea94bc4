"""Which zones could adopt: the options ``--population`` and ``--province``, and how they are followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from reformgraph.cli.messages import _t
from reformgraph.errors import UsageError

if TYPE_CHECKING:
    from reformgraph.analysis.diffusion.population import Population

Command = Callable[..., Any]

#: Which zones could adopt.
population_options: Sequence[Callable[[Command], Command]] = (
    click.option(
        "--population",
        metavar="LEVEL,...|FILE.csv",
        help=_t(
            "可能采用的全部开发区：national,provincial（名录），或 CSV（zone[,entry]）；未见报道的记为未观测",
            "Zones at risk: levels of the catalogue, or a CSV zone[,entry]; those without a report are unobserved.",
        ),
    ),
    click.option("--province", help=_t("只取此省的开发区", "Only zones of this province.")),
)


def population_of(options: Mapping[str, Any]) -> Population | None:
    """The zones at risk that the options name, None for those that articles speak of."""
    from reformgraph.analysis.diffusion.population import read_population
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    if not options["population"]:
        if options["province"]:
            raise UsageError("--province without --population", cure="add --population national,provincial")
        return None
    return read_population(options["population"], load_vocabulary(), options["province"])
