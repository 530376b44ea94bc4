"""People with their posts as printed.

A name is taken where grammar shows it: behind a post (县长某某), in front of one (某某书记), in a list that
a post opens (市领导甲、乙、丙), or as the speaker behind a quotation. Authors are no people of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reformgraph.extraction.names.persons import (
    could_be_name,
    follows,
    foreign_end,
    four_sounds_end,
    given,
    person_end,
    sounds_end,
)
from reformgraph.extraction.names.roles import HEADS_OF_STATE, ends_in_post, posts, role_before, role_ok
from reformgraph.extraction.names.taken import occurrences
from reformgraph.language.lexicon import any_of, word_set

if TYPE_CHECKING:
    from reformgraph.language.flow import Flow

_BRACKET = re.compile("[（(](?:女|男|[\\u4e00-\\u9fff]{1,4}族|左[一二三四]?|右[一二三四]?|中|前|左图|资料图)[）)]")
#: How a post is held, between the post and the name: 副市长（常务）某某.
_HELD = re.compile("[（(](?:兼|高级|常务|正[处厅局科]级|副[处厅局科]级|挂职|主持工作|代|女|男)[）)]")
_TITLE_AFTER = re.compile(any_of("titles_behind") + "|(?:委员|代表)(?=[：:])")
_NOT_TITLE = re.compile(any_of("no_title_tails"))
_BEFORE_NAME = re.compile(
    "(?:" + any_of("before_person_with_title") + r"|^|[^\u4e00-\u9fff]|[由以对在向与和同跟为把将被请让给按照据是的])$"
)
#: A speaker whose post is not printed beside the name: 某某说.
_SPEAKER = re.compile(
    r"[”，。\n的]([\u4e00-\u9fff]{3})(?:还|也|笑着|高兴地|激动地|感激地|如是|这样)?(?:"
    + any_of("speech_verbs")
    + ")(?=[，。：:,“]|道|着|记者)"
)
#: A name with the post behind it: 某某，某县县长 or 某某（某公司董事长）.
_TOLD_BEHIND = re.compile(
    "[，。；、“”\\n]([\\u4e00-\\u9fff]{2,4})([，（(])(系|现任|时任|曾任|男|"
    "女)?([^，。；：！？“”（）()、\\n]{2,30}(?:、[^，。；：！？“”（）()、\\n]{2,20}){0,3})(?=[，。；）)])"
)
_PRESENT = re.compile("[，。；,;\\n]([\\u4e00-\\u9fff]{2,4})、(?=[\\u4e00-\\u9fff]{2,4})")
_WERE_THERE = re.compile(
    "(?:等|分别)?([^，。；,;、\\n]{0,12}领导)?(?:也|一同|共同|等)?(?:出席|参加|陪同|参与|一同|到场)"
)
#: Posts of many: behind them a name is less likely than behind 局长.
_MANY = word_set("many_posts")
#: What stands before a post is its organisation.
_ORGANISED = re.compile("[^，。、；：“”\\n的个位名]{2}$")
_RARE = re.compile(
    "([\\u4e00-\\u9fff]{3,4}?)(?:介绍(?=[，：:,了])|说(?=[，：。:,])|坦言|告诉(?=记者|笔者)|带着?记者|在接受)"
)
_ADVERB = re.compile(any_of("no_name_before_speech") + "|[的地得着了过也还就都这那在对向为和与是有不要曾只才便]")
_TWICE = 2
#: Characters before and after a name that are searched for it: more than any article has.
_AROUND = 50_000
_SHORT_NAME = 2
_LONG_NAME = 4
_NO_PERSON = re.compile("^.方$|^(?:本报|本刊|本台)")
#: Who was there: 参加活动的区领导有某某、某某.
_THERE_WERE = re.compile(
    "((?:[省市县区州]|委|镇|厅|局)领导|负责人|嘉宾)(?:还?有|是|[：:])(?=[\\u4e00-\\u9fff]{2,4}[、，。])"
)
#: 由某某领衔
_LED_BY = re.compile("由([\u4e00-\u9fff]{2,3})(?=领衔|牵头|带队|挂帅|领办|主讲)")
#: A role of so many characters names its organisation.
_FULL = 6
_THOUGHT = re.compile("新时代|.{2,4}思想")


@dataclass(frozen=True, slots=True)
class PersonEntity:
    """A person of one article.

    Attributes
    ----------
    name
        As printed.
    role
        The posts as printed beside the name, with the organisation where it is printed with them.
    mentions
        Half-open ranges of flow positions, sorted.
    """

    name: str
    role: str
    mentions: tuple[tuple[int, int], ...]


def find_people(flow: Flow) -> list[PersonEntity]:
    """The people of an article in the order of their first mention.

    Every later occurrence of a name is a mention of the person. Where posts are printed more than once,
    the fullest of them is kept.
    """
    text = flow.text
    people: dict[str, tuple[int, int, str]] = {}
    for start, end, role in _found(text):
        name = text[start:end]
        known = people.get(name)
        if known is None or (len(known[2]) < _FULL and len(known[2]) < len(role)):
            first = known[:2] if known is not None else (start, end)
            people[name] = (*first, role)
    return _entities(flow, people)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """``(start, end, role)`` of the names that grammar shows, in no order."""
    for start, end, word in posts(text):
        yield from _behind(text, start, end, word)
    for title in _TITLE_AFTER.finditer(text):
        yield from _in_front(text, title.start(), title.group(), title.end())
    for there in _THERE_WERE.finditer(text):
        yield from _listed(text, there.end(), there.group(1))
    for led in _LED_BY.finditer(text):
        if person_end(text, led.start(1)) == led.end(1):
            yield led.start(1), led.end(1), ""
    for found in _at_openings(text, _PRESENT):
        yield from _present(text, found[0])
    for start, end, _ in _at_openings(text, _SPEAKER):
        if person_end(text, start) == end:
            yield start, end, ""
    for start, end, match in _at_openings(text, _TOLD_BEHIND):
        role = match.group(4)
        sure = end - start > _SHORT_NAME or match.group(2) != "，" or bool(match.group(3))
        if sure and person_end(text, start) == end and ends_in_post(role) and role_ok(role):
            yield start, end, role


def _at_openings(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Range of the first group of every match, the text's own beginning counted as the end of a line."""
    first = pattern.match("\n" + text[:80])
    if first:
        yield first.start(1) - 1, first.end(1) - 1, first
    for found in pattern.finditer(text):
        yield found.start(1), found.end(1), found


def _listed(text: str, start: int, role: str) -> Iterator[tuple[int, int, str]]:
    """Names parted by 、 from a position on, all of one role."""
    while (end := person_end(text, start)) > 0:
        yield start, end, role
        if not text.startswith("、", end):
            return
        start = end + 1


def _present(text: str, start: int) -> list[tuple[int, int, str]]:
    """Names listed as those who were there (甲、乙、丙等市领导参加)."""
    ends: list[tuple[int, int]] = []
    while (end := person_end(text, start)) > 0:
        ends.append((start, end))
        if not text.startswith("、", end):
            break
        start = end + 1
    there = _WERE_THERE.match(text, ends[-1][1]) if len(ends) > 1 else None
    return [(first, last, there.group(1) or "") for first, last in ends] if there else []


def _behind(text: str, post: int, start: int, title: str) -> Iterator[tuple[int, int, str]]:
    """Names behind a post, with those listed behind the first."""
    held = _HELD.match(text, start)
    if held and (end := person_end(text, held.end())) > 0:
        role = role_before(text, post, start)
        if role_ok(role):
            yield held.end(), end, role
        return
    end = _name_end(text, start, title)
    if end < 0:
        return
    role = role_before(text, post, start)
    if not role_ok(role):
        return
    yield start, end, role
    while True:
        bracket = _BRACKET.match(text, end)
        end = bracket.end() if bracket else end
        if text[end : end + 1] not in "、和" or not text[end : end + 1]:
            return
        start = end + 1
        end = _listed_end(text, start)
        if end < 0:
            return
        yield start, end, role


def _name_end(text: str, start: int, title: str) -> int:
    end = foreign_end(text, start)
    if end < 0:
        end = four_sounds_end(text, start)
    if end < 0:
        end = person_end(text, start)
        sounds = sounds_end(text, start) if title in HEADS_OF_STATE else -1
        end = sounds if sounds > end + 1 or end < 0 else end
    if end < 0 and title not in HEADS_OF_STATE:
        end = _printed_again(text, start)
    if (
        end < 0
        and title not in _MANY
        and text[start - len(title) - 2 : start - len(title)].strip("，。、；：\n的副个位名")
    ):
        end = person_end(text, start, strong=True)
        end = end if end > 0 else _spoken_end(text, start)
    return -1 if end > 0 and _NO_PERSON.search(text[start:end]) else end


def _spoken_end(text: str, start: int) -> int:
    """End of a name of a rare surname, or of a name in another language, that speaks behind an office; or -1."""
    found = _RARE.match(text, start)
    if found is None or _ADVERB.search(found.group(1)) or not all(given(sign) for sign in found.group(1)[1:]):
        return -1
    return found.end(1)


def _printed_again(text: str, start: int) -> int:
    """End of three characters that have the shape of a name and are printed more than once, or -1."""
    name = text[start : start + 3]
    if not could_be_name(name) or text.count(name, max(0, start - _AROUND), start + _AROUND) < _TWICE:
        return -1
    return start + 3


def _listed_end(text: str, start: int) -> int:
    """End of a name in a list: what is no known surname counts where the list holds names only."""
    end = foreign_end(text, start)
    if end < 0:
        end = person_end(text, start)
    if end > 0:
        return end
    item = re.match("[\\u4e00-\\u9fff]{2,4}(?=、|等|。|，)", text[start : start + 6])
    if (
        item
        and all(given(sign) for sign in item.group())
        and next(posts(item.group()), None) is None
        and len(item.group()) > 3
    ):
        return start + item.end()
    return -1


def _in_front(text: str, end: int, title: str, after: int) -> Iterator[tuple[int, int, str]]:
    """The name right before a title, where nothing but a boundary stands before it."""
    if title != "同志" and _NOT_TITLE.match(text, after):
        return
    for length in (3, 2, 4):
        start = end - length
        if start < 0 or not _before(text, start):
            continue
        if person_end(text, start) == end and (length > 2 or title not in ("先生", "女士")):
            role = "" if title in ("同志", "先生", "女士", "委员", "代表") else title
            yield start, end, role
            return


def _before(text: str, start: int) -> bool:
    return bool(_BEFORE_NAME.search(text[max(0, start - 3) : start]))


def _entities(flow: Flow, people: dict[str, tuple[int, int, str]]) -> list[PersonEntity]:
    text = flow.text
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in people}
    for name, start, end in occurrences(text, list(people)):
        if not _THOUGHT.match(text, end):
            spans[name].append((start, end))
    found = []
    for name, (start, end, role) in people.items():
        if spans[name]:
            role = _without_names(role, people)
            if role and not role_ok(role):
                continue
            role = _as_printed(flow, role, start, end)
            found.append((spans[name][0], PersonEntity(flow.printed[start:end], role, tuple(spans[name]))))
    return [person for _, person in sorted(found, key=lambda one: one[0])]


def _as_printed(flow: Flow, role: str, start: int, end: int) -> str:
    """The role without folding, where it stands beside the name."""
    at = flow.text.find(role, max(0, start - 100), end + 100) if role else -1
    return flow.printed[at : at + len(role)] if at >= 0 else role


def _without_names(role: str, people: dict[str, tuple[int, int, str]]) -> str:
    """The role behind another person's name, where one is printed in front of it."""
    for start in range(len(role)):
        for length in (4, 3, 2):
            if role[start : start + length] in people:
                rest = role[start + length :].lstrip("在同向与和对致电于率会见")
                if rest:
                    return _without_names(rest, people)
    return role


__all__ = ["PersonEntity", "find_people", "follows"]
