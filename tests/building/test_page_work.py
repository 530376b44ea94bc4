"""Pages go through several processes in their order: none idles for want of work, none is lost, memory is bounded."""

from __future__ import annotations

import os
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from reformgraph.adoption.ledger import PagePlace, PageState
from reformgraph.building import page_work
from reformgraph.building.page_work import PageResult, Settings, Task, work_all
from reformgraph.iri import BASE
from reformgraph.reading.page_files import PageFile

SETTINGS = Settings(BASE, None, None, None)


class Deadly(dict[str, str]):
    """Ends the process that it is sent to."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)


def task(path: Path, **more: Any) -> Task:
    place = PagePlace(path.name, path.as_posix(), "")
    return Task(PageFile(path, path.name, **more), f"{BASE}graph/{path.stem}", PageState("key", "root", place))


def test_a_page_that_kills_its_process_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    tasks = []
    for number in range(5):
        path = tmp_path / f"p{number}.md"
        path.write_text("# 朔州经济开发区推行标准地\n\n2024年3月，朔州经济开发区推行标准地改革。\n", encoding="utf-8")
        tasks.append(task(path, **({"told": Deadly()} if number == 2 else {})))
    found = list(work_all(SETTINGS, tasks, 2))
    assert [result.task.file.id for result in found] == [f"p{number}.md" for number in range(5)]
    assert [bool(result.failure) for result in found] == [False, False, True, False, False]
    assert "the process that read this page died" in found[2].failure


@pytest.mark.parametrize(("size", "most"), [(10, 2 * 64), (4 << 20, 2 * 4)])
def test_pages_in_flight(monkeypatch: pytest.MonkeyPatch, size: int, most: int) -> None:
    """Many small pages wait for the store, few large ones."""
    flying: set[int] = set()
    seen: list[int] = []

    class Pool:
        def submit(self, work: Any, settings: Settings, task: Task) -> Future[PageResult]:
            number = int(task.file.path.stem)
            flying.add(number)
            seen.append(len(flying))

            class Result(Future[PageResult]):
                def result(self, timeout: float | None = None) -> PageResult:
                    flying.discard(number)
                    return PageResult(task)

            return Result()

        def shutdown(self, **how: bool) -> None: ...

    monkeypatch.setattr(page_work, "_pool", lambda jobs: Pool())
    tasks = (task(Path(f"{number}.md"), data=b"x" * size) for number in range(300))
    found = [int(result.task.file.path.stem) for result in work_all(SETTINGS, tasks, 2)]
    assert found == list(range(300))
    assert most <= max(seen) <= most + 1
