"""Web archives that are damaged: told once, in one line, and nothing of them is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.errors import PageError
from reformgraph.reading.page_files import look_through, pages_in
from support.made_files import warc_record, web_page


def test_what_a_damaged_web_archive_holds_is_not_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("warcio")
    record = warc_record("https://example.org/\x1b[2J a", "text/html", web_page())
    longer = record[:-4] + b"\x1b[2Jmore\r\n\r\n"
    path = tmp_path / "a.warc"
    path.write_bytes(longer + record.replace(b"WARC/1.0", b"\x1b[2J"))
    faults = [str(found) for found in pages_in(look_through([path]).files) if isinstance(found, PageError)]
    assert len(faults) == 1
    assert "\n" not in faults[0]
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])
