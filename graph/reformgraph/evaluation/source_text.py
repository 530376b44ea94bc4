"""What quotations and offsets of a page are checked against: its text as read, and the words of an HTML file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from reformgraph.evaluation.judgements import Adoption, ToldPage
from reformgraph.evaluation.label_likeness import plain, right_place
from reformgraph.reading.any_markup import AnyMarkup
from reformgraph.records import Page

_PLAIN_FORMATS = ("txt", "md")
_ENCODINGS = ("utf-8-sig", "gb18030")
_UNSEEN = ("script", "style")


class SourceText:
    """The text of one page.

    Parameters
    ----------
    text
        As it was read; empty where nobody knows how it was read, and then no offset is right.
    file_words
        Letters and digits between the tags of the HTML file, None for other files.
    """

    def __init__(self, text: str, file_words: str | None = None) -> None:
        self.text = text
        self._file_words = file_words

    @cached_property
    def _plain(self) -> str:
        return plain(self.text)

    def holds(self, quotation: str) -> bool:
        """Whether the quotation stands in the text, and in an HTML file too."""
        got = plain(quotation)
        if not got or (self._file_words is not None and _letters(quotation) not in self._file_words):
            return False
        return got in self._plain or (not self.text and self._file_words is not None)

    def right_place(self, adoption: Adoption) -> bool:
        """Whether the offsets of an adoption lead to its quotation."""
        return right_place(self.text, adoption)


def source_text(page: Page, found: ToldPage, warn: Callable[[str], None] = lambda message: None) -> SourceText:
    """The text that findings on a page are checked against.

    That of a plain page is the page itself. Of any other it is the `text` of the findings, else the page as it is read
    now; one that is not the text the findings were made from (by its SHA-256) is told to `warn` and not used.
    """
    if page.format in _PLAIN_FORMATS:
        return SourceText(page.text)
    text = page.text if found.text is None else found.text
    if found.text_sha256 and sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != found.text_sha256:
        warn(f"{page.name}: the findings were made from another text (text_sha256): extract anew, with --with-text")
        text = ""
    return SourceText(text, _file_words(Path(page.path)) if page.format == "html" else None)


def _letters(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign.isalnum())


def _file_words(file: Path) -> str | None:
    """Letters between the tags; None for an encoding other than UTF-8 and GB 18030."""
    data = file.read_bytes()
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        words = _Words()
        words.feed(text)
        words.close()
        return _letters("".join(words.pieces))
    return None


class _Words(AnyMarkup):
    """Gathers what stands between tags, scripts and styles aside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Scripts and styles begin."""
        self._unseen = tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """Scripts and styles end."""
        self._unseen = False

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._unseen:
            self.pieces.append(data)
