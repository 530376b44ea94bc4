"""What views have read of the whole store, held as long as the store is as it was read.

A server answers many requests from one state of the store, and lists of all records are the same for each of them.
What was read of another state is forgotten at once, and so is what is too long to hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from reformgraph.store.base import Store

Value = TypeVar("Value")

#: Entries of the longest value that is held: so many records with their ends take some 200 MB.
LONGEST = 100_000
#: Values of one state that are held.
_MOST = 8
#: The values by name of one state: place and stamp.
_HELD: dict[tuple[str, str], dict[str, Any]] = {}


def held(store: Store, name: str, make: Callable[[], Value], entries: Callable[[Value], int]) -> Value:
    """What `make` reads of the store, read once for a state of it; each time where a store tells no state.

    Parameters
    ----------
    name
        Which value it is; what asks by one name must make the same.
    make
        Reads the value, which nobody may change afterwards.
    entries
        How long a value is; one that is too long is read each time.
    """
    stamp = store.stamp()
    if stamp is None:
        return make()
    state = store.location, stamp
    if state not in _HELD:
        _HELD.clear()
    values = _HELD.setdefault(state, {})
    if name not in values:
        made = make()
        if entries(made) > LONGEST or len(values) >= _MOST:
            return made
        values[name] = made
    found: Value = values[name]
    return found


def forget() -> None:
    """Let go of all."""
    _HELD.clear()
