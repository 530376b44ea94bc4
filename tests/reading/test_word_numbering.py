"""Numbers that Word sets in front of paragraphs: of lists, of styles, begun anew, in cells, in broken files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.errors import PageError
from reformgraph.extraction.article import extract_page
from reformgraph.language.numerals import integer, numeral
from reformgraph.reading.formats.word_numbering import written
from reformgraph.reading.read_pages import read_page
from support.made_files import W, cell, zipped

TEXTS = ("江湾高新区推行“码上办”服务。", "石桥经开区设立帮办窗口。", "企业办事不出园区。", "窗口每月办件三百件。")


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    told = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>{more}'
    return f'<w:lvl w:ilvl="{at}">{told}</w:lvl>'


def numbered(text: str, number: str = "1", at: int = 0) -> str:
    mark = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def lines_of(folder: Path, blocks: str, numbering: str, styles: str = "") -> list[str]:
    parts = {"document": f"<w:body>{blocks}</w:body>", "numbering": numbering, "styles": styles}
    made = {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{part}</w:{name}>' for name, part in parts.items()}
    (folder / "a.docx").write_bytes(zipped(made))
    return [line for line in read_page(folder / "a.docx").text.split("\n") if line]


def defined(*levels: str, name: str = "0", number: str = "1", change: str = "") -> tuple[str, str]:
    use = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/>{change}</w:num>'
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>', use


def test_articles_of_a_rule_with_items(tmp_path: Path) -> None:
    """第一条 over （一） over 1.: each begins anew under the next above it; a space only behind a plain label."""
    levels = (
        level(0, "chineseCountingThousand", "第%1条"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
    )
    blocks = [(0, TEXTS[0]), (1, TEXTS[1]), (1, TEXTS[2]), (2, TEXTS[3]), (0, TEXTS[1]), (1, TEXTS[2])]
    told = lines_of(tmp_path, "".join(numbered(text, at=at) for at, text in blocks), "".join(defined(*levels)))
    assert told == [
        f"第一条 {TEXTS[0]}", f"（一）{TEXTS[1]}", f"（二）{TEXTS[2]}", f"1. {TEXTS[3]}", f"第二条 {TEXTS[1]}",
        f"（一）{TEXTS[2]}",
    ]  # fmt: skip


def test_headings_are_numbered_by_their_style(tmp_path: Path) -> None:
    """A style names the list, the list names the level of the style; a style stands upon another."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
        '<w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="None"><w:name w:val="plain"/><w:basedOn w:val="None"/></w:style>'
    )
    levels = level(0, "japaneseCounting", "%1、", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    blocks = styled("总体要求", "H1") + styled("目标", "H2") + styled("重点任务", "H1") + styled("审批", "H2")
    told = lines_of(tmp_path, blocks + styled(TEXTS[0], "None"), "".join(defined(*levels)), styles)
    assert told == ["# 一、总体要求", "## 1.1 目标", "# 二、重点任务", "## 2.1 审批", TEXTS[0]]


def test_lists_that_share_a_definition_go_on_or_begin_anew(tmp_path: Path) -> None:
    plain, first = defined(level(0, "decimal", "%1)"))
    other = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    anew = f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{start}</w:num>'
    blocks = "".join(numbered(text, number) for text, number in zip(TEXTS, "1233", strict=True))
    told = lines_of(tmp_path, blocks, plain + first + other + anew)
    assert [line.partition(" ")[0] for line in told] == ["1)", "2)", "5)", "6)"]


def test_bullets_no_number_and_deleted_paragraphs(tmp_path: Path) -> None:
    gone = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>'
    bullets = defined(level(0, "bullet", "\uf0b7"), name="7", number="7")
    blocks = numbered(TEXTS[0], "7") + numbered(TEXTS[1], "0") + gone + numbered(TEXTS[2]) + numbered(TEXTS[3], "99")
    numbers = defined(level(0, "decimal", "%1．"))
    told = lines_of(tmp_path, blocks, numbers[0] + bullets[0] + numbers[1] + bullets[1])
    assert told == [TEXTS[0], TEXTS[1], f"1．{TEXTS[2]}", TEXTS[3]]


def test_the_column_of_numbers_in_a_table(tmp_path: Path) -> None:
    """Cells of 序号 hold no text but a number of Word's own."""
    mark = "<w:tc>{}</w:tc>".format(numbered(""))
    rows = [cell("序号") + cell("园区") + cell("办件")]
    rows += [mark + cell(zone) + cell(number) for zone, number in (("江湾高新区", "300"), ("石桥经开区", "120"))]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    told = lines_of(tmp_path, table + numbered(""), "".join(defined(level(0, "decimal", "%1"))))
    assert told == ["| 序号 | 园区 | 办件 |", "| 1 | 江湾高新区 | 300 |", "| 2 | 石桥经开区 | 120 |"]


def test_offsets_count_the_numbers(tmp_path: Path) -> None:
    numbers = "".join(defined(level(0, "chineseCounting", "%1、")))
    lines_of(tmp_path, "".join(numbered(f"{text}江湾高新区推行“标准地”改革。") for text in TEXTS), numbers)
    page = read_page(tmp_path / "a.docx")
    claims = [claim for found in extract_page(page).extractions for claim in found.claims if claim.reform == "标准地"]
    mentions = [mention for claim in claims for mention in claim.mentions]
    assert len(mentions) == len(TEXTS)
    assert {page.text[mention.span.start : mention.span.end] for mention in mentions} == {"标准地"}


def test_hostile_numbering_is_bounded(tmp_path: Path) -> None:
    """Long patterns, circles of styles and huge numbers cost nothing; a broken part is named."""
    circle = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/><w:name w:val="a"/></w:style>'
    numbers = "".join(defined(level(0, "chineseCounting", "%1" * 5000).replace('val="1"', 'val="99999"')))
    told = lines_of(tmp_path, numbered(TEXTS[0]) + styled(TEXTS[1], "A"), numbers, circle)
    assert len(told[0]) < 200
    assert told[1] == TEXTS[1]
    with pytest.raises(PageError, match=r"numbering\.xml is damaged"):
        lines_of(tmp_path, numbered(TEXTS[0]), "<w:num")


@pytest.mark.parametrize(
    ("number", "form", "told"),
    [
        (3, "ideographTraditional", "丙"),
        (13, "ideographTraditional", "13"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (7, "decimalZero", "07"),
        (10, "decimalFullWidth", "１０"),
        (2, "chineseLegalSimplified", "贰"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (5, "unheard of", "5"),
        (5, "none", ""),
    ],
)
def test_forms_of_numbers(number: int, form: str, told: str) -> None:
    assert written(number, form) == told


def test_numerals_go_there_and_back() -> None:
    assert [number for number in range(1, 10_000) if integer(numeral(number)) != number] == []
