"""Zones told by their place: a place printed before a zone of another one, and the zones that a place may stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from reformgraph.ask.answer import Named, NameKind
from reformgraph.language.lexicon import any_of
from reformgraph.vocabulary.load_vocabulary import Vocabulary

_BARE_END = re.compile(any_of("question_zone_ends"))
#: Characters of a place by which a zone is named after it.
_STEM = 2
#: Zones that a place may stand for, at most.
_MOST = 4


def with_own_places(names: Sequence[Named], text: str, vocabulary: Vocabulary) -> Iterator[Named]:
    """Names in which a zone right behind a place that it does not lie in is another zone, one that is not known.

    绍兴滨海新区 is not 滨海新区 of 天津; 绍兴柯桥经开区 lies in 绍兴.
    """
    kept = list(names)
    for at, name in enumerate(kept):
        after = kept[at + 1] if at + 1 < len(kept) else None
        if after and _of_elsewhere(name, after, vocabulary):
            printed = text[name.start : after.end]
            kept[at + 1] = Named("unknown zone", printed, None, name.start, after.end, printed)
        else:
            yield name


def _of_elsewhere(place: Named, zone: Named, vocabulary: Vocabulary) -> bool:
    if place.kind != "place" or zone.kind != "zone" or place.end != zone.start or not zone.iri or not place.iri:
        return False
    known = vocabulary.zones.by_iri.get(zone.iri.rpartition("/")[2])
    if known is None or known.place is None:
        return False
    # The catalogue has one place a zone; 天府新区 is also that of 眉山, so that another province is asked for.
    return place.iri.rpartition("/")[2][:2] != known.place[:2]


def lies_in(zone: Named, place: Named, vocabulary: Vocabulary) -> bool:
    """Whether a zone lies in a place, by the catalogue or by its own name (朔州经济开发区 in 朔州市)."""
    known = vocabulary.zones.by_iri.get((zone.iri or "").rpartition("/")[2])
    code = re.sub("(?:00)+$", "", (place.iri or "").rpartition("/")[2])
    inside = bool(known and known.place and code and known.place.startswith(code))
    return inside or place.label[:_STEM] in zone.label


def zones_called(
    printed: str, forms: Mapping[str, tuple[NameKind, str, str]], spoken: Collection[str], kinds: Collection[str]
) -> list[tuple[str, str]]:
    """IRI and label of the zones spoken of whose name is a place and a kind: 平潭综合实验区 for 平潭; at most four."""
    stem = printed[:-1] if len(printed) > 2 and printed[-1] in "市县区" else printed
    found = {
        iri: label
        for form, (kind, iri, label) in sorted(forms.items())
        if kind == "zone"
        and iri in spoken
        and form.startswith(stem)
        and label.startswith(stem)
        and form[len(stem) :] in kinds
    }
    return list(found.items())[:_MOST]


def part_called(
    place: Named, text: str, forms: Mapping[str, tuple[NameKind, str, str]], spoken: Collection[str]
) -> Named | None:
    """The one zone spoken of whose name ends in a place and the kind behind it: …自贸试验区芜湖片区 of 芜湖片区."""
    kind = _BARE_END.match(text, place.end) if place.kind == "place" else None
    if kind is None:
        return None
    wanted = place.printed + kind.group()
    found = {
        iri: label
        for form, (kind_of, iri, label) in forms.items()
        if kind_of == "zone" and iri in spoken and form.endswith(wanted)
    }
    if len(found) != 1:
        return None
    iri, label = next(iter(found.items()))
    return Named("zone", label, iri, place.start, kind.end(), wanted)
