"""Answers a question in words: a store and a text in, an `Answer` to each of its parts out."""

from __future__ import annotations

import re
from dataclasses import replace

from reformgraph.ask.answer import Answer, AnswerRow, Named, Part
from reformgraph.ask.answer_adoptions import adopters, reforms_of, status
from reformgraph.ask.answer_comparison import compared
from reformgraph.ask.answer_passages import PassageFinder, command
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.nearest import nearest
from reformgraph.ask.read_question import read_question
from reformgraph.ask.store_sentences import articles_of, sentences_of
from reformgraph.ask.wording import Wording
from reformgraph.errors import UsageError
from reformgraph.store.base import Store
from reformgraph.views import store_rows
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

#: Longer questions are refused: names are looked for at every character.
LONGEST = 500
_AUTHORS = """SELECT ?article ?author { GRAPH ?graph { ?article schema:author ?author } } ORDER BY ?article ?author"""


def ask(
    store: Store, question: str, *, language: str | None = None, vocabulary: Vocabulary | None = None
) -> list[Answer]:
    """Answers to the parts of a question, in their order.

    Parameters
    ----------
    question
        In Chinese or English, at most `LONGEST` characters; names of zones and reforms by any of their names.
    language
        ``zh`` or ``en`` for the answers; None: that of the question.

    Raises
    ------
    UsageError
        The question is empty or too long.

    >>> from reformgraph.store import open_store
    >>> [one.no for one in ask(open_store(":memory:"), "火星经济开发区推行了标准地吗？")]
    ['on no page']
    """
    if not question.strip():
        raise UsageError("the question is empty", cure="ask something, as 哪些开发区推行了标准地？")
    if len(question) > LONGEST:
        raise UsageError(f"the question has {len(question)} characters", cure=f"at most {LONGEST}")
    chosen = language or ("zh" if re.search(r"[一-鿿].*[哪谁多几何吗什怎状]|[？]", question) else "en")
    names = KnownNames(store, vocabulary or load_vocabulary())
    asker = _Asker(store, names, Wording(chosen))
    return [asker.answer(part) for part in read_question(question, names)]


class _Asker:
    """Answers parts."""

    def __init__(self, store: Store, names: KnownNames, say: Wording) -> None:
        self._store, self._names, self._say = store, names, say
        self._passages = PassageFinder(store, names, say)

    def answer(self, part: Part) -> Answer:
        """The answer to a part, or why there is none."""
        if (absent := self._absent(part)) is not None:
            return absent
        if part.kind == "adopters":
            return adopters(self._store, part, self._say)
        if not part.names and (not part.terms or part.kind in ("figure", "when")):
            return self._refused(part)  # 签约多少个？ of whom?
        found = self._found(part)
        return found if found is not None else self._nothing(part)

    def _found(self, part: Part) -> Answer | None:
        match part.kind:
            case "author":
                return self._authors(part)
            case "reforms":
                return reforms_of(self._store, part, self._say)
            case "status" | "yes-no" | "why":
                found = status(self._store, part, self._say)
                if found is not None:
                    return self._with_passages(part, found)
            case "most":
                return compared(self._store, part, self._say)
        return self._passages.answer(part)

    def _with_passages(self, part: Part, found: Answer) -> Answer:
        """An answer from claims with up to two further sentences that fit the question."""
        more = self._passages.answer(replace(part, kind="passage"))
        told = {"".join(row.quote.split()) for row in found.rows}
        fresh = [row for row in (more.rows if more else ()) if "".join(row.quote.split()) not in told]
        return replace(found, rows=(*found.rows, *fresh[:2]))

    def _absent(self, part: Part) -> Answer | None:
        """The first kind of no: a zone that stands on no page."""
        say = self._say
        for name in part.of("zone", "unknown zone"):
            if name.iri in self._names.spoken or self._passages.printed(name):
                continue
            known = say("名录中有此开发区，但", "The catalogue has it, but ") if name.iri else ""
            sentence = known + say(
                f"已读的版面里没有认出{name.label}，也没有印着这个名称；没有报道不等于没有做。",
                f"no page read is known to speak of {name.label}, and none prints that name; "
                "no report does not mean that nothing was done.",
            )
            return Answer(
                part.text, "none", say.reading(part), sentence, command(part) if name.iri else "", "on no page",
                nearest=nearest(self._store, _others(part, name), say),
            )  # fmt: skip
        return None

    def _nothing(self, part: Part) -> Answer:
        """The second and third kind of no, or a refusal where the question names nothing."""
        say, actors, reforms = self._say, part.actors(), part.of("reform")
        if part.kind == "most" or not (actors or reforms or part.of("person", "company", "project", "document")):
            return self._refused(part)
        if not actors and any(re.fullmatch("[A-Z][a-z]+", term) for term in part.terms):
            return self._refused(part)  # Did the Qinghe zone ...: a name that is not known says nothing of the pages.
        named = say("、", ", ").join(name.label for name in (*actors, *reforms))
        if actors and reforms and not self._reported(actors, reforms):
            sentence = say(
                f"写{say.listed([a.label for a in actors])}的文章没有说到{say.listed([r.label for r in reforms])}。",
                f"articles on {say.listed([a.label for a in actors])} say nothing of "
                f"{say.listed([r.label for r in reforms])}.",
            )
            return self._no(part, sentence, "nothing said")
        if any(re.fullmatch("[A-Za-z]{3,}", term) for term in part.terms):
            return self._refused(part)  # English words are not looked for in Chinese sentences: that is no "no".
        sentence = say(
            f"文章说到{named}，但没有给出所问的内容（{' '.join(part.terms) or part.text}）。",
            f"articles speak of {named}, and do not give what is asked ({' '.join(part.terms) or part.text}).",
        )
        return self._no(part, sentence, "not told")

    def _no(self, part: Part, sentence: str, kind: str) -> Answer:
        return Answer(
            part.text, "none", self._say.reading(part), sentence, command(part),
            "nothing said" if kind == "nothing said" else "not told", nearest=nearest(self._store, part, self._say),
        )  # fmt: skip

    def _reported(self, actors: tuple[Named, ...], reforms: tuple[Named, ...]) -> bool:
        """Whether some claim, or the text of an article about the actor, tells of the reform."""
        for actor in actors:
            for reform in reforms:
                if store_rows.adoptions(self._store, actor=actor.iri, reform=reform.iri):
                    return True
                about = articles_of(self._store, str(actor.iri), about=True)
                if any(reform.printed in one.text for one in sentences_of(self._store, about)):
                    return True
        return False

    def _refused(self, part: Part) -> Answer:
        sentence = self._say(
            f"没有读懂“{part.text}”：可以问谁采用了某项改革、某开发区某项改革的状态或数字、人物、企业、文件。",
            f"“{part.text}” is not understood: ask who adopted a reform, its status or figures in a zone, people, "
            "companies, documents.",
        )
        return Answer(
            part.text, "refused", self._say.reading(part), sentence, nearest=nearest(self._store, part, self._say)
        )

    def _authors(self, part: Part) -> Answer | None:
        """Headline, authors, source and date of the articles about what is named."""
        wanted = {
            article
            for name in part.names
            if name.iri and name.kind != "place"
            for article in articles_of(self._store, name.iri, about=name.kind == "zone")
        }
        for reform in part.of("reform"):
            wanted |= {one.article for one in store_rows.claims(self._store) if one.reform == reform.iri}
        if not wanted:
            return None
        by: dict[str, list[str]] = {}
        for row in self._store.select(_AUTHORS):
            by.setdefault(str(row["article"]), []).append(str(row["author"]))
        say, rows = self._say, []
        for iri, one in sorted(store_rows.articles(self._store, wanted).items()):
            who = "、".join(by.get(iri, ())) or say("未署名", "no byline")
            rows.append(
                AnswerRow(
                    who, one.headline or "", one.source or "", one.issued, one.headline or "", one.page_name or ""
                )
            )
        told = say.listed([f"《{row.headline}》{row.what}" for row in rows])
        return Answer(part.text, "found", say.reading(part), told, command(part), rows=tuple(rows))


def _others(part: Part, absent: Named) -> Part:
    return replace(part, names=tuple(name for name in part.names if name != absent and name.kind != "unknown zone"))
