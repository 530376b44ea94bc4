"""Whose paper speaks in a sentence: 国务院印发《…指导意见》. 《指导意见》提出，建立清单管理机制.

In: sentences with their actors; out: for each sentence the issuer of the paper that it reports, if one is named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorKind

Actor = tuple[str, ActorKind]

_TITLE = re.compile(r"《([^《》\n]{2,60})》")
#: What stands between an issuer and the title: 日前联合印发了, 关于印发.
_ISSUES = re.compile("[^，。；：《》]{0,14}(?:" + any_of("issuing_verbs") + "|制定)[了的]?[关于]{0,2}")
#: 《意见》明确, 方案提出, 其中，办法规定: a paper at the head of a sentence that says something.
_SPEAKS = re.compile(
    r"[\u3000 ]{0,8}(?:[\u4e00-\u9fff]{2}，)?该?(?:《(?P<title>[^《》\n]{2,60})》|(?P<bare>" + any_of("papers") + "))"
    "[还也共]?(?:" + any_of("paper_verbs_of_speech") + ")"
)

#: So many papers, the last ones, may be meant by a short title.
_REMEMBERED = 40


def paper_issuers(text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention]) -> tuple[Actor | None, ...]:
    """For each sentence who issued the paper that it reports; a paper speaks on until its paragraph ends."""
    issued: dict[str, Actor] = {}
    starts = [actor.start for actor in actors]
    speaking: Actor | None = None
    paragraph = -1
    found: list[Actor | None] = []
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph, speaking = sentence.paragraph, None
        here = actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        speaks = _SPEAKS.match(text, sentence.start, sentence.end)
        if speaks:
            speaking = _issuer(issued, speaks.group("title") or speaks.group("bare"))
        found.append(speaking)
        for title, issuer in _issued(text, sentence, here):
            issued.pop(title, None)  # the last one to issue a title stands last
            issued[title] = issuer
            speaking = speaking or issuer
    return tuple(found)


def _issued(text: str, sentence: Sentence, actors: Sequence[ActorMention]) -> Iterator[tuple[str, Actor]]:
    """Titles of the papers that a sentence says somebody issued, with whom."""
    for title in _TITLE.finditer(text, sentence.start, sentence.end):
        before = [actor for actor in actors if actor.end <= title.start()]
        if before and _ISSUES.fullmatch(text, before[-1].end, title.start()):
            yield title.group(1), (before[-1].name, before[-1].kind)


def _issuer(issued: dict[str, Actor], title: str) -> Actor | None:
    """Who issued the paper of this title, or the last one whose title ends with it: 《意见》."""
    if title in issued:
        return issued[title]
    last = islice(reversed(issued.items()), _REMEMBERED)
    return next((issuer for whole, issuer in last if whole.endswith(title)), None)
