"""Pages at addresses (``s3://bucket/pages``, ``https://…``): read by fsspec, as streams.

An address travels as a path, in which ``memory://a/b`` reads ``memory:/a/b``; these functions take any path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from reformgraph.errors import MissingExtraError, PageError, UsageError

#: Two letters at least, for C:/pages is a drive of Windows; file:///pages is a path like others.
_ADDRESS = re.compile(r"(?!file:)([A-Za-z][A-Za-z0-9+.-]{1,40}):[/\\]+(.+)", re.DOTALL)
_CURE = "install the package that fsspec needs for such addresses (s3fs, ossfs, aiohttp ...), or copy the pages first"


def is_address(path: Path) -> bool:
    """Whether a path means something elsewhere; a folder here may be called ``a:b``.

    >>> is_address(Path("s3://bucket/a.txt")), is_address(Path("/data/a.txt"))
    (True, False)
    """
    return _ADDRESS.match(str(path)) is not None


def shown(path: Path) -> str:
    """A path as it was written.

    >>> shown(Path("s3://bucket/a.txt"))
    's3://bucket/a.txt'
    """
    found = _ADDRESS.match(str(path))
    return f"{found[1]}://{Path(found[2]).as_posix()}" if found else str(path)


def resolved(path: Path) -> Path:
    """A path made absolute, links followed; an address as it is."""
    return path if is_address(path) else path.resolve()


def exists(path: Path) -> bool:
    """Whether there is a file or folder."""
    return bool(_asked(path, "exists")) if is_address(path) else path.exists()


def is_folder(path: Path) -> bool:
    """Whether it is a folder."""
    return bool(_asked(path, "isdir")) if is_address(path) else path.is_dir()


def below(root: Path) -> Iterator[Path]:
    """Files below an address, in the order of their names; hidden ones are left out."""
    front = _place(root).rstrip("/")
    for found in sorted(_asked(root, "find")):
        inside = str(found).lstrip("/").removeprefix(front.lstrip("/")).lstrip("/")
        if inside and not any(part.startswith(".") for part in inside.split("/")):
            yield root / inside


def matching(pattern: str) -> list[Path]:
    """Files whose addresses match a pattern (``s3://bucket/**/*.txt``), sorted."""
    root = Path(pattern)
    scheme = shown(root).partition("://")[0]
    found = (str(one).lstrip("/") for one in sorted(_asked(root, "glob")))
    return [Path(f"{scheme}://{one}") for one in found if not one.rpartition("/")[2].startswith(".")]


def opened(path: Path) -> BinaryIO:
    """A file at an address, opened for reading.

    Raises
    ------
    PageError
        When it is missing or cannot be read.
    """
    try:
        return cast("BinaryIO", _asked(path, "open"))
    except UsageError as fault:
        raise PageError(fault.what, where=fault.where, cure=fault.cure) from fault


def _place(path: Path) -> str:
    """The path that a file system of fsspec knows an address by."""
    return str(_system(path)[1])


def _system(path: Path) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as fault:
        raise MissingExtraError("fsspec", "scale") from fault
    try:
        system, place = url_to_fs(shown(path))
    except (ImportError, ValueError) as fault:
        told = " ".join(str(fault).split())
        raise UsageError(f"such addresses are not read: {told}", where=shown(path), cure=_CURE) from fault
    return system, place


def _asked(path: Path, what: str) -> Any:
    """What a file system says; whatever its package raises is told as ours."""
    system, place = _system(path)
    try:
        return getattr(system, what)(place)
    except FileNotFoundError as fault:
        raise UsageError("no such file", where=shown(path), cure="check the address") from fault
    except Exception as fault:  # each package of a storage has errors of its own
        told = " ".join(f"{type(fault).__name__}: {fault}".split())
        cure = "check the address, the network and what gives access"
        raise UsageError(f"the address cannot be read: {told}", where=shown(path), cure=cure) from fault
