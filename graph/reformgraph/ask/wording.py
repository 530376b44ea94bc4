"""Sentences of answers in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.ask.answer import Named, Part
from reformgraph.views.status_words import STATUS_WORDS

_KINDS = {
    "adopters": ("采用者", "who adopted"), "status": ("状态", "status"), "yes-no": ("有没有", "yes or no"),
    "figure": ("数字", "figure"), "most": ("比较", "comparison"), "when": ("时间", "time"),
    "person": ("人物", "person"),
    "company": ("企业", "company"), "project": ("项目", "project"), "document": ("文件", "document"),
    "author": ("作者与来源", "author and source"), "why": ("依据", "evidence"), "reforms": ("改革", "reforms"),
    "articles": ("文章", "articles"), "passage": ("原文", "passage"),
}  # fmt: skip


class Wording:
    """The language of an answer: ``zh`` or ``en``."""

    def __init__(self, language: str) -> None:
        self.chinese = language == "zh"

    def __call__(self, chinese: str, english: str) -> str:
        """One of two texts."""
        return chinese if self.chinese else english

    def status(self, status: str) -> str:
        """A status."""
        return self(*STATUS_WORDS[status])

    def listed(self, names: Sequence[str], most: int = 12) -> str:
        """Names as a list, the rest counted."""
        shown = self("、", ", ").join(names[:most])
        rest = len(names) - most
        return shown + (self(f"等{len(names)}个", f" and {rest} more") if rest > 0 else "")

    def reading(self, part: Part, *, limits: Sequence[str] = ()) -> str:
        """How a part was understood."""
        what = self(*_KINDS[part.kind])
        told = [_told(name, self) for name in part.names]
        if part.kind == "adopters":
            told.append(self("状态：", "status: ") + self.listed([self.status(one) for one in part.statuses]))
        elif part.terms and part.kind not in ("status", "reforms", "author"):
            told.append(self("词：", "words: ") + self(" ", " ").join(part.terms))
        return (
            self(f"理解为：{what}", f"understood as: {what}")
            + self("（", " (")
            + self("；", "; ").join([*told, *limits])
            + self("）", ")")
        )

    def unsaid(self, actors: Sequence[Named], reforms: Sequence[Named]) -> str:
        """That the articles on some actors print none of some reforms."""
        who, what = self.listed([name.label for name in actors]), self.listed([name.label for name in reforms])
        return self(
            f"写{who}的文章没有印着{what}，也没有读出它这样做。",
            f"articles on {who} do not print {what}, nor could it be read that it does so.",
        )


def _told(name: Named, say: Wording) -> str:
    nouns = {
        "zone": ("开发区", "zone"), "organ": ("机关", "organ"), "place": ("地方", "place"),
        "reform": ("改革", "reform"),
        "person": ("人物", "person"), "company": ("企业", "company"), "project": ("项目", "project"),
        "document": ("文件", "document"), "unknown zone": ("未知开发区", "unknown zone"),
    }  # fmt: skip
    return say(*nouns[name.kind]) + say("：", ": ") + name.label
