"""How often a client may ask: name of a client in, seconds that it has to wait out."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

#: Clients remembered; those longest silent are forgotten, and would have a full allowance again anyway.
_MOST_CLIENTS = 10_000


class Rates:
    """An allowance for each client that fills up steadily.

    Parameters
    ----------
    rate
        Requests a second; 0 is no limit.
    burst
        Requests that may come at once.
    clock
        Seconds, for tests.
    """

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @property
    def limited(self) -> bool:
        """Whether there is any limit."""
        return self._rate > 0

    def take(self, client: str) -> float:
        """Count a request; 0 where it may be answered, else the seconds until one may."""
        if not self._rate:
            return 0.0
        allowance = self._allowance(client)
        taken = allowance >= 1
        self._left[client] = (allowance - 1 if taken else allowance, self._clock())
        self._left.move_to_end(client)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0.0 if taken else (1 - allowance) / self._rate

    def wait(self, client: str) -> float:
        """Seconds until a client may ask again, nothing counted."""
        return max(0.0, (1 - self._allowance(client)) / self._rate) if self._rate else 0.0

    def _allowance(self, client: str) -> float:
        left, then = self._left.get(client, (self._burst, 0.0))
        return min(self._burst, left + (self._clock() - then) * self._rate)
