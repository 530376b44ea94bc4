"""Small files of each format, made by hand in the tests."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADLINE = "江湾高新区推行“码上办”"
BODY = "近日，江湾高新区推行“码上办”服务，企业扫码即可办事，首月办件300件。"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """A tar file, packed by gzip unless `mode` says otherwise."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word file."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, *, columns: int = 1, merge: str = "") -> str:
    """A cell of a Word table; `merge` is ``restart`` or ``continue``."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{paragraph(text)}</w:tc>"


def word(*blocks: str, styles: Mapping[str, str] | None = None) -> bytes:
    """A Word file of paragraphs and tables; `styles` are names by id."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (styles or {"H1": "heading 1", "H2": "标题 2"}).items()
    )
    return zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{made}</w:styles>',
        }
    )


def ofd(*lines: tuple[float, float, str]) -> bytes:
    """An OFD file of one sheet with lines at places in millimetres, 5 mm high."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject Boundary="{x} {y} 170 8" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g {len(text) - 1} 5">'
        f"{text}</ofd:TextCode></ofd:TextObject>"
        for x, y, text in lines
    )
    return zipped(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
            "</ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f'</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page BaseLoc="Pages/P0/Content.xml"/>'
            f"</ofd:Pages></ofd:Document>",
            "Doc_0/Pages/P0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{objects}</ofd:Layer>"
            f"</ofd:Content></ofd:Page>",
        }
    )


def epub(chapters: Mapping[str, str]) -> bytes:
    """A book of chapters (markup by file name) in the order given."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles>'
            "</container>",
            "OEBPS/book.opf": "<package><metadata><dc:publisher xmlns:dc='d'>江湾文库</dc:publisher></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"OEBPS/{name}": text for name, text in chapters.items()},
        }
    )


def web_page(title: str = HEADLINE, body: str = BODY, charset: str = "utf-8") -> bytes:
    """A web page."""
    head = f'<meta charset="{charset}"><title>{title}</title>'
    return f"<html><head>{head}</head><body><h1>{title}</h1><p>{body}</p></body></html>".encode(charset)


def warc_record(url: str, kind: str, data: bytes) -> bytes:
    """An answer of a server as a web archive keeps it."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(url)}>\r\n"
        f"WARC-Date: 2024-05-18T08:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}"
    )
    return head.encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"
