"""Fuzz targets share how much they try: little in the ordinary tests, minutes each in the long ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

#: Examples of a target in the ordinary tests; `REFORMGRAPH_FUZZ` multiplies them (the long tests: 200).
EXAMPLES = 40
TIMES = int(os.environ.get("REFORMGRAPH_FUZZ", "1"))
SEEDS = Path(__file__).parents[1] / "fuzz" / "seeds"
#: Bytes that formats and encodings stumble over.
ODD = [
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbf\xbd", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\xf4\x90\x80\x80", b"<", b">", b"&#", b"&#x110000;", b'"', b"'", b"\\", b"\n", b"\r", b"\x1b[2J", b"{{", b"%00",
    b"\x80\x81", b"--", b"]]>", b"<!--",
]  # fmt: skip


def fuzz(examples: int = EXAMPLES) -> settings:
    """Settings of a target; the same examples each time unless more are asked for."""
    return settings(
        max_examples=examples * TIMES,
        deadline=None,
        derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


def seeds(kind: str) -> list[bytes]:
    """Contents of the seeds of a target, every crash that was found among them."""
    return [path.read_bytes() for path in sorted((SEEDS / kind).iterdir())]


@st.composite
def mutated(draw: st.DrawFn, sources: list[bytes], most: int = 12) -> bytes:
    """One of the sources with bytes replaced, put in, taken out, doubled and cut."""
    data = bytearray(draw(st.sampled_from(sources)))
    for kind, place, piece in draw(st.lists(_CHANGES, max_size=most)):
        at = place % (len(data) + 1)
        if kind == "put":
            data[at:at] = piece
        elif kind == "write":
            data[at : at + len(piece)] = piece
        elif kind == "drop":
            del data[at : at + len(piece) * 7]
        elif kind == "double":
            data[at:at] = data[at : at + 60] * 3
        elif kind == "flip" and at < len(data):
            data[at] ^= 1 << (len(piece) % 8)
        elif kind == "cut" and place % 9 == 0:
            del data[at:]
    return bytes(data)


_CHANGES = st.tuples(
    st.sampled_from(["put", "write", "drop", "double", "flip", "cut"]),
    st.integers(0, 1 << 20),
    st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=4)),
)


def pages() -> Iterator[Path]:
    """The pages of the tests, of which targets take parts."""
    yield from sorted(path for path in (Path(__file__).parents[1] / "pages").iterdir() if path.is_file())
