"""Counts of a store, kept in step with what a build puts in and takes out, so that they are never counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import pyoxigraph as ox

from reformgraph.adoption.digest import ArticleDigest
from reformgraph.adoption.ledger import State
from reformgraph.iri import BASE, PROV, RDF, RG, SKOS, Minter
from reformgraph.rdf.dataset import CLASSES
from reformgraph.views.counts import KEYS, count_things, made_by

_TYPE, _ISSUED, _ACTOR, _CANONICAL = RDF + "type", RG + "issueDate", RG + "actor", RG + "canonical"
_SOURCES = RG + "independentSources"
_MADE = (PROV + "wasGeneratedBy", RG + "softwareVersion", RG + "vocabularyVersion")
_NAMES = {of: name for name, of in CLASSES.items() if name != "zones"}
#: Classes whose members may lack a property, which is counted: class, property, name of the count.
_LACKING = ((RG + "Page", _ISSUED, "pages_without_date"), (RG + "AdoptionClaim", _ACTOR, "claims_without_actor"))
_REFORM, _SCHEME, _REFORMS = (ox.NamedNode(iri) for iri in (RG + "reform", SKOS + "inScheme", RG + "Reforms"))

Made = tuple[str, str, str]


def tally(graphs: Iterable[Iterable[ox.Triple]]) -> Counter[str | Made]:
    """What graphs of a page and its articles add to the counts: names of `KEYS`, and what made the page."""
    found: Counter[str | Made] = Counter()
    for triples in graphs:
        having: dict[str, set[str]] = {}
        typed: list[tuple[str, str]] = []
        made: dict[str, str] = {}
        for triple in triples:
            predicate, subject = triple.predicate.value, triple.subject.value  # type: ignore[union-attr]
            if predicate == _TYPE:
                typed.append((subject, triple.object.value))  # type: ignore[union-attr]
            elif predicate in (_ISSUED, _ACTOR):
                having.setdefault(predicate, set()).add(subject)
            elif predicate in _MADE:
                made[predicate] = triple.object.value  # type: ignore[union-attr]
        found.update(_NAMES[of] for _, of in typed if of in _NAMES)
        for of, predicate, name in _LACKING:
            found[name] += sum(kind == of and subject not in having.get(predicate, ()) for subject, kind in typed)
        if len(made) == len(_MADE):
            found[(made[_MADE[0]], made[_MADE[1]], made[_MADE[2]])] += 1
    return found


class Tally:
    """The counts of a store while a build changes it.

    Parameters
    ----------
    state, base
        The bookkeeping of the store and what its IRIs begin with.
    """

    def __init__(self, state: State, base: str = BASE) -> None:
        self._state = state
        self._zones = Minter(base).local("zone", "")
        self._before: dict[str, str] = {}
        self._adoptions = Minter(base).local("adoption", "")
        held = state.counts()
        whole = held and set(KEYS) <= set(held["things"])
        self._counts: Counter[str | Made] | None = _from_json(held) if held and whole else None

    def change(self, counted: Mapping[str | Made, int], sign: int) -> None:
        """Take in what `tally` found in graphs that were put in (1) or taken out (-1)."""
        if self._counts is not None:
            for name, number in counted.items():
                self._counts[name] += sign * number

    def touch(self, reforms: Iterable[str]) -> None:
        """Look, before articles that name these reforms are put in or taken out, how the reforms count."""
        if self._counts is not None:
            for reform in reforms:
                if reform not in self._before:
                    self._before[reform] = self._kind(reform)

    def derived(self, gone: Collection[ox.Triple], come: Collection[ox.Triple]) -> None:
        """Take in a change of the derived graph."""
        for triples, sign in ((gone, -1), (come, 1)):
            self.change(Counter(name for triple in triples if (name := self._derived_name(triple))), sign)

    def settle(self, *, anew: bool) -> tuple[dict[str, int], list[Made]]:
        """The counts now, which are kept in the bookkeeping too, and what made the pages.

        Parameters
        ----------
        anew
            Whether all is to be counted, as after the derived graph was made anew.
        """
        if anew or self._counts is None:
            store = self._state.store
            self._counts = Counter()
            self._counts.update(count_things(store))
            self._counts.update(made_by(store))
        for reform, kind in self._before.items():
            if not anew and (now := self._kind(reform)) != kind:
                self._counts[kind] -= 1
                self._counts[now] += 1
        self._before.clear()
        made = sorted(key for key, number in self._counts.items() if isinstance(key, tuple) and number > 0)
        counts = {key: self._counts[key] for key in KEYS}
        self._state.set_counts({"things": counts, "made": [[*key, self._counts[key]] for key in made]})
        return counts, made

    def forget(self) -> None:
        """Give the counts up: the store is about to be changed in a way that is not followed."""
        self._counts = None
        self._before.clear()

    def _derived_name(self, triple: ox.Triple) -> str:
        predicate, subject, value = triple.predicate.value, triple.subject.value, triple.object.value  # type: ignore[union-attr]
        if predicate == _CANONICAL and subject == value and subject.startswith(self._zones):
            return "zones"
        if predicate == _SOURCES and subject.startswith(self._adoptions):
            several = int(value) > 1 and not _is_step(subject[len(self._adoptions) :])
            return "adoptions_corroborated" if several else ""
        return _NAMES.get(value, "") if predicate == _TYPE else ""

    def _kind(self, reform: str) -> str:
        """Name of the count a reform belongs to; empty while no claim is about it."""
        store, node = self._state.store, ox.NamedNode(reform)
        if next(store.quads(predicate=_REFORM, object=node), None) is None:
            return ""
        known = next(store.quads(subject=node, predicate=_SCHEME, object=_REFORMS), None)
        return "reform_candidates" if known is None else "reforms"


def _is_step(local: str) -> bool:
    """Whether the local name of an adoption has the number of one of its steps behind it.

    >>> _is_step("朔州经济开发区--标准地--2"), _is_step("朔州经济开发区--12345"), _is_step("organ--省商务厅--12345")
    (True, False, False)
    """
    front, _, number = local.rpartition("--")
    parts = front.count("--") + 1
    return number.isdigit() and parts > (2 if front.startswith(("organ--", "place--")) else 1)


def reforms_of(digests: Iterable[ArticleDigest]) -> set[str]:
    """Reforms that the claims of articles are about."""
    return {claim.reform for digest in digests for claim in digest.claims}


def _from_json(held: Mapping[str, object]) -> Counter[str | Made]:
    counts: Counter[str | Made] = Counter(held["things"])  # type: ignore[call-overload]
    for made, software, vocabulary, number in held["made"]:  # type: ignore[attr-defined]
        counts[(made, software, vocabulary)] = number
    return counts
