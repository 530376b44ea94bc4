"""The check of the lock names weaknesses, and says plainly where it could not ask."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import check_lock

WEAK = {
    "id": "GHSA-1",
    "summary": "reads too much",
    "affected": [
        {
            "package": {"name": "Click", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "8.2"}]}],
        }
    ],
}


class _DataBase(BaseHTTPRequestHandler):
    answers: Any = None

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        weak = [{"vulns": [{"id": "GHSA-1"}]} if one["package"]["name"] == "click" else {} for one in asked]
        self._say({"results": weak} if self.answers is None else self.answers)

    def do_GET(self) -> None:
        self._say(WEAK)

    def _say(self, told: object) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@pytest.fixture
def data_base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = HTTPServer(("127.0.0.1", 0), _DataBase)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    hashed = "    --hash=sha256:" + "a" * 64
    path = tmp_path / "x.lock"
    path.write_text(f"click==8.1 \\\n{hashed}\nrdflib==7.1 \\\n{hashed}\n")
    return path


def test_a_weakness_is_named_with_what_mends_it(data_base: str, lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_lock.main(["--data-base", data_base, "--lock", str(lock)]) == check_lock.FOUND
    told = capsys.readouterr().out
    assert "click 8.1: GHSA-1: reads too much (fixed in 8.2)" in told
    assert "2 packages checked, 1 weaknesses known" in told


def test_none_known(data_base: str, lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock.write_text(lock.read_text().replace("click", "other"))
    assert check_lock.main(["--data-base", data_base, "--lock", str(lock)]) == 0
    assert "0 weaknesses known" in capsys.readouterr().out


@pytest.mark.parametrize("answers", [{"results": []}, [], "no"])
def test_half_an_answer_is_no_pass(
    answers: object, data_base: str, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_DataBase, "answers", answers)
    assert check_lock.main(["--data-base", data_base, "--lock", str(lock)]) == check_lock.UNKNOWN
    assert "not checked" in capsys.readouterr().out


def test_out_of_reach_is_said_plainly(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_lock.main(["--data-base", "http://127.0.0.1:9", "--lock", str(lock)]) == check_lock.UNKNOWN
    told = capsys.readouterr().out
    assert "not checked: the data base was not reached" in told
    assert "nothing is known of 2 packages" in told
