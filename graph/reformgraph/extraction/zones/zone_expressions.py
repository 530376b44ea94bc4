"""A printed expression that names or points to a development zone, as `zone_scan` finds it."""

from __future__ import annotations

from typing import NamedTuple


class Expression(NamedTuple):
    """A printed expression.

    Attributes
    ----------
    start, end
        Positions in the text; `kind_at` is where the kind begins.
    family
        Class of the kind (`zone_words.HEADS`), ``ours`` and ``that`` for 我区 and 该区.
    chain
        Place names at its start, outermost first.
    own
        Own name between places and kind, empty in 昆山高新区.
    parent
        Index of the expression of the zone that it is a part of.
    named
        False for bare kinds and pronouns.
    weak
        Only part of a company's name.
    general
        Zones in general, or something that is no zone.
    doubtful
        The own name may be an ordinary word, as no place and no known name stands in it.
    entry
        Local name of the zone of the catalogue so called, empty where it is none or several are.
    """

    start: int
    end: int
    kind_at: int
    family: str
    kind: str
    chain: tuple[str, ...] = ()
    own: str = ""
    parent: int | None = None
    named: bool = False
    weak: bool = False
    general: bool = False
    doubtful: bool = False
    entry: str = ""
