"""What a figure measures, as a reader would print it; in: the text around a quantity, out: a noun phrase.

It is the noun that is counted or measured, the verb whose object it is, and what limits it: 出让标准地3宗, 招募
政务服务体验员10名, 审批时限（减至）41天. Whom it is said of is left out, and so are words that only lead to a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reformgraph.language.dates.find_dates import DateMention
from reformgraph.language.lexicon import any_of, longest_first, word_set, words
from reformgraph.language.numbers.find_numbers import Quantity


class Before(NamedTuple):
    """The figure before this one in the text: where its quantity ends and what it measures."""

    end: int
    indicator: str


_REACH = 60
_LONGEST = 24
_BOUNDARY = "，。；：！？,;:!?\n—…（）()|"
_QUOTES = str.maketrans("", "", '“”‘’《》"「」『』')
#: Words before a noun or a verb that say nothing of what is measured.
_LEAD = re.compile("^(?!" + any_of("inside_indicators") + ")(?:" + any_of("indicator_leads") + "|共计?|已经?|在(?!建))")
#: Words between what is measured and its number.
#: Longer words first, for what has been taken is not parted anew: 14 times 多达 in front of another word took seconds.
#: Said by a look ahead and its echo: `++` misses words in Python before 3.11.5 (issue 106052).
_TAIL = re.compile(
    "(?:(?=(?P<one>已经?|达到?了?|突破|超过?|高达|多达|可达|完成|实现|占比|占到?|每[年月天日]|比例|并为|进到|"
    "分别|估计|算下来|加起来|合起来|最高|最多|至多|至少|只要|只用|仅用|仅需|只需|只花|只剩|需要?|"
    "" + any_of("indicator_tails") + "|" + any_of("former_tails") + "|"
    "为|是|有|到|至|共|(?<!签)约|近|(?<![人天])才|就|则|(?<!平)均|都|"
    "(?<![产功效智职])能|将|里|各|又|再|由|从|在|也|不|剩|多|的|着|过|：|升))(?P=one))+$"
)
_FROM = re.compile(
    "(?:由|从)(?:" + any_of("former_starts") + ")?的?[^，。；]{0,6}$|(?:原来|原先|原有|过去要?经?)[^，。；的]{0,3}$"
)
_DOWN = any_of("down_verbs")
_UP, _RISES = any_of("up_verbs"), word_set("up_verbs")
_TO = re.compile(rf"(?P<verb>{_DOWN}|{_UP})(?P<to>至|到|为|成|低到|低至)了?(?:如今的?|现在的?)?[^，。；]{{0,3}}$")
_THEN = re.compile(
    rf"[^，。；]{{0,6}}，?(?:再|直接|大幅|进一步|统一|逐步)?(?:{_DOWN}|{_UP})(?:至|到|为|成|低到|低至)|，?如今"
)
_CHANGE = re.compile(
    # 同比较上年增长; a repetition without a bound takes years over a run of 比.
    "(?:同比|环比|比[^，。；]{0,8}|年均|较[^，。；]{0,8}|相比){0,3}(?P<verb>"
    + any_of("change_words")
    + ")(?:了|约|近|逾|为|达)*$"
)
_GROWS = frozenset(("增长", "增加", "提高", "提升", "上升", "增幅", "涨幅", "回升", "增速", "扩大", "增", "升", "多"))
_SHARE = re.compile("(?:占比|占(?![比地])[^，。]{0,14}?的?|比重)(?:为|达|到|超)*$")
#: What ends the noun behind a number.
_NOUN_END = re.compile(
    "(?!"
    + any_of("inside_indicators")
    + ")(?<!许(?=可))(?<!高(?=等))(?<![功产智职性节](?=能))(?:"
    + any_of("indicator_noun_ends")
    + "|[，。；：！？,;:!?\n、（）()|了在将并已均也就都则被把由从给对同让使令到至起]|进[驻入窗]|"
    "作(?!业)|结[成为对]|开[始起]|办[好妥结])"
)
_OF = re.compile("(?:" + any_of("belonging_words") + ")[^，。；]{1,16}?的")
#: Behind 为665家企业: what is done for them.
_DONE_FOR = re.compile("(?:[0-9.]+%|了)?(?P<what>[^，。；：！？\n0-9、]{2,16})")
_CO_VERB = re.compile(
    "(?:^|[^，。；]*?)(?:" + any_of("co_verbs") + ")(?:全[区市县省]|[辖园]?区内?|其中的?)?(?:新|老)?$"
)
_PLACE = re.compile("(?:到|在|给|向)?(?:全[区市县省]|区内|辖区内?|园区内?|我[区市县]|本级|域内|直管区内)$")
#: Whom it is said of, at the head of a phrase: 长治经开区共引进….
_SUBJECT = re.compile(
    "^[^，。；]{0,18}?(?:" + any_of("subject_zones") + "|"
    "全[区市县省]|我[区市县省]|该[区市县局]|管委会|[审办监管理服务]局|"
    "管理处)(?:[内里中]?的|[内里中](?!设)|共|已|现(?![代有场]))*"
)
_SUBJECT_ZONES = words("subject_zones")
_VERBS, _LIGHT = word_set("counted_verbs"), word_set("light_verbs")
_SEARCH = re.compile("|".join(sorted({*longest_first("counted_verbs", "light_verbs")}, key=lambda w: (-len(w), w))))
_LONGEST_VERB = 4
_MANY = "等"


def indicator_of(text: str, quantity: Quantity, before: Before | None, dates: Sequence[DateMention], index: int) -> str:
    """What the quantity measures; empty where the text does not say.

    Parameters
    ----------
    before
        The figure before it; None for the first of a text.
    dates, index
        Times of the text and the place of the last one that begins before the quantity (-1 for none).
    """
    start = quantity.start
    low, cut = _clause_start(text, start), False
    if before is not None and before.end > low:
        low, cut = before.end, True
    first = low
    if index >= 0 and low < dates[index].end <= start:
        low = dates[index].end
    raw = text[low:start].translate(_QUOTES)
    raw = "" if cut and _JOINED.search(raw) else raw  # 20项容缺受理|事项和|26项告知承诺事项
    led = None if low < start or index < 0 else _LED.search(text, first, dates[index].start)
    if led:
        raw = text[first : led.end()].translate(_QUOTES)  # 产值从2020年|126亿元 is 产值从126亿元
    same_clause = before is not None and cut
    if same_clause and before is not None and (to := _TO.search(raw)) and to.start() <= _JOINT:
        return before.indicator.replace("（原）", "")
    phrase = _phrase(raw)
    change = _CHANGE.search(raw)
    if change and before is not None and _near(text, before, start) and change.start() <= 1:
        return _joined(before.indicator, "增长" if change["verb"] in _GROWS else change["verb"])
    if before is not None and (share := _SHARE.search(raw)) and share.start() <= 1 and _near(text, before, start):
        return _joined(before.indicator, share.group().removesuffix("的"))
    if change and change.start() > 1 and not change.group().startswith(("比", "较")):
        grown = _with_verb(_without_subject(_phrase(raw[: change.start()])))
        if len(grown) >= _SHORT:
            return _joined(grown, "增长" if change["verb"] in _GROWS else change["verb"])
    thing = (
        _counts(quantity) or (not led and _CO_VERB.search(raw)) or (_PLACE.search(phrase) and not _is_money(quantity))
    )
    found = _counted(text, quantity, raw, phrase) if thing else _measured(text, quantity, phrase)
    found = _told_fully(text, quantity, found.lstrip("了着过的"), before)
    if not found and (does := _DOES.match(text, quantity.end)):
        found = does["what"]
    if not found and quantity.unit_si == "t":
        found = _noun_behind(text, quantity)[0]  # 某区30万吨乙醇项目
    if len(found) <= _SHORT and (how := _HOW.search(raw)):
        found = f"{how.group()}{found}"
    return _ends(text, quantity, raw, found)


_JOINT = 3
_LED = re.compile("[从由至到]$")
#: 3天内办结: what is done in that time.
_DOES = re.compile("(?:就|便|即)?(?:能|可)?(?P<what>[\u4e00-\u9fff]{2,4})(?=[，。；、]|$)")
#: 累计办件, 日均办件: kept where the noun alone is short.
_HOW = re.compile("累计|[日月年人]均|平均")
#: What any project or company has; it is told with the one it is of.
_GENERIC = re.compile("(?:项目)?(?:" + any_of("general_leads") + ")?(?:" + any_of("general_indicators") + ")")
_OWNER = re.compile("的?(?P<who>[^，。；、：\n0-9]{2,16}?(?:" + any_of("figure_owners") + "))")


def _told_fully(text: str, quantity: Quantity, found: str, before: Before | None) -> str:
    """总投资 with the project it is of, a bare verb with the object of the figure before it."""
    if _GENERIC.fullmatch(found) and (owner := _OWNER.match(text, quantity.end)):
        return f"{owner['who'].translate(_QUOTES)}{found}"[-_LONGEST:]
    if before is None or not before.indicator or re.search("[。\n]", text[before.end : quantity.start]):
        return found
    if not found:
        return before.indicator.removesuffix("（原）")
    if found in _VERBS:
        return f"{found}{_last_verb(before.indicator)[1]}"[-_LONGEST:]
    if (
        _GENERIC.fullmatch(found)
        and quantity.start - before.end <= _CHANGE_REACH
        and not before.indicator.endswith(found)
    ):
        return f"{_GENERIC.split(before.indicator)[0]}{found}"[-_LONGEST:]
    return found


def _ends(text: str, quantity: Quantity, raw: str, found: str) -> str:
    """The indicator with a mark where the number is what was before a change: 审批时限（原）."""
    if found and _TO.search(raw):
        return (_TO.sub("", found) or found).replace("（原）", "")
    if found and _FROM.search(raw) and _THEN.match(text, quantity.end):
        return f"{found}（原）"
    return found


def _clause_start(text: str, start: int) -> int:
    low = max(0, start - _REACH)
    for place in range(start - 1, low - 1, -1):
        if text[place] in _BOUNDARY:
            return place + 1
    return low


def _near(text: str, before: Before, start: int) -> bool:
    return start - before.end <= _CHANGE_REACH and "。" not in text[before.end : start]


_CHANGE_REACH = 30


def _joined(indicator: str, tail: str) -> str:
    base = indicator.split("（")[0]
    return base if base.endswith(tail) else f"{base}{tail}"[-_LONGEST:]


def _is_money(quantity: Quantity) -> bool:
    return quantity.unit_si == "CNY" or quantity.unit.endswith(("元", "%"))


def _counts(quantity: Quantity) -> bool:
    return quantity.unit_si in ("items", "persons") or quantity.unit_si is None


# ---------------------------------------------------------------- the phrase before the number


def _phrase(raw: str) -> str:
    """What stands before the number: its list, leading and closing words taken off."""
    if "、" in raw:
        raw = _last_of_list(raw)
    phrase = _strip_tail(raw)
    for _ in range(4):
        shorter = _LEAD.sub("", phrase)
        if shorter == phrase:
            break
        phrase = shorter
    return phrase


def _last_of_list(raw: str) -> str:
    """企业在用工、融资等方面的难题 is 难题; 今麦郎、德方等 lists what is counted behind."""
    tail = raw[raw.rindex("、") + 1 :]
    place = tail.find(_MANY)
    if place >= 0:
        return re.sub("^(?:各?方面|领域|各?类)?的?", "", tail[place + 1 :])
    return tail


def _strip_tail(phrase: str) -> str:
    phrase = _FROM.sub("", phrase)
    return _TAIL.sub("", _TO.sub("", phrase))


def _verb_at_end(phrase: str) -> str:
    for length in range(min(_LONGEST_VERB, len(phrase)), 0, -1):
        if phrase[-length:] in _VERBS or phrase[-length:] in _LIGHT:
            return phrase[-length:]
    return ""


def _without_subject(phrase: str) -> str:
    """What is left behind whom it is said of; nothing where a zone is all that the phrase names (某某高新区88个…)."""
    shorter = _SUBJECT.sub("", phrase, count=1)
    if len(shorter) >= _SHORT or phrase.endswith(_SUBJECT_ZONES):
        return shorter if shorter == phrase else _LEAD.sub("", shorter)
    return phrase


_SHORT = 2
#: Nothing but words that lead to a number.
_ONLY = re.compile("(?:" + any_of("only_adverbs") + ")+$")


def _last_verb(phrase: str) -> tuple[str, str]:
    """The last verb of a phrase that something follows, and what follows it."""
    verb, rest = "", phrase
    for found in _SEARCH.finditer(phrase):
        if len(phrase) - found.end() >= _SHORT:
            verb, rest = found.group(), phrase[found.end() :]
    return verb, rest


def _head(phrase: str) -> str:
    """What stands behind the last 的, with what limits it where that alone tells too little."""
    place = phrase.rfind("的")
    tail = phrase[place + 1 :]
    if place < 0 or len(tail) < _SHORT:
        return phrase
    if len(tail) > _TELLING:
        return tail
    limits = _CO_VERBS.split(phrase[:place])[-1]
    limits = limits if "的" not in limits else limits[limits.rfind("的") + 1 :]
    return f"{limits}{tail}" if len(limits) <= _LIMITING else tail


#: A head noun this short is told with what limits it, up to so many characters: 用地规划许可的时限.
_TELLING, _LIMITING = 4, 10
_CO_VERBS = re.compile("[对为给向把将使让办按从由在]")


# ---------------------------------------------------------------- what is measured


def _measured(text: str, quantity: Quantity, phrase: str) -> str:
    """A size, a sum, a share: the noun before it (出让标准地面积 460亩), the verb first (减免费用6.5万元)."""
    if quantity.unit.startswith("%") and (told := _share_of(text, quantity, phrase)):
        return told
    phrase = _without_subject(phrase)
    verb = _verb_at_end(phrase)
    if verb and len(phrase) > len(verb) + 1:
        noun = _noun_before(phrase[: -len(verb)])
        if verb in _LIGHT:
            return noun
        return f"{verb}{noun}" if _TOTAL.search(phrase[: -len(verb)]) or _NEW.match(verb) else f"{noun}{verb}"
    return _with_verb(phrase)


#: 难题累计解决237件, 经营主体新增7.6万户: the object stands before its verb.
_TOTAL, _NEW = re.compile("累计|合计|共计?$|总共"), re.compile("新增|净增")


def _share_of(text: str, quantity: Quantity, phrase: str) -> str:
    """新设法人公司有91.1%做到了全程电子化登记."""
    found = _WHO_DOES.match(text, quantity.end)
    if found is None:
        return ""
    who = found["who"].translate(_QUOTES) or phrase
    return f"{found['what'].translate(_QUOTES)}{who}占比"[-_LONGEST:] if who else ""


_WHO_DOES = re.compile(
    "的?(?P<who>[^，。；的]{0,8}?)(?:可以|能够?)?(?:做到|实现|达到|享受|纳入|进驻)了?(?P<what>[^，。；的]{2,14})"
)


def _noun_before(phrase: str) -> str:
    return _with_verb(_head(_strip_tail(phrase)))


def _with_verb(phrase: str) -> str:
    """A verb and its object, without words that only lead to it: 深入包联企业开展常态化入企服务 is 常态化入企服务."""
    verb, rest = _last_verb(phrase)
    if not verb:
        return _head(phrase)[-_LONGEST:]
    rest = re.sub("^[了着过]", "", rest)
    return _head(rest)[-_LONGEST:] if verb in _LIGHT else f"{verb}{_head(rest)}"[-_LONGEST:]


def _counted(text: str, quantity: Quantity, raw: str, phrase: str) -> str:
    """A count: the noun behind it with the verb or the limits before it, else the noun before it."""
    noun, stop = _noun_behind(text, quantity)
    if not noun:
        return _measured(text, quantity, phrase)
    phrase = _PLACE.sub("", _ONLY.sub("", phrase))
    verb = _verb_at_end(phrase)
    if verb in _VERBS:
        return f"{verb}{noun}"
    told_of = _CO_VERB.search(raw) is not None
    alone = (not phrase or _MANY in raw[-8:]) and len(noun) <= _GENERAL
    if (told_of or alone) and (done := _DONE_FOR.match(text, stop)):
        return f"{_short(done['what'].translate(_QUOTES))}{noun}"[-_LONGEST:]
    if verb:
        return noun
    rest = _last_verb(_without_subject(phrase))[1]
    limits = _CO_VERBS.sub("", rest) if len(rest) <= _LIMITS and not rest.endswith(("的", "业", "市", "省")) else ""
    return f"{_head(limits)}{noun}"[-_LONGEST:] if limits else noun


#: A noun this short (项目, 企业, 部门) tells little alone.
_LIMITS, _GENERAL = 6, 3


def _short(done: str) -> str:
    """拿地即开工 of 都能做到“拿地即开工”: the end of what is done, up to ten characters."""
    return re.sub("^(?:已经?|" + any_of("all_adverbs") + ")*(?:可以|能够?)?(?:做到|实现|完成)?|[了着过]", "", done)[
        -_DONE:
    ]


_DONE = 10


def _noun_behind(text: str, quantity: Quantity) -> tuple[str, int]:
    """The noun that is counted, and where it ends: 29项“高效办成一件事”套餐, 232条与信用相关的公共信息."""
    place = quantity.end
    if found := _SAME_NOUN.match(text, place):
        place = found.end()
    if text.startswith("的", place):
        place += 1
    if found := _OF.match(text, place):
        place = found.end()
    limit = min(len(text), place + _NOUN_REACH)
    end = place
    while end < limit:
        if end > place and text[end] == "的":
            break
        if _NOUN_END.match(text, end) or (end > place and text[end].isdigit()):
            break
        end += 1
    noun = _JOINED.sub("", text[place:end].translate(_QUOTES))
    return (noun, end) if len(noun) >= _SHORT and not noun[0].isdigit() else ("", quantity.end)


_NOUN_REACH = 16
#: 20项容缺受理事项和|26项告知承诺事项: what joins another count is no part of the noun.
_JOINED = re.compile("[和与及]$")
#: 出让7宗、37.18公顷标准地; 设5类92项负面清单; 承接省级36项、市级236项赋权事项: the noun stands behind the last number.
_SAME_NOUN = re.compile("(?:、?[省市县区]?级?[0-9.]+(?:公顷|亩|平方米|[项个家类条宗件名人]))+(?=[“\u4e00-\u9fff])")
