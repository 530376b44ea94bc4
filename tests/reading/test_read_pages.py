"""Finding and reading page files: formats, encodings, dates, and every fault."""

from __future__ import annotations

import builtins
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from reformgraph.errors import MissingExtraError, PageError, UsageError
from reformgraph.reading.manifest import read_manifest
from reformgraph.reading.read_pages import PageFile, find_pages, page_from_text, read_page

SIMPLE = (
    "近日，宜江高新区推行“标准地”改革，企业拿地后即可开工。\n园区负责人表示，下一步将继续优化营商环境，提升审批效率。\n"
)
TRADITIONAL = (
    "近日，新埔科學園區推行改革，企業拿地後即可開工。\n園區負責人表示，下一步將繼續優化經營環境，提升審批效率。\n"
)


def page_of(path: Path, data: bytes | str, date: str | None = None):  # type: ignore[no-untyped-def]
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return read_page(PageFile(path, path.name), date)


# ------------------------------------------------------------------ finding


def test_find_pages_sorts_and_names(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", "sub/deep/c.HTML", "d.pdf", "notes.csv", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("正文。", encoding="utf-8")
    found = find_pages([tmp_path])
    assert [file.id for file in found] == ["b.txt", "d.pdf", "sub/a.md", "sub/deep/c.HTML"]
    assert [file.id for file in find_pages([tmp_path / "sub" / "a.md"])] == ["a.md"]
    assert [file.id for file in find_pages([tmp_path, tmp_path / "b.txt", str(tmp_path)])] == [
        file.id for file in found
    ]


def test_same_id_twice_names_both_files(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(folder, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_pages([tmp_path / "one", tmp_path / "two"])
    assert str(tmp_path / "one" / "page.txt") in str(caught.value)
    assert str(tmp_path / "two" / "page.txt") in str(caught.value)
    (tmp_path / "m.csv").write_text("path,id\ntwo/page.txt,second\n", encoding="utf-8")
    found = find_pages([tmp_path / "one", tmp_path / "two"], read_manifest(tmp_path / "m.csv"))
    assert [file.id for file in found] == ["page.txt", "second"]


def test_nothing_to_find(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no pages"):
        find_pages([tmp_path])
    with pytest.raises(UsageError, match="no such file or folder"):
        find_pages([tmp_path / "none"])


# ------------------------------------------------------------------ encodings


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gbk", "gb18030"),
        (SIMPLE, "utf-16", "utf-16"),
        (SIMPLE, "utf-16-be", "utf-16"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLE[:14], "gb18030", "gb18030"),
        (TRADITIONAL[:14], "big5", "big5"),
        ("plain ASCII text", "ascii", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    page = page_of(tmp_path / "page.txt", data)
    assert page.text == text
    assert page.encoding == told
    assert page.file_sha256 == sha256(data).hexdigest()
    assert page.text_sha256 == sha256(text.encode("utf-8")).hexdigest()


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "\u3000\u3000一\r\n二\r三\u0065\u0301\uff11\n\n四 "
    page = page_of(tmp_path / "page.txt", text.encode("utf-8-sig"))
    assert page.text == "\u3000\u3000一\n二\n三\u0065\u0301\uff11\n\n四 "


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\u3000\n".encode(), "white space"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (SIMPLE.encode("utf-16-le"), "binary"),
        (SIMPLE[:30].encode() + b"\xff\xfe" + SIMPLE[30:].encode(), f"broken at byte {len(SIMPLE[:30].encode())}"),
        (SIMPLE.encode() * 3 + b"\xe4\xb8", f"broken at byte {len(SIMPLE.encode()) * 3}"),
        (SIMPLE.encode("gb18030") * 2 + b"\x81", "no valid gb18030"),
        (b"\xef\xbb\xbf" + b"abc\xff", "broken at byte"),
        (b"\xff\xfea\x00b", "broken at byte"),
        (b"\xc3\x28\xa0\xa1" * 30, "broken at byte"),
    ],
)
def test_unreadable_bytes(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(PageError) as caught:
        page_of(tmp_path / "page.txt", data)
    message = str(caught.value)
    assert what in message and "page.txt" in message and "\n" not in message and "(" in message


def test_other_faults(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"unknown format \.doc \(save as \.docx\)"):
        page_of(tmp_path / "page.doc", b"x")
    with pytest.raises(PageError, match="unknown format"):
        page_of(tmp_path / "page", b"x")
    with pytest.raises(PageError, match="no such file"):
        read_page(PageFile(tmp_path / "none.txt", "none"))
    with pytest.raises(PageError, match="no regular file"):
        (tmp_path / "folder.txt").mkdir()
        read_page(PageFile(tmp_path / "folder.txt", "folder"))
    with pytest.raises(UsageError, match="is no date"):
        page_of(tmp_path / "page.txt", SIMPLE, "2024-02-31")


# ------------------------------------------------------------------ dates


@pytest.mark.parametrize(
    ("name", "text", "option", "date", "basis"),
    [
        ("x.txt", "正文。", "2024-05-01", "2024-05-01", "option"),
        ("20240312.txt", "正文。", "2024-05-01", "2024-05-01", "option"),
        ("20240312.txt", "---\ndate: 2024-03-13\n---\n正文。", None, "2024-03-13", "metadata"),
        ("20240312.txt", "---\n发布时间：2024年3月14日 08:00\n来源：某报\n---\n正文。", None, "2024-03-14", "metadata"),
        ("20240312.txt", "2024年4月1日 星期一\n正文。", None, "2024-04-01", "printed"),
        ("20240312.txt", "某市政府\n请执行。\n" * 25 + "某市政府\n2024年4月1日", None, "2024-03-12", "file name"),
        ("2024-03-12_a2.txt", "正文。", None, "2024-03-12", "file name"),
        ("日报2024年3月5日.txt", "正文。", None, "2024-03-05", "file name"),
        ("00963a97a2e20240312.txt", "正文。", None, None, "none"),
        ("20241399.txt", "正文。", None, None, "none"),
        ("x.txt", "2024年3月12日 星期二 第3版\n\n正文。", None, "2024-03-12", "printed"),
        ("x.txt", "# 《晚间新闻》 (20240607)\n\n正文。", None, "2024-06-07", "printed"),
        ("x.txt", "标题\n来源：某某日报 发布时间：2024-06-07 10:00\n\n正文。", None, "2024-06-07", "printed"),
        ("x.txt", "新华社青川2024年6月7日电 正文。", None, "2024-06-07", "printed"),
        (
            "x.txt",
            "关于印发方案的通知\n各单位：\n请执行。\n某市人民政府\n二〇二四年三月二十一日",
            None,
            "2024-03-21",
            "printed",
        ),
        ("x.txt", "标题\n成文日期：2024-05-16 发布日期：2024-05-18\n正文。", None, "2024-05-18", "printed"),
        ("x.txt", "标题\n更新时间：2024-05-20 刊发时间：2024-05-18\n正文。", None, "2024-05-18", "printed"),
        ("x.txt", "聚焦经开区 2024-05-17\n2024-05-18 责编： 某网\n正文。", None, "2024-05-18", "printed"),
        ("x.txt", "标题\n18.05.2024 09:25\n正文。", None, "2024-05-18", "printed"),
        ("x.txt", "标题\n转自：某省门户网2024-05-18 11:58\n正文。", None, "2024-05-18", "printed"),
        ("x.txt", "标题\n现在是2024年11月25日 长者模式\n正文。", None, None, "none"),
        ("x.txt", "标题\n施行日期：2024-07-01\n正文。", None, None, "none"),
        ("x.txt", "某开发区于2024年3月5日出让土地3宗。", None, None, "none"),
        ("x.txt", "2023年3月启动，2024年5月建成。", None, None, "none"),
        ("x.txt", "3月5日，某开发区出让土地3宗。", None, None, "none"),
        ("x.txt", "正文。", None, None, "none"),
    ],
)
def test_issue_date(tmp_path: Path, name: str, text: str, option: str | None, date: str | None, basis: str) -> None:
    page = page_of(tmp_path / name, text, option)
    assert (page.issue_date, page.date_basis) == (date, basis)


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("http://news.example.cn/yz/a/202010/t20201021_2649.shtml", "2020-10-21"),
        ("https://news.example.cn/2021/08/15/194.html", "2021-08-15"),
        ("https://news.example.cn/2018/9/12/e5e4.shtml", "2018-09-12"),
        ("https://news.example.cn/art/202010/26.html", "2020-10"),
        ("https://news.example.cn/content/20210132001.html", None),
        ("https://news.example.cn/show-2457.html", None),
    ],
)
def test_date_of_the_address(tmp_path: Path, url: str, date: str | None) -> None:
    """The address is asked last; a month is better than nothing."""
    (tmp_path / "x.txt").write_text("开发区推行改革。", encoding="utf-8")
    (tmp_path / "m.csv").write_text(f"path,url\nx.txt,{url}\n", encoding="utf-8")
    (file,) = find_pages([tmp_path / "x.txt"], read_manifest(tmp_path / "m.csv"))
    page = read_page(file)
    assert (page.issue_date, page.date_basis) == (date, "address" if date else "none")


def test_manifest_wins(tmp_path: Path) -> None:
    (tmp_path / "20240312.txt").write_text("---\ndate: 2024-01-01\nsource: 旧报\n---\n正文。", encoding="utf-8")
    (tmp_path / "m.csv").write_text(
        "path,id,date,source,edition,url\n20240312.txt,p1,2024-03-10,新报,A2,https://example.com\n", encoding="utf-8"
    )
    (file,) = find_pages([tmp_path / "20240312.txt"], read_manifest(tmp_path / "m.csv"))
    page = read_page(file, "2024-05-05")
    assert (page.id, page.issue_date, page.date_basis) == ("p1", "2024-03-10", "manifest")
    assert (page.source, page.edition, page.url, page.name) == ("新报", "A2", "https://example.com", "20240312.txt")


# ------------------------------------------------------------------ HTML


HTML = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>江湾高新区推行“码上办”-江湾新闻网</title>
<meta name="PubDate" content="2024-03-12 10:00"><meta name="ContentSource" content="江湾日报">
<style>p {{color: red}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻中心</a></li></ul></div>
<div class="wrap"><h1>江湾高新区推行“码上办”</h1>
<div class="info">来源：江湾日报 作者：高远 时间：2024-03-12 10:00</div>
<div id="zoom" class="TRS_Editor"><p>　　近日，江湾高新区推行“码上办”服务&nbsp;&mdash;&mdash;企业扫码即可办事。</p>
<p>首月办件<b>300</b>件。<br>满意率99%。</p><h3>一、做法</h3><p>坚持问题导向，<i>优化</i>流程，让企业少跑路。</p>
<script>document.write("<p>假的</p>")</script>
<table><tr><td>办件</td><td>300件</td></tr></table></div>
<div class="share">分享到：<a href="#">某博</a></div></div>
<div class="footer"><p>版权所有 江湾新闻网</p></div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_html(tmp_path: Path, charset: str) -> None:
    data = HTML.format(charset=charset).encode("gb18030" if charset == "gb2312" else charset)
    page = page_of(tmp_path / "page.html", data)
    assert page.text.split("\n") == [
        "# 江湾高新区推行“码上办”",
        "",
        "来源：江湾日报 作者：高远 时间：2024-03-12 10:00",
        "",
        "近日，江湾高新区推行“码上办”服务 ——企业扫码即可办事。",
        "",
        "首月办件300件。",
        "满意率99%。",
        "",
        "### 一、做法",
        "",
        "坚持问题导向，优化流程，让企业少跑路。",
        "",
        "办件 300件",
    ]
    assert (page.issue_date, page.date_basis, page.source) == ("2024-03-12", "metadata", "江湾日报")


def test_html_in_big5(tmp_path: Path) -> None:
    source = "<meta content='text/html; charset=big5'><body><h2>園區</h2><p>園區招商說明會今天舉行。</p>"
    page = page_of(tmp_path / "page.htm", source.encode("big5"))
    assert (page.text, page.encoding) == ("## 園區\n\n園區招商說明會今天舉行。", "big5")


def test_html_title_from_head_and_no_text(tmp_path: Path) -> None:
    page = page_of(
        tmp_path / "a.html",
        "<title>小镇来了大项目_某网</title><body><p>今天，小镇来了大项目，投资三亿元。</p><p>镇里为它修了路。</p></body>",
    )
    assert page.text == "# 小镇来了大项目\n\n今天，小镇来了大项目，投资三亿元。\n\n镇里为它修了路。"
    with pytest.raises(PageError, match="no text"):
        page_of(tmp_path / "b.html", "<html><script>var a = 1;</script></html>")
    broken = page_of(tmp_path / "c.html", "<div><p>未闭合<div><b>标签<p>也能读")
    assert "未闭合" in broken.text and "也能读" in broken.text


# ------------------------------------------------------------------ PDF


def pdf_bytes(lines: list[str], *, text_layer: bool = True) -> bytes:
    """A one-sheet PDF whose Chinese text is set with a ToUnicode map, as newspaper PDFs are."""
    characters = sorted({character for line in lines for character in line})
    codes = {character: number for number, character in enumerate(characters, 1)}
    shown = "".join(
        f"BT /F1 10 Tf 50 {780 - 14 * row} Td <{''.join(f'{codes[c]:04X}' for c in line)}> Tj ET\n"
        for row, line in enumerate(lines)
    )
    chars = "\n".join(f"<{code:04X}> <{ord(character):04X}>" for character, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(codes)} beginbfchar\n{chars}\nendbfchar\n"
        "endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown) if text_layer else 0} >>\nstream\n{shown if text_layer else ''}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
        " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /DW 1000 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = ["江湾高新区推行“码上办”", "近日，江湾高新区推行“码上办”服务，", "企业扫码即可办事。"]
    page = page_of(tmp_path / "20240312.pdf", pdf_bytes(lines))
    assert [line.strip() for line in page.text.split("\n") if line.strip()] == [
        lines[0],
        lines[1] + lines[2],
    ]
    assert (page.format, page.issue_date) == ("pdf", "2024-03-12")


def test_pdf_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr("reformgraph.reading.formats.recognition.available", lambda: False)
    with pytest.raises(PageError, match=r"pages are pictures.*reformgraph\[ocr\]"):
        page_of(tmp_path / "a.pdf", pdf_bytes(["图"], text_layer=False))
    with pytest.raises(PageError, match="damaged"):
        page_of(tmp_path / "b.pdf", b"%PDF-1.4\nnothing here")
    real = builtins.__import__

    def without(name: str, *rest, **more):  # type: ignore[no-untyped-def]
        if name.startswith("pypdfium2"):
            raise ImportError(name)
        return real(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("pypdfium2")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"reformgraph\[pdf\]"):
        page_of(tmp_path / "c.pdf", pdf_bytes(["图"]))


def test_long_line_is_read_in_linear_time(tmp_path: Path) -> None:
    text = "江湾高新区推行“标准地”改革，企业拿地即可开工。" * 100_000
    start = time.process_time()
    page = page_of(tmp_path / "page.txt", text)
    assert page.text == text
    assert time.process_time() - start < 5


def test_page_from_text() -> None:
    page = page_from_text("一\r\n二", "p", "2024-05")
    assert (page.text, page.id, page.issue_date, page.date_basis) == ("一\n二", "p", "2024-05", "option")


@pytest.mark.parametrize("digits", ["9" * 5000, "0" * 5000 + "65", "1114112", "99999999"])
def test_references_beyond_all_characters_are_no_fault_of_the_page(tmp_path: Path, digits: str) -> None:
    """Python refuses to read numbers of more than 4,300 digits, and the page failed."""
    path = tmp_path / "a.html"
    path.write_text(
        f"<p title='&#{digits};'>朔州经济开发区推行标准地&#{digits};改革。&#65;&#0000000066;</p>", encoding="utf-8"
    )
    assert "朔州经济开发区推行标准地\ufffd改革。AB" in read_page(path).text


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_told_from_utf_16(tmp_path: Path, encoding: str) -> None:
    """Its mark begins with that of UTF-16, and the page was read with a NUL behind every sign."""
    mark = "" if encoding == "utf-32" else "\ufeff"
    path = tmp_path / "a.txt"
    path.write_bytes((mark + "朔州经济开发区推行标准地改革。\n").encode(encoding))
    page = read_page(path)
    assert page.text == "朔州经济开发区推行标准地改革。\n"
    assert page.encoding == "utf-32"
