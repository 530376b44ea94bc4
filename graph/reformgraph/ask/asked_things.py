"""What a question asks for, found in a sentence: figures, dates, names of people, companies, projects, documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from reformgraph.ask.answer import Part
from reformgraph.ask.store_sentences import PageTexts, Sentence, units
from reformgraph.language.flow import fold
from reformgraph.language.lexicon import any_of
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.store.base import Store

#: Characters that a sentence has beside a name, so as to tell of the person: not |孙振华| of a table.
_A_POST = 4
_NUMBER = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十两百千万半]{1,12}(?:个|家|项|次|亿|成|宗|支|户|人|倍|天|月|年|期|批|所|分之)"
)
_CLAUSES = re.compile("[，,；;、]")
#: Share of the pairs of characters of a question that a clause must hold whose figure is told.
_MOST_WORDS = 0.7
#: 签约、开工、投产各多少: several figures of a sentence are asked for.
_EACH = "各"
_PRINTED_DATE = re.compile(
    r"(?:[0-9０-９]{4}年|[今去前明]年)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})日(?:[上下]午)?)?"
    r"(?:底|初|[上中下]旬)?|[0-9０-９]{4}年(?:底|初|以来|[上下]半年)?|[今去前明]年(?:底|初|以来)?|[上下]半年|[一二三四]季度|"
    + any_of("vague_days")
)
#: Words that ask for a change or a share, and what a clause that tells one holds.
_SORTS = (
    (
        re.compile("" + any_of("growth_words") + "|growth|increase"),
        re.compile("增|升|降|提高|涨|翻|减|快|高[出于]|同比"),
    ),
    (re.compile("占(?!地|用)|比重|share"), re.compile("占|比重|比例|[%％成]")),
)
#: What a company is called that nobody took for one: its sentence is shown, its name is not told.
_COMPANY = re.compile(any_of("company_words_of_questions"))
_TITLE = re.compile(r"《[^》]+》|〔\d{4}〕")
_PEOPLE = """SELECT DISTINCT ?article ?name ?post { GRAPH ?graph { ?article a rg:Article ; schema:mentions ?person .
  ?person a schema:Person ; schema:name ?name . OPTIONAL { ?person rg:post ?post } } %s }"""
_THINGS = """SELECT DISTINCT ?article ?name { GRAPH ?graph { ?article a rg:Article . ?told rg:describedAs ?class ;
  schema:name|schema:alternateName ?name } %s }"""
_PROJECTS = """SELECT DISTINCT ?article ?name { GRAPH ?graph { ?article a rg:Article . ?told a rg:Project ;
  schema:name ?name } %s }"""
_FIGURES = """SELECT DISTINCT ?article ?text ?indicator ?start { GRAPH ?graph { ?article a rg:Article .
  ?figure a rg:Figure ; rg:printed ?text ; rg:start ?start . OPTIONAL { ?figure rg:indicator ?indicator } } %s }"""
_QUERIES = {"person": _PEOPLE, "project": _PROJECTS, "company": _THINGS, "document": _THINGS}
_CLASSES = {
    "company": "https://w3id.org/reformgraph/ns#Company", "document": "http://data.europa.eu/eli/ontology#LegalResource",
}  # fmt: skip


class AskedThings:
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
            case "company":
                return tuple(known) if known else () if _COMPANY.search(text) else None
            case "project":
                return tuple(known) if known else None
            case _:
                return ()

    def _dates(self, text: str) -> tuple[str, ...] | None:
        """Dates as printed, of the clauses that hold most words of the question, or of those before them."""
        words = [unit for term in self._part.terms for unit in units(term)]
        around = [unit for term in self._part.context for unit in units(term)]
        clauses = re.split("[，,；]", text)
        held = [2 * sum(w in c for w in words) + sum(w in c for w in around) for c in clauses]
        nearest = [k for k, count in enumerate(held) if count and count == max(held)]
        found = [date.group() for k in nearest for date in _PRINTED_DATE.finditer(clauses[k])]
        if not found:
            found = [date.group() for k in nearest if k for date in _PRINTED_DATE.finditer(clauses[k - 1])]
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
        words = [unit for term in self._part.terms for unit in units(term)]
        if not fitting and (self._part.unit or not inside):
            return self._printed(text, words)
        fitting = [told for told in fitting if self._of_kind(sentence, told)]
        if inside and not fitting:
            return None
        near = self._nearest(sentence, fitting, words)
        return tuple(dict.fromkeys(f"{indicator} {text}".strip() for _, text, indicator in near or fitting))

    def _nearest(
        self, sentence: Sentence, figures: Sequence[tuple[int, str, str]], words: Sequence[str]
    ) -> list[tuple[int, str, str]]:
        """The figures in whose clause and indicator most words of the question stand; none where no words do.

        Of 投资26亿元的轻纺城、投资12亿元的电子厂 and a question for 轻纺城 the first.
        """
        named = [unit for name in self._part.of("project", "company", "reform") for unit in units(name.printed)]
        wanted = dict.fromkeys((*words, *named))
        held = [
            sum(word in self._pages.clause(sentence, told[0], "、") + told[2] for word in wanted) for told in figures
        ]
        least = 1 if _EACH in self._part.piece else max(held, default=0)
        return [told for told, count in zip(figures, held, strict=True) if count and count >= least]

    def _printed(self, text: str, words: Sequence[str]) -> tuple[str, ...] | None:
        """Figures as printed in the clause that holds most words of the question, where nobody took them for figures.

        Of 80亿元的项目1个、5000万美元的台资项目1个 the part with most words is taken, and what counts in it: 1个.
        """
        clauses = [clause for clause in _CLAUSES.split(fold(text)) if clause]
        held = [sum(word in clause for word in words) for clause in clauses]
        if not words or max(held) < _MOST_WORDS * len(set(words)) or held.count(max(held)) > 1:
            return None
        clause = clauses[held.index(max(held))]
        own = [
            figure
            for figure in (one.text for one in find_quantities(clause))
            if not any(figure in term for term in self._part.terms)
        ]
        found = [figure for figure in own if re.search(self._part.unit, figure)]
        return tuple(dict.fromkeys(found)) if found else None

    def _of_kind(self, sentence: Sentence, told: tuple[int, str, str]) -> bool:
        """Whether a figure is a change or a share where one is asked for: 增长11.3%, 占94%."""
        clause = self._pages.clause(sentence, told[0]) + told[2]
        return all(cue.search(clause) for asks, cue in _SORTS if asks.search(self._part.text))

    def _people(self, sentence: Sentence, known: Sequence[str]) -> tuple[str, ...] | None:
        text = "".join(sentence.text.split())
        if named := [name.printed for name in self._part.of("person")]:
            if not any(fold(name) in fold(text) for name in named):
                return None
            known = [name for name in known if any(fold(one) in fold(name) for one in named)]
            if not known:
                return () if len(text) > max(map(len, named)) + _A_POST else None
        if not known:
            told = sum(map(len, self._part.terms)) + _A_POST
            return () if self._part.terms and len(text) > told and all(t in text for t in self._part.terms) else None
        asked = [unit for term in self._part.terms for unit in units(fold(term))]
        holding = [
            name
            for name in known
            if asked and all(unit in fold(self._posts.get((sentence.article, name), "")) for unit in asked)
        ]
        known = holding or known  # 汉沽工委书记是谁: of all who are named the one with that post
        posts = (self._posts.get((sentence.article, name), "") for name in known)
        return tuple(f"{name}（{post}）" if post else name for name, post in zip(known, posts, strict=True))
