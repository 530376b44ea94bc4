"""Posts: the words that end one, and where the posts printed before a name begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from reformgraph.language.lexicon import any_of, pairs, word_set, words

_CHIEFS = "局县市区省部厅院校行所处科站队会组团社厂馆园班镇乡村州旗盟庭店机船司署关台矿段室"
#: The last words of posts.
_LIST = tuple(f"{sign}长" for sign in _CHIEFS) + words("posts")
_NOT_CHIEF = re.compile("[治春沙江期效远久安征城乐兴葛丰三株]")
_BEHIND = pairs("no_posts_before")
#: What may not stand behind some of them.
_BARRED = {
    **{post: re.compile("|".join(after for one, after in _BEHIND if one == post)) for post, _ in _BEHIND},
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
    "(?:" + any_of("dates_before_posts") + "|[0-9一二三四五六七八九十]+[年月日号时](?:[上下]午|晚上?|凌晨|起)?)"
)
#: What stands before a post and is no part of it.
_VERB = re.compile(
    any_of("before_post") + "|(?<=[长记任理])(?:在|到|对|向|率|带领|同|与|跟)|采访到?|介绍了?|联合(?!创始|会|国|体|党)|"
    "主持(?!人)|发言(?!人)|(?:会见|表示|听取|访问|公布)了|[0-9]+[名位]|[递交送转发还留]给"
)
_LEAD = re.compile(
    "^(?:[由与和同跟对在向为将把被让给从据请随令使及是就了因即叫名位个、]|以(?!色列)|应(?!急)|以及|已|正|也|还|"
    "又|曾(?!任)|并|且|而|其|该|这|那|本报|该(?=[^区]))+"
)
_NO_ROLE = re.compile(
    "(?:"
    + any_of("press_people", "press_writers")
    + ")$|"
    + any_of("no_role_words")
    + "|主持人$|^的?(?:"
    + any_of("no_roles")
    + ")$"
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


_ORGAN = re.compile("(?:" + any_of("party_organs") + "|[县市省区工]委|管委会)$")
_ORGAN_FIRST = re.compile("[县市省区州]?(?:" + any_of("party_organs") + ")")


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


_GROUP = re.compile(any_of("group_words"))


def _inside_organ(item: str, end: int) -> bool:
    """督导, 推进 and the like inside the name of an organ: a group or an office follows."""
    return _GROUP.match(item, end) is not None


def _bare_post(item: str) -> bool:
    return len(item) <= 4 and ends_in_post(item)


def role_ok(role: str) -> bool:
    """Whether a role is one of the article's people, not of its makers."""
    return bool(role) and not _NO_ROLE.search(role)
