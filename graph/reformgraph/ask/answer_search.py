"""Articles that hold what a question names: a part of a question in, the articles with a passage each out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from reformgraph.ask.answer import Answer, AnswerRow, Part
from reformgraph.ask.store_sentences import articles_of
from reformgraph.ask.wording import Wording
from reformgraph.errors import UsageError
from reformgraph.language.search_words import words_of
from reformgraph.store.base import Store
from reformgraph.views import store_rows
from reformgraph.views.text_search import FoundArticle, search

#: Articles that are told, and those that are looked at for the ones about a zone.
_TOLD, _LOOKED_AT = 20, 1000
#: 说到 of 有多少篇报道说到标准地.
_SAYING = re.compile("[提说写讲][到及过了]+|印[着有]|出现|含有")


def holding(store: Store, part: Part, say: Wording) -> Answer | None:
    """The articles that hold all words of a part and speak of its zones; None where there is nothing to look for."""
    words = _words(part)
    things = [name for name in part.names if name.kind != "reform" and name.iri and articles_of(store, str(name.iri))]
    if not words and not things:
        return None
    within = [set(articles_of(store, str(name.iri))) for name in things]
    command = f"reformgraph search {shlex.quote(' '.join(words))}" if words else ""
    if words:
        found = [one for one in _search(store, words, _LOOKED_AT) if all(one.article in some for some in within)]
        rows = [_row(one) for one in found[:_TOLD]]
        total = len(found)
    else:
        kept = sorted(set.intersection(*within))
        rows = _headlines(store, kept[:_TOLD])
        total = len(kept)
    if not total:
        sentence = say("没有文章含有这些词。", "no article holds these words.")
        return Answer(part.text, "none", say.reading(part), sentence, command, "on no page")
    titles = say.listed([say(f"《{row.headline}》", f"“{row.headline}”") if row.headline else row.page for row in rows])
    sentence = say(f"有{total}篇：{titles}。", f"{total} articles: {titles}.")
    return Answer(part.text, "found", say.reading(part), sentence, command, rows=tuple(rows))


def _words(part: Part) -> list[str]:
    """Words and names of reforms to be searched for, as the question prints them; words of letters are no part."""
    named = [name.label if name.printed.isascii() else name.printed for name in part.of("reform")]
    terms = []
    for term in part.terms:
        for name in part.of("reform"):
            term = term.replace(name.printed, " ")
        terms += [word for word in _SAYING.sub(" ", term).split() if len(word) > 1 and not word.isascii()]
    return [f'"{word}"' if " " in word else word for word in dict.fromkeys((*named, *terms)) if any(words_of(word))]


def _search(store: Store, words: Iterable[str], limit: int) -> tuple[FoundArticle, ...]:
    try:
        return search(store, " ".join(words), limit).articles
    except UsageError:  # more words than a search takes
        return ()


def _row(one: FoundArticle) -> AnswerRow:
    return AnswerRow(
        "", one.snippet, one.source or "", one.issued, one.headline or "", one.page or "", one.start, one.end
    )


def _headlines(store: Store, articles: Iterable[str]) -> list[AnswerRow]:
    told = store_rows.articles(store, articles).values()
    return [
        AnswerRow("", one.headline or "", one.source or "", one.issued, one.headline or "", one.page_name or "")
        for one in sorted(told, key=lambda one: (one.issued or "", one.article), reverse=True)
    ]
