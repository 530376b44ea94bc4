"""The locked packages: `requirements.lock` in, names, versions and hashes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LOCK = Path(__file__).parents[1] / "requirements.lock"
_PACKAGE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)\s*(?:;\s*([^\\]*?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Locked(NamedTuple):
    """A package of the lock; `marker` tells the systems it is for, empty for all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its package URL.

        >>> Locked("PyYAML", "6.0", "", ()).purl
        'pkg:pypi/pyyaml@6.0'
        """
        return f"pkg:pypi/{re.sub(r'[-_.]+', '-', self.name).lower()}@{self.version}"


def locked(path: Path = LOCK) -> Iterator[Locked]:
    """Packages in the order of the lock.

    Raises
    ------
    ValueError
        A line is none that the lock may have; the message names it.
    """
    found: list[tuple[str, str, str, list[str]]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if package := _PACKAGE.fullmatch(text):
            found.append((package[1], package[2], (package[3] or "").strip(), []))
        elif (told := _HASH.search(text)) and found:
            found[-1][3].append(told[1])
        else:
            raise ValueError(f"{path}, line {number}: neither a package nor a hash: {text}")
    yield from (Locked(name, version, marker, tuple(hashes)) for name, version, marker, hashes in found)
