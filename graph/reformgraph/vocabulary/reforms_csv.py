"""A list of reforms from a CSV file, checked line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reformgraph.errors import VocabularyError
from reformgraph.language.spreadsheet import Columns, headings, read_sheet
from reformgraph.vocabulary.reform import Reform

#: Columns that must be there; `origin` and others are ignored.
REQUIRED = ("name", "category", "aliases")
OPTIONAL = (
    "english", "broader", "level", "core", "needs_context", "definition", "related", "notation", "pinyin", "heading",
    "first_year", "source", "source_number", "definition_zh", "scope_note", "scope_note_zh",
)  # fmt: skip
#: Headings that people write.
HEADINGS = Columns({**dict.fromkeys(OPTIONAL, ()), **headings("vocabulary")}, REQUIRED)
_CURE = "correct the line"


def read_reforms(content: bytes, where: str) -> dict[str, Reform]:
    """Reforms by name, in the order of the file.

    Parameters
    ----------
    content
        The file (`language.spreadsheet`), lists inside a cell divided by ``|``.
    where
        Name of the file for messages.

    Raises
    ------
    VocabularyError
        Names file and line: not UTF-8, a column missing, a wrong number of fields, an empty or doubled
        name, a broader reform that is not in the file or leads round in a circle, a related one that is
        not in the file, `core` or `heading` other than 0 or 1, a year that is none, a notation or a form
        that two reforms claim.
    """
    found: dict[str, Reform] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(content, where):
        reform = _reform(row, f"{where}, line {line}")
        if reform.name in found:
            raise VocabularyError(
                f"the reform {reform.name} stands also in line {lines[reform.name]}",
                where=f"{where}, line {line}",
                cure="remove one of them",
            )
        found[reform.name], lines[reform.name] = reform, line
    if not found:
        raise VocabularyError("no reform in the file", where=where, cure="give a line for each reform")
    _check_broader(found, lines, where)
    _check_related(found, lines, where)
    _check_notations(found, lines, where)
    _check_forms(found, lines, where)
    return found


def _rows(content: bytes, where: str) -> Iterator[tuple[int, dict[str, str]]]:
    return iter(read_sheet(content, where, HEADINGS, fault=VocabularyError, whole_rows=True).rows)


def _reform(row: Mapping[str, str], where: str) -> Reform:
    name = row["name"]
    if not name:
        raise VocabularyError("the name is empty", where=where, cure=_CURE)
    if not row["category"]:
        raise VocabularyError(f"the category of {name} is empty", where=where, cure=_CURE)
    return Reform(
        name=name,
        english=row.get("english", ""),
        category=row["category"],
        broader=row.get("broader") or None,
        level=row.get("level", ""),
        core=_flag(row, "core", where),
        needs_context=_parts(row.get("needs_context", "")),
        definition=row.get("definition", ""),
        aliases=tuple(form for form in _parts(row["aliases"]) if form != name),
        related=_parts(row.get("related", "")),
        notation=row.get("notation", ""),
        pinyin=row.get("pinyin", ""),
        heading=_flag(row, "heading", where),
        first_year=_year(row.get("first_year", ""), where),
        source=row.get("source", ""),
        source_number=row.get("source_number", ""),
        definition_zh=row.get("definition_zh", ""),
        scope_note=row.get("scope_note", ""),
        scope_note_zh=row.get("scope_note_zh", ""),
    )


def _flag(row: Mapping[str, str], column: str, where: str) -> bool:
    value = row.get(column, "")
    if value not in ("", "0", "1"):
        raise VocabularyError(f"{column} is {value}", where=where, cure="write 0 or 1")
    return value == "1"


def _year(value: str, where: str) -> str:
    if value and not (len(value) == 4 and value.isascii() and value.isdecimal()):
        raise VocabularyError(f"first_year is {value}", where=where, cure="write a year of four digits or nothing")
    return value


def _parts(field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in field.replace("｜", "|").split("|") if part.strip()))


def _check_broader(found: Mapping[str, Reform], lines: Mapping[str, int], where: str) -> None:
    for reform in found.values():
        seen = {reform.name}
        above = reform.broader
        while above is not None:
            place = f"{where}, line {lines[reform.name]}"
            if above not in found:
                raise VocabularyError(
                    f"the broader reform {above} is not in the file", where=place, cure="add or remove it"
                )
            if above in seen:
                raise VocabularyError(
                    f"the broader reforms of {reform.name} go round in a circle", where=place, cure=_CURE
                )
            seen.add(above)
            above = found[above].broader


def _check_related(found: Mapping[str, Reform], lines: Mapping[str, int], where: str) -> None:
    for reform in found.values():
        for other in reform.related:
            place = f"{where}, line {lines[reform.name]}"
            if other not in found:
                raise VocabularyError(
                    f"the related reform {other} is not in the file", where=place, cure="add or remove it"
                )
            if other == reform.name:
                raise VocabularyError(f"{other} is related to itself", where=place, cure=_CURE)


def _check_notations(found: Mapping[str, Reform], lines: Mapping[str, int], where: str) -> None:
    owners: dict[str, str] = {}
    for reform in found.values():
        owner = owners.setdefault(reform.notation, reform.name) if reform.notation else reform.name
        if owner != reform.name:
            raise VocabularyError(
                f"{reform.notation} is the notation of both {owner} and {reform.name}",
                where=f"{where}, line {lines[reform.name]}",
                cure="give each reform one of its own",
            )


def _check_forms(found: Mapping[str, Reform], lines: Mapping[str, int], where: str) -> None:
    owners = {name: name for name in found}
    for reform in found.values():
        for form in reform.aliases:
            owner = owners.setdefault(form, reform.name)
            if owner != reform.name:
                raise VocabularyError(
                    f"{form} is a name of both {owner} and {reform.name}",
                    where=f"{where}, line {lines[reform.name]}",
                    cure="remove it from one of them",
                )
