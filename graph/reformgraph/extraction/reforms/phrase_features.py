"""A proposal in its article to the names of its features, by which the judge weighs it.

A feature holds or does not; its name tells what it is:

======================  ==================================================================================
``kind=``, ``len``      the search that found the phrase; its length with the first letter of the kind
``n``, ``k``            a character, two beside each other or the last ones of a new (n) or a curated (k) form,
                        ``^`` and ``$`` being its edges
``a``, ``b``            the characters after and before it, with 1 where a quotation mark stands between
``ah=``                 a word for a measure's kind right behind it
``a0=not``, ``a1=not``  a word behind it that makes it the name of something else
``b=``                  what is said before it: likened, an honour, a purpose, what an enterprise brings out, a list
``shape=``              what the name is built like: 22条, 1+3+N, 一企一策, a metaphor, a speech
``h=``, ``hv=``         the head noun of an unquoted name, and with 1 where a firm verb governs it
``own=``                how long and how plain the words before that head are
``v=``, ``w=``          the verb of doing that governs it, or one further before in its clause
``left=``, ``right=``   its neighbour in a list
``holds=``, ``within``  a curated form inside it, by how much longer it is; it stands inside one
``told=``               the reform of the vocabulary that is described without its name
``times=``              how often the article has it; ``head`` where it stands in the headline
``field=``, ``zones=``  what the article is about
``near=``, ``place=``   how many words of the field stand around it, and in which third of the article it is
``said=``               who or what its sentence speaks of before it
======================  ==================================================================================
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from reformgraph.extraction.reforms.proposals import DOING, HEAD_FINDER, HEADS, VERB_FINDER, Kind, Proposal
from reformgraph.language.flow import Flow
from reformgraph.language.lexicon import any_of, pairs, word_set

_OPENING, _CLOSING, _LIST_SIGNS = "“‘《", "”’》", frozenset("、”“和与及，+")
_ORDER = re.compile(
    r"(?:[了起出好过着以的新]|[\d一二三四五六七八九十两几多数首这该本]+余?[名个家支张项批套条种类大]|全[国省市区]|系列)+$"
)
#: The end of a paragraph and white space, made visible so that no name of a feature is torn.
_VISIBLE = {ord("\n"): "¶", **dict.fromkeys(map(ord, " \t\u3000\xa0"), "␣")}
_CLAUSE = re.compile("[，。；：！？¶]")
_SENTENCE = re.compile("[。；！？¶]")
_FIRM = word_set("measure_firm_verbs")
_LIKENED = re.compile(f"(?:{any_of('measure_likened')})[^，。；]{{0,4}}$")
_HONOURS = re.compile(f"(?:{any_of('measure_honours')})[^，。；]{{0,6}}$")
_NOT_BEHIND = re.compile(f"的?(?:特色|优势)?(?:{any_of('measure_not_behind')})")
_PURPOSES = re.compile(any_of("measure_purposes"))
_HAPPENS = re.compile(f"[^，。；]{{0,2}}?(?:{any_of('measure_happens')})")
#: What an enterprise brings out is no measure of the zone: 一家公司推出“云仓管家”; 为企业推出 is.
_ENTERPRISE = re.compile(
    "(?<![为给向对让助帮使供惠入])(?:企业|(?<!平台)(?<!运营)(?<!国有)公司|集团|厂家|门店|商家)[^，。；为]{0,8}"
    "(?:" + any_of("enterprise_verbs") + ")[了的出]?$"
)
#: Shapes of names: 22条, 1+3+N, 一企一策, 无事不扰, 甲办、乙办.
_PLAIN = re.compile(f"(?:{any_of('measure_plain_words')}|[的和与、])*")
_SHAPES = (
    ("count", re.compile(r"\d+条$")),
    ("formula", re.compile(r"^[\dN]+(?:[+][\dN]+)+")),
    ("plus", re.compile(r"[+]")),
    ("pair", re.compile(r"(.).{1,3}\1")),
    ("number", re.compile(r"^[一二三四五六七八九十两\d]+[个大项张枚]?")),
    ("paired", re.compile(r"^[^、，]*(.)(?:[、，][^、，]*\1)+$")),
    ("metaphor", re.compile(any_of("measure_metaphors"))),
    ("ending", re.compile(f"(?:{any_of('measure_endings')})$")),
    ("spoken", re.compile("[的了着吗呢吧们您][，]|[吗呢吧啊]$|^[我你他她咱它要]")),
    ("list", re.compile(r"[、，].+[、，]")),
)
_DIGIT = re.compile(r"\d")
_FIELD = re.compile(any_of("field_words"))
#: How far words of the field count as near, in characters.
_AROUND = 150
_MOST_NEAR = 4
#: So much of a sentence is looked at for whom it speaks of.
_FAR = 160
#: Who or what the sentence speaks of before the phrase: 某大学推行X is seldom a measure of the zone.
_SAID = AhoCorasick([word for word, _ in pairs("spoken_of")], matchkind=MatchKind.LeftmostLongest)
_SAID_KINDS = [kind for _, kind in pairs("spoken_of")]
_BEFORE, _AFTER, _NEAR = 40, 24, 6
#: Texts whose features are kept: several proposals begin or end at one place, and names come again.
_REMEMBERED = 1024
_LONGEST, _MOST_TIMES, _LONGER = 14, 4, 6


class Surroundings:
    """What an article offers to the features of all its proposals.

    Parameters
    ----------
    flow
        The article.
    proposals
        All of it, in text order.
    in_field
        Whether the article is full of words of the field.
    has_zones
        Whether it names zones.
    core
        Names of the curated reforms that are hallmarks of the field.
    """

    def __init__(
        self, flow: Flow, proposals: Sequence[Proposal], in_field: bool, has_zones: bool, core: frozenset[str]
    ) -> None:
        self.text = flow.text
        self.head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
        self.article = (f"field={in_field:d}", f"zones={has_zones:d}")
        self.core = core
        self.field = [found.start() for found in _FIELD.finditer(flow.text)]
        self.paragraphs = [p.start for p in flow.paragraphs]
        self.last = len(flow.text)
        self.counts = Counter(one.name for one in proposals)
        listed = [(one, "core" if one.name in core else one.kind) for one in proposals if one.kind in _LISTED]
        self.ends = {one.end: kind for one, kind in listed}
        self.starts = {one.start: kind for one, kind in listed}
        self.curated = [(one.start, one.end) for one in proposals if one.kind == "curated"]

    def near(self, place: int) -> Iterator[str]:
        """How many words of the field stand near a place, and where in the article it is."""
        low, high = bisect_left(self.field, place - _AROUND), bisect_left(self.field, place + _AROUND)
        yield f"near={min(high - low, _MOST_NEAR)}"
        yield f"place={3 * place // max(1, self.last)}"
        start = max(self.paragraphs[max(0, bisect_right(self.paragraphs, place) - 1)], place - _FAR)
        sentence = max(self.text.rfind("。", start, place) + 1, start)
        said = {_SAID_KINDS[index] for index, _, _ in _SAID.find_matches_as_indexes(self.text[sentence:place])}
        yield from (f"said={kind}" for kind in sorted(said))

    def curated_near(self, one: Proposal) -> Sequence[tuple[int, int]]:
        """Ranges of the curated forms that overlap a proposal; none of them overlap each other."""
        low = max(0, bisect_left(self.curated, (one.start, 0)) - 1)
        high = bisect_left(self.curated, (one.end, 0))
        return [(start, end) for start, end in self.curated[low:high] if end > one.start]


_HEADED = frozenset(("phrase", "wider", "object", "title"))
_LISTED = frozenset(("curated", "quoted"))


def features_of(one: Proposal, around: Surroundings) -> list[str]:
    """Names of the features that hold of a proposal, each once."""
    text = around.text
    before = text[max(0, one.start - _BEFORE) : one.start].translate(_VISIBLE)
    after = text[one.end : one.end + _AFTER].translate(_VISIBLE)
    quoted = before[-1:] in _OPENING and after[:1] in _CLOSING and bool(before) and bool(after)
    found = [f"quoted={quoted:d}"]
    found += around.article
    found += around.near(one.start)
    if one.start < around.head:
        found.append("times=head")
    found.append(f"times={min(around.counts[one.name], _MOST_TIMES)}")
    if one.curated:
        core = one.name in around.core
        found += [f"generic={one.generic:d}", f"core={core:d}", f"g{one.generic:d}q{quoted:d}"]
        found += [f"told={one.name}"] if one.kind == "described" else []
    else:
        found += _overlaps(one, around, quoted)
    found += _ahead(before)
    if one.kind in _HEADED:
        found += _head(one, "v=firm" in found)
    found += _shapes(one.name)
    found += grams(text[one.start : one.end] if one.curated else one.name, one.kind)
    found += _behind(after)
    found += _neighbours(one, around)
    return list(dict.fromkeys(found))


def _overlaps(one: Proposal, around: Surroundings, quoted: bool) -> list[str]:
    found = []
    near = around.curated_near(one)
    inside = max((end - start for start, end in near if one.start <= start and end <= one.end), default=0)
    if inside:
        found.append(f"holds={min(_LONGER, len(one.name) - inside)}")
        if not quoted:
            found.append("holds=bare")
    if any(start <= one.start and one.end <= end for start, end in near):
        found.append("within")
    return found


@lru_cache(maxsize=_REMEMBERED)
def _shapes(name: str) -> tuple[str, ...]:
    return tuple(f"shape={shape}" for shape, pattern in _SHAPES if pattern.search(name))


@lru_cache(maxsize=_REMEMBERED)
def grams(form: str, kind: Kind) -> tuple[str, ...]:
    """The features that follow from a printed form and the search that found it alone."""
    mark, edged = "k" if kind in ("curated", "described") else "n", f"^{form.translate(_VISIBLE)}$"
    pairs = [mark + edged[at : at + 2] for at in range(len(edged) - 1)]
    signs = [mark + sign for sign in edged[1:-1]]
    return (f"kind={kind}", f"{kind[0]}len={min(len(form), _LONGEST)}", *pairs, *signs, mark + edged[-3:])


@lru_cache(maxsize=_REMEMBERED)
def _behind(after: str) -> tuple[str, ...]:
    rest = after.lstrip(_CLOSING)
    closed = len(after) != len(rest)
    found = [f"a{closed:d}{rest[:1]}", f"a{rest[:2]}"]
    if rest.startswith("等"):
        found.append("a=etc")
    if _NOT_BEHIND.match(rest):
        found.append(f"a{closed:d}=not")
    if _HAPPENS.match(rest):
        found.append("a=happens")
    heads = HEAD_FINDER.find_matches_as_indexes(rest[:8])
    if heads and heads[0][1] <= 3:
        found.append(f"ah{closed:d}={HEADS[heads[0][0]]}")
    if _DIGIT.search(_SENTENCE.split(rest, maxsplit=1)[0]):
        found.append("a=digits")
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _ahead(before: str) -> tuple[str, ...]:
    bare = before.rstrip(_OPENING)
    found = [f"b{len(bare) != len(before):d}{bare[-1:]}", f"b{bare[-2:]}"]
    clause = _CLAUSE.split(bare)[-1]
    if not clause:
        return (*found, "b=clause")
    signs = (("likened", _LIKENED), ("honour", _HONOURS), ("purpose", _PURPOSES), ("enterprise", _ENTERPRISE))
    found += [f"b={sign}" for sign, pattern in signs if pattern.search(clause)]
    order = _ORDER.search(clause)
    verbs = VERB_FINDER.find_matches_as_indexes(clause)
    if not verbs:
        found.append("v=none")
    else:
        index, _, last = verbs[-1]
        gap = (order.start() if order else len(clause)) - last
        if gap <= 0:
            found += [f"v={DOING[index]}", f"v={'firm' if DOING[index] in _FIRM else 'other'}"]
        else:
            far = "near" if gap <= _NEAR else "far"
            found += [f"w={DOING[index]}", f"w={far}", f"w={far}-{'firm' if DOING[index] in _FIRM else 'other'}"]
    if clause[-1] == "、" or bare[-1] in "”’":
        found.append("b=listed")
    return tuple(found)


def _head(one: Proposal, governed: bool) -> list[str]:
    """Its head noun, how long and how plain the own words before it are."""
    name = one.name
    heads = [(last, first, index) for index, first, last in HEAD_FINDER.find_matches_as_indexes(name)]
    if not heads or heads[-1][0] != len(name):
        return ["h=none"]
    _, first, index = heads[-1]
    plain = _PLAIN.fullmatch(name, 0, first) is not None
    found = [f"h={HEADS[index]}", f"own={min(first, _LONGER)}", f"own={'plain' if plain else 'special'}"]
    return [*found, f"hv={HEADS[index]}-{governed:d}", f"own={'plain' if plain else 'special'}-{governed:d}"]


def _neighbours(one: Proposal, around: Surroundings) -> list[str]:
    """Kinds of what stands beside it in a list, before and behind, with or without quotation marks."""
    text, found = around.text, []
    first = one.start - (one.start > 0 and text[one.start - 1] in _OPENING)
    last = one.end + (text[one.end : one.end + 1] in ("”", "’"))
    if first > 0 and text[first - 1] in _LIST_SIGNS:
        found.append(f"left={_kind_at(around.ends, (first, first - 1, first - 2))}")
    if text[last : last + 1] in _LIST_SIGNS:
        found.append(f"right={_kind_at(around.starts, (last, last + 1, last + 2))}")
    return found


def _kind_at(kinds: Mapping[int, str], places: tuple[int, ...]) -> str:
    return next((kinds[place] for place in places if place in kinds), "other")
