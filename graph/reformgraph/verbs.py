"""The public verbs, in the order of the stages: pages in, a store between, answers, networks and pictures out.

Each opens what it is given by name (a path, a text, the address of a store), calls one function of a stage and
hands back that stage's records. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reformgraph.errors import MissingExtraError, UsageError
from reformgraph.records import Claim, Page, PageExtraction
from reformgraph.results import Results
from reformgraph.store import Store, open_store

if TYPE_CHECKING:
    from reformgraph.ask.answer import Answer
    from reformgraph.building.build import BuildSummary
    from reformgraph.views.text_search import FoundArticle
    from reformgraph.views.trace import TracedAdoption

#: A store open already, or where it is.
StoreLike = Store | str | PathLike[str]
PathLikeText = str | PathLike[str]
NetworkKind = Literal[
    "knowledge", "bipartite", "zones", "reforms", "co-mentions", "company-zone", "influence", "places"
]


@contextmanager
def _opened(store: StoreLike) -> Iterator[Store]:
    if isinstance(store, Store):
        yield store
        return
    with open_store(store) as opened:
        yield opened


def read(path: PathLikeText | None = None, *, text: str | None = None, date: str | None = None) -> Page:
    """Read a page from a file, or take a text at hand for one.

    Parameters
    ----------
    path
        A file of any format that is read.
    text
        The text itself, instead of a path.
    date
        Issue date where the page tells none: YYYY, YYYY-MM or YYYY-MM-DD.

    Raises
    ------
    PageError
        If the file cannot be read; the message names file and cure.
    UsageError
        If neither or both of `path` and `text` are given.

    >>> read(text="江阴高新区推行告知承诺。").text
    '江阴高新区推行告知承诺。'
    """
    from reformgraph.reading.read_pages import page_from_text, read_page

    if (path is None) == (text is None):
        raise UsageError("one of path and text is needed", cure="give read('page.html') or read(text='…')")
    return page_from_text(text, issue_date=date) if text is not None else read_page(Path(path or ""), date)


def extract(
    source: Page | PathLikeText | None = None, *, text: str | None = None, date: str | None = None
) -> Extracted:
    """Everything found on a page: articles with zones, reforms, companies, claims and figures.

    Parameters
    ----------
    source
        A page from `read`, or a file.
    text, date
        As for `read`.

    >>> extract(text="江阴高新区推行告知承诺。").claims()
    <1 claims>
    """
    from reformgraph.extraction.article import extract_page

    page = source if isinstance(source, Page) else read(source, text=text, date=date)
    return Extracted(extract_page(page))


class Extracted:
    """What a page holds, with its claims as a table."""

    __slots__ = ("page",)

    def __init__(self, page: PageExtraction) -> None:
        self.page = page

    def claims(self) -> Results[Claim]:
        """The claims of all articles of the page."""
        found = [claim for one in self.page.extractions for claim in one.claims]
        return Results(found, lambda claim: [_claim_row(claim)], "claims")

    def to_dict(self) -> dict[str, Any]:
        """The object that `reformgraph extract` prints for the page."""
        from reformgraph.exchange.jsonl import to_json

        return dict(to_json(self.page))

    def to_frame(self) -> Any:
        """The claims as a pandas data frame, one row a claim."""
        return self.claims().to_frame()

    def __repr__(self) -> str:
        articles = len(self.page.extractions)
        return f"<{self.page.page.id}: {articles} articles, {len(self.claims())} claims>"

    def _repr_html_(self) -> str:
        return self.claims()._repr_html_()


def _claim_row(claim: Claim) -> Mapping[str, Any]:
    return {
        "actor": claim.actor,
        "reform": claim.reform,
        "status": claim.status,
        "denied": claim.denied,
        "when": claim.when,
        "onset": claim.onset_edtf,
        "figures": "; ".join(figure.text for figure in claim.figures),
        "confidence": claim.confidence,
        "quote": claim.evidence,
        "start": claim.evidence_span.start,
        "end": claim.evidence_span.end,
    }


def build(paths: PathLikeText | Sequence[PathLikeText], store: StoreLike, **options: Any) -> BuildSummary:
    """Read files and folders into a store; a single path will do. Options are those of `building.build.build`."""
    from reformgraph.building.build import build as run

    one = isinstance(paths, (str, PathLike))
    return run([paths] if one else list(paths), store, **options)  # type: ignore[list-item, arg-type]


def trace(store: StoreLike, **wanted: Any) -> Results[TracedAdoption]:
    """Who adopted what, when, on what evidence. What may be asked is that of `views.trace.trace`."""
    from reformgraph.views.trace import trace as run

    with _opened(store) as opened:
        return Results(run(opened, **wanted), _adoption_rows, "adoptions")


def _adoption_rows(adoption: TracedAdoption) -> Iterator[Mapping[str, Any]]:
    """One row a claim, with what the adoption says before it."""
    above = {
        "zone": adoption.zone,
        "reform": adoption.reform,
        "adoption_status": adoption.status,
        "onset": adoption.onset_edtf,
        "sources": adoption.sources,
        "disputing": adoption.disputing,
    }
    for claim in adoption.claims:
        row = {key: value for key, value in asdict(claim).items() if key not in ("figures", "regions")}
        yield {**above, **row, "figures": "; ".join(figure.text for figure in claim.figures)}


def query(store: StoreLike, question: str, **given: str) -> Results[Mapping[str, Any]]:
    """Answer a named question (``query(store, "adopters", reform="标准地")``) or a SELECT in SPARQL.

    Raises
    ------
    QueryError, UsageError
        If the question is unknown, a parameter is missing, or the query is refused.
    """
    from reformgraph.sparql.named_questions import answer, rows
    from reformgraph.sparql.run_query import evaluate

    with _opened(store) as opened:
        if " " in question or "{" in question:
            found = list(rows(evaluate(opened, question)))
        else:
            found = answer(opened, question, **given)
    return Results(found, lambda row: [row], "rows")


def ask(store: StoreLike, question: str, *, language: str | None = None) -> Results[Answer]:
    """Answer a question in words (``ask(store, "哪些开发区推行了标准地？")``): one answer to each part of it.

    Raises
    ------
    UsageError
        If the question is empty or too long.
    """
    from reformgraph.ask.answer_question import ask as answer_question

    with _opened(store) as opened:
        found = answer_question(opened, question, language=language)
    return Results(found, _answer_rows, "answers")


def _answer_rows(answer: Answer) -> Iterator[Mapping[str, Any]]:
    """A row for each quotation, one without where there is none.

    `beside` is True for quotations near to the question on which the answer does not rest: no finding.
    """
    told = {"part": answer.part, "outcome": answer.outcome, "no": answer.no, "sentence": answer.sentence}
    if not answer.rows:
        yield told | {"beside": False}
    for beside, rows in ((False, answer.rows), (True, answer.beside)):
        for row in rows:
            yield told | {"beside": beside} | asdict(row)


def search(store: StoreLike, words: str, *, limit: int = 20) -> Results[FoundArticle]:
    """Articles whose headline, byline or body hold all words, the best first, each with a passage and its place.

    Words are parted by white space, phrases stand in quotation marks: ``search(store, '标准地 "一枚印章"')``.

    Raises
    ------
    UsageError
        If no word is asked for, or too many.
    """
    from reformgraph.views.text_search import search as find

    with _opened(store) as opened:
        found = find(opened, words, limit)
    return Results(found.articles, lambda one: [asdict(one)], "articles")


def claims_frame(store: StoreLike) -> Any:
    """All claims of a store as a pandas data frame, one row a claim, times as first and last day; see `CLAIM_COLUMNS`.

    Raises
    ------
    MissingExtraError
        If pandas is not installed (extra ``analysis``).
    """
    return _frame(store, "claims")


def figures_frame(store: StoreLike) -> Any:
    """All figures of a store as a pandas data frame, one row a figure of a claim; see `FIGURE_COLUMNS`.

    Raises
    ------
    MissingExtraError
        If pandas is not installed (extra ``analysis``).
    """
    return _frame(store, "figures")


def _frame(store: StoreLike, table: str) -> Any:
    from reformgraph.exchange.table_files import table_rows
    from reformgraph.views.statements import TABLES

    try:
        import pandas
    except ImportError as fault:
        raise MissingExtraError("pandas", "analysis") from fault
    with _opened(store) as opened:
        found = pandas.DataFrame(list(table_rows(opened, table)), columns=list(TABLES[table]))
    for name, kind in TABLES[table].items():
        if kind == "date":
            # Days of a period may lie beyond what nanoseconds reach; seconds hold every year.
            found[name] = pandas.to_datetime(found[name]).astype("datetime64[s]")
    return found


def network(store: StoreLike, kind: NetworkKind = "knowledge") -> Any:
    """A network of the store as a networkx graph.

    Raises
    ------
    UsageError
        If there is no such kind.
    """
    from reformgraph.analysis import network as nets

    with _opened(store) as opened:
        graph = nets.knowledge_graph(opened)
        make = {
            "knowledge": lambda: graph,
            "bipartite": lambda: nets.bipartite(graph),
            "zones": lambda: nets.projection(nets.bipartite(graph), 0),
            "reforms": lambda: nets.projection(nets.bipartite(graph), 1),
            "co-mentions": lambda: nets.co_mentions(graph),
            "company-zone": lambda: nets.company_zone(graph),
            "influence": lambda: nets.influence(graph),
            "places": lambda: nets.containment(opened, graph),
        }
        if kind not in make:
            raise UsageError(f"no network {kind!r}", cure="one of " + ", ".join(make))
        return make[kind]()


def panel(store: StoreLike, *, reform: str) -> Any:
    """Who had adopted a reform by when, as the panel that the functions of `analysis.diffusion` take."""
    from reformgraph.analysis.diffusion.observation import observe
    from reformgraph.analysis.diffusion.onsets import panel_of
    from reformgraph.views.trace import find_name

    with _opened(store) as opened:
        return panel_of(observe(opened), find_name(opened, "reform", reform) or "")


class Drawn:
    """An interactive page; `save` writes it as one file."""

    __slots__ = ("html",)

    def __init__(self, html: str) -> None:
        self.html = html

    def save(self, path: PathLikeText) -> Path:
        """Write the page, whole or not at all, and return where it is."""
        from reformgraph.show.graph.write_file import write_text

        return write_text(path, self.html)

    def __repr__(self) -> str:
        return f"<page of {len(self.html) // 1024} KB>"

    def _repr_html_(self) -> str:
        from html import escape

        return f'<iframe srcdoc="{escape(self.html)}" width="100%" height="640" style="border:0"></iframe>'


def draw(store: StoreLike, sort: str = "whole", *names: str, **options: Any) -> Drawn:
    """An interactive page of the whole graph, or of a zone, reform, company or article.

    >>> draw("reformgraph.store", "zone", "朔州经济开发区").save("zone.html")  # doctest: +SKIP
    """
    from reformgraph.analysis.network import knowledge_graph
    from reformgraph.show.graph.make_page import make_page

    with _opened(store) as opened:
        return Drawn(make_page(knowledge_graph(opened), sort, names, store=opened, **options).html)
