"""Under which names a server answers, and which pages may ask."""

from __future__ import annotations

import pytest

from reformgraph.show.serve.guard import client_address, guard_for
from reformgraph.show.serve.http_request import RefusedError, Request


def request(method: str = "GET", **headers: str) -> Request:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(method, "/", "", told, b"", "127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize("name", ["192.0.2.7", "192.0.2.7:8321", "[2001:db8::1]:80", "localhost", "graph.example.org"])
def test_a_server_open_to_others_goes_by_addresses_and_its_names(name: str) -> None:
    guard_for("0.0.0.0", ("graph.example.org",), None).check_host(request(host=name))


@pytest.mark.parametrize("name", ["evil.example", "192.0.2.7.evil.example", "0x7f.1", "", "a b", "[::1].evil.example"])
@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1", "192.0.2.7", "::"])
def test_foreign_names_are_refused_wherever_it_listens(host: str, name: str) -> None:
    """A page elsewhere may point its name at the machine (DNS rebinding)."""
    with pytest.raises(RefusedError) as fault:
        guard_for(host, (), None).check_host(request(host=name))
    assert fault.value.status == 421


def test_on_loopback_other_addresses_are_foreign() -> None:
    with pytest.raises(RefusedError):
        guard_for("127.0.0.1", (), None).check_host(request(host="192.0.2.7"))


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://localhost:1", "http://localhost.evil.example"]
)
def test_posts_from_other_pages_are_refused(origin: str) -> None:
    guard = guard_for("127.0.0.1", (), "https://a.example")
    with pytest.raises(RefusedError) as fault:
        guard.check_site(request("POST", host="localhost", origin=origin), navigation=False)
    assert fault.value.status == 403


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost", "https://a.example"])
def test_own_pages_and_the_origin_of_cors_may_post(origin: str) -> None:
    guard = guard_for("127.0.0.1", (), "https://a.example")
    guard.check_site(request("POST", host="localhost", origin=origin), navigation=False)


@pytest.mark.parametrize(
    ("told", "trusted", "expected"),
    [
        ("198.51.100.1", True, "198.51.100.1"),
        ("6.6.6.6, 198.51.100.1", True, "198.51.100.1"),  # what a client wrote itself stands in front
        ("nobody", True, "127.0.0.1"),
        ("", True, "127.0.0.1"),
        ("198.51.100.1", False, "127.0.0.1"),
    ],
)
def test_clients_behind_a_proxy(told: str, trusted: bool, expected: str) -> None:
    assert client_address(request(x_forwarded_for=told), trusted) == expected
