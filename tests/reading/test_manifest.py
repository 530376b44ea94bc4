"""Manifests: good ones, and every way in which they can be wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from reformgraph.errors import ManifestError
from reformgraph.reading.manifest import read_manifest


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("正文。", encoding="utf-8")
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_all_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'path,id,date,source,edition,url\na.txt,first,2024-03-12,"日报,晚刊",A1,https://example.com/a\nb.txt,,2024-03,,,\n',
    )
    manifest = read_manifest(path)
    first = manifest.entry(tmp_path / "a.txt")
    assert first is not None
    assert (first.id, first.date, first.source, first.edition, first.url, first.line) == (
        "first", "2024-03-12", "日报,晚刊", "A1", "https://example.com/a", 2,
    )  # fmt: skip
    second = manifest.entry(tmp_path / "b.txt")
    assert second is not None
    assert (second.id, second.date) == ("", "2024-03")
    assert manifest.entry(tmp_path / "c.txt") is None


def test_absolute_paths_order_of_columns_and_encodings(tmp_path: Path) -> None:
    text = f"source,path\r\n晚报,{tmp_path / 'a.txt'}\r\n\r\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        manifest = read_manifest(write(tmp_path, text, encoding))
        entry = manifest.entry(tmp_path / "a.txt")
        assert entry is not None
        assert entry.source == "晚报"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("path\nc.txt\n", "line 2", "c.txt does not exist"),
        ("id,date\nx,2024\n", "line 1", "no column path"),
        ("path,date\na.txt,2024-13-01\n", "line 2", "'2024-13-01' is no date"),
        ("path,date\na.txt,2024-02-30\n", "line 2", "is no date"),
        ("path,date\na.txt,昨天\n", "line 2", "is no date"),
        ("path,id\na.txt,x\n\nb.txt,x\n", "line 4", "the id x stands in line 2 too"),
        ("path,id\na.txt,x\na.txt,y\n", "line 3", "a.txt stands in line 2 too"),
        ("path,id\n,x\n", "line 2", "the path is empty"),
        ("path,id\na.txt,x,y\n", "line 2", "3 cells where the head has 2"),
        ("path,path\na.txt,b.txt\n", "line 1", "column path stands twice"),
        ('path,id\n"a.txt,x\n', "line", "not CSV"),
    ],
)
def test_faults_name_the_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ManifestError) as caught:
        read_manifest(path)
    message = str(caught.value)
    assert where in message and what in message and "manifest.csv" in message and "\n" not in message
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "文件;备注;出版日期;来源;版面;网址\na.txt;好;2024/3/5;晚报;A1;http://a\n",
        "网址\t来源\t文件\t日期\t版次\nhttp://a\t晚报\ta.txt\t2024年3月5日\tA1\n",
        "sep=;\nPATH;Date;Source;Edition;URL\na.txt;20240305;晚报;A1;http://a\n",
        'Path,日期,来源,版面,链接,\n" a.txt",2024.3.5,晚报,A1,http://a,\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_tables_as_people_save_them(tmp_path: Path, text: str, encoding: str) -> None:
    manifest = read_manifest(write(tmp_path, text, encoding))
    entry = manifest.entry(tmp_path / "a.txt")
    assert entry is not None
    assert (entry.date, entry.source, entry.edition, entry.url) == ("2024-03-05", "晚报", "A1", "http://a")
    assert list(manifest.passed_over) == (["备注"] if "备注" in text else [])


@pytest.mark.parametrize(("told", "read"), [("2024年3月", "2024-03"), ("2024/3", "2024-03"), ("2024年", "2024")])
def test_months_and_years(tmp_path: Path, told: str, read: str) -> None:
    entry = read_manifest(write(tmp_path, f"文件,日期\na.txt,{told}\n")).entry(tmp_path / "a.txt")
    assert entry is not None
    assert entry.date == read


def test_paths_of_windows(tmp_path: Path) -> None:
    (tmp_path / "三月").mkdir()
    (tmp_path / "三月" / "c.txt").write_text("正文。", encoding="utf-8")
    manifest = read_manifest(write(tmp_path, '文件\n"""三月\\c.txt"""\n'))
    assert manifest.entry(tmp_path / "三月" / "c.txt") is not None


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write(tmp_path, "")
    book = openpyxl.Workbook()
    book.active.append(["文件", "日期", "编号"])
    book.active.append(["a.txt", datetime(2024, 3, 5), 7])
    book.active.append([])
    book.active.append(["b.txt", 20240306, "=1"])
    book.save(tmp_path / "清单.xlsx")
    manifest = read_manifest(tmp_path / "清单.xlsx")
    found = [manifest.entry(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert [(one.date, one.line) for one in found if one] == [("2024-03-05", 2), ("2024-03-06", 4)]
    assert found[0] is not None
    assert found[0].id == "7"


def test_missing_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no such file"):
        read_manifest(tmp_path / "none.csv")
    with pytest.raises(ManifestError, match="this is a folder"):
        read_manifest(tmp_path)
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)))
    with pytest.raises(ManifestError, match="binary"):
        read_manifest(binary)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(ManifestError, match="empty"):
        read_manifest(empty)


def test_quotation_marks_may_belong_to_the_name(tmp_path: Path) -> None:
    (tmp_path / "“标准地”改革.txt").write_text("正文。", encoding="utf-8")
    manifest = read_manifest(write(tmp_path, "path,id\n“标准地”改革.txt,x\n“a.txt”,y\n"))
    assert [entry.id for entry in manifest.entries.values()] == ["x", "y"]


@pytest.mark.parametrize(
    "text", ["\n\n\npath,id\na.txt,x\n", ",,\n,,\npath,id\na.txt,x\n", "sep=\t\npath\tid\na.txt\tx\n"]
)
def test_the_head_may_stand_below_blank_rows_or_the_line_of_a_spreadsheet(tmp_path: Path, text: str) -> None:
    assert [entry.id for entry in read_manifest(write(tmp_path, text)).entries.values()] == ["x"]


def test_a_western_code_page_is_not_taken_for_gbk(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="UTF-8"):
        read_manifest(write(tmp_path, "path,source\na.txt,Île-de-France Rhône\n", "latin-1"))
