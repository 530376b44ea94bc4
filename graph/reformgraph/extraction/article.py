"""Article text to mentions, entities and claims.

`extract_page` runs the whole way from a page to its `PageExtraction`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reformgraph.extraction.actors.actor_mentions import read_actors
from reformgraph.extraction.actors.actor_names import ActorMention
from reformgraph.extraction.actors.digest_items import digest_items
from reformgraph.extraction.actors.sections import section_actors
from reformgraph.extraction.actors.topic import Topic, is_told, read_topic
from reformgraph.extraction.claims.apart import APART, told_apart
from reformgraph.extraction.claims.claim_records import claims_of, figure_record
from reformgraph.extraction.claims.events import read_events
from reformgraph.extraction.claims.headline_places import without_headline_places
from reformgraph.extraction.figure_holders import Holders
from reformgraph.extraction.figures import FlowFigure, find_figures
from reformgraph.extraction.frames.clauses import read_sentences
from reformgraph.extraction.frames.passages import Named, Setting
from reformgraph.extraction.names.companies import find_companies
from reformgraph.extraction.names.documents import find_documents, numbers_over
from reformgraph.extraction.names.people import find_people
from reformgraph.extraction.names.projects import find_projects
from reformgraph.extraction.reforms.named_reforms import find_named
from reformgraph.extraction.tables import (
    Around,
    CellPlaces,
    cell_paragraphs,
    in_running_text,
    read_tables,
    with_rows,
)
from reformgraph.extraction.zones.source_clues import SourceClues, source_clues
from reformgraph.extraction.zones.zone_mentions import ZoneReading, read_zones
from reformgraph.language.dates.find_dates import DateMention, find_dates
from reformgraph.language.flow import Flow
from reformgraph.language.numbers.find_numbers import find_quantities
from reformgraph.layout.articles import split_articles
from reformgraph.layout.page_context import with_context
from reformgraph.records import (
    ActorKind,
    Article,
    Claim,
    Company,
    Document,
    Extraction,
    Figure,
    Mention,
    Page,
    PageExtraction,
    Person,
    Span,
    Zone,
)
from reformgraph.values import Edtf
from reformgraph.vocabulary.load_vocabulary import Vocabulary, load_vocabulary


def extract_page(page: Page, vocabulary: Vocabulary | None = None) -> PageExtraction:
    """Everything found on a page, article by article.

    Parameters
    ----------
    page
        As read by `reformgraph.reading.read_pages.read_page`.
    vocabulary
        Reforms, places and kinds of zones; the bundled one when None.
    """
    vocabulary = vocabulary or load_vocabulary()
    articles, others, warnings = split_articles(page)
    page = with_context(page, articles, others)
    extractions = tuple(extract_article(page, article, vocabulary) for article in articles)
    if len(extractions) == 1:
        extractions = (_with_number(extractions[0], page, others),)
    return PageExtraction(page, extractions, tuple(warnings))


def _with_number(found: Extraction, page: Page, others: Sequence[int]) -> Extraction:
    """The only article of a page with the official number that is printed over it, outside of its lines."""
    first = min(number for numbers in found.article.lines.values() for number in numbers)
    known = {one.name for one in found.documents}
    over = numbers_over(page.text, [number for number in others if number < first])
    added = tuple(
        Document(name, (Mention(name, Span.at(start, end)),)) for name, start, end in over if name not in known
    )
    return replace(found, documents=(*added, *found.documents)) if added else found


def extract_article(page: Page, article: Article, vocabulary: Vocabulary) -> Extraction:
    """Everything found in one article of a page."""
    flow = Flow(page.text, cell_paragraphs(article))
    text = flow.text
    cells = CellPlaces(flow, article)
    clues = source_clues(page.context, vocabulary)
    zones, actors, topic = read_article_topic(flow, clues, vocabulary)
    dates = find_dates(text, page.issue_date)
    named_ranges = [(one.start, one.end) for one in zones.mentions]  # 九台 in a name is no number
    quantities = find_quantities(text, sorted([*((date.start, date.end) for date in dates), *named_ranges]))
    figures = [one for one in find_figures(flow, dates, quantities) if not cells.holds(one.quantity.start)]
    people = find_people(flow)
    claims: tuple[Claim, ...] = ()
    apart: Mapping[int, str] = {}
    all_named = _named(flow, vocabulary, topic)
    named = in_running_text(all_named, flow, cells, article)
    if named or APART in text:
        sections = section_actors(flow, actors, people) if named else ()
        told_on = page.issue_date
        setting = _setting(
            flow, actors, dates, figures, topic, sections, _parks(zones, topic), clues, vocabulary, told_on
        )
        apart = told_apart(setting)
        told = claims_of(setting, read_events(setting, named, apart), page.issue_date) if named else ()
        claims = tuple(claim for claim in told if is_told(claim, vocabulary, topic))
        claims = without_headline_places(claims, article)
    in_tables: list[Figure] = []
    if article.tables:
        around = Around(page.text, flow, all_named, actors, dates, topic.actor, page.issue_date, vocabulary.reforms)
        from_rows, in_tables = read_tables(article, around, cells)
        claims = with_rows(claims, [claim for claim in from_rows if is_told(claim, vocabulary, topic)], article)
    companies = find_companies(flow, vocabulary, zones)
    used = {(figure.span, figure.unit) for claim in claims for figure in claim.figures}
    subject = zones.zones[zones.subject].name if zones.subject is not None else None
    holders = Holders(text, actors, [span for one in companies for span in one.mentions], subject)
    held = (apart.get(one.quantity.start) or holders.of(one.quantity.start, one.quantity.end) for one in figures)
    rest = [*(figure_record(flow, one, zone) for one, zone in zip(figures, held, strict=True)), *in_tables]
    return Extraction(
        article=article,
        zones=_zones(flow, zones),
        companies=tuple(Company(one.name, flow.mentions(one.mentions), one.place) for one in companies),
        people=tuple(Person(one.name, one.role, flow.mentions(one.mentions)) for one in people),
        documents=tuple(find_documents(flow)),
        projects=tuple(find_projects(flow, companies, zones)),
        claims=claims,
        figures=tuple(figure for figure in rest if not _in_claim(figure, used)),
    )


def read_article_topic(
    flow: Flow, clues: SourceClues, vocabulary: Vocabulary
) -> tuple[ZoneReading, tuple[ActorMention, ...], Topic]:
    """The zones of an article, who may act in it, and what it is about."""
    zones = read_zones(flow, vocabulary, clues)
    actors = read_actors(flow, zones, vocabulary, clues.places)
    return zones, actors, read_topic(flow, zones, actors)


def _setting(
    flow: Flow, actors: Sequence[ActorMention], dates: Sequence[DateMention], figures: Sequence[FlowFigure],
    topic: Topic, sections: Sequence[tuple[str, ActorKind] | None], parks: frozenset[str],
    clues: SourceClues, vocabulary: Vocabulary, issue_date: Edtf | None,
) -> Setting:  # fmt: skip
    """What the article offers to all its sentences."""
    return Setting(
        flow=flow,
        sentences=read_sentences(flow),
        actors=actors,
        dates=dates,
        figures=figures,
        default_actor=topic.actor,
        sure_default=topic.sure,
        parks=parks,
        sections=sections,
        source=_source_names(clues, vocabulary),
        items=digest_items(flow, actors),
        issue_date=issue_date,
    )


def _named(flow: Flow, vocabulary: Vocabulary, topic: Topic) -> list[Named]:
    """Reforms named in the article, those of the vocabulary and new ones, in text order."""
    new = topic.names_new()
    return find_named(flow, vocabulary, in_field=topic.in_field, has_zones=topic.has_zones, new=new)


def _source_names(clues: SourceClues, vocabulary: Vocabulary) -> frozenset[str]:
    """Names of the zone and the places that the page's source tells."""
    places = {vocabulary.places.by_code[code].name for code in clues.places if code in vocabulary.places.by_code}
    return frozenset(places | ({clues.zone.label} if clues.zone else set()))


def _in_claim(figure: Figure, used: set[tuple[Span, str]]) -> bool:
    return (figure.span, figure.unit) in used


def _parks(zones: ZoneReading, topic: Topic) -> frozenset[str]:
    about = topic.actor[0] if topic.actor else None
    return frozenset(one.name for one in zones.zones if one.part_of is not None and one.name != about)


def _zones(flow: Flow, reading: ZoneReading) -> tuple[Zone, ...]:
    places: list[list[tuple[int, int]]] = [[] for _ in reading.zones]
    for mention in reading.mentions:
        if mention.zone is not None:
            places[mention.zone].append((mention.start, mention.end))
    return tuple(
        Zone(
            one.name,
            flow.mentions(found),
            one.kind,
            one.place,
            reading.zones[one.part_of].name if one.part_of is not None else None,
            one.printed,
            one.basis,
            one.known.official if one.known else None,
            one.known.code if one.known else None,
        )
        for one, found in zip(reading.zones, places, strict=True)
    )
