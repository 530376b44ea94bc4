"""The page of errors: one HTML file, offline, every text escaped, only its own script and style let in."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from reformgraph._version import __version__
from reformgraph.evaluation.judgements import Finding, Unit
from reformgraph.evaluation.marks import Line, PageText, Piece, article_lines
from reformgraph.evaluation.report import Figures, MeasureRow, Report
from reformgraph.evaluation.score_rows import INVENTED, LINES, NAMES
from reformgraph.show.site.site_html import esc

Words = tuple[str, str]
_KINDS: dict[str, Words] = {
    "missed": ("漏：标注有，没找到", "missed: labelled, not found"),
    "wrong": ("多：找到，标注没有", "wrong: found, not labelled"),
    "differs": ("不同：两边都有，不一样", "differs: both, not alike"),
}
_KIND: dict[str, Words] = {"missed": ("漏", "missed"), "wrong": ("多", "wrong"), "differs": ("不同", "differs")}
_ROLES: dict[str, Words] = {
    "title": ("题", "T"), "kicker": ("眉", "K"), "body": ("文", "·"), "byline": ("署", "By"), "caption": ("图", "C"),
    "": ("无", "∅"),
}  # fmt: skip
_CLEAN: Words = ("也看无错的文章", "also articles without errors")
_UNREAD: Words = ("保留页（只报数值）", "Pages kept unread (figures only)")
_BAR = 120


def report_page(report: Report, language: str) -> str:
    """The whole page; `language` is ``zh`` or ``en`` at first, a button changes it."""
    return _Page(report, language).html()


def _asset(package: str, name: str) -> str:
    return (files(package) / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


class _Page:
    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.texts = {name: PageText(text) for name, text in report.texts.items()}

    def words(self, pair: Words) -> str:
        """Text in the chosen language; the script changes it."""
        shown = pair[0] if self.language == "zh" else pair[1]
        return f'<span data-zh="{esc(pair[0])}" data-en="{esc(pair[1])}">{esc(shown)}</span>'

    def measure(self, name: str) -> str:
        """Name of a measure."""
        return self.words((NAMES[name], name))

    def html(self) -> str:
        """Frame and parts."""
        style = _asset("reformgraph.show.graph", "theme.css") + _asset("reformgraph.evaluation", "report.css")
        script = _asset("reformgraph.evaluation", "report.js")
        policy = (
            f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
            "base-uri 'none'; form-action 'none'"
        )
        title = ("提取结果与标注的对照", "Extraction against labels")
        articles = [unit for unit in self.report.units if unit.labelled or unit.found]
        parts = [self.summary(), self.rows(), self.filters(), *map(self.article, articles)]
        body = "\n".join(parts)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="reformgraph {__version__}">\n'
            f"<title>{esc(title[0] if self.language == 'zh' else title[1])}</title>\n<style>{style}</style>\n</head>\n"
            f'<body>\n<header><h1>{self.words(title)}</h1><button id="lang" type="button"></button>'
            f'<button id="theme" type="button" aria-label="light / dark">◐</button></header>\n<main>\n{body}\n</main>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    def summary(self) -> str:
        """The figures, those of pages kept unread apart and without errors to look at."""
        counts: dict[str, int] = {}
        for measure in (measure for _, finding in self.report.errors for measure in finding.measures):
            counts[measure] = counts.get(measure, 0) + 1
        note = (
            f"区间：按文章重复抽样 {self.report.resamples} 次。点错误数，只看该项错误。",
            f"Intervals: {self.report.resamples} resamples of articles. Click a number of errors to see these alone.",
        )
        parts = [self.figures(self.report.figures, counts), f"<p class=note>{self.words(note)}</p>"]
        if self.report.unread is not None:
            parts += [f"<h2>{self.words(_UNREAD)}</h2>", self.figures(self.report.unread, {})]
        return f"<section>{''.join(parts)}</section>"

    def figures(self, figures: Figures, counts: dict[str, int]) -> str:
        """The measures and what should be low, each with its interval as a bar."""
        head = [
            self.words(pair)
            for pair in (
                ("指标", "measure"), ("准确率", "precision"), ("召回率", "recall"), ("F1", "F1"),
                ("95% 区间", "95 % interval"), ("", ""), ("对", "right"), ("找到", "found"), ("标注", "labelled"),
                ("错误", "errors"),
            )
        ]  # fmt: skip
        rows = [self.measure_row(row, counts.get(name, 0)) for name, row in figures.measures.items()]
        low_head = [
            self.words(pair)
            for pair in (
                ("越低越好", "less is better"), ("占比", "share"), ("95% 区间", "95 % interval"), ("", ""),
                ("个数", "number"), ("总数", "of"), ("错误", "errors"),
            )
        ]  # fmt: skip
        low = [
            [self.measure(name), f"{row.share:.3f}", _interval(row.interval), _bar(row.share, row.interval),
             str(row.part), str(row.whole), self.pick(name, counts)]
            for name, row in figures.shares.items()
        ]  # fmt: skip
        low.append([self.measure(INVENTED), "", "", "", str(figures.invented), "", self.pick(INVENTED, counts)])
        return _table(head, rows) + _table(low_head, low)

    def measure_row(self, row: MeasureRow, errors: int) -> list[str]:
        """Cells of one measure."""
        rates = [f"{figure:.3f}" for figure in (row.rates.precision, row.rates.recall, row.rates.f1)]
        interval = [_interval(row.interval), _bar(row.main, row.interval)]
        counts = ["", ""] if row.measure == LINES else [str(int(row.right)), str(int(row.found))]
        picked = self.pick(row.measure, {row.measure: errors})
        return [self.measure(row.measure), *rates, *interval, *counts, str(int(row.labelled)), picked]

    def pick(self, measure: str, counts: dict[str, int]) -> str:
        """The number of errors as a button that filters."""
        count = counts.get(measure, 0)
        return f'<button type="button" class="pick" data-pick="{esc(measure)}">{count}</button>' if count else "0"

    def rows(self) -> str:
        """Adoptions by reform, by phenomenon, by page."""
        reforms = [
            [f'<button type="button" class="find">{esc(row.reform)}</button>', "●" if row.core else "",
             *map(str, (row.labelled, row.right, row.missed, row.wrong, row.status_right))]
            for row in self.report.reforms
        ]  # fmt: skip
        reform_head = (
            ("改革", "reform"), ("核心", "core"), ("标注", "labelled"), ("找到", "found"), ("漏", "missed"),
            ("多", "wrong"), ("状态对", "status right"),
        )  # fmt: skip
        phenomena = [
            [self.words((row.group_zh, row.group)), self.words((row.name_zh, row.name)), _rate(row.precision),
             _rate(row.recall), str(row.found), str(row.labelled)]
            for row in self.report.phenomena
        ]  # fmt: skip
        phenomenon_head = (
            ("类别", "group"), ("现象", "phenomenon"), ("准确率", "precision"), ("召回率", "recall"), ("找到", "found"),
            ("标注", "labelled"),
        )  # fmt: skip
        pages = [
            [esc(row.page), str(row.articles), str(row.found), _rate(row.precision), _rate(row.recall), _rate(row.f1),
             str(row.errors)]
            for row in self.report.pages
        ]  # fmt: skip
        page_head = (
            ("页", "page"), ("标注文章", "articles labelled"), ("找到文章", "articles found"), ("准确率", "precision"),
            ("召回率", "recall"), ("F1", "F1"), ("错误", "errors"),
        )  # fmt: skip
        return "".join(
            f"<details><summary>{self.words(name)}</summary>{_table([self.words(one) for one in head], rows)}</details>"
            for name, head, rows in (
                (("采用：逐项改革", "Adoptions by reform"), reform_head, reforms),
                (("采用：逐类现象", "Adoptions by phenomenon"), phenomenon_head, phenomena),
                (("采用：逐页", "Adoptions by page"), page_head, pages),
            )
        )

    def filters(self) -> str:
        """Choices of measure, kind and page, and a search in the errors."""
        measures = {measure for _, finding in self.report.errors for measure in finding.measures}
        ordered = [(name, (NAMES[name], name)) for name in NAMES if name in measures]
        pages = [(page, (page, page)) for page in dict.fromkeys(unit.page for unit in self.report.units)]
        legend = "".join(
            f'<span class="{css}">{self.words(pair)}</span>'
            for css, pair in (
                ("e l f", ("两边的引文", "evidence of both")),
                ("e l", ("仅标注的引文", "of the labels only")),
                ("e f", ("仅找到的引文", "found only")),
            )
        )
        return (
            '<section class="filters">'
            + self.choice("measure", ("所有指标", "all measures"), ordered)
            + self.choice("kind", ("所有错误", "all errors"), list(_KINDS.items()))
            + self.choice("page", ("所有页", "all pages"), pages)
            + '<input id="words" type="search" aria-label="search / 搜索" placeholder="搜索 / search">'
            + f'<label><input id="clean" type="checkbox">{self.words(_CLEAN)}</label>'
            + f'<output id="count"></output><span class="legend">{legend}</span></section>'
        )

    def choice(self, name: str, everything: Words, options: Iterable[tuple[str, Words]]) -> str:
        """A list to choose from; its first entry lets everything through."""
        entries = [f'<option value="" data-zh="{esc(everything[0])}" data-en="{esc(everything[1])}">'
                   f"{esc(everything[self.language != 'zh'])}</option>"]  # fmt: skip
        entries += [
            f'<option value="{esc(value)}" data-zh="{esc(pair[0])}" data-en="{esc(pair[1])}">'
            f"{esc(pair[self.language != 'zh'])}</option>"
            for value, pair in options
        ]
        return f'<select id="{name}" aria-label="{esc(everything[1])}">{"".join(entries)}</select>'

    def article(self, unit: Unit) -> str:
        """One article: errors at the side, its lines with marks."""
        told = unit.labelled or unit.found
        title = (told.title or told.id) if told else ""
        extra = "" if unit.labelled else f' <em class="k-wrong">{self.words(("标注没有", "not labelled"))}</em>'
        lost = "" if unit.found else f' <em class="k-missed">{self.words(("没找到", "not found"))}</em>'
        page = self.texts.get(unit.page, PageText(""))
        lines = "\n".join(map(self.line, article_lines(unit, page)))
        errors = "\n".join(self.error(number, finding) for number, finding in enumerate(unit.findings))
        count = len(unit.findings)
        return (
            f'<article data-page="{esc(unit.page)}"><details{" open" if count else ""}>'
            f"<summary>{esc(title)}{extra}{lost} "
            f"<small>{esc(unit.page)} · {esc(told.id if told else '')} · <b>{count}</b></small></summary>"
            f'<div class="two"><ol class="errors">{errors}</ol><div class="text">{lines}</div></div>'
            "</details></article>"
        )

    def error(self, number: int, finding: Finding) -> str:
        """One error as a button that shows its place."""
        sides = [
            f'<q class="{side}">{esc(shown)}</q>'
            for side, shown in (("l", finding.labelled), ("f", finding.found))
            if shown
        ]
        return (
            f'<li data-measure="{esc("|".join(finding.measures))}" data-kind="{esc(finding.kind)}">'
            f'<button type="button" data-error="{number}"><span class="k k-{esc(finding.kind)}">'
            f"{self.words(_KIND[finding.kind])}</span> <b>{self.measure(finding.measure)}</b> {''.join(sides)}"
            "</button></li>"
        )

    def line(self, line: Line) -> str:
        """One line with its number, its role on both sides where they differ, and its marks."""
        label, found = _ROLES[line.labelled_role], _ROLES[line.found_role]
        role = self.words(label)
        css = "line"
        if line.labelled_role != line.found_role:
            css += " off"
            role += f"→{self.words(found)}"
        return (
            f'<div class="{css}"><i>{line.number}</i><i class="r">{role}</i><span>{"".join(map(_piece, line.pieces))}'
            "</span></div>"
        )


def _piece(piece: Piece) -> str:
    css = [*(["e"] if piece.labelled or piece.found else []), *(["l"] if piece.labelled else [])]
    css += ["f"] if piece.found else []
    css += [f"x{number}" for number in piece.errors]
    return f'<span class="{" ".join(css)}">{esc(piece.text)}</span>' if css else esc(piece.text)


def _rate(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3f}"


def _interval(bounds: tuple[float, float] | None) -> str:
    return f"{bounds[0]:.3f}–{bounds[1]:.3f}" if bounds else ""


def _bar(main: float, bounds: tuple[float, float] | None) -> str:
    """The main figure as a point on a line from 0 to 1, its interval as a bar."""
    low, high = bounds or (main, main)
    return (
        f'<svg width="{_BAR + 8}" height="12" role="img" aria-label="{main:.3f}"><rect class="b0" x="4" y="5" '
        f'width="{_BAR}" height="2"/><rect class="b1" x="{4 + _BAR * low:.1f}" y="3" width="{_BAR * (high - low):.1f}" '
        f'height="6"/><circle class="b2" cx="{4 + _BAR * main:.1f}" cy="6" r="4"/></svg>'
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def cells() -> Iterator[str]:
        for row in rows:
            yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"

    names = "".join(f'<th scope="col">{name}</th>' for name in head)
    inside = "\n".join(cells())
    return f'<div class="scroll"><table><thead><tr>{names}</tr></thead><tbody>\n{inside}\n</tbody></table></div>'
