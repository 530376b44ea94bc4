"""Answers a question in words: a store and a text in, an `Answer` to each of its parts out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reformgraph.ask.absence import (
    named_alike,
    printed_reform,
    printing,
    sentence_rows,
    unplaced_articles,
    writing_of,
)
from reformgraph.ask.accounted import accounted, refusal
from reformgraph.ask.answer import Answer, AnswerRow, Named, No, Part
from reformgraph.ask.answer_adoptions import adopters, claimed_figures, reforms_of, rows_of, since_when, status
from reformgraph.ask.answer_comparison import compared
from reformgraph.ask.answer_passages import PassageFinder, command, counted
from reformgraph.ask.answer_search import holding
from reformgraph.ask.by_headline import headed, meant, titled
from reformgraph.ask.bylines import byline_rows
from reformgraph.ask.english_question import ways
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.near_answer import NearAnswers
from reformgraph.ask.nearest import nearest
from reformgraph.ask.read_english import english_parts, is_english
from reformgraph.ask.read_question import asked_words, read_question
from reformgraph.ask.store_sentences import articles_of
from reformgraph.ask.unused_words import bare_words
from reformgraph.ask.wording import Wording
from reformgraph.errors import UsageError
from reformgraph.language.lexicon import any_of
from reformgraph.records import STATUSES
from reformgraph.store.base import Store
from reformgraph.views import store_rows
from reformgraph.views.trace import TracedAdoption, trace
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

#: What may be asked of a place and be told of the zone there: 平潭是哪一年推行标准地的, of 平潭综合实验区.
_OF_PLACES = ("status", "yes-no", "why", "when", "figure")
#: Kinds of questions in which a place only says where zones are looked for.
_WITHIN = ("adopters", "most", "articles", "author")
#: Zones of a place that are named where an English name is not known.
_NEAREST = 5
#: Longer questions are refused: names are looked for at every character.
LONGEST = 500
#: Parts of a question that are answered; 200 of 500 characters took minutes.
MOST_PARTS = 8
#: Words of 什么时候正式开始深化标准地 that ask for no other time than that of the reform.
_BEGINNING = re.compile(any_of("beginning_words"))
_A_VERB = 2
#: Characters of what a question has in quotation marks that may be a headline.
_A_TITLE = 6
_TITLE_ASKED = re.compile("《([^《》]{1,200})》")


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
    english = is_english(question)
    chosen = language or ("en" if english or not re.search("[一-鿿]", question) else "zh")
    names = KnownNames(store, vocabulary or load_vocabulary())
    say = Wording(chosen)
    asker, near = _Asker(store, names, say), NearAnswers(store, names, say)
    read = english_parts(question, names) if english else read_question(question, names)
    # Of “““ no part is left: the text is refused as it was typed.
    parts = [part for part in read if re.search(r"\w", part.text)] or [Part("unread", question.strip(), (), ())]
    rest, parts = parts[MOST_PARTS:], parts[:MOST_PARTS]
    told = near.beside_all([asker.answer(part) for part in parts], parts, english=english)
    return [*told, _passed_over(rest, say)] if rest else told


def _passed_over(parts: Sequence[Part], say: Wording) -> Answer:
    """That questions behind the first ones were not looked at, in the place of their answers."""
    text = say("；", "; ").join(part.text for part in parts)
    sentence = say(
        f"一次只回答前{MOST_PARTS}问；其后的{len(parts)}问没有看，请另外再问。",
        f"the first {MOST_PARTS} questions are answered; the {len(parts)} behind them were not looked at: "
        "ask them by themselves.",
    )
    return Answer(text, "refused", say("没有看", "not looked at"), sentence)


class _Asker:
    """Answers parts."""

    def __init__(self, store: Store, names: KnownNames, say: Wording) -> None:
        self._store, self._names, self._say = store, names, say
        self._passages = PassageFinder(store, names, say)

    def answer(self, part: Part) -> Answer:
        """The answer to a part, or why there is none; none that leaves out a word which may turn it."""
        if part.passed_over:
            return self._refused(part, part.passed_over)
        told = accounted(self._answer(part), part, self._say, self._names.vocabulary)
        return told if isinstance(told, Answer) else self._refused(part, told)

    def _answer(self, part: Part) -> Answer:
        if part.kind == "unread" or (_asks_both(part) and len(part.of("reform")) == 1):
            return self._refused(part)  # of two reforms one is not known
        if part.kind == "author" and (told := self._authors(part)) is not None:
            return told
        part = self._at_zone(part)
        gone = self._gone(part)
        if part.kind == "adopters" and len(gone) < max(len(part.acting()), 1):
            told = adopters(self._store, self._names, part, self._say)
            return replace(told, sentence=self._joined([told.sentence, *map(self._missing, gone)]))
        if gone and (near := self._names.begun_alike(gone[0])):
            return self._not_known(part, gone[0], near)
        if gone:
            return self._absent(part, gone)
        if not part.names and (not part.terms or part.kind in ("figure", "when")):
            return self._refused(part)  # 签约多少个？ of whom?
        if part.kind in ("status", "yes-no", "when") and _names_somebody(part):
            return self._refused(part)  # Did the Qinghe zone ...: what others did is no answer.
        found = self._found(part) or self._of_zones_there(part)
        return found if found is not None else self._nothing(part)

    def _at_zone(self, part: Part) -> Part:
        """The part of the one zone there that is told to have the reform, where a place is named that has it not."""
        places, reforms = part.of("place"), part.of("reform")
        if part.kind not in _OF_PLACES or not reforms or part.acting() or len(places) != 1:
            return part
        zones = self._names.zones_of(places[0])
        having = [zone for zone in zones if any(_traced(self._store, zone, one) for one in reforms)]
        if len(having) != 1 or any(_traced(self._store, places[0], one) for one in reforms):
            return part
        return replace(part, names=(having[0], *(name for name in part.names if name != places[0])))

    def _of_zones_there(self, part: Part) -> Answer | None:
        """What is told of the zones that a place may stand for, where nothing is told of the place itself."""
        places = part.of("place")
        if part.kind not in _OF_PLACES or part.of("zone", "organ", "unknown zone") or len(places) != 1:
            return None
        rest = tuple(name for name in part.names if name != places[0])
        found = [self._found(replace(part, names=(zone, *rest))) for zone in self._names.zones_of(places[0])]
        told = [one for one in found if one is not None]
        told = [one for one in told if any(row.zone for row in one.rows)] or told  # adoptions before sentences
        return told[0] if len(told) == 1 else None  # of two zones one is as likely to be meant

    def _found(self, part: Part) -> Answer | None:
        match part.kind:
            case "author":
                return None
            case "reforms":
                return reforms_of(self._store, part, self._say)
            case "status" | "yes-no" | "why":
                found = status(self._store, part, self._say)
                if found is not None:
                    return self._with_passages(part, found)
            case "when" if not _more_than_beginning(part):
                if (dated := since_when(self._store, part, self._say)) is not None:
                    return dated
            case "articles":
                return holding(self._store, part, self._say)
            case "most":
                return compared(self._store, part, self._say)
            case "figure":
                found = self._passages.answer(part)
                return found or claimed_figures(self._store, part, counted(part), self._say)
        return self._passages.answer(part)

    def _with_passages(self, part: Part, found: Answer) -> Answer:
        """An answer from claims with up to two further sentences that fit the question."""
        more = self._passages.answer(replace(part, kind="passage"))
        told = {"".join(row.quote.split()) for row in found.rows}
        fresh = [row for row in (more.rows if more else ()) if "".join(row.quote.split()) not in told]
        return replace(found, rows=(*found.rows, *fresh[:2]))

    def _gone(self, part: Part) -> list[Named]:
        """Zones that no article speaks of and that stand on no page; so of places, where nobody else acts."""
        places = () if part.kind in _WITHIN or part.acting() else part.of("place")
        return [
            zone
            for zone in (*part.of("zone", "unknown zone"), *places)
            if zone.iri not in self._names.spoken and not printing(self._store, self._names, zone)
        ]

    def _not_known(self, part: Part, zone: Named, near: Sequence[str]) -> Answer:
        """A zone that is not known by its name, where the articles speak of zones called nearly so: no "no"."""
        say = self._say
        named = say.listed([say.thing(label) for label in near])
        sentence = say(
            f"没有认出{zone.label}；文章说到名称相近的{named}，请用其中的名称再问。",
            f"no zone is known by the name {zone.label}; articles speak of {named}: ask by that name.",
        )
        asked = tuple(say(f"{label}推行了哪些改革？", f"which reforms did {label} adopt?") for label in near[:_NEAREST])
        return Answer(part.text, "refused", say.reading(part), sentence, nearest=asked)

    def _absent(self, part: Part, gone: Sequence[Named]) -> Answer:
        """The first kind of no: zones on no page; neither yes nor no where an article of no place may be about one."""
        say, name = self._say, gone[0]
        sentence = self._joined([self._missing(zone) for zone in gone])
        if maybe := unplaced_articles(self._store, self._names, name):
            return self._perhaps(part, name, maybe, sentence)
        return Answer(
            part.text, "none", say.reading(part), sentence, command(part) if name.iri else "", "on no page",
            nearest=nearest(self._store, _others(part, name), say),
        )  # fmt: skip

    def _missing(self, zone: Named) -> str:
        """That a zone stands on no page, and whether articles of no place may be about it."""
        say = self._say
        if maybe := len(unplaced_articles(self._store, self._names, zone)):
            return say(
                f"没有一处印着{zone.label}；但有{maybe}篇只写“开发区”而来源或正文提到同一地方，可能就是它，不能断定。",
                f"no page prints {zone.label}; {maybe} articles on a zone of no name come from its place and may "
                "be about it: neither yes nor no.",
            )
        listed = zone.kind == "zone" and zone.iri
        known = say("名录中有此开发区，但", "The catalogue has it, but ") if listed else ""
        return known + say(
            f"已读的版面里没有认出{zone.label}，也没有印着这个名称；没有报道不等于没有做。",
            f"no page read is known to speak of {zone.label}, and none prints that name; "
            "no report does not mean that nothing was done.",
        )

    def _joined(self, sentences: Sequence[str]) -> str:
        return self._say("", " ").join(sentences)

    def _perhaps(self, part: Part, zone: Named, articles: list[str], sentence: str) -> Answer:
        """Neither yes nor no: articles about a bare 开发区 from the place of a zone, and their sentences that fit."""
        found = self._passages.choose(replace(part, names=_others(part, zone).names, kind="passage"), articles)
        rows = sentence_rows(self._store, [one.sentence for one in found])
        return Answer(part.text, "refused", self._say.reading(part), sentence, rows=rows)

    def _nothing(self, part: Part) -> Answer:
        """The second and third kind of no, or a refusal where the question names nothing."""
        say, actors, reforms = self._say, part.actors() or part.of("unknown zone"), part.of("reform")
        things = part.of("person", "company", "project", "document")
        if part.kind == "most" or not (actors or reforms or things):
            return self._refused(part)
        if _names_somebody(part):
            return self._refused(part)  # A name that is not known says nothing of the pages.
        if actors and reforms and not self._reported(actors, reforms):
            return self._unsaid(part, actors, reforms)
        if any(re.fullmatch("[A-Za-z]{3,}", term) for term in part.terms):
            return self._refused(part)  # English words are not looked for in Chinese sentences: that is no "no".
        named = say("、", ", ").join(name.label for name in (*actors, *reforms, *things))
        sentence = say(
            f"文章说到{named}，但没有读出所问的内容（{' '.join(part.terms) or part.text}）。",
            f"articles speak of {named}; what is asked could not be read there ({' '.join(part.terms) or part.text}).",
        )
        told = [one for a in actors for r in reforms for one in _traced(self._store, a, r)]
        rows = [row for one in told for row in rows_of(one)] or sentence_rows(self._store, self._passages.near(part))
        return self._no(part, sentence, "not told", rows)

    def _unsaid(self, part: Part, actors: tuple[Named, ...], reforms: tuple[Named, ...]) -> Answer:
        say = self._say
        sentence = say.unsaid(actors, reforms)
        near = named_alike(self._store, actors, reforms)
        if near:
            labels = say.listed(list(dict.fromkeys(one.reform for one in near)))
            sentence += say(f"名称相近的有{labels}，列在下面。", f" Named alike: {labels}, listed below.")
        return self._no(part, sentence, "nothing said", [row for one in near for row in rows_of(one)[:1]])

    def _no(self, part: Part, sentence: str, kind: No, rows: Sequence[AnswerRow]) -> Answer:
        return Answer(
            part.text, "none", self._say.reading(part), sentence, command(part), kind, tuple(rows),
            nearest(self._store, part, self._say),
        )  # fmt: skip

    def _reported(self, actors: tuple[Named, ...], reforms: tuple[Named, ...]) -> bool:
        """Whether some claim, or the text of an article about the actor, tells of the reform."""
        return any(
            (actor.iri and store_rows.adoptions(self._store, actor=actor.iri, reform=reform.iri))
            or printed_reform(self._store, self._names, reform, writing_of(self._store, self._names, actor))
            for actor in actors
            for reform in reforms
        )

    def _refused(self, part: Part, unused: Sequence[str] = ()) -> Answer:
        """What is not understood, the whole part or some words of it, with what can be asked."""
        sentence = (
            refusal(unused, self._say)
            if unused
            else self._say(
                f"没有读懂“{part.text}”。",
                f"“{part.text}” is not understood.",
            )
        )
        near = nearest(self._store, part, self._say)
        return Answer(part.text, "refused", self._say.reading(part), sentence, nearest=near)

    def _articles_on(self, name: Named) -> list[str]:
        """Articles about a zone, those that print it where none is known to be; articles that name another thing."""
        if name.kind in ("zone", "unknown zone"):
            return writing_of(self._store, self._names, name)
        return articles_of(self._store, str(name.iri))

    def _written_about(self, part: Part) -> set[str]:
        """Articles of the headline that a question prints, else those about what it names."""
        if (asked := _TITLE_ASKED.search(part.text)) is not None:
            return titled(self._store, asked.group(1))
        for quoted in part.quoted:
            if len(quoted) >= _A_TITLE and (found := titled(self._store, quoted)):
                return found  # 莱西“寒冬里涌动热火激情”出自哪个记者之手？
        zones = [name for name in part.names if name.kind in ("zone", "unknown zone")]
        things = [
            name for name in part.names if name.iri and name.kind not in ("zone", "unknown zone", "place", "reform")
        ]
        told = [{article for name in some for article in self._articles_on(name)} for some in (zones, things) if some]
        if reforms := {name.iri for name in part.of("reform")}:
            told.append({one.article for one in store_rows.claims(self._store) if one.reform in reforms})
        # 朔州经开区那篇写石玉林的: an article about the zone that does not name him is another one.
        wanted = set.intersection(*told) if told else set()
        return meant(self._store, wanted, bare_words(part)) or headed(self._store, part.piece)

    def _authors(self, part: Part) -> Answer | None:
        """Headline, authors, source and date of the articles about what is named."""
        wanted = self._written_about(part)
        if not wanted:
            return None
        rows = byline_rows(self._store, sorted(wanted), part.text, self._say)
        told = self._say.listed([f"《{row.headline}》{row.what}" for row in rows])
        return Answer(part.text, "found", self._say.reading(part), told, command(part), rows=rows)


def _asks_both(part: Part) -> bool:
    """Whether two things are asked for at once of which one has no name: 既搞专题招商又有招商队伍.

    又推行了标准地，又怎么样 asks for one: between its signs and beside its names no words are left.
    """
    forms = [form for name in part.names for form in (name.printed, name.label)]
    for (pattern,) in ways("two_things.tsv"):
        for text in (part.piece, part.text):
            if (found := re.search(pattern, text, re.IGNORECASE)) is None:
                continue
            if not found.groups() or any(asked_words(group, forms) for group in found.groups()):
                return True
    return False


def _names_somebody(part: Part) -> bool:
    """Whether a part that names no known actor prints a name in letters: Qinghe of Did the Qinghe zone ...."""
    return not part.actors() and any(re.fullmatch("[A-Z][a-z]+", term) for term in part.terms)


def _traced(store: Store, actor: Named, reform: Named) -> list[TracedAdoption]:
    return trace(store, zone=actor.iri, reform=reform.iri, statuses=STATUSES) if actor.iri else []


def _more_than_beginning(part: Part) -> bool:
    """Whether a question asks for the time of more than a reform: 出让土地 of 何时出让标准地土地, not 深化标准地."""
    names = [form for name in (*part.of("reform"), *part.actors()) for form in (name.printed, name.label)]
    return any(len(_BEGINNING.sub("", word)) > _A_VERB for word in asked_words(part.piece, names))


def _others(part: Part, absent: Named) -> Part:
    return replace(part, names=tuple(name for name in part.names if name != absent and name.kind != "unknown zone"))
