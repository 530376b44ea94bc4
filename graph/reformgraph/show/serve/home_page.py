"""The first page: a look at the store in, what it holds and where to begin out."""

from __future__ import annotations

from reformgraph.show.first_question import FIRST_REFORM, NAMED
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.answer_pages import question_item
from reformgraph.show.serve.lookups import Look, time_cell
from reformgraph.show.serve.markup import Markup, form, page, tag
from reformgraph.show.serve.reach import reach
from reformgraph.sparql.named_questions import questions
from reformgraph.views import store_rows
from reformgraph.views.counts import NAMES, count_shown
from reformgraph.views.latin_names import short_english
from reformgraph.views.store_rows import newest_articles

_TOP = 10
_CHOSEN = (
    "adopters", "reforms-of", "first-movers", "similar-zones", "companies-of", "planned", "new-reforms", "coverage",
)  # fmt: skip
#: The numbers that a reader looks for first, and where each leads.
_FIRST = {
    "adopted": "/trace?status=adopted", "planned": "/trace?status=planned", "required": "/trace?status=required",
    "articles": "", "zones": "", "companies": "",
}  # fmt: skip
_MOST = """SELECT ?thing (COUNT(DISTINCT ?other) AS ?count) {{ GRAPH graph:derived {{ {} }} }}
GROUP BY ?thing ORDER BY DESC(?count) ?thing LIMIT {}"""


_FIRST_REFORM = _MOST.format("?other rg:adopted ?thing", 1)


def home(look: Look) -> bytes:
    """How far the sources reach, the question box, the numbers, what is done most, and questions to begin with."""
    counts = count_shown(look.store)
    first = [_card(key, counts[key], where) for key, where in _FIRST.items()]
    rest = [_card(key, counts[key], "") for key in NAMES if key not in _FIRST]
    columns = [
        _ranked(look, "Most adopted reforms", "?other rg:adopted ?thing"),
        _ranked(look, "Who adopted most", "?thing rg:adopted ?other"),
        _newest(look),
    ]
    chosen = [questions()[name] for name in _CHOSEN if name in questions()]
    return page(
        "",
        tag("h1", say("Reforms of development zones")),
        tag("p", say("Who adopted what, when, with which figures, and which sentence of which paper says so.")),
        tag("p", reach(look) + say("; what they do not tell is not here."), class_="told"),
        _box(),
        _who_does(look),
        tag("ul", first, class_="cards"),
        tag("div", columns, class_="three"),
        tag("h2", say("Begin here")),
        tag("ul", [question_item(one) for one in chosen], class_="questions"),
        tag("p", tag("a", say("All {} questions", len(questions())), href="/questions")),
        tag("details", tag("summary", say("All numbers")), tag("ul", rest, class_="cards")),
        current="/",
    )


def _card(key: str, count: int, where: str) -> Markup:
    words = NAMES[key][language() != "zh"]
    return tag("li", tag("b", str(count)), tag("a", words, href=where) if where else tag("span", words), data_count=key)


def _box() -> Markup:
    example = say("Who adopted standard land?")
    return form(
        tag("input", name="q", type="search", placeholder=example, aria_label=say("Question")),
        tag("button", say("Ask")),
        action="/ask",
        class_="question-box",
    )


def _adopting(look: Look, reform: str) -> list[store_rows.AdoptionRow]:
    return [row for row in store_rows.adoptions(look.store, reform=reform) if row.status == "adopted"]


def _who_does(look: Look) -> Markup:
    """Who does standard land, or the reform that most do where nobody does that: the answer to what the box asks."""
    reform = f"{look.base}reform/{FIRST_REFORM}"
    rows = _adopting(look, reform)
    if not rows:
        for row in look.store.select(_FIRST_REFORM):
            reform = str(row["thing"])
            rows = _adopting(look, reform)
    if not rows:
        return Markup()
    rows.sort(key=lambda row: (row.latest or row.earliest or "~", row.actor))
    items = [tag("li", look.link(row.actor), " ", time_cell(row.onset)) for row in rows[:NAMED]]
    head = tag("h2", say("Who has adopted “{}”?", short_english(look.label(reform))))
    more = tag("p", look.link(reform, say("All {}, with their sentences", len(rows))))
    return tag("section", head, tag("ol", items), more, class_="answer")


def _ranked(look: Look, head: str, pattern: str) -> Markup:
    rows = look.store.select(_MOST.format(pattern, _TOP))
    items = [
        tag("li", look.link(str(row["thing"])), " ", tag("span", str(row["count"]), class_="count")) for row in rows
    ]
    return tag("section", tag("h2", say(head)), tag("ol", items)) if items else Markup()


def _newest(look: Look) -> Markup:
    """The newest articles that claim something."""
    items = [
        tag("li", look.link(article), " ", tag("span", day, class_="count when"))
        for article, day in newest_articles(look.store, _TOP)
    ]
    more = tag("p", tag("a", say("All records, the newest first"), href="/trace"))
    return tag("section", tag("h2", say("Newest articles")), tag("ol", items), more) if items else Markup()
