"""What is to be done by someone: an order of others, or the own plan of whoever is to do it.

In: a claim read as required, with its passage and actor; out: the same as a plan, or None where it stays an order. What
a zone or a government tells its own units is its plan; what somebody above it tells it, by its name or on a visit,
is an order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformgraph.extraction.actors.claim_actors import Acting
from reformgraph.extraction.claims.status import Told
from reformgraph.extraction.frames.cues import DEONTIC
from reformgraph.extraction.frames.passages import Named, Passage, actors_between
from reformgraph.language.lexicon import any_of, words
from reformgraph.records import ActorKind

#: Someone speaks in the paragraph; where nobody does, whoever spoke before goes on.
_VOICE = re.compile("会议|强调[，：]|要求(?=[，：各全大])|指出[，：]|会上|讲话|[^学小解传]说[，：]")
#: Who speaks or orders from above a zone.
_HIGHER_BODY = re.compile(
    "[市省州县盟旗]委(?!常委(?!会(?!成)))|[市省州县]长|[市省州县]领导|厅|国务院|[通办]知|"
    + any_of("order_papers")
    + "|第[一二三四五六七八九十百]+条|鼓励"
)
_HIGHER = re.compile(_HIGHER_BODY.pattern + "|书记[^，。；]{0,8}(?:到|赴|来|在)|" + any_of("visits_of_higher"))
_LEADER = re.compile("(?:" + any_of("party_organs") + "|管委会)?(?:副?书记|副?主任)")
#: 各开发区要…, 全省开发区都要…: all the zones of a region, to whom somebody above them speaks.
_ZONES_TOLD = re.compile(
    "(?:[各所]有?|全[省市县区]各?)[^，。；：“”支推促助]{0,8}(?:"
    + any_of("bare_zone_kinds")
    + ")[^，。；：“”]{0,12}(?:要|须|应)"
)
#: Governments, the lowest first, and words of those above all of them.
_LEVELS: tuple[ActorKind, ...] = ("county", "city", "province")
_FROM_ABOVE = re.compile("国务院|中央|总书记|总理|国家(?!级)|[部委厅](?:印发|部署|要求|通知)")


def own_order(passage: Passage, named: Named, told: Told, acting: Acting) -> Told | None:
    """What a zone tells its own units to do is its plan; what others tell it, by its name or on a visit, an order."""
    actor, kind = acting.name, acting.kind
    cue = told.ruling.cue
    if told.status == "required" and cue is not None and _may_plan(passage, kind, cue[0]):
        return _own_plan(passage, told, acting, cue[1])
    if told.status != "required" or cue is None or not _is_own(passage, actor, kind):
        return None
    clause, _ = passage.sentence.clause(cue[0])
    if any(one.name == actor and clause <= one.start < named.start for one in passage.actors):
        return None
    for start, stop in _speaking(passage, cue[1]):
        higher = _HIGHER_BODY if _has_own_leader(passage, actor, start, stop) else _HIGHER
        if higher.search(passage.text, start, stop):
            return None
    return Told("planned", told.ruling._replace(rule="order to its own units"))


def _may_plan(passage: Passage, kind: ActorKind, cue: int) -> bool:
    """A county or city always; a province by a plain 要 (改革要深化), for what it asks and bids is asked of others.

    So is what all the zones of a region are to do: 江苏省要求，各开发区要推行X.
    """
    told = _ZONES_TOLD.search(passage.text, passage.sentence.start, cue + 1)
    if told and not any(told.end() <= one.start < cue for one in passage.actors):
        return False
    return kind in _LEVELS[:-1] or (kind == _LEVELS[-1] and DEONTIC.match(passage.text, cue) is not None)


def _speaking(passage: Passage, stop: int) -> Iterator[tuple[int, int]]:
    """Where the text tells who speaks: in the paragraph, else also in the last before it with a voice, or the title."""
    paragraphs = passage.setting.flow.paragraphs
    index = passage.sentence.paragraph
    yield paragraphs[index].start, stop
    if _VOICE.search(passage.text, paragraphs[index].start, stop):
        return
    for start, end, _ in reversed(paragraphs[max(0, index - _BACK) : index]):
        if _VOICE.search(passage.text, start, end):
            yield start, end
            return
    yield 0, paragraphs[0].end


#: A voice further back than this many paragraphs has long ended.
_BACK = 60


def _is_own(passage: Passage, actor: str | None, kind: ActorKind) -> bool:
    """Whether it is the zone that the text is about, or a committee that leads one (区党工委)."""
    if kind == "organ":
        return actor is not None and actor.endswith(words("zone_organs"))
    return kind == "zone" and passage.setting.default_actor == (actor, kind)


def _has_own_leader(passage: Passage, actor: str | None, start: int, stop: int) -> bool:
    """某开发区党工委书记李四调研项目: the zone's own leader is no visitor from above."""
    own = (one for one in actors_between(passage.setting, start, stop) if one.name == actor)
    return any(_LEADER.match(passage.text, one.end, stop) for one in own)


def _own_plan(passage: Passage, told: Told, acting: Acting, end: int) -> Told | None:
    """What a government says is to be done, by itself, is its plan where nobody above it speaks in the paragraph."""
    start = passage.setting.flow.paragraphs[passage.sentence.paragraph].start
    level = _LEVELS.index(acting.kind)
    above = actors_between(passage.setting, start, end)
    if any(one.kind in _LEVELS and _LEVELS.index(one.kind) > level for one in above):
        return None
    if _FROM_ABOVE.search(passage.text, start, end):
        return None
    return Told("planned", told.ruling._replace(rule="order to its own units"))
