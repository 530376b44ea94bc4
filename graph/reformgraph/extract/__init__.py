"""Article text to mentions, entities and claims.

`extract_page` runs the whole way from a page to its `PageExtraction`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reformgraph.articles import split_articles
from reformgraph.dates import find_dates
from reformgraph.extract.actors import ActorMention, read_actors
from reformgraph.extract.candidates import find_candidates
from reformgraph.extract.claims import read_events
from reformgraph.extract.clauses import read_sentences
from reformgraph.extract.companies import find_companies
from reformgraph.extract.documents import find_documents
from reformgraph.extract.figures import find_figures
from reformgraph.extract.passages import Named, Setting
from reformgraph.extract.people import find_people
from reformgraph.extract.projects import find_projects
from reformgraph.extract.reforms import find_reforms
from reformgraph.extract.zones import ZoneMention, ZoneReading, read_zones
from reformgraph.numbers import find_quantities
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
    Project,
    Span,
    Zone,
)
from reformgraph.resolve import claims_of, figure_record
from reformgraph.text import Flow, fold
from reformgraph.vocab import Vocabulary, load_vocabulary

#: Raised whenever extraction changes what it finds: stored pages of another version are read again.
EXTRACTOR_VERSION = "1"

_FAR_MORE = 2
_OFTEN = 3
_MOST = 0.5
_SHORT = 600
_WIDELY = 0.2
_FEW_PARAGRAPHS = 4
_LEAD = 160
#: Items of many places under one headline: what one names says nothing of the others.
_DIGEST = re.compile(r"快讯|简讯|短讯|速览|简明新闻|一周要闻|集纳")
#: Reports of the nation's leaders speak to the nation, whatever zone they name.
_NATION_SPEAKS = re.compile(
    r"国务院(?!批|关于同意)|中共中央|党中央|总书记|国家主席|总理|政治局|全国人大|全国政协|习近平"
)
_RICH_CONTEXT = 2
_REFORM_CONTEXT = re.compile(
    r"营商环境|开发区|招商引资|政务服务|行政审批|经开区|高新区|放管服|审批服务|市场主体|经营主体|产业园区|工业园区"
)
_BUSINESS = re.compile(r"企业|项目|审批|政务|办事|招商|营商|开发区|园区|窗口|群众|客商|投资")
#: Actors that the text leaves without a place.
_NOBODY = frozenset(("全市", "全县", "全区", "全省", "各地", "我市", "我县", "我省"))
#: A zone that acts without its name printed.
_UNNAMED_ZONE = re.compile(r"[该我本](?:经济|高新)?(?:技术)?(?:开发)?区|(?:^|[，。、；])(?:园区|开发区|高新区|经开区)")


def extract_page(page: Page, vocabulary: Vocabulary | None = None) -> PageExtraction:
    """Everything found on a page, article by article.

    Parameters
    ----------
    page
        As read by `reformgraph.pages.read_page`.
    vocabulary
        Reforms, places and kinds of zones; the bundled one when None.
    """
    vocabulary = vocabulary or load_vocabulary()
    articles, _, warnings = split_articles(page)
    extractions = tuple(extract_article(page, article, vocabulary) for article in articles)
    return PageExtraction(page, extractions, tuple(warnings))


def extract_article(page: Page, article: Article, vocabulary: Vocabulary) -> Extraction:
    """Everything found in one article of a page."""
    flow = Flow(page.text, article.paragraphs)
    text = flow.text
    zones = read_zones(flow, vocabulary)
    actors = read_actors(flow, zones, vocabulary, None)
    dates = find_dates(text, page.issue_date)
    quantities = find_quantities(text, [(date.start, date.end) for date in dates])
    figures = find_figures(flow, dates, quantities)
    curated = find_reforms(flow, vocabulary)
    named = [Named(one.start, one.end, one.reform) for one in curated]
    default, sure = _default_actor(flow, zones, actors)
    context = len(set(_REFORM_CONTEXT.findall(text)))
    if zones.zones or (sure and (default is not None and default[1] == "zone")) or (sure and context >= _RICH_CONTEXT):
        named += find_candidates(flow, curated, vocabulary)
        named.sort(key=lambda one: one.start)
    claims: tuple[Claim, ...] = ()
    if named:
        setting = Setting(flow, read_sentences(flow), actors, dates, figures, default, sure, _parks(zones))
        events = read_events(setting, named)
        claims = tuple(
            claim
            for claim in claims_of(setting, events, page.issue_date)
            if _is_told(claim, vocabulary, context, sure and bool(zones.zones))
        )
    companies = find_companies(flow, vocabulary, zones)
    used = {(figure.span, figure.unit) for claim in claims for figure in claim.figures}
    subject = zones.zones[zones.subject].name if zones.subject is not None else None
    rest = [figure_record(flow, figure, subject) for figure in figures]
    return Extraction(
        article=article,
        zones=_zones(flow, zones),
        companies=tuple(Company(one.name, _mentions(flow, one.mentions), one.place) for one in companies),
        people=tuple(Person(one.name, one.role, _mentions(flow, one.mentions)) for one in find_people(flow)),
        documents=tuple(Document(one.name, _mentions(flow, one.mentions)) for one in find_documents(flow)),
        projects=tuple(
            Project(one.name, _mentions(flow, one.mentions), one.company, one.zone, one.investment)
            for one in find_projects(flow, companies, zones, quantities)
        ),
        claims=claims,
        figures=tuple(figure for figure in rest if not _in_claim(figure, used)),
    )


def _in_claim(figure: Figure, used: set[tuple[Span, str]]) -> bool:
    return (figure.span, figure.unit) in used


def _is_told(claim: Claim, vocabulary: Vocabulary, context: int, at_home: bool) -> bool:
    """Whether the article is a place where the claim can be meant.

    Without an actor a claim stands only as a reference, or where the text speaks of a zone without a name.
    A reform that is no hallmark of the field (not `core`) needs a zone or words of the field around it.
    `at_home` tells that the article is about one actor and names zones.
    """
    if not claim.actor:
        return not claim.candidate and (
            claim.status == "referenced" or _UNNAMED_ZONE.search(fold(claim.evidence)) is not None
        )
    if claim.actor_kind == "zone":
        return True
    if claim.actor in _NOBODY:
        return False
    if claim.candidate:
        evidence = fold(claim.evidence)
        if claim.actor_kind == "organ":
            return context >= _RICH_CONTEXT and _REFORM_CONTEXT.search(evidence) is not None
        near = at_home or _BUSINESS.search(evidence) is not None
        return near and context > 0
    reform = vocabulary.reforms.get(claim.reform)
    return context > 0 or (reform is not None and reform.core and not reform.needs_context)


def _parks(zones: ZoneReading) -> frozenset[str]:
    return frozenset(one.name for one in zones.zones if one.part_of is not None)


def _default_actor(
    flow: Flow, zones: ZoneReading, actors: tuple[ActorMention, ...]
) -> tuple[tuple[str, ActorKind] | None, bool]:
    """Whom the article is about, and whether that is sure.

    Its zone, unless it names a government far more often and has no zone in its head. A zone is sure when
    it stands in the head, or often, or alone; a government when most of what acts is it.
    """
    counts: dict[tuple[str, ActorKind], int] = {}
    for actor in actors:
        if actor.kind in ("province", "city", "county"):
            counts[actor.name, actor.kind] = counts.get((actor.name, actor.kind), 0) + 1
    government = max(counts, key=lambda key: counts[key]) if counts else None
    subject = zones.subject if zones.subject is not None else (0 if len(zones.zones) == 1 else None)
    head = next((p.start for p in flow.paragraphs if p.role == "body"), 0)
    if subject is not None:
        told = [mention for mention in zones.mentions if mention.zone == subject]
        in_head = any(mention.start < head for mention in told)
        if government is None or in_head or counts[government] < _FAR_MORE * len(told):
            return (zones.zones[subject].name, "zone"), in_head or _tells_of(flow, told, len(zones.zones) == 1, head)
    if government is None:
        return None, False
    share = counts[government] / sum(counts.values())
    in_head = any(actor.start < head and actor.name == government[0] for actor in actors)
    if _DIGEST.search(flow.text, 0, head) or _NATION_SPEAKS.search(flow.text, 0, head):
        return government, False
    return government, share > _MOST and (in_head or counts[government] >= _OFTEN)


def _tells_of(flow: Flow, told: Sequence[ZoneMention], alone: bool, head: int) -> bool:
    """Whether an article that does not name the zone in its head is about it all the same."""
    if _DIGEST.search(flow.text, 0, head) or _NATION_SPEAKS.search(flow.text, 0, head + _LEAD):
        return False
    few = len(flow.paragraphs) <= _FEW_PARAGRAPHS
    if alone and len(flow) < _SHORT:
        return few or _spread(flow, told) >= _WIDELY
    return len(told) >= _OFTEN and (few or _spread(flow, told) >= _WIDELY)


def _spread(flow: Flow, told: Sequence[ZoneMention]) -> float:
    """Share of the paragraphs that name the zone; a digest of many items names it in one."""
    named = sum(any(p.start <= mention.start < p.end for mention in told) for p in flow.paragraphs)
    return named / len(flow.paragraphs)


def _mentions(flow: Flow, places: tuple[tuple[int, int], ...]) -> tuple[Mention, ...]:
    return tuple(flow.mention(start, end) for start, end in places)


def _zones(flow: Flow, reading: ZoneReading) -> tuple[Zone, ...]:
    places: list[list[tuple[int, int]]] = [[] for _ in reading.zones]
    for mention in reading.mentions:
        if mention.zone is not None:
            places[mention.zone].append((mention.start, mention.end))
    return tuple(
        Zone(
            one.name,
            _mentions(flow, tuple(found)),
            one.kind,
            one.place,
            reading.zones[one.part_of].name if one.part_of is not None else None,
        )
        for one, found in zip(reading.zones, places, strict=True)
    )
