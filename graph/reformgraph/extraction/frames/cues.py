"""Cues of plans, orders and deeds in a sentence, and which of them govern a reform; in: a frame, out: flow ranges.

A cue governs what stands to its right until another cue, a new subject or the sentence's end; one inside a
quotation that does not hold the reform says nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.frame import Frame
from reformgraph.language.lexicon import any_of, words

_VERBS, _ADVERBS, _DISPOSAL = any_of("plan_verbs"), any_of("plan_adverbs"), any_of("disposal_verbs")
FUTURE = re.compile(
    rf"(?:{any_of('future_words')}|将(?:{_ADVERBS})|将(?![^，。；：“”]{{0,12}}(?:“[^”]{{0,24}}”)?[^，。；：“”]{{0,14}}(?:{_DISPOSAL}))(?:对|把|为|(?!{any_of('nouns_like_verbs')})(?:{_VERBS})))"
)
_NEXT = re.compile(
    any_of("next_cues") + r"|未来(?![科城产工社市学之大网主人能])|到20\d\d年底?|1\d{3}年底前|2\d{3}年底前"
)
# Each alternative begins with a plain character, what stands before it being looked at from behind: so most of a
# sentence is passed over at once.
PLAN = re.compile(
    rf"计划(?<!行动计划)(?<!工作计划)(?<!倍增计划)(?<!发展计划)(?!投资(?:情况|额|总|的))(?=[于在到用对把将明今年出投新建推实开探设]|[0-9一二三四]{{1,2}}(?:季度|月)|[上下]半年|(?:{_VERBS}))"
    rf"|拟(?<![模虚]拟)(?=对|于|在|将|把|用|以|从|(?:{_VERBS}))|(?<![奋全])力争(?![先上优])|争取(?=在|于|到(?!了)|让|使|把|[年今明全早尽]|[0-9]|(?:{_VERBS}))|准备(?=在|于|对|把|将|用|(?:{_VERBS}))|打算|"
    r"谋划(?![了，。；、阶])|正考虑|在考虑|考虑(?=[在将对于推建设出])|提出要|(?<!通盘)筹划(?![，、了阶])|"
    + any_of("planned_verbs", "preparing_verbs")
    + "|(?:"
    + any_of("studied_verbs")
    + ")(?![了出])|"
    r"正在(?:" + any_of("underway_works") + r")(?=[^，。；]{2,24}，(?:拟|预计|计划|将|争取))|"
    r"决定(?=，?[由在将对])|酝酿|征求意见|预计|目标是|设想|"
    + "".join(f"{what}》?(?:还|也|中)?(?:提出|明确)|" for what in words("plan_papers"))
    + "原定|原计划(?<![比按]原计划)"
)
_EXPLORE = re.compile(r"探索(?!出|了|形成|成功|之|的|性|实践|成)")
DEONTIC = re.compile(
    "要(?<![主需重只想首必纲摘简提次险不就快索紧概扼既又都还也对所凡]要)(?<![过规]去要)(?<![规"
    "原]定要)(?<!(?:原来|以前|从前|怎么)要)(?!(?<=[仅且]要)[“‘])(?!紧(?:任务|事|工作|的)|归功|归结|"
    "经(?!常)|办(?![好成实理])|注册|登记|属|数|算|问|说|素|求|件|点|务|么|害|闻|旨|义|领|是|什么|不|"
    "好|约|挟|塞|职|道|价|地|命|账|债|[，；。])"
)
#: 从前办证要盖十二个章: what had to be done once is no order.
_FORMERLY = re.compile("" + any_of("formerly_openings") + "|原来(?!的)")
_ORDER = re.compile(
    any_of("order_cues") + "|要求(?<![按工作照据有的项求策”]要求)(?![,，。；、”]|的|是|高|和|与|等)|"
    "应当(?<![一响反供适相对]应当)|须(?!知)|应(?="
    + any_of("deed_adverbs")
    + ")|(?<=[》见法定例知则])(?:还|也)?(?:支持|鼓励|提倡|引导)(?=[一-鿿])|鼓励(?=其|各|有条件)|"
    r"建议(?<![征求的出项条意见性]建议)(?![书案、和的，\d])|希望(?=[^，。；]{2,16}(?:" + any_of("told_bodies") + "))"
)
_BY_PAPER = re.compile("(?:" + any_of("following_verbs") + r")《[^《》\n]{2,60}》(?:有关|相关)?的?$")
_LONGEST_PAPER = 70
_SAID = re.compile(
    r"(?:要求|强调|责成)[，：]|(?:" + any_of("advisers") + r")(?<!纳代表)[^，。；、的]{1,4}(?:建议|呼吁)[，：]"
)
_REFERRED = re.compile(
    any_of("referred_cues") + "|[按遵]照?|发展$|[等的总新项高各”’]$|提出[^，]*$|工作$|政策$|有关$|明确$"
)
#: 筹备组建行政审批局，推行X: it plans its own object only.
_PREPARES = re.compile(any_of("preparing_verbs", "studied_verbs"))
_LONGEST_SPEAKER = 18
_DONE = re.compile(any_of("done_cues") + "|已(?!有之|然|故|婚|知)|正式(?:上线|启动|启用|运行|施行)")
_COMMANDS = re.compile(r"" + any_of("commanding_verbs") + r"")
_MODIFIER_CLAUSE = re.compile("(?:" + any_of("modifier_openings") + "|对于?)")
#: 要…，某局牵头，…: the order goes on.
_TAKES_PART = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:" + any_of("part_verbs") + r")")
_RESULT = re.compile(
    r"已|了|累计|目前|截至|首(?:批|个|张|例|宗|单|家|笔)|\d|" + any_of("result_verbs") + r"|"
    "" + any_of("result_changes") + ""
)

Cue = tuple[int, int]


def planned_cue(frame: Frame) -> Cue | None:
    """The nearest cue of a plan that governs the reform."""
    return _governing(frame, _planned(frame))


def order_cue(frame: Frame) -> Cue | None:
    """The nearest cue of an order that governs the reform."""
    return _governing(frame, _orders(frame))


def done_cue(frame: Frame) -> Cue | None:
    """The nearest mark of what is done before the reform; a new subject does not end its reach."""
    text, sentence = frame.text, frame.sentence
    cues = [found.span() for found in _DONE.finditer(text, sentence.start, frame.start)]
    cue = _governing(frame._replace(subjects=()), cues)
    if cue is None or sentence.clause_index(cue[0]) == sentence.clause_index(frame.start):
        return cue
    return None if text.startswith("已", cue[0]) else cue  # 已 speaks for its own clause


def explored_cue(frame: Frame) -> Cue | None:
    """探索X without a result told."""
    text, sentence = frame.text, frame.sentence
    found = _EXPLORE.search(text, frame.clause[0], frame.start)
    if (
        found is None
        or _RESULT.search(text, frame.end, sentence.end)
        or _DONE.search(text, sentence.start, frame.start)
    ):
        return None
    return found.span()


def is_time_to_come(frame: Frame, cue: Cue) -> bool:
    """Whether a cue only tells when: 明年."""
    return _NEXT.match(frame.text, cue[0]) is not None


def is_commanded(frame: Frame, stop: int) -> bool:
    """Whether someone gives orders in the sentence, up to a position."""
    return _COMMANDS.search(frame.text, frame.sentence.start, stop) is not None


def means_to(frame: Frame, planned: Cue, order: Cue) -> bool:
    """明年要推行: 要 after a time to come, and nobody who gives orders, is a plan of one's own."""
    sentence = frame.sentence
    return (
        is_time_to_come(frame, planned)
        and DEONTIC.match(frame.text, order[0]) is not None
        and sentence.clause_index(planned[0]) == sentence.clause_index(order[0])
        and not is_commanded(frame, frame.start)
    )


def future_after(frame: Frame) -> Cue | None:
    """X将…: the reform opens its clause and the future follows it."""
    first, last = frame.clause
    if frame.start - first > _TOPIC_LEAD or _DONE_SOON.search(frame.text, frame.end, min(last, frame.end + 6)):
        return None
    found = FUTURE.search(frame.text, frame.end, min(last, frame.end + 12))
    found = found or _HOPED.match(frame.text, frame.end, last)
    return found.span() if found else None


#: “一枚印章管审批”争取试行.
_HOPED = re.compile("[”’]?[^，。；：“”]{0,4}(?:力争|争取|计划|有望)(?=(?:" + _ADVERBS + ")?(?:" + _VERBS + "))")


def order_after(frame: Frame) -> Cue | None:
    """X须从严落实, X，市政协要用好: the reform is the object that stands before its 要."""
    first, _ = frame.clause
    text, sentence = frame.text, frame.sentence
    if frame.start - first > _OBJECT_LEAD or _ACTS.search(text, first, frame.start):
        return None
    for pattern in (DEONTIC, _ORDER_WORDS, _ALSO):
        found = pattern.search(text, frame.end, min(sentence.end, frame.end + _OBJECT_REACH))
        if (
            found
            and not _CUTS_OBJECT.search(text, frame.end, found.start())
            and not _THEIR_NEED.search(text, frame.end, found.start())
            and not (pattern is _ALSO and _HABIT.search(text, frame.end, found.start()))
        ):
            return found.span()
    return None


#: How far a name that opens its clause may stand from the clause's beginning, and its 要 from the name.
_TOPIC_LEAD, _OBJECT_LEAD, _OBJECT_REACH = 4, 28, 26
#: 企业要转型升级: a need, no order.
_THEIR_NEED = re.compile("(?:企业|群众|市民|商户|客商)们?$")
_DONE_SOON = re.compile("[已了]")
_ACTS = re.compile(f"(?:{_VERBS}|让|把|将|用|以|按|靠)")
_ORDER_WORDS = re.compile(any_of("must_words") + "|[须得](?=从严|抓|落|用|往|做|建|有)|应(?=当|从严|抓|加)")
#: X、Y等方式都要用.
_ALSO = re.compile("[都还也]要(?=[\u4e00-\u9fff])")
#: “帮办代办”专员每周都要走访, 连周末也要加班: what is done again and again is no order.
_HABIT = re.compile("(?:" + any_of("habit_times") + "|连(?![线续锁接片]))[^，。；：]{0,8}$")
#: Between an object put in front and its verb stands no full clause.
_CUTS_OBJECT = re.compile(
    "[。；：！？了已]|，[^，]*，|(?<!平台)(?<!制度)(?<!机制)(?<!改革)(?<!模式)(?<!工作)(?<![”’])，"
)


def _planned(frame: Frame) -> list[Cue]:
    text, sentence, start, end = frame.text, frame.sentence, frame.start, frame.end
    stop = min(sentence.end, start + 4)
    has_future = text.find("将", sentence.start, stop) >= 0
    cues = []
    for pattern in (FUTURE, _NEXT, PLAN) if has_future else (_NEXT, PLAN):
        for found in pattern.finditer(text, sentence.start, stop):
            inside = start <= found.end() - 1 < end
            if found.start() < start and not inside and _speaks(sentence, found.start(), start):
                cues += [] if _is_past(frame, found.group()) else [found.span()]
    return sorted(cues)


def _is_past(frame: Frame, cue: str) -> bool:
    """到2013年 in a text of 2018; a plan keeps its goals whenever it is read."""
    year = _YEAR.search(cue)
    return year is not None and int(year.group()) < frame.year and frame.mode.tells != "planned"


_YEAR = re.compile("[12][0-9]{3}")


def _orders(frame: Frame) -> list[Cue]:
    text, sentence, start = frame.text, frame.sentence, frame.start
    cues = [found.span() for found in _SAID.finditer(text, sentence.start, start) if _is_said(text, sentence, found)]
    for pattern in (DEONTIC, _ORDER) if text.find("要", sentence.start, start) >= 0 else (_ORDER,):
        for found in pattern.finditer(text, sentence.start, start):
            if _BY_PAPER.search(text, max(sentence.start, found.start() - _LONGEST_PAPER), found.start()):
                continue  # 按照《条例》要求，设立X: what one's own deeds follow
            if _speaks(sentence, found.start(), start) and not _FORMERLY.search(text, sentence.start, found.start()):
                cues.append(found.span())
    return sorted(cues)


def _is_said(text: str, sentence: Sentence, said: re.Match[str]) -> bool:
    """Whether 要求， is said by someone (会议要求，), not an order referred to (按照要求，)."""
    first, _ = sentence.clause(said.start())
    head = text[first : said.start()]
    return (
        len(head) <= _LONGEST_SPEAKER and _REFERRED.search(head) is None and _speaks(sentence, said.start(), said.end())
    )


def _speaks(sentence: Sentence, cue: int, start: int) -> bool:
    quote = sentence.quote_at(cue)
    return quote is None or quote[0] <= start < quote[1]


def _governing(frame: Frame, cues: Sequence[Cue]) -> Cue | None:
    """The nearest cue before the reform that still governs it."""
    return next((cue for cue in reversed(cues) if cue[0] < frame.start and _reaches(frame, cue[0])), None)


def _reaches(frame: Frame, cue: int) -> bool:
    text, sentence = frame.text, frame.sentence
    if _SAID.match(text, cue):
        return True
    own, target = sentence.clause_index(cue), sentence.clause_index(frame.start)
    if own < target and _PREPARES.match(text, cue):
        return False
    if own >= target or _sets_time(text, sentence.clauses[own], cue):
        return True
    if _MODIFIER_CLAUSE.match(text, sentence.clauses[own][0], cue + 1):
        return False
    if any(_takes_over(frame, subject, own) for subject in frame.subjects if cue < subject < frame.start):
        return False
    return DEONTIC.match(text, cue) is None or not _acts_behind(frame, target)


def _takes_over(frame: Frame, subject: int, own: int) -> bool:
    """Whether a subject opens a later clause of its own."""
    sentence = frame.sentence
    return (
        sentence.clause_index(subject) > own
        and subject - sentence.clause(subject)[0] <= 2
        and not _TAKES_PART.match(frame.text, subject)
    )


def _acts_behind(frame: Frame, target: int) -> bool:
    """环境要更好，“X”模式，某区全力推进: X stands before its subject, which does it whatever should be."""
    text, sentence = frame.text, frame.sentence
    if is_commanded(frame, frame.start):
        return False
    for subject in frame.subjects:
        index = sentence.clause_index(subject)
        first, last = sentence.clauses[index]
        if subject >= frame.end and index == target + 1 and subject - first <= 1:
            acts = _VERB.search(text, subject, last)
            return acts is not None and DEONTIC.search(text, subject, last) is None and "将" not in text[subject:last]
    return False


_VERB = re.compile(_VERBS)


def _sets_time(text: str, clause: tuple[int, int], cue: int) -> bool:
    """Whether the cue is all that its clause says (明年，…): it then speaks for whoever acts after it."""
    return (
        _NEXT.match(text, cue) is not None
        and re.match(r"(?:“|到|在)?$", text[clause[0] : cue]) is not None
        and (clause[1] - cue <= 9)
    )
