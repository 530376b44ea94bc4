"""Who acts in a claim: the organisation that does, or is told to do, what the reform names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.extraction.actors import actor_choice, agreed, granted, pointed, subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.figures import FlowFigure
from reformgraph.extraction.frames import references
from reformgraph.extraction.frames.passages import Named, Passage
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of
from reformgraph.records import ActorBasis, ActorKind, Status

#: Sentences that speak of the whole country are nobody's in particular.
_NATIONWIDE = re.compile("全国(?!" + any_of("nationwide_ranks") + ")|我国|各地区")
_NATIONAL = re.compile(
    "全国|我国|国家(?!级)|" + any_of("nation_openings") + "|会议(?:指出|强调|要求|审议)|"
    "[部委局署行](?:" + any_of("nation_acts") + ")"
)
#: Share of the claims of read pages that were right where a zone opens the clause.
_PLAIN = 0.95
#: The same where the article prints the zone as 高新区 or 我区 only, so that which one it is, is a guess.
_PLAIN_UNNAMED = 0.7
#: Subjects that are neither a zone nor a government; what they do is not laid on the one the article is about.
_OTHERS = re.compile(
    r"(?:^|[，；：。！？\n])(?:这[支个家群批]|该)?[\u4e00-\u9fff]{0,8}(?:[两三四五]地|各地|多地|双方|"
    "[两三]省|服务队|志愿者|民警|医院|学校|国家)(?:已经?|"
    + any_of("others_adverbs")
    + ")*(?:"
    + any_of("deed_verbs")
    + ")"
)
_NAMES_OTHERS = re.compile(any_of("others_named"))
_EVERYONE = re.compile("各(?:" + any_of("everyone") + ")[^，。；]{0,10}(?:[要须应]|" + any_of("must_words") + ")")
_MUST = re.compile("[^，。；]{0,6}(?:[要应须]|" + any_of("must_words") + "|牵头)")
#: 按照大部制思路，某区…: who acts is named behind.
_SETS_TOPIC = re.compile("在|对|就|关于|凭|借鉴|以|按照?|遵循|依托|围绕|根据|本着")


#: 两地, 三区: as many as the sentence before names.
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5}
_SO_MANY = re.compile("[\u3000 ]{0,4}([" + "".join(_NUMBERS) + "])(?:" + any_of("sorts_of_places") + ")")
#: Actors before the sentence that are looked at.
_LISTED = 12


_POINTED = (
    pointed.relative,
    pointed.counted,
    pointed.helped,
    pointed.here,
    pointed.scene,
    pointed.visited,
    pointed.in_the_end,
)


class Acting(NamedTuple):
    """Who acts in a claim.

    Attributes
    ----------
    name, kind
        None and ``none`` where nobody can tell.
    sure
        Whether the sentence itself says so.
    figures
        The share of the figures that is this actor's.
    basis, confidence
        How the actor is known, and the share of read claims that were right at this margin.
    ruling
        What decided, for `extract --explain`.
    final
        Whether the wording leaves no choice: 省厅要求甲区推行X, 某市2024年第一批X.
    """

    name: str | None
    kind: ActorKind
    sure: bool
    figures: Sequence[FlowFigure]
    basis: ActorBasis | None = None
    confidence: float | None = None
    ruling: Ruling | None = None
    final: bool = False


def actors_of(passage: Passage, named: Named, state: Status, figures: Sequence[FlowFigure]) -> list[Acting]:
    """Who acts in the claim of `named`, each with its own share of the figures; at least one, be it nobody.

    Several actors that the sentence lists stand; a single one is weighed against all others who may act. News of
    ministries alone, in which the weights see nobody, keeps the one that is spoken of.
    """
    ruled = _ruled(passage, named, state, figures)
    if len(ruled) != 1 or state == "referenced" or ruled[0].final:
        return [one._replace(basis="printed" if one.sure else "carried" if one.name else None) for one in ruled]
    one = ruled[0]
    if (section := _section(passage)) and all((a.name, a.kind) == section for a in passage.actors):
        return [Acting(*section, False, one.figures, "heading", _PLAIN_UNNAMED, Ruling("actor: the section's heading"))]
    plain = one.kind == "zone" or _is_pointed_at(passage, named)
    if one.sure and plain and _opens_clause(passage, named, one.name):
        guessed = one.kind == "zone" and (one.name, one.kind) not in passage.setting.field.in_full
        told = _PLAIN_UNNAMED if guessed else _PLAIN
        return [one._replace(basis="printed", confidence=told, ruling=Ruling("actor: opens the clause"))]
    chosen = actor_choice.choose(passage, named, (one.name, one.kind) if one.name else None, one.sure)
    if chosen.actor == actor_choice.NOBODY and one.name and not passage.setting.field.is_local:
        return [one._replace(basis="printed" if one.sure else "carried")]
    name, kind = chosen.actor
    sure = one.sure if name == (one.name or "") else chosen.basis == "printed"
    ruling = Ruling(f"actor: {', '.join(chosen.features)}", chosen.cue)
    return [Acting(name or None, kind, sure, one.figures, chosen.basis, chosen.confidence, ruling)]


def _section(passage: Passage) -> tuple[str, ActorKind] | None:
    """Whom the sub-heading above the sentence names, where the article's sub-headings name several."""
    sections = passage.setting.sections
    several = len({one for one in sections if one is not None}) > 1
    return sections[passage.sentence.paragraph] if several else None


def _ruled(passage: Passage, named: Named, state: Status, figures: Sequence[FlowFigure]) -> list[Acting]:
    """What the rules of the sentence say."""
    text, sentence = passage.text, passage.sentence
    if named.reform == granted.GRANT and (given := granted.granted_to(text, sentence, passage.actors, *named[:2])):
        return [Acting(a.name, a.kind, True, figures, final=True) for a in given]
    if state == "referenced" and references.learns_from(text, sentence, named.start, named.end):
        owner = pointed.owner(passage, named)
        return [Acting(owner.name, owner.kind, True, ())] if owner else [Acting(None, "none", False, ())]
    if not passage.actors and (references.is_definition(text, sentence) or references.is_opinion(text, sentence)):
        return [Acting(None, "none", False, figures)]
    if state == "required":
        told = _told(passage, named)
        if told:
            return [Acting(*one, True, figures, final=_is_addressed(passage, one)) for one in told]
    whose = pointed.whose(passage, named)
    for find in _POINTED:
        whose = whose or find(passage, named)
    if whose is not None:
        return [Acting(whose.name, whose.kind, True, figures, final=True)]
    if together := _those_named(passage):
        return [Acting(a.name, a.kind, True, figures, final=True) for a in together]
    if joint := _agreed(passage, named):
        return [Acting(*one, True, figures, final=True) for one in joint]
    found = subjects.subjects_before(text, sentence, passage.actors, named.start)
    found = tuple(a for a in found if not (a.name in passage.setting.parks and not _leads(passage, a)))
    if not any(a.kind == "zone" for a in found):
        found = tuple(a for a in found if not _in_passing(passage, a))
    found = tuple(a for a in found if not (subjects.reports_only(text, a, sentence) and _better(passage, a, named)))
    if found:
        return [Acting(a.name, a.kind, True, figures) for a in found]
    later = _topic_actors(passage, named)
    if later:
        return [one._replace(final=True) for one in later]
    speaker = _speaker(passage, named) or pointed.locative(passage, named)
    if speaker:
        return [Acting(speaker.name, speaker.kind, True, figures)]
    if _others_act(passage):
        return [Acting(None, "none", False, figures, final=True)]
    fallback = _fallback(passage, state) or _gone_on(passage, named, state)
    return [Acting(*fallback, False, figures)] if fallback else [Acting(None, "none", False, figures)]


def _those_named(passage: Passage) -> list[ActorMention]:
    """两地实现X: the two zones or places that the sentence before lists."""
    text, sentence = passage.text, passage.sentence
    found = _SO_MANY.match(text, sentence.start, sentence.end)
    if found is None or passage.actors:
        return []
    high = bisect_left(passage.setting.actor_starts, sentence.start)
    listed = agreed.last_list(text, passage.setting.actors[max(0, high - _LISTED) : high])
    return listed if len(listed) == _NUMBERS[found.group(1)] else []


def _agreed(passage: Passage, named: Named) -> list[tuple[str, ActorKind]]:
    """Who set it up by agreement: 甲区同乙区、丙市等地开通X; the first is carried over where the sentence has none."""
    first, others = agreed.agreed_by(passage.text, passage.sentence, passage.actors, named.start)
    if not others:
        return []
    leader = (first.name, first.kind) if first else _fallback(passage, "adopted")
    told = [leader] if leader else []
    return list(dict.fromkeys([*told, *((a.name, a.kind) for a in others)]))


def _opens_clause(passage: Passage, named: Named, name: str | None) -> bool:
    """Whether a zone opens its clause and nobody else is named between it and the reform.

    甲高新区推行X，乙高新区实行Y: the nearer one; 该区组建了审批局，把服务伸得更远，深化X: still 该区.
    """
    before = [a for a in passage.actors if a.end <= named.start]
    if not before or before[-1].name != name or subjects.quoted_apart(passage.sentence, before[-1], named.start):
        return False
    start = before[-1].start
    for outer in reversed(before[:-1]):  # 中国（安徽）自贸试验区 before 芜湖片区
        start = outer.start if outer.end == start else start
    first, _ = passage.sentence.clause(start)
    return start - first <= 1 or passage.text[start - 1] in " \u3000讯"


def _is_pointed_at(passage: Passage, named: Named) -> bool:
    """Whether the actor before the reform is printed as 该县 or 该市: the text itself says who acts."""
    before = [a for a in passage.actors if a.end <= named.start]
    return bool(before) and passage.text[before[-1].start] == "该"


def _is_addressed(passage: Passage, actor: tuple[str, ActorKind]) -> bool:
    """Whether the sentence names the one who is told to act."""
    return any((a.name, a.kind) == actor for a in passage.actors)


def _fallback(passage: Passage, state: Status) -> tuple[str, ActorKind] | None:
    """The actor carried over in the paragraph, else the one the article is about or whose paper speaks."""
    return _spoken_of(passage, state) or passage.issuer


def _gone_on(passage: Passage, named: Named, state: Status) -> tuple[str, ActorKind] | None:
    """Whom the paragraph before spoke of, where a paragraph opens with what is done: ¶推行X，甲、乙企业受益."""
    first, _ = passage.sentence.clause(named.start)
    opens = first == passage.sentence.start == passage.setting.flow.paragraphs[passage.sentence.paragraph].start
    return (
        passage.told if opens and state == "adopted" and not _NATIONAL.search(passage.text, first, named.end) else None
    )


def _spoken_of(passage: Passage, state: Status) -> tuple[str, ActorKind] | None:
    sure = passage.setting.sure_default
    start, end = passage.sentence.start, passage.sentence.end
    if not sure and (state == "required" or _NATIONAL.search(passage.text, start, end)):
        return None
    if sure and _NATIONWIDE.search(passage.text, start, end):
        return None
    return passage.carried or (passage.setting.default_actor if sure else None)


def _others_act(passage: Passage) -> bool:
    """Whether two provinces, volunteers or a hospital are the subject: 两省推行跨省通办."""
    text, sentence = passage.text, passage.sentence
    return _NAMES_OTHERS.search(text, sentence.start, sentence.end) is not None and any(
        _OTHERS.match(text, max(first - 1, 0), last) for first, last in sentence.clauses
    )


def _leads(passage: Passage, actor: ActorMention) -> bool:
    """Whether the actor begins its clause."""
    return actor.start - passage.sentence.clause(actor.start)[0] <= 2


def _in_passing(passage: Passage, actor: ActorMention) -> bool:
    """A government named inside a clause of an article about a zone: 咬定全省第一方阵目标."""
    default = passage.setting.default_actor
    if actor.kind not in pointed.GOVERNMENTS or default is None or default[1] != "zone":
        return False
    begins = actor.start == passage.sentence.clause(actor.start)[0]
    return not (begins or _after_date(passage, actor) or passage.text[actor.start - 1] in "由是")


def _after_date(passage: Passage, actor: ActorMention) -> bool:
    return any(date.end <= actor.start <= date.end + 1 for date in passage.dates)


def _better(passage: Passage, actor: ActorMention, named: Named) -> bool:
    """Whether someone other than the speaker is there to act."""
    default = passage.setting.default_actor
    return passage.carried is not None or (default is not None and default[1] == "zone" and default[0] != actor.name)


def _told(passage: Passage, named: Named) -> list[tuple[str, ActorKind]]:
    """Who is required: the one addressed, else the subject of 要, else the zone the article is about."""
    text, sentence = passage.text, passage.sentence
    told = subjects.addressed_before(text, sentence, passage.actors, named.start)
    if told is not None:
        return [(told.name, told.kind)]
    before = [a for a in passage.actors if a.end <= named.start and not subjects.quoted_apart(sentence, a, named.start)]
    acting = [a for a in before if not subjects.reports_only(text, a, sentence) or a.kind == "zone"]
    zones = [actor for actor in acting if actor.kind == "zone"]
    # 甲高新区要加强与乙高新区的联系，发展X: 甲 is told to
    zones = [actor for actor in zones if subjects.is_subject(text, actor, sentence)] or zones
    if zones:
        return [(actor.name, actor.kind) for actor in subjects.with_joined(text, zones)]
    follows = [a for a in acting if _MUST.match(text, a.end)]
    if follows:
        return [(follows[-1].name, follows[-1].kind)]
    default = passage.setting.default_actor if passage.setting.sure_default else None
    if (default is None or default[1] != "zone") and _EVERYONE.search(text, sentence.start, named.start):
        above = _above(passage, named)
        if above is not None:
            return [above]
    fallback = (passage.setting.default_actor or passage.carried) if passage.setting.sure_default else None
    return [fallback] if fallback else []


def _above(passage: Passage, named: Named) -> tuple[str, ActorKind] | None:
    """The government named last before, whose 各地各部门 are told to act."""
    high = bisect_left(passage.setting.actor_starts, named.start)
    for actor in reversed(passage.setting.actors[max(0, high - 40) : high]):
        if actor.kind in pointed.GOVERNMENTS:
            return actor.name, actor.kind
    return None


def _topic_actors(passage: Passage, named: Named) -> list[Acting]:
    """“标准地”出让上，A出让…，B出让…: each later subject with the figures of its own clauses."""
    text, sentence = passage.text, passage.sentence
    quote = sentence.quote_at(named.start)
    if quote is not None and quote[1] - quote[0] > 24:
        return []
    later = [
        actor
        for actor in passage.actors
        if actor.start >= named.end
        and actor.start - sentence.clause(actor.start)[0] <= 1
        and subjects.is_subject(text, actor, sentence)
    ]
    if not later:
        return []
    together = _respectively(passage, named)
    if together:
        return together
    counted = (
        len(later) > 1
        and all(any(a.end <= f.quantity.start <= a.end + 6 for f in passage.figures) for a in later)
        and not any(a.start < named.start for a in passage.actors)
    )
    if not counted and not _SETS_TOPIC.match(text, sentence.clause(named.start)[0]):
        return []
    bounds = [actor.start for actor in later[1:]] + [sentence.end]
    return [
        Acting(actor.name, actor.kind, True, [f for f in passage.figures if actor.end <= f.quantity.start < bound])
        for actor, bound in zip(later, bounds, strict=True)
    ]


def _respectively(passage: Passage, named: Named) -> list[Acting]:
    """“标准地”出让宗数，A、B、C分别为…: each actor of the list with its figure."""
    listed = [a for a in passage.actors if a.start >= named.end]
    if len(listed) < 2 or len(listed) < len(passage.actors):
        return []
    place = passage.text.find("分别", listed[-1].end, listed[-1].end + 6)
    figures = [f for f in passage.figures if f.quantity.start > place]
    if place < 0 or len(figures) != len(listed):
        return []
    return [Acting(a.name, a.kind, True, [f]) for a, f in zip(listed, figures, strict=True)]


def _speaker(passage: Passage, named: Named) -> ActorMention | None:
    """Who speaks, after a quotation that holds the reform."""
    quote = passage.sentence.quote_at(named.start)
    if quote is None or quote[1] - quote[0] <= 24:
        return None
    after = [actor for actor in passage.actors if actor.start >= quote[1]]
    return after[0] if after else None
