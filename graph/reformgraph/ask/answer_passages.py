"""Answers from sentences: figures, dates, people, companies and documents that a zone's articles print.

A sentence answers only where it holds most of what the question is about, what the question asks for (a number,
a date, a name ...), and where the article speaks of the zone asked about when it says so.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from reformgraph.ask.answer import Answer, AnswerRow, Named, Part
from reformgraph.ask.names_in_question import KnownNames, plain_question
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
from reformgraph.store.base import Store
from reformgraph.views import store_rows

#: Share of the weight of its words that a sentence must hold to answer a question.
_ENOUGH = 0.5
#: Less where a name has to stand in the sentence as well.
_ENOUGH_FOR = {"person": 0.4}
#: Share of what no sentence yet holds that a further one must add.
_ADDS = 0.34
_MOST_SENTENCES = 4
_NEARLY = 0.8
#: What a sentence gains that prints a figure whose indicator is what is asked for.
_COUNTED = 0.4
#: Forms of a zone that are looked for in the texts.
_MOST_FORMS = 12
_NUMBER = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十两百千万半]{1,12}(?:个|家|项|次|亿|成|宗|支|户|人|倍|天|月|年|期|批|所|分之)"
)
_PRINTED_DATE = re.compile(
    r"(?:[0-9０-９]{4}年|[今去前明]年)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})日(?:[上下]午)?)?"
    r"(?:底|初|[上中下]旬)?|[0-9０-９]{4}年(?:底|初)?|[今去前明]年(?:底|初|以来)?|[上下]半年|[一二三四]季度|近日|日前"
)
_TITLE = re.compile(r"《[^》]+》|〔\d{4}〕")
_DONE = re.compile(
    r"已|正式|完成|建成|竣工|投产|成功|顺利|实现了|组建|设立|设起|建起|推行|推出|推开|铺开|启动|开展|实施|[^为]了"
)
_AHEAD = re.compile(r"下一步|将(?!.{0,6}作为)|拟|计划|力争|预计|即将|接下来")
_PEOPLE = """SELECT DISTINCT ?article ?name ?post { GRAPH ?graph { ?article a rg:Article ; schema:mentions ?person .
  ?person a schema:Person ; schema:name ?name . OPTIONAL { ?person rg:post ?post } } %s }"""
_THINGS = """SELECT DISTINCT ?article ?name { GRAPH ?graph { ?article a rg:Article . ?told rg:describedAs ?class ;
  schema:name|schema:alternateName ?name } %s }"""
_PROJECTS = """SELECT DISTINCT ?article ?name { GRAPH ?graph { ?article a rg:Article . ?told a rg:Project ;
  schema:name ?name } %s }"""
_FIGURES = """SELECT DISTINCT ?article ?text ?indicator ?start { GRAPH ?graph { ?article a rg:Article .
  ?figure a rg:Figure ; rg:text ?text ; rg:start ?start . OPTIONAL { ?figure rg:indicator ?indicator } } %s }"""
_QUERIES = {"person": _PEOPLE, "project": _PROJECTS, "company": _THINGS, "document": _THINGS}
_CLASSES = {
    "company": "https://w3id.org/reformgraph/ns#Company", "document": "http://data.europa.eu/eli/ontology#LegalResource",
}  # fmt: skip


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
        """The articles in which an answer may stand."""
        for found in (part.of("person", "company", "project", "document"), part.actors() or part.of("unknown zone")):
            if found:
                inside = {article for name in found if name.iri for article in articles_of(self._store, name.iri)}
                inside = inside or {article for name in found for article in self.printed(name)}
                if inside:
                    return sorted(inside)
        claimed = [article for name in part.of("reform") for article in articles_of(self._store, str(name.iri))]
        worded = [article for term in part.terms if len(term) > 1 for article in self._with(term)]
        return sorted({*claimed, *worded})

    def printed(self, name: Named) -> list[str]:
        """Articles that print a zone by one of its names, known as such or not."""
        for form in self._names.forms_of(name)[:_MOST_FORMS]:
            if len(form) > 2 and (found := articles_with(self._store, form)):
                return found
        return []

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
        if part.kind in ("company", "project") and len("".join(_meaning(part))) < 3 and part.of("zone"):
            return self._all_things(part)
        found = self._choose(part, scope)
        if not found:
            return None
        return self._answer(part, found)

    def _choose(self, part: Part, scope: Sequence[str]) -> list[Found]:
        sentences = sentences_of(self._store, scope)
        terms = (*_meaning(part), *(name.printed for name in part.of("person", "company", "project", "reform")))
        ranking = Ranking(sentences, terms)
        if not ranking.units:
            return []
        asked = self._asked(part, scope)
        around = Ranking(sentences, part.context)
        order = sorted(
            range(len(sentences)),
            key=lambda k: (-ranking.fit(k) - 0.5 * around.fit(k) - _COUNTED * asked.counts(sentences[k]), k),
        )
        chosen: list[Found] = []
        missing: tuple[str, ...] = ()
        for k in order[:60]:
            if len(chosen) >= _MOST_SENTENCES:
                break
            if not ranking.printed(k) or not self._names_reform(part, sentences[k], ranking.fit(k)):
                continue
            needed = _ADDS if chosen else _ENOUGH_FOR.get(part.kind, _ENOUGH)
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
        text = plain_question("".join(sentence.text.split())).casefold()
        return not reforms or fit >= _NEARLY or any(
            form in text for reform in reforms for form in self._names.reform_forms(reform)
        )  # fmt: skip

    def _speaks_of(self, part: Part, sentences: Sequence[Sentence], k: int) -> bool:
        """Whether the last zone named up to a sentence is one that is asked about, parks inside it passed over."""
        zones = part.of("zone")
        if not zones:
            return True
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

    def _asked(self, part: Part, scope: Sequence[str]) -> _Asked:
        values = f"VALUES ?article {{ {' '.join(str(NamedNode(iri)) for iri in scope[:2000])} }}"
        return _Asked(part, self._store, values, self._pages)

    def _all_things(self, part: Part) -> Answer | None:
        """All companies or projects of the articles about a zone, each with the sentence that names it."""
        about = [a for zone in part.of("zone") for a in articles_of(self._store, str(zone.iri), about=True)]
        asked = self._asked(part, about)
        found: list[Found] = []
        seen: set[str] = set()
        for sentence in sentences_of(self._store, about):
            what = asked.of(sentence)
            fresh = tuple(name for name in what or () if name not in seen)
            if fresh:
                seen.update(fresh)
                found.append(Found(sentence, fresh))
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
        if part.kind == "status":
            sentence = front + _state(found[0].sentence.text, part, say)
        return Answer(part.text, "found", say.reading(part), sentence, command(part), rows=rows)

    def _row(self, found: Found, article: store_rows.ArticleRow | None) -> AnswerRow:
        place = self._pages.range(found.sentence)
        return AnswerRow(
            self._say("、", ", ").join(found.what), found.sentence.text, (article.source if article else None) or "",
            article.issued if article else None, found.sentence.headline,
            (article.page_name if article else None) or "", *(place or (None, None)),
        )  # fmt: skip


class _Asked:
    """What a part asks for, found in a sentence."""

    def __init__(self, part: Part, store: Store, values: str, pages: PageTexts) -> None:
        self._part, self._pages = part, pages
        self._things: dict[str, list[str]] = {}
        self._posts: dict[tuple[str, str], str] = {}
        self._figures_of: dict[str, set[tuple[int, str, str]]] = {}
        query = _QUERIES.get(part.kind, _FIGURES)
        bound = {"class": NamedNode(_CLASSES[part.kind])} if query is _THINGS else {}
        for row in store.select(query % values, **bound):
            article, name = str(row["article"]), str(row.get("name") or row.get("text"))
            self._things.setdefault(article, []).append(name)
            if row.get("start") is not None:
                told = (int(str(row["start"])), name, str(row.get("indicator") or ""))
                self._figures_of.setdefault(article, set()).add(told)
            if row.get("post"):
                self._posts[article, name] = str(row["post"])

    def counts(self, sentence: Sentence) -> bool:
        """Whether a sentence prints a figure whose indicator holds all words of the question."""
        words = [unit for term in self._part.terms for unit in units(term)]
        text = "".join(sentence.text.split())
        return self._part.kind == "figure" and bool(words) and any(
            printed in text and re.search(self._part.unit, printed) and all(word in indicator for word in words)
            for _, printed, indicator in self._figures_of.get(sentence.article, ())
        )  # fmt: skip

    def of(self, sentence: Sentence) -> tuple[str, ...] | None:
        """Figures, names or dates asked for; None: the sentence has none, and so does not answer."""
        text = "".join(sentence.text.split())
        known = [name for name in self._things.get(sentence.article, ()) if "".join(name.split()) in text]
        known = sorted(dict.fromkeys(known), key=lambda name: (text.find("".join(name.split())), name))
        known = [name for name in known if not any(name != other and name in other for other in known)]
        match self._part.kind:
            case "figure" | "most":
                return self._figures(sentence, text)
            case "when":
                return self._dates(text)
            case "document":
                titles = [*known, *(found for found in _TITLE.findall(text))]
                return tuple(dict.fromkeys(titles)) if titles else None
            case "person":
                return self._people(sentence, known)
            case "company" | "project":
                return tuple(known) if known else None
            case _:
                return ()

    def _dates(self, text: str) -> tuple[str, ...] | None:
        """Dates as printed, of the clauses that hold words of the question and of those before them."""
        words = [unit for term in self._part.terms for unit in units(term)]
        clauses = re.split("[，,；]", text)
        near = [c for k, c in enumerate(clauses) if any(word in "".join(clauses[k : k + 2]) for word in words)]
        found = [date.group() for clause in near for date in _PRINTED_DATE.finditer(clause)]
        found = found or [date.group() for date in _PRINTED_DATE.finditer(text)]
        return tuple(dict.fromkeys(found)) if found else None

    def _figures(self, sentence: Sentence, text: str) -> tuple[str, ...] | None:
        """Figures of the unit asked for, of the clauses that hold words of the question where some do."""
        if not _NUMBER.search(text):
            return None
        place = self._pages.range(sentence)
        inside = [
            told for told in sorted(self._figures_of.get(sentence.article, ()))
            if place and place[0] <= told[0] < place[1]
        ]  # fmt: skip
        fitting = [told for told in inside if re.search(self._part.unit, told[1])]
        if self._part.unit and not fitting:
            return None
        words = [unit for term in self._part.terms for unit in units(term)]
        near = [told for told in fitting if any(word in self._pages.clause(sentence, told[0]) for word in words)]
        return tuple(dict.fromkeys(f"{indicator} {text}".strip() for _, text, indicator in near or fitting))

    def _people(self, sentence: Sentence, known: Sequence[str]) -> tuple[str, ...] | None:
        if not known:
            text = "".join(sentence.text.split())
            return () if self._part.terms and all(term in text for term in self._part.terms) else None
        posts = (self._posts.get((sentence.article, name), "") for name in known)
        return tuple(f"{name}（{post}）" if post else name for name, post in zip(known, posts, strict=True))


def _meaning(part: Part) -> tuple[str, ...]:
    """Terms without the words of the kind itself: 企业 of a question for companies."""
    plain = {
        "company": "企业|公司|点名|提到|投资|山西", "project": "项目|提到", "person": "领导|人物",
        "document": "文件|出台|发布|名称",
        "author": "作者|记者|报道",
    }.get(part.kind)  # fmt: skip
    if plain is None:
        return part.terms
    return tuple(run for term in part.terms for run in re.split(plain, term) if len(run) > 1)


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
    ahead, done = _AHEAD.search(text), _DONE.search(nearest)
    if ahead:
        return say(f"计划中（据句中“{ahead.group()}”），原文如下。", f"ahead (by “{ahead.group()}”), as printed below.")
    if done:
        return say(f"已完成（据句中“{done.group()}”），原文如下。", f"done (by “{done.group()}”), as printed below.")
    return say("原文没有说明，句子如下。", "not told; the sentence stands below.")


def command(part: Part) -> str:
    """The command nearest to a question of sentences."""
    zone = next((name.label for name in part.actors()), None)
    reform = next((name.label for name in part.of("reform")), None)
    if part.kind in ("company", "person", "project") and zone:
        question = {"company": "companies-of", "person": "people", "project": "projects"}[part.kind]
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
