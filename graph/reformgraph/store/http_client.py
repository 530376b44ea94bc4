"""Plain HTTP with what SPARQL servers ask for: Basic, Digest and bearer authorisation, and patience.

User name, password and token come from the environment and show in no message.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from reformgraph.errors import StoreError

#: Seconds before the second, third ... try.
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)
#: Answers of a server that is busy or restarting.
_PASSING = frozenset({429, 500, 502, 503, 504})
_TIMEOUT = 300.0
_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"([^"]{0,2000})"|([^\s,"]{1,2000}))')


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
    """Requests to one server over a connection that is kept.

    Parameters
    ----------
    address
        Any address of the server.
    environment
        Where ``REFORMGRAPH_USER``, ``REFORMGRAPH_PASSWORD`` and ``REFORMGRAPH_TOKEN`` are looked up.
    sleep
        What waits between tries.
    """

    def __init__(
        self,
        address: str,
        environment: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urlsplit(address)
        found = os.environ if environment is None else environment
        self._scheme, self._host, self._port = parts.scheme, parts.hostname or "", parts.port
        self._user, self._password = found.get("REFORMGRAPH_USER", ""), found.get("REFORMGRAPH_PASSWORD", "")
        self._token = found.get("REFORMGRAPH_TOKEN", "")
        self._sleep = sleep
        self._connection: http.client.HTTPConnection | None = None
        self._challenge: Challenge | None = None

    def request(self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Response:
        """Send a request, again where the connection breaks or the server is busy.

        All requests of a store may be sent twice without harm.

        Raises
        ------
        StoreError
            If the server cannot be reached.
        """
        parts = urlsplit(url)
        if (parts.scheme, parts.hostname, parts.port) != (self._scheme, self._host, self._port):
            raise StoreError("the address is on another server", where=url, cure="name addresses of one server")
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        fault: OSError | http.client.HTTPException | None = None
        response: Response | None = None
        for pause in (*PAUSES, None):
            try:
                response = self._authorised(method, target or "/", body, headers or {})
                if response.status not in _PASSING or pause is None:
                    return response
            except (OSError, http.client.HTTPException) as caught:
                self.close()
                fault = caught
                if isinstance(caught, ssl.SSLCertVerificationError) or pause is None:
                    break
            self._sleep(pause or 0)
        if response is not None and fault is None:
            return response
        reason = " ".join(str(fault).split()) or type(fault).__name__
        raise StoreError(
            f"the server cannot be reached: {reason}",
            where=f"{self._scheme}://{parts.netloc}{parts.path}",
            cure="check the address and that the server runs; a build goes on where it stopped",
        ) from fault

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _authorised(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Response:
        response = self._sent(method, target, body, headers)
        for _ in range(2):  # a second time where the nonce has expired
            if response.status != 401 or self._token or not self._user:
                break
            self._challenge = challenge(response.headers.get("www-authenticate", ""))
            if self._challenge is None:
                break
            response = self._sent(method, target, body, headers)
        return response

    def _sent(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Response:
        sent = {"User-Agent": "reformgraph", "Content-Length": str(len(body)), **headers}
        if self._token:
            sent["Authorization"] = f"Bearer {self._token}"
        elif self._challenge is not None:
            sent["Authorization"] = self._challenge.answer(self._user, self._password, method, target)
        connection = self._open()
        connection.request(method, target, body, sent)
        answer = connection.getresponse()
        content = answer.read()
        found = {name.lower(): value for name, value in answer.getheaders()}
        if challenges := answer.headers.get_all("WWW-Authenticate"):
            found["www-authenticate"] = ", ".join(challenges)
        return Response(answer.status, found, content)

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            kind = http.client.HTTPSConnection if self._scheme == "https" else http.client.HTTPConnection
            self._connection = kind(self._host, self._port, timeout=_TIMEOUT)
        return self._connection


class Challenge:
    """What a server asked for in ``WWW-Authenticate``: Basic, or Digest by RFC 7616."""

    def __init__(self, scheme: str, parameters: Mapping[str, str]) -> None:
        self.scheme = scheme
        self._parameters = parameters
        self._count = 0

    def answer(self, user: str, password: str, method: str, target: str) -> str:
        """Value of the header ``Authorization``."""
        if self.scheme == "basic":
            from base64 import b64encode

            return "Basic " + b64encode(f"{user}:{password}".encode()).decode()
        self._count += 1
        return "Digest " + ", ".join(self._digest(user, password, method, target, secrets.token_hex(8)))

    def _digest(self, user: str, password: str, method: str, target: str, own: str) -> list[str]:
        told = self._parameters
        algorithm = told.get("algorithm", "MD5")
        realm, nonce, count = told.get("realm", ""), told.get("nonce", ""), f"{self._count:08x}"

        def hashed(text: str) -> str:
            name = "sha256" if algorithm.upper().startswith("SHA-256") else "md5"
            return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

        secret = hashed(f"{user}:{realm}:{password}")
        if algorithm.lower().endswith("-sess"):
            secret = hashed(f"{secret}:{nonce}:{own}")
        request = hashed(f"{method}:{target}")
        with_count = "auth" in re.split(r"[\s,]+", told.get("qop", ""))
        middle = f"{nonce}:{count}:{own}:auth" if with_count else nonce
        fields = [
            f'username="{user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{target}"',
            f'response="{hashed(f"{secret}:{middle}:{request}")}"', f"algorithm={algorithm}",
        ]  # fmt: skip
        if with_count:
            fields += ["qop=auth", f"nc={count}", f'cnonce="{own}"']
        if "opaque" in told:
            fields.append(f'opaque="{told["opaque"]}"')
        return fields


def challenge(header: str) -> Challenge | None:
    """The strongest challenge of a ``WWW-Authenticate`` header that we can answer.

    >>> challenge('Basic realm="a", Digest realm="b", nonce="c", qop="auth"').scheme
    'digest'
    """
    found: dict[str, dict[str, str]] = {}
    starts = list(re.finditer(r"(?:^|,)\s*(Basic|Digest|Bearer|Negotiate|NTLM)\b", header, re.IGNORECASE))
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(header)
        parameters = {
            name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(header[start.end() : end])
        }
        known = parameters.get("algorithm", "MD5").upper().removesuffix("-SESS") in ("MD5", "SHA-256")
        if start[1].lower() != "digest" or known:
            found.setdefault(start[1].lower(), parameters)
    scheme = next((name for name in ("digest", "basic") if name in found), None)
    return Challenge(scheme, found[scheme]) if scheme else None
