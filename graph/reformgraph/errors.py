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
        self.what = what
        self.where = where
        self.cure = cure
        super().__init__(what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.cure})" if self.cure else text


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
