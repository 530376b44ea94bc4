"""Texts of the command line in Chinese or English, see `label_language`."""

from __future__ import annotations

from reformgraph.sparql.label_language import language

__all__ = ["_t", "language"]

_LANGUAGE = language()


def _t(chinese: str, english: str) -> str:
    """The text in the language of the interface."""
    return chinese if _LANGUAGE == "zh" else english
