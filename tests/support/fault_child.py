"""Runs one command of reformgraph again and again with the nth call that changes the store's files failing.

To be started with `fault_shim.so` preloaded: ``fault_child.py SHIM PLAN.json``. The plan names the `store` as it is
before, the folder to `work` in, the `arguments` of the command ("{store}" stands for the store, "{work}" for the
folder), the `pages` that are read once beforehand, the points `nth` (null: all of them, every `step`th, or a tenth
drawn with the seed `tenth`), and whether the fault is `lasting`; where `dies`, the process is killed at the point
instead. Prints a line of JSON a point: n, exit code, what was told, the hash of what the store (or the file `output`)
then holds, and how the next run ends; the last two are looked at once for each state of the folder. `begin` is how the
path of the first call begins that counts. `log` and `record` name what `fault_shim.c` writes down of a run without
faults; `look_at` names folders, whose hashes alone are printed.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from support.small_store import small_stores

#: Seconds after which what hangs is ended, and told as a crash.
_LONGEST = 300


def in_child(work: Callable[[], Any]) -> Any:
    """What a function returns in a process of its own, as JSON can hold it."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(_LONGEST)
        try:
            told = json.dumps(work())
        except BaseException:
            told = json.dumps({"trace": traceback.format_exc()})
        os.write(writer, told.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(pid, 0)
    return json.loads(answer) if answer else {"crash": status}


def held(store: Path) -> Any:
    """Hash of the export of a store; the message where it cannot be opened."""
    from reformgraph.errors import ReformGraphError
    from reformgraph.exchange.export import export_nquads
    from reformgraph.store import open_store

    try:
        with open_store(store) as opened:
            return hashlib.sha256(b"".join(export_nquads(opened))).hexdigest()
    except ReformGraphError as fault:
        return f"error: {fault}"


def content(file: Path) -> str:
    """Hash of a file, of decisions without their time; empty where there is none, or nothing in it."""
    if not file.exists() or not file.stat().st_size:
        return ""
    lines = file.read_bytes().splitlines(keepends=True)
    told = [line.rpartition(b",")[0] for line in lines] if file.suffix == ".csv" else lines
    return hashlib.sha256(b"".join(told)).hexdigest()


def files(*folders: Path) -> str:
    """Hash of the names and contents of all that is in folders."""
    made = hashlib.sha256()
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        made.update(f"{path} {path.is_dir()}\0".encode())
        if path.is_file():
            made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def run(arguments: list[str], errors: Path) -> int:
    """Exit code of the command, answered with "u" and no reason if it asks; what it tells goes to a file."""
    from reformgraph.cli import main

    reader, writer = os.pipe()
    os.write(writer, b"u\n\n")
    os.close(writer)
    os.dup2(reader, 0)
    number = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(number, 2)
    os.dup2(number, 1)
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        os.write(2, traceback.format_exc().encode())
        return 99
    return 0


def main_() -> None:
    shim, plan = ctypes.CDLL(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    work = Path(plan["work"])
    store, errors = work / "s.store", work / "told"
    arguments = [part.format(store=store, work=work) for part in plan["arguments"]]
    shim.fault_watch(str(store).encode())
    output = Path(plan["output"].format(work=work)) if plan.get("output") else None
    if plan.get("watch"):
        shim.fault_watch(plan["watch"].format(work=work).encode())
    for name in plan.get("look_at", ()):
        print(json.dumps({"holds": in_child(partial(held, Path(name)))}), flush=True)
    if plan.get("look_at"):
        return
    if plan.get("begin"):
        shim.fault_begin(plan["begin"].format(store=store).encode())
    import_all(plan.get("pages"))

    def holds() -> Any:
        return in_child(lambda: content(output) if output else held(store))

    def fresh() -> None:
        shutil.rmtree(store, ignore_errors=True)
        if output:
            output.unlink(missing_ok=True)
        if Path(plan["store"]).exists():
            shutil.copytree(plan["store"], store)

    def once(nth: int) -> dict[str, Any]:
        shim.fault_arm(nth, int(plan["lasting"]), -1 if nth and plan.get("dies") else errno.ENOSPC)
        return {"code": run(arguments, errors), "count": shim.fault_count()}

    fresh()
    if plan.get("log"):
        shim.fault_log(plan["log"].encode())
    if plan.get("record"):
        write_names(store, Path(plan["record"], "before.json"))
        shim.fault_record(plan["record"].encode())
    whole = in_child(lambda: once(0))
    print(json.dumps({"n": 0, **whole, "holds": holds()}), flush=True)
    if plan.get("record") or (plan.get("log") and not plan["nth"]):
        return
    seen: dict[str, dict[str, Any]] = {}
    for nth in chosen(plan, whole["count"]):
        fresh()
        found = in_child(partial(once, nth))
        told = errors.read_text(encoding="utf-8") if errors.exists() else ""
        left = files(store, work / "out")
        if left not in seen:  # what is the same to the byte need not be looked at, nor run over, again
            seen[left] = {"holds": holds(), "again": in_child(lambda: run(arguments, errors)), "then": holds()}
        print(json.dumps({"n": nth, **found, "told": told, **seen[left]}), flush=True)


def write_names(folder: Path, target: Path) -> None:
    """Write down what is in a folder: path -> inode of each file, None of each folder."""
    found = {str(path): None if path.is_dir() else str(path.stat().st_ino) for path in folder.rglob("*")}
    target.write_text(json.dumps(found), encoding="utf-8")


def chosen(plan: dict[str, Any], number: int) -> list[int]:
    """The points to try, of so many."""
    points = [*range(1, number + 1, plan.get("step", 1))]
    if plan.get("tenth") is not None:
        some = min(len(points), max(3, len(points) // 10))
        points = sorted(random.Random(plan["tenth"]).sample(points, some))
    return plan["nth"] or points


def import_all(pages: str | None) -> None:
    """Have in memory what the commands need, before the first fork; opens no store folder: threads outlive no fork."""
    import reformgraph.building.load_quads
    import reformgraph.cli.build_command
    import reformgraph.cli.export_command
    import reformgraph.cli.load_command
    import reformgraph.cli.review_command
    import reformgraph.exchange.export
    import reformgraph.store.embedded  # noqa: F401
    from reformgraph.building.build import build

    if pages:
        build([pages], ":memory:")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    with small_stores():
        main_()
