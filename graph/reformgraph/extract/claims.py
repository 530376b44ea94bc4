"""Mentions of reforms to events: who, with what status, when, with which figures, in which sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reformgraph.dates import DateMention
from reformgraph.extract import status, subjects
from reformgraph.extract.actors import ActorMention
from reformgraph.extract.clauses import Sentence
from reformgraph.extract.figures import FlowFigure
from reformgraph.records import ActorKind, Status
from reformgraph.text import Flow

_START_VERB = re.compile(
    r"出台|启动|成立|设立|推出|首次|率先|建立(?!健全)|开设|上线|试点|组建|创立|首创|开通|启用|挂牌|揭牌|印发|制定|制订|颁布|新设|新增|首推|首发|创新推"
)
_ONGOING_VERB = re.compile(r"深化|持续|完善|坚持|升级|健全|优化|巩固|不断|继续|推进|强化|加强|累计|截至")
_DATE_LEAD = re.compile(
    r"(?:^|^[\u4e00-\u9fff]{2,12}(?:讯|消息|电)|[，；：。、“”）)]|于|自|从|截至|到|在|已于|将于|计划|力争|的|今春|是|定于|早在|又|则|，?同时)$"
)
_NO_TIME = re.compile(r"每|下一|接下来|今后|未来")
#: Sentences that speak of the whole country are nobody's in particular.
_NATIONWIDE = re.compile(r"全国(?!首|第|一流|率先|领先|重点|人大|百强|前|最|文明|优秀|先进|示范|试点|开了)|我国|各地区")
_NATIONAL = re.compile(
    r"全国|我国|国家(?!级)|国务院|中央|各地|党的|会议(?:指出|强调|要求|审议)|总书记|主席|总理|[部委局署行](?:印发|部署|发布|出台|启动|联合)"
)
#: Subjects that are neither a zone nor a government; what they do is not laid on the one the article is about.
_OTHERS = re.compile(
    r"(?:^|[，；：])(?:这[支个家群批]|该)?[\u4e00-\u9fff]{0,8}(?:[两三四五]地|各地|多地|双方|[两三]省|服务队|志愿者|民警|医院|学校|国家)"
    r"(?:已经?|还|也|先后|累计|共同|联合)*(?:推出|开展|提供|建立|实行|启动|推行|设立|组建|发布|出台|实施)"
)
_SAME_DAY = re.compile(r"当[天日]|同[天日]|这天|那天")
_DAY = re.compile(r"[\d一二三四五六七八九十][日号]")
#: Between a modifier's date or number and the actor that it describes: 2021年获批的X高新区.
_DESCRIBES = re.compile(r"[^，。；：]{0,16}的")
_DOES_IT = re.compile(
    r"(?:推行|实行|实施|开展|推出|建立|创新|探索|推进|试点|落实|运用|采用|上线|设立)(?:了|好|出)?[“\"‘]?$"
)
_RELATIVE = re.compile(r"[”’\"]?(?:改革|制度|机制|模式|服务|做法)?的")
_PLACE_LEAD = re.compile(r"(?:^|[，；：。！？])[^，。；：]{0,4}(?:在|走进|来到|步入|走入|置身|踏入|到)$")
_PLACE_TAIL = re.compile(r"[^，。；：的举召]{0,10}，")
_HERE = re.compile(r"这里|此地|当地(?!政府)")
_HELPED = re.compile(r"(?:支持|帮助|指导|推动|助推|协助|引导|助力|鼓励)$")
_GOES_ON = re.compile(
    r"(?:率先|全面|加快|积极|先行先试|尽快|深入|大力|稳步|有序|同步)*(?:推行|实行|实施|开展|推出|建立|创新|探索|推进|试点|落实|设立|上线|出让|深化)[^，。；：]{0,16}$"
)
#: What may stand between two members of a list of reforms.
_JOINS = re.compile(
    r"[”’\"）)]?[、，,和与及+/]?(?:以及)?[“‘\"（(]?|[”’\"]?(?:改革|制度|机制)?[、和与及](?:实行|推行|推出|开展|实施|推进)?[“\"]?"
)
_REPLACES = re.compile(r"[”’]?[^，。；：]{0,6}(?:改为|改成|替换为|调整为|变更为)[^，。；：]{0,8}")
_MEETS = re.compile(r"[^，。；：]{0,16}(?:举行|召开|举办)[^，。；]{0,14}(?:会|论坛)")
_TOTAL = re.compile(r"截[至止]|到目前|迄今")
#: A list's own count: 容缺受理、告知承诺等20多项改革.
#: A sentence that goes on counting what the one before tells.
_COUNTS_ON = re.compile(
    r"(?:截[至止][^，。；]{0,12}，|目前，|今年[^，。；]{0,4}，|[去上]年[^，。；]{0,4}，|[前上一二三四1-9][^，。；]{0,8}(?:月|月份|季度|半年)，|[一两三]年[多]?来，)?"
    r"(?:全区|该区|园区|开发区|高新区|窗口|专窗|平台)?[^，。；]{0,4}"
    r"(?:已|累计|共|先后|办理|办结|受理|帮办|代办|服务|惠及|发放|兑现|兑付|减免|出让|承接|压缩|缩短|节约|解决|走访|收集|吹哨)"
)
_ECONOMY = re.compile(
    r"产值|投资|税收|生产总值|GDP|进出口|营收|营业收入|增加值|签约|开工|投产|落户|引进|增速|贷款余额|出口"
)
_GOES_ON_COUNTING = re.compile(
    r"，?(?:全区|该区|我区|园区|全省|全市)?(?:已|累计|共|总计|合计|完成|办|受理|实施|签|惠及|服务|为|有|兑|发|送|出让|供|帮|解决|\d|接|走访|组织|举办|开展)"
)
_LIST_COUNT = re.compile(r"[^，。；：]等(?:[共约近]?|\d+(?:个|大项)[共约近]?)$")
_LISTED_UNITS = frozenset(("项", "条", "种", "类", "个", "大项", "个方面"))
_SAME_TOPIC = re.compile(r"其中|累计|已|共|目前|截至|今年|平均|全年|总计|最")
_OWNS = re.compile(
    r"(?:的|\d{4}年|今年|去年|第[一二三四五六七八九十\d]+[批次期轮]|首批|本轮|上半年|下半年|首次){1,3}[“\"‘]?"
)
_LONGEST_HEADING = 30
_SHORTEST_NAME = 2
#: A sentence that names more reforms than this is a table or worse; the rest are left out.
_MOST_NAMED = 32
_EVERYONE = re.compile(
    r"各(?:地|部门|市|县|州市|盟市|区县|级|有关|相关|单位|开发区|园区)[^，。；]{0,10}(?:要|须|必须|应|务必)"
)
_GOVERNMENTS = ("province", "city", "county")
_TITLE_ROLES = ("title", "kicker")


@dataclass(frozen=True, slots=True)
class Named:
    """A reform named at a place of the flow, curated or candidate."""

    start: int
    end: int
    reform: str
    candidate: bool = False
    broader: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of a reform with what its sentence says of it.

    `actor` is None where no one is named; `sure` tells that the sentence itself names the actor.
    """

    named: Named
    sentence: Sentence
    actor: str | None
    actor_kind: ActorKind
    sure: bool
    status: Status
    when: DateMention | None
    figures: tuple[FlowFigure, ...]
    starts: bool
    in_title: bool
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the article offers to all its sentences.

    `default_actor` is whom the article is about; where that is not sure, sentences that speak of the
    nation or of nobody are not laid on it.
    """

    flow: Flow
    sentences: Sequence[Sentence]
    actors: Sequence[ActorMention]
    dates: Sequence[DateMention]
    figures: Sequence[FlowFigure]
    default_actor: tuple[str, ActorKind] | None
    sure_default: bool = True
    parks: frozenset[str] = frozenset()


def read_events(setting: Setting, named: Sequence[Named]) -> list[Event]:
    """Events of all named reforms in text order."""
    events: list[Event] = []
    carried: tuple[str, ActorKind] | None = None
    paragraph, planned = -1, False
    topics: set[str] = set()
    starts = [one.start for one in named]
    text = setting.flow.text
    head = next((p.start for p in setting.flow.paragraphs if p.role == "body"), 0)
    is_plan = status.is_plan(text, head)
    last = -1
    for index, sentence in enumerate(setting.sentences):
        if sentence.paragraph != paragraph:
            paragraph, planned, carried, topics = sentence.paragraph, False, None, set()
        planned = planned or status.opens_plan(text, sentence)
        low = bisect_left(starts, sentence.start)
        inside = named[low : min(bisect_left(starts, sentence.end), low + _MOST_NAMED)]
        actors = _slice(setting.actors, sentence)
        if inside:
            reader = _SentenceReader(setting, index, actors, inside, planned or is_plan, carried)
            events += reader.events()
            last = index
            topics |= {one.reform for one in inside}
        elif (
            events
            and last == index - 1
            and setting.sentences[last].paragraph == paragraph
            and _count_on(setting, sentence, actors, events, len(topics) == 1)
        ):
            last = index
        carried = _carry(setting, sentence, actors) or carried
    return events


def _count_on(
    setting: Setting, sentence: Sentence, actors: Sequence[ActorMention], events: list[Event], alone: bool
) -> bool:
    """Give the numbers of a sentence that goes on counting (截至8月底，累计帮办1260件。) to the event before it.

    Where the reform is `alone` in its paragraph, the sentences behind it go on telling of it.
    """
    event = events[-1]
    text = setting.flow.text
    if event.status != "adopted" or any(actor.name != event.actor for actor in actors):
        return False
    if not alone and _COUNTS_ON.match(text, sentence.start, sentence.end) is None:
        return False
    low = bisect_left(setting.figures, sentence.start, key=lambda figure: figure.quantity.start)
    high = bisect_left(setting.figures, sentence.end, key=lambda figure: figure.quantity.start)
    figures = setting.figures[low:high]
    if not figures or any(_ECONOMY.search(text, sentence.clause(f.quantity.start)[0], f.quantity.end) for f in figures):
        return alone and not figures
    between = bisect_left(setting.figures, event.named.end, key=lambda figure: figure.quantity.start)
    if between < low and not event.figures and not alone:
        return False
    low = bisect_left(setting.dates, sentence.start, key=lambda date: date.start)
    dates = [d for d in setting.dates[low : low + 1] if d.start == sentence.start and not _NO_TIME.match(d.text)]
    when = event.when or (dates[0] if dates else None)
    events[-1] = replace(event, figures=(*event.figures, *figures), when=when)
    return True


def _slice(actors: Sequence[ActorMention], sentence: Sentence) -> Sequence[ActorMention]:
    low = bisect_left(actors, sentence.start, key=lambda actor: actor.start)
    high = bisect_left(actors, sentence.end, key=lambda actor: actor.start)
    return actors[low:high]


def _carry(setting: Setting, sentence: Sentence, actors: Sequence[ActorMention]) -> tuple[str, ActorKind] | None:
    text = setting.flow.text
    for actor in reversed(actors):
        if actor.name in setting.parks or (actor.kind == "organ" and _MEETS.match(text, actor.end, sentence.end)):
            continue
        if subjects.is_subject(text, actor, sentence) and not subjects.reports_only(text, actor, sentence):
            return actor.name, actor.kind
    return None


class _SentenceReader:
    """Reads the events of one sentence."""

    def __init__(
        self,
        setting: Setting,
        index: int,
        actors: Sequence[ActorMention],
        named: Sequence[Named],
        planned: bool,
        carried: tuple[str, ActorKind] | None,
    ) -> None:
        sentence = setting.sentences[index]
        self.setting, self.sentence, self.actors, self.named = setting, sentence, actors, named
        self.following = self._following(index)
        self.text = setting.flow.text
        self.discourse = status.Discourse(planned)
        self.carried = carried
        low = bisect_left(setting.dates, sentence.start, key=lambda date: date.start)
        self.dates = setting.dates[low : bisect_left(setting.dates, sentence.end, key=lambda date: date.start)]
        low = bisect_left(setting.figures, sentence.start, key=lambda figure: figure.quantity.start)
        high = bisect_left(setting.figures, sentence.end, key=lambda figure: figure.quantity.start)
        inside = setting.figures[low:high]
        self.figures = [
            f for f in inside if not (any(n.start <= f.quantity.start < n.end for n in named) or self._describes(f))
        ]
        self.subject_starts = [a.start for a in actors if subjects.is_subject(self.text, a, sentence)]

    def _describes(self, figure: FlowFigure) -> bool:
        """Whether a number stands in a modifier of an actor (拥有企业3600家的X高新区) or counts a list (等20多项)."""
        start, end = figure.quantity.start, figure.quantity.end
        first, _ = self.sentence.clause(start)
        if figure.quantity.unit in _LISTED_UNITS and _LIST_COUNT.search(self.text[max(first, start - 12) : start]):
            return figure.quantity.unit != "个" or any(first <= one.start < start for one in self.named)
        return any(
            end <= a.start <= end + 10
            and a.end - a.start > _SHORTEST_NAME
            and _DESCRIBES.fullmatch(self.text, end, a.start) is not None
            for a in self.actors
        )

    def _following(self, index: int) -> Sentence | None:
        """The sentence after a heading: the short first sentence of a paragraph that goes on."""
        sentences, here = self.setting.sentences, self.sentence
        if here.end - here.start > _LONGEST_HEADING or index + 1 >= len(sentences):
            return None
        first = index == 0 or sentences[index - 1].paragraph != here.paragraph
        after = sentences[index + 1]
        return after if first and after.paragraph == here.paragraph else None

    def events(self) -> list[Event]:
        shared = self._figures_by_named()
        found = []
        for index, named in enumerate(self.named):
            state = self._status(named)
            for actor, kind, sure, figures in self._actors(named, state, shared[index]):
                if named.candidate and not (sure or self.setting.sure_default):
                    continue
                found.append(self._event(named, state, actor, kind, sure, figures))
        return found

    def _event(
        self, named: Named, state: Status, actor: str | None, kind: ActorKind, sure: bool, figures: Sequence[FlowFigure]
    ) -> Event:
        in_title = self.setting.flow.paragraphs[self.sentence.paragraph].role in _TITLE_ROLES
        when = self._when(named)
        return Event(
            named,
            self.sentence,
            actor,
            kind,
            sure,
            state,
            when,
            tuple(figures),
            self._starts(named),
            in_title,
            self.following is not None and not sure,
        )

    # ------------------------------------------------------------ status

    def _status(self, named: Named) -> Status:
        if status.learns_from(self.text, self.sentence, named.start, named.end):
            return "referenced"
        if not self.actors and (
            status.is_definition(self.text, self.sentence) or status.is_opinion(self.text, self.sentence)
        ):
            return "referenced"
        if self._replaced(named):
            return "withdrawn"
        told = status.status_of(self.text, self.sentence, named.start, named.end, self.subject_starts, self.discourse)
        if told == "adopted" and self.following is not None and not self.actors and not self._says_we():
            return status.heading_status(self.text, self.following, (), self.discourse)
        return told

    def _says_we(self) -> bool:
        return "我们" in self.text[self.sentence.start : self.sentence.end]

    def _replaced(self, named: Named) -> bool:
        """将X改为Y: X is given up."""
        _, last = self.sentence.clause(named.start)
        after = next((n for n in self.named if n.start >= named.end and n.end <= last), None)
        return after is not None and _REPLACES.fullmatch(self.text, named.end, after.start) is not None

    # ------------------------------------------------------------ actors

    def _actors(
        self, named: Named, state: Status, figures: Sequence[FlowFigure]
    ) -> list[tuple[str | None, ActorKind, bool, Sequence[FlowFigure]]]:
        text, sentence = self.text, self.sentence
        if state == "referenced" and status.learns_from(text, sentence, named.start, named.end):
            owner = self._owner(named)
            return [(owner.name, owner.kind, True, ())] if owner else [(None, "none", False, ())]
        if not self.actors and (status.is_definition(text, sentence) or status.is_opinion(text, sentence)):
            return [(None, "none", False, figures)]
        if state == "required":
            told = self._told(named)
            if told is not None:
                return [(told[0], told[1], True, figures)]
        whose = self._whose(named)
        whose = whose or self._relative(named) or self._counted(named) or self._helped(named) or self._here(named)
        if whose is not None:
            return [(whose.name, whose.kind, True, figures)]
        found = subjects.subjects_before(text, sentence, self.actors, named.start)
        found = tuple(a for a in found if not (a.name in self.setting.parks and not self._leads(a)))
        found = tuple(a for a in found if not self._in_passing(a))
        found = tuple(a for a in found if not (subjects.reports_only(text, a, sentence) and self._better(a, named)))
        if found:
            return [(a.name, a.kind, True, figures) for a in found]
        later = self._topic_actors(named)
        if later:
            return later
        speaker = self._speaker(named) or self._locative(named)
        if speaker:
            return [(speaker.name, speaker.kind, True, figures)]
        fallback = self._fallback(state)
        return [(fallback[0], fallback[1], False, figures)] if fallback else [(None, "none", False, figures)]

    def _fallback(self, state: Status) -> tuple[str, ActorKind] | None:
        """The actor carried over in the paragraph, else the one the article is about."""
        sure = self.setting.sure_default
        if any(_OTHERS.match(self.text, max(first - 1, 0), last) for first, last in self.sentence.clauses):
            return None
        if not sure and (state == "required" or _NATIONAL.search(self.text, self.sentence.start, self.sentence.end)):
            return None
        if sure and _NATIONWIDE.search(self.text, self.sentence.start, self.sentence.end):
            return None
        return self.carried or (self.setting.default_actor if sure else None)

    def _leads(self, actor: ActorMention) -> bool:
        """Whether the actor begins its clause."""
        return actor.start - self.sentence.clause(actor.start)[0] <= 2

    def _in_passing(self, actor: ActorMention) -> bool:
        """A government named inside a clause of an article about a zone: 咬定全省第一方阵目标."""
        default = self.setting.default_actor
        if actor.kind not in _GOVERNMENTS or default is None or default[1] != "zone":
            return False
        begins = actor.start == self.sentence.clause(actor.start)[0]
        return not (begins or self._after_date(actor) or self.text[actor.start - 1] in "由是")

    def _after_date(self, actor: ActorMention) -> bool:
        return any(date.end <= actor.start <= date.end + 1 for date in self.dates)

    def _better(self, actor: ActorMention, named: Named) -> bool:
        """Whether someone other than the speaker is there to act."""
        default = self.setting.default_actor
        return self.carried is not None or (default is not None and default[1] == "zone" and default[0] != actor.name)

    def _whose(self, named: Named) -> ActorMention | None:
        """The actor that stands as owner right before the reform: 某市2024年第一批“三个一批”."""
        around = [a for a in self.actors if a.start <= named.start < a.end and a.kind in _GOVERNMENTS]
        if around:
            return around[0]
        before = [actor for actor in self.actors if actor.end <= named.start]
        if not before or not _OWNS.fullmatch(self.text, before[-1].end, named.start):
            return None
        lead = self.text[max(self.sentence.start, before[-1].start - 2) : before[-1].start]
        return None if lead.endswith(("在", "参加", "参与")) else before[-1]

    def _relative(self, named: Named) -> ActorMention | None:
        """推行X的A: the actor that the clause with the reform describes."""
        after = next((a for a in self.actors if named.end < a.start <= named.end + 6), None)
        if after is None or not _RELATIVE.fullmatch(self.text, named.end, after.start):
            return None
        first, _ = self.sentence.clause(named.start)
        return after if _DOES_IT.search(self.text[first : named.start]) else None

    def _counted(self, named: Named) -> ActorMention | None:
        """前者推行X，后者推行Y: the first and the second actor of the sentence."""
        first, _ = self.sentence.clause(named.start)
        told = self.text[first : first + 2]
        if told not in ("前者", "后者"):
            return None
        before = [a for a in self.actors if a.end <= first]
        return before[("前者", "后者").index(told)] if len(before) > 1 else None

    def _helped(self, named: Named) -> ActorMention | None:
        """甲支持乙推行X: 乙 does it."""
        for actor in reversed(self.actors):
            if actor.end <= named.start and actor.kind == "zone":
                lead = self.text[max(self.sentence.start, actor.start - 4) : actor.start]
                goes_on = _GOES_ON.match(self.text, actor.end, named.start)
                return actor if _HELPED.search(lead) and goes_on else None
        return None

    def _here(self, named: Named) -> ActorMention | None:
        """这里, 当地: the zone named last before it in the sentence."""
        first, _ = self.sentence.clause(named.start)
        here = _HERE.search(self.text, first, named.start)
        if here is None:
            return None
        before = [a for a in self.actors if a.end <= here.start() and a.kind == "zone"]
        return before[-1] if before and not any(a.start > here.start() for a in before) else None

    def _locative(self, named: Named) -> ActorMention | None:
        """在X高新区，…: the zone where it happens, when nobody else is named."""
        for actor in self.actors:
            if actor.end <= named.start and actor.kind == "zone":
                lead = self.text[max(self.sentence.start - 1, actor.start - 12, 0) : actor.start]
                if _PLACE_LEAD.search(lead) and _PLACE_TAIL.match(self.text, actor.end):
                    return actor
        return None

    def _owner(self, named: Named) -> ActorMention | None:
        """Whose model it is: the actor named last before the reform, be it an object."""
        before = [actor for actor in self.actors if actor.end <= named.start]
        objects = [actor for actor in before if not subjects.is_subject(self.text, actor, self.sentence)]
        if objects and (not before or objects[-1] is before[-1] or len(before) > 1):
            return objects[-1]
        first, _ = self.sentence.clause(named.start)
        near = [actor for actor in before if actor.start >= first]
        cue = re.search(r"学习|借鉴|取经|考察|观摩|对标|参照|照搬|以", self.text[first : named.start])
        if near and cue and near[-1].start >= first + cue.start():
            return near[-1]
        return before[-1] if before else None

    def _told(self, named: Named) -> tuple[str, ActorKind] | None:
        """Who is required: the one addressed, else the subject of 要, else the zone the article is about."""
        text, sentence = self.text, self.sentence
        told = subjects.addressed_before(text, sentence, self.actors, named.start)
        if told is not None:
            return told.name, told.kind
        before = [actor for actor in self.actors if actor.end <= named.start]
        acting = [a for a in before if not subjects.reports_only(text, a, sentence) or a.kind == "zone"]
        zones = [actor for actor in acting if actor.kind == "zone"]
        if zones:
            return zones[-1].name, zones[-1].kind
        follows = [a for a in acting if re.match(r"[^，。；]{0,6}(?:要|应|须|必须|牵头)", text[a.end : a.end + 8])]
        if follows:
            return follows[-1].name, follows[-1].kind
        if _EVERYONE.search(text, sentence.start, named.start):
            above = self._above(named)
            if above is not None:
                return above
        return (self.setting.default_actor or self.carried) if self.setting.sure_default else None

    def _above(self, named: Named) -> tuple[str, ActorKind] | None:
        """The government named last before, whose 各地各部门 are told to act."""
        high = bisect_left(self.setting.actors, named.start, key=lambda actor: actor.start)
        for actor in reversed(self.setting.actors[max(0, high - 40) : high]):
            if actor.kind in _GOVERNMENTS:
                return actor.name, actor.kind
        return None

    def _topic_actors(self, named: Named) -> list[tuple[str | None, ActorKind, bool, Sequence[FlowFigure]]]:
        """“标准地”出让上，A出让…，B出让…: each later subject with the figures of its own clauses."""
        text, sentence = self.text, self.sentence
        quote = sentence.quote_at(named.start)
        if quote is not None and quote[1] - quote[0] > 24:
            return []
        later = [
            actor
            for actor in self.actors
            if actor.start >= named.end
            and actor.start - sentence.clause(actor.start)[0] <= 1
            and subjects.is_subject(text, actor, sentence)
        ]
        if not later:
            return []
        together = self._respectively(named)
        if together:
            return together
        counted = (
            len(later) > 1
            and all(any(a.end <= f.quantity.start <= a.end + 6 for f in self.figures) for a in later)
            and not any(a.start < named.start for a in self.actors)
        )
        if not counted and not re.match(r"在|对|就|关于|凭|借鉴|以", text[sentence.clause(named.start)[0] :]):
            return []
        bounds = [actor.start for actor in later[1:]] + [sentence.end]
        return [
            (actor.name, actor.kind, True, [f for f in self.figures if actor.end <= f.quantity.start < bound])
            for actor, bound in zip(later, bounds, strict=True)
        ]

    def _respectively(self, named: Named) -> list[tuple[str | None, ActorKind, bool, Sequence[FlowFigure]]]:
        """“标准地”出让宗数，A、B、C分别为…: each actor of the list with its figure."""
        listed = [a for a in self.actors if a.start >= named.end]
        if len(listed) < 2 or len(listed) < len(self.actors):
            return []
        place = self.text.find("分别", listed[-1].end, listed[-1].end + 6)
        figures = [f for f in self.figures if f.quantity.start > place]
        if place < 0 or len(figures) != len(listed):
            return []
        return [(a.name, a.kind, True, [f]) for a, f in zip(listed, figures, strict=True)]

    def _speaker(self, named: Named) -> ActorMention | None:
        """Who speaks, after a quotation that holds the reform."""
        quote = self.sentence.quote_at(named.start)
        if quote is None or quote[1] - quote[0] <= 24:
            return None
        after = [actor for actor in self.actors if actor.start >= quote[1]]
        return after[0] if after else None

    # ------------------------------------------------------------ time

    def _when(self, named: Named) -> DateMention | None:
        dates = [d for d in self.dates if not _NO_TIME.match(d.text)]
        inside = [d for d in dates if named.start <= d.start < named.end]
        before = [d for d in dates if d.end <= named.start + 1 and self._governs(d, named)]
        if inside or before:
            return self._named_day((inside or before)[-1])
        _, last = self.sentence.clause(named.start)
        after = [
            d
            for d in dates
            if named.end <= d.start < last
            and (
                (d.text[0] in "自从截" or self.text[d.start - 1] in "于自从至")
                or re.fullmatch(r"[”’]?(?:改革|制度|机制)?", self.text[named.end : d.start])
            )
        ]
        if after:
            return after[0]
        total = self._total_after(named, dates)
        if total is not None:
            return total
        first, _ = self.sentence.clause(named.start)
        return self._day_before(first) if _SAME_DAY.match(self.text, first, named.start) else None

    def _total_after(self, named: Named, dates: Sequence[DateMention]) -> DateMention | None:
        """推行X，截至10月底，已办理…: the day up to which the clauses after the reform count."""
        stop = next((n.start for n in self.named if n.start >= named.end), self.sentence.end)
        for date in dates:
            if named.end <= date.start < stop and _TOTAL.match(date.text):
                begins = date.start - self.sentence.clause(date.start)[0] <= 1
                counted = any(date.end <= f.quantity.start < stop for f in self.figures)
                if (
                    begins
                    and counted
                    and _GOES_ON_COUNTING.match(self.text, date.end)
                    and "；" not in self.text[named.end : date.start]
                ):
                    return date
        return None

    def _named_day(self, date: DateMention) -> DateMention:
        """当天 is the day named last before it in the paragraph."""
        return (self._day_before(date.start) if _SAME_DAY.fullmatch(date.text) else None) or date

    def _day_before(self, position: int) -> DateMention | None:
        dates = self.setting.dates
        begin = self.setting.flow.paragraphs[self.sentence.paragraph].start
        for index in range(bisect_left(dates, position, key=lambda one: one.start) - 1, -1, -1):
            if dates[index].start < begin:
                return None
            if _DAY.search(dates[index].text):
                return dates[index]
        return None

    def _governs(self, date: DateMention, named: Named) -> bool:
        """A date in a modifier (今年入驻的企业) says nothing of the clause."""
        first, last = self.sentence.clause(date.start)
        if "；" in self.text[date.end : named.start] and date.start > self.sentence.start + 2:
            return False
        gap = self.text[date.end : named.start if first <= named.start < last else last]
        if re.match(
            r"[^，。；：“”]{0,14}(?:签约|入驻|落户|引进|投产|开工|成立|建成|新入|印发|出台|揭牌)[^，。；：“”]{0,8}(?:的|一[家个项批])",
            gap,
        ):
            return False
        if re.match(r"[^，。；：“”]{0,18}(?:会上|会议上|期间)", gap):
            return False
        if any(
            date.end <= a.start <= named.start and _DESCRIBES.fullmatch(self.text, date.end, a.start)
            for a in self.actors
        ):
            return False
        before = self.text[first : date.start]
        return not before or _DATE_LEAD.search(before) is not None or self._after_actor(date) or len(before) <= 3

    def _after_actor(self, date: DateMention) -> bool:
        return any(actor.end <= date.start <= actor.end + 3 for actor in self.actors)

    # ------------------------------------------------------------ onset

    def _starts(self, named: Named) -> bool:
        """Whether the verb that governs the reform starts something."""
        first, last = self.sentence.clause(named.start)
        before = self.text[first : named.start]
        start = _last_match(_START_VERB, before)
        if start < 0:
            after = self.text[named.end : min(last, named.end + 28)]
            head = re.match(
                r"[”’]?(?:[^，。；]{0,8})(?:已于|于|正式|首次)?[^，。；]{0,14}(上线|启动|启用|成立|挂牌|揭牌|开通|运行)",
                after,
            )
            return bool(head) and len(before) < 14 and _ONGOING_VERB.search(before) is None
        ongoing = _last_match(_ONGOING_VERB, before)
        return start > ongoing or ongoing < 0 or "首次" in before or "率先" in before

    # ------------------------------------------------------------ figures

    def _figures_by_named(self) -> list[list[FlowFigure]]:
        shared: list[list[FlowFigure]] = [[] for _ in self.named]
        lists = self._lists()
        for run in self._runs():
            for figure, owner in self._owners(run, lists):
                shared[owner].append(figure)
        return shared

    def _runs(self) -> list[list[FlowFigure]]:
        """Figures clause by clause."""
        runs: dict[int, list[FlowFigure]] = {}
        for figure in self.figures:
            runs.setdefault(self.sentence.clause_index(figure.quantity.start), []).append(figure)
        return [runs[key] for key in sorted(runs)]

    def _lists(self) -> dict[int, list[int]]:
        """Reforms in one list: index of each member -> the whole list."""
        groups: list[list[int]] = []
        for index, named in enumerate(self.named):
            if index:
                between = self.text[self.named[index - 1].end : named.start]
                if len(between) <= 6 and _JOINS.fullmatch(between):
                    groups[-1].append(index)
                    continue
            groups.append([index])
        return {member: group for group in groups for member in group}

    def _owners(self, run: list[FlowFigure], lists: dict[int, list[int]]) -> list[tuple[FlowFigure, int]]:
        position = run[0].quantity.start
        clause = self.sentence.clause(position)
        inside = [i for i, n in enumerate(self.named) if clause[0] <= n.start < clause[1]]
        before = bisect_right([n.start for n in self.named], position) - 1
        if not inside and before < 0:
            return []
        if not inside and (self._new_subject(before, position) or self._new_topic(before, run[0])):
            return []
        anchor = before if not inside else None
        if anchor is not None:
            group = lists[anchor]
            apart = "分别" in self.text[self.named[anchor].end : run[-1].quantity.end]
            following = [f for f in self.figures if f.quantity.start >= position]
            if apart and len(following) >= len(group) > 1:
                rank = following.index(run[0])
                offset = [f for f in self.figures if f.quantity.start > self.named[anchor].end].index(run[0]) - rank
                return [(f, group[min(k + offset, len(group) - 1)]) for k, f in enumerate(run)]
            later = [f for f in self.figures if f.quantity.start > self.named[anchor].end]
            if "分别" in self.text[self.named[anchor].end : position] and len(later) == len(group) > 1:
                return [(f, group[later.index(f)]) for f in run]
            return [(f, group[0]) for f in run]
        return [(f, self._nearest(f, inside, lists)) for f in run]

    def _nearest(self, figure: FlowFigure, inside: list[int], lists: dict[int, list[int]]) -> int:
        position = figure.quantity.start
        before = [i for i in inside if self.named[i].start <= position]
        if not before:
            return inside[0]
        group = lists[before[-1]]
        if len(group) > 1 and "分别" in self.text[self.named[group[-1]].end : position + 1]:
            later = [f for f in self.figures if f.quantity.start > self.named[group[-1]].end]
            if len(later) == len(group):
                return group[later.index(figure)]
        return before[-1]

    def _new_topic(self, before: int, figure: FlowFigure) -> bool:
        """；新增企业460家: a clause after ； that counts something else and does not go on about the reform."""
        position = figure.quantity.start
        low = self.named[before].end
        first, _ = self.sentence.clause(position)
        stop = max(self.text.rfind(sign, low, first) for sign in "；;")
        if stop < 0:
            total = next((d for d in self.dates if low <= d.start <= first + 1 and _TOTAL.match(d.text)), None)
            return total is not None and _GOES_ON_COUNTING.match(self.text, total.end) is None
        if _SAME_TOPIC.match(self.text, stop + 1):
            return False
        told = "".join(f.indicator for f in self.figures if low <= f.quantity.start < stop)
        return not any(figure.indicator[k : k + 2] in told for k in range(len(figure.indicator) - 1))

    def _new_subject(self, before: int, position: int) -> bool:
        """Whether another actor takes over between a reform and a figure."""
        own = {
            a.name for a in subjects.subjects_before(self.text, self.sentence, self.actors, self.named[before].start)
        }
        return any(
            self.named[before].end <= actor.start < position
            and actor.name not in own
            and own
            and actor.start - self.sentence.clause(actor.start)[0] <= 1
            for actor in self.actors
        )


def _last_match(pattern: re.Pattern[str], text: str) -> int:
    position = -1
    for found in pattern.finditer(text):
        position = found.start()
    return position
