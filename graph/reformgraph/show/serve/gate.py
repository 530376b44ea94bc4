"""What a request passes before it is answered: the rate of its client, and who it is; then it goes on."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable

from reformgraph.show.serve.accounts import Accounts
from reformgraph.show.serve.guard import client_address
from reformgraph.show.serve.http_reply import Reply
from reformgraph.show.serve.http_request import RefusedError, Request
from reformgraph.show.serve.rates import Rates

#: Wrong passwords that an address may send at once, and a second.
_WRONG_BURST, _WRONG_RATE = 10, 0.1
#: Passwords looked at at a time, and that may wait for it.
_CHECKS, _WAITING_CHECKS = 2, 64
_ASK = ("WWW-Authenticate", 'Basic realm="reformgraph", charset="UTF-8"')


class Gate:
    """Lets requests through.

    Parameters
    ----------
    go_on
        Who answers what is let through.
    accounts
        Who may ask; None for everybody.
    rates
        How often a client may ask.
    behind_proxy
        Whether a proxy on this machine tells where requests come from.
    """

    def __init__(
        self, go_on: Callable[[Request, Reply], None], accounts: Accounts | None, rates: Rates, behind_proxy: bool
    ) -> None:
        self._go_on, self._accounts, self._rates, self._behind_proxy = go_on, accounts, rates, behind_proxy
        self._wrong = Rates(_WRONG_RATE, _WRONG_BURST)
        self._checks = asyncio.Semaphore(_CHECKS)
        self._tasks: set[asyncio.Task[None]] = set()

    def admits(self, peer: str) -> bool:
        """Whether a client may be given a remembered answer now, which counts as a request.

        Behind a proxy the address stands in the request, and such requests are all read.
        """
        return not self._behind_proxy and self._rates.take(peer) == 0

    def enter(self, request: Request, reply: Reply) -> None:
        """Let a request through, now or once its password has been looked at.

        Raises
        ------
        RefusedError
            401 or 429.
        """
        request.client = client_address(request, self._behind_proxy)
        if wait := self._rates.take(request.client):
            raise _slower(wait, "requests")
        if self._accounts is None:
            self._go_on(request, reply)
            return
        header = request.headers.get("authorization", "")
        name = self._accounts.known(header)
        if name is not None:
            request.client = name
            self._go_on(request, reply)
            return
        if not header:
            raise RefusedError(401, "a name with a password, or a token, is needed", [_ASK])
        if wait := self._wrong.wait(request.client):
            raise _slower(wait, "wrong passwords")
        if not self._accounts.needs_check(header):
            self._wrong.take(request.client)
            raise RefusedError(401, "the header Authorization is no name with a password and no known token", [_ASK])
        if len(self._tasks) >= _WAITING_CHECKS:
            raise _slower(5, "passwords")
        task = asyncio.get_running_loop().create_task(self._look(self._accounts, header, request, reply))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _look(self, accounts: Accounts, header: str, request: Request, reply: Reply) -> None:
        async with self._checks:
            name = accounts.known(header) or await asyncio.to_thread(accounts.check, header)
        try:
            if name is None:
                self._wrong.take(request.client)
                raise RefusedError(401, "the name or the password is wrong", [_ASK])
            accounts.remember(header, name)
            request.client = name
            self._go_on(request, reply)
        except RefusedError as refusal:
            reply.refuse(refusal)


def _slower(seconds: float, what: str) -> RefusedError:
    wait = max(1, math.ceil(seconds))
    return RefusedError(429, f"too many {what}; the next one in {wait} s", [("Retry-After", str(wait))])
