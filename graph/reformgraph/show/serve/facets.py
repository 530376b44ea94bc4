"""The filters of records: rows with their facets and what a reader chose in, those that fit and a form out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from reformgraph.errors import UsageError
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import KINDS, Look, status_told
from reformgraph.show.serve.markup import Markup, form, tag
from reformgraph.views.english_names import english_name, no_province, places_called

#: What a reader may choose: name in the address and in the rows, what it is called.
FACETS = {
    "province": "Province", "kind": "Kind", "category": "Category", "status": "Status", "year": "Year",
}  # fmt: skip
#: What a reader may name.
NAMES = {"zone": "Actor", "reform": "Reform"}
Row = Mapping[str, Any]


def chosen(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The parameters of an address that are not empty; a province is named as rows do: 山西省 for Shanxi."""
    asked = {key: value.strip() for key, value in given if value.strip()}
    if "province" in asked and len(found := _provinces(asked["province"])) == 1:
        asked["province"] = found[0]
    return asked


def province_fault(asked: Mapping[str, str]) -> UsageError | None:
    """Why no row has the province that was chosen: nothing, or more than one place, is called so."""
    name = asked.get("province", "")
    try:
        found = not name or any(place.level == "province" for place in places_called(name))
    except UsageError as fault:
        return fault
    return None if found else no_province(name)


def _provinces(name: str) -> list[str]:
    """Provinces of a Chinese or English name."""
    try:
        return [place.name for place in places_called(name) if place.level == "province"]
    except UsageError:
        return []


def fits(row: Row, asked: Mapping[str, str]) -> bool:
    """Whether a row has all that was chosen."""
    return all(name not in asked or str(row[name] or "") == asked[name] for name in FACETS)


def again(asked: Mapping[str, str], **more: str) -> str:
    """The query of an address that asks for the same rows, with `more` to it."""
    kept = {name: asked[name] for name in (*NAMES, *FACETS) if name in asked}
    return urlencode({**kept, **more}, errors="replace")


def filter_form(look: Look, rows: Sequence[Row], asked: Mapping[str, str], action: str) -> Markup:
    """A box a name and a list a facet; each entry tells how many rows it would leave."""
    # All that a phone shows until it is touched.
    front = tag("summary", " · ".join((say("Filter"), *chosen_words(look, asked))))
    return tag("details", front, filter_fields(look, rows, asked, action), class_="filters")


def chosen_words(look: Look, asked: Mapping[str, str]) -> list[str]:
    """What was chosen in the language of the page."""
    return [_told(look, name, asked[name]) for name in (*NAMES, *FACETS) if name in asked]


def filter_fields(look: Look, rows: Sequence[Row], asked: Mapping[str, str], action: str) -> Markup:
    """The form alone."""
    boxes = [
        tag(
            "label", tag("span", say(words)), tag("input", name=name, value=asked.get(name, ""), placeholder=say("any"))
        )
        for name, words in NAMES.items()
    ]
    lists = [_facet(look, rows, asked, name, words) for name, words in FACETS.items()]
    reset = tag("a", say("Clear"), href=action)
    return form(boxes, lists, tag("button", say("Filter")), reset, class_="asking", action=action)


def _told(look: Look, name: str, value: str) -> str:
    """A choice of a list in the language of the page; the address keeps the value."""
    match name:
        case "status":
            return status_told(value)
        case "province":
            return (language() == "en" and english_name("place", value)) or value
        case "kind":
            return say(KINDS[value]) if value in KINDS else _label(look, f"{look.base}kind/{value}", value)
        case "category":
            return _label(look, f"{look.base}category/{value}", value)
        case "zone" | "reform" if value.startswith(look.base):
            return _label(look, value, value)
    return value


def _label(look: Look, iri: str, value: str) -> str:
    """What a thing is called; the value itself where the address made no IRI of it (``category="><img``)."""
    try:
        return look.label(iri)
    except ValueError:
        return value


def _facet(look: Look, rows: Sequence[Row], asked: Mapping[str, str], name: str, words: str) -> Markup:
    others = {key: value for key, value in asked.items() if key != name}
    counts = Counter(str(row[name] or "") for row in rows if fits(row, others))
    picked = asked.get(name, "")
    values = sorted({value for value in counts if value} | ({picked} if picked else set()))
    options = [tag("option", say("any"), value="")]
    for value in values:
        text = say("{} ({})", _told(look, name, value), counts[value])
        options.append(tag("option", text, value=value, selected="selected" if value == picked else None))
    return tag("label", tag("span", say(words)), tag("select", options, name=name))
