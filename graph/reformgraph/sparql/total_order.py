"""ORDER BY over values of mixed types: a query in, the same query with keys that can be compared out.

The engine compares numbers with numbers, dates with dates and everything else as text, which is no order where
a column holds all of them (2 < "10"^^xsd:date < "1x" < 2 in a circle), and its sort then aborts the process. So each
condition is taken apart into conditions of one type each: the kind of the value, its number, its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reformgraph.store.substitute import tokens

#: Functions whose values are all text, or all of one type.
_PLAIN = frozenset(
    {
        "STR",
        "UCASE",
        "LCASE",
        "STRLEN",
        "YEAR",
        "MONTH",
        "DAY",
        "BOUND",
        "LANG",
        "CONCAT",
        "COUNT",
        "EXISTS",
        "NOT",
        "RAND",
    }
)
_OPENING, _CLOSING = {"(", "{"}, {")", "}"}


def with_total_order(sparql: str) -> str:
    """The query with every ORDER BY made an order of all values: unbound, blank, IRIs, numbers, then text.

    >>> with_total_order("SELECT * { ?s ?p ?o } ORDER BY STR(?o) LIMIT 3")
    'SELECT * { ?s ?p ?o } ORDER BY STR(?o) LIMIT 3'
    """
    if "ORDER" not in sparql.upper():
        return sparql
    parts = list(tokens(sparql))
    closings = _closings(parts)
    made: list[str] = []
    place, last = 0, ""
    while place < len(parts):
        kind, text = parts[place]
        made.append(text)
        place += 1
        if kind == "word" and text.upper() == "BY" and last == "ORDER":
            place = _conditions(parts, closings, place, made)
        if kind != "comment" and not text.isspace():
            last = text.upper() if kind == "word" else text
    return "".join(made)


Parts = Sequence[tuple[str, str]]


def _conditions(parts: Parts, closings: Mapping[int, int], place: int, made: list[str]) -> int:
    """Write the conditions that begin at a place, taken apart; the place after them."""
    while (start := _after_space(parts, place)) < len(parts):
        kind, text = parts[start]
        word = text.upper() if kind == "word" else ""
        way, begin = (word, start + 1) if word in ("ASC", "DESC") else ("", start)
        end = _end(parts, closings, begin)
        if end is None:
            break
        expression = "".join(text for _, text in parts[begin:end])
        first = _after_space(parts, begin)
        inner = _after_space(parts, first + 1) if way else first
        if parts[inner][1].upper() in _PLAIN:
            made.append("".join(text for _, text in parts[place:end]))
        else:
            made.append(_keys(expression, way))
        place = end
    return place


def _after_space(parts: Parts, place: int) -> int:
    while place < len(parts) and (parts[place][0] == "comment" or parts[place][1].isspace()):
        place += 1
    return place


def _end(parts: Parts, closings: Mapping[int, int], place: int) -> int | None:
    """Where the expression ends that begins at a place: a variable, brackets, or a call; None where there is none."""
    place = _after_space(parts, place)
    if place < len(parts) and parts[place][0] == "variable":
        return place + 1
    # The name of a function, or NOT EXISTS, stands before brackets.
    for _ in range(3):
        if place in closings:
            return closings[place]
        if place >= len(parts) or parts[place][0] not in ("word", "name", "iri"):
            return None
        if parts[place][1].upper() in ("LIMIT", "OFFSET", "VALUES"):
            return None
        place = _after_space(parts, place + 1)
    return None


def _closings(parts: Parts) -> Mapping[int, int]:
    """Place of each opening bracket that is closed -> the place after its closing one."""
    found: dict[int, int] = {}
    open_at: list[int] = []
    for place, (kind, text) in enumerate(parts):
        if kind == "other" and text in _OPENING:
            open_at.append(place)
        elif kind == "other" and text in _CLOSING and open_at:
            found[open_at.pop()] = place + 1
    return found


def _keys(expression: str, way: str) -> str:
    value = f"({expression}\n)"
    kind = f"COALESCE(IF(isBlank{value},1,IF(isIRI{value},2,IF(isNumeric{value},3,4))),0)"
    # What is not equal to itself (NaN) is before and after nothing.
    number = f"COALESCE(IF(isNumeric{value} && {value}={value},{value},0),0)"
    text = f'COALESCE(STR{value},"")'
    return "".join(f" {way or 'ASC'}({key})" for key in (kind, number, text))
