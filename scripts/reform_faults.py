"""What an editor of the vocabulary can overlook: `reforms.csv` and `published-reforms.csv` in, faults out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reformgraph.iri import slug

Rows = list[dict[str, str]]
_HAN = re.compile("[\u4e00-\u9fff]")
_NOTATION = re.compile("R[0-9]{4}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: Year in the number of a document: 2015 in 中发〔2015〕9号.
_ISSUED = re.compile("〔([0-9]{4})〕")
#: Words that are no English in the sense meant: talent is a mass noun.
_CLUMSY = re.compile(r"\btalents\b", re.IGNORECASE)
#: Syllable of pinyin without its tone: biao, lü; not AB, 13710, B2B.
_SYLLABLE = re.compile("[a-zü]+")
_LEVELS = frozenset({"", "national", "provincial", "zone"})
_SHORTEST, _LONGEST = 15, 60
#: A parent whose name says more than its child's: 全代办 above 帮办代办, 金牌专员 above 项目专员.
_QUALIFIERS = ("全", "首席", "金牌")


def reform_faults(reforms: Rows, published: Rows) -> Iterator[str]:
    """One line for each fault of the table of reforms and of the list of published IRIs."""
    for row in reforms:
        for fault in (*_told(row), *_fields(row)):
            yield f"reforms.csv: {row['name']}: {fault}"
    yield from _english_twice(reforms)
    yield from _links(reforms)
    yield from _published(reforms, published)


def _parts(field: str) -> list[str]:
    return [part for part in field.split("|") if part]


def _told(row: Mapping[str, str]) -> Iterator[str]:
    """Definitions, English name and pinyin that are missing or cannot be right."""
    chinese, english = row["definition_zh"], row["definition"]
    if not _SHORTEST <= len(chinese) <= _LONGEST:
        yield f"its Chinese definition has {len(chinese)} characters instead of {_SHORTEST} to {_LONGEST}"
    elif not chinese.endswith("。"):
        yield "its Chinese definition does not end with 。"
    if not english:
        yield "it has no English definition"
    elif not (english[0].isupper() and english.endswith(".")):
        yield "its English definition is no sentence"
    if not row["english"] or _HAN.search(row["english"]):
        yield "it has no English name"
    for text in (row["english"], english):
        if found := _CLUMSY.search(text):
            yield f"{found[0]} is no English that an expert would print"
    if bool(row["scope_note"]) != bool(row["scope_note_zh"]):
        yield "its scope note stands in one language only"
    syllables = sum(_SYLLABLE.fullmatch(part) is not None for part in row["pinyin"].split())
    if syllables != len(_HAN.findall(row["name"])):
        yield f"its pinyin has {syllables} syllables"


def _fields(row: Mapping[str, str]) -> Iterator[str]:
    """Values that a column does not take, and forms that need context and are none of its own."""
    if row["level"] not in _LEVELS:
        yield f"unknown level {row['level']}"
    for column in ("core", "heading"):
        if row[column] not in ("0", "1"):
            yield f"{column} is {row[column]}"
    if row["first_year"] and not _YEAR.fullmatch(row["first_year"]):
        yield f"first_year is {row['first_year']}"
    if row["source_number"] and not row["source"]:
        yield "a number without a document"
    issued = _ISSUED.search(row["source_number"])
    if issued and row["first_year"] > issued[1]:
        yield f"first_year is {row['first_year']}, and its document is of {issued[1]}"
    forms, generic = {row["name"], *_parts(row["aliases"])}, _parts(row["needs_context"])
    for form in generic:
        if form not in forms:
            yield f"{form} needs context and is no form of it"
    if row["heading"] != "1":
        for form in sorted(forms.difference(generic)):
            if len(form) < 3 and _HAN.match(form):
                yield f"{form} is too short to stand without context"


def _english_twice(reforms: Rows) -> Iterator[str]:
    seen: dict[str, str] = {}
    for row in reforms:
        other = seen.setdefault(row["english"].casefold(), row["name"])
        if other != row["name"]:
            yield f"reforms.csv: {row['name']}: its English name is that of {other}"


def _links(reforms: Rows) -> Iterator[str]:
    """Parents, relatives and reforms that stand alone."""
    by_name = {row["name"]: row for row in reforms}
    parents = {row["broader"] for row in reforms}
    for row in reforms:
        name, related = row["name"], _parts(row["related"])
        above = _above(row, by_name)
        for other in related:
            if other not in by_name:
                yield f"reforms.csv: {name}: unknown related {other}"
            elif other == name or other in above:
                yield f"reforms.csv: {name}: related to {other}, which is broader"
            elif name not in _parts(by_name[other]["related"]):
                yield f"reforms.csv: {name}: related to {other}, which is not related to it"
        if row["broader"] and _inverted(name, row["broader"]):
            yield f"reforms.csv: {name}: its broader {row['broader']} says more than it; turn them round"
        isolated = not (row["broader"] or related or name in parents)
        if isolated and not row["alone"]:
            yield f"reforms.csv: {name}: no broader, narrower or related reform and no reason why"
        if row["alone"] and not isolated:
            yield f"reforms.csv: {name}: a reason to stand alone, and it does not"


def _above(row: Mapping[str, str], by_name: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Names of all broader reforms; a circle ends where it closes."""
    found: list[str] = []
    while row["broader"] in by_name and row["broader"] not in found:
        found.append(row["broader"])
        row = by_name[row["broader"]]
    return found


def _inverted(child: str, parent: str) -> bool:
    """Whether the parent's name is that of the child with something added: 信用监管 below 信用分级分类监管."""
    if len(child) < len(parent):
        rest = iter(parent)
        return all(sign in rest for sign in child)
    return parent not in child and any(
        parent.startswith(word) and parent.removeprefix(word) in child for word in _QUALIFIERS
    )


def _published(reforms: Rows, published: Rows) -> Iterator[str]:
    """IRIs that were published and are gone, were given to another reform or are not yet in the list."""
    current = {row["notation"]: row["name"] for row in reforms}
    yield from _notations(reforms)
    seen: dict[str, str] = {}
    for row in published:
        where = f"published-reforms.csv: {row['name']}"
        if slug(row["name"]) in seen:
            yield f"{where}: its IRI was published before as {seen[slug(row['name'])]}"
        seen[slug(row["name"])] = row["notation"]
        if row["replaced_by"] and row["replaced_by"] not in current:
            yield f"{where}: replaced by {row['replaced_by']}, which is no reform"
        if not row["replaced_by"] and current.get(row["notation"]) != row["name"]:
            yield f"{where}: {row['notation']} is gone; write what replaces it"
        if row["replaced_by"] and current.get(row["notation"]) == row["name"]:
            yield f"{where}: replaced and still a reform"
    for name, notation in ((row["name"], row["notation"]) for row in reforms):
        if slug(name) not in seen:
            yield f"published-reforms.csv: {name}: not in the list; add {notation},{name},"
        elif seen[slug(name)] != notation:
            yield f"reforms.csv: {name}: {notation}, but its IRI was published as {seen[slug(name)]}"
    numbers = sorted({int(row["notation"][1:]) for row in published if _NOTATION.fullmatch(row["notation"])})
    if numbers != list(range(1, len(numbers) + 1)):
        yield "published-reforms.csv: a number is left out; what was published is never taken out"


def _notations(reforms: Rows) -> Iterator[str]:
    before = ""
    for row in reforms:
        if not _NOTATION.fullmatch(row["notation"]):
            yield f"reforms.csv: {row['name']}: {row['notation'] or 'nothing'} is no notation like R0001"
        elif row["notation"] <= before:
            yield f"reforms.csv: {row['name']}: {row['notation']} stands after {before}"
        before = max(before, row["notation"])
