"""SPARQL servers on the loopback for tests: `oxigraph serve`, and Virtuoso unpacked from Debian packages."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from urllib.error import URLError
from urllib.request import urlopen


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_binary() -> str | None:
    """The server program of the PyPI package oxigraph."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Address of an `oxigraph serve` over a folder."""
    binary, port = oxigraph_binary(), free_port()
    assert binary is not None
    process = subprocess.Popen(
        [binary, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_answer(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _virtuoso_script() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "start_virtuoso.py"
    spec = importlib.util.spec_from_file_location("start_virtuoso", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_VIRTUOSO = _virtuoso_script()
#: Password of the user ``dba``.
PASSWORD: str = _VIRTUOSO.PASSWORD


def virtuoso_is_there() -> bool:
    """Whether the Debian packages have been unpacked."""
    return _VIRTUOSO.binary() is not None


def virtuoso(folder: Path) -> AbstractContextManager[str]:
    """Address of a Virtuoso server over a folder."""
    return _VIRTUOSO.running(folder)  # type: ignore[no-any-return]


def await_answer(url: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except URLError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)
