"""Posts: the words that end one, and where the posts printed before a name begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from reformgraph.language.lexicon import word_set, words

_CHIEFS = "局县市区省部厅院校行所处科站队会组团社厂馆园班镇乡村州旗盟庭店机船司署关台矿段室"
#: The last words of posts.
_LIST = tuple(f"{sign}长" for sign in _CHIEFS) + words("posts")
_NOT_CHIEF = re.compile("[治春沙江期效远久安征城乐兴葛丰三株]")
#: What may not stand behind some of them.
_BARRED = {
    "书记": re.compile("员"),
    "经理": re.compile("人"),
    "电工": re.compile("程|业|作|艺"),
    "技工": re.compile("程|学|院|业|贸"),
    "职工": re.compile("会"),
    "领导": re.compile("小组|干部|班子|机构|体制|力|下|作用|责任|人"),
    "主席": re.compile("团|台|国"),
    "总统": re.compile("府"),
    "委员": re.compile("会"),
    "常委": re.compile("会"),
    "代表": re.compile("团|处|队|性|作|大会|着|们"),
    "主管": re.compile("部门"),
    "董事": re.compile("会|局|长"),
    "监事": re.compile("会"),
    "成员": re.compile("单位|国"),
    "秘书": re.compile("长"),
    **{f"{sign}长": _NOT_CHIEF for sign in _CHIEFS},
}
_AUTOMATON = AhoCorasick(_LIST, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def posts(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, word)`` of the last words of posts in a text, in order."""
    for index, start, end in _AUTOMATON.find_matches_as_indexes(text):
        word = _LIST[index]
        barred = _BARRED.get(word)
        if barred is None or not barred.match(text, end):
            yield start, end, word


def ends_in_post(text: str) -> bool:
    """Whether a text ends in a post."""
    tail = text[-8:]
    return any(end == len(tail) for _, end, _ in posts(tail))


HEADS_OF_STATE = word_set("foreign_posts")
_UP_TO_STOP = re.compile('.*[，。；：！？,;:!?“”‘’"《》〈〉【】\\[\\]…—→|\\n·]', re.S)
_DATE = re.compile(
    "(?:[0-9一二三四五六七八九十]+[年月日号时](?:上午|下午|晚上?|凌晨|起)?|近日|日前|当天|当日|今天|昨天|今日|"
    "昨日|上午|下午|期间|现场|会上|随后)"
)
#: What stands before a post and is no part of it.
_VERB = re.compile(
    "(?<=[长记任理])(?:在|到|对|向|率|带领|同|与|跟)|邀请|陪同|采访到?|会见|任命|推荐|跟随|来自|包括|以及|其中|"
    "欢迎|感谢|听取|走进|来到|见到|遇到|找到|看到|联系|"
    "选举|增补|授予|记者从|提及|介绍了?|告诉|获悉|带领|率领|"
    "由于|因为|根据|按照|对于|关于|通过|面对|作为|成为|担任|当选|出任|就任|提名|委派|选派|聘请|聘任|请来|请到|"
    "请教|特邀|委托|随同|会同|联合(?!创始|会|国|体|党)|陪着|跟着|"
    "曾任|任职|接替|接任|宣布|免去|撤销|逮捕|起诉|指控|拘留|涉嫌|出席|参加|主持(?!人)|召集|致辞|发言(?!人)|举行|"
    "针对|指责|举办|召开|展开|进行|"
    "是|发表|刊发|刊登|(?:会见|表示|听取|访问|公布)了|表示|认为|强调|指出|一名|一位|两名|两位|多名|多位|几名|"
    "几位|[0-9]+[名位]|这位|那位|这名|该名|各位|有的|也有|就有|还有|只有|没有|已是|正是|就是|还是|也是|不是|而是|"
    "同时是|"
    "问起|说起|谈起|提起|说到|谈到|提到|聊起|得知|知道|希望|要求|建议|帮助|为了|寻找|慰问|看望|探望|走访|拜访|"
    "的有|[递交送转发还留]给|接受|收到|得到|受到|遭到|受|遇|据"
)
_LEAD = re.compile(
    "^(?:[由与和同跟对在向为将把被让给从据请随令使及是就了因即叫名位个、]|以(?!色列)|应(?!急)|以及|已|正|也|还|"
    "又|曾(?!任)|并|且|而|其|该|这|那|本报|该(?=[^区]))+"
)
_NO_ROLE = re.compile(
    "记者$|通讯员$|特约|摄影|编辑$|作者$|实习生$|责编|校对|供图|撰文|主持人$|^的?(?:领导|代表|成员|委员|干部|"
    "专家|学生|党员|老师|师傅|会长)$"
)
_NUMBER = re.compile("^[0-9]+[.．]|^（[0-9一二三四五六七八九十]+）")
_LONGEST = 70


def role_before(text: str, post: int, name: int) -> str:
    """The posts that end right before a name, the last of which starts at `post`."""
    low = max(0, name - _LONGEST)
    stop = _UP_TO_STOP.match(text, low, name)
    piece = text[stop.end() if stop else low : name]
    items = piece.split("、")
    first = len(items) - 1
    while first > 0 and (ends_in_post(items[first - 1]) or _shares_post(items, first)):
        first -= 1
    return "、".join([_trim(items[first], first < len(items) - 1), *items[first + 1 :]])


_ORGAN = re.compile("(?:党委|党组|工委|[县市省区]委|管委会?|政府|人大|政协)$")
_ORGAN_FIRST = re.compile("[县市省区州]?(?:党委|党组|党工委|管委|政府|人大|政协|纪委)")


def _shares_post(items: list[str], last: int) -> bool:
    """县委、县政府主要领导: an organ that shares the post of the item after it."""
    return bool(_ORGAN.search(items[last - 1]) and _ORGAN_FIRST.match(items[last]))


def _trim(item: str, several: bool) -> str:
    """The item without what stands before the post."""
    kept = item.rfind("的")
    if kept > 0 and not several and _bare_post(item[kept + 1 :]) and not _VERB.match(item):
        return item
    cut = 0
    for pattern in (_DATE, _VERB):
        for found in pattern.finditer(item):
            if found.end() < len(item) and not _inside_organ(item, found.end()):
                cut = max(cut, found.end())
    item = _NUMBER.sub("", item[cut:])
    by = item.rfind("由")
    if by >= 0 and item[by - 1 : by] != "自" and len(item) - by > 3:
        item = item[by + 1 :]
    for found in list(re.finditer("的", item))[::-1]:
        if not _bare_post(item[found.end() :]) or several:
            item = item[found.end() :]
            break
    lead = _LEAD.match(item)
    return item[lead.end() :] if lead and lead.end() < len(item) else item


_GROUP = re.compile("组|办|小组|工作组|专班|领导小组|委员会|中心|局|处|科|室|司|站|队|团|部")


def _inside_organ(item: str, end: int) -> bool:
    """督导, 推进 and the like inside the name of an organ: a group or an office follows."""
    return _GROUP.match(item, end) is not None


def _bare_post(item: str) -> bool:
    return len(item) <= 4 and ends_in_post(item)


def role_ok(role: str) -> bool:
    """Whether a role is one of the article's people, not of its makers."""
    return bool(role) and not _NO_ROLE.search(role)
