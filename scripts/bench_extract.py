"""Characters per second of the whole extraction next to `jieba.posseg.cut` on the same text, one core.

usage: bench_extract.py FOLDER_OF_NEWS [FOLDER_OF_ZONE_PAGES] [--characters N]

Prints a line per text: characters, seconds of each, the ratio, and the peak memory at the start and the
end of our run. The zone pages are repeated with varied names. Needs jieba.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reformgraph.extraction.article import extract_page
from reformgraph.reading.read_pages import find_pages, read_page
from reformgraph.records import Page
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"


def peak_memory() -> float:
    """Peak resident set of this process in MB."""
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6


def news(folder: Path, characters: int) -> list[Page]:
    """Pages of a folder up to a number of characters."""
    pages: list[Page] = []
    total = 0
    for file in find_pages([folder]):
        page = read_page(file)
        pages.append(page)
        total += len(page.text)
        if total >= characters:
            break
    return pages


def varied(folder: Path, characters: int, seed: int = 7) -> Iterator[Page]:
    """The pages of a folder again and again, places exchanged."""
    chooser = random.Random(seed)
    places = [p.name[:-1] for p in load_vocabulary().places.by_code.values() if p.level == "city" and len(p.name) == 3]
    pages = [read_page(file) for file in find_pages([folder]) if file.path.suffix == ".txt"]
    total, turn = 0, 0
    while total < characters:
        page = pages[turn % len(pages)]
        text = page.text
        for old in ("朔州", "大同", "长治", "阳泉", "忻州", "太原"):
            text = text.replace(old, chooser.choice(places))
        for old in _SURNAMES[:5]:
            text = text.replace(old, chooser.choice(_SURNAMES))
        turn += 1
        total += len(text)
        yield replace(page, id=f"{page.id}-{turn}", text=text)


def measure(label: str, pages: list[Page]) -> None:
    """Time both on the same text and print the ratio."""
    from jieba import posseg

    vocabulary = load_vocabulary()
    extract_page(pages[0], vocabulary)
    list(posseg.cut(pages[0].text[:2000]))
    characters = sum(len(page.text) for page in pages)
    before = peak_memory()
    start = time.process_time()
    claims = sum(len(e.claims) for page in pages for e in extract_page(page, vocabulary).extractions)
    ours = time.process_time() - start
    after = peak_memory()
    sample = pages[: max(1, len(pages) // 8)]
    start = time.process_time()
    for page in sample:
        for _ in posseg.cut(page.text):
            pass
    seconds = time.process_time() - start
    theirs = sum(len(page.text) for page in sample) / seconds
    print(
        f"{label}: {characters} characters, {claims} claims, ours {characters / ours:,.0f} characters/s, "
        f"jieba.posseg {theirs:,.0f} characters/s, ratio {characters / ours / theirs:.1f}, "
        f"peak memory {before:.0f} -> {after:.0f} MB"
    )


def main() -> None:
    """Run both texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("zone_pages", type=Path, nargs="?")
    parser.add_argument("--characters", type=int, default=2_000_000)
    args = parser.parse_args()
    measure("news", news(args.news, args.characters))
    if args.zone_pages:
        measure("zone pages", list(varied(args.zone_pages, args.characters // 4)))


if __name__ == "__main__":
    main()
