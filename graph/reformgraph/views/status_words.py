"""What the statuses of claims and adoptions are called: one list for tables, pages, charts and answers."""

from __future__ import annotations

from collections.abc import Mapping

from reformgraph.errors import UsageError

#: Status -> Chinese and English word.
STATUS_WORDS: Mapping[str, tuple[str, str]] = {
    "adopted": ("已采用", "adopted"), "withdrawn": ("已取消", "withdrawn"), "planned": ("计划", "planned"),
    "required": ("被要求", "required"), "referenced": ("提及", "referenced"),
}  # fmt: skip
#: What pages called some of them before.
_FORMER = {"已停止": "withdrawn", "仅提及": "referenced"}


def status_word(status: str, language: str = "zh") -> str:
    """What a status is called in ``zh`` or ``en``; the status itself where it is none of ours."""
    return STATUS_WORDS.get(status, (status, status))[language != "zh"]


def read_status(word: str, language: str = "zh") -> str:
    """The status that a word names in either language.

    Raises
    ------
    UsageError
        If it names none; the choices are told in `language`.
    """
    known = _FORMER | {name: status for status, names in STATUS_WORDS.items() for name in names}
    if word not in known:
        choices = ", ".join(status_word(status, language) for status in STATUS_WORDS)
        raise UsageError(f"no status {word!r}", cure=f"one of {choices}")
    return known[word]
