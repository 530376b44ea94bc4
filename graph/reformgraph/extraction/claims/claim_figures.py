"""Which figures belong to which reform."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reformgraph.extraction.actors import subjects
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.claims.claim_time import TOTAL
from reformgraph.extraction.figures import FlowFigure
from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.passages import Event, Named, Passage, Setting
from reformgraph.extraction.verdicts import Ruling
from reformgraph.language.lexicon import any_of, word_set

_NO_TIME = re.compile(r"" + any_of("no_time_openings") + r"|现[在今阶]|当前")
#: What may stand between two members of a list of reforms.
_JOINS = re.compile(
    r"[”’\"）)]?[、，,和与及+/]?(?:以及)?[“‘\"（(]?|[”’\"]?(?:"
    + any_of("plain_measure_tails")
    + r")?[、和与及](?:"
    + any_of("joining_verbs")
    + r")?[“\"]?"
)
#: A list's own count: 容缺受理、告知承诺等20多项改革.
#: A sentence that goes on counting what the one before tells.
_COUNTS_ON = re.compile(
    r"(?:截[至止][^，。；]{0,12}，|目前，|[今去上]年[^，。；]{0,4}，|[前上一二三四1-9][^，。；]{0,8}(?:月|月份|季度|半年)，|[一两三]年[多]?来，)?"
    r"(?:" + any_of("counting_subjects") + r")?[^，。；]{0,4}"
    r"(?:" + any_of("counting_verbs") + r")"
)
_ECONOMY = re.compile(r"" + any_of("economy_nouns") + r"|GDP|" + any_of("economy_words") + r"")
#: What clauses about something else than a reform count.
_OF_THE_ECONOMY = re.compile(r"产值|生产总值|GDP|" + any_of("economy_indicators") + r"")
ABOUT_ECONOMY = re.compile("" + any_of("economic_measures") + "")
#: In a sentence behind the reform: what is to grow, what was built, how green it is.
RATE = re.compile(any_of("rates_of_the_economy"))
_TOGETHER = re.compile("[”’]?[^，。；：]{0,4}(?:" + any_of("together_words") + ")")
_MOST_CLAUSES = 3
#: A number further off than this many characters is told of something else.
_FAR = 48
_SPEAKS = re.compile(r"[；;]|" + any_of("speaking_openings") + r"")
_GOES_ON_COUNTING = re.compile(
    r"，?(?:" + any_of("counting_places") + r")?(?:" + any_of("going_on_counting") + r"|\d|接|走访|组织|举办|开展)"
)
_SAME_TOPIC = re.compile(r"" + any_of("same_topic_openings") + r"")


def figures_by_named(passage: Passage) -> list[list[FlowFigure]]:
    """The figures of the sentence, shared out among the reforms named in it, in their order."""
    shared: list[list[FlowFigure]] = [[] for _ in passage.named]
    if not passage.figures:
        return shared
    lists = _lists(passage)
    for run in _runs(passage):
        for figure, owner in _owners(passage, run, lists):
            shared[owner].append(figure)
    return shared


def _runs(passage: Passage) -> list[list[FlowFigure]]:
    """Figures clause by clause."""
    runs: dict[int, list[FlowFigure]] = {}
    for figure in passage.figures:
        runs.setdefault(passage.sentence.clause_index(figure.quantity.start), []).append(figure)
    return [runs[key] for key in sorted(runs)]


def _lists(passage: Passage) -> dict[int, list[int]]:
    """Reforms in one list: index of each member -> the whole list."""
    groups: list[list[int]] = []
    for index, named in enumerate(passage.named):
        if index:
            between = passage.text[passage.named[index - 1].end : named.start]
            if len(between) <= 6 and _JOINS.fullmatch(between):
                groups[-1].append(index)
                continue
        groups.append([index])
    return {member: group for group in groups for member in group}


def _owners(passage: Passage, run: list[FlowFigure], lists: dict[int, list[int]]) -> list[tuple[FlowFigure, int]]:
    position = run[0].quantity.start
    clause = passage.sentence.clause(position)
    inside = [i for i, n in enumerate(passage.named) if clause[0] <= n.start < clause[1]]
    before = bisect_right([n.start for n in passage.named], position) - 1
    if not inside and before < 0:
        return [(figure, 0) for figure in run if _leads_to(passage, figure)]
    if not inside and (_new_subject(passage, before, position) or _new_topic(passage, before, run[0])):
        return []
    if not inside and (_far_off(passage, before, position) or _of_others(passage, passage.named[before], run)):
        return []
    anchor = before if not inside else None
    if anchor is not None:
        group = lists[anchor]
        apart = "分别" in passage.text[passage.named[anchor].end : run[-1].quantity.end]
        following = [f for f in passage.figures if f.quantity.start >= position]
        if apart and len(following) >= len(group) > 1:
            rank = following.index(run[0])
            offset = [f for f in passage.figures if f.quantity.start > passage.named[anchor].end].index(run[0]) - rank
            return [(f, group[min(k + offset, len(group) - 1)]) for k, f in enumerate(run)]
        later = [f for f in passage.figures if f.quantity.start > passage.named[anchor].end]
        if "分别" in passage.text[passage.named[anchor].end : position] and len(later) == len(group) > 1:
            return [(f, group[later.index(f)]) for f in run]
        return [(f, owner) for f in run for owner in _sharers(passage, group, f)]
    return [(f, owner) for f in run for owner in _nearest(passage, f, inside, lists)]


def _far_off(passage: Passage, before: int, position: int) -> bool:
    """Whether so many clauses stand between that the sentence has long told of something else."""
    sentence = passage.sentence
    between = sentence.clause_index(position) - sentence.clause_index(passage.named[before].start)
    return between > _MOST_CLAUSES and ABOUT_ECONOMY.search(passage.named[before].reform) is None


def _of_others(passage: Passage, named: Named, run: Sequence[FlowFigure]) -> bool:
    """A clause that counts output, investment or land tells of the economy, unless that is what the reform is about."""
    start, _ = passage.sentence.clause(run[0].quantity.start)
    told = passage.text[start : run[-1].quantity.end]
    return _OF_THE_ECONOMY.search(told) is not None and ABOUT_ECONOMY.search(named.reform) is None


def _leads_to(passage: Passage, figure: FlowFigure) -> bool:
    """Whether a number before the first reform of the sentence is told of it: 科室由11个并为4个，实行大部制."""
    start, first = figure.quantity.start, passage.named[0].start
    if first - start > _FAR or _SPEAKS.search(passage.text, start, first):
        return False
    clause, _ = passage.sentence.clause(start)
    if _ECONOMY.search(passage.text, clause, figure.quantity.end):
        return False
    return not any(
        start < actor.start < first and subjects.is_subject(passage.text, actor, passage.sentence)
        for actor in passage.actors
    )


def _nearest(passage: Passage, figure: FlowFigure, inside: list[int], lists: dict[int, list[int]]) -> list[int]:
    position = figure.quantity.start
    counted = [i for i in inside if _QUOTED.fullmatch(passage.text, figure.quantity.end, passage.named[i].start)]
    if counted:
        return counted  # 20项“容缺受理”事项和26项“告知承诺”事项
    before = [i for i in inside if passage.named[i].start <= position]
    if not before:
        return [inside[0]]
    group = lists[before[-1]]
    if len(group) > 1 and "分别" in passage.text[passage.named[group[-1]].end : position + 1]:
        later = [f for f in passage.figures if f.quantity.start > passage.named[group[-1]].end]
        if len(later) == len(group):
            return [group[later.index(figure)]]
    together = _sharers(passage, group, figure)
    return together if len(together) > 1 else [before[-1]]


def _sharers(passage: Passage, group: list[int], figure: FlowFigure) -> list[int]:
    """早餐会、夜班车、推进会合计开了90次: all members of the list, else the first of it."""
    end = passage.named[group[-1]].end
    return group if len(group) > 1 and _TOGETHER.match(passage.text, end, figure.quantity.start) else group[:1]


def _new_topic(passage: Passage, before: int, figure: FlowFigure) -> bool:
    """；新增企业460家: a clause after ； that counts something else and does not go on about the reform."""
    position = figure.quantity.start
    low = passage.named[before].end
    first, _ = passage.sentence.clause(position)
    stop = max(passage.text.rfind(sign, low, first) for sign in "；;")
    if stop < 0:
        total = next((d for d in passage.dates if low <= d.start <= first + 1 and TOTAL.match(d.text)), None)
        return total is not None and _GOES_ON_COUNTING.match(passage.text, total.end) is None
    if _SAME_TOPIC.match(passage.text, stop + 1):
        return False
    told = "".join(f.indicator for f in passage.figures if low <= f.quantity.start < stop)
    return not any(figure.indicator[k : k + 2] in told for k in range(len(figure.indicator) - 1))


def _new_subject(passage: Passage, before: int, position: int) -> bool:
    """Whether another actor takes over between a reform and a figure."""
    start = passage.named[before].start
    own = {a.name for a in subjects.subjects_before(passage.text, passage.sentence, passage.actors, start)}
    return any(
        passage.named[before].end <= actor.start < position
        and actor.name not in own
        and own
        and actor.start - passage.sentence.clause(actor.start)[0] <= 1
        for actor in passage.actors
    )


def _names_part(reform: str, text: str, sentence: Sentence) -> bool:
    """Whether a sentence speaks of a part of the reform's name: 评估事项已完成282项, of 区域评估."""
    parts = (reform[k : k + 2] for k in range(len(reform) - 1))
    return any(part not in _GENERIC_PARTS and text.find(part, sentence.start, sentence.end) >= 0 for part in parts)


#: Between a number and the quoted name that it counts.
_QUOTED = re.compile("个?[“‘]")
_GENERIC_PARTS = word_set("generic_parts_of_reforms")


def count_on(
    setting: Setting, sentence: Sentence, actors: Sequence[ActorMention], events: list[Event], alone: bool, stop: int
) -> bool:
    """Give the numbers of a sentence that goes on counting (截至8月底，累计帮办1260件。) to the event before it.

    Where the reform is `alone` in its paragraph, the sentences behind it go on telling of it. Numbers from
    `stop` on belong to a reform that the sentence itself names.
    """
    event = events[-1]
    text = setting.flow.text
    if event.status != "adopted" or any(actor.name != event.actor for actor in actors):
        return False
    goes_on = _COUNTS_ON.match(text, sentence.start, sentence.end) or _names_part(event.named.reform, text, sentence)
    if not (alone or goes_on):
        return False
    low = bisect_left(setting.figure_starts, sentence.start)
    high = bisect_left(setting.figure_starts, stop)
    figures = setting.figures[low:high]
    if not figures or any(_ECONOMY.search(text, sentence.clause(f.quantity.start)[0], f.quantity.end) for f in figures):
        return alone and not figures
    if (
        _OF_THE_ECONOMY.search(text, sentence.start, stop) or RATE.search(text, sentence.start, stop)
    ) and not ABOUT_ECONOMY.search(event.named.reform):
        return False
    between = bisect_left(setting.figure_starts, event.named.end)
    if between < low and not event.figures and not alone:
        return False
    low = bisect_left(setting.date_starts, sentence.start)
    dates = [d for d in setting.dates[low : low + 1] if d.start == sentence.start and not _NO_TIME.match(d.text)]
    rulings = event.rulings
    if event.when is None and dates:
        rulings = (*rulings, ("when", Ruling("time of the numbers behind it", (dates[0].start, dates[0].end))))
    when = event.when or (dates[0] if dates else None)
    events[-1] = event._replace(figures=(*event.figures, *figures), when=when, rulings=rulings)
    return True
