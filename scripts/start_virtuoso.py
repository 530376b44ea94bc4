"""Starts a Virtuoso server of Debian without root, on the loopback only, for tests of remote stores.

``python scripts/start_virtuoso.py --download`` fetches the Debian packages (apt-get) and unpacks them below
``$REFORMGRAPH_VIRTUOSO`` (default ``~/.cache/reformgraph-virtuoso``); without the option a server with an
empty database in a temporary folder is started, its address printed, and stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PASSWORD = "testonly"
PACKAGES = (
    "virtuoso-opensource-7", "virtuoso-opensource-7-bin", "virtuoso-opensource-7-common", "libvirtodbc0",
    "libpcre3", "libwbxml2-1",
)  # fmt: skip
_LIBRARIES = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu")

_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
NumberOfBuffers = {buffers}
CaseMode = 2
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}/root
ServerThreads = 10
KeepAliveTimeout = 10
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 600
"""


def home() -> Path:
    """Where the packages are unpacked."""
    return Path(os.environ.get("REFORMGRAPH_VIRTUOSO") or Path.home() / ".cache" / "reformgraph-virtuoso")


def binary() -> Path | None:
    """The server program, if it is there."""
    return next(iter(sorted((home() / "root" / "usr" / "bin").glob("virtuoso-t*"))), None)


def download() -> None:
    """Fetch and unpack the packages; nothing is installed."""
    packages = home() / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=packages, check=True)
    for package in sorted(packages.glob("*.deb")):
        subprocess.run(["dpkg", "-x", str(package), str(home() / "root")], check=True)


@contextmanager
def running(folder: Path, buffers: int = 20_000) -> Iterator[str]:
    """Address of a server over a database in a folder; user ``dba``, password `PASSWORD`.

    Parameters
    ----------
    buffers
        Pages of 8 KB that it keeps in memory.
    """
    program = binary()
    if program is None:
        raise SystemExit("Virtuoso is not there: run scripts/start_virtuoso.py --download")
    port, http = _free_port(), _free_port()
    (folder / "root").mkdir(parents=True, exist_ok=True)
    new = not (folder / "virtuoso.db").exists()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, port=port, http=http, buffers=buffers), encoding="utf-8")
    process = subprocess.Popen(
        [str(program), "+configfile", str(ini), "+foreground", "+wait"],
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(f"http://127.0.0.1:{http}/sparql", process)
        if new:
            run_sql(folder, f"set password dba {PASSWORD};", "dba")
        yield f"http://127.0.0.1:{http}/sparql"
    finally:
        process.kill()
        process.wait()


def run_sql(folder: Path, command: str, password: str = PASSWORD) -> None:
    """Run SQL as user ``dba`` on the server over the database in a folder."""
    isql = next(iter(sorted((home() / "root" / "usr" / "bin").glob("isql-v*"))))
    ini = (folder / "virtuoso.ini").read_text(encoding="utf-8")
    port = int(ini.partition("ServerPort = 127.0.0.1:")[2].split()[0])
    subprocess.run(
        [str(isql), f"127.0.0.1:{port}", "dba", password, f"EXEC={command}"],
        env=_environment(),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    paths = ":".join(str(home() / "root" / library) for library in _LIBRARIES)
    return {**os.environ, "LD_LIBRARY_PATH": paths}


def _await(url: str, process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Download, or start and wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--download", action="store_true", help="fetch and unpack the Debian packages")
    if parser.parse_args().download:
        download()
        return
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address:
        print(f"{address} (REFORMGRAPH_USER=dba REFORMGRAPH_PASSWORD={PASSWORD}); Ctrl-C stops it", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
