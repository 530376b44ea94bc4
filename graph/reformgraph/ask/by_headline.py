"""Articles by their headlines: a title or the words of a question in, IRIs of articles out."""

from __future__ import annotations

import re

from reformgraph.ask.read_question import asked_words
from reformgraph.ask.store_sentences import units
from reformgraph.language.flow import fold
from reformgraph.store.base import Store

_HEADLINES = "SELECT ?article ?headline { GRAPH ?graph { ?article a rg:Article ; schema:headline ?headline } }"
_WORDS_ONLY = re.compile(r"[\W_]+")
#: Share of the pairs of characters of a question that the headline of an article asked about holds.
_HELD = 0.6


def titled(store: Store, title: str) -> set[str]:
    """Articles whose headline holds the words of a title, signs and white space left out."""
    wanted = _WORDS_ONLY.sub("", fold(title))
    rows = store.select(_HEADLINES)
    return {str(row["article"]) for row in rows if wanted and wanted in _WORDS_ONLY.sub("", fold(str(row["headline"])))}


def headed(store: Store, question: str) -> set[str]:
    """The one article whose headline holds most of the words of a question; none where two do."""
    words = [unit for term in asked_words(question, ()) for unit in units(fold(term))]
    headlines = {str(row["article"]): fold(str(row["headline"])) for row in store.select(_HEADLINES)}
    held = {article: sum(word in headline for word in words) for article, headline in headlines.items()}
    most = max(held.values(), default=0)
    best = {article for article, count in held.items() if count == most}
    return best if words and most >= _HELD * len(words) and len(best) == 1 else set()


def meant(store: Store, articles: set[str], text: str) -> set[str]:
    """Of several articles those whose headline holds most of the words of a text; all of them where none does.

    In: IRIs of articles and what a question says beside its names; out: IRIs, none made up.
    """
    words = [unit for term in asked_words(text, ()) for unit in units(fold(term))]
    rows = store.select(_HEADLINES)
    heads = {str(row["article"]): fold(str(row["headline"])) for row in rows if str(row["article"]) in articles}
    held = {article: sum(word in headline for word in words) for article, headline in heads.items()}
    most = max(held.values(), default=0)
    return {one for one, count in held.items() if count == most} if words and most >= _HELD * len(words) else articles
