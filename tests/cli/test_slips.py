"""Slips of people who try things: commands, terms, endings, addresses, columns; each is told with its cure."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.commands import run
from support.sample_store import sample_store

COMPLETE = "_REFORMGRAPH_COMPLETE"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(sample_store(tmp_path_factory.mktemp("slips") / "s.store"))


@pytest.mark.parametrize(("typed", "meant"), [(["tarce"], "trace"), (["network", "exprot"], "export")])
def test_a_mistyped_command(typed: list[str], meant: str) -> None:
    done = run(*typed)
    assert (done.returncode, f"did you mean {meant}" in done.stderr) == (2, True)


def test_terms_that_nothing_bears(store: str) -> None:
    done = run("query", "-e", "SELECT * { ?zone rg:adoptd reform:标准低 }", "--store", store)
    assert done.returncode == 0
    assert "rg:adoptd; did you mean rg:adopted?" in done.stderr
    assert "reform:标准低; did you mean 标准地" in done.stderr
    assert "hint" not in run("query", "-e", "SELECT * { ?z rg:adopted ?r }", "--store", store).stderr


@pytest.mark.parametrize("form", [["csv"], ["csv", "--raw"], ["json"], ["tsv"], ["xml"]])
def test_hints_stand_beside_data_too(form: list[str], store: str) -> None:
    done = run("query", "-e", "SELECT * { ?zone rg:adoptd reform:标准低 }", "--store", store, "--format", *form)
    assert (done.returncode, "hint" in done.stdout) == (0, False)
    assert "rg:adoptd; did you mean rg:adopted?" in done.stderr
    assert "reform:标准低; did you mean 标准地" in done.stderr
    some = run("query", "-e", "SELECT * { ?z rg:adopted ?r }", "--store", store, "--format", *form)
    assert (some.stderr, some.stdout != "") == ("", True)


def test_a_table_that_a_format_does_not_hold_is_refused(store: str) -> None:
    done = run("export", "--store", store, "--format", "nq", "--table", "figures")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format csv" in done.stderr
    assert run("export", "--store", store, "--format", "csv", "--table", "figures").returncode == 0


def test_a_dash_is_the_output(store: str, tmp_path: Path) -> None:
    for command in (["network", "centrality"], ["trace"]):
        done = run(*command, "--store", store, "-o", "-", "--format", "csv")
        assert done.returncode == 0, done.stderr
        assert done.stdout == run(*command, "--store", store, "--format", "csv").stdout != ""


def test_a_text_on_the_input() -> None:
    for encoding in ("utf-8", "gbk"):
        done = run("extract", "-", given="2024年5月，朔州经济开发区推行标准地改革。".encode(encoding))
        assert (done.returncode, '"标准地"' in done.stdout) == (0, True)
    assert run("extract", "-").returncode == 1


@pytest.mark.parametrize("command", [["extract"], ["build", "--store", "unused"]])
def test_an_address_is_not_fetched(command: list[str]) -> None:
    done = run(*command, "https://example.com/a.html")
    assert (done.returncode, "save the page" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("command", "ending"),
    [
        (["network", "export"], "doc"),
        (["network", "centrality"], "xlsx"),
        (["network", "centrality", "--format", "csv"], "json"),
        (["diffusion", "curve", "--reform", "标准地"], "doc"),
        (["export"], "doc"),
        (["export", "--format", "ttl"], "nq"),
        (["trace"], "doc"),
        (["page"], "pdf"),
        (["chart", "matrix"], "gif"),
    ],
)
def test_a_wrong_ending_is_refused_and_nothing_written(
    store: str, tmp_path: Path, command: list[str], ending: str
) -> None:
    done = run(*command, "--store", store, "-o", str(tmp_path / f"x.{ending}"))
    assert done.returncode == 2, done.stderr
    assert f"x.{ending}" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_tables_tell_what_they_do_not_use(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2024年5月，朔州经济开发区推行标准地改革。\n", "utf-8")
    (tmp_path / "清单.csv").write_bytes("文件;日期;备注\na.txt;2024/5/6;好\n".encode("gbk"))
    (tmp_path / "s.decisions.csv").write_text("kind,a,b,decision\nzone,朔州经济开发去,朔州开发区,same\n", "utf-8")
    done = run(
        "build", str(tmp_path / "a.txt"), "--manifest", str(tmp_path / "清单.csv"), "--store", str(tmp_path / "s")
    )
    assert done.returncode == 0, done.stderr
    assert "columns passed over: 备注" in done.stderr
    assert "line 2: the store has no zone:朔州经济开发去" in done.stderr


def complete(shell: str, words: str, at: str) -> subprocess.CompletedProcess[str]:
    """What the command line offers to a shell whose line is ``words``, with the cursor ``at`` a word."""
    settings: dict[str, Any] = {COMPLETE: f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": at}
    return run(**settings)


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
    def test_scripts(self, shell: str) -> None:
        assert COMPLETE in run("completion", shell).stdout

    def test_names_of_the_store(self, store: str) -> None:
        words = f"reformgraph trace --store {store} --zone 朔"
        done = complete("bash", words, "5")
        assert "plain,朔州经济开发区" in done.stdout.splitlines()

    def test_questions_in_powershell(self) -> None:
        done = complete("powershell", "reformgraph query ado", "ado")
        assert "adopters" in [line.split("\t")[0] for line in done.stdout.splitlines()]

    def test_without_a_store_nothing_is_offered_and_nothing_said(self, tmp_path: Path) -> None:
        words = f"reformgraph trace --store {tmp_path / 'none'} --zone 朔"
        done = complete("bash", words, "5")
        assert (done.stdout.strip(), done.stderr) == ("", "")

    @pytest.mark.parametrize("words", ["reformgraph trcae --zone x", "reformgraph network exprot --zone x"])
    def test_a_mistyped_command_is_not_told_in_the_line(self, words: str) -> None:
        done = complete("bash", words, str(len(words.split()) - 1))
        assert (done.returncode, done.stderr) == (0, "")
