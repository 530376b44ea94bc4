"""Projects named in a list that is called one of projects; in: a text, out: the ranges of the listed names.

甲产业园和乙产业园等项目, 甲、乙两个项目, “甲总部”“乙电力”等一批项目, 8个项目建成投用，包括甲厂房、乙停车场等。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reformgraph.extraction.names.name_words import is_coined, is_traded, without_trade
from reformgraph.extraction.names.works import cut_before, is_generic
from reformgraph.language.lexicon import any_of

_NO_TAIL = "(?!部(?!分)|" + any_of("project_people") + "|[化库制方师])"
_WIDE = "[^，。；：、“”《》\\n]"
_SORTS = "(?:" + any_of("project_sorts") + ")*"
_NUMBER = "[0-9]+|[一二两三四五六七八九十]+"
#: The end of a list: what it is called, and how many there are.
_TAIL = re.compile(
    f"等(?:(?P<all>{_NUMBER})余?个|(?P<some>一批|好?几个|多个))?(?:(?P<sort>{_SORTS})|(?!事项){_WIDE}{{0,14}}?)(?<![子事])项目{_NO_TAIL}|"
    f"(?P<comma>，)?这?(?P<each>[2-9]|[二两三四五六七八九十])个(?:{_SORTS}|{_WIDE}{{0,8}}?)(?:项目|工程){_NO_TAIL}"
)
#: Some of the projects spoken of before: 60个项目里，甲激光、乙二期等17个将于年内竣工.
_SOME_OF_THEM = re.compile("等[0-9]+余?个(?=[将已正于均先])")
_SPOKEN_OF = re.compile("项目[^。；\\n]*$")
_QUOTED = re.compile(f"((?:“[^“”\\n]{{2,20}}”[、和]?){{1,8}})等{_WIDE}{{0,10}}?项目{_NO_TAIL}")
#: A name in quotation marks that is called a project: “甲石化产业园”项目.
_QUOTED_ONE = re.compile(f"“([^“”\\n]{{4,24}})”(?:等|这个|这一)?(?:(?:省|市|县|区)?重[点大])?项目{_NO_TAIL}")
_IN_QUOTES = re.compile("“([^“”]+)”")
#: Projects are spoken of, and then named.
_NAMED_AFTER = re.compile(
    "(?:计划|将|拟|规划)(?:" + any_of("list_building_verbs") + ")|[0-9一二三四五六七八九十]个，(?:包括|有|分别[是为])|"
    "项目[^。；“”\\n]{0,40}?(?:包括|其中有|有(?![限关序效力所机色])|分别[是为])"
)
_NAMED_LIST = re.compile("[^，。；“”\\n]{4,90}?(?=等?(?:[0-9]+个)?[。；，])")
_STOP = re.compile("[,;，。：；！？“”《》\\[\\]\\n]|-")
_COUNTS: dict[str, int] = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
#: Fields and branches, an open bracket, and more than one name: no project.
_NO_ITEM = re.compile(
    "(?:" + any_of("no_project_ends") + "|(?<![0-9一二三四])期)$|[（(][^（）()]*$|项目.{2}|[0-9]个?项目$|^[0-9.]+[万亿]"
)
#: What is built, and which part of it: a listed name that ends so is a project.
_WORK = re.compile(f"(?:{any_of('works')})(?:[（(]?[一二三四]期[）)]?)?$|[一二三四]期[）)]?$")
_REACH = 110


def listed_projects(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the names in lists of projects.

    Where a number is printed without 等 the list is parted so that it holds as many names, or is no list.
    """
    for tail in _TAIL.finditer(text):
        yield from _before(text, tail)
    for some in _SOME_OF_THEM.finditer(text):
        if _SPOKEN_OF.search(text, max(0, some.start() - _REACH), some.start()):
            yield from _of_those(text, some.start())
    for quoted in _QUOTED.finditer(text):
        for one in _IN_QUOTES.finditer(text, quoted.start(), quoted.end(1)):
            if not is_generic(one.group(1)):
                yield one.span(1)
    for quoted in _QUOTED_ONE.finditer(text):
        if _is_work(quoted.group(1)):
            yield quoted.span(1)
    for named in _NAMED_AFTER.finditer(text):
        yield from _after(text, named.end())


def _before(text: str, tail: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The names of the list that ends where its tail begins."""
    end = tail.start()
    if text[end - 1 : end] in ("的", "之", ""):
        return
    start = max(0, end - _REACH)
    for stop in _STOP.finditer(text, start, end):
        start = stop.end()
    if start >= end or (start == end - _REACH and start):
        return
    items = _parts(text, start, end, "、")
    each = tail.group("each")
    count = _COUNTS.get(each, 0) or int(each) if each else 0
    if not each or len(items) != count:
        items = _joined(text, _parts(text, start, end, "、和与"))
    if each and len(items) != count:
        return
    first = items[0]
    items[0] = (first[0] + cut_before(text[first[0] : first[1]]), first[1])
    names = [text[first:last] for first, last in items]
    if tail.group("sort") is None and not each and 2 * sum(map(_is_named, names)) < len(names):
        return
    for one, name in zip(items, names, strict=True):
        if _is_listed(name):
            yield one


def _of_those(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The names that end at a position where it is known already that projects are spoken of."""
    start = max([0, *(stop.end() for stop in _STOP.finditer(text, max(0, end - _REACH), end))])
    for first, last in _joined(text, _parts(text, start, end, "、和与")) if start < end else ():
        begin = first + cut_before(text[first:last])
        if _is_listed(text[begin:last]) and _is_named(text[begin:last]):
            yield begin, last


def _after(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The names of the list that begins at a position, where most of them end in what is built."""
    named = _NAMED_LIST.match(text, start)
    end = named.end() if named else start
    items = [(first, last) for first, last in _parts(text, start, end, "、") if last - first > 3]
    works = [one for one in items if _is_work(text[one[0] : one[1]]) and _is_listed(text[one[0] : one[1]])]
    if len(items) > 1 and 2 * len(works) >= len(items):
        yield from works


def _is_listed(item: str) -> bool:
    """Whether a listed item is a project's name: no field, no class, and two words at least."""
    if not _SHORTEST <= len(item) <= _WIDEST or is_generic(item) or _NO_ITEM.search(item):
        return False
    return len(item) > _SHORTEST or _is_work(item) or 2 <= len(without_trade(item)) < _SHORTEST


def _is_named(item: str) -> bool:
    """Whether an item ends in what is built, or begins with a brand."""
    return _is_work(item) or is_traded(item) or is_coined(item[:2]) or any(sign.isdigit() for sign in item)


_SHORTEST, _WIDEST = 4, 30


def _is_work(item: str) -> bool:
    return bool(_WORK.search(item)) and not is_generic(_WORK.sub("", item))


def _parts(text: str, start: int, end: int, signs: str) -> list[tuple[int, int]]:
    cuts = [position for position in range(start, end) if text[position] in signs]
    return [(first, last) for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]


def _joined(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items with those put together again that were cut at a 和 inside a name (永和新材)."""
    merged: list[tuple[int, int]] = []
    for start, end in items:
        short = end - start < _SHORTEST or (bool(merged) and merged[-1][1] - merged[-1][0] < _SHORTEST)
        if merged and short and text[start - 1] in "和与":
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
