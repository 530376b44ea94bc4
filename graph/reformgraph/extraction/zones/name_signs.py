"""Whether a word looks like a proper name: 荫营 and 浒关 do, 编制 and 下一步 do not; in: a word; out: a score.

The signs of names of places are seldom those of running text. The weights stand in `name_signs.json` beside this
file; `scripts/training/train_name_signs.py` makes them from the names of China's counties and counts of signs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

#: The mean from which on a word before a kind is a name: between 嘉应 (.84) and 师市 (.23).
_LEAST = 0.7
#: The same where a word may as well stand there: between 浒关 (1.3) and 厘定 (1.05).
_SURE = 1.2


def name_score(word: str) -> float:
    """Mean over the signs of a word of the logarithm of how much more often they stand in names than in text."""
    weights = _weights()
    return sum(weights.get(sign, weights[""]) for sign in word) / max(1, len(word))


def looks_like_name(word: str, *, surely: bool = False) -> bool:
    """Whether a word of two to four signs is rather a proper name than an ordinary word, or surely one."""
    return name_score(word) >= (_SURE if surely else _LEAST)


@cache
def _weights() -> Mapping[str, float]:
    told: dict[str, float] = json.loads(files(__package__).joinpath("name_signs.json").read_text("utf-8"))
    return told
