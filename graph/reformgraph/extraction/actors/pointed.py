"""Who acts where the wording points to one actor: 推行X的A, 前者, 这里; in: a passage, a reform; out: a mention."""

from __future__ import annotations

import re

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.frames.passages import Named, Passage
from reformgraph.language.lexicon import any_of

GOVERNMENTS = ("province", "city", "county")
_DOES_IT = re.compile("(?:" + any_of("deed_verbs") + ')(?:了|好|出)?[“\\"‘]?$')
_DEED = re.compile(any_of("deed_verbs"))
_RELATIVE = re.compile(r"[”’\"]?(?:" + any_of("measure_kinds") + r")?的")
_PLACE_LEAD = re.compile(r"(?:^|[，；：。！？])[^，。；：]{0,4}(?:在|走进|来到|步入|走入|置身|踏入|到)$")
#: 学习甲高新区“X”: whose it is stands behind.
_LEARNS = re.compile(any_of("learnt_by") + "|以")
#: Right at the beginning of the sentence.
_SCENE = re.compile("(?:而|同样)?(?:" + any_of("scene_openings") + ")")
_GOES_TO = re.compile("(?:" + any_of("going_verbs") + ")$")
_LOOKS_AT = re.compile("(?:" + any_of("looking_verbs") + ")了?$")
_VISITS = re.compile("[进开]?[行展]?(?:" + any_of("visiting_deeds") + ")")
_LOOKS = re.compile(any_of("looking_verbs"))
_ABOUT = re.compile("[对就]")
_VISIT_LEAD, _OF_THEIRS = 4, 8
_FROM_TO = re.compile("[\u3000 ]{0,4}从[^。；]{2,60}?，(?:再|又)?到")
_PLACE_TAIL = re.compile(r"[^，。；：的举召]{0,10}，")
_HERE = re.compile(r"这里|此地|当地(?!政府)")
_HELPED = re.compile(r"(?:" + any_of("helping_verbs") + r")$")
_GOES_ON = re.compile(
    "(?:" + any_of("deed_adverbs") + "){0,4}(?:" + any_of("sentence_going_on") + "|深化)[^，。；：]{0,16}$"
)
_OWNS = re.compile(
    r"(?:的|\d{4}年|[今去]年|第[一二三四五六七八九十\d]+[批次期轮]|首批|本轮|上半年|下半年|首次){1,3}[“\"‘]?"
)


def whose(passage: Passage, named: Named) -> ActorMention | None:
    """The actor that stands as owner right before the reform: 某市2024年第一批“三个一批”."""
    around = [a for a in passage.actors if a.start <= named.start < a.end and a.kind in GOVERNMENTS]
    if around:
        return around[0]
    before = [actor for actor in passage.actors if actor.end <= named.start]
    if not before or not _OWNS.fullmatch(passage.text, before[-1].end, named.start):
        return None
    lead = passage.text[max(passage.sentence.start, before[-1].start - 2) : before[-1].start]
    return None if lead.endswith(("在", "参加", "参与")) else before[-1]


def relative(passage: Passage, named: Named) -> ActorMention | None:
    """推行X的A: the actor that the clause with the reform describes."""
    after = next((a for a in passage.actors if named.end < a.start <= named.end + 6), None)
    if after is None or not _RELATIVE.fullmatch(passage.text, named.end, after.start):
        return None
    first, _ = passage.sentence.clause(named.start)
    return after if _DOES_IT.search(passage.text[first : named.start]) else None


def counted(passage: Passage, named: Named) -> ActorMention | None:
    """前者推行X，后者推行Y: the first and the second actor of the sentence."""
    first, _ = passage.sentence.clause(named.start)
    told = passage.text[first : first + 2]
    if told not in ("前者", "后者"):
        return None
    before = [a for a in passage.actors if a.end <= first]
    return before[("前者", "后者").index(told)] if len(before) > 1 else None


def helped(passage: Passage, named: Named) -> ActorMention | None:
    """甲支持乙推行X: 乙 does it."""
    for actor in reversed(passage.actors):
        if actor.end <= named.start and actor.kind == "zone":
            lead = passage.text[max(passage.sentence.start, actor.start - 4) : actor.start]
            goes_on = _GOES_ON.match(passage.text, actor.end, named.start)
            return actor if _HELPED.search(lead) and goes_on else None
    return None


def here(passage: Passage, named: Named) -> ActorMention | None:
    """这里, 当地: the zone or place named last before it in the sentence."""
    first, _ = passage.sentence.clause(named.start)
    here = _HERE.search(passage.text, first, named.start)
    if here is None:
        return None
    before = [a for a in passage.actors if a.end <= here.start() and a.kind in ("zone", *GOVERNMENTS)]
    # 甲高新区位于乙市，这里推行X: the place is only where the zone lies.
    zones = [a for a in before if a.kind == "zone"]
    return next(reversed(zones or before), None)


def locative(passage: Passage, named: Named) -> ActorMention | None:
    """在X高新区，…: the zone where it happens, when nobody else is named."""
    for actor in passage.actors:
        if actor.end <= named.start and actor.kind == "zone":
            lead = passage.text[max(passage.sentence.start - 1, actor.start - 12, 0) : actor.start]
            if _PLACE_LEAD.search(lead) and _PLACE_TAIL.match(passage.text, actor.end):
                return actor
    return None


def scene(passage: Passage, named: Named) -> ActorMention | None:
    """在太仓市，…: the city or county that a sentence opens with as the place where it happens."""
    opening = next(iter(passage.actors), None)
    if opening is None or opening.kind not in GOVERNMENTS or opening.end > named.start:
        return None
    lead = passage.text[passage.sentence.start : opening.start].strip()
    there = _SCENE.fullmatch(lead) is not None and passage.text[opening.end : opening.end + 1] in "，,"
    others = (a for a in passage.actors if a.start > opening.end and a.end <= named.start)
    return (
        opening if there and not any(subjects.is_subject(passage.text, a, passage.sentence) for a in others) else None
    )


def visited(passage: Passage, named: Named) -> ActorMention | None:
    """到甲高新区调研，了解X; 学习甲高新区X: what visitors look at is done by those they visit."""
    text, sentence = passage.text, passage.sentence
    first, last = sentence.clause(named.start)
    for actor in reversed(passage.actors):
        if actor.end > named.start or actor.kind not in ("zone", *GOVERNMENTS):
            continue
        lead = text[max(sentence.start, actor.start - _VISIT_LEAD) : actor.start]
        between = text[actor.end : named.start]
        if actor.start >= first and _LOOKS_AT.search(lead) and len(between) <= _OF_THEIRS and _is_looked_at(between):
            return actor
        if not _GOES_TO.search(lead):
            return None
        looks = _VISITS.match(text, actor.end) and _looked_for(text, max(first, actor.end), named.start)
        asks = _ABOUT.match(text, actor.end, named.start) and _LOOKS.search(text, named.end, last)
        return actor if looks or asks else None
    return None


def _looked_for(text: str, first: int, start: int) -> bool:
    """Whether a verb of looking governs what begins at `start`: 学习考察，回来后推行X tells of the visitors again."""
    looks = list(_LOOKS.finditer(text, first, start))
    return bool(looks) and _is_looked_at(text[looks[-1].end() : start])


def _is_looked_at(between: str) -> bool:
    """Whether nothing is done between a verb of looking and what it governs."""
    return "后" not in between and _DEED.search(between) is None


def in_the_end(passage: Passage, named: Named) -> ActorMention | None:
    """从推行X，到推行Y，甲走出新路: who is named behind the last limb has done them all."""
    text, sentence = passage.text, passage.sentence
    if _FROM_TO.match(text, sentence.start, sentence.end) is None:
        return None
    for actor in passage.actors:
        first, _ = sentence.clause(actor.start)
        if actor.start >= named.end and actor.start == first:
            return actor
    return None


def owner(passage: Passage, named: Named) -> ActorMention | None:
    """Whose model it is: the actor named last before the reform, be it an object."""
    before = [actor for actor in passage.actors if actor.end <= named.start]
    objects = [actor for actor in before if not subjects.is_subject(passage.text, actor, passage.sentence)]
    if objects and (not before or objects[-1] is before[-1] or len(before) > 1):
        return objects[-1]
    first, _ = passage.sentence.clause(named.start)
    near = [actor for actor in before if actor.start >= first]
    cue = _LEARNS.search(passage.text, first, named.start)
    if near and cue and near[-1].start >= cue.start():
        return near[-1]
    return before[-1] if before else None
