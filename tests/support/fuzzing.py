"""Fuzz targets share how much they try: little in the ordinary tests, minutes each in the long ones."""

from __future__ import annotations

import os
import random
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

#: Signs and words that rules of language stumble over.
SIGNS = [
    "\ufffd", "\u200b", "\u202e", "\u00ad", "\u2028", "\ufeff", "\u0301", "\u3000", "\x85", "\x07",
    "\U000e0041", "😀", "𠀀", "\n", "\n\n", "\t", " ", "“", "”", "《", "》", "（", "）", "【", "、",
    "，", "。", "：", "%", "‰", "０", "一", "亿", "万", "年", "月", "日", "第", "开发区", "高新区", "我区", "推行",
    "的", "与", "将", "未", "<p>",
    "</td>", "<!--", "&#8203;", "&", "|", "#", "---", "[", "](", "{{", "\\", "'", '"', "@", "1",
    "2024年2月30日", "9" * 30, "1e999", "∞", "½", "㎡", "①", "Ⅻ",
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
        _change(data, kind, place, piece)
    return bytes(data)


def drawn(data: bytes, chance: random.Random, most: int = 12) -> bytes:
    """Bytes with up to `most` of the same changes, drawn by chance: for numbers that hypothesis would take days for."""
    made = bytearray(data)
    for _ in range(chance.randint(0, most)):
        piece = chance.choice(ODD) if chance.random() < 0.5 else chance.randbytes(chance.randint(1, 4))
        _change(made, chance.choice(_KINDS), chance.randrange(1 << 20), piece)
    return bytes(made)


def drawn_text(data: bytes, chance: random.Random, most: int = 12) -> bytes:
    """UTF-8 with up to `most` changes of whole signs: it stays text, and what comes behind decoding is reached."""
    made = list(data.decode("utf-8", "replace"))
    for _ in range(chance.randint(0, most)):
        at, length = chance.randrange(len(made) + 1), chance.choice((1, 1, 2, 5, 30))
        kind = chance.choice(("put", "put", "write", "drop", "double", "move"))
        piece = chance.choice(SIGNS) * chance.choice((1, 1, 1, 2, 40)) if chance.random() < 0.8 else _any_sign(chance)
        if kind in ("put", "write"):
            made[at : at + (length if kind == "write" else 0)] = piece
        elif kind == "double":
            made[at:at] = made[at : at + 2 * length] * 3
        else:
            moved, made[at : at + length] = made[at : at + length], ""
            place = chance.randrange(len(made) + 1)
            made[place:place] = moved if kind == "move" else ""
    return "".join(made).encode()


def _any_sign(chance: random.Random) -> str:
    """A sign of any plane, halves of pairs left out."""
    sign = chance.randrange(chance.choice((0x100, 0x3000, 0x10000, 0x110000)))
    return chr(sign) if not 0xD800 <= sign < 0xE000 else "\ufffd"


_KINDS = ("put", "write", "drop", "double", "flip", "cut")
_CHANGES = st.tuples(
    st.sampled_from(_KINDS), st.integers(0, 1 << 20), st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=4))
)


def _change(data: bytearray, kind: str, place: int, piece: bytes) -> None:
    """Change bytes at a place: put the piece in, write it over, drop, double, flip a bit, cut off what follows."""
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


def pages() -> Iterator[Path]:
    """The pages of the tests, of which targets take parts."""
    yield from sorted(path for path in (Path(__file__).parents[1] / "pages").iterdir() if path.is_file())
