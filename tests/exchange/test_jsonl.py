"""What is found on a page as one line of JSON."""

from __future__ import annotations

import json
from hashlib import sha256

from reformgraph.exchange.jsonl import to_json, to_line
from reformgraph.extraction.article import extract_page
from reformgraph.reading.read_pages import page_from_text

TEXT = "明溪高新区改革提速\n本报讯 2024年，明溪高新区推行“标准地”改革，出让标准地8宗。\n"


def test_the_text_is_there_when_asked_for_and_only_then() -> None:
    found = extract_page(page_from_text(TEXT))
    assert "text" not in to_json(found) and "text" not in json.loads(to_line(found))
    page = json.loads(to_line(found, with_text=True))
    assert page["text"] == TEXT
    assert sha256(page["text"].encode("utf-8")).hexdigest() == page["text_sha256"]
    [claim] = page["articles"][0]["measures"]
    start, end = claim["evidence_span"]
    assert "".join(page["text"][start:end].split()) == "".join(claim["evidence"].split())


def test_what_decided_is_told_when_asked_for_and_only_then() -> None:
    found = extract_page(page_from_text(TEXT))
    [claim] = to_json(found)["articles"][0]["measures"]
    assert "why" not in claim
    [claim] = to_json(found, explain=True)["articles"][0]["measures"]
    told = {one["decides"]: one for one in claim["why"]}
    assert set(told) >= {"measure", "status", "when", "figures"}
    cues = {name: TEXT[slice(*one["span"])] for name, one in told.items() if one["span"]}
    assert cues["status"] == "出让" and cues["when"] == "2024年" and cues["figures"] == "8宗"
    assert cues["measure"] == "标准地" and told["status"]["rule"] == "told as done: does"
