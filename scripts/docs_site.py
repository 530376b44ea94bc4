"""Hook of mkdocs: what stands at the root of the project (README, changes ...) becomes pages of the site.

Links between them and into ``docs/`` are turned to where the pages stand in the site; links to other files of the
project become plain text, as the site does not hold these files.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: File at the root -> page of the site.
PAGES = {
    "README.md": "index.md",
    "README.zh.md": "zh/index.md",
    "CHANGELOG.md": "changes.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
_LINK = re.compile(r"\[([^\]]*)\]\(([^)#\s]+)(#[^)\s]*)?\)")


def turned(text: str, source: str, page: str) -> str:
    """The text of a page with its links to files of the project turned.

    Parameters
    ----------
    source
        Where the text stands in the project, as ``docs/zh/how-to.md``.
    page
        Where it stands in the site, as ``zh/how-to.md``.

    >>> turned("[a](docs/cli.md#x) [b](Makefile) [c](README.zh.md)", "README.md", "index.md")
    '[a](cli.md#x) b [c](zh/index.md)'
    """

    def link(found: re.Match[str]) -> str:
        title, target, anchor = found[1], found[2], found[3] or ""
        if ":" in target or target.startswith("/"):
            return found[0]
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        there = PAGES.get(meant) or (meant.removeprefix("docs/") if meant.startswith("docs/") else None)
        if there is None:
            return title
        return f"[{title}]({posixpath.relpath(there, posixpath.dirname(page) or '.')}{anchor})"

    return _LINK.sub(link, text)


def on_files(files: Any, config: Any) -> Any:
    """Add the pages made of files at the root."""
    from mkdocs.structure.files import File

    for source, page in PAGES.items():
        text = turned((ROOT / source).read_text("utf-8"), source, page)
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn the links of the pages under ``docs/``."""
    name = page.file.src_uri
    return markdown if name in PAGES.values() else turned(markdown, f"docs/{name}", name)
