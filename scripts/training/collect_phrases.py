"""Hand-labelled pages to judged phrases: what the judge of measures is trained on.

Every phrase that extraction proposes on a labelled page is a measure (a label names it), a part (a label only
mentions it beside the measure's name) or none. No sentence is kept: a row holds the phrase and its features.

    python scripts/training/collect_phrases.py SET... --reforms reforms.csv [--unread UNREAD.txt] [--out FOLDER]

A SET is ``PAGES=LABELS``, two folders; ``PAGES/../SOURCES.tsv`` tells addresses where it exists. Pages named in
UNREAD.txt are left out. A SET that is one folder holds cases (``*.yml``, as in tests/cases): short texts with their
claims. Writes ``sources.tsv`` (number, address, SHA-256 of the page's file) and ``phrases.tsv``
(source, article, name, printed form, kind, verdict, features that do not follow from form and kind).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import yaml

from reformgraph.errors import PageError
from reformgraph.evaluation.label_likeness import ReformNames
from reformgraph.extraction.article import read_article_topic
from reformgraph.extraction.ranges import Ranges
from reformgraph.extraction.reforms.curated import find_reforms
from reformgraph.extraction.reforms.named_reforms import Judged, judge_all
from reformgraph.extraction.reforms.phrase_features import grams
from reformgraph.extraction.reforms.proposals import propose
from reformgraph.extraction.tables import cell_paragraphs
from reformgraph.extraction.zones.source_clues import source_clues
from reformgraph.language.flow import Flow
from reformgraph.layout.articles import split_articles
from reformgraph.layout.page_context import with_context
from reformgraph.reading.read_pages import read_page
from reformgraph.records import Page
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary

HERE = Path(__file__).parent
SOURCE_COLUMNS = ("source", "address", "sha256")
#: Added to the number of an article whose curated names are read as though the vocabulary lacked them: so the judge
#: learns what new names look like from those that are known by now.
HIDDEN = 1000
PHRASE_COLUMNS = ("source", "article", "name", "form", "kind", "verdict", "features")


class Source(NamedTuple):
    """A labelled page: its label, the address that it comes from, the SHA-256 of its file (of its text for a case)."""

    page: Page
    label: Mapping[str, Any]
    address: str
    sha256: str


class Row(NamedTuple):
    """A judged phrase of an article."""

    article: int
    judged: Judged
    form: str
    verdict: str


def main() -> None:
    """Collect the phrases of all sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="PAGES=LABELS")
    parser.add_argument("--reforms", type=Path, required=True, help="names that labels use: CSV with name and aliases")
    parser.add_argument("--unread", type=Path, help="names of pages to leave out, one a line")
    parser.add_argument("--out", type=Path, default=HERE)
    args = parser.parse_args()
    unread = frozenset(args.unread.read_text("utf-8").split("\n")) if args.unread else frozenset()
    names = label_names(args.reforms)
    vocabulary = load_vocabulary()
    with (
        (args.out / "sources.tsv").open("w", encoding="utf-8", newline="") as sources,
        (args.out / "phrases.tsv").open("w", encoding="utf-8", newline="") as phrases,
    ):
        tell_source, tell_phrase = _writer(sources, SOURCE_COLUMNS), _writer(phrases, PHRASE_COLUMNS)
        for number, source in enumerate(find_sources(args.sets, unread), 1):
            tell_source.writerow((number, source.address, source.sha256))
            for row in judge_source(source, names, vocabulary):
                one = row.judged.proposal
                told = frozenset(grams(row.form, one.kind))
                rest = " ".join(feature for feature in row.judged.features if feature not in told)
                tell_phrase.writerow((number, row.article, one.name, row.form, one.kind, row.verdict, rest))


def label_names(table: Path) -> ReformNames:
    """Which names mean one reform, from a CSV with the columns ``name`` and ``aliases`` (parted by ``|``)."""
    with table.open(encoding="utf-8", newline="") as rows:
        reforms = [SimpleNamespace(name=row["name"], aliases=row["aliases"].split("|")) for row in csv.DictReader(rows)]
    return ReformNames({reform.name: reform for reform in reforms})  # type: ignore[misc]


def find_sources(sets: Sequence[str], unread: frozenset[str]) -> Iterator[Source]:
    """The labelled pages of all sets, by name, those kept unread and those that cannot be read left out."""
    for one in sets:
        pages, _, labels = one.partition("=")
        yield from _pages(Path(pages), Path(labels), unread) if labels else _cases(Path(pages))


def _pages(pages: Path, labels: Path, unread: frozenset[str]) -> Iterator[Source]:
    addresses = _addresses(pages.parent / "SOURCES.tsv")
    for path in sorted(labels.glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        page = pages / label["page"]
        if page.name not in unread and page.exists():
            address = addresses.get(page.name) or f"{pages.parent.name}/{pages.name}/{page.name}"
            with suppress(PageError):
                yield Source(read_page(page), label, address, hashlib.sha256(page.read_bytes()).hexdigest())


def _cases(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.glob("*.yml")):
        cases = yaml.safe_load(path.read_text("utf-8"))
        for case in cases if isinstance(cases, list) else ():  # files of signs hold no cases
            if "claims" in case and "known" not in case:
                text = case["text"] + "\n"
                page = Page(case["id"], f"{case['id']}.txt", "", text, "", "", "txt", "utf-8", None, "manifest")
                measures = [{"reform": claim["reform"]} for claim in case["claims"]]
                measures += [{"reform": "", "mentions": [name]} for name in case.get("also", ())]
                address = f"{folder.parent.name}/{folder.name}/{path.name}#{case['id']}"
                label = {"articles": [{"measures": measures}]}
                yield Source(page, label, address, hashlib.sha256(text.encode()).hexdigest())


def judge_source(source: Source, names: ReformNames, vocabulary: Vocabulary) -> list[Row]:
    """The proposals on a page with their verdicts."""
    found: list[tuple[int, Judged, str]] = []
    articles, others, _ = split_articles(source.page)
    page = with_context(source.page, articles, others)
    clues = source_clues(page.context, vocabulary)
    for number, article in enumerate(articles):
        flow = Flow(page.text, cell_paragraphs(article))
        topic = read_article_topic(flow, clues, vocabulary)[-1]
        curated = find_reforms(flow, vocabulary)
        proposals = propose(flow, curated, vocabulary.reforms)
        judged = [(number, one) for one in judge_all(flow, proposals, vocabulary, topic.in_field, topic.has_zones)]
        known = Ranges((one.start, one.end) for one in curated)
        for one in judge_all(flow, propose(flow, [], ()), vocabulary, topic.in_field, topic.has_zones):
            if known.overlaps(one.proposal.start, one.proposal.end):
                judged.append((number + HIDDEN, one))
        for at, one in judged:
            form = flow.text[one.proposal.start : one.proposal.end] if one.proposal.curated else one.proposal.name
            found.append((at, one, form.replace("\t", " ").replace("\n", " ")))
    verdicts = judge_names([one.proposal for _, one, _ in found], source.label, names)
    return [Row(number, one, form, verdicts[one.proposal.name]) for number, one, form in found]


def judge_names(proposals: Sequence[Any], label: Mapping[str, Any], names: ReformNames) -> dict[str, str]:
    """Verdict by name of a proposal: ``measure``, ``part`` or ``none``.

    What a label calls a measure is one; where nothing proposed is called so, the best of what it mentions is:
    a curated name before a quoted one before others, a longer one before shorter ones. The rest of what it
    mentions are parts.
    """
    kinds: dict[str, set[str]] = {}
    for one in proposals:
        kinds.setdefault(names.key(one.name), set()).add(one.kind)
    verdicts: dict[str, str] = {}
    for measure in (measure for article in label["articles"] for measure in article.get("measures", ())):
        name = names.key(measure["reform"])
        others = names.keys(measure.get("mentions", ())) & kinds.keys() - {name}
        if name and name not in kinds and others:
            name = max(sorted(others), key=lambda key: ("curated" in kinds[key], "quoted" in kinds[key], len(key)))
        verdicts[name] = "measure"
        for other in others - {name}:
            verdicts.setdefault(other, "part")
    return {one.name: verdicts.get(names.key(one.name), "none") for one in proposals}


def _addresses(table: Path) -> dict[str, str]:
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as rows:
        return {row["file"]: row["address or repository path"] for row in csv.DictReader(rows, delimiter="\t")}


def _writer(file: Any, columns: Sequence[str]) -> Any:
    writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    writer.writerow(columns)
    return writer


if __name__ == "__main__":
    main()
