"""Train the choice of headlines: the weights in `layout/head_weights.json`.

usage: train_heads.py collect TABLE [LABELS PAGES ...] [--cases TESTS] [--unread FILE] [--weight W]
       train_heads.py fit TABLE [--write]

`collect` reads labelled pages of one article and writes a line for each candidate: source, page, `line` or `join`
(beside a line of the headline), right (1) or wrong (0), what it counts for, features; no text is kept. Each page
is also taken with menus and lines of publication taken away or put over it, counting less. The cases are the
heads and the saved pages of the tests, the latter as plain text. Pages named in the file of unread pages are
passed over. `fit` makes the weights, the same bytes from the same table, and tells how often the headline's line
is right leaving out whole sources.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "graph"))

from training_table import command, labelled_pages  # noqa: E402

from reformgraph.reading.any_markup import AnyMarkup  # noqa: E402

WEIGHTS = HERE.parents[2] / "graph/reformgraph/layout/head_weights.json"
#: Strength of the penalties on squared weights, chosen leaving out whole sources.
PENALTY, JOIN_PENALTY = 1.0, 0.5
#: In how many pages a feature must be seen.
SEEN = 3
FOLDS = 10
#: What a page taken with other furniture, and a case of the tests, counts for.
VARIED, CASE = 0.3, 0.9
VARIANTS = 2
MENU = re.split(
    r"\s+",
    """首页 新闻 要闻 时政 社会 财经 文化 视频 图片 专题 互动交流 政务公开 办事服务 走进园区
招商引资 党的建设 乡村振兴 文明实践 理论学习 视频新闻 通知公告 信息公开 网站地图 无障碍浏览
繁體 English RSS 投稿 手机版 收藏本站 设为首页 客户端下载 微信公众号 今日要闻
部门动态 县区动态 媒体聚焦 领导之窗 政策文件 民生实事 旅游 教育 健康 汽车 房产 评论 深度
国内 国际 财经频道 科技 园区风采 企业之窗 产业布局 投资环境""",
)
BLOCKS = re.compile(r"p|br|div|li|tr|h1|h2|h3|h4|section|article|ul|table|td|title|body|header|footer|nav")


def collect(labels: Path, pages: Path, unread: frozenset[str], weight: float) -> Iterator[str]:
    """Lines of the table for one folder of labels: pages of one article alone."""
    for page, articles in labelled_pages(labels, pages, unread):
        if len(articles) != 1:
            continue
        told = articles[0]
        host = page.context.url.split("/")[2] if page.context.url.count("/") > 2 else ""
        source = sha256((host or page.context.source or page.text).encode("utf-8", "replace")).hexdigest()[:12]
        wanted = [told.title, told.kicker + told.title] if told.title else []
        yield from _rows(page.text, page.format, wanted, source, page.name, weight)
        draw = random.Random(page.name)
        for number in range(VARIANTS):
            text = _varied(page.text, page.format, wanted, draw)
            yield from _rows(text, page.format, wanted, source, f"{page.name}#{number}", weight * VARIED)


def collect_cases(folder: Path) -> Iterator[str]:
    """Lines of the table for heads that the tests invent, and for their saved pages as plain text."""
    import yaml

    code = (folder / "layout/test_web_head.py").read_text("utf-8")
    held: dict[str, Any] = {}
    exec(re.search(r"SENTENCES = \(.*?\n\)", code, re.DOTALL)[0], held)  # type: ignore[index]
    for case in yaml.safe_load((folder / "layout/web_heads.yml").read_text("utf-8")):
        text = case["text"].format(*held["SENTENCES"])
        yield from _rows(text, "txt", [case["title"]], _hash(case["about"]), case["about"], CASE)
    told = yaml.safe_load((folder / "reading/web/expected.yml").read_text("utf-8"))
    for name, expected in sorted(told.items()):
        plain = _PlainText()
        raw = (folder / f"reading/web/{name}.html").read_bytes()
        plain.feed(raw.decode("utf-8" if b"utf-8" in raw[:2000].lower() else "gb18030", "replace"))
        lines = [line.strip() for line in plain.lines if line.strip()]
        for number in (0, 1):  # with the title of the page first, and without
            yield from _rows(
                "\n".join(lines[number:]), "txt", [expected["title"]], _hash(name), f"{name}#{number}", CASE
            )


class _PlainText(AnyMarkup):
    """The lines of a page as one gets them by marking and copying all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in ("script", "style")
        if BLOCKS.fullmatch(tag):
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in ("script", "style")
        if BLOCKS.fullmatch(tag):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.lines[-1] += re.sub(r"\s+", " ", data)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def _head(text: str, form: str) -> Any:
    """What the choice of a headline looks at on a page, or None for a page that is not one article."""
    from reformgraph.layout import web_head
    from reformgraph.layout.articles import split_articles
    from reformgraph.records import Page

    seen: list[Any] = []
    make = web_head.head_lines

    def noted(lines: Any, looks: Any, end: int) -> Any:
        seen.append(make(lines, looks, end))
        return seen[-1]

    web_head.head_lines = noted
    try:
        split_articles(Page("page", "page.txt", "", text, "", "", form, "utf-8", None, "none"))
    finally:
        web_head.head_lines = make
    return seen[0] if seen else None


def _varied(text: str, form: str, wanted: Sequence[str], draw: random.Random) -> str:
    """The page with half of the furniture over its text taken away, without blank lines or under a menu."""
    head = _head(text, form)
    if head is None:
        return text
    kept = {place for places in _golds(head, wanted) for place in places}
    dropped = {
        line.number
        for place, line in enumerate(head.lines[: head.first])
        if place not in kept and head.looks[place].value in ("furniture", "short") and draw.random() < 0.5
    }
    lines = [line for number, line in enumerate(text.split("\n"), 1) if number not in dropped]
    if draw.random() < 0.5:
        lines = [line for line in lines if line.strip()]
    if draw.random() < 0.4:
        lines = [*draw.sample(MENU, draw.choice((1, 3, 6, 12))), *lines]
    return "\n".join(lines)


def _letters(text: str) -> str:
    import unicodedata

    from reformgraph.language.flow import fold

    return re.sub(r"[\W_]+", "", fold(unicodedata.normalize("NFKC", text))).lower()


def _golds(head: Any, wanted: Sequence[str]) -> list[tuple[int, ...]]:
    """The runs of lines that print the labelled headline."""
    targets = [_letters(title) for title in wanted]
    found = []
    for first in range(head.end):
        joined = ""
        for last in range(first, min(first + 4, head.end)):
            joined += _letters(head.texts[last])
            if joined in targets:
                found.append(tuple(range(first, last + 1)))
            if not joined or not any(target.startswith(joined) for target in targets):
                break
    return found


def _rows(text: str, form: str, wanted: Sequence[str], source: str, name: str, weight: float) -> Iterator[str]:
    from reformgraph.layout.head_features import candidates, join_features, may_join

    head = _head(text, form)
    if head is None or any(0 < line.level < 7 for line in head.lines[: head.first]):
        return
    golds = _golds(head, wanted)
    if wanted and not golds:
        return
    kept = {place for places in golds for place in places}
    start, counts = f"{source}\t{_hash(name)}", f"{weight:g}"
    for found in candidates(head):
        right = not wanted if found.place is None else found.place in kept
        yield f"{start}\tline\t{int(right)}\t{counts}\t{'|'.join(found.features)}"
    for places in golds:
        pairs = [(places[0] - 1, places[0], 0), (places[-1] + 1, places[-1], 0)]
        pairs += [pair for a, b in pairwise(places) for pair in ((a, b, 1), (b, a, 1))]
        for place, beside, joined in pairs:
            if may_join(head, place) and (joined or place not in kept):
                yield f"{start}\tjoin\t{joined}\t{counts}\t{'|'.join(join_features(head, place, beside))}"


@dataclass
class Table:
    """Candidates by page: for each its features, whether it is right, what it counts for; and lines that join."""

    pages: dict[tuple[str, str], list[tuple[list[str], bool, float]]]
    joins: list[tuple[str, list[str], bool, float]]


def read_table(path: Path) -> Table:
    """The table; pages whose right line is no candidate teach nothing of lines."""
    table = Table({}, [])
    for line in path.read_text(encoding="utf-8").splitlines():
        source, page, kind, right, weight, features = line.split("\t")
        held = (features.split("|"), right == "1", float(weight))
        if kind == "join":
            table.joins.append((source, *held))
        else:
            table.pages.setdefault((source, page), []).append(held)
    table.pages = {page: rows for page, rows in table.pages.items() if any(right for _, right, _ in rows)}
    return table


def _matrix(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    column = {name: place for place, name in enumerate(names)}
    held = [(at, column[name]) for at, row in enumerate(rows) for name in row if name in column]
    at, columns = zip(*held, strict=True)
    return csr_matrix((np.ones(len(held)), (at, columns)), shape=(len(rows), len(names)))


def _names(rows: Sequence[Sequence[str]]) -> list[str]:
    counts = Counter(name for row in rows for name in set(row))
    return sorted(name for name, number in counts.items() if number >= SEEN)


def fit_lines(pages: Sequence[Sequence[tuple[list[str], bool, float]]]) -> dict[str, float]:
    """Weights that make the right lines of the pages likely, with a penalty on their squares."""
    import numpy as np
    from scipy.optimize import minimize

    rows = [features for page in pages for features, _, _ in page]
    names = _names(rows)
    matrix = _matrix(rows, names)
    owner = np.array([place for place, page in enumerate(pages) for _ in page])
    good = np.array([right for page in pages for _, right, _ in page])
    counts = np.array([page[0][2] for page in pages])

    def loss(weights: Any) -> tuple[float, Any]:
        score = matrix @ weights
        top = np.full(len(pages), -np.inf)
        np.maximum.at(top, owner, score)
        share = np.exp(score - top[owner])
        total, hit = np.zeros(len(pages)), np.zeros(len(pages))
        np.add.at(total, owner, share)
        np.add.at(hit, owner, share * good)
        slope = matrix.T @ (counts[owner] * (share / total[owner] - np.where(good, share, 0) / hit[owner]))
        value = float(np.sum(counts * (np.log(total) - np.log(hit))) + PENALTY * weights @ weights)
        return value, slope + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(names, map(float, found), strict=True))


def fit_joins(joins: Sequence[tuple[str, list[str], bool, float]]) -> dict[str, float]:
    """Weights of a logistic regression: whether a line beside one of the headline is part of it."""
    import numpy as np
    from scipy.optimize import minimize

    rows = [features for _, features, _, _ in joins]
    names = _names(rows)
    matrix = _matrix(rows, names)
    right, counts = np.array([float(join[2]) for join in joins]), np.array([join[3] for join in joins])

    def loss(weights: Any) -> tuple[float, Any]:
        score = matrix @ weights
        value = np.sum(counts * (np.logaddexp(0, score) - right * score)) + JOIN_PENALTY * weights @ weights
        slope = matrix.T @ (counts * (1 / (1 + np.exp(-score)) - right)) + 2 * JOIN_PENALTY * weights
        return float(value), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(names, map(float, found), strict=True))


def report(table: Table) -> str:
    """How often the line and the joins are right by weights made without their sources, the rules beside them."""
    right = ruled = joined = pages = joins = 0.0
    for fold in range(FOLDS):
        rest = [rows for (source, _), rows in table.pages.items() if int(source, 16) % FOLDS != fold]
        lines = fit_lines(rest)
        part = fit_joins([join for join in table.joins if int(join[0], 16) % FOLDS != fold])
        for (source, _), rows in table.pages.items():
            if int(source, 16) % FOLDS == fold and rows[0][2] == 1.0:
                best = max(rows, key=lambda row: sum(lines.get(name, 0.0) for name in row[0]))
                right += best[1]
                ruled += any(good and {"chosen by rules", "none by rules"} & set(names) for names, good, _ in rows)
                pages += 1
        for source, names, good, weight in table.joins:
            if int(source, 16) % FOLDS == fold and weight == 1.0:
                joined += (sum(part.get(name, 0.0) for name in names) > 0) == good
                joins += 1
    return (
        f"{pages:.0f} pages of {len({source for source, _ in table.pages})} sources; right leaving out whole sources "
        f"{right / pages:.3f} (rules alone {ruled / pages:.3f}); joins {joined / joins:.3f} of {joins:.0f}"
    )


def fit_table(path: Path, writing: bool) -> None:
    """Tell how good the choice is, and write the weights."""
    table = read_table(path)
    print(report(table))
    if writing:
        held = {"lines": fit_lines(list(table.pages.values())), "joins": fit_joins(table.joins)}
        kept = {
            kind: {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) >= 0.02}
            for kind, weights in held.items()
        }
        WEIGHTS.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(command(__doc__, collect, collect_cases, fit_table))
