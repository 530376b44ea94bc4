"""What can go wrong, as one tree: every message names the thing, the place and the cure."""

from __future__ import annotations


class ReformGraphError(Exception):
    """Base of all errors raised on purpose.

    Parameters
    ----------
    what
        What is wrong, in one sentence.
    where
        File, line or article in which it is wrong; empty when there is no place.
    cure
        What the caller can do about it; empty when nothing can be done.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        self.what = _one_line(what)
        self.where = _one_line(where)
        self.cure = _one_line(cure)
        super().__init__(self.what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.cure})" if self.cure else text


def _one_line(text: str) -> str:
    """The text without ends of lines: names of files and the words of libraries may hold some, and a second line of a
    message could pass for another message.

    >>> _one_line("Invalid WARC record, first line: x\\r\\n")
    'Invalid WARC record, first line: x'
    """
    lines = text.splitlines()
    return text if len(lines) < 2 and text == "".join(lines) else " ".join(line.strip() for line in lines).strip()


class PageError(ReformGraphError):
    """A page that cannot be read: missing, empty of text, of unknown format or encoding."""


class ManifestError(ReformGraphError):
    """A manifest that is malformed or names a missing file."""

    exit_code = 2


class VocabularyError(ReformGraphError):
    """A vocabulary file that is malformed."""


class LexiconError(ReformGraphError):
    """A list of words that is missing or malformed."""


class StoreError(ReformGraphError):
    """A store that is missing, locked, damaged or of another version."""


class QueryError(ReformGraphError):
    """A query that is malformed, refused or over its limits."""


class UnavailableError(ReformGraphError):
    """What cannot be answered now and may be in a moment: no worker is free, or the store is out of reach."""


class UsageError(ReformGraphError):
    """A name, option or parameter that does not exist; exit code 2."""

    exit_code = 2


class DecisionError(ReformGraphError):
    """A line of a decisions file that is malformed or clashes with another."""


class MissingExtraError(ReformGraphError):
    """An optional dependency is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"the package {package} is not installed",
            cure=f"pip install 'reformgraph[{extra}]'",
        )
