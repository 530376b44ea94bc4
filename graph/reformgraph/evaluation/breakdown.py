"""The adoptions once more: reform by reform, page by page, and by what makes them hard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reformgraph.evaluation.judgements import Adoption, Told, Unit
from reformgraph.evaluation.label_likeness import forms, plain, plain_name
from reformgraph.evaluation.score_rows import ADOPTIONS, rates
from reformgraph.evaluation.yardstick import Yardstick
from reformgraph.records import STATUSES
from reformgraph.views.status_words import status_word

_GOVERNMENTS = ("省", "市", "县", "区", "旗", "州", "盟")


@dataclass(frozen=True, slots=True)
class ReformRow:
    """One reform: labelled adoptions, how many of them were found and missed, and what was found wrongly."""

    reform: str
    core: bool
    labelled: int
    right: int
    missed: int
    wrong: int
    status_right: int


@dataclass(frozen=True, slots=True)
class PhenomenonRow:
    """Adoptions with one trait: of the labelled ones how many were found, of those found how many are right."""

    group: str
    group_zh: str
    name: str
    name_zh: str
    labelled: int
    labelled_right: int
    found: int
    found_right: int

    @property
    def recall(self) -> float | None:
        """None when no labelled adoption has the trait."""
        return self.labelled_right / self.labelled if self.labelled else None

    @property
    def precision(self) -> float | None:
        """None when no adoption found has the trait."""
        return self.found_right / self.found if self.found else None


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page: articles labelled and found, precision, recall and F1 of adoptions, number of errors."""

    page: str
    articles: int
    found: int
    precision: float
    recall: float
    f1: float
    errors: int


def reform_rows(units: Sequence[Unit], yardstick: Yardstick) -> list[ReformRow]:
    """Rows by reform, those with most errors first, then by number of labels and name."""
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for pair in (pair for unit in units for pair in unit.adoptions):
        one = pair.labelled or pair.found
        if one is None:
            continue
        key = yardstick.names.key(one.reform)
        names.setdefault(key, yardstick.names.printed(one.reform))
        if pair.labelled is None:
            counts[key, "wrong"] += 1
        elif pair.found is None:
            counts[key, "missed"] += 1
        else:
            counts[key, "right"] += 1
            counts[key, "status"] += pair.found.status == pair.labelled.status
    rows = [
        ReformRow(
            name,
            key in yardstick.core,
            counts[key, "right"] + counts[key, "missed"],
            counts[key, "right"],
            counts[key, "missed"],
            counts[key, "wrong"],
            counts[key, "status"],
        )
        for key, name in names.items()
    ]
    return sorted(rows, key=lambda row: (-(row.missed + row.wrong), -row.labelled, row.reform))


def page_rows(units: Sequence[Unit]) -> list[PageRow]:
    """Rows in the order of the pages."""
    rows = []
    for page in dict.fromkeys(unit.page for unit in units):
        own = [unit for unit in units if unit.page == page]
        figures = rates(ADOPTIONS, [sum(unit.counts[ADOPTIONS][k] for unit in own) for k in range(3)])
        labelled = sum(unit.labelled is not None for unit in own)
        found = sum(unit.found is not None for unit in own)
        errors = sum(len(unit.findings) for unit in own)
        rows.append(PageRow(page, labelled, found, figures.precision, figures.recall, figures.f1, errors))
    return rows


@dataclass(frozen=True, slots=True)
class _Told:
    """An adoption with the article around it."""

    adoption: Adoption
    article: Told
    yardstick: Yardstick


_Trait = Callable[[_Told], bool]
_Name = tuple[str, str]
#: Group and trait in Chinese and English, and how the trait is seen.
_TRAITS: list[tuple[_Name, _Name, _Trait]] = [
    (("数字", "figures"), ("有数字", "with figures"), lambda one: bool(one.adoption.figures)),
    (("数字", "figures"), ("无数字", "without figures"), lambda one: not one.adoption.figures),
    (("时间", "time"), ("有时间", "with a time"), lambda one: bool(one.adoption.when)),
    (("时间", "time"), ("无时间", "without a time"), lambda one: not one.adoption.when),
    (("改革", "reform"), ("核心", "core"), lambda one: one.yardstick.is_core(one.adoption.reform)),
    (("改革", "reform"), ("词表中其他", "other of the vocabulary"), lambda one: _curated(one)),
    (("改革", "reform"), ("词表之外", "not in the vocabulary"), lambda one: not _known(one)),
    (("主体", "actor"), ("开发区", "zone"), lambda one: _actor(one) == "zone"),
    (("主体", "actor"), ("省市县", "province, city or county"), lambda one: _actor(one) == "government"),
    (("主体", "actor"), ("部门及其他", "organ or other"), lambda one: _actor(one) == "organ"),
    (("主体", "actor"), ("无", "nobody"), lambda one: _actor(one) == "nobody"),
    (("句子", "sentence"), ("只讲一项", "one reform"), lambda one: _neighbours(one) == 1),
    (("句子", "sentence"), ("并列多项", "several reforms"), lambda one: _neighbours(one) > 1),
    (("位置", "place"), ("标题或眉题", "headline or kicker"), lambda one: _in_head(one)),
    (("位置", "place"), ("正文", "body"), lambda one: not _in_head(one)),
    (("写法", "printed"), ("带引号", "in quotation marks"), lambda one: _quoted(one)),
    (("写法", "printed"), ("不带引号", "without quotation marks"), lambda one: not _quoted(one)),
    (("文章", "article"), ("只涉及一个开发区", "one zone"), lambda one: len(one.article.zones) == 1),
    (("文章", "article"), ("涉及多个开发区", "several zones"), lambda one: len(one.article.zones) > 1),
    (("文章", "article"), ("不涉及开发区", "no zone"), lambda one: not one.article.zones),
    (("文章", "article"), ("残缺", "cut off"), lambda one: not one.article.complete),
]


def phenomenon_rows(units: Sequence[Unit], yardstick: Yardstick) -> list[PhenomenonRow]:
    """Rows by trait; a status counts as found only where both sides have it. Traits of nothing are left out."""
    rows = []
    for status in STATUSES:
        rows.append(
            _row((("状态", "status"), (status_word(status), status), _has_status(status)), units, yardstick, both=True)
        )
    rows += [_row(trait, units, yardstick, both=False) for trait in _TRAITS]
    return [row for row in rows if row.labelled or row.found]


def _has_status(status: str) -> _Trait:
    return lambda one: one.adoption.status == status


def _row(
    trait: tuple[_Name, _Name, _Trait], units: Sequence[Unit], yardstick: Yardstick, *, both: bool
) -> PhenomenonRow:
    (group_zh, group), (name_zh, name), has = trait
    counts = [0, 0, 0, 0]
    for unit, labelled, found in _sides(units):
        has_label = (
            labelled is not None and unit.labelled is not None and has(_Told(labelled, unit.labelled, yardstick))
        )
        has_found = found is not None and unit.found is not None and has(_Told(found, unit.found, yardstick))
        paired = labelled is not None and found is not None and (not both or (has_label and has_found))
        counts[0] += has_label
        counts[1] += has_label and paired
        counts[2] += has_found
        counts[3] += has_found and paired
    return PhenomenonRow(group, group_zh, name, name_zh, *counts)


def _sides(units: Sequence[Unit]) -> Iterator[tuple[Unit, Adoption | None, Adoption | None]]:
    for unit in units:
        for pair in unit.adoptions:
            yield unit, pair.labelled, pair.found


def _curated(one: _Told) -> bool:
    return _known(one) and not one.yardstick.is_core(one.adoption.reform)


def _known(one: _Told) -> bool:
    return one.yardstick.names.known(one.adoption.reform)


def _actor(one: _Told) -> str:
    name = plain_name(one.adoption.actor)
    if not name:
        return "nobody"
    if any(name in forms(zone) for zone in one.article.zones):
        return "zone"
    return "government" if name.endswith(_GOVERNMENTS) else "organ"


def _neighbours(one: _Told) -> int:
    return sum(other.evidence == one.adoption.evidence for other in one.article.adoptions)


def _in_head(one: _Told) -> bool:
    evidence = plain(one.adoption.evidence)
    return bool(evidence) and evidence in plain(one.article.kicker + one.article.title)


def _quoted(one: _Told) -> bool:
    evidence = "".join(one.adoption.evidence.split())
    return any(
        evidence[max(0, at - 1) : at] in ("“", "‘", "「", "『", '"')
        for form in (one.adoption.reform, *one.adoption.forms)
        if form and (at := evidence.find("".join(form.split()).strip('“”‘’「」『』"'))) > 0
    )
