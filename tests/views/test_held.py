"""Values held for a state of a store: read once, forgotten when the state is another, bounded."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.store import open_store
from reformgraph.views import held as module
from reformgraph.views.held import held
from support.sample_store import sample_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return sample_store(tmp_path / "store")


class Reads:
    """Counts how often a value is read."""

    def __init__(self, length: int = 3) -> None:
        self.count, self._length = 0, length

    def __call__(self) -> list[int]:
        self.count += 1
        return [self.count] * self._length


def test_a_value_is_read_once_for_a_state(place: Path) -> None:
    reads = Reads()
    with open_store(place, read_only=True) as store:
        assert [held(store, "a", reads, len) for _ in range(3)] == [[1, 1, 1]] * 3
        assert held(store, "b", reads, len) == [2, 2, 2]
    with open_store(place, read_only=True) as again:
        assert held(again, "a", reads, len) == [1, 1, 1]


def test_another_state_forgets_all(place: Path) -> None:
    reads = Reads()
    with open_store(place, read_only=True) as store:
        held(store, "a", reads, len)
    with open_store(place, read_only=False) as writer:
        writer.drop(writer.graphs()[:1])
    with open_store(place, read_only=True) as changed:
        assert held(changed, "a", reads, len) == [2, 2, 2]
        assert len(module._HELD) == 1


def test_a_store_that_tells_no_state_is_read_each_time(place: Path) -> None:
    reads = Reads()
    with open_store(place, read_only=False) as writer:
        assert writer.stamp() is None
        assert [held(writer, "a", reads, len)[0] for _ in range(2)] == [1, 2]


def test_what_is_long_and_what_is_many_is_not_held(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 3)
    monkeypatch.setattr(module, "_MOST", 2)
    long, short = Reads(4), Reads()
    with open_store(place, read_only=True) as store:
        assert [held(store, "long", long, len)[0] for _ in range(2)] == [1, 2]
        for name in ("a", "b", "c", "c"):
            held(store, name, short, len)
        assert short.count == 4
