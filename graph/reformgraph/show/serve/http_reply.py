"""What can be done with an HTTP request that is to be answered: the side of a connection that answers see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reformgraph.show.serve.http_request import Headers, RefusedError


class Reply(Protocol):
    """What can be done with an answer to be given."""

    def send(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer at once."""

    def start(self, status: int, headers: Headers) -> None:
        """Begin an answer of unknown length."""

    def write(self, piece: bytes) -> None:
        """Go on with it."""

    def end(self) -> None:
        """End it."""

    def abort(self) -> None:
        """Break it off, so that the client sees that it is incomplete."""

    def refuse(self, refusal: RefusedError) -> None:
        """Answer that the request is not answered."""

    def remember(self) -> None:
        """The answer about to be sent may be given to the same request again."""

    def recall(self) -> bool:
        """Give the answer that was remembered for the same request; False where there is none."""

    def on_flow(self, flow: Callable[[bool], None] | None, gone: Callable[[], None] | None) -> None:
        """Whom to tell that the client reads too slowly (False) or again (True), and that it is gone."""
