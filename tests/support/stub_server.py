"""A SPARQL server that answers as a test wants, and stores that ask it."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reformgraph.store.http_client import Client
from reformgraph.store.remote import RemoteStore

YES = b'{"head": {}, "boolean": true}'
Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler, bytes], None]


def reply(handler: Handler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def yes(handler: Handler, body: bytes = b"") -> None:
    reply(handler, 200, YES, Content_Type="application/sparql-results+json")


@contextmanager
def served(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Address of a server that answers every request by a function, over TLS where a context is given."""

    class Own(Handler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:  # noqa: N802
            answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        do_PUT = do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Own)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def opened(address: str, **environment: str) -> RemoteStore:
    return RemoteStore(address, read_only=False, client=Client(address, environment, sleep=lambda _: None))


SECRET = {"REFORMGRAPH_USER": "archivist", "REFORMGRAPH_PASSWORD": "开门sesame"}
