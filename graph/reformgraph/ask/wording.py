"""Sentences of answers in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence

from reformgraph.ask.answer import Named, Part
from reformgraph.views.english_names import english_name
from reformgraph.views.status_words import STATUS_WORDS
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_KINDS = {
    "adopters": ("采用者", "who adopted"), "status": ("状态", "status"), "yes-no": ("有没有", "yes or no"),
    "figure": ("数字", "figure"), "most": ("比较", "comparison"), "when": ("时间", "time"),
    "person": ("人物", "person"),
    "company": ("企业", "company"), "project": ("项目", "project"), "document": ("文件", "document"),
    "author": ("作者与来源", "author and source"), "why": ("依据", "evidence"), "reforms": ("改革", "reforms"),
    "articles": ("文章", "articles"), "passage": ("原文", "passage"), "unread": ("没有读懂", "not understood"),
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

    def thing(self, label: str) -> str:
        """A zone, place or reform by its Chinese label; in English with its English name before it, where it has one.

        >>> Wording("en").thing("朔州经济开发区"), Wording("zh").thing("标准地"), Wording("en").thing("某某")
        ('Shuozhou Economic Development Zone (朔州经济开发区)', '标准地', '某某')
        """
        if self.chinese:
            return label
        reform = load_vocabulary().reforms.get(label)
        english = reform.english.partition(" (")[0] if reform else ""
        english = english or english_name("zone", label)
        return f"{english} ({label})" if english else label

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
        if part.passed_over:
            told.append(self("没有用上的词：", "words not made use of: ") + " ".join(part.passed_over))
        if part.explaining:
            told.append(self("当作解释的词：", "words taken to explain a name: ") + " ".join(part.explaining))
        return (
            self(f"理解为：{what}", f"understood as: {what}")
            + self("（", " (")
            + self("；", "; ").join([*told, *limits])
            + self("）", ")")
        )

    def unsaid(self, actors: Sequence[Named], reforms: Sequence[Named]) -> str:
        """That the articles on some actors print none of some reforms."""
        who = self.listed([self.thing(name.label) for name in actors])
        what = self.listed([self.thing(name.label) for name in reforms])
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
    called = say.thing(name.label) if name.kind in ("zone", "reform") else name.label
    return say(*nouns[name.kind]) + say("：", ": ") + called
