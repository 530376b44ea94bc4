"""Which zone has most or least of something: figures with one indicator, compared where their units agree."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reformgraph.ask.answer import Answer, AnswerRow, Part
from reformgraph.ask.store_sentences import PageTexts, Sentence, sentences_of, units
from reformgraph.ask.wording import Wording
from reformgraph.ask.zone_limits import zone_limits
from reformgraph.language.lexicon import any_of
from reformgraph.store.base import Store
from reformgraph.views import store_rows

_FIGURES = """SELECT DISTINCT ?zone ?article ?start ?text ?indicator ?value ?unit ?period {
  GRAPH ?graph { ?figure rg:about ?named ; rg:indicator ?indicator ; rg:printed ?text ; rg:start ?start ;
      rg:valueSI ?value ; rg:unitSI ?unit . ?article a rg:Article . OPTIONAL { ?figure rg:period ?period } }
  GRAPH graph:derived { ?named rg:canonical ?zone } FILTER(CONTAINS(STR(?zone), "/zone/"))
}"""
_LEAST = re.compile(r"最(?:少|低|小)|\bleast\b|lowest|smallest", re.I)
_AHEAD = re.compile("" + any_of("aim_words") + "")
_MOST = re.compile(r"最(?:多|高|大|少|低|小|快|长)|最$")
_COUNTING = re.compile(
    r"(?:的?(?:数量|总数|个数|数目|总量|总额|规模|现|数|做|达))$|^(?:" + any_of("asked_wholes") + ")的?"
)
_GROWTH = re.compile("增速|增幅|增长率|同比增长|增长速度")
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Figure:
    zone: str
    article: str
    start: int
    text: str
    indicator: str
    value: Decimal
    unit: str
    period: str | None


def compared(store: Store, part: Part, say: Wording) -> Answer | None:
    """The zones by a figure whose indicator holds all words of the question; None where fewer than two have one."""
    wanted = [plain for term in part.terms if (plain := _plain(_MOST.sub("", term)))]
    words = [unit for term in wanted for unit in units(term)]
    if not words:
        return None
    found = [one for one in _figures(store) if all(word in _plain(one.indicator) for word in words)]
    down = not _LEAST.search(part.text)
    limits, of_zone = zone_limits(store, part, say)
    labels = store_rows.labels(store, {one.zone for one in found})
    found = [one for one in found if of_zone(store_rows.local(one.zone), labels.get(one.zone, ""))]
    ranked = _comparable(found, wanted[-1], down)
    made = _rows(store, ranked, labels)
    if len({one.zone for one, _ in made}) < 2:
        return _alone(part, say, [row for _, row in made])
    first, top = made[0]
    order = say("最大" if down else "最小", "largest" if down else "smallest")
    sentence = say(
        f"印出的数字里{order}的是{top.zone}：{first.indicator} {first.text}；比较了{len(made)}个数字，"
        "各家口径与时期未必一致，目标和没有印出数字的不在内。",
        f"the {order} figure printed is that of {top.zone}: {first.indicator} {first.text}; {len(made)} figures "
        "compared, whose scope and period may differ; targets and zones without a figure are not among them.",
    )
    command = f"reformgraph query indicator -p indicator={shlex.quote(first.indicator)}"
    rows = tuple(row for _, row in made[:_SHOWN])
    return Answer(part.text, "found", say.reading(part, limits=limits), sentence, command, rows=rows)


def _plain(text: str) -> str:
    """A quantity without words that count it, growth by one word: 入园企业数量 -> 入园企业, 产值增速 -> 产值增长."""
    return _GROWTH.sub("增长", _COUNTING.sub("", text.replace("规上", "规模以上")))


#: 亩均税收, 单位产值: shares of something, not kinds of it.
_PER = re.compile("[均单每]")


def _comparable(found: Sequence[_Figure], wanted: str, down: bool) -> list[_Figure]:
    """Figures of what is wanted, its kinds among them (规划总面积 of 总面积), in the unit most zones have; ranked.

    Where fewer than two zones have that, those of the plainest indicator that several have.
    """
    groups: dict[tuple[str, str], list[_Figure]] = {}
    for one in found:
        plain = _plain(one.indicator)
        alike = plain.endswith(wanted) and _PER.search(plain.removesuffix(wanted)) is None
        groups.setdefault((wanted if alike else plain, one.unit), []).append(one)
    zones = {key: len({one.zone for one in some}) for key, some in groups.items()}
    if not groups:
        return []
    several = [key for key, count in zones.items() if count > 1] or list(groups)
    some = groups[min(several, key=lambda key: (key[0] != wanted, len(key[0]), -zones[key], key))]
    return sorted(some, key=lambda one: (-one.value if down else one.value, one.zone, one.start))


def _alone(part: Part, say: Wording, rows: Sequence[AnswerRow]) -> Answer | None:
    """That one zone only has such a figure, so that nothing can be compared; None where none has."""
    if not rows:
        return None
    sentence = say(
        f"只有{rows[0].zone}印着这样的数字，无从比较；列在下面。",
        f"only {rows[0].zone} has such a figure: nothing to compare; it stands below.",
    )
    return Answer(part.text, "none", say.reading(part), sentence, "", "not told", tuple(rows[:_SHOWN]))


def _figures(store: Store) -> list[_Figure]:
    made: list[_Figure] = []
    for row in store.select(_FIGURES):
        try:
            value = Decimal(str(row["value"]))
        except InvalidOperation:
            continue
        made.append(_Figure(
            str(row["zone"]), str(row["article"]), int(str(row["start"])), str(row["text"]), str(row["indicator"]),
            value, str(row["unit"]), row["period"],
        ))  # fmt: skip
    return sorted(made, key=lambda one: (one.zone, one.article, one.start))


def _rows(store: Store, ranked: Sequence[_Figure], labels: dict[str, str]) -> list[tuple[_Figure, AnswerRow]]:
    """Figures with the rows of their sentences, targets left out: 确保签约项目在35个以上."""
    wanted = {one.article for one in ranked}
    articles, pages = store_rows.articles(store, wanted), PageTexts(store)
    placed: dict[str, list[tuple[tuple[int, int], Sentence]]] = {}
    for sentence in sentences_of(store, wanted):
        if (place := pages.range(sentence)) is not None:
            placed.setdefault(sentence.article, []).append((place, sentence))
    rows = []
    for one in ranked:
        within = [(place, s) for place, s in placed.get(one.article, ()) if place[0] <= one.start < place[1]]
        if not within:
            continue
        (start, end), sentence = within[0]
        if _AHEAD.search(pages.clause(sentence, one.start)):
            continue
        article = articles.get(one.article)
        rows.append((one, AnswerRow(
            f"{labels.get(one.zone, store_rows.local(one.zone))} {one.indicator} {one.text}", sentence.text,
            (article.source if article else None) or "", article.issued if article else None, sentence.headline,
            (article.page_name if article else None) or "", start, end,
            labels.get(one.zone, ""), "", "", (f"{one.indicator} {one.text}",),
        )))  # fmt: skip
    return rows
