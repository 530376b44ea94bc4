"""The named questions as forms with answers: a look at the store and parameters in, a page or data out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlencode

from reformgraph.chinese_messages import told
from reformgraph.errors import ReformGraphError, UsageError
from reformgraph.records import STATUSES
from reformgraph.show.page_language import language, say
from reformgraph.show.serve.lookups import Look, status_told
from reformgraph.show.serve.markup import Markup, form, page, tag
from reformgraph.show.serve.result_table import Result, read_result
from reformgraph.show.serve.result_views import SHOWN, result_html, saved
from reformgraph.sparql.named_questions import MOST, Parameter, Question, bind, question, questions
from reformgraph.sparql.run_query import GRAPH_FORMATS, RESULT_FORMATS, evaluate, kind_of, write_answer


def listing(way: str) -> bytes:
    """All named questions, as a page or as JSON."""
    if way == "json":
        listed = [
            {"name": one.name, "title": title(one), "english": one.title_en, "description": described(one)}
            for one in questions().values()
        ]
        return json.dumps(listed, ensure_ascii=False).encode()
    return page(
        say("Questions"),
        tag("h1", say("Questions")),
        tag("ul", [question_item(one) for one in questions().values()], class_="questions"),
        current="/questions",
    )


def question_item(one: Question) -> Markup:
    """A question in a list of them."""
    return tag("li", tag("a", title(one), href=f"/question/{one.name}"), tag("p", described(one)))


def title(one: Question) -> str:
    """The title of a question in the language of the page."""
    return one.title_zh if language() == "zh" else one.title_en


def described(one: Question) -> str:
    """What a question answers, in the language of the page."""
    return one.description_zh if language() == "zh" else one.description_en


def asked(look: Look, name: str, given: Sequence[tuple[str, str]], way: str) -> bytes:
    """A question with a form for its parameters, its answer and ways to take it along.

    Raises
    ------
    UsageError
        If there is no such question.
    """
    one = question(name)
    known = {parameter.name for parameter in one.parameters}
    values = {key: value for key, value in given if key in known}
    if "lang" in known:
        values.setdefault("lang", language())
    if way == "rq":
        text = bind(look.store, one, values, look.base)
        body = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
        return f"# {title(one)}\n# {described(one)}\n{body}".encode()
    if way in RESULT_FORMATS or way in GRAPH_FORMATS:
        return _data(look, one, values, way)
    if way in ("svg", "gexf"):
        return _picture(look, one, values, next((value for key, value in given if key == "view"), ""), way)
    again = urlencode(values)
    joined = "&" if again else ""
    ways = "ttl jsonld" if "CONSTRUCT" in one.text else "csv tsv json xml"
    return page(
        title(one),
        tag("h1", title(one)),
        tag("p", described(one)),
        _form(one, values),
        _answer(look, one, values),
        tag(
            "p",
            say("Download: "),
            [(tag("a", kind.upper(), href=f"?{again}{joined}format={kind}"), " ") for kind in ways.split()],
            tag("a", say("Link to this view"), href=f"?{again}", class_="share"),
            " ",
            tag("a", say("Open in the query page"), href=f"/sparql?question={one.name}&{again}"),
            class_="ask",
        ),
        current="/questions",
        scripts=("views.js",),
    )


def _form(one: Question, values: dict[str, str]) -> Markup | None:
    """A field a parameter; the language is that of the page, which has its own switch."""
    asked = [parameter for parameter in one.parameters if parameter.kind != "lang"]
    if not asked:
        return None
    fields = [
        tag("label", tag("span", _called(parameter)), _field(parameter, values.get(parameter.name)))
        for parameter in asked
    ]
    return form(fields, tag("button", say("Search")), class_="asking")


def _called(parameter: Parameter) -> str:
    return parameter.chinese if language() == "zh" else parameter.english


def _field(parameter: Parameter, given: str | None) -> Markup:
    """A box for a value, or a list where it is one of a few."""
    default = "" if parameter.default == MOST else parameter.default
    shown = default if given is None else given
    if parameter.kind != "status":
        hint = say("the most common one") if parameter.default == MOST else "" if parameter.default else say("any")
        return tag("input", name=parameter.name, value=shown, placeholder=hint)
    options = [("", say("any")), *((key, status_told(key)) for key in STATUSES)]
    chosen = [tag("option", text, value=key, selected="selected" if key == shown else None) for key, text in options]
    return tag("select", chosen, name=parameter.name)


def _answer(look: Look, one: Question, values: dict[str, str]) -> object:
    try:
        found = _result(look, one, values)
    except ReformGraphError as fault:
        return tag("p", told(fault, language()), class_="fault", role="alert")
    return result_html(look, found, title(one), values)


def _result(look: Look, one: Question, values: dict[str, str]) -> Result:
    values = {key: value for key, value in values.items() if value or key not in _with_most(one)}
    found = evaluate(look.store, bind(look.store, one, values, look.base), base=look.base, rows=SHOWN)
    return read_result(look, found)


def _picture(look: Look, one: Question, values: dict[str, str], view: str, way: str) -> bytes:
    """A view of the answer as SVG or GEXF.

    Raises
    ------
    UsageError
        The answer has no such view.
    """
    made = saved(look, _result(look, one, values), title(one), view, way)
    if made is None:
        raise UsageError(f"this answer has no view “{view}”", cure="open its page: it names the views there are")
    return made


def _with_most(one: Question) -> set[str]:
    return {parameter.name for parameter in one.parameters if parameter.default == MOST}


def _data(look: Look, one: Question, values: dict[str, str], way: str) -> bytes:
    found = evaluate(look.store, bind(look.store, one, values, look.base), base=look.base)
    from reformgraph.sparql.run_query import check_format

    check_format(kind_of(found), way)
    pieces: list[bytes] = []
    write_answer(found, way, pieces.append, base=look.base)
    return b"".join(pieces)
