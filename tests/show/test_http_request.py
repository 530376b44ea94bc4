"""Requests that two readers may understand differently are refused, as docs/decisions/http-parser.md has them."""

from __future__ import annotations

import pytest

from reformgraph.show.serve.http_request import RefusedError, read_head

HEAD = (
    b"POST /sparql?x=1 HTTP/1.1\r\nHost: 127.0.0.1:8321\r\nAccept-Language: zh-CN\r\n"
    b"Content-Length: 5\r\nConnection: keep-alive\r\n\r\n"
)


def test_a_plain_request() -> None:
    head = read_head(bytearray(HEAD + b"query"))
    assert head is not None
    assert (head.method, head.target, head.size, head.end) == ("POST", "/sparql?x=1", 5, len(HEAD))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Length: 5", b"Content-Length: 5\r\nContent-Length: 6"),
        (b"Content-Length: 5", b"Content-Length: +5"),
        (b"Connection: keep-alive", b"Transfer-Encoding: chunked"),
        (b"Host: 127.0.0.1:8321", b"Host: a\r\nHost: b"),
        (b"Host: 127.0.0.1:8321\r\n", b""),
        (b"Connection: keep-alive", b"Authorization: a\r\nAuthorization: b"),
        (b"Host:", b"Host :"),
        (b"Accept-Language: zh", b"Accept-Language:\r\n zh"),
        (b"zh-CN", b"zh\x00CN"),
        (b"POST /sparql", b"POST http://other/sparql"),
        (b"?x=1", "?x=地".encode()),
    ],
)
def test_what_may_be_read_in_two_ways(old: bytes, new: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        read_head(bytearray(HEAD.replace(old, new)))
    assert refused.value.status in (400, 411)


def test_lines_that_end_otherwise_are_no_head_yet() -> None:
    assert read_head(bytearray(HEAD.replace(b"\r\n", b"\n"))) is None
