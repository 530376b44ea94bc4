"""What is to be decided, with the sentences beside it: a look at the store and the decisions in, a page out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from reformgraph.adoption.decisions import PAIR, SINGLE, read_decisions
from reformgraph.adoption.review import Question, questions
from reformgraph.iri import RG
from reformgraph.show.page_language import plural, say
from reformgraph.show.serve.lookups import Look, first
from reformgraph.show.serve.markup import Markup, form, page, tag
from reformgraph.show.serve.text_pages import spans
from reformgraph.views import store_rows

#: Questions on a page, and sentences beside each thing of one.
_SHOWN, _SENTENCES = 40, 2
#: Claims about a reform whose sentences are looked up.
_CLAIMS = 20
#: Characters of a sentence without an end that are shown on either side of a name.
_AROUND = 80
_END = re.compile("[。！？；\n]")
_KINDS = {"reform": "reforms", "zone": "zones", "company": "companies", "claim": "claims without an actor"}
#: What the buttons say, by the answer that they write.
ANSWERS = {"accept": "Accept", "reject": "Reject", "same": "The same", "different": "Not the same", "unsure": "Unsure"}
_NAMED = """SELECT DISTINCT ?article ?page ?spans {
  GRAPH graph:derived { ?named rg:canonical ?thing }
  GRAPH ?graph { ?article a rg:Article ; schema:isPartOf ?page . ?mention rg:mentionOf ?named ; rg:spans ?spans }
} ORDER BY ?article LIMIT 20"""

#: A sentence in three pieces, the middle one the name, and the article it stands in.
Sentence = tuple[str, str, str, str]


def review_page(look: Look, given: Sequence[tuple[str, str]], decisions: str | None, *, writes: bool) -> bytes:
    """Open questions, the most doubtful first.

    Parameters
    ----------
    decisions
        File of the decisions made before; None where there is none.
    writes
        Whether there are buttons, whose answers the server writes into that file.

    Raises
    ------
    DecisionError
        The file of decisions is malformed.
    """
    known = read_decisions(Path(decisions) if decisions else None, look.base)
    found = questions(look.store, known, look.base)
    asked = dict(given)
    chosen = [one for one in found if asked.get("kind", "") in ("", one.kind)]
    start = int(asked["from"]) if re.fullmatch(r"[0-9]{1,6}", asked.get("from", "")) else 0
    shown = chosen[start : start + _SHOWN]
    note = (
        say(
            "Answers go into {}, and take effect with the next build; a line taken out undoes one.",
            Path(decisions or "").name,
        )
        if writes
        else say("Read-only: start the server with --review to answer here, or use the command reformgraph review.")
    )
    return page(
        say("Review"),
        tag("h1", say("To be decided")),
        tag("p", note, class_="told"),
        tag("p", _kinds(found, asked.get("kind", "")), class_="ask"),
        tag("p", plural(len(chosen), "{} open question", "{} open questions"), class_="told"),
        [_question(look, one, writes=writes, back=_address(asked, start)) for one in shown],
        tag("p", tag("a", say("The next ones"), href=_address(asked, start + _SHOWN)))
        if len(chosen) > start + _SHOWN
        else None,
        current="/review",
    )


def _address(asked: Mapping[str, str], start: int) -> str:
    told = {"kind": asked.get("kind", ""), "from": str(start) if start else ""}
    query = urlencode({key: value for key, value in told.items() if value}, errors="replace")
    return "/review" + (f"?{query}" if query else "")


def _kinds(found: Sequence[Question], chosen: str) -> list[object]:
    counts = Counter(one.kind for one in found)
    links = [("", say("all"), len(found)), *((kind, say(many), counts[kind]) for kind, many in _KINDS.items())]
    return [
        (tag("a", say("{} ({})", words, count), href=_address({"kind": kind}, 0),
             aria_current="page" if kind == chosen else None), " ")
        for kind, words, count in links
    ]  # fmt: skip


def _question(look: Look, one: Question, *, writes: bool, back: str) -> Markup:
    things = [iri for iri in (one.a, one.b) if iri]
    heads = [
        tag("div", look.link(iri, _called(look, one.kind, iri)), _sentences(look, one.kind, iri)) for iri in things
    ]
    return tag(
        "section",
        tag("p", tag("b", _asked(look, one)), " ", tag("span", say(one.why), class_="told")),
        tag("div", heads, class_="beside"),
        _buttons(one, back) if writes else None,
        class_="claim question",
    )


def _called(look: Look, kind: str, iri: str) -> str:
    """What stands for a thing: a claim by its reform."""
    return look.label(first(look.of(iri), RG + "reform")) if kind == "claim" else look.label(iri)


def _asked(look: Look, one: Question) -> str:
    if one.kind == "claim":
        return say("Who acts here?")
    name = look.label(one.a)
    return say("Are “{}” and “{}” the same?", name, look.label(one.b)) if one.b else say("Is “{}” a reform?", name)


def _buttons(one: Question, back: str) -> Markup:
    """A form that posts the answer chosen; the language goes with the address."""
    hidden = [
        tag("input", type="hidden", name=name, value=value)
        for name, value in (("kind", one.kind), ("a", one.a), ("b", one.b), ("back", back))
    ]
    buttons = [
        tag("button", say(ANSWERS[answer]), name="decision", value=answer, class_=answer)
        for answer in (PAIR if one.b else SINGLE[one.kind])
    ]
    reason = tag("input", name="reason", maxlength=200, placeholder=say("reason"), aria_label=say("reason"))
    return form(hidden, buttons, reason, method="post", action="/review", class_="answers")


def _sentences(look: Look, kind: str, iri: str) -> list[Markup]:
    found = _claimed(look, kind, iri) or _naming(look, iri)
    return [
        tag(
            "blockquote",
            before,
            tag("mark", name) if name else None,
            after,
            tag("p", "—— ", look.link(article), class_="told"),
        )
        for before, name, after, article in found[:_SENTENCES]
    ]


def _claimed(look: Look, kind: str, iri: str) -> list[Sentence]:
    """What claims print of a reform, or what one claim prints."""
    if kind not in ("reform", "claim"):
        return []
    wanted = [iri] if kind == "claim" else store_rows.claims_about(look.store, iri, _CLAIMS)
    quoted = store_rows.evidence(look.store, wanted)
    name = look.label(iri) if kind == "reform" else ""
    found = {one.claim: one for one in store_rows.claims(look.store, list(quoted))}
    return [(*_parted(quoted[claim].quote, name), found[claim].article) for claim in quoted if claim in found]


def _parted(quote: str, name: str) -> tuple[str, str, str]:
    before, found, after = quote.partition(name) if name else (quote, "", "")
    return before, found, after


def _naming(look: Look, iri: str) -> list[Sentence]:
    """Sentences of articles that name a thing, one an article."""
    made: dict[str, Sentence] = {}
    for row in look.rows(_NAMED, thing=iri):
        article, told = str(row["article"]), spans(str(row["spans"]))
        if article in made or not told:
            continue
        text = first(look.of(str(row["page"])), RG + "text")
        made[article] = (*sentence(text, *told[0]), article)
        if len(made) == _SENTENCES:
            break
    return list(made.values())


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence that holds a range of a text: before, inside and behind it.

    >>> sentence("甲。乙区推行标准地。丙。", 2, 4)
    ('', '乙区', '推行标准地。')
    """
    ends = [found.end() for found in _END.finditer(text, max(0, start - _AROUND), start)]
    first_ = ends[-1] if ends else max(0, start - _AROUND)
    found = _END.search(text, end, end + _AROUND)
    last = found.end() if found else min(len(text), end + _AROUND)
    return text[first_:start].lstrip(), text[start:end], text[end:last].rstrip()
