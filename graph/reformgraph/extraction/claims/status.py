"""Whether a sentence says that a reform is adopted, withdrawn, planned, required or only referenced.

The words that tell (cues) govern what stands to their right until another cue, a new subject or the
sentence's end; a cue inside a quotation that does not hold the reform says nothing about it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reformgraph.extraction.frames.clauses import Sentence
from reformgraph.records import Status

_VERBS = (
    "推行|推出|推广|推进|推动|推开|实行|实施|实现|开展|开设|开通|开发|建立|建设|建成|建|设立|设置|设|成立|出台|制定|制订|探索|试点|试行|"
    "启动|启用|上线|打造|构建|完善|健全|优化|深化|引入|引进|落实|落地|举办|召开|组织|组建|提供|发布|形成|扩大|扩展|投入|"
    "新增|覆盖|普及|进驻|承接|下放|迎来|投用|惠及|铺开|取消|废止|增设|增加|加强|强化|提升|编制|公布|执行|采取|采用|做到|做好|抓好|抓|让|使|达到|出让|供应|办理"
)
_ADVERBS = (
    "会|要|于|继续|进一步|全面|全力|加快|加大|尽快|持续|始终|不断|陆续|逐步|积极|深入|大力|重点|着力|努力|严格|坚定|统筹|适时|"
    "率先|再|以|按|围绕|聚焦|紧扣|坚持|紧紧|充分|切实|主动|同步|首次|正式|一如既往|立足|逐级|分批|统一|全部|分步|牢牢|聚力|着眼|在|从"
)
# 将 before an object that a later verb disposes of is 把 (将清单扩大到), not the future.
_DISPOSAL = (
    r"纳入|作为|打包|列入|列为|扩大(?:到|至)|提升(?:为|至|到)|压缩(?:至|到|为)?|缩短|调整|改为|设在|设为|下放|移交|放在|放到|摆在|"
    r"引入|引进|交给|整合|合并|分解|细化|送到|送至|送达|落到|贯穿|融入|确定为|转化|转变|打造成|划分|集中|延伸|前移|归并|精简|"
    r"升级为|变为|视为|写进|写入|嵌入|覆盖(?:到|至)|推广(?:到|至)|推向|落实到|拓展(?:到|至)|增加(?:到|至)|减少(?:到|至)|挂钩|用于|分为"
)
_FUTURE = re.compile(
    rf"(?:即将|还将|仍将|也将|均将|都将|就将|必将|又将|将(?:{_ADVERBS})|将(?![^，。；：“”]{{0,12}}[“”]?[^，。；：]{{0,14}}(?:{_DISPOSAL}))(?:对|把|为|{_VERBS}))"
)
_NEXT = re.compile(
    r"下一步|下一阶段|下阶段|接下来|今后|未来(?![科城产工社市学之大网主人能])|明年|后年|下月|下个月|下半年将|今后一个时期|新的一年|年底前|年内将|到20\d\d年底?|1\d{3}年底前|2\d{3}年底前"
)
# Each alternative begins with a plain character, what stands before it being looked at from behind: so most of a
# sentence is passed over at once.
_PLAN = re.compile(
    rf"计划(?<!行动计划)(?<!工作计划)(?<!倍增计划)(?<!发展计划)(?=[于在到用对把将明今年出投新建推实开探设]|[0-9一二三四]{{1,2}}(?:季度|月)|[上下]半年|(?:{_VERBS}))"
    rf"|拟(?<![模虚]拟)(?=对|于|在|将|把|用|以|从|(?:{_VERBS}))|力争|争取(?!到了)|准备(?=在|于|对|把|将|用|(?:{_VERBS}))|打算|"
    r"谋划(?![了，。；、])|正考虑|在考虑|考虑(?=[在将对于推建设出])|提出要|筹划|筹备|筹建|有望|着手研究|正在研究|研究制定|正研究|正在制定|"
    r"酝酿|征求意见|预计|目标是|设想|"
    + "".join(f"{what}》?(?:还|也|中)?(?:提出|明确)|" for what in ("方案", "规划", "纲要", "计划", "意见", "要点"))
    + "原定|原计划(?<![比按]原计划)"
)
_EXPLORE = re.compile(r"探索(?!出|了|形成|成功|之|的|性|实践|成)")
_DEONTIC = re.compile(
    r"要(?<![主需重只想首必纲摘简提次险不就快索紧概扼既又都还也]要)(?!(?<=[仅且]要)[“‘])(?!素|求|件|点|务|么|害|闻|旨|义|领|是|什么|不|好|约|挟|塞|职|道|价|地|命|账|债)"
)
_ORDER = re.compile(
    r"要求(?<![按工作照据有的项求策”]要求)(?![,，。；、”]|的|是|高|和|与|等)|督促|敦促|责成|必须|务必|应当(?<![一响反供适相对]应当)|亟需|亟待|须(?!知)|一要|二要|三要|四要|五要|六要|七要|八要|九要|还要|也要|都要|又要|既要|强调|"
    r"应(?=尽快|尽早|该|加快|积极|主动|全面|大力|抓紧|率先|进一步|及早)|"
    r"建议(?<![征求的出项条意见性]建议)(?![书案、和的，\d])|希望(?=[^，。；]{2,16}(?:开发区|高新区|园区|新区|经开区|试验区|示范区|各地|全省|全市))"
)
_SAID = re.compile(r"(?:要求|强调|责成)[，：]")
_REFERRED = re.compile(
    r"按照?|根据|依据|围绕|对照|符合|落实|贯彻|满足|达到|针对|[等的总新项高各”’]$|提出[^，]*$|工作$|政策$|有关$|明确$"
)
_LONGEST_SPEAKER = 18
_DONE = re.compile(
    r"已(?!有之|然|故|婚|知)|早已|早就|率先|先后|累计|目前|截至|探索出|推行了|实行了|实施了|开展了|建立了|设立了|推出了|出台了|成立了|"
    r"完成了|实现了|打造了|探索了|开设了|启动了|取得|成效|成功|正式(?:上线|启动|启用|运行|施行)|得到|获得|以来"
)
_WITHDRAWN = re.compile(
    r"(?:取消|废止|废除|停用|停止|停办|中止|终止|暂停|撤销|叫停|不再(?:实行|推行|执行|实施|施行|采用|使用|开展|保留|沿用|办理|设立|设)?|告别|退出)"
    r"(?:了|执行|实行|实施|使用)?[^，。；：]{0,12}$"
)
_WITHDRAWN_AFTER = re.compile(
    r"[”’]?[^，。；：“”]{0,8}(?:被|已|予以|现已|全部|正式)(?:取消|废止|停用|撤销|终止|叫停)|[”’]?(?:停用|停止运行|不再实行|不再执行)"
    r"|[”’]?[^，。；：“”]{0,12}(?:起|于|已|底|初|月|后)[^，。；：“”]{0,4}(?:不再(?:设置|保留|办理|举办)|停止执行|停止实行|暂停使用|停用|停办|停发|废止|取消|叫停|终止)了?(?=[，。；、：]|$)"
    r"|[”’]?[^。；：“”]{0,12}(?:就此|从此|一律|彻底|一并|一起)(?:被)?(?:取消|废止|停用|成为历史|退出历史)"
    r"|[”’]?不用了(?=[，。；])"
)
_NEGATED = re.compile(
    r"(?:尚未|还未|仍未|并未|从未|未能|未(?=实行|推行|建立|开展|实施|设立|落实|采用|照搬)|没有(?!哪)|没能|还没|并非|不是|暂不|暂未|暂缓|无法|拒绝|原先没有)"
    r"(?:[^，。；：的“”]{0,10}|(?:照搬|照抄|照套|套用|采用|采取|实行|推行|引入|沿用)[^，。；：“”]{0,10})[“\"]?$"
)
_NEGATED_AFTER = re.compile(r"[”’]?[^，。；：“”]{0,6}(?:尚未|还未|仍未|暂未|还没有|并未)")
#: …，细则仍在研究，尚未实行
_NOT_YET = re.compile(
    r"[”’]?[^。；“]{0,32}(?:尚未|还未|仍未|暂未|还没有?|并未)(?:在[^，。；]{0,8})?(?:实行|推行|推开|落地|实施|启动|开展|出台|成行|铺开|用上)"
)
_LEARN = re.compile(
    r"学习|借鉴|取经|考察(?![组团队时])|观摩|参观(?![者团])|对标|参照|仿照|效仿|照搬|照抄|照套|复制|以[^，。；]{1,30}为例|讲解|介绍了?[^，。；]{0,12}经验|观摩"
)
_MODEL_AFTER = re.compile(r"[^，。；：]{0,12}(?:经验|做法|模式|样本|案例|样板|路子|先进|为例|理念)")
_VISITS = frozenset(("考察", "参观", "观摩"))
_GOES = re.compile(r"赴|到|去|前往|走进|来")
_STUDIES = re.compile(r"学习(?:贯彻|宣传|领会|运用)")
#: The headline announces a plan: 某区列出改革任务单.
_ANNOUNCES = re.compile(
    r"(?:出台|印发|发布|制定|定下|列出|敲定|公布|排定|亮出|晒出|推出|明确)[^，。！？\n]{0,24}"
    r"(?:方案|计划|路线图|任务单|任务书|施工图|时间表|任务|要点|规划)(?=\n|[ —，])"
)
#: A plan of work: what it sets down is still to be done.
_PLAN_TITLE = re.compile(r"(?:工作|实施|行动|改革|建设|提升|攻坚)(?:方案|计划|要点|规划)(?:（[^）\n]{1,12}）)?\n")
#: A report of what was done may hold a plan in its last section.
_REVIEW = re.compile("总结|回顾|述职|工作(?:报告|情况)")
_PLAN_LEAD = re.compile(r"制[定订]本(?:方案|计划|意见|措施|规划|要点|办法)|特制[定订]如下")
#: X的做法，请…借鉴: a model for others.
_FOR_OTHERS = re.compile(
    r"[”’]?[^。；！？]{0,28}(?:做法|经验|模式|样本)，?(?:[请要可供]|值得|曾?是|成为|引来|吸引)[^，。；]{0,14}(?:借鉴|学习|取经|参考|参照|观摩)"
)
#: X的做法令考察组印象深刻, X的做法都被写进了考察报告: what another one does.
_IMPRESSES = re.compile(
    r"[”’]?[^。；！？]{0,28}(?:(?:令|让|给)[^，。；]{0,8}(?:[团组队者人]|干部|大家|我们)[^，。；]{0,6}(?:印象|眼前一亮|触动|启发)|"
    r"在会上作了?[^，。；]{0,4}(?:交流|发言|介绍)|(?:写进|记进|写入|记入|带回|抄进)[^，。；]{0,6}(?:考察|调研|学习|笔记))"
)
_TELLS_OF_IT = re.compile("(?:分享|交流|介绍|讲解|推介)了?[^，。；]{0,4}$")
_PRAISED = re.compile(r"[^，。；：]{0,16}(?:赞赏|肯定|点赞|称赞|表扬|赞许|好评)")
_DEFINITION = re.compile(r"所谓|什么是|何为|何谓|是指|指的是|名词解释|通俗地?说|顾名思义")
_SCHOLAR = re.compile(
    r"(?:学者|专家|教授|研究员|评论员|业内人士|律师|分析人士)[^。；“]{0,14}(?:说|表示|认为|指出|强调|看来|建议|分析|称|提出|解释|讲|谈)"
)
#: 尚在论证, 正在起草: not yet in force.
_UNDERWAY_AFTER = re.compile(
    r"[”’]?[^，。；：“”]{0,6}，(?:目前|现|眼下)?正(?:在|与|就|同)[^，。；]{0,12}(?:商|研究|论证|起草|制定|筹备|测试|内测|报批)|[”’]?[^，。；：]{0,8}(?:尚在|正在|还在|仍在|正)(?:论证|研究|酝酿|制定|起草|征求意见|编制|筹备|谋划|公示)"
)
#: 得益于某地的“…”政策: the measure is another's.
_THANKS_TO = re.compile(r"(?:得益于|受益于|归功于)[^，。；]{0,14}$")
_POLICY = re.compile(r"[”’]?[^，。；]{0,6}(?:政策|红利|优惠)")
#: 旨在提高X效率: an aim, not the measure itself.
_AIMS = re.compile(r"(?:旨在|为了|以期|意在)[^，。；]{0,8}$")
_GAINS = re.compile(r"[^，。；]{0,4}(?:效率|质量|水平|速度|满意度)")
_DRAFT_AFTER = re.compile(r"[^，。；]{0,10}[（(]?(?:草案|征求意见稿|送审稿|讨论稿)")
_DUE = re.compile(r"[”’]?[^，。；：“”]{0,6}定于")
_COMMANDS = re.compile(r"强调|指出|要求|督促|必须|提出")
_IF = re.compile(r"(?:如果|若|待|等)[^，。；]{0,14}(?:成熟|具备|允许|成功|到位|结束|完成)(?:后|之后|时)?，")
_NOW_GONE = re.compile(
    r"[”’]?[^。；：“”]{0,20}，[^，。；：]{0,8}(?:已|便|就|又|被|正式|全面|[月日底初份]起?|年起)(?:[于在][^，。；：]{1,8})?"
    r"(?:不再(?:设置|保留|办理|举办)|停用|停发|停开|取消|废止|叫停|终止|停止|撤销|停办|停掉|撤掉)(?:了|运行|执行|实行)?[，。；]"
    r"|[”’]?[^。；：“”]{0,20}，(?:后|后来|随后|最终|但)[^，。；：]{0,12}(?:停用|取消|废止|叫停|停掉|停办|停了|撤掉|撤销|作罢)了?[，。；]"
)
#: 推行X以后，这些章都取消了: what follows is what X did.
_SINCE = re.compile(r"[”’]?(?:改革|制度)?(?:以后|之后|后|以来)，")
#: 从前试过…，…，去年取消了: given up, whatever stands between.
_TRIED = re.compile(
    r"(?:试过|曾[^，。；]{0,14}[配搞派设办]|曾经?(?:实行|推行|设立?|试行|派)|从前|以前|原先|过去|此前|早先)[^。；]{0,20}$"
)
_GIVEN_UP = re.compile(
    r"[^。；“]{0,48}(?:取消|停用|停掉|停办|停了|撤掉|撤销|叫停|作罢|不搞了|不办了|不设了|不发了)了?(?=[，。；”])"
)
_ASKED = re.compile(r"(?:是否|有没有|会不会|能否|可否)[^，。；：]{0,10}[“\"]?$")
_MODIFIER_CLAUSE = re.compile(r"^(?:对于?|针对|面对|凡|凡是|由于|因|因为|随着|根据|按照|依据|除)")
_EXISTING = re.compile(r"(?:围绕|依托|利用|借助|发挥|用好|用足)[^，。；：]{0,14}$")
_BASIS_AFTER = re.compile(r"[”’]?[^，。；：]{0,10}(?:的)?基础上")
#: 要…，某局牵头，…: the order goes on.
_TAKES_PART = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:牵头|负责|配合|带头)")
_RESULT = re.compile(
    r"已|了|累计|目前|截至|首(?:批|个|张|例|宗|单|家|笔)|\d|惠及|受益|覆盖|得以|缩短|压缩|节省|节约|提前|减少|降低|提升|提高|完成|实现"
)


_OPENS_PLAN = re.compile(
    r"[“\"]?(?:下一步|下一阶段|下阶段|接下来|今后|下一个阶段|展望未来|面向未来|[^，。；：]{0,8}计划[用在今明])"
)
_AS_EXAMPLE = re.compile(r"以$|以[^，。；]{1,24}$")
_EXAMPLE_AFTER = re.compile(r"[”’]?[^，。；]{0,8}为例")


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the sentences before say about a sentence: `planned` after 下一步 in the same paragraph."""

    planned: bool = False


def opens_plan(text: str, sentence: Sentence) -> bool:
    """Whether the sentence begins a passage about what comes next, which holds to the paragraph's end."""
    return _OPENS_PLAN.match(text, sentence.start, min(sentence.end, sentence.start + 40)) is not None


def is_plan(text: str, head: int) -> bool:
    """Whether the text is a plan of work, by its title (up to `head`) or by its opening formula."""
    if _REVIEW.search(text, 0, head + 1):
        return False
    if _ANNOUNCES.search(text, 0, head + 1):
        return True
    return _PLAN_TITLE.search(text, 0, head + 1) is not None or _PLAN_LEAD.search(text, 0, head + 800) is not None


def heading_status(text: str, following: Sentence, subjects: Sequence[int], discourse: Discourse) -> Status:
    """Status of a reform named in the heading of a paragraph: that of the sentence which carries it out."""
    return status_of(text, following, following.end, following.end, subjects, discourse)


def is_definition(text: str, sentence: Sentence) -> bool:
    """Whether the sentence explains a term instead of telling what someone does."""
    return _DEFINITION.search(text, sentence.start, sentence.end) is not None


def is_opinion(text: str, sentence: Sentence) -> bool:
    """Whether a scholar or commentator speaks."""
    return _SCHOLAR.search(text, sentence.start, sentence.end) is not None


def learns_from(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the reform at a place is named as the model that someone learns from."""
    first, last = sentence.clause(start)
    before = text[first:start]
    cues = list(_LEARN.finditer(before))
    if not cues and _FOR_OTHERS.match(text, end, sentence.end):
        return True
    if not cues:
        return _AS_EXAMPLE.search(before) is not None and _EXAMPLE_AFTER.match(text, end, last) is not None
    if _PRAISED.match(text, end, last):
        return False
    gap = before[cues[-1].end() :]
    goes_there = cues[-1].group() not in _VISITS or _GOES.search(before, 0, cues[-1].start()) is not None
    if len(gap) <= 3 and goes_there and not _STUDIES.match(before, cues[-1].start()):
        return True
    return len(gap) <= 24 and (_MODEL_AFTER.match(text, end, last) is not None or "没有" in before or "为例" in before)


def is_shown(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around a reform tell of what visitors saw or were told of elsewhere."""
    first, _ = sentence.clause(start)
    told = _TELLS_OF_IT.search(text[first:start]) is not None
    return _IMPRESSES.match(text, end, sentence.end) is not None or (
        told and _MODEL_AFTER.match(text, end, sentence.end) is not None
    )


def status_of(
    text: str, sentence: Sentence, start: int, end: int, subjects: Sequence[int], discourse: Discourse
) -> Status:
    """Status that a sentence gives to the reform at ``text[start:end]``.

    Parameters
    ----------
    subjects
        Flow positions at which a subject (an actor) begins, within the sentence.
    discourse
        What the sentences before have opened.
    """
    first, last = sentence.clause(start)
    before, after = text[first:start], text[end:last]
    if _NOT_YET.match(text, end, sentence.end):
        return "referenced"
    if (_THANKS_TO.search(before) and _POLICY.match(after)) or (_AIMS.search(before) and _GAINS.match(after)):
        return "referenced"
    if _NEGATED.search(before) or _ASKED.search(before) or (start - first < 3 and _NEGATED_AFTER.match(after)):
        return "referenced"
    if _BASIS_AFTER.match(after):
        return "adopted"
    if (
        _WITHDRAWN.search(before)
        or _WITHDRAWN_AFTER.match(after)
        or (_NOW_GONE.match(text, end, sentence.end) and not _SINCE.match(text, end))
    ):
        return "withdrawn"
    if _TRIED.search(text, sentence.start, start) and _GIVEN_UP.match(text, end, sentence.end):
        return "withdrawn"
    planned = _last(_planned_cues(text, sentence, start, end), start, sentence, subjects, text)
    required = _last(_required_cues(text, sentence, start, end), start, sentence, subjects, text)
    if planned > required >= 0 and _NEXT.match(text, planned) and _COMMANDS.search(text, sentence.start, required):
        # 会议强调，X要在明年…: the time to come belongs to the order.
        planned = -1
    done = _last([m.start() for m in _DONE.finditer(text, sentence.start, start)], start, sentence, (), text)
    topic = start - first <= 4 and _FUTURE.search(after[:12])
    if (
        _DRAFT_AFTER.match(after)
        or _UNDERWAY_AFTER.match(text, end, sentence.end)
        or _DUE.match(after)
        or _IF.match(text, sentence.start, start)
    ):
        return "planned"
    if topic and not re.search(r"已|了", after[:6]):
        return "planned"
    if done >= 0 and done > max(planned, required) and _same_reach(text, sentence, done, start):
        return "adopted"
    if planned >= 0 and (planned >= required or _means_to(text, sentence, planned, required, start)):
        return "planned"
    if discourse.planned and not (done >= first):
        return "planned"
    if required >= 0:
        return "adopted" if _EXISTING.search(before) else "required"
    if _explores(text, sentence, start, end, first):
        return "planned"
    return "adopted"


def _same_reach(text: str, sentence: Sentence, cue: int, start: int) -> bool:
    """已 speaks for its own clause; the other words of completion for the clauses after them too."""
    return sentence.clause_index(cue) == sentence.clause_index(start) or not text.startswith("已", cue)


def _planned_cues(text: str, sentence: Sentence, start: int, end: int) -> list[int]:
    cues = []
    stop = min(sentence.end, start + 4)
    for pattern in (_FUTURE, _NEXT, _PLAN) if text.find("将", sentence.start, stop) >= 0 else (_NEXT, _PLAN):
        for found in pattern.finditer(text, sentence.start, stop):
            if (
                found.start() < start
                and _speaks(sentence, found.start(), start)
                and not (start <= found.end() - 1 < end)
            ):
                cues.append(found.start())
    return sorted(cues)


def _required_cues(text: str, sentence: Sentence, start: int, end: int) -> list[int]:
    cues = [found.start() for found in _SAID.finditer(text, sentence.start, start) if _orders(text, sentence, found)]
    for pattern in (_DEONTIC, _ORDER) if text.find("要", sentence.start, start) >= 0 else (_ORDER,):
        for found in pattern.finditer(text, sentence.start, start):
            if _speaks(sentence, found.start(), start):
                cues.append(found.start())
    return sorted(cues)


def _orders(text: str, sentence: Sentence, said: re.Match[str]) -> bool:
    """Whether 要求， is said by someone (会议要求，), not an order referred to (按照要求，)."""
    first, _ = sentence.clause(said.start())
    head = text[first : said.start()]
    return (
        len(head) <= _LONGEST_SPEAKER and _REFERRED.search(head) is None and _speaks(sentence, said.start(), said.end())
    )


def _speaks(sentence: Sentence, cue: int, start: int) -> bool:
    quote = sentence.quote_at(cue)
    return quote is None or quote[0] <= start < quote[1]


def _last(cues: Sequence[int], start: int, sentence: Sentence, subjects: Sequence[int], text: str) -> int:
    """The nearest cue before the reform that still governs it, or -1."""
    for cue in reversed(cues):
        if cue >= start:
            continue
        if _SAID.match(text, cue):
            return cue
        own, target = sentence.clause_index(cue), sentence.clause_index(start)
        if own < target and not _sets_time(text, sentence.clauses[own], cue):
            head = text[sentence.clauses[own][0] : cue + 1]
            if _MODIFIER_CLAUSE.match(head):
                continue
            new_subject = any(
                sentence.clause_index(subject) > own
                and cue < subject < start
                and subject - sentence.clause(subject)[0] <= 2
                and not _TAKES_PART.match(text, subject)
                for subject in subjects
            )
            if new_subject:
                continue
        return cue
    return -1


def _means_to(text: str, sentence: Sentence, planned: int, required: int, start: int) -> bool:
    """明年要推行: 要 after a time to come, and nobody who gives orders, is a plan of one's own."""
    return (
        _NEXT.match(text, planned) is not None
        and _DEONTIC.match(text, required) is not None
        and sentence.clause_index(planned) == sentence.clause_index(required)
        and _COMMANDS.search(text, sentence.start, start) is None
    )


def _sets_time(text: str, clause: tuple[int, int], cue: int) -> bool:
    """Whether the cue is all that its clause says (明年，…): it then speaks for whoever acts after it."""
    return (
        _NEXT.match(text, cue) is not None
        and re.match(r"(?:“|到|在)?$", text[clause[0] : cue]) is not None
        and (clause[1] - cue <= 9)
    )


def _explores(text: str, sentence: Sentence, start: int, end: int, first: int) -> bool:
    if _EXPLORE.search(text, first, start) is None:
        return False
    return _RESULT.search(text, end, sentence.end) is None and _DONE.search(text, sentence.start, start) is None
