"""Names of authors in bylines, printed alone or at the end of a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reformgraph.language.lexicon import any_of, word_set

_SURNAMES = word_set("surnames")
_COMPOUND = word_set("compound_surnames")
#: Words that begin with a surname and are no names.
_NO_NAMES = word_set("heading_words")
#: Characters with which names of other languages are written.
_SOUNDS = word_set("foreign_sounds")
_ROLE = (
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{0,10}?(?:"
    + any_of("press_people")
    + r"|特约撰稿人?|特约作者|撰稿人?|"
    + any_of("writing_roles")
    + r")"
    r"|(?:文图?|图文?|"
    + any_of("picture_roles")
    + r"|(?:"
    + any_of("text_roles")
    + ")[/、]?(?:"
    + any_of("joined_roles")
    + r"))(?=[\s:：/丨|]))"
)
_ROLES = re.compile(rf"{_ROLE}\s*[:：/丨|]?\s*")
_PAPER = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:本[报刊网台]|融媒体?|全媒体|首席|[见实]习)[\u4e00-\u9fff]{0,6}$"
    r"|[\u4e00-\u9fff]{1,4}[省市县区旗]台$|[\u4e00-\u9fff]{2,12}(?:党政办|综合办|政府办|[省市县区旗]委办|宣传部|组织部|管委会|电视台|融媒体?中心)$"
)
#: The photographer, named apart from the writer.
_PICTURE = re.compile(r"(?<=\s)图\s?[/:：丨]\s?[\u4e00-\u9fff]{2,4}(?=\s|$)")
_TAIL_ROLE = re.compile(
    # A run of spaces is begun once and parted in one way: 1,000 of them before 文 took minutes; and what has been taken
    # is not parted anew (综合报道 as 综合 and 报道), said as in `indicators`.
    r"(?<!\s)\s*(?:(?=(?P<one>[/\s]{0,4}(?:文图|图文|文/图|图/文|(?<=[\s/])文|(?<=[\s/])图|"
    + any_of("byline_tail_roles")
    + r")))(?P=one))+\s*$"
)
#: Last characters of what `_TAIL_ROLE` matches.
_TAIL_ENDS = frozenset("文图摄影道写理稿译合")
_CREW = re.compile(r"\s(?:" + any_of("page_crew") + r")\s*[/:：丨|].*$")
_MARK = re.compile(r"^(?:[A-Z](?=\s))?[■□●◆▲△★☆◎○◇▪▶►◤◥※\-—\s]+")
_SPLIT = re.compile(r"(?:[\s、，,/;；|丨&]|(?<=\s)[·•](?=\s))+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,12}·[\u4e00-\u9fff·]{1,16}")
_BRACKET = re.compile(r"[（(【\[]\s*([^（）()【】\[\]]{2,60}?)\s*[)）】\]]\s*$")
_BARE = re.compile(r"[\u4e00-\u9fff· \u3000\t、]{2,40}")
_UP_TO_END = re.compile(r".*[。！？…”’!?）)]", re.S)
#: A word for authors that is set off from the names, so that rare surnames are believed.
_LOOSE = re.compile(rf"(?:{_ROLE})[\s:：/丨|]")
_LABEL = re.compile(
    r"(?:" + any_of("author_labels") + r")\s*[:：/丨|]\s*"
    r"|(?:(?<=[\s|｜])|^)(?:[\u4e00-\u9fff]{0,6}?[报网台刊])?(?:"
    + any_of("named_authors")
    + r")\s{1,2}(?=[\u4e00-\u9fff]{2,4}(?:[\s、]|$))"
)

#: 顾一凡·2024-03-05 09:30; not 云山网·2024-03-05 09:30, 管委会|2024-03-05 09:30.
_DATED = re.compile(
    r"([\u4e00-\u9fff]{2,3})\s?[·•|｜丨]\s?"
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s?\d{1,2}[:：]\d\d"
)
#: □ 钟离春 2024-03-11 第7版.
_MARKED = re.compile(r"[□■●◎◆▲][\s\u3000]?([\u4e00-\u9fff· ]{2,20}?)\s+(?:19|20)\d\d\s?[-/.年]\s?\d")
#: Last characters of papers, sites and stations, which stand beside names in bylines: 云岭台 记者 何山.
PRESS_ENDS = frozenset("网报社台刊")
_PAPER_ENDS = PRESS_ENDS | frozenset("会委办部组")


def is_name(text: str) -> bool:
    """Whether a text looks like a Chinese personal name with a known surname.

    >>> is_name("房琴"), is_name("欧阳震华"), is_name("开发区")
    (True, True, False)
    """
    if text in _NO_NAMES or text[-1:] in "镇县市区省乡局厅" or not _NAME.fullmatch(text):
        return False
    if "·" in text:
        return sum(character in _SOUNDS for character in text) >= 0.7 * (len(text) - text.count("·"))
    if text[:2] in _COMPOUND:
        return 3 <= len(text) <= 4
    return text[0] in _SURNAMES and len(text) <= 3 and text[:2] not in _NO_NAMES


def names_of(text: str, *, strict: bool = True, longest: int = 3) -> tuple[str, ...]:
    """The names a byline is made of, roles dropped; empty where anything in it is no name.

    Parameters
    ----------
    strict
        Ask for a known surname of every name; otherwise of two to `longest` characters.
    longest
        Characters of a name without a known surname.

    >>> names_of("本报记者 梁燕 通讯员 何 山 文/图")
    ('梁燕', '何山')
    """
    text = _CREW.sub("", _MARK.sub("", text)).strip()
    text = _PICTURE.sub("", text) if "图" in text else text
    if text.rstrip()[-1:] in _TAIL_ENDS:
        text = _TAIL_ROLE.sub("", text)
    text = _ROLES.sub(" ", text)
    tokens = [token for token in _SPLIT.split(text) if token]
    names: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if len(token) == 1 and place + 1 < len(tokens) and len(tokens[place + 1]) <= 2:
            token += tokens[place + 1]
            place += 1
        place += 1
        if _PAPER.fullmatch(token) or (len(tokens) > 1 and token[-1] in PRESS_ENDS):
            continue
        if is_name(token) or (
            not strict and 2 <= len(token) <= longest and _NAME.fullmatch(token) and token not in _NO_NAMES
        ):
            names.append(token)
        else:
            return ()
    return tuple(dict.fromkeys(names)) if len(names) <= 8 else ()


def has_role(text: str) -> bool:
    """Whether a line says that it names authors: by a mark or by a word such as 记者."""
    return _MARK.match(text) is not None or _ROLES.match(text) is not None


def line_names(text: str) -> tuple[str, ...]:
    """Names of a line that is a byline and nothing else; empty if it is none."""
    if text.endswith("报道。") and has_role(text):
        text = text[:-1]
    if len(text) > 60 or text[-1] in "。，；：？！":
        return ()
    bracket = _BRACKET.fullmatch(text)
    if bracket:
        return names_of(bracket.group(1))
    return names_of(text, strict="，" in text or not (_MARK.match(text) or _LOOSE.match(text)))


def bracket_names(text: str) -> tuple[str, ...]:
    """Names of a line in brackets that stands alone below a body, surnames known or not."""
    bracket = _BRACKET.fullmatch(text)
    return names_of(bracket.group(1), strict=False) if bracket else ()


def end_names(text: str, wrap: int = 0) -> tuple[int, tuple[str, ...]]:
    """Names printed at the end of the last line of a body, and the offset at which they begin.

    Returns ``(len(text), ())`` where there are none. `wrap` is the offset at which a printed line ended,
    0 for none: the space between two names may be lost there.

    >>> end_names("形成闭环运行。房琴")
    (7, ('房琴',))
    >>> end_names("确保了企业正常用水。 （程露）")
    (10, ('程露',))
    """
    at, names = _end_names(text)
    if names or not 0 < wrap < len(text) or len(text) - wrap > 30:
        return at, names
    at, names = _end_names(f"{text[:wrap]} {text[wrap:]}")
    return (at - (at > wrap), names) if names else (len(text), ())


def _end_names(text: str) -> tuple[int, tuple[str, ...]]:
    from_here = max(0, len(text) - 64)
    tail = text[from_here:]
    if tail[-1] in ")）】]":
        found = _BRACKET.search(tail)
        if found and (found.start() == 0 or tail[: found.start()].rstrip()[-1:] in "。！？…”’!?；"):
            names = names_of(found.group(1), strict=True) or names_of(found.group(1), strict=False)
            if names:
                return from_here + len(tail[: found.start()].rstrip()), names
        return len(text), ()
    ended = _UP_TO_END.match(tail)
    rest = tail[ended.end() :].strip() if ended else ""
    if 2 <= len(rest) <= 44 and (_BARE.fullmatch(rest) or has_role(rest)):
        names = names_of(rest)
        if ended and names and sum(map(len, names)) <= 24:
            return len(text) - len(tail[ended.end() :].lstrip()), names
    return len(text), ()


def labelled_names(text: str) -> tuple[str, ...]:
    """Names after labels such as 作者： or 记者 inside a publication line (来源：… 作者：…, 2021-09-13 记者 …)."""
    names: list[str] = []
    for found in _LABEL.finditer(text):
        for token in _SPLIT.split(text[found.end() : found.end() + 30].strip()):
            spaced = not names and found.group()[-1].isspace()
            if not (is_name(token) or (spaced and _NAME.fullmatch(token) and token not in _NO_NAMES)):
                break
            names.append(token)
    return tuple(dict.fromkeys(names))


def dated_names(text: str) -> tuple[str, ...]:
    """The author whose name the site of a magazine sets before the hour of publication, and nothing else.

    >>> dated_names("顾一凡·2024-03-05 09:30"), dated_names("云山网·2024-03-05 09:30")
    (('顾一凡',), ())
    """
    if (marked := _MARKED.match(text)) and (names := names_of(marked.group(1))):
        return names
    found = _DATED.fullmatch(text)
    name = found.group(1) if found else ""
    return (name,) if name and name[-1] not in _PAPER_ENDS and is_name(name) else ()


def element_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Authors among what elements called author hold: names with a known surname, no papers, sites or offices.

    >>> element_names(("文心宜", "云岭网", "admin", "刘枫 江帆"))
    ('文心宜', '刘枫', '江帆')
    """
    found = (names_of(text) for text in texts if text[-1] not in _PAPER_ENDS)
    return tuple(dict.fromkeys(name for names in found for name in names if name[-1] not in _PAPER_ENDS))
