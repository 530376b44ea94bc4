"""Which patterns of extraction are asked at one place of a text; the others are searched for."""

from __future__ import annotations

#: Patterns that are asked where the name of a measure ends, or where a word stands; the others are searched for.
MATCHED = frozenset(
    "_NEGATED_AFTER _NOT_YET _FOR_OTHERS _IMPRESSES _PRAISED _POLICY _GAINS _DISCUSSED _WITHDRAWN_AFTER _NOW_GONE "  # noqa: SIM905
    "_SINCE _UNDERWAY_AFTER _DRAFT_AFTER _DUE _BASIS_AFTER _SENDS _OPENS_PLAN _LISTED _WERE_THERE RANKED GOVERNMENT "
    "COMMITTEE_ORGAN GOVERNMENT_ORGAN _RELATIVE _OWNS _MUST _SETS_TOPIC".split()
)
