"""Make the weights by which a word looks like a proper name: `extraction/zones/name_signs.json`.

usage: train_name_signs.py TEXT [TEXT ...] [--write]

The weight of a sign is the logarithm of how much more often it stands in the names of China's counties and cities than
in running text: 浒 and 营 are signs of names, 的 and 级 are not. TEXT are files of running text; no word of theirs is
kept, only how often each sign comes.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "graph"))

from reformgraph.extraction.place_names import has_suffix, place_names  # noqa: E402
from reformgraph.vocabulary.load_vocabulary import load_vocabulary  # noqa: E402

WEIGHTS = HERE.parents[2] / "graph/reformgraph/extraction/zones/name_signs.json"
_HAN = re.compile("[\u4e00-\u9fff]")
#: Added to each count of names and of text, and the number of signs that may come: Laplace's rule, scaled.
IN_NAMES, IN_TEXT, SIGNS = 0.5, 5, 4000
#: Letters of a name without 市, 县 and the like.
SHORT, LONG = 2, 3


def stems() -> list[str]:
    """Names of counties, cities and provinces without 市, 县 and the like, two or three signs."""
    names = place_names(load_vocabulary()).names
    bare = {name[:-1] if has_suffix(name) and len(name) > SHORT else name for name in names}
    return sorted(name for name in bare if SHORT <= len(name) <= LONG)


def weights(names: Iterable[str], text: Mapping[str, int]) -> dict[str, float]:
    """Weight of every sign that comes in names or text; the one of all others under the empty sign."""
    told = Counter(sign for name in names for sign in name)
    in_names, in_text = told.total() + IN_NAMES * SIGNS, sum(text.values()) + IN_TEXT * SIGNS

    def weight(sign: str) -> float:
        ratio = (told[sign] + IN_NAMES) / in_names / ((text.get(sign, 0) + IN_TEXT) / in_text)
        return round(math.log(ratio), 1)

    return {sign: weight(sign) for sign in ["", *sorted({*told, *text})]}


def main(arguments: list[str]) -> None:
    """Count the signs of the texts and print or write the weights."""
    files = [Path(one) for one in arguments if one != "--write"]
    if not files:
        sys.exit(__doc__)
    counts: Counter[str] = Counter()
    for file in files:
        counts.update(_HAN.findall(file.read_text("utf-8")))
    made = json.dumps(weights(stems(), counts), ensure_ascii=False, separators=(",", ":")) + "\n"
    if "--write" in arguments:
        WEIGHTS.write_text(made, "utf-8")
    print(f"{counts.total()} signs of text, {len(made.encode())} bytes of weights")


if __name__ == "__main__":
    main(sys.argv[1:])
