"""Who may ask at all: names the server goes by, pages of other sites, where writing and posting may come from."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass

from reformgraph.show.serve.http_request import RefusedError, Request

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Guard:
    """Rules on the headers of a request.

    Parameters
    ----------
    names
        Names the server goes by, in lower case.
    addresses
        Whether every IP address will do as a name: no page elsewhere can point an address at this machine.
    cors
        Origin that pages of other sites may have, ``*`` for any; None for none.
    """

    names: frozenset[str] = LOOPBACK
    addresses: bool = False
    cors: str | None = None

    def check_host(self, request: Request) -> None:
        """Refuse requests under a foreign name: a page elsewhere may have pointed its name at this machine."""
        if "host" not in request.headers:
            return
        found = _HOST.fullmatch(request.headers["host"])
        name = found[1].strip("[]").lower() if found else ""
        if name in self.names or (self.addresses and _is_address(name)):
            return
        raise RefusedError(421, "this server does not go by the name in the header Host; see the option --name")

    def check_site(self, request: Request, *, navigation: bool) -> None:
        """Refuse what a page of another site has a browser send, following a link excepted."""
        self._check_origin(request)
        if request.headers.get("sec-fetch-site") != "cross-site" or self.cors is not None:
            return
        if navigation and request.headers.get("sec-fetch-mode") == "navigate" and request.method in ("GET", "HEAD"):
            return
        raise RefusedError(403, "refused: the request comes from a page of another site; see the option --cors")

    def _check_origin(self, request: Request) -> None:
        """Refuse what is posted from a page that is not ours, also by browsers without Sec-Fetch headers."""
        origin = request.headers.get("origin")
        if origin is None or request.method in ("GET", "HEAD", "OPTIONS") or self.cors in ("*", origin):
            return
        if origin.partition("://")[2].lower() != request.headers.get("host", "").lower():
            raise RefusedError(403, "refused: the header Origin names a page of another site; see the option --cors")

    def answer_headers(self) -> list[tuple[str, str]]:
        """What every answer to a query bears."""
        return [("Vary", "Accept, Accept-Language"), *self.cors_headers()]

    def cors_headers(self, *, preflight: bool = False) -> list[tuple[str, str]]:
        """What tells a browser that pages of another origin may read the answer."""
        if self.cors is None:
            return []
        head = [("Access-Control-Allow-Origin", self.cors)]
        if self.cors != "*":
            head.append(("Vary", "Origin"))
        if preflight:
            head += [
                ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
                ("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type"),
                ("Access-Control-Max-Age", "3600"),
            ]
        return head


def guard_for(host: str, names: tuple[str, ...], cors: str | None) -> Guard:
    """The rules for a server that listens at `host` and is told to go by `names` too."""
    own = LOOPBACK | {host.strip("[]").lower()} | {name.lower() for name in names}
    if host in LOOPBACK:
        return Guard(own, addresses=False, cors=cors)
    machine = socket.gethostname().lower()
    return Guard(own | {machine, f"{machine}.local"}, addresses=True, cors=cors)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def client_address(request: Request, behind_proxy: bool) -> str:
    """The address a request came from: behind a proxy the one that the proxy saw, which stands last."""
    told = request.headers.get("x-forwarded-for", "")
    if behind_proxy and told and request.peer in LOOPBACK:
        last = told.rpartition(",")[2].strip()
        return last if _is_address(last) else request.peer
    return request.peer
