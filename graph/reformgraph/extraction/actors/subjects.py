"""Who acts at a place of the text: the actor that is the subject of the sentence, or the one carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.actors.actor_mentions import ActorMention
from reformgraph.extraction.frames.clauses import Sentence

#: An actor after one of these is an object or a place, not the subject.
_NO_SUBJECT = re.compile(
    r"(?:在(?<![正存现潜所]在)|对|对于|向|到|赴|于|给|为|关于|被|把|将|让|使|以|离|距|往|去|来|找|比|成立|设立|组建|建成|实行|推行|实施|建立|整合|联系|与|同|跟|和|落户|入驻|进驻|位于|来自|走进|走访|参观|考察|调研|"
    r"视察|借鉴|学习|对标|支持|帮助|推动|促进|带动|服务|助力|联手|会同|联合|组织|发动|打造|建设|投资|签约|联系|感谢|祝贺|参与|围绕|针对|按照|根据|"
    r"落实|贯彻|依托|通过|经|自|从|除|包括|涉及|覆盖|惠及|属于|隶属|归|冲刺|创建)(?:了|着|过)?$"
)
#: An actor after one of these is told to act, or asked.
_ADDRESSED = re.compile(
    r"(?:要求|督促|敦促|责成|指导|推动|希望|支持|鼓励|部署|安排|组织|请|令)(?:全[省市县]|辖区内?|所属)?的?$"
)
_JOINED = re.compile(r"^(?:[、和与同跟及]|以及|会同|联合|联手|携手|协同)$")
_COMMON = re.compile(r"共同|联合|携手|互[相通认设派]|共设|合[设建]|联建|一起|协同|共建|分别|双方|均|都")
#: 对X推行的改革给予肯定: an object of the sentence, the subject of its own clause.
_DOES = re.compile(
    r"(?:正在|已经?|率先|全面|大力|深入|探索)?(?:推行|实行|实施|开展|推出|建立|创新|推进|深化|打造|落实|设立|探索)(?:的|了)"
)
_REPORTS = re.compile(r"^[^，。；：]{0,14}(?:表示|介绍|指出|强调|要求|认为|透露|通报|告诉|说|称|获悉|了解到|显示|提出)")


_OWNS = re.compile(
    r"(?:召开|举行|举办)?的(?:[^，。；：]{0,8})(?:会|班|论坛|仪式|活动|公司|企业|项目|企业家|群众|客商|居民)"
)
_AROUND = re.compile(r"境内|以外|附近|周边|的(?:企业|项目|公司)")


def is_subject(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    """Whether an actor can be the subject of what follows it."""
    known = sentence.subjects.get(actor.start)
    if known is None:
        known = sentence.subjects[actor.start] = _may_act(text, actor, sentence)
    return known


def _may_act(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    before = text[max(sentence.start, actor.start - 6) : actor.start]
    after = text[actor.end : actor.end + 12]
    if _NO_SUBJECT.search(before) and not _DOES.match(after):
        return False
    return _OWNS.match(after) is None and _AROUND.match(after) is None


def subjects_before(
    text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int
) -> tuple[ActorMention, ...]:
    """The subject nearest before a place of the sentence, with those joined to it by 和, 与, 、."""
    here = [actor for actor in actors if actor.end <= start and not quoted_apart(sentence, actor, start)]
    for index in range(len(here) - 1, -1, -1):
        actor = here[index]
        joined = _joined_before(text, here, index)
        head = joined[0] if joined else actor
        if is_subject(text, head, sentence) or (is_subject(text, actor, sentence) and not joined):
            if joined and _COMMON.search(text, actor.end, sentence.end):
                return (*joined, actor)
            return (actor,) if not joined else (head,) if _is_with(text, joined, actor) else (*joined, actor)
    return ()


def with_joined(text: str, actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """The last of the actors with those joined to it by 、 and 和, all of whom a 要 addresses."""
    return (*_joined_before(text, actors, len(actors) - 1), actors[-1])


def quoted_apart(sentence: Sentence, actor: ActorMention, start: int) -> bool:
    """Whether the actor stands in a quotation that does not hold the place: “园区综合受理”服务模式，推行…"""
    quote = sentence.quote_at(actor.start)
    return quote is not None and not quote[0] <= start < quote[1]


def addressed_before(text: str, sentence: Sentence, actors: Sequence[ActorMention], start: int) -> ActorMention | None:
    """The actor that another one tells to act."""
    for actor in reversed(actors):
        if actor.end <= start and _ADDRESSED.search(text[max(sentence.start, actor.start - 8) : actor.start]):
            return actor
    return None


def reports_only(text: str, actor: ActorMention, sentence: Sentence) -> bool:
    """Whether the actor only speaks: 某厅介绍, 某局通报. What a zone tells it tells of itself."""
    return actor.kind != "zone" and _REPORTS.match(text[actor.end : min(sentence.end, actor.end + 24)]) is not None


def _joined_before(text: str, actors: Sequence[ActorMention], index: int) -> tuple[ActorMention, ...]:
    joined: list[ActorMention] = []
    while index > 0:
        between = text[actors[index - 1].end : actors[index].start]
        if not _JOINED.match(between) and not re.fullmatch(r"[^，。；：]{0,2}(?:与|和|同|联合)", between):
            break
        index -= 1
        joined.insert(0, actors[index])
    return tuple(joined)


def _is_with(text: str, joined: Sequence[ActorMention], actor: ActorMention) -> bool:
    """A与B做 names A alone unless both are said to act."""
    return "与" in text[joined[-1].end : actor.start] or "同" in text[joined[-1].end : actor.start]
