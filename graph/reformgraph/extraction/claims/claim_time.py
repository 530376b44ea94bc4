"""When a claim holds, and whether its verb starts the adoption."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reformgraph.extraction.frames.passages import Named, Passage
from reformgraph.extraction.frames.predicates import predicate
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.lexicon import any_of
from reformgraph.records import Status

_DATE_LEAD = re.compile(
    "(?:"
    + any_of("date_leads")
    + r"|^|^[\u4e00-\u9fff]{2,12}(?:"
    + any_of("news_signs")
    + r")|[，；：。、“”）)]|，?同时|各(?:"
    + any_of("date_lead_ends")
    + r"|"
    "市州?|县区?|片区))$"
)
#: Words that date nothing.
_NO_TIME = re.compile(r"" + any_of("no_date_openings") + r"|现[在今阶]|当前|全年$|这些年")
#: What a date tells of that is another event than the reform: who reports it, a meeting, a visit.
_OTHER_EVENT = re.compile("(?:[上下]午)?，?[^，。；：“”]{0,36}(?:" + any_of("other_events") + "|讯(?=[，（])|电(?=（))")
#: 7月23日电 去年，…: the day of the dispatch, not of what it tells; 7月23日电力公司 is none.
_DATELINE = re.compile("(?!" + any_of("words_like_news_signs") + ")(?:" + any_of("news_signs") + ")")
_SPOKEN = re.compile("(?:" + any_of("speech_verbs") + ")[道起]?[。：]?$")
_MEETING = re.compile("[”’]?[^，。；：]{0,24}(?:" + any_of("meetings") + ")")
#: What stands between a measure and the date that tells when it began: “标准地”改革自7月起施行.
_TAIL = re.compile("[”’]?(?:" + any_of("plain_measure_tails") + ")?")
_SAME_DAY = re.compile(r"当[天日]|同[天日]|这天|那天")
_DAY = re.compile(r"[\d一二三四五六七八九十][日号]")
#: Between a modifier's date or number and the actor that it describes: 2021年获批的X高新区.
_DESCRIBES = re.compile(r"[^，。；：]{0,16}的")
#: A date up to which something was counted: 截至6月.
TOTAL = re.compile(r"截[至止]|到目前|迄今")
#: 2019年7月由某区首创: the clause after the reform tells when it began.
_BEGINS = re.compile("起?(?:由|在)?[^，。；]{0,10}(?:" + any_of("beginning_verbs") + ")")
_SHORT_LEAD = 14
_BEGUN_AFTER = re.compile(
    r"[”’]?(?:[^，。；]{0,8})(?:" + any_of("begun_leads") + r")?[^，。；]{0,14}(" + any_of("begun_behind") + r")"
)
_GOES_ON_COUNTING = re.compile("，?(?:" + any_of("counting_places") + ")?(?:" + any_of("counting_on") + r"|\d)")


_ENDS = re.compile("起?，?(?:" + any_of("end_adverbs") + "){0,2}(?:" + any_of("ending_verbs") + ")")
_BY_THEN = re.compile("[前内底]$")
_NEAR = 24
#: Stretches of time in which results are counted, not days.
_PERIOD = re.compile(
    "以来|截[至止]|[-—~～至到][0-9一二三四五六七八九十]+月|前[0-9一二三四五六七八九十]+个?月|季度|"
    "" + any_of("told_periods") + "|[0-9]年$"
)
#: Results of the whole economy, not of one reform: 实现工业总产值.
_OF_THE_WHOLE = re.compile("，?[^，。；]{0,10}(?:" + any_of("economy_figures") + ")")


class When(NamedTuple):
    """The time a claim is about and the ruling that chose it."""

    date: DateMention
    ruling: Ruling


def when_of(passage: Passage, named: Named, state: Status) -> When | None:
    """The time the claim of `named` is about: its sentence's (the end of what was withdrawn), else the framing one."""
    dates = [d for d in passage.dates if not _NO_TIME.match(d.text)]
    rules: tuple[tuple[str, DateMention | None], ...] = (
        ("end of it", _end_after(passage, named, dates) if state == "withdrawn" else None),
    )
    for rule, date in (*rules, *_own_dates(passage, named, state, dates)):
        if date is not None:
            return When(date, Ruling(rule, (date.start, date.end)))
    framing = passage.framing
    if framing is not None and not _NO_TIME.match(framing.text) and _fits(framing, state):
        return When(framing, Ruling("framing time", (framing.start, framing.end)))
    return None


def _own_dates(
    passage: Passage, named: Named, state: Status, dates: Sequence[DateMention]
) -> Iterator[tuple[str, DateMention | None]]:
    """What the sentence itself says, the nearest first, each with its rule."""
    inside = [d for d in dates if named.start <= d.start < named.end]
    before = [d for d in dates if d.end <= named.start + 1 and _governs(passage, d, named)]
    if inside or before:
        yield "time before it", _named_day(passage, (inside or before)[-1])
    yield "time behind it", _after(passage, named, dates)
    if state in ("planned", "required"):
        yield "deadline behind it", _deadline_after(passage, named, dates)
    yield "total behind it", _total_after(passage, named, dates)
    yield "same day", _same_day(passage, named)


def _after(passage: Passage, named: Named, dates: Sequence[DateMention]) -> DateMention | None:
    """X自7月起施行, X于去年建立."""
    _, last = passage.sentence.clause(named.start)
    for date in dates:
        if not named.end <= date.start < last:
            continue
        led = date.text[0] in "自从截" or passage.text[date.start - 1] in "于自从至"
        if led or _TAIL.fullmatch(passage.text, named.end, date.start):
            return date
    return None


def _fits(framing: DateMention, state: Status) -> bool:
    """A time that goes on from before (今年以来) frames what is done, not what is planned."""
    return state in ("adopted", "withdrawn") or framing.kind not in ("since", "vague")


def _end_after(passage: Passage, named: Named, dates: Sequence[DateMention]) -> DateMention | None:
    """原来的X，1月底起停用: when it ended."""
    stop = next((n.start for n in passage.named if n.start >= named.end), passage.sentence.end)
    return next((d for d in dates if named.end <= d.start < stop and _ENDS.match(passage.text, d.end)), None)


def _deadline_after(passage: Passage, named: Named, dates: Sequence[DateMention]) -> DateMention | None:
    """抓紧建立X，10月底前向社会公布: by when it is to be done."""
    stop = next((n.start for n in passage.named if n.start >= named.end), passage.sentence.end)
    for date in dates:
        if named.end <= date.start < stop and _BY_THEN.search(date.text):
            first, _ = passage.sentence.clause(date.start)
            if (
                "；" not in passage.text[named.end : date.start]
                and first - named.end < _NEAR
                and date.start - first < 5
            ):
                return date
    return None


def _same_day(passage: Passage, named: Named) -> DateMention | None:
    """The day named before, where the clause says 当天."""
    first, _ = passage.sentence.clause(named.start)
    return _day_before(passage, first) if _SAME_DAY.match(passage.text, first, named.start) else None


def _total_after(passage: Passage, named: Named, dates: Sequence[DateMention]) -> DateMention | None:
    """推行X，截至10月底，已办理…: the time that the clauses after the reform count or begin it in."""
    text = passage.text
    stop = next((n.start for n in passage.named if n.start >= named.end), passage.sentence.end)
    for date in dates:
        if not named.end <= date.start < stop or "；" in text[named.end : date.start]:
            continue
        first, last = passage.sentence.clause(date.start)
        if date.start - first > 1 and not text.startswith("始于", date.start - 2):
            continue
        counted = any(date.end <= f.quantity.start < stop for f in passage.figures)
        if counted and _GOES_ON_COUNTING.match(text, date.end):
            return date
        here = any(date.end <= f.quantity.start < last for f in passage.figures)
        if here and _PERIOD.search(date.text) and not _OF_THE_WHOLE.match(text, date.end, last):
            return date
        if text.startswith("始于", date.start - 2) or _BEGINS.match(text, date.end, last):
            return date
    return None


def _named_day(passage: Passage, date: DateMention) -> DateMention:
    """当天 is the day named last before it in the paragraph."""
    return (_day_before(passage, date.start) if _SAME_DAY.fullmatch(date.text) else None) or date


def _day_before(passage: Passage, position: int) -> DateMention | None:
    dates = passage.setting.dates
    begin = passage.setting.flow.paragraphs[passage.sentence.paragraph].start
    for index in range(bisect_left(passage.setting.date_starts, position) - 1, -1, -1):
        if dates[index].start < begin:
            return None
        if _DAY.search(dates[index].text):
            return dates[index]
    return None


def _governs(passage: Passage, date: DateMention, named: Named) -> bool:
    """A date in a modifier (今年入驻的企业) says nothing of the clause."""
    first, last = passage.sentence.clause(date.start)
    if _DATELINE.match(passage.text, date.end) or _is_of_founding(passage, date):
        return False
    if "；" in passage.text[date.end : named.start] and date.start > passage.sentence.start + 2:
        return False
    gap = passage.text[date.end : named.start if first <= named.start < last else last]
    if re.match(
        "[^，。；：“”]{0,14}(?:" + any_of("zone_events") + "|揭牌)[^，。；：“”]{0,8}(?:的|一[家个项批])",
        gap,
    ):
        return False
    if re.match(r"[^，。；：“”]{0,18}(?:" + any_of("at_meetings") + ")", gap):
        return False
    if _is_of_other_event(passage, date, named) or _is_of_speech(passage, date):
        return False
    quote = passage.sentence.quote_at(date.start)
    if quote is not None and not quote[0] <= named.start < quote[1]:
        return False
    if any(
        date.end <= a.start <= named.start and _DESCRIBES.fullmatch(passage.text, date.end, a.start)
        for a in passage.actors
    ):
        return False
    before = passage.text[_dispatch_end(passage, first, date) : date.start]
    return not before or _DATE_LEAD.search(before) is not None or _after_actor(passage, date) or len(before) <= 3


def _dispatch_end(passage: Passage, first: int, date: DateMention) -> int:
    """Where the clause goes on behind its dateline: 某报7月23日讯 | 7月22日，…."""
    ends = (_DATELINE.match(passage.text, one.end) for one in passage.dates if first <= one.end < date.start)
    return max((found.end() for found in ends if found), default=first)


def _is_of_founding(passage: Passage, date: DateMention) -> bool:
    """成立于1994年，推行X; 1994年开发建设以来，推行X: how the zone came to be.

    行政审批局自2022年成立以来 tells since when that office has done it.
    """
    text = passage.text
    if _FOUNDED_IN.search(text, max(0, date.start - _FOUNDING), date.start):
        return True
    since = _SINCE_FOUNDED.search(date.text) or _SINCE_FOUNDED.match(text, date.end)
    return since is not None and not _is_of_organ(passage, date)


def _is_of_organ(passage: Passage, date: DateMention) -> bool:
    """Whether an organ of a zone was founded then, which stands before the time or opens the clause behind it."""
    text = passage.text
    first, last = passage.sentence.clause(date.start)
    if _ORGAN_BEFORE.search(text, passage.sentence.start, date.start):
        return True
    if first < date.start:
        return False
    if _ORGAN_BEHIND.match(text, last):
        return True
    subject = next((one for one in passage.actors if last <= one.start <= last + 1), None)
    return subject is not None and _ORGAN.search(text, subject.start, subject.end) is not None


_FOUNDING = 8
_ORGAN = re.compile("(?:" + any_of("founded_organs") + ")$")
_ORGAN_BEFORE = re.compile("(?:" + any_of("founded_organs") + ")，?[自从于在]?$")
_ORGAN_BEHIND = re.compile("，?(?:该|这[个支])[^，。；]{0,6}?(?:" + any_of("founded_organs") + ")")
_FOUNDED_IN = re.compile("(?:" + any_of("founding_verbs") + ")于$")
_SINCE_FOUNDED = re.compile("(?:" + any_of("founding_verbs") + ")(?:以来|之初)")


def _is_of_other_event(passage: Passage, date: DateMention, named: Named) -> bool:
    """3月29日，某某来调研，要求推行X; 4月18日，某州举行X推进会: the day of a visit or a meeting."""
    found = _OTHER_EVENT.match(passage.text, date.end, named.start)
    if found is None:
        return False
    _, last = passage.sentence.clause(found.end() - 1)
    return named.start >= last or _MEETING.match(passage.text, named.end, last) is not None


def _is_of_speech(passage: Passage, date: DateMention) -> bool:
    """“省心得很。”8月2日，在窗口办手续的某某说: the day on which somebody speaks."""
    text, end = passage.text, passage.sentence.end
    return text[date.start - 1 : date.start] in ("”", "’") and _SPOKEN.search(text, date.end, end) is not None


def _after_actor(passage: Passage, date: DateMention) -> bool:
    return any(actor.end <= date.start <= actor.end + 3 for actor in passage.actors)


def starts(passage: Passage, named: Named) -> bool:
    """Whether the verb that governs the reform starts something."""
    if any(_begins_later(passage, named, date) for date in passage.dates):
        return True
    first, last = passage.sentence.clause(named.start)
    before = passage.text[first : named.start]
    told = predicate(passage.text, first, named.start)
    if told is not None and told.kind == "starts":
        return True
    if len(before) >= _SHORT_LEAD or (told is not None and told.kind == "goes on"):
        return False
    return _BEGUN_AFTER.match(passage.text, named.end, min(last, named.end + 28)) is not None


def _begins_later(passage: Passage, named: Named, date: DateMention) -> bool:
    """Whether a clause after the reform tells when it began: …，2019年7月启动."""
    if date.start < named.end or any(named.end <= other.start < date.start for other in passage.named):
        return False
    first, last = passage.sentence.clause(date.start)
    return date.start - first <= 1 and first > named.start and _BEGINS.match(passage.text, date.end, last) is not None
