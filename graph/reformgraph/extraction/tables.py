"""Tables of an article to claims and figures: who the row is about, what the heads name, and the cells.

A zone-by-zone table has a column of zones and columns of figures; a reform is named in a head, in the caption or in
the headline. A task list or a list of measures has a column whose cells name reforms. The row is the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reformgraph.extraction.actors.actor_mentions import ActorMention
from reformgraph.extraction.claims.onset_rule import onset_of
from reformgraph.extraction.frames.passages import Named
from reformgraph.extraction.table_heads import head_rows, is_figure, read_columns
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
    Paragraph,
    Span,
    Status,
    Table,
    Verdict,
)

_PLAN, _DONE = re.compile(any_of("table_plan_words")), re.compile(any_of("table_done_words"))
_SUMS, _NO, _YES = word_set("table_sum_rows"), word_set("table_no_values"), word_set("table_yes_values")
_NOTHING = re.compile(r"[-—–/\\.·×xX✗0\s]*")
_LEAD_IN = re.compile(r"(?:如下|下表|见表|附表)[^。！？]{0,20}[：:。]?$|[：:]$")
_MEASURE = re.compile(r"[“‘]?([\u4e00-\u9fffA-Za-z0-9+·—“”‘’]{3,18})[”’]?")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_LEAST_COVER = 0.6
Actor = tuple[str, ActorKind]


def cell_paragraphs(article: Article) -> tuple[Paragraph, ...]:
    """Paragraphs of an article for a `Flow`, each cell of its tables one of its own: no two cells run together.

    Their role is that of captions: no cell is a heading of what follows.
    """
    if not article.tables:
        return article.paragraphs
    cells: dict[Span, list[Span]] = {}
    for table in article.tables:
        seen: set[Span] = set()
        for line, row in zip(table.lines, table.rows, strict=True):
            own = [cell.span for cell in row if cell.text and cell.span not in seen]
            cells[line] = [span for span in dict.fromkeys(own) if line.start <= span.start < line.end]
            seen.update(own)
    made: list[Paragraph] = []
    for paragraph in article.paragraphs:
        spans = cells.get(paragraph.spans[0]) if len(paragraph.spans) == 1 else None
        made += [paragraph] if spans is None else [Paragraph("caption", (span,)) for span in spans]
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Around:
    """What the article offers to its tables: all that was found in its flow, and whom it is about."""

    page_text: str
    flow: Flow
    named: Sequence[Named]
    actors: Sequence[ActorMention]
    dates: Sequence[DateMention]
    actor: Actor | None
    issue_date: str | None


class CellPlaces:
    """Flow ranges of the cells of the tables of an article."""

    def __init__(self, flow: Flow, article: Article) -> None:
        starts = {cell.span.start for table in article.tables for row in table.rows for cell in row if cell.text}
        self._ranges = {
            flow.offset(start): (start, end)
            for start, end, role in flow.paragraphs
            if role == "caption" and flow.offset(start) in starts
        }
        self._flat = sorted(self._ranges.values())

    def of(self, cell: Cell) -> tuple[int, int]:
        """Flow range of a cell, an empty one of a cell without text."""
        return self._ranges.get(cell.span.start, (0, 0)) if cell.text else (0, 0)

    def holds(self, start: int) -> bool:
        """Whether a flow position stands in a cell."""
        return any(first <= start < end for first, end in self._flat)

    @property
    def leads(self) -> list[int]:
        """Flow positions at which tables begin."""
        breaks = [now[0] for before, now in pairwise(self._flat) if now[0] - before[1] > 1]
        return [self._flat[0][0], *breaks] if self._flat else []


def read_tables(article: Article, around: Around, places: CellPlaces) -> tuple[list[Claim], list[Figure]]:
    """Claims and figures of the tables of an article, in the order of their rows."""
    claims: list[Claim] = []
    figures: list[Figure] = []
    for table in article.tables:
        if heads := head_rows(table):
            told, rest = _Reader(article, table, heads, around, places).read()
            claims += told
            figures += rest
    return claims, figures


def in_running_text(named: Sequence[Named], flow: Flow, places: CellPlaces) -> list[Named]:
    """Reforms named outside of tables; a sentence that leads over to one (各区情况如下：) claims nothing itself."""
    leads = places.leads
    if not leads:
        return list(named)
    kept: list[Named] = []
    for one in named:
        start, end = flow.sentence_at(one.start)
        leads_over = any(0 <= lead - end <= 60 for lead in leads) and _LEAD_IN.search(flow.text, start, end)
        if not places.holds(one.start) and not leads_over:
            kept.append(one)
    return kept


def with_rows(told: Sequence[Claim], rows: Sequence[Claim], article: Article) -> tuple[Claim, ...]:
    """Claims of the running text and of rows: where both tell the same, the one with figures, the text's before.

    A headline that only names what the rows tell (全市开发区推行标准地情况) claims nothing itself.
    """
    titles = [span for paragraph in article.paragraphs if paragraph.role == "title" for span in paragraph.spans]
    in_rows = {claim.reform for claim in rows}
    kept = [claim for claim in told if claim.reform not in in_rows or not _all_within(claim.mentions, titles)]
    found = {(claim.reform, claim.actor): claim for claim in kept}
    for claim in rows:
        held = found.get((claim.reform, claim.actor))
        if held is None or (claim.figures and not held.figures and held.status == claim.status):
            found[claim.reform, claim.actor] = claim
    return tuple(sorted(found.values(), key=lambda claim: (claim.mentions[0].span, claim.reform, claim.actor or "")))


def _all_within(mentions: Sequence[Mention], spans: Sequence[Span]) -> bool:
    return all(any(span.start <= one.span.start < span.end for span in spans) for one in mentions)


class _Reader:
    """One table."""

    def __init__(self, article: Article, table: Table, heads: int, around: Around, places: CellPlaces) -> None:
        self._table, self._around, self._places = table, around, places
        self._rows = list(zip(table.rows, table.lines, strict=True))[heads:]
        self._caption = " ".join(around.page_text[span.start : span.end] for span in table.caption)
        self._title = article.title
        acting = [frozenset(place for place, cell in enumerate(row) if self._actor_in(cell)) for row, _ in self._rows]
        self._columns = read_columns(table, heads, acting, self._caption)
        self._subject = self._place("subject")
        self._unit = self._place("unit")
        self._when = self._time_around(article)

    def _place(self, holds: str) -> int | None:
        return next((place for place, column in enumerate(self._columns) if column.holds == holds), None)

    def read(self) -> tuple[list[Claim], list[Figure]]:
        headed = self._headed_reforms()
        claims: dict[tuple[str, str | None], Claim] = {}
        figures: list[Figure] = []
        used: set[tuple[Span, str]] = set()
        for row, line in self._rows:
            actor, basis = self._actor_of(row)
            if self._is_sum(row):
                continue
            told = [*self._by_head(row, line, actor, headed), *self._by_cell(row, line, actor)]
            for claim in told:
                used.update((figure.span, figure.unit) for figure in claim.figures)
                claims.setdefault(
                    (claim.reform, claim.actor), replace(claim, actor_basis=basis if claim.actor else None)
                )
            zone = actor[0] if actor else None
            figures += [self._figure(row, place, zone) for place in self._values(row)]
        rest = [figure for figure in figures if figure.unit and (figure.span, figure.unit) not in used]
        return list(claims.values()), rest

    # -- who -----------------------------------------------------------------------------------------
    def _actor_in(self, cell: Cell) -> Actor | None:
        """Who may act that a cell names and hardly anything else."""
        start, end = self._places.of(cell)
        inside = [one for one in self._around.actors if start <= one.start and one.end <= end]
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
        return [one for one in self._around.named if start <= one.start and one.end <= end and _is_name(one)]

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
        at = self._around.flow.offset(named.start)
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
                yield self._claim(one, row, line, actor, [*values, *figures], self._status(cell.text))

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

    def _figure(self, row: Sequence[Cell], place: int, zone: str | None) -> Figure:
        """A cell as figure: its unit stands behind it, in the head, in a column of units or in the caption."""
        cell = row[place]
        text = re.sub(r"[\s,，]", "", cell.text)
        unit = self._columns[place].unit or (row[self._unit].text if self._unit is not None else "")
        own = find_quantities(text)
        read = own if own and own[0].end == len(text) else find_quantities(text + unit)
        when = self._when
        if not read:
            return Figure(self._columns[place].name, text, "", cell.text, cell.span, zone=zone)
        one = read[0]
        return Figure(
            self._columns[place].name or one.unit, one.value, one.unit, cell.text, cell.span, one.value_max, one.bound,
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
            mention = self._around.flow.mention(start + one.start, start + one.end)
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
            lead = _LEAD_IN.search(flow.text, start, end) or end - start <= 44
            dated = [one for one in self._around.dates if start <= one.start < end and one.edtf]
            if lead and dated:
                return dated[-1]
        return None

    def _time_of(self, row: Sequence[Cell]) -> tuple[str | None, str | None]:
        """When a row holds, as printed and as EDTF: the time of its own column, with the year of what is around it."""
        around = (self._when.text, self._when.edtf) if self._when else (None, None)
        for place, column in enumerate(self._columns):
            if column.holds != "time" or place >= len(row) or not row[place].text:
                continue
            start, end = self._places.of(row[place])
            text = self._around.flow.text[start:end]
            year = _YEAR.search(self._when.text) if self._when and not _YEAR.search(text) else None
            found = find_dates(f"{year.group()}{text}" if year else text, self._around.issue_date)
            if dated := next((one for one in found if one.edtf), None):
                return (text if year else dated.text), dated.edtf
        return around

    def _status(self, text: str) -> Status:
        """Whether rows tell of what is done or planned, by the cell, the heads and what stands over the table."""
        if re.match(r"(?:已|正在|持续)", text):
            return "adopted"
        if re.match(r"(?:计划|拟|将|预计|力争)", text):
            return "planned"
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
        adopted = status == "adopted"
        evidence = self._around.page_text[line.start : line.end]
        inner = evidence.strip("|｜ \t")
        line = Span(line.start + evidence.find(inner), line.start + evidence.find(inner) + len(inner))
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
            onset_edtf=onset_of(edtf, printed, self._around.issue_date, starts=False) if adopted else None,
            figures=tuple(one for one in figures if one.unit),
            candidate=named.candidate,
            broader=named.broader,
            why=(Verdict("measure", "row of a table", line), Verdict("status", f"table of {status} measures")),
        )

    def _mention(self, named: Named) -> Mention:
        return self._around.flow.mention(named.start, named.end)


def _is_name(named: Named) -> bool:
    """Whether a new name is more than a bare word such as 领导."""
    return not named.candidate or named.end - named.start > 2


def _is_there(text: str) -> bool:
    """Whether a cell says that something is there: a number beyond nought, a yes, or words."""
    if not text or text in _NO or _NOTHING.fullmatch(text):
        return False
    return text in _YES or not text.startswith(("未", "尚未", "无"))
