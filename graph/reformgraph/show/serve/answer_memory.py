"""Whole answers by whole requests, byte for byte: bytes of a request in, bytes of its answer out."""

from __future__ import annotations

from collections import OrderedDict

#: Functions whose value is another each time.
_CHANGING = ("NOW", "RAND", "UUID", "BNODE")


def lasts(query: str) -> bool:
    """Whether a query has the same answer as long as the store is the same."""
    text = query.upper()
    return not any(name in text for name in _CHANGING)


class Memory:
    """Answers given before; those longest unused are forgotten first.

    Parameters
    ----------
    size, longest
        Bytes held in all, and of the longest pair of request and answer that is kept.
    """

    def __init__(self, size: int = 32 << 20, longest: int = 64 << 10) -> None:
        self._answers: OrderedDict[bytes, bytes] = OrderedDict()
        self._size, self._longest, self._held = size, longest, 0

    def get(self, request: bytes) -> bytes | None:
        """The answer given before."""
        found = self._answers.get(request)
        if found is not None:
            self._answers.move_to_end(request)
        return found

    def put(self, request: bytes, answer: bytes) -> None:
        """Remember an answer, unless it is long."""
        if len(answer) + len(request) > self._longest or request in self._answers:
            return
        self._answers[request] = answer
        self._held += len(answer) + len(request)
        while self._held > self._size:
            old, forgotten = self._answers.popitem(last=False)
            self._held -= len(old) + len(forgotten)

    def clear(self) -> None:
        """Forget all."""
        self._answers.clear()
        self._held = 0
