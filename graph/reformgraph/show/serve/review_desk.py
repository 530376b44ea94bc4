"""Takes answers to the questions of the review page: a posted form in, a line of the decisions file out.

Only a page of this server, shown on this machine, may write: the header Origin has to be there and to name the
server itself, whatever other sites are let in to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, quote

from reformgraph.adoption.decisions import KINDS, PAIR, SINGLE, Decision, append_decision, read_decisions
from reformgraph.show.page_language import with_language
from reformgraph.show.serve.guard import LOOPBACK
from reformgraph.show.serve.http_request import RefusedError, Request

#: Bytes of a posted answer, and characters of a name and of a reason.
_BODY, _NAME, _REASON = 20_000, 2_000, 200
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where answers are written: the file of decisions."""

    path: Path

    def take(self, request: Request, base: str) -> str:
        """Write the answer that a request posts; returns the address of the page to go on with.

        Raises
        ------
        RefusedError
            403 where the request comes from elsewhere, 400 and 415 where it is no answer.
        DecisionError
            The file is malformed, cannot be written, or the answer clashes with one in it.
        """
        _check_origin(request)
        asked = _asked(request)
        new = _decision(asked, base)
        if not read_decisions(self.path, base).answered(new.kind, new.a, new.b):
            append_decision(self.path, new, base)
        return _back(asked)


def _check_origin(request: Request) -> None:
    host = request.headers.get("host", "").lower()
    if request.peer not in LOOPBACK:
        raise RefusedError(403, "answers are taken from this machine only")
    if not host or request.headers.get("origin", "").lower() != f"http://{host}":
        raise RefusedError(403, "answers are taken from the review page of this server only")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise RefusedError(403, "answers are taken from the review page of this server only")


def _asked(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise RefusedError(415, "an answer is posted as a form")
    if len(request.body) > _BODY:
        raise RefusedError(413, f"an answer is longer than {_BODY} bytes")
    try:
        pairs = parse_qsl(request.body.decode(), keep_blank_values=True, errors="strict", max_num_fields=10)
    except ValueError as fault:
        raise RefusedError(400, "the parameters are not UTF-8, or too many") from fault
    return dict(pairs)


def _decision(asked: dict[str, str], base: str) -> Decision:
    kind, a, b, answer = (asked.get(name, "") for name in ("kind", "a", "b", "decision"))
    allowed = PAIR if b else SINGLE.get(kind, ())
    if kind not in KINDS or answer not in allowed:
        raise RefusedError(400, "this is no answer to a question of the review page")
    for iri in (a, b):
        if iri and (not iri.startswith(base) or len(iri) > _NAME or not iri.isprintable() or " " in iri):
            raise RefusedError(400, "an answer names things of this store by their IRIs")
    if not a or a == b:
        raise RefusedError(400, "this is no answer to a question of the review page")
    reason = " ".join("".join(sign if sign.isprintable() else " " for sign in asked.get("reason", "")).split())
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Decision(kind, a, b, answer, reason[:_REASON], now)


def _back(asked: dict[str, str]) -> str:
    """The page that the answer was given on; no address elsewhere."""
    back = asked.get("back", "")
    back = back if back == "/review" or back.startswith("/review?") else "/review"
    back = with_language(back, asked["lang"]) if asked.get("lang") in ("zh", "en") else back
    return quote(back, safe="/?&=%#-_.~+")
