"""Rows with one key come back together, whatever went to the file in between."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from reformgraph.adoption import row_buckets
from reformgraph.adoption.row_buckets import RowBuckets
from reformgraph.errors import StoreError


def test_rows_of_one_key_are_in_one_bucket_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_buckets, "_BLOCK", 200)  # so that each bucket is written several times
    with RowBuckets() as rows:
        for number in range(20_000):
            rows.put(f"键{number % 500}", str(number), "")
        buckets = list(rows)
    seen = [key for bucket in buckets for key in {row[0] for row in bucket}]
    assert len(seen) == len(set(seen)) == 500 and len(buckets) > 100
    found = [row for bucket in buckets for row in bucket if row[0] == "键7"]
    assert found == [("键7", str(number), "") for number in range(7, 20_000, 500)]


def test_few_rows_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("a file was made"))
    with RowBuckets() as rows:
        rows.put("a", "1")
        assert list(rows) == [[("a", "1")]]


def test_a_full_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full here")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full.open("r+b", buffering=0))
    monkeypatch.setattr(row_buckets, "_BLOCK", 10)
    with RowBuckets() as rows, pytest.raises(StoreError, match="TMPDIR"):
        rows.put("a", "0123456789")
