"""What a judgement needs to know of reforms beforehand: their names, which are core, which only one page names."""

from __future__ import annotations

from collections.abc import Mapping

from reformgraph.evaluation.label_likeness import ReformNames


class Yardstick:
    """Knowledge of reforms.

    Parameters
    ----------
    names
        Names of reforms.
    core
        Keys of the core reforms.
    origins
        Key of a reform -> beginnings of the names of the pages that alone name it.
    """

    def __init__(
        self, names: ReformNames, core: frozenset[str], origins: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self.names = names
        self.core = core
        self._origins = origins or {}

    def is_core(self, reform: str) -> bool:
        """Whether a reform is core, by any of its names."""
        return self.names.key(reform) in self.core

    def only_here(self, reform: str, page: str) -> bool:
        """Whether the vocabulary knows the reform from this page alone."""
        return any(page.startswith(start) for start in self._origins.get(self.names.key(reform), ()))
