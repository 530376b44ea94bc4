"""Names of the reporters that an opening names: （记者 梁燕 通讯员何山）, 【特派记者梁燕/报道】.

Comes in: the opening of a text. Goes out: the names in it, each once, in the order printed.
"""

from __future__ import annotations

import re

from reformgraph.language.lexicon import any_of, word_set
from reformgraph.layout.bylines import PRESS_ENDS, is_name

_ROLE = re.compile(
    r"(?:" + any_of("reporter_kinds") + r")?(?:" + any_of("press_people") + r"|" + any_of("reporter_writers") + r"|"
    r"(?<![\u4e00-\u9fff])文(?=\s?[:：/]))(?=[\s:：/、\u4e00-\u9fff■])"
)
_BRACKET = re.compile(r"[（(【\[]([^（）()【】\[\]]{2,80})[)）】\]]")
_LABELS = word_set("site_labels")
_SPLIT = re.compile(r"[\s、，,/;；|丨&:：■□●◆]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,3}")
_DONE = re.compile(r"(?:" + any_of("byline_deeds") + r")+(?:报道|/图)?$")
#: 云岭日报讯（记者 梁燕）: a bracket behind a dateline names reporters far into a text that a site runs together.
_BEHIND_DATELINE = re.compile(r"(?:[讯电]|消息)\s?[（(]([^（）()]{2,80})[)）]")
#: 本报讯 记者蔡芸 实习生何山报道：; 电 记者詹娟 日前，.
_UNBRACKETED = re.compile(
    r"[^，。：]{0,16}?(?:[讯电]|消息|^)[\s　]?((?:[^，。：\s]{0,8})(?:"
    + any_of("reporting_people")
    + r")[^，。：]{1,40}?)(?:报道|[，。：:]|$)"
)
#: Opening characters in which reporters are named.
_REACH = 90
_FAR = 400
_MARK = "\x00"


def opening_reporters(text: str) -> tuple[str, ...]:
    """Reporters named in the opening of a text, before its first sentence ends.

    >>> opening_reporters("云岭网5月18日讯（记者 梁燕 见习记者 何山 通讯员孙小雅）近日，")
    ('梁燕', '何山', '孙小雅')
    >>> opening_reporters("云岭网讯（记者从开发区获悉）近日，")
    ()
    """
    head = text[:_REACH]
    for found in _BRACKET.finditer(head):
        if "。" in head[: found.start()]:
            break
        if names := reporters(found.group(1)):
            return names
    plain = _UNBRACKETED.match(head)
    if plain and (names := reporters(plain.group(1), sure=True)):
        return names
    if behind := _BEHIND_DATELINE.search(text, 0, _FAR):
        inside = behind.group(1)
        return reporters(inside) or tuple(_SPLIT.split(inside) if all(map(is_name, _SPLIT.split(inside))) else ())
    return ()


def reporters(text: str, *, sure: bool = False) -> tuple[str, ...]:
    """Names beside the words for reporters; empty where no such word stands.

    `sure` asks for a known surname of every name.

    >>> reporters("通讯员周立民 云岭网·客户端记者何欣悦")
    ('周立民', '何欣悦')
    """
    if not _ROLE.search(text):
        return ()
    names: list[str] = []
    behind = False
    for token in _SPLIT.split(_ROLE.sub(f" {_MARK} ", _DONE.sub("", text))):
        if token == _MARK:
            behind = True
        elif token in _LABELS or (token[-1:] in PRESS_ENDS and is_name(token)):
            continue
        elif is_name(token) or (behind and not sure and _NAME.fullmatch(token)):
            names.append(token)
        elif behind and token and not names:
            return ()
    return tuple(dict.fromkeys(names)) if len(names) <= 8 else ()
