"""The answer that tells what is wrong: a request and an error in, a page or a line in the client's language out."""

from __future__ import annotations

from urllib.parse import parse_qsl

from reformgraph.chinese_messages import told, translated
from reformgraph.errors import ReformGraphError
from reformgraph.show.page_language import Speech, choose, say, speaking
from reformgraph.show.serve.answer_head import PLAIN
from reformgraph.show.serve.http_request import Headers, RefusedError, Request
from reformgraph.show.serve.markup import MENU, Markup, form, html, page, tag
from reformgraph.show.serve.protocol import wants_html

#: Nothing of a page is loaded from elsewhere, and nothing in it runs but our files.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HTML = (
    ("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), ("Content-Security-Policy", POLICY),
    ("Vary", "Accept, Accept-Language"),
)  # fmt: skip


def speech_of(request: Request, default: str) -> Speech:
    """How the answer to a request speaks: as its address says, else its browser, else as the server does."""
    given = parse_qsl(request.query, keep_blank_values=True, errors="replace")
    language, asked = choose(given, request.headers.get("accept-language", ""), default)
    return Speech(language, asked, f"{request.path}?{request.query}" if request.query else request.path)


def error_answer(
    request: Request | None, fault: RefusedError | ReformGraphError, default: str
) -> tuple[Headers, bytes]:
    """An error as a page for browsers that open one, as one line of text for others.

    Parameters
    ----------
    request
        None where what came was none.
    default
        Language where the request names none.
    """
    speech = speech_of(request, default) if request is not None else Speech(default)
    text = told(fault, speech.language) if isinstance(fault, ReformGraphError) else _reason(fault, speech.language)
    if request is None or request.method not in ("GET", "HEAD") or not wants_html(request.headers.get("accept", "")):
        return PLAIN, f"{text}\n".encode()
    with speaking(speech):
        heading = say("This cannot be shown")
        lost = isinstance(fault, RefusedError) and fault.status == 404
        return _HTML, page(
            heading, tag("h1", heading), tag("p", text, class_="fault", role="alert"), _ways() if lost else None
        )


def _ways() -> Markup:
    """Where to go on from an address that leads nowhere."""
    box = tag("input", name="q", type="search", placeholder=say("zone, reform, company"), aria_label=say("Find"))
    links = [(tag("a", say(words), href=where), " ") for where, words in MENU]
    told = tag("p", say("Look for it by name, or go back to the start."))
    return html(told, form(box, tag("button", say("Find")), action="/search", class_="question-box"), tag("p", links))


def _reason(refusal: RefusedError, language: str) -> str:
    return translated(refusal.reason) if language == "zh" else refusal.reason
