"""Text of a PDF, line by line in the order of its content."""

from __future__ import annotations

import io
import logging

from reformgraph.errors import MissingExtraError, PageError


def pdf_text(data: bytes, where: str) -> tuple[str, dict[str, str]]:
    """Text of all sheets, a blank line between two, and the title and date of the metadata.

    Raises
    ------
    PageError
        When the file is damaged or encrypted, or has no text layer.
    MissingExtraError
        When pypdf is not installed.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingExtraError("pypdf", "pdf") from None
    # The reader reports every small fault of a file through logging; what matters is whether text comes out.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PageError("the PDF is encrypted", where=where, cure="save it without a password")
        sheets = [sheet.extract_text() for sheet in reader.pages]
        metadata = {"title": str(reader.metadata.title or "")} if reader.metadata else {}
    except PageError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        NotImplementedError,
    ) as fault:
        raise PageError(f"the PDF is damaged: {fault}", where=where, cure="save it again") from None
    text = "\n\n".join(sheet.replace("\r\n", "\n").replace("\r", "\n").strip("\n") for sheet in sheets)
    if not text.strip():
        raise PageError("the PDF has no text layer", where=where, cure="OCR is out of scope: recognise the text first")
    return text.encode("utf-8", "replace").decode("utf-8"), metadata
