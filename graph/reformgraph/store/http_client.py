"""Requests to SPARQL servers by httpx: Basic, Digest and bearer authorisation, proxies, certificates, and patience.

User name, password and token come from the environment and show in no message; so do proxies (``HTTPS_PROXY``,
``NO_PROXY``), certificates (``SSL_CERT_FILE``, ``SSL_CERT_DIR``) and the seconds to wait (``REFORMGRAPH_TIMEOUT``).
"""

from __future__ import annotations

import os
import re
import ssl
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from reformgraph._version import __version__
from reformgraph.errors import MissingExtraError, StoreError, UsageError

try:
    import httpx
except ImportError as fault:
    raise MissingExtraError("httpx", "remote") from fault

#: Seconds before the second, third ... try.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
#: Answers of a server that is busy or restarting.
_PASSING = frozenset({429, 500, 502, 503, 504})
#: Seconds for a connection, and for an answer where the environment says no other.
_CONNECT, _ANSWER = 20.0, 300.0
_DIGEST = re.compile(r"\bDigest\s.*?(?=,\s*(?:Basic|Bearer|Negotiate|NTLM)\b|$)", re.IGNORECASE)
_ALGORITHM = re.compile(r'algorithm\s*=\s*"?([\w-]+)', re.IGNORECASE)
_KNOWN = frozenset({"MD5", "MD5-SESS", "SHA-256", "SHA-256-SESS"})


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def told(self) -> str:
        """First words of the answer, on one line."""
        return " ".join(self.body[:400].decode("utf-8", "replace").split())[:200]


class Client:
    """Requests to one server over connections that are kept.

    Parameters
    ----------
    address
        Any address of the server.
    environment
        Where ``REFORMGRAPH_USER``, ``REFORMGRAPH_PASSWORD``, ``REFORMGRAPH_TOKEN`` and ``REFORMGRAPH_TIMEOUT`` are
        looked up; proxies and certificates are those of the process.
    sleep
        What waits between tries.

    Raises
    ------
    UsageError
        If ``REFORMGRAPH_TIMEOUT`` is no number of seconds.
    """

    def __init__(
        self,
        address: str,
        environment: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        found = os.environ if environment is None else environment
        self._server = _server(address)
        self._sleep = sleep
        token, user = found.get("REFORMGRAPH_TOKEN", ""), found.get("REFORMGRAPH_USER", "")
        headers = {"User-Agent": f"reformgraph/{__version__}"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self._http = httpx.Client(
            headers=headers,
            auth=_AsAskedFor(user, found.get("REFORMGRAPH_PASSWORD", "")) if user and not token else None,
            timeout=httpx.Timeout(_seconds(found.get("REFORMGRAPH_TIMEOUT", "")), connect=_CONNECT),
            verify=ssl.create_default_context(),
            # A proxy that the environment names for the web does not reach the servers of this machine.
            trust_env=not _is_here(self._server[1]),
        )

    def request(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Response:
        """Send a request, again where the connection breaks or the server is busy.

        All requests of a store may be sent twice without harm.

        Raises
        ------
        StoreError
            If the server cannot be reached.
        """
        if _server(url) != self._server:
            raise StoreError("the address is on another server", where=url, cure="name addresses of one server")
        for pause in (*PAUSES, None):
            try:
                answer = self._http.request(method, url, content=body, headers=headers)
            except httpx.TransportError as fault:
                if pause is None or "CERTIFICATE_VERIFY_FAILED" in str(fault):
                    raise _unreached(fault, url) from fault
            else:
                if answer.status_code not in _PASSING or pause is None:
                    return Response(answer.status_code, dict(answer.headers), answer.content)
            self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class _AsAskedFor(httpx.Auth):
    """Digest where the server asks for one that is known, else Basic; nothing is sent to one that does not ask."""

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request as it is; once the server has asked, with what it asked for."""
        asked: httpx.Response | None = None
        if self._chosen is None:
            answer = yield request
            header = ", ".join(answer.headers.get_list("www-authenticate"))
            if answer.status_code != 401 or not (scheme := challenge(header)):
                return
            self._chosen = self._basic if scheme == "Basic" else self._digest
            asked = httpx.Response(401, headers={"www-authenticate": scheme}, request=request)
        flow = self._chosen.auth_flow(request)
        ready = next(flow)
        if asked is not None and self._chosen is self._digest:
            ready = flow.send(asked)
        while True:
            answer = yield ready
            try:
                ready = flow.send(answer)
            except StopIteration:
                return


def challenge(header: str) -> str:
    """Of a header ``WWW-Authenticate`` the strongest challenge that can be answered, empty where there is none.

    >>> challenge('Basic realm="a", Digest realm="b", nonce="c", qop="auth"')
    'Digest realm="b", nonce="c", qop="auth"'
    """
    for found in _DIGEST.finditer(header):
        algorithm = _ALGORITHM.search(found[0])
        if algorithm is None or algorithm[1].upper() in _KNOWN:
            return found[0]
    return "Basic" if re.search(r"(?:^|,)\s*Basic\b", header, re.IGNORECASE) else ""


def _server(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _seconds(text: str) -> float:
    try:
        seconds = float(text or _ANSWER)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise UsageError(f"REFORMGRAPH_TIMEOUT is {text}", cure="give a number of seconds")
    return seconds


def _unreached(fault: httpx.TransportError, url: str) -> StoreError:
    """What to tell of a server that did not answer; nothing of the address but server and path."""
    parts = urlsplit(url)
    reason = " ".join(str(fault).split()) or type(fault).__name__
    cure = "check the address and that the server runs; a build goes on where it stopped"
    if "CERTIFICATE_VERIFY_FAILED" in reason:
        cure = "name a file with the certificate of its authority: SSL_CERT_FILE"
    elif isinstance(fault, httpx.ProxyError):
        cure = "check HTTPS_PROXY and HTTP_PROXY, or name the server in NO_PROXY"
    elif isinstance(fault, httpx.TimeoutException):
        cure = "allow more seconds: REFORMGRAPH_TIMEOUT; a build goes on where it stopped"
    return StoreError(
        f"the server cannot be reached: {reason}", where=f"{parts.scheme}://{parts.netloc}{parts.path}", cure=cure
    )
