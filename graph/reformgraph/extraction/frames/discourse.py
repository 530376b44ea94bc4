"""What the text around a sentence makes of it: told as done, planned or required; in: the sentences, out: a mode each.

A text is a paper that sets down what is to be done (by its title, its opening formula or whom it addresses),
a section stands under a heading of work to come, a paragraph is opened by 下一步, a list by 某区将做好以下工作：,
and sentences without a subject go on with the plan or the order that the one before them tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.extraction.frames.cues import DEONTIC, FUTURE
from reformgraph.extraction.frames.frame import PLAIN, Mode
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of

_LONGEST_HEADING = 34
_CLOSED = re.compile(r"[。！？；：，、]$")
#: How far the opening of a text reaches, in characters: its formula may follow a long statement of purpose.
_OPENING = 900

# ---------------------------------------------------------------- papers that set down what is to be done

_PAPER = any_of("papers")
#: The headline announces a plan: 某区列出改革任务单.
_ANNOUNCES = re.compile(
    "(?:" + any_of("paper_verbs") + r")[^，。！？\n]{0,24}(?:" + any_of("announcing_papers") + r")(?=\n|[ —，])"
)
#: A plan of work by its title: 2025年重点工作清单, …三年行动方案（2024—2026年）; no news of one (某区出台行动方案).
_PAPER_TITLE = re.compile(rf"(?:{any_of('paper_title_words')})(?:与责任)?(?:{_PAPER})(?:（[^）\n]{{1,12}}）)?\n")
#: The same as a line of its own in the text, behind who sends it.
_PRINTED_TITLE = re.compile(
    r"(?<=\n)[^\n，。；：“”]{2,40}(?:"
    + any_of("printed_plan_words")
    + r")(?:"
    + any_of("printed_plan_ends")
    + r")(?:（[^）\n]{1,12}）)?(?=\n)"
)
#: 关于…的意见 as a title.
_ABOUT_TITLE = re.compile(
    r"(?:^|\n)[^\n，。]{0,24}关于[^\n。]{4,60}的(?:若干|实施|指导)?(?:意见|通知|措施|方案)(?:（[^）\n]{1,12}）)?\n"
)
#: A report of what was done may hold a plan in its last section.
_REVIEW = re.compile("总结|小结|回顾|述职|工作(?:报告|情况)|纪实|解读")
_FORMULA = re.compile(
    "(?:制[定订]|订立|拟[定订]|提出|编制)(?:本(?:" + any_of("formula_papers") + ")|(?:如下|"
    r"以下)[^，。；\n]{0,8}(?:" + any_of("formula_rules") + r"))|(?:特|现|兹)?(?:制[定订]|订立|提出|"
    "通知|公告|明确)如下|[望请](?:抓好|认真|遵照|结合实际)[^，。；]{0,10}(?:落实|执行|贯彻|组织实施)"
)
#: 本措施自2017年1月1日起施行: what it sets down is in force, not planned.
IN_FORCE = re.compile(
    "本(?:"
    + any_of("papers")
    + ")(?:从|自)?[^，。；]{4,16}(?:起|日)(?:"
    + any_of("in_full")
    + ")?(?:施行|实施|执行|生效)|》[^。；]{0,60}自20\\d\\d年\\d{1,2}月\\d{1,2}日起施行"
)
#: A paper that says from which day something is done: 自2024年7月1日起推行标准地改革.
_FROM_DAY = re.compile(
    r"自(?:19|20)\d\d年\d{1,2}月\d{1,2}日起(?:" + any_of("in_full") + r"|在[^，。；]{1,20})?[推实施执启]行?"
)
#: A rule by its articles: 第三十一条 各工业园区应当…
_ARTICLE = re.compile(r"[\u3000 ]{0,8}第[一二三四五六七八九十百]+条")

# ---------------------------------------------------------------- sections, paragraphs, lists

#: Headings of what is still to be done, and headings of the same rank that end them.
_NEXT_WORK = re.compile(
    "工作(?:安排|打算|计划|思路)|下一?步(?:工作)?(?:" + any_of("next_work_nouns") + ")|下一步|努力方向|"
    r"重点任务|(?:明年|20\d\d年)(?:工作)?(?:打算|目标)"
)
_NUMBERED = re.compile(r"[\u3000 ]{0,8}(?:[一二三四五六七八九十]{1,2}、|[●■◆])")
_OPENS_PLAN = re.compile(r"[“\"]?(?:" + any_of("plan_openings") + r"|[^，。；：]{0,8}计划[用在今明])")
#: A member of a list: 一是…, （二）…, 3.…, 首先….
_LISTED = re.compile(
    r"[\u3000 ]{0,8}(?:[一二三四五六七八九十]{1,2}(?:是|要|、)|（[一二三四五六七八九十]{1,3}）|[1-9]\d?[.．、]|[①-⑩]"
    r"|" + any_of("list_openings") + r"|——|[-·●■◆])"
)
#: A paragraph that begins with its verb goes on with the one before it.
_BARE = re.compile(rf"[\u3000 ]{{0,8}}(?:{any_of('plan_verbs')}|{any_of('plan_adverbs')}|让|使|凡|为)")
#: What opens a plan, and what an order, that the sentences after it go on with.
_PLAN_HEAD = re.compile(
    "(?<![奋全])力争(?![先上优])|打算(?=[在于用对把将推建开实设])|(?:" + any_of("plan_papers") + "|"
    "措施)》?[”」]?(?:还|也|中)?(?:要求|提出|明确|写明|规定)|按[照]?《[^》]{2,40}》(?:的)?要求|(?:^|"
    "[，。；])(?:拟|计划)(?=[在于用对推建开实新明今])"
)
#: 将建成投产: what comes of a project, not a plan of work.
_OUTCOME = re.compile(
    "[^，。；]{0,2}将(?:" + any_of("will_adverbs") + "|于[^，。；]{1,12})?(?:" + any_of("discourse_outcomes") + ")"
)
#: A paragraph that tells news ends the list of a plan.
_NEWS = re.compile(r"[\u3000 ]{0,8}(?:" + any_of("news_openings") + ")")
#: 《方案》提出…举措：, and the like, at the end of a sentence.
_LEADS = re.compile(
    "(?:" + any_of("lead_papers") + ")[》”](?:中)?(?:" + any_of("lead_verbs") + "|"
    "确定)了?[^。；！？]{0,24}(?:" + any_of("lead_nouns") + ")[：:]"
)
_SPEECH = re.compile(
    "(?:强调|要求(?!作为)|" + any_of("spoken_verbs") + "|"
    "希望)(?<![提所照的]要求)[^。；！？]{0,60}?(?:要(?![求素点件])|" + any_of("must_words") + "|须)"
)
#: 李四指出，希望某区完善架构。
_HOPES = re.compile("(?:" + any_of("spoken_verbs") + ")，希望(?=[^，。；]{2,16}(?:" + any_of("plan_verbs") + "))")
#: Marks of what is done; a sentence that bears one ends what the ones before have opened.
_DONE = re.compile(any_of("discourse_done") + r"|已(?!有之|然|知)|截[至止]|[\u4e00-\u9fff]了(?![解])")
_SUBJECT = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:"
    + any_of("subject_ends")
    + r")(?:管委会)?(?=[^\u4e00-\u9fff]|[推实开建设把将在为以率积全大深])"
)


def read_modes(flow: Flow, sentences: Sequence[Sentence]) -> list[Mode]:
    """The mode of every sentence, in their order."""
    text = flow.text
    head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
    paper, in_force = _paper(text, head), IN_FORCE.search(text) is not None
    modes: list[Mode] = []
    section, opened, listed, carried = PLAIN, PLAIN, PLAIN, PLAIN
    paragraph = -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            begin, end, role = flow.paragraphs[paragraph]
            if role == "body" and is_heading(text, begin, end):
                section = _section(text, begin, end, section)
            opened = PLAIN
            if not goes_on(text, begin, end):
                carried = PLAIN
            if _NEWS.match(text, begin, end):
                listed = PLAIN
            if not in_force and (article := _ARTICLE.match(text, begin, end)):
                opened = Mode("required", "article of a rule", article.span())
        opened = _opened(text, sentence) or opened
        listed = _lead(text, sentence) or listed
        own = _own(text, sentence) if flow.paragraphs[paragraph].role == "body" else None
        if own is None and carried is not PLAIN and _ends_carry(text, sentence):
            carried = PLAIN
        carried = own or carried
        over = PLAIN if _FROM_DAY.search(text, sentence.start, sentence.end) else paper
        modes.append(next((mode for mode in (over, section, opened, listed, carried) if mode is not PLAIN), PLAIN))
    return modes


def _paper(text: str, head: int) -> Mode:
    """Whether the whole text is a paper that sets down what is to be done."""
    if _REVIEW.search(text, 0, head + 1) or IN_FORCE.search(text, head):
        return PLAIN
    for rule, pattern in (
        ("headline tells a plan", _ANNOUNCES),
        ("title of a plan", _PAPER_TITLE),
        ("title of a plan", _ABOUT_TITLE),
    ):
        if found := pattern.search(text, 0, head + 1):
            return Mode("planned", rule, found.span())
    for rule, pattern in (("formula of a paper", _FORMULA), ("title of a plan", _PRINTED_TITLE)):
        if found := pattern.search(text, head, head + _OPENING):
            return Mode("planned", rule, found.span())
    return PLAIN


def _section(text: str, start: int, end: int, before: Mode) -> Mode:
    """The mode of the section that a heading opens."""
    if found := _NEXT_WORK.search(text, start, end):
        return Mode("planned", "heading of work to come", found.span())
    return PLAIN if _NUMBERED.match(text, start, end) else before


def _opened(text: str, sentence: Sentence) -> Mode | None:
    """下一步，…: a passage about what comes next, which holds to the paragraph's end."""
    found = _OPENS_PLAN.match(text, sentence.start, min(sentence.end, sentence.start + 40))
    return Mode("planned", "opener of what comes next", found.span()) if found else None


def _lead(text: str, sentence: Sentence) -> Mode | None:
    """《意见》拿出了6项重点举措：…: the list that follows tells what a paper sets down."""
    found = _LEADS.search(text, sentence.start, sentence.end)
    return Mode("planned", "list of a plan", found.span()) if found else None


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether a paragraph goes on with the one before it: a member of a list, or one that begins with its verb."""
    return is_listed(text, start, end) or _BARE.match(text, start, end) is not None


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a member of a list: 一是…, （二）…."""
    return _LISTED.match(text, start, end) is not None


def _own(text: str, sentence: Sentence) -> Mode | None:
    """The plan or the order that a sentence tells and those after it may go on with."""
    if _DONE.search(text, sentence.start, sentence.end):
        return None
    has_future = text.find("将", sentence.start, sentence.end) >= 0
    for pattern in (FUTURE, _PLAN_HEAD) if has_future else (_PLAN_HEAD,):
        found = pattern.search(text, sentence.start, sentence.end)
        if found and not _OUTCOME.match(text, found.start(), sentence.end) and not _is_aim(text, sentence, found):
            return Mode("planned", "goes on with a plan", found.span())
    if found := _SPEECH.search(text, sentence.start, sentence.end) or _HOPES.search(text, sentence.start, sentence.end):
        return Mode("required", "goes on with an order", found.span())
    return None


def _is_aim(text: str, sentence: Sentence, cue: re.Match[str]) -> bool:
    """某区实行X，力争项目早建成: the aim of a deed told before it, and no plan that goes on."""
    aim = text[sentence.start : cue.start()]
    return cue.group().startswith(_AIMING) and (_AIMS_AT.search(aim) is not None or _DID.search(aim) is not None)


_AIMING = "力争"
_AIMS_AT = re.compile("(?:" + any_of("built_things") + ")[^，。；]{0,6}$")
_DID = re.compile(_SUBJECT.pattern + "[^，。；]{0,12}(?:" + any_of("plan_verbs") + ")[^。；]*，")


def _ends_carry(text: str, sentence: Sentence) -> bool:
    """A deed ends what was opened, and so does a new subject that is not told to do anything."""
    if _DONE.search(text, sentence.start, sentence.end):
        return True
    subject = _SUBJECT.match(text, sentence.start, sentence.end)
    return (
        subject is not None
        and not _BARE.match(text, sentence.start, sentence.end)
        and DEONTIC.search(text, sentence.start, sentence.end) is None
    )


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is short and no sentence."""
    return end - start <= _LONGEST_HEADING and _CLOSED.search(text, start, end) is None
