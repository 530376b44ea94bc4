"""Kinds of texts and numbers that Python takes for one another: mypy tells them apart, at no cost while running.

A plain `str` or `int` becomes one where its meaning is first known: `Flow.span` makes offsets of positions,
`find_dates` and the readers of issue dates make EDTF, `Minter` makes IRIs, the vocabulary has the codes of places.
"""

from __future__ import annotations

from typing import NewType

#: A date or interval with its precision, as `language.edtf` writes it: ``2024``, ``2024-10~``, ``../2024-10-31``.
Edtf = NewType("Edtf", str)
#: The IRI of a thing, graph or term, whole: ``https://w3id.org/reformgraph/id/zone/朔州经济开发区``.
Iri = NewType("Iri", str)
#: Code of a province, city or county (GB/T 2260), six digits: ``140602``.
PlaceCode = NewType("PlaceCode", str)
#: A place between two characters of the decoded page, counted in code points from 0.
Offset = NewType("Offset", int)
#: A place between two characters of a `Flow`: what an article says, unwrapped. `Flow.span` leads back to the page.
Position = NewType("Position", int)
