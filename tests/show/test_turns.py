"""Who is answered next: pages before queries, each client its share, nobody longer than the queue's patience."""

from __future__ import annotations

from typing import Any

from reformgraph.show.serve.turns import MAX_WAITING, PATIENCE, Job, Turns


def job(client: str = "a", *, long: bool = True, asked: float = 0.0) -> Job:
    receiver: Any = None
    return Job({}, receiver, asked, client, long)


def started(turns: Turns, *clients: str) -> list[Job]:
    """Start a long job for each of these, as far as they may; those that did."""
    found = []
    for client in clients:
        one = job(client)
        if turns.may_start(one):
            turns.start(one)
            found.append(one)
    return found


def test_some_workers_are_kept_for_pages() -> None:
    turns = Turns(8)
    assert len(started(turns, *"abcdefgh")) == turns.for_long == 6
    assert turns.may_start(job("z", long=False))


def test_one_client_has_its_share() -> None:
    turns = Turns(8)
    mine = started(turns, *["a"] * 8)
    assert len(mine) == turns.share == 3
    assert turns.may_start(job("b"))
    turns.finish(mine[0])
    assert turns.may_start(job("a"))


def test_a_single_worker_serves_queries_too() -> None:
    assert len(started(Turns(1), "a", "b")) == 1


def test_pages_first_then_who_has_least_then_the_oldest() -> None:
    turns = Turns(8)
    started(turns, "a", "b", "b")
    waiting = [job("b", asked=1), job("a", asked=3), job("a", asked=2), job("c", asked=4, long=False)]
    for one in waiting:
        turns.wait(one)
    order = []
    while (found := turns.next()) is not None:
        turns.start(found)
        order.append((found.client, found.asked))
    assert order == [("c", 4), ("a", 2), ("b", 1), ("a", 3)]
    turns.wait(job("d"))
    assert turns.next() is None  # the workers for queries are all taken


def test_one_client_cannot_fill_the_queue() -> None:
    turns = Turns(8)
    for _ in range(MAX_WAITING):
        if turns.has_room("a"):
            turns.wait(job("a"))
    assert len(turns) == MAX_WAITING // 2
    assert turns.has_room("b")


def test_who_has_waited_too_long_is_taken_out() -> None:
    turns = Turns(8)
    for asked in (0.0, 5.0):
        turns.wait(job(asked=asked))
    assert [one.asked for one in turns.overdue(PATIENCE + 1)] == [0.0]
    assert [one.asked for one in turns.all()] == [5.0]
    assert len(turns) == 0
