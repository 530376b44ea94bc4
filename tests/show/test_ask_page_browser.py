"""The page that answers questions on a phone: nothing is wider than the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.building.build import build
from reformgraph.samples import sample_manifest, sample_pages
from reformgraph.show.serve import asset_files
from reformgraph.show.serve.ask_page import ask_page
from reformgraph.show.serve.lookups import Look
from reformgraph.store import open_store
from support.browser_help import chromium


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390])
def test_the_question_box_fits_a_phone(width: int, tmp_path: Path) -> None:
    build([sample_pages()[0]], tmp_path / "store", manifest=sample_manifest())
    with open_store(tmp_path / "store", read_only=True) as store:
        html = ask_page(Look(store, "https://w3id.org/reformgraph/id/"), [], "html").decode()
    style = (asset_files.asset("style.css") or b"").decode()
    with chromium() as browser:
        page = browser.new_context(viewport={"width": width, "height": 844}).new_page()
        page.set_content(html.replace("</head>", f"<style>{style}</style></head>"))
        main = page.locator("main")
        assert main.evaluate("(one) => one.scrollWidth") <= width
        assert page.locator("main input[type=search]").bounding_box()["width"] <= width
