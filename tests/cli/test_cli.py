"""The commands as a user meets them: help, output, bad input in one line, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reformgraph.cli import COMMANDS
from reformgraph.records import STATUSES
from reformgraph.samples import sample_manifest, sample_pages
from support.commands import run


def started(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, for what the locale does."""
    environment = {**os.environ, "REFORMGRAPH_LANG": "en", "PYTHONUTF8": "0", **settings}
    environment.pop("PYTHONIOENCODING", None)
    return subprocess.run(
        [sys.executable, "-m", "reformgraph", *arguments],
        capture_output=True, encoding="utf-8", env=environment, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("store") / "samples.store")
    pages = [str(path) for path in sample_pages()]
    done = run("build", *pages, "--manifest", str(sample_manifest()), "--store", folder)
    assert done.returncode == 0, done.stderr
    return folder


def helps(language: str) -> dict[str, str]:
    """The help of every command; its language is settled when commands are imported, once a process."""
    code = "\n".join((
        "import json, click",
        "from reformgraph.cli import COMMANDS, cli",
        "top = click.Context(cli)",
        "told = {name: click.Context(cli.get_command(top, name), info_name=name).get_help() for name in COMMANDS}",
        "print(json.dumps(told))",
    ))  # fmt: skip
    environment = {**os.environ, "REFORMGRAPH_LANG": language, "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, timeout=120)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_every_command_has_help_in_both_languages() -> None:
    english, chinese = helps("en"), helps("zh")
    assert english.keys() == chinese.keys() == COMMANDS.keys()
    for command, told in chinese.items():
        assert told != english[command]
        assert any("\u4e00" <= sign <= "\u9fff" for sign in told), command


@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_is_printed_where_the_locale_is_not_utf8(language: str) -> None:
    done = started("info", "--help", REFORMGRAPH_LANG=language, LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in done.stdout) == (language == "zh"), done.stdout


def test_extract_adds_the_text_when_asked_for() -> None:
    page = str(sample_pages()[0])
    plain, more = (json.loads(run("extract", page, *option).stdout) for option in ([], ["--with-text"]))
    assert "text" not in plain
    assert more.pop("text") == sample_pages()[0].read_text("utf-8")
    assert more == plain


def test_extract_prints_a_line_a_page_where_the_locale_is_not_utf8() -> None:
    done = started("extract", *map(str, sample_pages()[:2]), "--manifest", str(sample_manifest()), LC_ALL="C")
    assert done.returncode == 0, done.stderr
    pages = [json.loads(line) for line in done.stdout.splitlines()]
    assert [page["page"] for page in pages] == ["columns.txt", "kicker.txt"]
    assert pages[0]["articles"][0]["kicker"] == "朔州经济开发区"


def test_build_ends_with_a_summary(tmp_path: Path) -> None:
    done = run("build", str(sample_pages()[0]), "--store", str(tmp_path / "s"))
    assert done.returncode == 0
    for word in ("pages", "articles", "zones", "reforms", "companies", "claims", "adoptions", "warnings", "failures"):
        assert word in done.stderr + done.stdout


def test_trace_shows_zone_figures_and_sentence(store: str) -> None:
    done = run("trace", "--reform", "标准地", "--zone", "朔州经开区", "--format", "json", "--store", store)
    [row] = json.loads(done.stdout)
    assert (row["zone"], row["status"], row["sources"]) == ("朔州经济开发区", "adopted", 1)
    assert [(figure["value"], figure["unit"]) for figure in row["figures"]] == [
        ("3", "宗"), ("138.64", "亩"), ("100", "%"), ("2200", "亩")
    ]  # fmt: skip
    [claim] = row["claims"]
    text = sample_pages()[0].read_text("utf-8")
    assert "".join(text[claim["start"] : claim["end"]].split()) == "".join(claim["quote"].split())


def test_trace_counts_a_reprint_once(store: str) -> None:
    done = run("trace", "--reform", "标准地", "--zone", "长治高新区", "--format", "json", "--store", store)
    [row] = json.loads(done.stdout)
    assert (len(row["claims"]), row["sources"]) == (2, 1)


def test_unknown_names_get_suggestions(store: str) -> None:
    done = run("trace", "--reform", "标淮地", "--store", store)
    assert done.returncode == 2
    assert "标准地" in done.stderr


def test_nothing_found_is_no_failure(store: str) -> None:
    done = run("trace", "--reform", "标准地", "--zone", "祁县经济开发区", "--format", "json", "--store", store)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert done.stderr.strip()


def test_info_counts(store: str) -> None:
    done = run("info", "--format", "json", "--store", store)
    info = json.loads(done.stdout)
    assert (info["pages"], info["articles"]) == (6, 9)
    assert set(info) == {
        "pages", "articles", "zones", "reforms", "reform_candidates", "companies", "people", "projects", "documents",
        "claims", "claims_without_actor", "adoptions", "adoptions_corroborated", "figures", "quads", "store", "version",
        "vocabulary_version", "pages_without_date", "failed", "passed_over", "options", *STATUSES,
    }  # fmt: skip


def bad_files(folder: Path) -> dict[str, list[str]]:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "nothing").mkdir()
    (folder / "file.store").write_text("not a store", "utf-8")
    (folder / "page.docx").write_text("x", "utf-8")
    (folder / "page.txt").write_text("昌河经开区推行“标准地”改革。\n", "utf-8")
    (folder / "manifest.csv").write_text("path,date\nmissing.txt,2024-01-01\n", "utf-8")
    page = str(folder / "page.txt")
    return {
        "empty file": ["extract", str(folder / "empty.txt")],
        "binary file": ["extract", str(folder / "binary.txt")],
        "folder without pages": ["build", str(folder / "nothing"), "--store", str(folder / "s")],
        "missing page": ["build", str(folder / "gone.txt"), "--store", str(folder / "s")],
        "store that is a file": ["info", "--store", str(folder / "file.store")],
        "build into a file": ["build", page, "--store", str(folder / "file.store")],
        "store that is not there": ["trace", "--store", str(folder / "none.store")],
        "unknown format": ["extract", str(folder / "page.docx")],
        "manifest of a missing file": ["build", page, "--manifest", str(folder / "manifest.csv"), "--store", "s"],
        "bad date": ["extract", page, "--date", "yesterday"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "case",
    [
        "empty file", "binary file", "folder without pages", "missing page", "store that is a file",
        "build into a file",
        "store that is not there", "unknown format", "manifest of a missing file", "bad date",
    ],
)  # fmt: skip
def test_bad_input_is_told_in_a_line(case: str, tmp_path: Path) -> None:
    done = run(*bad_files(tmp_path)[case])
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    faults = [line for line in done.stderr.splitlines() if "rror" in line]
    assert len(faults) == 1, done.stderr
    assert (tmp_path / "file.store").read_text("utf-8") == "not a store"


def test_bad_sparql_is_told_in_a_line(store: str) -> None:
    done = run("query", "-e", "SELECT ?x WHERE { ?x a ", "--store", store)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_one_bad_page_does_not_stop_the_others(tmp_path: Path) -> None:
    bad_files(tmp_path)
    done = run("extract", str(tmp_path / "empty.txt"), str(tmp_path / "page.txt"))
    assert done.returncode == 1
    assert json.loads(done.stdout)["page"] == "page.txt"


class TestTrace:
    """What people try."""

    def test_a_bare_word_is_a_reform_a_zone_or_a_company(self, store: str) -> None:
        by_reform = run("trace", "标准地", "--store", store, "--format", "json")
        assert by_reform.stdout == run("trace", "--reform", "标准地", "--store", store, "--format", "json").stdout
        by_zone = json.loads(run("trace", "朔州经开区", "--store", store, "--format", "json").stdout)
        assert {one["zone"] for one in by_zone} == {"朔州经济开发区"}
        unknown = run("trace", "没有的东西", "--store", store)
        assert unknown.returncode == 2

    def test_statuses_in_chinese_places_and_limits(self, store: str) -> None:
        done = run(
            "trace", "--status", "已采用", "--province", "山西", "--limit", "2", "--store", store, "--format", "json"
        )
        found = json.loads(done.stdout)
        assert len(found) == 2
        assert {one["status"] for one in found} == {"adopted"}
        assert json.loads(run("trace", "--province", "海南省", "--store", store, "--format", "json").stdout) == []
        assert run("trace", "--province", "没有省", "--store", store).returncode == 2

    def test_files_by_their_ending(self, store: str, tmp_path: Path) -> None:
        path = tmp_path / "trace.csv"
        assert run("trace", "标准地", "--store", store, "-o", str(path), "--excel").returncode == 0
        assert path.read_bytes().startswith(b"\xef\xbb\xbfzone,zone_id,")
        wrong = run("trace", "标准地", "--store", store, "-o", str(tmp_path / "trace.doc"))
        assert wrong.returncode == 2
        assert ".xlsx" in wrong.stderr
        assert run("trace", "标准地", "--store", store, "--format", "xlsx").returncode == 2

    def test_what_there_is_without_an_option_is_counted_whole(self, store: str) -> None:
        wanted = ("trace", "--province", "海南省", "--store", store)
        few, all_ = (run(*wanted, *more).stderr for more in (("--limit", "1"), ()))
        assert few == all_
        assert "--province" in few
        assert ": 1 are" not in few
