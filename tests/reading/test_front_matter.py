"""Front matter: each field goes by its surest name."""

from __future__ import annotations

import pytest

from reformgraph.reading.front_matter import front_matter


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("createtime: 2020-01-01\ndate: 2023-05-06", {"date": "2023-05-06"}),
        ("date: 2023-05-06\ncreatetime: 2020-01-01", {"date": "2023-05-06"}),
        ("sitename: 甲网\nsource: 乙报", {"source": "乙报"}),
        ("标题: 一\n地址: 朔州市会议中心", {"title": "一"}),
        ("标题: 一\nurl: https://example.org/1", {"title": "一", "url": "https://example.org/1"}),
    ],
)
def test_the_surest_name_tells(lines: str, told: dict[str, str]) -> None:
    assert front_matter(f"---\n{lines}\n---\n正文。")[0] == told
