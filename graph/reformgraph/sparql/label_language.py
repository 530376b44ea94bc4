"""The language of names and messages, chosen once: `REFORMGRAPH_LANG`, else the locale."""

from __future__ import annotations

import locale
import os


def language() -> str:
    """``zh`` or ``en``: `REFORMGRAPH_LANG` if it names one of them, else by the locale."""
    chosen = os.environ.get("REFORMGRAPH_LANG", "").lower()
    if chosen[:2] in ("zh", "en"):
        return chosen[:2]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
