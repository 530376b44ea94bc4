"""Formats of pages: what a file is, what it holds, and every way in which it can be damaged."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from reformgraph.errors import PageError, UsageError
from reformgraph.reading import page_files
from reformgraph.reading.formats import row_fields, unpacking, xml_parts
from reformgraph.reading.formats.registry import sniff
from reformgraph.reading.page_files import look_through, pages_in
from reformgraph.reading.read_pages import read_page
from reformgraph.records import Page
from support.made_files import BODY, HEADLINE, cell, epub, ofd, paragraph, tarred, warc_record, web_page, word, zipped

ROW = {"title": HEADLINE, "content": BODY, "date": "2024-05-18", "source": "江湾日报", "url": "https://example.org/1"}


def read_all(
    path: Path, data: bytes | str | None = None, **options: object
) -> tuple[list[Page], list[str], Counter[str]]:
    """Pages, faults and what was passed over of a file or folder."""
    if data is not None:
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    found = look_through([path], **options)  # type: ignore[arg-type]
    passed, pages, faults = Counter(found.passed), [], [str(fault) for fault in found.faults]
    for file in pages_in(found.files, options.get("columns"), passed):  # type: ignore[arg-type]
        try:
            if isinstance(file, PageError):
                raise file
            pages.append(read_page(file))
        except PageError as fault:
            faults.append(str(fault))
    return pages, faults, passed


def jsonl(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


# ------------------------------------------------------------------ what a file is


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("x.aspx", web_page(), "html"),
        ("show.jsp", b"  <div><p>" + BODY.encode() + b"</p></div>", "html"),
        ("page", web_page(), "html"),
        ("页面.doc", web_page(), "html"),
        ("x.txt", web_page(), "html"),
        ("x.txt", BODY.encode(), "txt"),
        ("x.dat", b"%PDF-1.7", "pdf"),
        ("x.bin", word(paragraph(BODY)), "docx"),
        ("x.dat", ofd((20, 20, BODY)), "ofd"),
        ("x.zip", zipped({"a.txt": BODY}), "zip"),
        ("x.xlsx", zipped({"xl/workbook.xml": "<a/>"}), ""),
        ("x.doc", b"\xd0\xcf\x11\xe0" + bytes(600), ""),
        ("x.mht", web_page(), "html"),
        ("x.css", b"body { color: red }", ""),
        ("2024.07", BODY.encode(), ""),
    ],
)
def test_a_file_is_what_it_holds(name: str, data: bytes, kind: str) -> None:
    assert sniff(io.BytesIO(data), name) == kind


def test_what_is_passed_over_is_counted_by_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    for name in ("x.doc", "y.doc", "z.xlsx", "style.css", "noend"):
        (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "numbers.csv").write_text("年份,数量\n2024,3\n", encoding="utf-8")
    pages, faults, passed = read_all(tmp_path)
    assert (len(pages), faults) == (1, [])
    assert passed == {".doc": 2, ".xlsx": 1, ".css": 1, "(no ending)": 1, ".csv": 1}
    told = page_files.passed_over(passed)
    assert [(one.kind, one.number) for one in told][:2] == [(".csv", 1), (".doc", 2)]
    assert told[1].cure == ("另存为 .docx", "save as .docx")


def test_files_given_with_options_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "decisions.csv").write_text("text\n1\n", encoding="utf-8")
    pages, _, passed = read_all(tmp_path, leave_out=[tmp_path / "decisions.csv"])
    assert (len(pages), passed) == (1, {})


# ------------------------------------------------------------------ special files and limits


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_devices_and_links_that_lead_away_are_told(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("密", encoding="utf-8")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(BODY, encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "away.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "near.txt").symlink_to(folder / "a.txt")
    pages, faults, _ = read_all(folder)
    assert [page.id for page in pages] == ["a.txt"]
    assert [fault.split(": ")[1].split(" (")[0] for fault in faults] == [
        "link out of the folder", "this is no regular file", "link out of the folder",
    ]  # fmt: skip
    pages, faults, _ = read_all(folder, follow_links=True)
    assert [page.id for page in pages] == ["a.txt", "away.txt"]
    assert len(faults) == 2
    _, faults, _ = read_all(folder / "pipe.txt")
    assert "no regular file" in faults[0]


def test_a_file_larger_than_a_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_files, "PAGE_BYTES", 2_000_000)
    _, faults, _ = read_all(tmp_path / "a.txt", "长" * 700_000)
    assert "larger than 1 MB" in faults[0]


def test_a_text_longer_than_a_page_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.reading.read_pages.PAGE_SIGNS", 1000)
    _, (fault,), _ = read_all(tmp_path / "a.txt", BODY * 100)
    assert "more than the 1000 of a page" in fault


# ------------------------------------------------------------------ Word


def test_word(tmp_path: Path) -> None:
    table = (
        "<w:tbl>"
        + "".join(
            f"<w:tr>{row}</w:tr>"
            for row in (
                cell("园区", merge="restart") + cell("码上办", columns=2),
                cell("", merge="continue") + cell("件") + cell("人"),
                cell("甲园区") + cell("300") + cell("7"),
            )
        )
        + "</w:tbl>"
    )
    gone, come = "<w:del><w:r><w:delText>三百</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>四百件</w:t></w:r></w:ins>"
    deleted = f"<w:p><w:r><w:t>办理</w:t></w:r>{gone}{come}</w:p>"
    data = word(paragraph(HEADLINE, "H1"), paragraph(BODY), paragraph("做法", "H2"), table, deleted)
    (page,), faults, _ = read_all(tmp_path / "a.docx", data)
    assert faults == []
    assert [line for line in page.text.split("\n") if line] == [
        f"# {HEADLINE}", BODY, "## 做法", "| 园区 | 码上办 ||", "| ^^ | 件 | 人 |", "| 甲园区 | 300 | 7 |",
        "办理四百件",
    ]  # fmt: skip
    assert page.format == "docx"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 nothing", "damaged"),
        (word(paragraph(BODY))[:300], "damaged"),
        (zipped({"word/document.xml": "<w:document"}), "damaged"),
        (zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "declares entities"),
        (zipped({"word/document.xml": '<x xmlns="y">'.ljust(5000) + '<!ENTITY a "b"></x>'}), "declares entities"),
        (word(paragraph("")), "holds no text"),
        (zipped({"other.xml": "<a/>"}), "has no word/document.xml"),
    ],
)
def test_damaged_word_files_are_told(tmp_path: Path, data: bytes, told: str) -> None:
    pages, (fault,), _ = read_all(tmp_path / "a.docx", data)
    assert pages == []
    assert told in fault
    assert str(tmp_path / "a.docx") in fault


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "PART_BYTES", 100_000)
    _, (fault,), _ = read_all(tmp_path / "a.docx", word(paragraph("一" * 200_000)))
    assert "unpacks to more than" in fault


# ------------------------------------------------------------------ OFD


def test_ofd(tmp_path: Path) -> None:
    data = ofd((20, 35, BODY[:20]), (20, 20, HEADLINE), (20, 42, BODY[20:]), (20, 80, "2024年7月5日"))
    (page,), faults, _ = read_all(tmp_path / "a.ofd", data)
    assert faults == []
    assert page.text.startswith(HEADLINE)
    assert BODY in page.text.replace("\n", "")
    assert (page.issue_date, page.date_basis) == ("2024-07-05", "printed")


@pytest.mark.parametrize("data", [zipped({"OFD.xml": "<a/>"}), ofd((1, 1, " "))[:200], ofd((20, 20, " "))])
def test_damaged_ofd(tmp_path: Path, data: bytes) -> None:
    pages, faults, _ = read_all(tmp_path / "a.ofd", data)
    assert (pages, len(faults)) == ([], 1)


# ------------------------------------------------------------------ archives of rows


def test_json_lines(tmp_path: Path) -> None:
    second = {"标题": "乙区简讯", "正文": f"<p>{BODY}</p>", "发布时间": 1715961600, "编号": "k7"}
    pages, faults, _ = read_all(tmp_path / "a.jsonl", jsonl(ROW, second))
    assert faults == []
    first, other = pages
    assert first.text == f"# {HEADLINE}\n\n{BODY}"
    assert (first.id, first.issue_date, first.date_basis) == ("a.jsonl/1", "2024-05-18", "metadata")
    assert (first.source, first.url) == ("江湾日报", "https://example.org/1")
    assert (other.id, other.issue_date, other.format) == ("a.jsonl/k7", "2024-05-18", "html")
    assert "# 乙区简讯" in other.text


def test_a_bad_row_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = jsonl(ROW, "{broken", [1], {"title": "无正文"}, {**ROW, "id": "x"}, {**ROW, "id": "x"}, "")
    pages, faults, _ = read_all(tmp_path / "a.jsonl", rows + "[" * 100_000 + "\n" + jsonl(ROW))
    assert [page.id for page in pages] == ["a.jsonl/1", "a.jsonl/x", "a.jsonl/8"]
    assert [fault.split("row ")[1][0] for fault in faults] == ["2", "3", "4", "6", "7"]
    assert "that of row 5 too" in faults[3]


def test_csv(tmp_path: Path) -> None:
    head = "标题,文号,发布单位,发布日期,官方链接,正文\n"
    row = f'清河推行码上办,清府发〔2023〕20号,区政府,2023/7/17,https://example.org/1,"{BODY}"\n'
    pages, faults, _ = read_all(tmp_path / "a.csv", "\ufeff" + head + row + "少,了\n" + row.replace("\n", ",多\n"))
    assert [page.id for page in pages] == ["a.csv/1"]
    assert pages[0].text == f"# 清河推行码上办\n\n清府发〔2023〕20号\n\n{BODY}"
    assert (pages[0].issue_date, pages[0].source, pages[0].url) == ("2023-07-17", "区政府", "https://example.org/1")
    assert len(faults) == 2
    gbk, faults, _ = read_all(tmp_path / "b.csv", (head + row).encode("gb18030"))
    assert (len(gbk), faults) == (1, [])
    broken = (head + row + row).encode().replace("清河".encode(), b"\xe6\xb8", 1)
    pages, (fault,), _ = read_all(tmp_path / "d.csv", broken)
    assert [page.id for page in pages] == ["d.csv/2"]
    assert "row 1: characters of the text are broken" in fault
    tabs, faults, _ = read_all(tmp_path / "c.tsv", f"title\tcontent\n甲\t{BODY}\n")
    assert (len(tabs), faults) == (1, [])


def test_columns_can_be_named(tmp_path: Path) -> None:
    columns = row_fields.read_columns("text=稿件, title=题头")
    pages, _, _ = read_all(tmp_path / "a.csv", f"题头,稿件\n甲,{BODY}\n", columns=columns)
    assert [page.text for page in pages] == [f"# 甲\n\n{BODY}"]
    _, (fault,), _ = read_all(tmp_path / "a.csv")
    assert "--columns" in fault
    with pytest.raises(UsageError, match="names no column"):
        row_fields.read_columns("body=稿件")


def test_an_endless_row_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reformgraph.reading.formats.json_lines.ROW_BYTES", 10_000)
    pages, (fault,), _ = read_all(tmp_path / "a.jsonl", jsonl({"text": "长" * 20_000}, ROW))
    assert [page.id for page in pages] == ["a.jsonl/2"]
    assert "row 1" in fault
    monkeypatch.setattr("reformgraph.reading.formats.csv_rows.ROW_BYTES", 10_000)
    pages, faults, _ = read_all(tmp_path / "a.csv", f'title,text\n甲,"{"长" * 50_000}"\n乙,{BODY}\n')
    assert [page.text for page in pages] == [f"# 乙\n\n{BODY}"]
    assert faults


# ------------------------------------------------------------------ archives of files


MEMBERS = {"甲/一.txt": BODY.encode(), "b.html": web_page(), "c.docx": word(paragraph(BODY)),
           "old.doc": b"\xd0\xcf\x11\xe0",
           "rows.jsonl": jsonl(ROW).encode(), ".hidden": b"x"}  # fmt: skip
IDS = ["b.html", "c.docx", "rows.jsonl/1", "甲/一.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(MEMBERS)),
        ("a.tar.gz", tarred(MEMBERS)),
        ("a.tgz", tarred(MEMBERS)),
        ("a.tar", tarred(MEMBERS, "w")),
    ],
)
def test_archives(tmp_path: Path, name: str, data: bytes) -> None:
    pages, faults, passed = read_all(tmp_path / name, data)
    assert sorted(page.id for page in pages) == [f"{name}/{id_}" for id_ in IDS]
    assert (faults, passed) == ([], {".doc": 1})


def test_names_of_a_chinese_windows(tmp_path: Path) -> None:
    data = zipped({"xx.txt": BODY}).replace(b"xx.txt", "一.txt".encode("gb18030"))
    (page,), _, _ = read_all(tmp_path / "a.zip", data)
    assert page.id == "a.zip/一.txt"


def test_a_packed_page_and_packed_rows(tmp_path: Path) -> None:
    (page,), _, _ = read_all(tmp_path / "a.html.gz", gzip.compress(web_page()))
    assert (page.id, page.format) == ("a.html.gz/a.html", "html")
    (page,), _, _ = read_all(tmp_path / "b.jsonl.gz", gzip.compress(jsonl(ROW).encode()))
    assert page.id == "b.jsonl.gz/1"


def test_archives_in_archives_have_an_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": BODY})
    for depth in range(4):
        data = zipped({f"{depth}.zip": data, "a.txt": BODY})
    pages, faults, _ = read_all(tmp_path / "a.zip", data)
    assert len(pages) == 3
    assert "deep" in faults[0]


def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr(unpacking, "UNPACKED_TIMES", 5)
    members = {f"{number}.txt": bytes(400_000) for number in range(9)}
    for name, data in (("a.zip", zipped({"0.md": BODY, **members})), ("a.tar", tarred(members, "w"))):
        pages, faults, _ = read_all(tmp_path / name, data)
        assert len(pages) <= 1
        assert name == "a.tar" or "unpacks to far more" in faults[-1]
    monkeypatch.setattr("reformgraph.reading.formats.gzip_file.UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr("reformgraph.reading.formats.gzip_file.UNPACKED_TIMES", 5)
    _, faults, _ = read_all(tmp_path / "b.jsonl.gz", gzip.compress(bytes(30_000_000)))
    assert any("far more" in fault or "longer than" in fault for fault in faults)


def test_damaged_archives_keep_what_stands_before(tmp_path: Path) -> None:
    texts = {f"{number}.txt": (BODY + str(number)).encode() * 300 for number in range(30)}
    whole = tarred(texts)
    pages, faults, _ = read_all(tmp_path / "a.tar.gz", whole[: len(whole) // 2])
    assert 0 < len(pages) < 30
    assert "damaged" in faults[-1]
    packed = bytearray(zipped(texts))
    packed[40:60] = bytes(20)
    pages, faults, _ = read_all(tmp_path / "a.zip", bytes(packed))
    assert (len(pages), len(faults)) == (29, 1)
    _, faults, _ = read_all(tmp_path / "b.zip", b"PK\x03\x04 no zip")
    assert "damaged" in faults[0]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": BODY, "b.txt": BODY}))
    at = zipfile.ZipFile(io.BytesIO(data)).start_dir
    data[at + 8] |= 1
    data[6] |= 1
    pages, (fault,), _ = read_all(tmp_path / "a.zip", bytes(data))
    assert [page.id for page in pages] == ["a.zip/b.txt"]
    assert "encrypted" in fault


def test_books(tmp_path: Path) -> None:
    data = epub({"二.xhtml": web_page("第二章").decode(), "one.xhtml": web_page("第一章").decode(), "gone.xhtml": ""})
    pages, faults, _ = read_all(tmp_path / "a.epub", data)
    assert [page.id for page in pages] == ["a.epub/OEBPS/二.xhtml", "a.epub/OEBPS/one.xhtml"]
    assert pages[0].source == "江湾文库"
    assert len(faults) == 1
    _, (fault,), _ = read_all(tmp_path / "b.epub", zipped({"META-INF/container.xml": "<a/>"}))
    assert "does not say" in fault


def test_saved_pages(tmp_path: Path) -> None:
    page = web_page(charset="gb18030").replace(b'<meta charset="gb18030">', b"")
    message = (
        b"From: <Saved by X>\r\nSnapshot-Content-Location: https://example.org/7\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="--b"\r\n\r\n'
        b"----b\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
        + page + b"\r\n----b--\r\n"
    )  # fmt: skip
    (read,), faults, _ = read_all(tmp_path / "a.mht", message)
    assert (read.url, faults) == ("https://example.org/7", [])
    assert BODY in read.text
    _, (fault,), _ = read_all(tmp_path / "b.mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
    assert "no web page" in fault


def test_web_archives(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    answers = [("text/html", web_page()), ("image/png", b"x"), ("text/html", web_page()), ("text/html", web_page())]
    records = [warc_record(f"https://example.org/{number % 3}", *answer) for number, answer in enumerate(answers)]
    for name, data in (("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records)))):
        pages, faults, _ = read_all(tmp_path / name, data)
        assert [page.url for page in pages] == [
            "https://example.org/0",
            "https://example.org/2",
            "https://example.org/0",
        ]
        assert faults == []
        pages, faults, _ = read_all(tmp_path / f"cut-{name}", data[:-200])
        assert len(pages) in (2, 3)
        assert pages[0].id == f"cut-{name}/https://example.org/0"
