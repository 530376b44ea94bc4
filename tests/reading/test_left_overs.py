"""What browsers and Office leave beside pages is passed over and counted, and only that."""

from __future__ import annotations

from pathlib import Path

from reformgraph.reading.page_files import look_through

HTML = "<html><body><p>宜江高新区推行标准地改革。</p></body></html>"


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(HTML, "utf-8")


def test_parts_of_a_saved_page(tmp_path: Path) -> None:
    put(tmp_path, "通知.html", "通知_files/frame.html", "通知_files/deep/x.js", "旧闻.htm", "旧闻.files/header.html")
    found = look_through([tmp_path])
    assert [file.id for file in found.files] == ["旧闻.htm", "通知.html"]
    assert dict(found.passed) == {"_files/": 3}


def test_a_folder_of_that_name_without_its_page_is_read(tmp_path: Path) -> None:
    put(tmp_path, "2024_files/a.html", "_files/b.html")
    assert [file.id for file in look_through([tmp_path]).files] == ["2024_files/a.html", "_files/b.html"]


def test_a_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    put(tmp_path, "通知.html", "通知_files/frame.html")
    assert [file.id for file in look_through([tmp_path / "通知_files"]).files] == ["frame.html"]


def test_marks_of_open_office_files(tmp_path: Path) -> None:
    put(tmp_path, "a.html", "~$报道.docx", "深/~$材料.docx")
    found = look_through([tmp_path])
    assert ([file.id for file in found.files], dict(found.passed)) == (["a.html"], {"~$": 2})
