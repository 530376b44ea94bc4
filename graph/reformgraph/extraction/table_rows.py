"""The rows of a table: who each is about, what it names, its figures, when it holds and whether it is done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.claims.onset_rule import onset_of
from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.table_cells import LEAD_IN, CellPlaces
from reformgraph.extraction.table_heads import is_figure, read_columns, unit_of, without_unit
from reformgraph.language.dates.find_dates import DateMention, find_dates
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of, word_set
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.records import (
    ActorBasis,
    ActorKind,
    Article,
    Cell,
    Claim,
    Figure,
    Mention,
    Span,
    Status,
    Table,
    Verdict,
)
from reformgraph.values import Edtf, Position

_PLAN, _DONE = re.compile(any_of("table_plan_words")), re.compile(any_of("table_done_words"))
_SUMS, _NO, _YES = word_set("table_sum_rows"), word_set("table_no_values"), word_set("table_yes_values")
_NOTHING = re.compile(r"[-—–/\\.·×xX✗0\s]*")
#: A cell that tells how far a thing is: 计划2025年实施, 已出让8宗.
_PROGRESS = re.compile("(" + any_of("table_plan_verbs") + ")|已|正在|持续")
#: Heads of columns of time that tell when a thing began: 实施时间, 出台日期.
_STARTS = re.compile("" + any_of("table_start_verbs") + "")
_MEASURE = re.compile(r"[“‘]?([\u4e00-\u9fffA-Za-z0-9+·—“”‘’]{3,18})[”’]?")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LEAST_COVER = 0.6
Actor = tuple[str, ActorKind]


@dataclass(frozen=True, slots=True)
class Around:
    """What the article offers to its tables: all that was found in its flow, and whom it is about.

    `known` has the names of the reforms of the vocabulary.
    """

    page_text: str
    flow: Flow
    named: Sequence[Named]
    actors: Sequence[ActorMention]
    dates: Sequence[DateMention]
    actor: Actor | None
    issue_date: Edtf | None
    known: Container[str] = ()


class TableReader:
    """One table of an article, with what stands around it."""

    def __init__(self, article: Article, table: Table, heads: int, around: Around, places: CellPlaces) -> None:
        self._table, self._around, self._places = table, around, places
        self._rows = list(zip(table.rows, table.lines, strict=True))[heads:]
        self._caption = " ".join(around.page_text[span.start : span.end] for span in table.caption)
        self._title = article.title
        self._actor_starts = [one.start for one in around.actors]
        self._named_starts = [one.start for one in around.named]
        told = [[(place, self._actor_in(cell)) for place, cell in enumerate(row)] for row, _ in self._rows]
        acting = [frozenset(place for place, actor in row if actor) for row in told]
        zones = [frozenset(place for place, actor in row if actor and actor[1] == "zone") for row in told]
        self._columns = read_columns(table, heads, acting, zones, self._caption)
        self._subject = self._place("subject")
        self._across = self._zones_across(table, heads) if self._subject is None else {}
        self._unit = self._place("unit")
        self._when = self._time_around(article)

    def _place(self, holds: str) -> int | None:
        return next((place for place, column in enumerate(self._columns) if column.holds == holds), None)

    def read(self) -> tuple[list[Claim], list[Figure]]:
        """Claims and figures of the rows, in their order."""
        headed = self._headed_reforms()
        claims: dict[tuple[str, str | None], Claim] = {}
        figures: list[Figure] = []
        used: set[tuple[Span, str]] = set()
        for row, line in self._rows:
            actor, basis = self._actor_of(row)
            if self._is_sum(row):
                continue
            if self._across:
                told, more = self._by_column(row, line)
                figures += more
                basis = "heading"
            else:
                told = [*self._by_head(row, line, actor, headed), *self._by_cell(row, line, actor)]
            for claim in told:
                used.update((figure.span, figure.unit) for figure in claim.figures)
                claims.setdefault(
                    (claim.reform, claim.actor), replace(claim, actor_basis=basis if claim.actor else None)
                )
            zone = actor[0] if actor else None
            if not self._across:
                figures += [self._figure(row, place, zone) for place in self._values(row)]
        rest = [figure for figure in figures if figure.unit and (figure.span, figure.unit) not in used]
        return list(claims.values()), rest

    # -- who -----------------------------------------------------------------------------------------
    def _actor_in(self, cell: Cell) -> Actor | None:
        """Who may act that a cell names and hardly anything else."""
        start, end = self._places.of(cell)
        low = bisect_left(self._actor_starts, start)
        near = self._around.actors[low : bisect_left(self._actor_starts, end, low)]
        inside = [one for one in near if one.end <= end]
        best = max(inside, key=lambda one: one.end - one.start, default=None)
        if best is None or best.end - best.start < _LEAST_COVER * (end - start):
            return None
        return best.name, best.kind

    def _actor_of(self, row: Sequence[Cell]) -> tuple[Actor | None, ActorBasis]:
        if self._subject is not None:
            cell = row[self._subject] if self._subject < len(row) else None
            return (self._actor_in(cell), "printed") if cell else (None, "printed")
        return self._around.actor, "headline"

    def _is_sum(self, row: Sequence[Cell]) -> bool:
        return any(cell.text in _SUMS for cell in row[:3])

    # -- what ----------------------------------------------------------------------------------------
    def _in_cell(self, cell: Cell) -> list[Named]:
        start, end = self._places.of(cell)
        low = bisect_left(self._named_starts, start)
        near = self._around.named[low : bisect_left(self._named_starts, end, low)]
        inside = [one for one in near if one.end <= end and _is_name(one)]
        return [part for one in inside for part in self._members(one)]

    def _members(self, named: Named) -> list[Named]:
        """Members of a new composite that the vocabulary knows (专班 of 领导+专班), or the composite itself."""
        parts = named.reform.split("+") if named.candidate else []
        text = self._around.flow.text
        found = [(text.find(part, named.start, named.end), part) for part in parts if part in self._around.known]
        return [Named(at, at + len(part), part) for at, part in found if at >= 0] or [named]

    def _headed_reforms(self) -> Mapping[int, Named]:
        """Reform of each column of figures: named in its head, in one to its left, or over the table."""
        found: dict[int, Named] = {}
        held: Named | None = None
        for place, column in enumerate(self._columns):
            named = next((one for cell in reversed(column.heads) for one in self._in_cell(cell)), None)
            held = named or held
            if named is not None or (held is not None and column.holds == "value"):
                found[place] = held if named is None else named  # type: ignore[assignment]
        if found or self._subject is None or any(self._in_cell(cell) for row, _ in self._rows for cell in row):
            return found
        over = {one.reform: one for one in self._around.named if self._is_over(one)}
        if len(over) == 1:
            (named,) = over.values()
            return {place: named for place, column in enumerate(self._columns) if column.holds == "value"}
        return {}

    def _is_over(self, named: Named) -> bool:
        """Whether a reform is named in the headline or the caption."""
        at = self._around.flow.offset(Position(named.start))
        if any(span.start <= at < span.end for span in self._table.caption):
            return True
        return any(start <= named.start < end for start, end, role in self._around.flow.paragraphs if role == "title")

    def _by_head(
        self, row: Sequence[Cell], line: Span, actor: Actor | None, headed: Mapping[int, Named]
    ) -> Iterator[Claim]:
        by_reform: dict[str, list[int]] = {}
        for place, named in headed.items():
            if place < len(row) and _is_there(row[place].text):
                by_reform.setdefault(named.reform, []).append(place)
        for reform, columns in by_reform.items():
            named = next(one for one in headed.values() if one.reform == reform)
            figures = [self._figure(row, place, actor[0] if actor else None) for place in columns]
            status = self._status("".join(row[place].text for place in columns if not is_figure(row[place].text)))
            yield self._claim(named, row, line, actor, [one for one in figures if one is not None], status)

    def _zones_across(self, table: Table, heads: int) -> dict[int, Actor]:
        """Zone in the head of each column, where the columns stand for zones and the rows for what is told of them."""
        found: dict[int, Actor] = {}
        for place, cell in enumerate(table.rows[heads - 1]):
            actor = self._actor_in(cell) if place else None
            if actor and actor[1] == "zone":
                found[place] = actor
        return found if len(found) > 1 and len(found) * 2 > len(table.rows[heads - 1]) - 1 else {}

    def _by_column(self, row: Sequence[Cell], line: Span) -> tuple[list[Claim], list[Figure]]:
        """What a row tells of the zones of the columns: the measure that its first cells name, else figures."""
        names = [one for place, cell in enumerate(row) if place not in self._across for one in self._in_cell(cell)]
        unit = next(
            (unit for place, cell in enumerate(row) if place not in self._across and (unit := unit_of(cell.text))), ""
        )
        claims: list[Claim] = []
        figures: list[Figure] = []
        for place, actor in self._across.items():
            if place >= len(row) or not _is_there(row[place].text):
                continue
            told = []
            if is_figure(row[place].text):
                told = [self._figure(row, place, actor[0], unit, without_unit(row[0].text))]
                figures += told
            status = self._status("" if told else row[place].text)
            claims += [self._claim(one, row, line, actor, told, status) for one in names]
        return claims, figures

    def _by_cell(self, row: Sequence[Cell], line: Span, actor: Actor | None) -> Iterator[Claim]:
        zone = actor[0] if actor else None
        for place, cell in enumerate(row):
            if place == self._subject or (place < len(self._columns) and self._columns[place].holds == "value"):
                continue
            named = self._in_cell(cell) or self._whole_measure(place, cell)
            if not named or cell in row[:place]:
                continue
            own = self._quantities(cell, zone)
            values = [self._figure(row, at, zone) for at in self._values(row)] if len(named) == 1 else []
            for one in named:
                figures = own if one is named[-1] else []
                yield self._claim(one, row, line, actor, [*values, *figures], self._row_status(row, cell))

    def _whole_measure(self, place: int, cell: Cell) -> list[Named]:
        """A cell of a column of measures that is a short name is a measure that the vocabulary lacks."""
        if place >= len(self._columns) or self._columns[place].holds != "measure":
            return []
        start, end = self._places.of(cell)
        name = _MEASURE.fullmatch(self._around.flow.text, start, end)
        return [Named(name.start(1), name.end(1), name.group(1), candidate=True)] if name else []

    # -- figures -------------------------------------------------------------------------------------
    def _values(self, row: Sequence[Cell]) -> list[int]:
        return [
            place
            for place, column in enumerate(self._columns)
            if column.holds == "value" and place < len(row) and is_figure(row[place].text)
        ]

    def _figure(self, row: Sequence[Cell], place: int, zone: str | None, unit: str = "", indicator: str = "") -> Figure:
        """A cell as figure: its unit stands behind it, in the head, in a column of units or in the caption."""
        cell, column = row[place], self._columns[place]
        text = re.sub(r"[\s,，]", "", cell.text)
        unit = unit or column.unit or (row[self._unit].text if self._unit is not None else "")
        indicator = indicator or column.name
        own = find_quantities(text)
        read = own if own and own[0].end == len(text) else find_quantities(text + unit)
        when = next((one for one in find_dates(column.name, self._around.issue_date) if one.edtf), self._when)
        if not read:
            return Figure(indicator, text, "", cell.text, cell.span, zone=zone)
        one = read[0]
        return Figure(
            indicator or one.unit, one.value, one.unit, cell.text, cell.span, one.value_max, one.bound,
            one.value_si, one.unit_si, when.text if when else None, when.edtf if when else None, zone,
        )  # fmt: skip

    def _quantities(self, cell: Cell, zone: str | None) -> list[Figure]:
        """Figures in the running text of a cell."""
        start, end = self._places.of(cell)
        text = self._around.flow.text[start:end]
        if is_figure(text):
            return []
        dates = [(one.start - start, one.end - start) for one in self._around.dates if start <= one.start < end]
        found: list[Figure] = []
        for one in find_quantities(text, dates):
            mention = self._around.flow.mention(Position(start + one.start), Position(start + one.end))
            before = re.split(r"[，。；：、]", text[: one.start])[-1][-18:]
            found.append(
                Figure(before, one.value, one.unit, mention.text, mention.span, one.value_max, one.bound,
                       one.value_si, one.unit_si, zone=zone)
            )  # fmt: skip
        return found

    # -- when and whether ----------------------------------------------------------------------------
    def _time_around(self, article: Article) -> DateMention | None:
        """The time that the sentence before the table, its caption or the headline gives to all rows."""
        flow, first = self._around.flow, self._table.lines[0].start
        before = [one for one in flow.paragraphs if flow.offset(one.start) < first and one.role in ("body", "caption")]
        titles = [one for one in flow.paragraphs if one.role in ("title", "kicker")]
        for start, end, _ in [*before[-1:-3:-1], *titles]:
            lead = LEAD_IN.search(flow.text, start, end) or end - start <= 44
            dated = [one for one in self._around.dates if start <= one.start < end and one.edtf]
            if lead and dated:
                return dated[-1]
        return None

    def _time_of(self, row: Sequence[Cell]) -> tuple[str | None, Edtf | None]:
        """When a row holds, as printed and as EDTF: the time of its own column, with the year of what is around it."""
        around = (self._when.text, self._when.edtf) if self._when else (None, None)
        for place, column in enumerate(self._columns):
            if place >= len(row) or not (column.holds == "time" or _PROGRESS.match(row[place].text)):
                continue
            start, end = self._places.of(row[place])
            text = self._around.flow.text[start:end]
            year = _YEAR.search(self._when.text) if self._when and not _YEAR.search(text) else None
            found = find_dates(f"{year.group()}{text}" if year else text, self._around.issue_date)
            if dated := next((one for one in found if one.edtf), None):
                return (text if year else dated.text), dated.edtf
        return around

    def _row_status(self, row: Sequence[Cell], cell: Cell) -> Status:
        """Status by a cell that tells how far it is (计划2025年实施, 已完成), else by that which names the measure."""
        told = next((one.text for one in row if one is not cell and _PROGRESS.match(one.text)), cell.text)
        return self._status(told)

    def _status(self, text: str) -> Status:
        """Whether rows tell of what is done or planned, by the cell, the heads and what stands over the table."""
        if progress := _PROGRESS.match(text):
            return "planned" if progress.group(1) else "adopted"
        told = f"{self._title} {self._caption} {' '.join(column.name for column in self._columns)}"
        return "planned" if _PLAN.search(told) and not _DONE.search(told) else "adopted"

    def _claim(
        self,
        named: Named,
        row: Sequence[Cell],
        line: Span,
        actor: Actor | None,
        figures: Sequence[Figure],
        status: Status,
    ) -> Claim:
        printed, edtf = self._time_of(row)
        starts = any(column.holds == "time" and _STARTS.search(column.name) for column in self._columns)
        adopted = status == "adopted"
        evidence = self._around.page_text[line.start : line.end]
        inner = evidence.strip("|｜ \t")
        line = Span.at(line.start + evidence.find(inner), line.start + evidence.find(inner) + len(inner))
        return Claim(
            reform=named.reform,
            actor=actor[0] if actor else None,
            actor_kind=actor[1] if actor else "none",
            status=status,
            mentions=(self._mention(named),),
            evidence=inner,
            evidence_span=line,
            when=printed,
            when_edtf=edtf,
            onset_edtf=onset_of(edtf, printed, self._around.issue_date, starts=starts) if adopted else None,
            figures=tuple(one for one in figures if one.unit),
            candidate=named.candidate,
            broader=named.broader,
            why=(Verdict("measure", "row of a table", line), Verdict("status", f"table of {status} measures")),
        )

    def _mention(self, named: Named) -> Mention:
        return self._around.flow.mention(Position(named.start), Position(named.end))


def _is_name(named: Named) -> bool:
    """Whether a new name is more than a bare word such as 领导."""
    return not named.candidate or named.end - named.start > 2


def _is_there(text: str) -> bool:
    """Whether a cell says that something is there: a number beyond nought, a yes, or words."""
    if not text or text in _NO or _NOTHING.fullmatch(text):
        return False
    return text in _YES or not text.startswith(("未", "尚未", "无"))
