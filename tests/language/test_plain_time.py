"""Dates as readers write them."""

from __future__ import annotations

import pytest

from reformgraph.language.plain_time import plain_time


@pytest.mark.parametrize(
    ("edtf", "chinese", "english"),
    [
        ("2024", "2024年", "2024"),
        ("2024-03-05", "2024年3月5日", "2024-03-05"),
        ("2018-03/2024-03-20", "2018年3月至2024年3月20日", "2018-03 to 2024-03-20"),
        ("2024-01~/2024-06~", "约2024年1月至约2024年6月", "about 2024-01 to about 2024-06"),
        ("../2024-10-31", "不晚于2024年10月31日", "by 2024-10-31"),
        ("2024-03/..", "不早于2024年3月", "from 2024-03"),
        ("2023/2024年间", "2023/2024年间", "2023/2024年间"),
        ("0.93", "0.93", "0.93"),
        ("", "", ""),
    ],
)
def test_times_in_both_languages(edtf: str, chinese: str, english: str) -> None:
    assert (plain_time(edtf), plain_time(edtf, "en")) == (chinese, english)
