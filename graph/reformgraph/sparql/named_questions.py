"""Named questions: SPARQL kept in files, with typed parameters that are bound, never pasted.

A question is a file of `queries/` that begins with a header::

    # title-zh: …            # title-en: …
    # description-zh: …      # description-en: …
    # param NAME: KIND = DEFAULT | 说明 | explanation

A parameter without a default that is not given stays a free variable of the query; ``@most`` stands for
the thing of its kind that the store has most of, ``@lang`` for the language of the user. Names are found
by any alias.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from reformgraph.errors import UsageError
from reformgraph.iri import XSD, Minter
from reformgraph.records import STATUSES
from reformgraph.sparql.find_names import find_iri, first_of
from reformgraph.sparql.label_language import language
from reformgraph.sparql.name_index import resolve, suggest
from reformgraph.sparql.run_query import base_of, evaluate, kind_of
from reformgraph.store import Store
from reformgraph.store.substitute import Term, substitute

#: Stands for the thing of a kind that the store has most of.
MOST = "@most"
#: Stands for the language of the user.
LANGUAGE = "@lang"
_HEAD = re.compile(r"# (title-zh|title-en|description-zh|description-en): (.*)")
_PARAM = re.compile(r"# param (\w+): (\w+) =([^|]*)\|([^|]*)\|(.*)")
_NUMBERS: Mapping[str, Callable[[str], object]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text == "true",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be asked about.

    Attributes
    ----------
    kind
        ``reform``, ``zone``, ``actor`` (zone, place or organ), ``company``, ``category``, ``place``,
        ``status``, ``indicator``, ``year``, ``int``, ``lang`` or ``text``.
    default
        Text as a user would give it; empty leaves the variable free, ``@most`` takes the commonest thing,
        ``@lang`` the language of the user.
    """

    name: str
    kind: str
    default: str
    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; `text` is the SPARQL with its header."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    parameters: tuple[Parameter, ...]
    text: str


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """All named questions by name, sorted."""
    found = {}
    for entry in sorted((files("reformgraph.sparql") / "queries").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".rq"):
            name = entry.name.removesuffix(".rq")
            found[name] = read_question(name, entry.read_text(encoding="utf-8"))
    return found


def read_question(name: str, text: str) -> Question:
    """The question in the text of a file.

    Raises
    ------
    ValueError
        If the header lacks a title, a description or tells a parameter that the query does not have.
    """
    head: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if found := _HEAD.fullmatch(line):
            head[found[1]] = found[2].strip()
        elif found := _PARAM.fullmatch(line):
            parameters.append(Parameter(*(part.strip() for part in found.groups())))
            if not re.search(rf"\?{found[1]}\b", text):
                raise ValueError(f"{name}: the query has no variable ?{found[1]}")
        elif line.startswith("# "):
            raise ValueError(f"{name}: not a line of a header: {line}")
    keys = ("title-zh", "title-en", "description-zh", "description-en")
    if missing := [key for key in keys if not head.get(key)]:
        raise ValueError(f"{name}: the header lacks {missing[0]}")
    title_zh, title_en, description_zh, description_en = (head[key] for key in keys)
    return Question(name, title_zh, title_en, description_zh, description_en, tuple(parameters), text)


def question(name: str) -> Question:
    """The question of this name.

    Raises
    ------
    UsageError
        If there is none; the message suggests names.
    """
    known = questions()
    if name in known:
        return known[name]
    names = {one.name: (one.name, one.title_zh, one.title_en) for one in known.values()}
    near = [other for other in known if name and other.startswith(name)] or suggest({n: (n,) for n in names}, name, 3)
    cure = f"did you mean {', '.join(near)}?" if near else "reformgraph query --list tells them all"
    raise UsageError(f"there is no question named “{name}”", cure=cure)


def bind(store: Store, asked: Question, given: Mapping[str, str], base: str | None = None) -> str:
    """The text of a question with its parameters bound.

    Parameters
    ----------
    given
        Parameter name to text as a user gives it; an empty text leaves the variable free.

    Raises
    ------
    UsageError
        If a parameter does not exist, or its value is not of its kind, or names nothing.
    """
    known = {parameter.name for parameter in asked.parameters}
    if unknown := sorted(set(given) - known):
        cure = f"it has {', '.join(sorted(known))}" if known else "it has none"
        raise UsageError(f"the question {asked.name} has no parameter “{unknown[0]}”", cure=cure)
    base = base or base_of(store)
    values: dict[str, Term] = {}
    for parameter in asked.parameters:
        text = given.get(parameter.name, parameter.default).strip()
        term = _term(store, parameter, text, base) if text else None
        if term is not None:
            values[parameter.name] = term
    return substitute(asked.text, values)


def _term(store: Store, parameter: Parameter, text: str, base: str) -> Term | None:
    """The RDF term a user means; None where the store has nothing of the kind to take by default."""
    kind = parameter.kind
    match kind:
        case "text":
            return ox.Literal(text)
        case "year":
            if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
                raise UsageError(f"{parameter.name}: “{text}” is not a year", cure="write four digits, as 2024")
            return ox.Literal(text)
        case "lang":
            if text != LANGUAGE and not re.fullmatch(r"[a-z]{2,3}", text, re.ASCII):
                raise UsageError(f"{parameter.name}: “{text}” is not a language", cure="write zh or en")
            return ox.Literal(language() if text == LANGUAGE else text)
        case "int":
            if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
                raise UsageError(f"{parameter.name}: “{text}” is not a whole number", cure="write digits, as 2")
            return ox.Literal(int(text))
        case "status":
            names: dict[str, tuple[str, ...]] = {Minter(base).local("status", status): (status,) for status in STATUSES}
            return ox.NamedNode(resolve(names, text, kind))
    if text == MOST:
        found = first_of(store, kind, base)
        return None if found is None else _as_term(kind, found)
    return _as_term(kind, find_iri(store, kind, text, base))


def _as_term(kind: str, value: str) -> Term:
    return ox.Literal(value) if kind == "indicator" else ox.NamedNode(value)


def answer(store: Store, name: str, **given: str) -> list[dict[str, Any]]:
    """Rows of a named question, values as Python objects.

    IRIs and texts are strings, numbers int or float, unbound None; a question that gives triples has
    the columns ``subject``, ``predicate`` and ``object``.

    >>> from reformgraph.store import open_store
    >>> answer(open_store(":memory:"), "reprints")
    []
    """
    base = base_of(store)
    found = evaluate(store, bind(store, question(name), given, base), base=base)
    return list(rows(found))


def rows(found: Any) -> Iterator[dict[str, Any]]:
    """The rows or triples of an answer as dictionaries of Python values."""
    if kind_of(found) == "graph":
        for triple in found:
            yield {part: _value(getattr(triple, part)) for part in ("subject", "predicate", "object")}
        return
    names = [variable.value for variable in found.variables]
    for row in found:
        yield {name: _value(row[name]) for name in names}


def _value(term: Any) -> Any:
    if isinstance(term, ox.Literal):
        convert = _NUMBERS.get(term.datatype.value)
        return convert(term.value) if convert else term.value
    return None if term is None else term.value if isinstance(term, (ox.NamedNode, ox.BlankNode)) else str(term)
