"""The measures, in the order of the report, with Chinese names, and how precision and recall come of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LINES = "lines to articles"
ARTICLES = "articles"
TITLE = "title"
KICKER = "kicker"
AUTHORS = "authors"
ZONES = "zones"
EXACT = "zones, exact name"
COMPANIES = "companies"
PEOPLE = "people"
ROLES = "people's roles"
DOCUMENTS = "documents"
PROJECTS = "projects"
ADOPTIONS = "adoptions"
REFORMS = "adoptions, actor ignored"
CORE = "adoptions, core reforms"
OWN = "adoptions, reforms only this page names"
STATUS = "status, accuracy"
OTHER = "status, other than adopted"
TIME = "adoption time"
AMOUNTS = "adoption figures"
INDICATORS = "indicators of adoption figures"
FIGURES = "all figures"
EVIDENCE = "evidence right"
OFFSETS = "offsets right"
INVENTED = "evidence not on the page"
WRONG_ACTOR = "right measure, wrong actor, of claims"
NO_ACTOR = "claims without an actor"
NO_MEASURES = "not_measures taken for measures"

#: Measures with precision and recall, and their names in Chinese.
MEASURES: dict[str, str] = {
    LINES: "行归文章", ARTICLES: "文章", TITLE: "标题", KICKER: "眉题", AUTHORS: "作者", ZONES: "开发区",
    EXACT: "开发区全名", COMPANIES: "企业", PEOPLE: "人物", ROLES: "人物职务", DOCUMENTS: "文件", PROJECTS: "项目",
    ADOPTIONS: "采用", REFORMS: "采用：不论主体", CORE: "采用：核心改革", OWN: "采用：仅本页提到的改革",
    STATUS: "状态正确率", OTHER: "状态：采用以外", TIME: "采用时间", AMOUNTS: "采用的数字",
    INDICATORS: "采用数字的指标名", FIGURES: "全部数字", EVIDENCE: "引文恰当", OFFSETS: "位置准确",
}  # fmt: skip
#: Shares of which less is better, and their names in Chinese; their counts are part, whole and nothing.
SHARES: dict[str, str] = {
    WRONG_ACTOR: "举措对、主体错的论断", NO_ACTOR: "没有主体的论断", NO_MEASURES: "误作举措的词语",
}  # fmt: skip
NAMES: dict[str, str] = {**MEASURES, INVENTED: "页面上没有的引文", **SHARES}
#: Measured by recall alone: what is found beside cannot be told apart.
BY_RECALL = frozenset((OWN,))


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1, each between 0 and 1."""

    precision: float
    recall: float
    f1: float

    def main(self, measure: str) -> float:
        """The figure that stands for the measure."""
        return self.recall if measure in BY_RECALL else self.f1


def share(counts: Sequence[float]) -> float:
    """Part of the whole; 0 of nothing."""
    part, whole = counts[0], counts[1]
    return part / whole if whole else 0.0


def main_figure(measure: str, counts: Sequence[float]) -> float:
    """The figure that stands for a measure or a share."""
    return share(counts) if measure in SHARES else rates(measure, counts).main(measure)


def rates(measure: str, counts: Sequence[float]) -> Rates:
    """Precision, recall and F1 of right, found and labelled items.

    Nothing found counts as precision 1 when nothing is labelled either, else 0; nothing labelled is recall 1.
    Of `LINES` the counts are the sums of B-cubed precision and recall over lines, and the number of lines.
    """
    right, found, labelled = counts
    if measure == LINES:
        precision, recall = (right / labelled, found / labelled) if labelled else (0.0, 0.0)
    else:
        precision = right / found if found else float(not labelled)
        recall = right / labelled if labelled else 1.0
    both = precision + recall
    return Rates(precision, recall, 2 * precision * recall / both if both else 0.0)
