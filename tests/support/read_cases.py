"""Cases in YAML, read by the library in C where it is there: that in Python takes ten times as long."""

from __future__ import annotations

from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_cases(text: str) -> Any:
    """What the text of a file of cases holds."""
    return yaml.load(text, _LOADER)
