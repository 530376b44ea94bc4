"""Which formats there are, and which one a file has: told by what it holds, its name helps where that is open."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from reformgraph.reading.limits import HEAD_BYTES


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read.

    Attributes
    ----------
    name
        As told by `Page.format`.
    endings
        Of file names, in small letters.
    module
        Below ``reformgraph.reading.formats``; has ``read(data, where) -> Content`` for a format of one page,
        ``items(stream, name, columns) -> Iterator[Found]`` for one of many.
    many
        Whether a file holds several pages.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    many: bool = False


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("txt", (".txt", ".text"), "plain_text"),
        Format("md", (".md", ".markdown"), "plain_text"),
        Format("html", (".html", ".htm", ".xhtml", ".shtml", ".xht"), "web_page"),
        Format("pdf", (".pdf",), "pdf_pages"),
        Format("docx", (".docx", ".docm"), "word_text"),
        Format("ofd", (".ofd",), "ofd_text"),
        Format("mht", (".mht", ".mhtml"), "saved_page"),
        Format("epub", (".epub",), "epub_chapters", many=True),
        Format("jsonl", (".jsonl", ".ndjson", ".jl"), "json_lines", many=True),
        Format("csv", (".csv", ".tsv"), "csv_rows", many=True),
        Format("warc", (".warc",), "warc_records", many=True),
        Format("zip", (".zip",), "zip_members", many=True),
        Format("tar", (".tar", ".tgz"), "tar_members", many=True),
        Format("gz", (".gz",), "gzip_file", many=True),
    )
}
_BY_ENDING = {ending: one.name for one in FORMATS.values() for ending in one.endings}
#: Endings of pages that a server makes; what is saved under them is markup, or something else altogether.
_SERVED = frozenset(
    (".aspx", ".asp", ".jsp", ".jspx", ".php", ".do", ".action", ".jhtml", ".dhtml", ".cgi", ".doc", ".xls", "")
)
_MARKUP = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta)\b",
    re.I | re.S,
)
_ANY_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table)\b", re.I)
_MAIL = re.compile(rb"^(?:From: <?Saved by|From: <?Snapshot|MIME-Version:)", re.I | re.M)
_ZIPPED = (("word/document.xml", "docx"), ("OFD.xml", "ofd"), ("META-INF/container.xml", "epub"))
_OFFICE = ("xl/", "ppt/", "content.xml")
#: Bytes that begin a compound file (.doc, .xls, .wps, .ppt) and a rich text.
_OLE, _RTF = b"\xd0\xcf\x11\xe0", b"{\\rtf"

#: What helps with kinds that are not read, in Chinese and English, by ending.
CURES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".pages"), ("另存为 .docx", "save as .docx")),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".et", ".ods"), ("每个工作表另存为 .csv", "save each sheet as .csv")),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".odp", ".caj", ".ceb", ".nh", ".kdh"), ("另存为 .pdf", "save as .pdf")),
    **dict.fromkeys((".rar", ".7z", ".bz2", ".xz"), ("解压，或改用 .zip 打包", "unpack, or pack as .zip")),
    **dict.fromkeys((".mobi", ".azw3"), ("转换为 .epub", "convert to .epub")),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"),
        ("合成 PDF 并安装 reformgraph[ocr]", "make a PDF of them and install reformgraph[ocr]"),
    ),
    ".json": ("每行一个对象，存为 .jsonl", "one object a line, as .jsonl"),
    ".csv": ("用 --columns 指明正文所在的列", "name the column of the text with --columns"),
    "_files/": ("网页另存时的附件，正文在旁边的网页里", "parts of saved pages, whose text is in the page beside"),
    "~$": ("Office 打开文件时的临时文件", "left by Office while a file is open"),
}  # fmt: skip


def ending(name: str) -> str:
    """Ending of a file name in small letters with its dot, or an empty text.

    >>> ending("通知.DOC"), ending("2024.07.05"), ending("read me"), ending("第1.期 通知")
    ('.doc', '', '', '')
    """
    dot = name.rfind(".")
    tail = name[dot:].lower() if dot > 0 else ""
    return tail if 1 < len(tail) <= 9 and tail[1:].isalnum() and tail.isascii() and not tail[1:].isdigit() else ""


def sniff(stream: BinaryIO, name: str) -> str:
    """Name of the format of a file or member, or an empty text where it is none that can be read.

    Parameters
    ----------
    stream
        Its bytes, from the start; need not be seekable unless it is a zip file.
    name
        Its name.
    """
    return sniff_head(stream.read(HEAD_BYTES), name, stream)


def sniff_head(head: bytes, name: str, stream: BinaryIO | None = None) -> str:
    """`sniff` by the first bytes; `stream` tells zip files apart whose name does not."""
    tail = ending(name)
    known = _BY_ENDING.get(tail, "")
    if head.startswith(b"%PDF-") or b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return known if known in ("docx", "ofd", "epub", "zip") else _zipped(stream)
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith((_OLE, _RTF)):
        return ""
    if known in ("html", "jsonl", "csv"):
        return known
    if _MARKUP.match(head):
        return "html"
    if known == "mht" or (tail in _SERVED and _MAIL.search(head[:1000])):
        return "mht" if _MAIL.search(head[:4000]) else "html" if _ANY_MARKUP.search(head) else known
    if tail in _SERVED and _ANY_MARKUP.search(head):
        return "html"
    return known


def _zipped(stream: BinaryIO | None) -> str:
    """What a zip file is that its name does not tell."""
    if stream is None:
        return "zip"
    try:
        names = zipfile.ZipFile(stream).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"
    for part, kind in _ZIPPED:
        if part in names:
            return kind
    return "" if any(one.startswith(_OFFICE) for one in names) else "zip"
