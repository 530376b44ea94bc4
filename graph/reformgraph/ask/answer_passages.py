"""Answers from sentences: figures, dates, people, companies and documents that a zone's articles print.

A sentence answers only where it holds most of what the question is about, what the question asks for (a number,
a date, a name ...), and where the article speaks of the zone asked about when it says so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from reformgraph.ask.absence import holds_form, printing, writing_of
from reformgraph.ask.answer import Answer, AnswerRow, Kind, Named, Part
from reformgraph.ask.asked_things import AskedThings
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.read_question import asked_words
from reformgraph.ask.store_sentences import (
    PageTexts,
    Ranking,
    Sentence,
    articles_of,
    articles_with,
    sentences_of,
    units,
)
from reformgraph.ask.wording import Wording
from reformgraph.language.lexicon import any_of, pairs
from reformgraph.store.base import Store
from reformgraph.views import store_rows

#: Share of the weight of its words that a sentence must hold to answer a question.
_ENOUGH = 0.5
#: Less where a name has to stand in the sentence as well.
_ENOUGH_FOR = {"person": 0.4}
#: Named questions that give what is asked of a zone, with sentences.
_QUESTIONS = {"company": "companies", "person": "people", "project": "projects", "document": "documents-of"}
_LISTED: tuple[Kind, ...] = ("company", "project", "document")
#: Characters of the words that are left of a question which asks for all things of a kind, fewer than these.
_A_WORD = 3
#: Share of what no sentence yet holds that a further one must add.
_ADDS = 0.34
_MOST_SENTENCES = 4
#: Kinds that a sentence answers that prints what the question has in quotation marks.
_BY_QUOTED = ("status", "yes-no", "why", "when", "passage", "adopters")
_NEARLY = 0.8
#: Pairs of characters of what is counted that tell a figure of a reform without the reform's name beside it.
_WHOLE = 5
_MOSTLY = 0.65
#: Share of the words of a sentence that is shown where none answers.
_NEAR = 0.3
#: What a sentence gains that prints a figure whose indicator is what is asked for.
_COUNTED = 0.4
_DONE = re.compile(rf"{any_of('done_signs')}|[^为]了")
_TOLD_TO = re.compile("[要须]|应当|应该")
_AHEAD = re.compile(r"将(?!.{0,6}作为)|" + any_of("planned_signs") + r"")


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that answers, and what in it is asked for."""

    sentence: Sentence
    what: tuple[str, ...]


class PassageFinder:
    """Looks for sentences that answer a part of a question."""

    def __init__(self, store: Store, names: KnownNames, say: Wording) -> None:
        self._store, self._names, self._say = store, names, say
        self._pages = PageTexts(store)

    def scope(self, part: Part) -> list[str]:
        """The articles in which an answer may stand: of what is named, best both of the thing and of who acts."""
        things = self._speaking(part.of("person", "company", "project", "document"))
        acting = self._speaking(part.actors() or part.of("unknown zone"))
        if part.actors() and not acting:
            return sorted(things) if things else []  # what no article prints is told of in none
        if things or acting:
            return sorted(things & acting or acting or things)
        claimed = [article for name in part.of("reform") for article in articles_of(self._store, str(name.iri))]
        worded = [article for term in part.terms if len(term) > 1 for article in self._with(term)]
        return sorted({*claimed, *worded})

    def _speaking(self, named: Sequence[Named]) -> set[str]:
        """Articles that speak of some of the named things, or else print them."""
        inside = {article for name in named if name.iri for article in articles_of(self._store, name.iri)}
        return inside or {article for name in named for article in printing(self._store, self._names, name)}

    def near(self, part: Part) -> list[Sentence]:
        """Sentences that hold a good deal of the words, to be shown where none answers."""
        sentences = sentences_of(self._store, self.scope(part))
        ranking = Ranking(sentences, _meaning(part))
        fits = [(ranking.fit(k), k) for k in range(len(sentences)) if ranking.printed(k)]
        best = sorted((-fit, k) for fit, k in fits if fit >= _NEAR)[:2]
        return [sentences[k] for _, k in best]

    def _with(self, term: str) -> list[str]:
        for length in range(len(term), 2, -1):
            for start in range(len(term) - length + 1):
                if found := articles_with(self._store, term[start : start + length]):
                    return found
            if length < len(term) - 6:
                break
        return []

    def answer(self, part: Part) -> Answer | None:
        """An answer of sentences, None where none fits."""
        scope = self.scope(part)
        listed = part.kind in _LISTED and part.of("zone", "unknown zone")
        if lists_all(part):
            return self._all_things(part)
        found = self.choose(part, scope)
        if not found:
            return self._whole_list(part) if listed else None
        return self._answer(part, found)

    def _whole_list(self, part: Part) -> Answer | None:
        """All that the articles about a zone name of a kind, told as such, where no sentence fits the question."""
        if part.of("reform"):
            return None  # documents of a zone that say nothing of the reform are no answer
        if (found := self._all_things(part)) is None or not any(row.what for row in found.rows):
            return None
        front = self._say(
            "没有一句与所问全部相合；文章里的全部列在下面。",
            "No sentence fits the whole question; all that the articles name stand below. ",
        )
        return replace(found, sentence=front + found.sentence)

    def choose(self, part: Part, scope: Sequence[str]) -> list[Found]:
        """The sentences of some articles that answer a part, best first, at most four."""
        sentences = sentences_of(self._store, scope)
        terms = (*_meaning(part), *(name.printed for name in part.of("person", "company", "project", "reform")))
        if part.quoted and part.kind in _BY_QUOTED:
            sentences = [one for one in sentences if holds_form(one.text, part.quoted)]
            terms = part.quoted
        elif part.kind in ("why", "status") and part.of("reform"):
            forms = frozenset().union(*(self._names.reform_forms(one) for one in part.of("reform")))
            sentences = [one for one in sentences if holds_form(one.text, forms)]
            terms = tuple(name.printed for name in part.of("reform"))
        ranking = Ranking(sentences, terms)
        if not ranking.units:
            return []
        asked = self._asked(part, scope)
        around = Ranking(sentences, part.context)
        order = sorted(
            range(len(sentences)),
            key=lambda k: (-ranking.fit(k) - 0.5 * around.fit(k) - _COUNTED * asked.counts(sentences[k]), k),
        )
        quantity = counted(part) if part.kind == "figure" else ()
        chosen: list[Found] = []
        missing: tuple[str, ...] = ()
        for k in order[:60]:
            if len(chosen) >= _MOST_SENTENCES:
                break
            beside = len(quantity) >= _WHOLE and ranking.fit(k, quantity) >= _MOSTLY
            if not ranking.printed(k) or not (beside or self._names_reform(part, sentences[k], ranking.fit(k))):
                continue
            if quantity and ranking.fit(k, quantity) < _ADDS:
                continue
            needed = 0.0 if beside and not chosen else _ADDS if chosen else _ENOUGH_FOR.get(part.kind, _ENOUGH)
            if ranking.fit(k, missing if chosen else None) < needed or (chosen and ranking.fit(k) < _ENOUGH / 2):
                continue
            what = asked.of(sentences[k])
            if what is None or not self._speaks_of(part, sentences, k):
                continue
            chosen.append(Found(sentences[k], what))
            missing = tuple(unit for unit in (missing or ranking.units) if unit in ranking.missing(k))
            if not missing:
                break
        return chosen

    def _names_reform(self, part: Part, sentence: Sentence, fit: float) -> bool:
        """Whether a sentence prints one of the reforms asked for by any of its names, or fits nearly wholly."""
        reforms = part.of("reform")
        return (
            not reforms
            or fit >= _NEARLY
            or _some(part)(holds_form(sentence.text, self._names.reform_forms(reform)) for reform in reforms)
        )

    def _speaks_of(self, part: Part, sentences: Sequence[Sentence], k: int) -> bool:
        """Whether the last zone named up to a sentence is one that is asked about, parks inside it passed over."""
        zones = part.of("zone")
        if not zones or (part.kind == "person" and part.of("person")):
            return True  # Who is named is known by the name; the zone only says in which article.
        ours = {zone.iri for zone in zones}
        for at in range(k, -1, -1):
            if sentences[at].article != sentences[k].article:
                break
            named = [
                one
                for one in self._names.find(sentences[at].text)
                if one.kind == "zone" and one.iri in self._names.spoken
            ]
            if any(one.iri in ours for one in named):
                return True
            if any(not _inside(one, zones) for one in named):
                return False
        if any(zone.iri not in self._names.spoken for zone in zones):
            return True  # Nobody knows the zone by name: the articles that print it are all there is.
        about = {a for zone in zones for a in articles_of(self._store, str(zone.iri), about=True)}
        return sentences[k].article in about

    def _asked(self, part: Part, scope: Sequence[str]) -> AskedThings:
        values = f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in scope[:2000])} }}"
        return AskedThings(part, self._store, values, self._pages)

    def _all_things(self, part: Part) -> Answer | None:
        """All companies or projects of the articles about a zone, each with the sentence that names it."""
        zones = part.of("zone", "unknown zone")
        about = [article for zone in zones for article in writing_of(self._store, self._names, zone)]
        asked = self._asked(part, about)
        found: list[Found] = []
        unnamed: list[Found] = []
        seen: set[str] = set()
        for sentence in sentences_of(self._store, about):
            what = asked.of(sentence)
            fresh = tuple(name for name in what or () if name not in seen)
            if fresh:
                seen.update(fresh)
                found.append(Found(sentence, fresh))
            elif what == ():
                unnamed.append(Found(sentence, ()))
        found = found or unnamed[:_MOST_SENTENCES]
        return self._answer(part, found) if found else None

    def _answer(self, part: Part, found: Sequence[Found]) -> Answer:
        say = self._say
        articles = store_rows.articles(self._store, {one.sentence.article for one in found})
        rows = tuple(self._row(one, articles.get(one.sentence.article)) for one in found)
        what = list(dict.fromkeys(text for one in found for text in one.what))
        who = say("、", ", ").join(name.label for name in part.actors())
        front = f"{who}{say('：', ': ')}" if who else ""
        if what:
            sentence = front + say.listed(what) + say("（引自原文，见下）。", " (as printed, see below).")
        else:
            sentence = front + say("原文如下。", "as printed below.")
        if part.kind == "status" or (part.kind == "yes-no" and part.of("reform")):
            sentence = front + _state(found[0].sentence.text, part, say)
        return Answer(part.text, "found", say.reading(part), sentence, command(part), rows=rows)

    def _row(self, found: Found, article: store_rows.ArticleRow | None) -> AnswerRow:
        place = self._pages.range(found.sentence)
        return AnswerRow(
            self._say("、", ", ").join(found.what), found.sentence.text, (article.source if article else None) or "",
            article.issued if article else None, found.sentence.headline,
            (article.page_name if article else None) or "", *(place or (None, None)),
        )  # fmt: skip


def lists_all(part: Part) -> bool:
    """Whether all companies, projects or documents of a zone are asked for, and nothing of them."""
    zoned = part.kind in _LISTED and part.of("zone", "unknown zone")
    return bool(zoned) and len("".join(_meaning(part))) < _A_WORD


def _some(part: Part) -> Callable[[Iterable[bool]], bool]:
    """Whether all of several reforms have to stand in a sentence, or one will do where each has its own."""
    return all if part.kind == "passage" else any


def _meaning(part: Part, terms: Sequence[str] | None = None) -> tuple[str, ...]:
    """Terms of a part, or some others, without the words of its kind: 企业 of a question for companies."""
    terms = part.terms if terms is None else terms
    own = sorted((word for word, kind in pairs("words_of_asked_kinds") if kind == part.kind), key=len, reverse=True)
    plain = "|".join(own) or None
    if plain is None and part.kind in ("figure", "most"):
        plain = "" + any_of("comparison_words") + ""  # Told by the kind of the figure, see `_SORTS`.
    if plain is None:
        return tuple(terms)
    return tuple(run for term in terms for run in re.split(plain, term) if len(run) > 1)


def counted(part: Part) -> tuple[str, ...]:
    """Pairs of characters of what is counted of a reform: 节约资金 of 标准地节约资金多少, units and 项目 left out."""
    if not (reforms := [name.printed for name in part.of("reform")]):
        return ()
    found: list[str] = []
    for term in _meaning(part, asked_words(part.piece, reforms + [name.printed for name in part.actors()])):
        found += [
            unit
            for run in re.split(any_of("things_in_figures") + "|[万亿]?元| ", term)
            for unit in units(run)
            if len(unit) > 1
        ]
    return tuple(dict.fromkeys(found))


def _inside(park: Named, zones: Sequence[Named]) -> bool:
    """Whether a park is named after the place of a zone or the zone itself: 朔州-科技产业园 of 朔州经济开发区."""
    local = (park.iri or "").rpartition("/")[2]
    return any(local[:2] == (zone.iri or "").rpartition("/")[2][:2] for zone in zones)


def _state(text: str, part: Part, say: Wording) -> str:
    """Whether a sentence tells of what is done or ahead, by its words."""
    words = [unit for term in part.terms for unit in units(term)]
    clauses = re.split("[，,；]", text)
    nearest = max(clauses, key=lambda clause: sum(word in clause for word in words))
    # 下一步，…实行全代办: a plan may be opened a clause before; what is done is told in the clause itself.
    # 办法提出，部门应当建立考核办法，建立“黑名单”: who is told to has not done it, clauses on.
    until = text[: text.find(nearest) + len(nearest)]
    ahead, done = _AHEAD.search(text), None if _TOLD_TO.search(until) else _DONE.search(nearest)
    if ahead:
        return say(f"计划中（据句中“{ahead.group()}”），原文如下。", f"ahead (by “{ahead.group()}”), as printed below.")
    if done:
        return say(f"已完成（据句中“{done.group()}”），原文如下。", f"done (by “{done.group()}”), as printed below.")
    return say("原文没有说明，句子如下。", "not told; the sentence stands below.")


def command(part: Part) -> str:
    """The command nearest to a question of sentences."""
    zone = next((name.label for name in part.actors()), None)
    reform = next((name.label for name in part.of("reform")), None)
    if part.kind in _QUESTIONS and zone:
        question = _QUESTIONS[part.kind]
        return f"reformgraph query {question} -p zone={shlex.quote(zone)}"
    if part.kind == "document" and reform:
        return f"reformgraph query documents -p reform={shlex.quote(reform)}"
    if reform and not zone:
        return f"reformgraph query figures-of-reform -p reform={shlex.quote(reform)}"
    if zone and reform:
        return f"reformgraph trace --zone {shlex.quote(zone)} --reform {shlex.quote(reform)} --claims"
    if zone:
        return f"reformgraph trace --zone {shlex.quote(zone)} --claims"
    return f"reformgraph query search -p text={shlex.quote(max(part.terms, key=len))}" if part.terms else ""
