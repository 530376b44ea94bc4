"""A page of our own with everything an extraction can hold."""

from __future__ import annotations

from hashlib import sha256

from reformgraph.records import (
    Article,
    Claim,
    Company,
    Document,
    Extraction,
    Figure,
    Mention,
    Page,
    PageExtraction,
    Paragraph,
    Person,
    Project,
    Span,
    Zone,
)
from reformgraph.values import Edtf, PlaceCode

TEXT = (
    "改革进行时\n"
    "朔州经开区推行标准地\n"
    "今年以来，朔州经济开发\n"
    "区出让标准地5宗、面积20.50亩，依据《出让办法》。\n"
    "晋北机械有限公司总经理王某说，晋北机械的年产10万吨铸件\n"
    "项目落在新兴产业园。省里要求推广亩均论英雄。\n"
)


def span(printed: str, nth: int = 1) -> Span:
    """Range of the nth occurrence, hard wraps of the page allowed for by giving them."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(printed, start + 1)
    return Span.at(start, start + len(printed))


def mention(printed: str, nth: int = 1) -> Mention:
    return Mention(printed.replace("\n", ""), span(printed, nth))


def evidence(first: str, last: str) -> tuple[str, Span]:
    found = Span.at(TEXT.index(first), TEXT.index(last) + len(last))
    return TEXT[found.start : found.end].replace("\n", ""), found


def lines(first: int, last: int) -> Span:
    starts = [0]
    for line in TEXT.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return Span.at(starts[first - 1], starts[last] - 1)


ZONE = "朔州经济开发区"
FIGURE = Figure(
    indicator="标准地面积", value="20.50", unit="亩", text="20.50亩", span=span("20.50亩"), value_si="13666.6700",
    unit_si="m²", period="今年以来", period_edtf=Edtf("2024-01-01/2024-11-20"), zone=ZONE,
)  # fmt: skip
COUNT = Figure(indicator="标准地", value="5", unit="宗", text="5宗", span=span("5宗"), bound="min", value_max="6")
PAGE = Page(
    id="2024-11-20", name="2024-11-20.txt", path="2024-11-20.txt", text=TEXT,
    text_sha256=sha256(TEXT.encode()).hexdigest(), file_sha256=sha256(b"file").hexdigest(), format="txt",
    encoding="utf-8", issue_date=Edtf("2024-11-20"), date_basis="file name", source="晋北新报", edition="A2",
    url="https://example.org/a2",
)  # fmt: skip
ARTICLE = Article(
    id="2024-11-20-1", title="朔州经开区推行标准地", kicker="改革进行时", authors=("张三", "李四"),
    lines={"kicker": (1,), "title": (2,), "body": (3, 4, 5, 6)},
    paragraphs=(
        Paragraph("kicker", (lines(1, 1),)),
        Paragraph("title", (lines(2, 2),)),
        Paragraph("body", (lines(3, 4),)),
        Paragraph("body", (lines(5, 6),)),
    ),
)  # fmt: skip
FIRST = evidence("今年以来", "《出让办法》。")
LAST = evidence("省里", "亩均论英雄。")
EXTRACTION = Extraction(
    article=ARTICLE,
    zones=(
        Zone(ZONE, (mention("朔州经开区"), mention("朔州经济开发\n区")), "经济开发区", PlaceCode("140600")),
        Zone("新兴产业园", (mention("新兴产业园"),), "产业园", PlaceCode("140600"), ZONE),
    ),
    companies=(
        Company("晋北机械有限公司", (mention("晋北机械有限公司"), mention("晋北机械", 2)), PlaceCode("140600")),
    ),
    people=(Person("王某", "总经理", (mention("王某"),)),),
    documents=(Document("出让办法", (mention("出让办法"),)),),
    projects=(
        Project(
            "年产10万吨铸件项目", (mention("年产10万吨铸件\n项目"),), "晋北机械有限公司", "新兴产业园", "3亿元"
        ),
    ),
    claims=(
        Claim(
            "标准地", ZONE, "zone", "adopted", (mention("标准地"), mention("标准地", 2)), *FIRST, when="今年以来",
            when_edtf=Edtf("2024-01-01/2024-11-20"), onset_edtf=Edtf("../2024-11-20"), figures=(FIGURE, COUNT),
        ),
        Claim("亩均论英雄", "山西省", "province", "required", (mention("亩均论英雄"),), *LAST),
        Claim(
            "亩均通报制", "山西省商务厅", "organ", "planned", (mention("亩均论英雄"),), *LAST, candidate=True,
            broader="亩均论英雄",
        ),
        Claim("标准地", "", "none", "referenced", (mention("标准地"),), *FIRST),
    ),
    figures=(FIGURE, COUNT),
)  # fmt: skip
RESULT = PageExtraction(PAGE, (EXTRACTION,))
