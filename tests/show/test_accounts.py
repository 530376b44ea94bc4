"""Users are told by bcrypt hashes as htpasswd writes them and by tokens; nothing else lets anybody in."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from reformgraph.cli import cli
from reformgraph.errors import UsageError
from reformgraph.show.serve import accounts
from reformgraph.show.serve.accounts import Accounts, add_line, password_line, token_line


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "COST", 4)


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_passwords(tmp_path: Path) -> None:
    path = tmp_path / "users"
    add_line(path, password_line("读者", "改革 2024:abc"))
    found = Accounts(path)
    right = basic("读者", "改革 2024:abc")
    assert found.check(right) == "读者"
    assert found.known(right) is None
    found.remember(right, "读者")
    assert found.known(right) == "读者"
    for name, password in (("读者", "改革 2024:ab"), ("别人", "改革 2024:abc"), ("", ""), ("读者", "")):
        assert found.check(basic(name, password)) is None
    assert "改革" not in path.read_text(encoding="utf-8")


def test_hashes_of_htpasswd(tmp_path: Path) -> None:
    made = password_line("reader", "correct horse").replace("$2b$", "$2y$")
    assert made.startswith("reader:$2y$04$")
    (tmp_path / "users").write_text(f"# readers\n\n{made}\n", encoding="utf-8")
    assert Accounts(tmp_path / "users").check(basic("reader", "correct horse")) == "reader"


def test_tokens(tmp_path: Path) -> None:
    token, line = token_line("program")
    add_line(tmp_path / "users", line)
    found = Accounts(tmp_path / "users")
    assert found.known("Bearer " + token) == "program"
    assert found.known("Bearer " + token + "x") is None
    assert not found.needs_check("Bearer " + token + "x")
    assert token not in line


@pytest.mark.parametrize("header", ["", "Basic", "Basic !", "Basic eA==", "Digest x", "Basic " + "A" * 5000,
                                    "Basic " + base64.b64encode(b"a:" + b"x" * 73).decode(),
                                    "Basic " + base64.b64encode(b"a:\x00").decode(),
                                    "Basic " + base64.b64encode(b"\xff:abc").decode(), "Bearer \udc80"])  # fmt: skip
def test_headers_that_are_none(tmp_path: Path, header: str) -> None:
    add_line(tmp_path / "users", password_line("a", "a long one"))
    found = Accounts(tmp_path / "users")
    assert not found.needs_check(header)
    assert found.known(header.encode("utf-8", "replace").decode()) is None


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "users"
    add_line(path, password_line("a", "password one"))
    found = Accounts(path)
    found.remember(basic("a", "password one"), "a")
    assert not found.refresh()
    add_line(path, password_line("a", "password two"))
    os.utime(path, ns=(1, 1))
    assert found.refresh()
    assert found.known(basic("a", "password one")) is None
    assert found.check(basic("a", "password one")) is None
    assert found.check(basic("a", "password two")) == "a"
    path.unlink()
    found.refresh()
    assert found.check(basic("a", "password two")) is None


@pytest.mark.parametrize(
    "text", ["", "# none\n", "a:plain\n", "a:{SHA}x\n", "a\n", "a:token:xyz\n", ":$2b$04$" + "a" * 53]
)
def test_malformed_files_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "users").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="users"):
        Accounts(tmp_path / "users")


@pytest.mark.parametrize(
    ("name", "password"), [("a:b", "long enough"), ("", "long enough"), ("a", "short"), ("a", "长" * 25)]
)
def test_what_is_no_user(name: str, password: str) -> None:
    with pytest.raises(UsageError):
        password_line(name, password)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "users"
    runner = CliRunner()
    assert runner.invoke(cli, ["user", str(path), "a"], input="a long password\n").exit_code == 0
    made = runner.invoke(cli, ["user", str(path), "a", "--token"])
    token = made.stdout.strip()
    found = Accounts(path)
    assert found.known("Bearer " + token) == "a"
    assert found.check(basic("a", "a long password")) == "a"
    assert runner.invoke(cli, ["user", str(path), "a"], input="another password\n").exit_code == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
