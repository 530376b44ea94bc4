"""What holds a "no" back: articles that may be about a zone, that print a reform, or tell of one named alike.

In: a store and what a question names; out: rows that are shown before anybody is told that the pages say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reformgraph.ask.answer import AnswerRow, Named
from reformgraph.ask.name_forms import plain_question
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.ask.store_sentences import PageTexts, Sentence, articles_of, articles_with, sentences_of, units
from reformgraph.language.flow import fold
from reformgraph.language.lexicon import any_of
from reformgraph.records import STATUSES
from reformgraph.store.base import Store
from reformgraph.views import store_rows
from reformgraph.views.trace import TracedAdoption, trace

#: Zones that an article is about and whose place nobody could tell, with what is known of where the page comes from.
_UNPLACED = """SELECT DISTINCT ?article ?label ?source ?url ?printed {
  GRAPH ?graph { ?article schema:about ?zone ; schema:isPartOf ?page }
  ?zone skos:prefLabel|schema:name ?label FILTER(STRLEN(?label) < 10) ?page rg:text ?text
  OPTIONAL { ?page rg:source ?source } OPTIONAL { ?page schema:url ?url } BIND(CONTAINS(?text, ?stem) AS ?printed) }"""
_MOST_ROWS = 4
#: Forms of a zone that are looked for in the texts.
_MOST_FORMS = 12
_JOINING = re.compile("[·、，,]")
_HOST = re.compile(r"//([^/?#\s]*)")
#: Share of the pairs of characters of a reform's name that a name alike has.
_ALIKE = 0.6


def unplaced_articles(store: Store, names: KnownNames, zone: Named) -> list[str]:
    """Articles about a bare 开发区 whose page, source or address names the place of a zone, sorted.

    The page of 走进经济开发区看改革发展 at laixinews.com may be about 莱西经济开发区: that it is printed nowhere
    proves nothing.
    """
    stem, spelled = names.stem_of(zone)
    if not stem:
        return []
    found = set()
    for row in store.select(_UNPLACED, stem=stem):
        if names.bare(str(row["label"])):
            source, url = row["source"] or "", row["url"] or ""
            if row["printed"] == "true" or stem in f"{source} {url}" or _at_home(spelled, source, url):
                found.add(str(row["article"]))
    return sorted(found)


def _at_home(spelled: str, source: str, url: str) -> bool:
    """Whether a source or the host of an address is named after a place in letters: laixinews.com, not xinhuanet."""
    host = "".join(_HOST.findall(url)[:1])
    own = re.compile(f"{re.escape(spelled)}(?:{any_of('address_endings')})?")
    return any(own.fullmatch(label) for label in re.split(r"[.\-/:@\s]", f"{source} {host}".casefold()))


def printed_reform(
    store: Store, names: KnownNames, reform: Named, within: Iterable[str] | None = None
) -> list[Sentence]:
    """Sentences that print a reform by any of its names, of some articles or of all."""
    forms = names.reform_forms(reform)
    if within is None:
        within = {article for form in sorted(forms) for article in articles_with(store, form)}
    return [one for one in sentences_of(store, within) if holds_form(one.text, forms)]


def holds_form(text: str, forms: Iterable[str]) -> bool:
    """Whether a text prints one of some forms, quotation marks and white space left out."""
    plain = fold(plain_question("".join(text.split()))).casefold()
    joined = _JOINING.sub("", plain)  # 企业吹哨·部门报到 for 企业吹哨、部门报到
    return any(form in plain or _JOINING.sub("", form) in joined for form in forms)


def named_alike(store: Store, actors: Sequence[Named], reforms: Sequence[Named]) -> list[TracedAdoption]:
    """Adoptions of actors whose reform is called nearly as one of those asked for: 全员聘任制, 全员岗位聘任制.

    An actor without an IRI has none; a reform is not like itself.
    """
    return [
        one
        for actor in actors
        if actor.iri
        for one in trace(store, zone=actor.iri, statuses=STATUSES)
        if any(one.reform != reform.label and alike(one.reform, reform.label) for reform in reforms)
    ]


def alike(one: str, other: str) -> bool:
    """Whether most pairs of characters of the shorter of two names stand in the longer one.

    >>> alike("全员聘任制", "全员岗位聘任制"), alike("标准地", "承诺制")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    pairs = units(short)
    return bool(pairs) and sum(pair in long for pair in pairs) >= _ALIKE * len(pairs)


def about(store: Store, zone: Named) -> list[str]:
    """Articles about a zone, sorted; none for one without an IRI."""
    return articles_of(store, zone.iri, about=True) if zone.iri else []


def printing(store: Store, names: KnownNames, name: Named) -> list[str]:
    """Articles that print a zone or another thing by one of its names, known as such or not."""
    for form in names.forms_of(name)[:_MOST_FORMS]:
        if len(form) > (2 if name.kind in ("zone", "unknown zone") else 1) and (found := articles_with(store, form)):
            return found
    both = [set(articles_with(store, part)) for part in names.parts_of(name)]
    return sorted(set.intersection(*both)) if both else []


def writing_of(store: Store, names: KnownNames, zone: Named) -> list[str]:
    """Articles about a zone; where none is known to be, those that print its name. Of a place both."""
    if zone.kind == "place":
        return sorted({*about(store, zone), *printing(store, names, zone)})
    return about(store, zone) or printing(store, names, zone)


def sentence_rows(store: Store, sentences: Sequence[Sentence], most: int = _MOST_ROWS) -> tuple[AnswerRow, ...]:
    """Rows that quote sentences, at most four unless told otherwise."""
    shown = sentences[:most]
    articles, pages = store_rows.articles(store, {one.article for one in shown}), PageTexts(store)
    rows = []
    for one in shown:
        article = articles.get(one.article)
        rows.append(AnswerRow(
            "", one.text, (article.source if article else None) or "", article.issued if article else None,
            one.headline, (article.page_name if article else None) or "", *(pages.range(one) or (None, None)),
        ))  # fmt: skip
    return tuple(rows)
