"""Users and tokens of a server: a file of hashes and the header Authorization in, the name of the user out.

A line of the file is ``name:$2y$12$...``, as ``htpasswd -B`` writes it, or ``name:token:`` and the SHA-256 of a
bearer token in hex; ``reformgraph user`` writes both. A bcrypt check takes a quarter of a second on purpose, so it
runs aside, few at a time, and what was once right is remembered (under a key of this process) until the file changes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from collections import OrderedDict
from pathlib import Path

from reformgraph.errors import MissingExtraError, UsageError

_BCRYPT = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
_TOKEN = re.compile(r"token:[0-9a-f]{64}")
_NAME = re.compile(r"[^\s:#\x00-\x1f][^:\x00-\x1f]{0,63}")
#: Longer headers and passwords are refused unread; bcrypt itself reads 72 bytes.
_LONGEST, _LONGEST_PASSWORD = 1024, 72
_MOST_REMEMBERED = 1000
#: Work that one check of a password takes, as power of two: about a quarter of a second.
COST = 12


class Accounts:
    """The users of a file, read again when it changes.

    Raises
    ------
    UsageError
        If the file is missing, empty or malformed; the message names the line.
    MissingExtraError
        If it holds passwords and the package bcrypt is not installed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key = secrets.token_bytes(32)
        self._right: OrderedDict[bytes, str] = OrderedDict()
        self._passwords: dict[str, bytes] = {}
        self._tokens: dict[str, str] = {}
        self._seen = (0, 0)
        self._read()

    def refresh(self) -> bool:
        """Read the file again if it has changed; whether it has. One that cannot be read lets nobody in."""
        try:
            if self._stamp() == self._seen:
                return False
            self._read()
        except (UsageError, OSError):
            self._passwords, self._tokens, self._seen = {}, {}, (0, 0)
        self._right.clear()
        return True

    def known(self, header: str) -> str | None:
        """The user of a header that is a token, or was found right before; None where a check is needed."""
        scheme, _, rest = header.partition(" ")
        if scheme.lower() == "bearer":
            return self._tokens.get(hashlib.sha256(rest.strip().encode()).hexdigest())
        return self._right.get(self._mark(header))

    def needs_check(self, header: str) -> bool:
        """Whether a header holds a name with a password, which `check` can look at."""
        return len(header) <= _LONGEST and _basic(header) is not None

    def check(self, header: str) -> str | None:
        """The user of a name with the right password, else None; takes time, and may run in another thread."""
        import bcrypt

        name, password = _basic(header) or ("", b"")
        # An unknown name takes as long as a wrong password, so that names cannot be guessed by the clock.
        found = self._passwords.get(name, _NOBODY)
        right = bcrypt.checkpw(password, found)
        return name if right and name in self._passwords else None

    def remember(self, header: str, name: str) -> None:
        """A header was found right."""
        self._right[self._mark(header)] = name
        if len(self._right) > _MOST_REMEMBERED:
            self._right.popitem(last=False)

    def _mark(self, header: str) -> bytes:
        return hmac.digest(self._key, header.encode("utf-8", "surrogatepass"), "sha256")

    def _stamp(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_size

    def _read(self) -> None:
        try:
            stamp = self._stamp()
            text = self._path.read_text(encoding="utf-8")
        except (OSError, ValueError) as fault:
            told = getattr(fault, "strerror", None) or "not UTF-8"
            raise UsageError(f"cannot be read: {told}", where=str(self._path), cure=_CURE) from fault
        passwords: dict[str, bytes] = {}
        tokens: dict[str, str] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            name, _, rest = line.strip().partition(":")
            if not name or name.startswith("#"):
                continue
            if _BCRYPT.fullmatch(rest) and _NAME.fullmatch(name):
                passwords[name] = rest.encode()
            elif _TOKEN.fullmatch(rest) and _NAME.fullmatch(name):
                tokens[rest.removeprefix("token:")] = name
            else:
                raise UsageError(
                    "neither a bcrypt hash nor the hash of a token", where=f"{self._path}, line {number}", cure=_CURE
                )
        if not passwords and not tokens:
            raise UsageError("the file names nobody", where=str(self._path), cure=_CURE)
        if passwords:
            _need_bcrypt()
        self._passwords, self._tokens, self._seen = passwords, tokens, stamp


def password_line(name: str, password: str) -> str:
    """A line for a user with a password.

    Raises
    ------
    UsageError
        If the name holds a colon or the password is too short or too long for bcrypt.
    """
    _check_name(name)
    size = len(password.encode())
    if not 8 <= size <= _LONGEST_PASSWORD:
        raise UsageError(
            f"the password has {size} bytes", cure=f"take at least 8 and at most {_LONGEST_PASSWORD} (24 characters)"
        )
    _need_bcrypt()
    import bcrypt

    return f"{name}:{bcrypt.hashpw(password.encode(), bcrypt.gensalt(COST)).decode()}"


def token_line(name: str) -> tuple[str, str]:
    """A new token and the line for it; the token stands nowhere else."""
    _check_name(name)
    token = secrets.token_urlsafe(32)
    return token, f"{name}:token:{hashlib.sha256(token.encode()).hexdigest()}"


def add_line(path: Path, line: str) -> None:
    """Put a line into a file of users, in place of that of the same name and kind; only its owner may read it.

    Raises
    ------
    UsageError
        If the file cannot be written.
    """
    name, _, rest = line.partition(":")
    front = f"{name}:{'token:' if rest.startswith('token:') else '$2'}"
    temporary = path.with_name(path.name + ".tmp")
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [one for one in lines if not one.startswith(front)]
        number = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as stream:
            stream.write("\n".join([*kept, line]) + "\n")
        temporary.replace(path)
    except (OSError, ValueError) as fault:
        told = getattr(fault, "strerror", None) or "not UTF-8"
        raise UsageError(f"cannot be written: {told}", where=str(path), cure="check its permissions") from fault


def _basic(header: str) -> tuple[str, bytes] | None:
    """Name and password of ``Basic`` credentials; None where there are none."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(rest.strip(), validate=True).partition(b":")
        told = name.decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    if not colon or len(password) > _LONGEST_PASSWORD or b"\x00" in password:
        return None
    return told, password


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError("this is no name of a user", where=name, cure="up to 64 signs without colon or line break")


def _need_bcrypt() -> None:
    try:
        import bcrypt  # noqa: F401
    except ImportError as fault:
        raise MissingExtraError("bcrypt", "serve") from fault


_CURE = "write it with: reformgraph user FILE NAME"
#: Hash of a random password that nobody knows.
_NOBODY = b"$2b$12$zr/Z31r4YPKqxoye9ALOqelpvRh9Rj711S21LkekIikezw5IcaaMK"
