"""A small Turtle writer: the same statements always give the same bytes, made to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

#: Predicate and its objects, both in Turtle notation.
Row = tuple[str, Sequence[str]]
NOTE = "Built by scripts/build_vocabulary.py from scripts/vocabulary; edit the CSV files instead."
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')
_PREFIX = re.compile(r"(?:^|[\s^])([a-z]+):", re.MULTILINE)
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def literal(text: str, tail: str = "") -> str:
    """A quoted literal; `tail` is ``@zh`` or ``^^xsd:date``."""
    return f'"{text.translate(_ESCAPES)}"{tail}'


def block(subject: str, rows: Iterable[Row]) -> str:
    """The statements of one subject, rows without objects left out."""
    lines = [f"{predicate} {', '.join(objects)}" for predicate, objects in rows if objects]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def document(title: str, prefixes: Mapping[str, str], blocks: Iterable[str], *, close: bool = False) -> str:
    """A whole file with those prefixes that it uses; `close` leaves out the blank lines."""
    body = ("" if close else "\n").join(blocks)
    used = set(_PREFIX.findall(_LITERAL.sub("", body)))
    head = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(used))
    return f"# {title}\n# {NOTE}\n\n{head}\n{body}"
