"""The sentences nearest to a question, where no answer is certain: an answer and its part in, the answer to show out.

No sentence is told as the answer: it is shown with its source, as near to the question, for the reader to judge. An
answer read off sentences stays one where the search that knows nothing of it finds the same sentence first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pyoxigraph import NamedNode

from reformgraph.ask.absence import sentence_rows
from reformgraph.ask.answer import Answer, AnswerRow, Named, NameKind, Part
from reformgraph.ask.answer_passages import lists_all
from reformgraph.ask.bylines import byline_rows
from reformgraph.ask.english_question import ways
from reformgraph.ask.name_forms import plain_question
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.read_question import ZONE_ASKED
from reformgraph.ask.scope import beyond
from reformgraph.ask.sentence_search import Near, SentenceSearch
from reformgraph.ask.wording import Wording
from reformgraph.store.base import Store

#: Sentences shown where nothing is answered, where many zones may be asked for, and beside an answer.
_SHOWN, _SHOWN_OF_MANY, _BESIDE = 6, 10, 3
#: Score below which a sentence is not near, share of the words that the best one holds at least, and share of the best
#: score below which others are left out.
_NEAR, _HELD, _BEHIND = 0.25, 0.12, 0.4
#: Kinds whose answer is told from a sentence, and share of its score that another one has at most then.
_READ_OFF, _CLEARLY = ("figure", "when", "person"), 0.85
#: Share of the words that a sentence beside an answer holds.
_TELLS = 0.25
#: Kinds of which nothing is told by the sentences about another zone than the one that is named.
_OF_ONE = ("figure", "when", "person", "document")
#: Characters of the title of a document that tells it from others.
_TITLE = 6
_OF_MANY = ("adopters", "passage", "most")
_ACTING: tuple[NameKind, ...] = ("zone", "unknown zone", "organ", "place")
_AUTHOR_ASKED = re.compile(
    r"\bwho (?:wrote|penned|reported)|\bauthors?\b|\bbyline|\bwhich (?:news)?(?:paper|outlet|site|media)\b"
    r"|\bwhere\b.{0,40}\bpublished\b",
    re.IGNORECASE,
)


_ABOUT = """SELECT DISTINCT ?article ?label { GRAPH graph:derived { ?named rg:canonical ?zone }
  GRAPH ?graph { ?article schema:about ?named } ?zone skos:prefLabel ?label FILTER(LANG(?label) = "zh")
  VALUES ?article { %s } }"""


@cache
def _texts() -> dict[str, tuple[str, str]]:
    return {key: (chinese, english) for key, chinese, english in ways("near_wording.tsv")}


class NearAnswers:
    """Adds the nearest sentences to answers, and takes back those that are not certain."""

    def __init__(self, store: Store, names: KnownNames, say: Wording) -> None:
        self._store, self._names, self._say = store, names, say
        self._search = SentenceSearch(store, names)

    def _text(self, key: str) -> str:
        return self._say(*_texts()[key])

    def refused(self, part: Part) -> Answer:
        """That a question is out of scope."""
        return Answer(part.text, "refused", self._say.reading(part), self._text("scope"))

    def beside_all(self, told: Sequence[Answer], parts: Sequence[Part], *, english: bool) -> list[Answer]:
        """`beside` of each part; one that names no zone or place is looked for with those of the part before it."""
        found: list[Answer] = []
        before: tuple[Named, ...] = ()
        for one, part in zip(told, parts, strict=True):
            acting = part.of(*_ACTING)
            others = " ".join(other.piece or other.text for other in parts if other is not part)
            named = part if acting else replace(part, names=(*part.names, *before))
            found.append(self.beside(one, named, others, english=english))
            before = acting or before
        return found

    def beside(self, told: Answer, part: Part, others: str = "", *, english: bool) -> Answer:
        """An answer with the nearest sentences: below it, or in its place where it is none or not certain.

        `others` are the words of the other parts of the question.
        """
        if beyond(part, told):
            return self.refused(part)
        by_whom = part.kind == "author" or bool(_AUTHOR_ASKED.search(part.text))
        zones = part.of("zone", "unknown zone", "organ")
        if (told.no == "on no page" and zones) or part.kind == "articles" or (told.outcome == "found" and by_whom):
            return told
        many = part.kind in _OF_MANY or by_whom or ZONE_ASKED.search(part.text) is not None
        most = _SHOWN_OF_MANY if many else _SHOWN
        own = bool(zones) and (part.kind in _OF_ONE or told.no == "nothing said")  # others prove nothing of a zone
        rests = frozenset(_plain(row) for row in told.rows) if told.outcome == "found" else frozenset()
        found = self._search.near(part, others, english=english, most=most, apart=many, own=own, rests=rests)
        best = max((near.score for near in found), default=0.0)
        found = [near for near in found if near.score >= max(_NEAR, _BEHIND * best)]
        if not found or max(near.held for near in found) < _HELD:
            return told
        if by_whom:
            return self._by_whom(told, part, found)
        found = _fullest_first(found, told.rows) if rests else found
        rows = self.rows(found, part, many=many)
        if told.no in ("nothing said", "on no page") or _certain(told, part, found, rows):
            telling = [row for row, near in zip(rows, found, strict=True) if near.held >= _TELLS]
            return replace(told, beside=_fresh(telling, told.rows)[:_BESIDE])
        return self._near(told, part, rows)

    def _near(self, told: Answer, part: Part, rows: tuple[AnswerRow, ...]) -> Answer:
        """The nearest sentences in the place of an answer; that there is none, or that it is not read, goes before."""
        kind = self._text(part.kind if part.kind in _texts() else "answer")
        sentence = self._text("near").format(kind=kind)
        if told.outcome in ("refused", "none"):
            sentence = f"{told.sentence.strip()} {sentence}"
        if told.outcome != "refused" and not (part.of("unknown zone") and told.outcome == "none"):
            claimed = {_plain(row): row for row in told.rows}
            rows = tuple(claimed.get(_plain(row), row) for row in rows)  # with what the claim says of it
            rows = (*rows[:_BESIDE], *_fresh(told.rows, rows), *rows[_BESIDE:])
        return replace(told, outcome="near", sentence=sentence, rows=rows)

    def _by_whom(self, told: Answer, part: Part, found: Sequence[Near]) -> Answer:
        """The articles of the nearest sentences with their bylines."""
        articles = list(dict.fromkeys(near.sentence.article for near in found))[:_BESIDE]
        rows = byline_rows(self._store, articles, part.text, self._say)
        sentence = (
            self._text("articles")
            + self._say("", " ")
            + self._say.listed([f"《{row.headline}》{row.what}" for row in rows])
        )
        return replace(told, outcome="near", sentence=sentence, rows=rows)

    def rows(self, found: Sequence[Near], part: Part, *, many: bool) -> tuple[AnswerRow, ...]:
        """Rows that quote sentences, each with the zone that it or its headline names, or its article is about.

        The last only where `many` zones may be asked for, for a sentence may be about another one.
        """
        about = self._about(sorted({near.sentence.article for near in found})) if many else {}
        rows = sentence_rows(self._store, [near.sentence for near in found], most=len(found))
        asked = frozenset(zone.label for zone in part.of("zone"))
        return tuple(
            replace(
                row,
                zone=zone if (zone := self._zone(near, asked)) is not None else about.get(near.sentence.article, ""),
            )
            for row, near in zip(rows, found, strict=True)
        )

    def _zone(self, near: Near, asked: frozenset[str]) -> str | None:
        """The zone that a sentence or its headline names: the one asked about before others.

        Of several others none, for any may be the one that the sentence tells of; None where no zone is named.
        """
        known = self._names.vocabulary.zones.by_iri
        for text in (near.sentence.text, near.sentence.headline):
            named = [one for one in self._names.find(plain_question(text)) if one.kind == "zone"]
            told = {one.label for one in named if (one.iri or "").rpartition("/")[2] in known}
            if told:
                return next(iter(sorted(told & asked) or sorted(told))) if told & asked or len(told) == 1 else ""
        return None

    def _about(self, articles: Sequence[str]) -> dict[str, str]:
        """The zone that an article is about, of those that are about one whose name the article prints."""
        named = " ".join(str(NamedNode(iri)) for iri in articles)
        labels: dict[str, set[str]] = {}
        for row in self._store.select(_ABOUT % named):
            labels.setdefault(str(row["article"]), set()).add(str(row["label"]))
        one = {article: next(iter(some)) for article, some in labels.items() if len(some) == 1}
        return {article: label for article, label in one.items() if not self._names.bare(label)}


def _fullest_first(found: Sequence[Near], rows: Sequence[AnswerRow]) -> list[Near]:
    """Sentences, those that hold fewer of the words than the ones which an answer rests on behind these.

    "How many projects did it sign": 代办项目61个 holds no 签约 and does not go before 签约项目35个.
    """
    rests = [near for near in found if _rests_on(rows, "".join(near.sentence.text.split()))]
    least = max((near.asked for near in rests), default=0.0)
    before = [near for near in found if near in rests or near.asked >= least]
    return [*before, *(near for near in found if near not in before)]


def _certain(told: Answer, part: Part, found: Sequence[Near], rows: Sequence[AnswerRow]) -> bool:
    """Whether an answer rests on claims, lists all things of a kind, or on the sentence that the search finds first.

    That has to be well before the first one which the answer does not rest on, where what is asked for is read off it,
    but for those that hold fewer of the words. A document is found where the first sentence prints its title.
    """
    if told.outcome != "found" or any(row.reform for row in told.rows) or lists_all(part) or part.kind == "most":
        return told.outcome == "found"  # claims, whole lists, and figures compared by their indicators
    first = _same(told.rows, rows[:1]) or (part.kind == "document" and _titled(told.rows, rows[:1]))
    others = [
        near.score
        for near, row in zip(found, rows, strict=True)
        if not _same(told.rows, [row]) and near.asked >= found[0].asked
    ]
    clear = part.kind not in _READ_OFF or not others or others[0] <= _CLEARLY * found[0].score
    return first and clear


def _titled(rows: Sequence[AnswerRow], first: Sequence[AnswerRow]) -> bool:
    titles = [title for row in rows for title in row.what.split("、") if len(title) >= _TITLE]
    return any(title in _plain(one) for one in first for title in titles)


def _plain(row: AnswerRow) -> str:
    return "".join(row.quote.split())


def _fresh(rows: Sequence[AnswerRow], others: Sequence[AnswerRow]) -> tuple[AnswerRow, ...]:
    """Rows whose quotation none of some others has."""
    told = {_plain(row) for row in others}
    return tuple(row for row in rows if _plain(row) not in told)


def _same(rows: Sequence[AnswerRow], first: Sequence[AnswerRow]) -> bool:
    return any(_rests_on(rows, _plain(one)) for one in first)


def _rests_on(rows: Sequence[AnswerRow], text: str) -> bool:
    return any(text in _plain(row) or _plain(row) in text for row in rows)
