"""Articles from pages of every layout: the files in layouts/ say of each line where it belongs."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reformgraph.language.flow import Flow
from reformgraph.layout.articles import line_ranges, split_articles
from reformgraph.reading.read_pages import find_pages, page_from_text, read_page
from reformgraph.records import Span
from support.growth import times_as_long

LAYOUTS = sorted((Path(__file__).parents[1] / "layouts").glob("*.txt"))
ROLES = {"t": "title", "k": "kicker", "b": "body", "y": "byline", "c": "caption"}


@dataclass
class Expected:
    """A layout file: ``1b|text`` is body of article 1, ``o|text`` page furniture, ``@`` lines tell more."""

    text: str = ""
    lines: dict[int, tuple[int, str]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    authors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    incomplete: set[int] = field(default_factory=set)

    def part(self, article: int, role: str) -> str:
        rows = self.text.split("\n")
        return " ".join(
            rows[number - 1].lstrip("# ") for number, place in sorted(self.lines.items()) if place == (article, role)
        )


def read_layout(path: Path) -> Expected:
    expected = Expected()
    rows: list[str] = []
    for row in path.read_text(encoding="utf-8").split("\n"):
        if row.startswith("@ "):
            key, *values = row[2:].split()
            if key == "authors":
                expected.authors[int(values[0])] = tuple(values[1:])
            elif key == "incomplete":
                expected.incomplete |= set(map(int, values))
            continue
        tag, mark, text = row.partition("|")
        rows.append(text if mark else "")
        if tag == "o":
            expected.others.append(len(rows))
        elif mark:
            expected.lines[len(rows)] = (int(tag[:-1]), ROLES[tag[-1]])
    expected.text = "\n".join(rows)
    return expected


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    expected = read_layout(path)
    articles, others, _ = split_articles(page_from_text(expected.text, path.stem))
    found = {
        number: (place, role)
        for place, article in enumerate(articles, 1)
        for role, numbers in article.lines.items()
        for number in numbers
    }
    assert found == expected.lines
    assert list(others) == expected.others
    for place, article in enumerate(articles, 1):
        assert article.title == expected.part(place, "title")
        assert article.kicker == expected.part(place, "kicker")
        assert article.authors == expected.authors.get(place, ())
        assert article.complete == (place not in expected.incomplete)


# ------------------------------------------------------------------ short texts

SENTENCES = (
    "今年以来，云麓经济技术开发区出让“标准地”7宗，面积合计412亩。",
    "“我们当天就拿到了证。”禾木精工有限公司负责人丁强说，园区的代办员陪着办。",
    "3月5日，云麓高新区印发《首席代表制实施办法》；6月底前，各窗口全部到位。截至目前，已有21名首席代表上岗。",
    "下一步，云麓综合保税区将推行“一箱一码”。园区负责人表示，要让企业少跑路、快通关。",
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[place : place + width] for place in range(0, len(text), width))


@pytest.mark.parametrize("width", [0, 14, 17, 22, 30])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_plain_sentences_are_one_article_without_title(sentence: str, indent: str, width: int) -> None:
    text = indent + (wrapped(sentence, width) if width else sentence)
    ((article,), others, warnings) = split_articles(page_from_text(text, "case"))
    assert (article.title, article.kicker, article.authors, others, warnings) == ("", "", (), (), [])
    assert article.lines["body"] == tuple(range(1, text.count("\n") + 2))
    assert article.complete
    assert "".join(Flow(text, article.paragraphs).printed.split()) == "".join(text.split())


# ------------------------------------------------------------------ spans


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_spans(path: Path) -> None:
    expected = read_layout(path)
    text = expected.text
    starts = [0]
    for row in text.split("\n"):
        starts.append(starts[-1] + len(row) + 1)
    articles, _, _ = split_articles(page_from_text(text, path.stem))
    for article in articles:
        body = [span for paragraph in article.paragraphs if paragraph.role == "body" for span in paragraph.spans]
        assert all(span.start < span.end for span in body)
        assert body == sorted(body), "spans of a body stand in page order"
        numbers = {bisect_right(starts, span.start) for span in body}
        assert numbers <= set(article.lines["body"])
        assert len(article.lines["body"]) - len(numbers) <= 1, "only a line that is all byline has no span"
        assert all(span in [Span(s.start, e.end) for p in article.paragraphs for s, e in [(p.spans[0], p.spans[-1])]]
                   for span in article.section_heads)  # fmt: skip
        printed = Flow(text, article.paragraphs).printed
        assert "#" not in printed and "<p>" not in printed and "下转" not in printed and "上接" not in printed
        for name in article.authors:
            assert not printed.rstrip().endswith((f"（{name}）", f" {name}"))


def test_marks_are_cut_off() -> None:
    text = "## 园区里的夜班车\n\n（上接A1版）夜班车开通以后，职工下班有了着落。\n\n车次还会增加。（下转第3版）"
    ((article,), _, _) = split_articles(page_from_text(text, "x"))
    assert [(p.role, text[p.spans[0].start : p.spans[-1].end]) for p in article.paragraphs] == [
        ("title", "园区里的夜班车"),
        ("body", "夜班车开通以后，职工下班有了着落。"),
        ("body", "车次还会增加。"),
    ]
    assert not article.complete


def test_front_matter_is_no_article() -> None:
    text = "---\ntitle: 简讯\ndate: 2024-03-12\n---\n\n# 简讯一则\n\n云麓新区的图书馆今天开馆。\n"
    ((article,), others, _) = split_articles(page_from_text(text, "x"))
    assert (article.title, article.lines["body"], others) == ("简讯一则", (8,), ())


def test_no_article_is_a_warning() -> None:
    articles, others, (warning,) = split_articles(page_from_text("https://example.com/a\n\n— 3 —\n", "x"))
    assert (articles, others) == ((), (1, 3))
    assert "no article" in warning


def test_headline_without_a_body_is_told() -> None:
    text = "### 湖上新桥通车\n\n[查看原文](https://example.com/1)\n\n### 山里来了医生\n\n本报讯 省城医生进山坐诊。\n"
    (article,), others, (warning,) = split_articles(page_from_text(text, "x"))
    assert (article.title, others) == ("山里来了医生", (1, 3))
    assert "line 1" in warning and "湖上新桥通车" in warning


# ------------------------------------------------------------------ hostile input

HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: "云麓高新区推行告知承诺，企业少跑路。" * (40 * n),
    "no punctuation": lambda n: "开发区" * (300 * n),
    "headings": lambda n: "".join(f"## 第{i}个标题\n\n" for i in range(n)),
    "headings and text": lambda n: "".join(f"{i}经开区建桥\n\n{i}经开区今天建桥。\n\n" for i in range(n)),
    "headings after text": lambda n: "".join(f"本报讯 {i}区修路。（王磊）\n\n{i}区\n\n通{i}\n\n" for i in range(n)),
    "organisations": lambda n: "某某经济开发区\n\n" * n,
    "broken columns": lambda n: ("园区推进项目优化服务\n" * 5 + "\n某某新区\n\n") * (n // 2),
    "isolated lines": lambda n: "园区推进项目优化服务\n\n" * n,
    "contents": lambda n: "".join([f"{i % 900}.事{i}；\n" for i in range(n)] + [f"## 事{i}\n好。\n" for i in range(n)]),
    "digits": lambda n: "1234567890\n" * (4 * n),
    "quotes": lambda n: "“" * (200 * n),
    "titles": lambda n: "《" * (100 * n) + "》" * (100 * n),
    "tags": lambda n: "<p>" * (50 * n) + "<a " * (50 * n),
    "stars": lambda n: "**a" * (50 * n),
    "names": lambda n: "王磊 " * (50 * n) + "\n" + "本报记者 王磊\n" * n,
    "jumps": lambda n: "（下转" * (50 * n),
    "heads in sentences": lambda n: "".join(f"　　园区{i}正在推\n\n第{i}条路通车\n\n进，\n\n" for i in range(n)),
    "stacked headlines": lambda n: "".join(f"第{i}号大新闻\n" for i in range(n)) + "\n　　本报讯 好。\n" * n,
    "column of items": lambda n: "简讯\n" + "".join(f"●园区{i}开会。\n" for i in range(n)),
    "wrapped bylines": lambda n: "好。（记者 王磊\n李强）\n王洋会见客人\n" * n,
    "rules": lambda n: "---\n" * (4 * n),
    "control": lambda n: "".join(map(chr, range(32))) * n,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_costs_linear_time(name: str) -> None:
    little, much = (page_from_text(HOSTILE[name](size), "x", "2024-01-01") for size in (500, 2000))
    for page in (little, much):
        articles, others, _ = split_articles(page)
        used = [number for article in articles for numbers in article.lines.values() for number in numbers]
        assert len(used) == len(set(used)) and not set(used) & set(others)
    # Four times the text: quadratic work would take sixteen times as long.
    assert times_as_long(lambda: split_articles(little), lambda: split_articles(much)) < 9


# ------------------------------------------------------------------ pages labelled by hand

SHARED = os.environ.get("REFORMGRAPH_SHARED")


@pytest.mark.skipif(not SHARED, reason="REFORMGRAPH_SHARED is not set: pages labelled by hand")
def test_labelled_pages() -> None:
    shared = Path(SHARED or "")
    counts: Counter[str] = Counter()
    gold_of: dict[tuple[str, int], str] = {}
    found_of: dict[tuple[str, int], str] = {}
    for label in sorted((shared / "labels").glob("*.json")):
        gold = json.loads(label.read_text(encoding="utf-8"))
        (file,) = find_pages([shared / "pages" / gold["page"]])
        page = read_page(file)
        printed = page.text.split("\n")
        articles, _, _ = split_articles(page)
        for article in articles:
            for numbers in article.lines.values():
                found_of |= {(file.id, number): article.id for number in numbers}
        for item in gold["articles"]:
            body = [number for first, last in item["lines"]["body"] for number in range(first, last + 1)]
            lines = {number for number in body if printed[number - 1].strip()}
            lines |= {number for role in ("title", "kicker", "byline", "caption") for number in item["lines"][role]}
            gold_of |= {(file.id, number): item["id"] for number in lines}
            best = max(articles, key=lambda a: len(lines & {n for ns in a.lines.values() for n in ns}))
            one_line = not best.kicker and best.title.replace(" ", "") == (item["kicker"] + item["title"]).replace(
                " ", ""
            )
            counts["articles"] += 1
            counts["title"] += best.title == item["title"] or one_line
            counts["kicker"] += best.kicker == item["kicker"] or one_line
            counts["authors"] += list(best.authors) == item["authors"]
            counts["complete"] += best.complete == item["complete"]
    assert b_cubed(gold_of, found_of) >= 0.98
    for part, least in (("title", 0.95), ("kicker", 0.93), ("authors", 0.95), ("complete", 0.95)):
        assert counts[part] >= least * counts["articles"], (part, counts)


def b_cubed(gold: dict[tuple[str, int], str], found: dict[tuple[str, int], str]) -> float:
    """F1 of B-cubed precision and recall over the lines of the labels."""
    by_gold, by_found = Counter(gold.values()), Counter(found.get(line, str(line)) for line in gold)
    both = Counter((article, found.get(line, str(line))) for line, article in gold.items())
    precision = sum(n * n / by_found[theirs] for (_, theirs), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[ours] for (ours, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize(
    ("numbers", "ranges"),
    [
        ((), []),
        ((2,), [(2, 2)]),
        ((1, 2), [(1, 2)]),
        ((1, 3), [(1, 1), (3, 3)]),  # a printed line between them
        ((3, 5), [(3, 5)]),  # a blank one
        ((1, 2, 3, 5, 7), [(1, 5), (7, 7)]),
    ],
)
def test_blank_lines_part_no_range(numbers: tuple[int, ...], ranges: list[tuple[int, int]]) -> None:
    assert line_ranges(numbers, ["甲", "乙", "丙", " \u3000", "丁", "戊", "己"]) == ranges
