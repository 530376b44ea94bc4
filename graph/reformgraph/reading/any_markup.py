"""The parser of markup of the standard library, for markup of any quality: pieces in, calls of handlers out."""

from __future__ import annotations

from html.parser import HTMLParser


class AnyMarkup(HTMLParser):
    """Reads what begins like a marked section as browsers do: as a comment up to the next ``>``, CDATA apart.

    Of ``<![DOCTYPE html>`` and ``<![]>`` the library raised an AssertionError, and the page was lost;
    ``<![endif]-->`` without its beginning was text.
    """

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Position behind a section that begins at `i`; -1 where more of the page is needed."""
        if self.rawdata.startswith("<![CDATA[", i):
            return super().parse_marked_section(i, report)
        return self.parse_bogus_comment(i)
