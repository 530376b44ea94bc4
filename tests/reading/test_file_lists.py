"""Lists of files and patterns of names."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from reformgraph.errors import UsageError
from reformgraph.reading.file_lists import expanded, listed_files, listed_id
from reformgraph.reading.page_files import look_through


def page(path: Path, text: str = "朔州经济开发区推行标准地。\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class TestListedFiles:
    @pytest.mark.parametrize("text", ["a.txt\r\n\n报纸/b.txt\na.txt\n", "a.txt\0报纸/b.txt\0"])
    def test_lines_and_nul(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "list").write_bytes(text.encode())
        assert listed_files(tmp_path / "list") == [Path("a.txt"), Path("报纸/b.txt")]

    def test_a_name_that_is_no_utf8_stays_a_name(self, tmp_path: Path) -> None:
        (tmp_path / "list").write_bytes("报纸.txt".encode("gb18030") + b"\n")
        assert len(listed_files(tmp_path / "list")) == 1

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"a.txt\n")))
        assert listed_files("-") == [Path("a.txt")]

    @pytest.mark.parametrize("data", [b"", b"\n \n"])
    def test_an_empty_list_is_an_error(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "list").write_bytes(data)
        with pytest.raises(UsageError, match="names no files"):
            listed_files(tmp_path / "list")

    def test_a_list_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="none"):
            listed_files(tmp_path / "none")


def test_ids_of_listed_files_keep_their_folders_apart(tmp_path: Path) -> None:
    files = [page(tmp_path / "a" / "x.txt"), page(tmp_path / "b" / "x.txt"), tmp_path / "gone.txt", tmp_path / "a"]
    found = look_through([], listed=files)
    assert [file.id for file in found.files] == [listed_id(files[0]), listed_id(files[1])]
    assert all(file.id.endswith("/x.txt") and not file.id.startswith("/") for file in found.files)
    assert [str(fault.where) for fault in found.faults] == [str(files[2]), str(files[3])]
    assert listed_id(Path("./2024/../a.txt")) == "a.txt"
    assert listed_id(Path("../a.txt")) == "up/a.txt"


def test_the_mark_that_notepad_writes_is_no_part_of_a_name(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes("甲.txt\r\n乙.txt\r\n".encode("utf-8-sig"))
    assert listed_files(tmp_path / "list") == [Path("甲.txt"), Path("乙.txt")]


class TestPatterns:
    def test_what_matches_in_order_of_names(self, tmp_path: Path) -> None:
        files = [page(tmp_path / name) for name in ("b.txt", "a.txt", "c/d.txt", "e.md")]
        assert list(expanded([str(tmp_path / "**/*.txt")])) == [files[1], files[0], files[2]]

    def test_a_file_with_such_a_name_is_taken_as_it_is(self, tmp_path: Path) -> None:
        file = page(tmp_path / "第[1]版.txt")
        assert list(expanded([file])) == [file]

    def test_nothing_matches(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"\*\.txt"):
            list(expanded([str(tmp_path / "*.txt")]))
