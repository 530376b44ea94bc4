"""Hand-made labels and their pages, as questions are drawn from them: folders in, names and measures out."""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reformgraph.errors import PageError
from reformgraph.reading.read_pages import read_page
from reformgraph.vocabulary.load_vocabulary import Vocabulary


@dataclass(frozen=True)
class Pages:
    """Labels by page, the texts of the pages without white space, and the manifest's rows."""

    labels: Mapping[str, Mapping[str, Any]]
    texts: Mapping[str, str]
    manifest: Mapping[str, Mapping[str, str]]

    def articles(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every labelled article with its page."""
        for page, label in self.labels.items():
            for article in label["articles"]:
                yield page, article


@dataclass
class Draw:
    """What questions are made from."""

    pages: Pages
    vocabulary: Vocabulary
    random: random.Random
    measures: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for page, article in self.pages.articles():
            for zone in article["zones"]:
                self.names.setdefault(self.called(zone), ())
                self.names[self.called(zone)] += forms(zone)
            for measure in article["measures"]:
                self.measures[self.actor(article, measure), measure["reform"]].append((page, measure))

    def called(self, zone: Mapping[str, Any]) -> str:
        """The name that tells a zone from others: as printed where it begins with a place, else its full name."""
        full = listed(zone.get("full"))
        return full[0] if full and not self.vocabulary.zones.place_prefix(zone["name"]) else str(zone["name"])

    def actor(self, article: Mapping[str, Any], measure: Mapping[str, Any]) -> str:
        """The name of who acts, as zones are called."""
        printed = measure.get("zone") or ""
        for zone in article["zones"]:
            if printed == zone["name"] or printed in zone["mentions"]:
                return self.called(zone)
        return (listed(measure.get("full")) or [printed])[0]

    def is_zone(self, name: str) -> bool:
        """Whether a name stands for one zone without its article."""
        return name in self.names and bool(self.vocabulary.zones.place_prefix(name)) and len(name) > 4


def listed(value: object) -> list[str]:
    """A string or a list as a list."""
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def forms(zone: Mapping[str, Any]) -> tuple[str, ...]:
    """Names that an answer may use for a zone."""
    return (zone["name"], *listed(zone.get("full")), *(form for form in zone["mentions"] if len(form) > 3))


def read(labels: Path, folder: Path, manifest: Path, unread: Path) -> Pages:
    """Labels, texts and manifest rows of the pages that may be read."""
    kept_out = set(unread.read_text(encoding="utf-8").split())
    stems = {path.stem: path for path in sorted(folder.iterdir()) if path.name not in kept_out}
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = {row["path"]: row for row in csv.DictReader(file) if row["path"] not in kept_out}
    found, texts = {}, {}
    for path in sorted(labels.glob("*.json")):
        if (page := stems.get(path.stem)) is None or page.name not in rows:
            continue
        try:
            texts[page.name] = "".join(read_page(str(page)).text.split())
        except PageError as fault:
            print(fault, file=sys.stderr)
            continue
        found[page.name] = json.loads(path.read_text(encoding="utf-8"))
    return Pages(found, texts, rows)
