"""The page of errors: one HTML file, offline, every text escaped, only its own script and style let in."""

from __future__ import annotations

import base64
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType

from markupsafe import Markup

from reformgraph._version import __version__
from reformgraph.evaluation.judgements import Unit
from reformgraph.evaluation.marks import PageText, Piece, article_lines
from reformgraph.evaluation.report import Report
from reformgraph.evaluation.score_rows import INVENTED, LINES, NAMES
from reformgraph.show.templates import environment

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
_RATES: tuple[Words, ...] = (("准确率", "precision"), ("召回率", "recall"))
#: Heads of the tables.
_HEADS = MappingProxyType({
    "measures": (
        ("指标", "measure"), *_RATES, ("F1", "F1"), ("95% 区间", "95 % interval"), ("", ""), ("对", "right"),
        ("找到", "found"), ("标注", "labelled"), ("错误", "errors"),
    ),
    "shares": (
        ("越低越好", "less is better"), ("占比", "share"), ("95% 区间", "95 % interval"), ("", ""), ("个数", "number"),
        ("总数", "of"), ("错误", "errors"),
    ),
    "reforms": (
        ("改革", "reform"), ("核心", "core"), ("标注", "labelled"), ("找到", "found"), ("漏", "missed"),
        ("多", "wrong"), ("状态对", "status right"),
    ),
    "phenomena": (("类别", "group"), ("现象", "phenomenon"), *_RATES, ("找到", "found"), ("标注", "labelled")),
    "pages": (
        ("页", "page"), ("标注文章", "articles labelled"), ("找到文章", "articles found"), *_RATES, ("F1", "F1"),
        ("错误", "errors"),
    ),
})  # fmt: skip


def report_page(report: Report, language: str) -> str:
    """The whole page; `language` is ``zh`` or ``en`` at first, a button changes it."""
    style = _asset("reformgraph.show.graph", "theme.css") + _asset("reformgraph.evaluation", "report.css")
    script = _asset("reformgraph.evaluation", "report.js")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    found = {measure for _, finding in report.errors for measure in finding.measures}
    template = environment().from_string(
        (files("reformgraph.evaluation") / "templates" / "errors.html").read_text("utf-8")
    )
    return template.render(
        report=report, language=language, policy=Markup(policy), version=__version__, style=Markup(style),  # noqa: S704
        script=Markup(script), names=NAMES, heads=_HEADS, kinds=_KINDS, kind=_KIND, roles=_ROLES,  # noqa: S704
        counts=Counter(measure for _, finding in report.errors for measure in finding.measures),
        piece_class=_piece_class, lines_measure=LINES, invented=INVENTED, articles=_articles(report),
        measures=[(name, (NAMES[name], name)) for name in NAMES if name in found],
        pages=[(page, (page, page)) for page in dict.fromkeys(unit.page for unit in report.units)],
    ).lstrip()  # fmt: skip


def _asset(package: str, name: str) -> str:
    return (files(package) / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode('utf-8')).digest()).decode()}'"


def _articles(report: Report) -> list[dict[str, object]]:
    """Articles of either side: errors, and the lines with their marks."""
    texts = {name: PageText(text) for name, text in report.texts.items()}
    units = (unit for unit in report.units if unit.labelled or unit.found)
    return [_article(unit, texts.get(unit.page, PageText(""))) for unit in units]


def _article(unit: Unit, page: PageText) -> dict[str, object]:
    told = unit.labelled or unit.found
    title = (told.title or told.id) if told else ""
    return {"unit": unit, "title": title, "id": told.id if told else "", "lines": article_lines(unit, page)}


def _piece_class(piece: Piece) -> str:
    """Classes of a piece: evidence of labels and of what was found, and the numbers of its errors."""
    css = [*(["e"] if piece.labelled or piece.found else []), *(["l"] if piece.labelled else [])]
    css += ["f"] if piece.found else []
    return " ".join([*css, *(f"x{number}" for number in piece.errors)])
