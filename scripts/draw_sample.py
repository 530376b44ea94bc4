"""Draw claims and companies that extraction finds in a folder of pages, for a reader to judge.

The draw depends on the seed's name and on what is found alone, so that anyone gets the same rows again:
each found thing is ranked by the SHA-256 of the seed and its place, and the first ones are taken.

    python scripts/draw_sample.py FOLDER --seed 2024-autumn --claims 100 --companies 100 > sample.csv

Columns: kind, page, start, end, who, what, status. Sentences are not printed; look them up by page and offsets.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

from reformgraph.extraction.article import extract_page
from reformgraph.reading.read_pages import PageFile, find_pages, read_page

Row = tuple[str, str, int, int, str, str, str]


def main() -> None:
    """Print the drawn rows as CSV."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", default="2024-autumn", help="name of the draw")
    parser.add_argument("--claims", type=int, default=100)
    parser.add_argument("--companies", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    files = find_pages([str(options.folder)])
    with Pool(options.jobs) as pool:
        rows = [row for found in pool.imap(_found, files, chunksize=8) for row in found]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("kind", "page", "start", "end", "who", "what", "status"))
    for kind, most in (("claim", options.claims), ("company", options.companies)):
        here = [row for row in rows if row[0] == kind]
        drawn = sorted(here, key=lambda row: _rank(options.seed, row))[:most]
        out.writerows(sorted(drawn))
        print(f"{len(drawn)} of {len(here)} found: {kind}", file=sys.stderr)


def _found(file: PageFile) -> list[Row]:
    return list(_rows(file))


def _rows(file: PageFile) -> Iterator[Row]:
    page = read_page(file)
    for found in extract_page(page).extractions:
        for claim in found.claims:
            start, end = claim.evidence_span
            candidate = " (candidate)" if claim.candidate else ""
            yield "claim", page.id, start, end, claim.actor or "", claim.reform + candidate, claim.status
        for company in found.companies:
            start, end = company.mentions[0].span
            yield "company", page.id, start, end, company.name, "", ""


def _rank(seed: str, row: Row) -> str:
    return hashlib.sha256("\t".join((seed, *map(str, row))).encode("utf-8")).hexdigest()


if __name__ == "__main__":
    main()
