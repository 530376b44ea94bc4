"""The table of adoptions in `serve`: filters, counts of the filters, downloads, names nobody knows."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reformgraph.show.page_language import Speech, speaking
from reformgraph.show.serve.app import _route
from reformgraph.show.serve.lookups import Look
from reformgraph.show.serve.resource import render
from reformgraph.show.serve.trace_page import trace_page
from reformgraph.store import open_store
from reformgraph.views.counts import count_adoptions
from support.hostile import HOSTILE
from support.sample_store import sample_store
from support.serving import serving

BASE = "https://w3id.org/reformgraph/id/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_store(tmp_path_factory.mktemp("trace") / "store")


@pytest.fixture(scope="module")
def look(place: Path) -> Iterator[Look]:
    opened = open_store(place, read_only=True)
    yield Look(opened, BASE)
    opened.close()


def lines(html: str) -> int:
    return html.count("<tr>") - 1 if "<tr>" in html else 0


def test_all_rows_and_each_status(look: Look) -> None:
    counts = count_adoptions(look.store)
    assert lines(trace_page(look, [], "html").decode()) == sum(counts.values())
    for status, count in counts.items():
        assert lines(trace_page(look, [("status", status)], "html").decode()) == count


def test_a_list_tells_what_each_choice_would_leave(look: Look) -> None:
    html = trace_page(look, [("status", "adopted")], "html").decode()
    options = re.findall(r'<option value="([^"]+省)">[^<]*（(\d+)）', html)
    assert options
    for value, count in options:
        narrowed = trace_page(look, [("status", "adopted"), ("province", value)], "html").decode()
        assert lines(narrowed) == int(count)


def test_downloads_hold_the_same_rows(look: Look) -> None:
    asked = [("reform", "标准地")]
    shown = lines(trace_page(look, asked, "html").decode())
    table = list(csv.DictReader(io.StringIO(trace_page(look, asked, "csv").decode())))
    told = json.loads(trace_page(look, asked, "json"))
    assert shown == len(table) == len(told) > 0
    assert {row["reform"] for row in table} == {"标准地"}
    assert all(row["quote"] for row in told)


def test_links_lead_to_the_actor(look: Look) -> None:
    html = trace_page(look, [("reform", "标准地")], "html").decode()
    assert re.search(r'<td[^>]*><a href="/id/(zone|place|organ)/[^"]+">', html)


def test_an_unknown_name_is_told_with_suggestions(look: Look) -> None:
    html = trace_page(look, [("reform", "标淮地")], "html").decode()
    assert 'role="alert"' in html
    assert "标准地" in html
    assert trace_page(look, [("province", "没有")], "csv").decode().count("\n") == 1


def test_formats_and_names_over_http(place: Path) -> None:
    with serving(place, "--workers", "1") as server:
        told = server.get("/trace?reform=标准地&format=json")
        assert (told.status, told.kind) == (200, "application/json")
        assert json.loads(told.body)
        assert server.get("/trace?format=csv").kind == "text/csv"
        refused = server.get("/trace?format=ttl")
        assert (refused.status, "html, csv, json" in refused.text) == (400, True)
        for form in ("csv", "json"):
            unknown = server.get(f"/trace?reform=标淮地&format={form}")
            assert (unknown.status, unknown.kind, "标准地" in unknown.text) == (404, "text/plain", True)
        assert server.get("/trace?reform=标淮地").status == 200
        assert server.get("/search?q=朔州&format=json").kind == "application/json"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_filters_are_inert(look: Look, text: str) -> None:
    html = trace_page(look, [("province", text), ("reform", text), ("category", text), ("kind", text)], "html").decode()
    assert "<script>" not in html
    assert "<img" not in html
    assert "onerror=" not in re.sub(r'"[^"]*"', "", re.sub(r">[^<]*<", "><", html))


def test_the_page_has_an_address(look: Look) -> None:
    assert _route("/trace") == ("trace", "")
    drawn = render(look.store, BASE, {"view": "trace", "rest": "", "given": [("status", "planned")], "form": "csv"})
    assert drawn.status == 200
    assert drawn.body.startswith(b"zone,")


def test_choices_are_told_in_english_and_keep_their_value(look: Look) -> None:
    with speaking(Speech("en")):
        html = trace_page(look, [], "html").decode()
    form = html.partition('class="asking"')[2].partition("</form>")[0]
    assert re.search(r'<option value="山西省">Shanxi \(\d+\)', form)
    assert re.search(r'<option value="经济开发区">Economic development zone \(\d+\)', form)
    assert re.search(r">[^<]*[\u4e00-\u9fff]", form) is None
