"""Claims that a headline gives to a place where the text below gives them to its zone.

嘉鱼：标准地改革提速 over 嘉鱼经济开发区推行标准地改革 speaks of the zone, not of the county.
"""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.records import Article, Claim

_PLACES = ("city", "county")
_SUFFIXES = ("自治县", "市", "县", "区", "旗")


def without_headline_places(claims: Sequence[Claim], article: Article) -> tuple[Claim, ...]:
    """The claims but those of a place that stand in the headline alone and are a zone's of that name in the text."""
    heads = [span for one in article.paragraphs if one.role in ("title", "kicker") for span in one.spans]
    zones: dict[str, set[str]] = {}
    for claim in claims:
        if claim.actor_kind == "zone" and claim.actor:
            zones.setdefault(claim.reform, set()).add(claim.actor)
    return tuple(claim for claim in claims if not _stands_for_zone(claim, zones.get(claim.reform, set()), heads))


def _stands_for_zone(claim: Claim, zones: set[str], heads: Sequence[tuple[int, int]]) -> bool:
    if claim.actor_kind not in _PLACES or not claim.actor:
        return False
    in_heads = all(any(start <= one.span.start < end for start, end in heads) for one in claim.mentions)
    return in_heads and any(zone.startswith(_short(claim.actor)) for zone in zones)


def _short(place: str) -> str:
    """Name of a place without its kind.

    >>> _short("嘉鱼县"), _short("吉县")
    ('嘉鱼', '吉县')
    """
    short = next((place.removesuffix(suffix) for suffix in _SUFFIXES if place.endswith(suffix)), place)
    return short if len(short) > 1 else place
