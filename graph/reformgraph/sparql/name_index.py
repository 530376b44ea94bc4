"""Finds the thing a user means: by label, alias, local name or IRI, with suggestions for a near miss."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from reformgraph.errors import UsageError
from reformgraph.language.lexicon import pairs
from reformgraph.sparql.letter_names import spelled_by

#: Signs that people leave out or type in another way.
_DROPPED = re.compile(r"[\s\"'“”‘’「」『』《》〈〉()（）\[\]【】·・\-_]")
_MOST_NAMES_COMPARED = 20_000
#: Kinds whose names people also spell in letters.
_SPELLED = ("zone", "place", "reform")


def fold_name(text: str) -> str:
    """The name with width, case, spaces, quotes and brackets levelled, for comparison only."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _local_name(iri: str) -> str:
    return unquote(re.split(r"[/#]", iri)[-1])


def _index(candidates: Mapping[str, Sequence[str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Folded label -> IRIs and folded alias or local name -> IRIs, in the order of `candidates`."""
    labels: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for iri, names in candidates.items():
        for place, name in enumerate((*names, _local_name(iri))):
            table = others if place else labels
            known = table.setdefault(fold_name(name), [])
            if iri not in known:
                known.append(iri)
            # Standard land (industrial land offered with preset indicators): the words before the bracket are enough.
            short = others.setdefault(fold_name(name.partition(" (")[0]), [])
            if " (" in name and iri not in short:
                short.append(iri)
    return labels, others


def _spelled_out(text: str) -> list[str]:
    return [text.replace(short, full) for short, full in pairs("short_zone_kinds") if short in text]


def _label(candidates: Mapping[str, Sequence[str]], iri: str) -> str:
    names = candidates[iri]
    return names[0] if names else _local_name(iri)


def suggest(candidates: Mapping[str, Sequence[str]], text: str, most: int = 5) -> list[str]:
    """Up to `most` labels that look like `text`: those that hold it or lie in it first, then similar ones."""
    wanted = fold_name(text)
    names: dict[str, str] = {}
    for iri in candidates:
        label = _label(candidates, iri)
        for name in (label, *candidates[iri]):
            names.setdefault(fold_name(name), label)
    found = [label for name, label in names.items() if wanted and name and (wanted in name or name in wanted)]
    signs = set(wanted)
    near = [name for name in names if signs & set(name)][:_MOST_NAMES_COMPARED]
    found += [names[name] for name in difflib.get_close_matches(wanted, near, n=most, cutoff=0.4)]
    return list(dict.fromkeys(found))[:most]


def _quoted(labels: Iterable[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)


def resolve(candidates: Mapping[str, Sequence[str]], text: str, kind: str) -> str:
    """The IRI that `text` names.

    Parameters
    ----------
    candidates
        IRI -> its names, the label first, aliases after it.
    text
        An IRI, a label, an alias, the local name of the IRI, or a zone name with a common short
        form (经开区, 高新区). Width, case, spaces, quotes and brackets do not matter.
    kind
        What is looked for ("zone", "reform" ...), for the message.

    Raises
    ------
    UsageError
        When nothing, or more than one thing, bears the name; the message suggests names.
    """
    if text in candidates:
        return text
    labels, others = _index(candidates)
    for wanted in (text, *_spelled_out(text)):
        folded = fold_name(wanted)
        for table in (labels, others):
            if found := table.get(folded, []) if folded else []:
                return _only(candidates, found, text, kind)
    if kind in _SPELLED and (spelled := spelled_by(candidates, text)):
        return _only(candidates, spelled, text, kind)
    if not candidates:
        raise UsageError(f"there is no {kind} in the store", cure="build a store from pages first")
    near = suggest(candidates, text)
    cure = f"did you mean {_quoted(near)}?" if near else f"for instance {_quoted(_first_labels(candidates))}"
    raise UsageError(f"there is no {kind} named “{text}”", cure=cure)


def _only(candidates: Mapping[str, Sequence[str]], found: Sequence[str], text: str, kind: str) -> str:
    """The one thing found; `UsageError` where there are several."""
    if len(found) == 1:
        return found[0]
    told = _quoted(_label(candidates, iri) for iri in found[:5])
    same = len({_label(candidates, iri) for iri in found[:5]}) == 1
    raise UsageError(
        f"the {kind} name “{text}” has {len(found)} bearers: {_quoted(found[:5]) if same else told}",
        cure="give the IRI of the one you mean" if same else "name the one you mean",
    )


def _first_labels(candidates: Mapping[str, Sequence[str]], most: int = 3) -> list[str]:
    return [_label(candidates, iri) for iri in list(candidates)[:most]]
