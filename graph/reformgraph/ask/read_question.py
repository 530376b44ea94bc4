"""How a question is understood: a text in, its parts with what each asks for out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reformgraph.ask.answer import Kind, Named, Part
from reformgraph.ask.name_forms import plain_question
from reformgraph.ask.names_in_question import KnownNames
from reformgraph.language.lexicon import any_of, longest_first, pairs, word_set, words


def _cue(*words: str) -> re.Pattern[str]:
    """Words and patterns of which any is a cue, in capitals or not."""
    return re.compile("|".join(words), re.IGNORECASE)


ZONE_ASKED = _cue(
    "(?:哪|几|多少).{0,12}(?:" + any_of("asked_zones") + ")", "由?谁(?!是)",
    "有(?:没有|无|什么).{0,4}(?:" + any_of("asked_zones") + ")",
    "的(?:" + any_of("asked_zones") + ")(?:是|有)?[？?。]?$",
    r"\b(?:which|what|how many)\b.{0,30}\bzones?\b", r"\bwho\b",
)  # fmt: skip
#: 甲开发区和乙开发区，谁推行了标准地？
_FIRM = any_of("asked_firms")
_EITHER = _cue("谁(?!是)", "哪[一个家]", r"\bwhich\b", r"\bwho\b")
_DOCUMENT = "(?:" + any_of("asked_papers") + ")"
#: What tells the kind of a question, the first that fits.
_CUES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # 这篇报道是谁写的？
    ("author", _cue(any_of("asked_author"), "哪几?[位个名]记者", "哪家(?:报|媒体|网站)",
                    "(?:" + any_of("asked_articles") + ")的?(?:来源|出处)", "who wrote", "which paper")),
    # 哪些文章提到一枚印章？ and not 写朔州的文章提到了哪些企业
    ("articles", _cue(f"(?:哪|几|多少).{{0,3}}(?:{any_of('asked_articles')}).{{0,8}}(?:{any_of('asked_printing')})",
                      r"which (?:articles?|reports?|papers) (?:mention|speak|tell|print|contain|hold)")),
    # 为什么说朔州经开区推行了标准地？
    ("why", _cue(any_of("asked_proof"),
                 "how do (?:you|we) know", "evidence")),
    # 省里出台了哪些文件？
    ("document", _cue(f"(?:哪[些个份部]|什么|叫).{{0,6}}(?:{_DOCUMENT})",
                      f"{_DOCUMENT}(?:叫|是什么(?!状态)|的名称|有哪)",
                      "which documents?", "what document")),
    # 文章点名了哪三家企业？
    ("company", _cue(f"(?:哪|几|什么).{{0,3}}(?:{_FIRM})", f"(?:{_FIRM})(?:是谁|都?有(?:哪|什么))",
                     "由?哪家.{0,4}(?:投资|建设)",
                     "which (?:firm|compan)", "what compan")),
    # 哪位组长出席会议，任何职？
    ("person", _cue(any_of("asked_person"),
                    "(?:" + any_of("asked_posts") + ")是谁", "what post", "who (?:is|led|heads)")),
    # 哪个开发区签约最多？
    ("most", _cue("(?:哪|谁).{0,24}最(?:多|高|大|快|少|低|长|小)",
                  "最(?:多|高|大|少|低|快|小)的(?:是|" + any_of("asked_zones") + ")",
                  r"which zones?.{0,40}\b(?:most|largest|highest|least)\b")),
    # 签约项目多少个、占比是多少？
    ("figure", _cue(any_of("asked_amount"), "几[个家项次亿万成宗支户人倍件条名期批所天日]",
                    "how (?:many|much|large|long)", "what share")),
    # 哪个月投产？
    ("when", _cue(any_of("asked_time"), "哪一?[天日年]", "哪个?月", r"\bwhen\b",
                  "which (?:day|month|year)")),
    # 全代办是什么状态？
    ("status", _cue(any_of("asked_status"), f"还是(?:{any_of('states_in_questions')})", "status")),
    # 有没有推行全代办？
    ("yes-no", _cue(any_of("asked_yes_no"), r"\b(?:did|does|has|have|is)\b")),
    # 推行了哪些改革？
    ("reforms", _cue(rf"(?:哪些|什么|哪几项|几项).{{0,4}}(?:{any_of('asked_reforms')})",
                     rf"(?:{any_of('asked_measures')})有哪",
                     "what reforms", "which reforms")),
    # 有哪些项目？
    ("project", _cue("(?:哪|什么).{0,4}项目", "项目(?:都|主要)?有(?:哪|什么|几)", "which projects?")),
)  # fmt: skip
#: Statuses that a question asks for, with what tells so.
STATUS_CUES = (
    (("planned",), _cue(*words("planned_in_questions"), r"\bplan")),
    (("required",), _cue("被?要求", r"\brequired")),
    (("withdrawn",), _cue(any_of("withdrawn_in_questions"), "gave up", "withdr")),
)
#: What a figure has to look like, by the words that ask for it; of several groups of words any figure will do.
_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("元", _cue("投资(?!类|项目|促进|企业|商|者|环境)", *words("money_in_questions"), "money", "investment")),
    ("[%％成]|分之", _cue(*words("shares_in_questions"), "share")),
    ("[个家项宗件]", _cue(any_of("asked_counts"), "how many")),
)  # fmt: skip
#: Units that a question prints behind 多少, and what figures of that kind are printed in.
_MEASURES = tuple(
    (unit, "|".join(printed for one, printed in pairs("asked_units") if one == unit))
    for unit in dict.fromkeys(unit for unit, _ in pairs("asked_units"))
)
_UNIT_ASKED = re.compile(f"多少[万亿]?([美欧日港]元|{'|'.join(unit for unit, _ in _MEASURES)})")
#: Where a question is taken apart: 投资多少、哪个月投产；何时开业.
_PARTING = re.compile(r"(?<=[？?；;。])|[，,、](?=[^，,、；？?]*(?:多少|何时|哪|谁|几|是不是|是否|什么))")
_ASKS = _cue(
    any_of("asking_words"), r"\bwh", r"\bhow", r"\bdid", r"\bdo",
)  # fmt: skip
#: 艘 of 多少艘船舶租赁 is no part of what is counted.
_COUNTED_BY = re.compile("(?<=多少)[艘架辆台套座份张枚支条户株](?=.)")
_QUOTED = re.compile('[“「『"]([^”」』"]{2,40})[”」』"]')
_ANY_WORD = re.compile(r"[A-Za-z]+|[0-9０-９.%％]+(?:亿元|万元|元|[年月日号%])?|[一-鿿]+")


#: English words that only ask: what is left of "Did 朔州经开区 adopt 标准地?" is the names.
_ENGLISH = word_set("english_question_words")
#: What is left of 多少个项目 and 多少家以上: 个, 以上.
_COUNTER = re.compile(r"^[个家项次件宗名]?(?:以上|以下|左右)?(?=$|[^别人目长电])|(?:以上)$")


def read_question(text: str, names: KnownNames, unknown: Sequence[str] = ()) -> tuple[Part, ...]:
    """The parts of a question; each keeps what the parts before it name.

    Parameters
    ----------
    text
        One or several questions, in Chinese or English.
    names
        Names that it may use.
    unknown
        Names of zones in it that stand for none that is known.
    """
    plain = plain_question(text)
    found = names.find(plain, [plain_question(name) for name in unknown])
    parts: list[Part] = []
    quoted = [plain_question(one) for one in _QUOTED.findall(text)]
    for start, end in _pieces(plain):
        inside = tuple(name for name in found if start <= name.start and name.end <= end)
        held = tuple(one for one in quoted if one in plain[start:end])
        parts.append(replace(_part(plain, start, end, inside), quoted=held, piece=plain[start:end]))
    return tuple(_carried(parts))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the parts: what asks nothing joins the part behind it, at the end the one before it."""
    cuts = [0, *(found.end() for found in _PARTING.finditer(text)), len(text)]
    pieces: list[tuple[int, int]] = []
    begun = 0
    for start, end in pairwise(cuts):
        if start == end:
            continue
        if _ASKS.search(text[start:end]):
            pieces.append((begun, end))
            begun = end
    if begun < len(text):
        pieces = [*pieces[:-1], (pieces[-1][0], len(text))] if pieces else [(0, len(text))]
    return iter(pieces)


def _part(text: str, start: int, end: int, names: tuple[Named, ...]) -> Part:
    piece = text[start:end]
    kind = _kind(piece, names)
    statuses = next((found for found, cue in STATUS_CUES if cue.search(_without(piece, names))), ("adopted",))
    reforms = [name for name in names if name.kind == "reform"]
    return Part(
        kind, piece.strip(" ，,、；;？?。"), names, _terms(text, start, end, names), statuses, len(reforms) > 1,
        _unit(piece),
    )  # fmt: skip


def _unit(piece: str) -> str:
    if (printed := _UNIT_ASKED.search(piece)) is not None:
        return next(pattern for unit, pattern in _MEASURES if printed.group(1).endswith(unit))
    found = [unit for unit, cue in _UNITS if cue.search(piece)]
    return found[0] if len(found) == 1 else ""


def _without(piece: str, names: Sequence[Named]) -> str:
    for name in names:
        piece = piece.replace(name.printed, " ")
    return piece


def _kind(piece: str, names: Sequence[Named]) -> Kind:
    kinds = {name.kind for name in names}
    bare = _without(piece, [name for name in names if name.kind != "place"])
    acting = kinds & {"zone", "organ", "unknown zone"}
    placed = acting or "place" in kinds
    told = next((kind for kind, cue in _CUES if cue.search(bare)), None)
    if (
        "reform" in kinds
        and not acting
        and ZONE_ASKED.search(bare)
        and told not in ("most", "author", "why", "document")
    ):
        return "adopters"
    if (
        "reform" in kinds
        and _EITHER.search(bare)
        and sum(name.kind in ("zone", "organ", "unknown zone") for name in names) > 1
    ):
        return "adopters"
    if told == "reforms" and "reform" in kinds and acting:
        return "status"  # 在放管服上有什么举措？
    if told is None:
        return "status" if "reform" in kinds and placed else "passage"
    return told


def _terms(text: str, start: int, end: int, names: Sequence[Named]) -> tuple[str, ...]:
    """What is left of a part without names of places and zones and without words that only ask."""
    kept = list(text[start:end])
    for name in names:
        if name.kind in ("zone", "unknown zone", "place", "organ"):
            kept[name.start - start : name.end - start] = " " * (name.end - name.start)
    return asked_words("".join(kept), ())


def asked_words(text: str, names: Sequence[str], least: int = 2) -> tuple[str, ...]:
    """What is left of a text without some names and words that only ask, in runs of `least` characters and more.

    >>> asked_words("朔州经开区的标准地节约资金多少", ["朔州经开区", "标准地"])
    ('节约资金',)
    """
    rest = text
    for name in names:
        rest = re.sub(re.escape(name), lambda found: " " * len(found.group()), rest, flags=re.IGNORECASE)
    rest = _COUNTED_BY.sub(" ", rest)
    for word in longest_first("question_words"):
        rest = rest.replace(word, " " * len(word))
    runs = (_COUNTER.sub("", run) for run in _ANY_WORD.findall(rest))
    return tuple(run for run in runs if (len(run) >= least or run.isdigit()) and run.casefold() not in _ENGLISH)


def _carried(parts: Sequence[Part]) -> Iterator[Part]:
    """Each part with who is asked about in the one before, where it names nobody, and the terms of all before."""
    every = tuple(dict.fromkeys(term for part in parts for term in part.terms))
    before: tuple[Named, ...] = ()
    context: tuple[str, ...] = ()
    last: Part | None = None
    for part in parts:
        if last is not None and not part.names and not part.terms and last.kind in ("adopters", "most"):
            continue  # 由哪些开发区落实，共几个？ 哪个最多，多少个？: the count stands in every answer.
        acting = part.of("zone", "organ", "unknown zone", "person", "company")
        if not acting and before and part.kind != "adopters":
            part = replace(part, names=(*before, *part.names))
        elif last is not None and not part.names:
            part = replace(part, names=last.of("reform"))  # 证照联办是哪个区在试，办成的企业有多少户？
        if last is not None:
            part = replace(part, terms=part.terms or context)
        yield replace(part, context=tuple(term for term in every if term not in part.terms))
        before, last = acting or before, part
        context = tuple(dict.fromkeys((*context, *part.terms)))
