"""Bytes to text: finds the encoding of a Chinese text file, or says at which byte it is broken."""

from __future__ import annotations

import codecs
import re

from reformgraph.errors import PageError

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins like that of UTF-16 and stands before it.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.I
)
#: What a declared name stands for: the widest set of its family.
_FAMILY = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "big5hkscs": "big5hkscs", "x-big5": "big5hkscs",
    "cp950": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_PRINTED_NAME = {"utf-8-sig": "utf-8", "big5hkscs": "big5"}
#: The characters that make up about half of any Chinese text, simplified and traditional, with common marks.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装"
    "來時們個國會這為發產種過說學電動對經進著後裡義與關實體機當應開還從間樣條沒結無係軍問題黨連總點組織設備區業務標準辦處領導報導議計劃資環審項場創營優質轉輕農統級戰爭術極聯認權證營億萬縣鄉鎮廳臺灣產"
    "，。、；：？！“”‘’（）《》「」『』—…·"
)
#: Least share of common characters among those beyond ASCII for a guess to be believed.
_LEAST_COMMON = 0.25
_SAMPLE = 20_000
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, where: str) -> tuple[str, str]:
    """Text and name of the encoding of the bytes of a file.

    The byte-order mark is dropped and line ends become ``\\n``; nothing else is changed. Tried in turn:
    byte-order mark, declared charset of markup, UTF-8, then whichever of GB18030 and Big5 gives the
    more Chinese text.

    Raises
    ------
    PageError
        When the file is empty or binary, or its bytes are no text in any of these encodings.
    """
    if not data.strip():
        raise PageError("the file is empty", where=where, cure="remove it or give the text of the page")
    text, encoding = _decode(data, where)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \t\n\u3000\xa0"):
        raise PageError("the file holds only white space", where=where, cure="give the text of the page")
    return text, encoding


def _decode(data: bytes, where: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding, where), _PRINTED_NAME.get(encoding, encoding)
    _refuse_binary(data, where)
    declared = _DECLARED.search(data, 0, 4096)
    if declared:
        family = _FAMILY.get(declared.group(1).decode("ascii").lower())
        if family:
            try:
                return data.decode(family), _PRINTED_NAME.get(family, family)
            except UnicodeDecodeError:
                pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        return _guess(data, fault, where)


def _strictly(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _broken(encoding, fault.start, where) from None


def _broken(encoding: str, position: int, where: str) -> PageError:
    name = _PRINTED_NAME.get(encoding, encoding)
    return PageError(
        f"the text is broken at byte {position}: no valid {name} there",
        where=where,
        cure="save the file again as UTF-8",
    )


def _refuse_binary(data: bytes, where: str) -> None:
    sample = data[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if b"\x00" in sample or controls > 8 + len(sample) // 50:
        raise PageError(
            "this is a binary file, not text",
            where=where,
            cure="give txt, md, html or pdf; UTF-16 and UTF-32 need a byte-order mark",
        )


def _guess(data: bytes, utf8: UnicodeDecodeError, where: str) -> tuple[str, str]:
    """GB18030 or Big5 by the share of common characters; broken UTF-8 is told by its own fault."""
    if utf8.start > 64 and commonness(data[: utf8.start][:_SAMPLE].decode("utf-8", "ignore")) >= _LEAST_COMMON:
        raise _broken("utf-8", utf8.start, where)
    best: tuple[float, str, str] | None = None
    furthest, furthest_in = -1, "gb18030"
    for encoding in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            if fault.start > furthest:
                furthest, furthest_in = fault.start, encoding
            continue
        share = commonness(text[:_SAMPLE])
        if best is None or share > best[0]:
            best = (share, text, encoding)
    if best is not None and best[0] >= _LEAST_COMMON:
        return best[1], _PRINTED_NAME.get(best[2], best[2])
    if furthest > utf8.start:
        sample = data[: min(furthest, _SAMPLE)].decode(furthest_in, "ignore")
        if commonness(sample) >= _LEAST_COMMON:
            raise _broken(furthest_in, furthest, where)
    raise _broken("utf-8", utf8.start, where)


def commonness(text: str) -> float:
    """Share of common Chinese characters and marks among the characters beyond ASCII, 0 to 1.

    >>> commonness("开发区的改革"), commonness("鍦ㄥ紑鍙戝尯")
    (1.0, 0.0)
    """
    beyond = [character for character in text if character > "\x7f" and not character.isspace()]
    return sum(character in _COMMON for character in beyond) / len(beyond) if beyond else 0.0
