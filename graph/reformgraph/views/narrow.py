"""Adoptions narrowed down: to a province or city, to the reforms of the vocabulary; and what a bare word names."""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.errors import UsageError
from reformgraph.iri import RG, SKOS
from reformgraph.store import Store
from reformgraph.views.english_names import places_called
from reformgraph.views.store_rows import local
from reformgraph.views.trace import TracedAdoption, find_name
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_PLACES = f"SELECT ?actor ?place {{ ?actor <{RG}place> ?place }}"
_KNOWN = f"SELECT DISTINCT ?reform {{ ?reform <{SKOS}inScheme> <{RG}Reforms> }}"
#: Kinds that a bare word may name, the likeliest first.
_SORTS = ("reform", "zone", "company")


def sort_of(store: Store, word: str) -> str:
    """Whether a word names a ``reform``, a ``zone`` or a ``company`` of the store.

    Raises
    ------
    UsageError
        If it names none, with what each kind suggests.
    """
    told: list[UsageError] = []
    for sort in _SORTS:
        try:
            find_name(store, sort, word)
        except UsageError as fault:
            told.append(fault)
        else:
            return sort
    raise told[0]


def in_place(store: Store, adoptions: Sequence[TracedAdoption], name: str) -> list[TracedAdoption]:
    """Adoptions of actors that lie in a province, city or county, or are it.

    Raises
    ------
    UsageError
        If there is no such place.
    """
    places = load_vocabulary().places
    wanted = {place.code for place in places_called(name)}
    if not wanted:
        raise UsageError(f"no place {name!r}", cure="give a province, city or county, e.g. 山西省, 朔州 or Shanxi")
    codes = {
        str(row["actor"]).rpartition("/")[2]: str(row["place"]).rpartition("/")[2] for row in store.select(_PLACES)
    }

    def lies(actor: str) -> bool:
        """Whether a zone or organ lies there, or a place (its id is its code) does."""
        return any(outer.code in wanted for outer in places.path(codes.get(actor, actor)))

    return [one for one in adoptions if lies(one.zone_id)]


def of_vocabulary(store: Store, adoptions: Sequence[TracedAdoption]) -> list[TracedAdoption]:
    """Adoptions of reforms of the vocabulary, candidates left out."""
    known = {local(str(row["reform"])) for row in store.select(_KNOWN)}
    return [one for one in adoptions if one.reform_id in known]
