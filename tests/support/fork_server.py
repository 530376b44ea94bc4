"""Command lines run in forks of one process that has read the package already: the same answers in a fifth of the time.

The documents show more than a hundred commands; each alone begins Python, reads the lists of words and makes their
patterns again. `program` writes an executable that hands its arguments, folder, settings and open files to the server
and ends as the command does. Run as a script, this module is the server: ``python fork_server.py SOCKET``.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

#: What commands need and takes long to read; none of them tells its language when it is read.
_READ = (
    "reformgraph.extraction.article", "reformgraph.building.build", "reformgraph.evaluation.report",
    "reformgraph.analysis.network", "reformgraph.show.graph.make_page", "reformgraph.show.charts",
    "reformgraph.show.site", "reformgraph.ask", "reformgraph.exchange.export", "reformgraph.sparql.run_query",
)  # fmt: skip
_LONGEST_REQUEST = 1 << 20
_CLIENT = """#!{python} -IS
import json, os, socket, sys
if sys.argv[1:2] == ["serve"]:  # goes on until it is ended itself
    os.execv({python!r}, [{python!r}, "-m", "reformgraph", *sys.argv[1:]])
server = socket.socket(socket.AF_UNIX)
server.connect({address!r})
request = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
socket.send_fds(server, [len(request).to_bytes(4, "big")], [0, 1, 2])
server.sendall(request)
status = b""
while part := server.recv(1):
    status = part
sys.exit(status[0] if status else 70)
"""


@cache
def _address() -> str:
    """The socket of a server that is ended with this process."""
    folder = tempfile.mkdtemp(prefix="fork")
    address = str(Path(folder, "s"))
    settings = {key: value for key, value in os.environ.items() if not key.startswith("REFORMGRAPH_")}
    server = subprocess.Popen(
        [sys.executable, __file__, address], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=settings
    )
    assert server.stdout is not None
    server.stdout.readline()  # it listens

    def end() -> None:
        server.terminate()
        server.wait()
        server.stdout.close()  # type: ignore[union-attr]
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return address


def program(path: Path) -> None:
    """Write an executable that does what `reformgraph` does."""
    path.write_text(_CLIENT.format(python=sys.executable, address=_address()), "utf-8")
    path.chmod(0o755)


def _received(client: socket.socket) -> tuple[list[str], str, dict[str, str]]:
    """Arguments, folder and settings of a command; its open files become those of this process."""
    head, files, _, _ = socket.recv_fds(client, 4, 3)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    length, request = int.from_bytes(head, "big"), b""
    assert length < _LONGEST_REQUEST
    while len(request) < length:
        request += client.recv(length - len(request))
    arguments, folder, settings = json.loads(request)
    return arguments, folder, settings


def _run(client: socket.socket) -> None:
    """Do a command as a process of its own would, and tell its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    arguments, folder, settings = _received(client)
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(folder)
    sys.argv = ["reformgraph", *arguments]
    # Those of the server were made for other files: what is no pipe may be sought.
    sys.stdin, sys.stdout = os.fdopen(0, encoding="utf-8"), os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    status = 0
    try:
        runpy.run_module("reformgraph", run_name="__main__")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    client.sendall(bytes([status]))


def _serve(address: str) -> None:
    for name in _READ:
        __import__(name)
    from reformgraph.vocabulary.load_vocabulary import load_vocabulary

    load_vocabulary()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    gc.freeze()  # what is held by all is not looked at, and so not copied, by each
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    print("ready", flush=True)
    while True:
        client, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _run(client)
            return
        client.close()


if __name__ == "__main__":
    _serve(sys.argv[1])
