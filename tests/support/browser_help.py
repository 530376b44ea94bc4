"""Browsers for tests: Chromium and Firefox where they are installed, every request and console message noted.

Chromium is found by CHROMIUM, Firefox by FIREFOX, else both at their usual places. Firefox is that of the system, and
is spoken to in WebDriver BiDi.
"""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


#: Browsers that tests of clicks run in.
BROWSERS = ("chromium", "firefox")


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


@contextmanager
def firefox() -> Iterator[Any]:
    """Firefox; the test is skipped by name where playwright or Firefox is missing, or the two do not fit."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.skip("Firefox is not installed (set FIREFOX to its path)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.firefox.launch(executable_path=path, channel="moz-firefox")
        try:
            browser.new_context().close()
        except sync_api.Error as fault:  # 1.65 sends a command that Firefox 153 does not know
            browser.close()
            pytest.skip(f"this playwright does not speak to Firefox {browser.version}: {fault.message[:90]}")
        yield browser
        browser.close()


def browser_named(name: str) -> AbstractContextManager[Any]:
    """One of `BROWSERS`."""
    return {"chromium": chromium, "firefox": firefox}[name]()


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


#: Keeps what a page offers to save, for a browser that tells no download of it.
_KEEP = """() => { const made = URL.createObjectURL;
  URL.createObjectURL = (blob) => { window.offered = blob; return made.call(URL, blob); }; window.offered = null; }"""
_WAIT = """async () => { for (let n = 0; n < 200 && !window.offered; n += 1)
  await new Promise((go) => setTimeout(go, 50)); }"""
_READ = """async () => { const bytes = new Uint8Array(await window.offered.arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join("")); }"""


def saved(page: Any, selector: str) -> bytes:
    """What a click saves to a file; Firefox tells no download of what a page made itself, so there it is read in it."""
    if page.context.browser.browser_type.name == "chromium":
        with page.expect_download() as waiting:
            page.click(selector)
        return Path(waiting.value.path()).read_bytes()
    page.evaluate(_KEEP)
    page.click(selector)
    page.evaluate(_WAIT)
    return base64.b64decode(page.evaluate(_READ))
