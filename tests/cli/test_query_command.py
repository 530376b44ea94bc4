"""`reformgraph query` as CSV: cells that are longer than Python's reader takes unasked."""

from __future__ import annotations

import io

import pytest

from reformgraph.cli.query_command import _guarded


def test_a_cell_as_long_as_a_page(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = "标准地" * 50_000
    _guarded(io.BufferedReader(io.BytesIO(f'text,note\r\n"{text}",=1\r\n'.encode())))
    assert capsysbinary.readouterr().out.decode() == f"text,note\r\n{text},'=1\r\n"
