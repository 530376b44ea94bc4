"""Chromium for tests: found by CHROMIUM or at its usual places, every request and console message noted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium_path() -> str | None:
    """Path of the browser, None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped by name where playwright or Chromium is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed (set CHROMIUM to its path)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page with what happened on it: addresses asked for, console messages, errors, dialogs."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Any) -> None:
        """Note a dialog and close it."""
        self.messages.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def check_clean(self) -> None:
        """Nothing was asked for but files of the page itself, and nothing complained."""
        assert [one for one in self.requests if not one.startswith(("file:", "blob:"))] == []
        assert self.messages == []


def open_file(
    browser: Any, path: Path, fragment: str = "", width: int = 1280, height: int = 800, **more: Any
) -> Opened:
    """Open a file and wait until it is ready (graph pages say so)."""
    page = browser.new_context(viewport={"width": width, "height": height}, **more).new_page()
    opened = Opened(page)
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("console", lambda message: opened.messages.append(message.text))
    page.on("pageerror", lambda error: opened.messages.append(str(error)))
    page.on("dialog", opened.dismiss)
    page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
    if "kg-page" in page.content() or page.query_selector("#data-page"):
        page.wait_for_selector("html[data-ready]", timeout=20_000)
    return opened
