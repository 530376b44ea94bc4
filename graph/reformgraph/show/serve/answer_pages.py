"""The home page, the named questions as forms with answers, and the search for names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from reformgraph.errors import ReformGraphError
from reformgraph.language.plain_time import plain_time
from reformgraph.show.serve.lookups import CHINESE, Look
from reformgraph.show.serve.markup import Markup, page, table, tag
from reformgraph.sparql.named_questions import MOST, Question, bind, question, questions
from reformgraph.sparql.run_query import GRAPH_FORMATS, RESULT_FORMATS, evaluate, kind_of, write_answer

_SHOWN = 1000
_FOUND = 50
_HOME = (
    "adopters",
    "reforms-of",
    "first-movers",
    "similar-zones",
    "companies-of",
    "planned",
    "new-reforms",
    "coverage",
)


def home(look: Look) -> bytes:
    """What the graph holds and where to begin."""
    from reformgraph.views.counts import NAMES, count_shown

    cards = [
        tag("li", tag("b", str(count)), tag("span", NAMES[key][0]), data_count=key)
        for key, count in count_shown(look.store).items()
    ]
    chosen = [questions()[name] for name in _HOME if name in questions()]
    return page(
        "",
        tag("h1", "开发区改革知识图谱"),
        tag("p", "报纸和网页里的开发区改革：谁、何时、采用了什么，数字多少，依据哪一句话。"),
        tag("ul", cards, class_="cards"),
        tag("h2", "从这里问起"),
        tag("ul", [_item(one) for one in chosen], class_="questions"),
        tag("p", tag("a", f"全部 {len(questions())} 个现成问题", href="/questions")),
        current="/",
    )


def listing(form: str) -> bytes:
    """All named questions, as a page or as JSON."""
    if form == "json":
        told = [
            {"name": one.name, "title": one.title_zh, "english": one.title_en, "description": one.description_zh}
            for one in questions().values()
        ]
        return json.dumps(told, ensure_ascii=False).encode()
    return page(
        "现成问题",
        tag("h1", "现成问题"),
        tag("ul", [_item(one) for one in questions().values()], class_="questions"),
        current="/questions",
    )


def _item(one: Question) -> Markup:
    return tag("li", tag("a", one.title_zh, href=f"/question/{one.name}"), tag("p", one.description_zh))


def asked(look: Look, name: str, given: Sequence[tuple[str, str]], form: str) -> bytes:
    """A question with a form for its parameters, its answer and ways to take it along.

    Raises
    ------
    UsageError
        If there is no such question.
    """
    one = question(name)
    known = {parameter.name for parameter in one.parameters}
    values = {key: value for key, value in given if key in known}
    if "lang" in known:
        values.setdefault("lang", "zh")  # as the pages are
    if form == "rq":
        text = bind(look.store, one, values, look.base)
        body = "\n".join(line for line in text.split("\n") if not line.startswith("# "))
        return f"# {one.title_zh}\n# {one.description_zh}\n{body}".encode()
    if form in RESULT_FORMATS or form in GRAPH_FORMATS:
        return _data(look, one, values, form)
    again = urlencode(values)
    joined = "&" if again else ""
    ways = "ttl jsonld" if "CONSTRUCT" in one.text else "csv tsv json xml"
    return page(
        one.title_zh,
        tag("h1", one.title_zh),
        tag("p", one.description_zh),
        _form(one, values),
        _answer(look, one, values),
        tag(
            "p",
            "下载：",
            [(tag("a", way.upper(), href=f"?{again}{joined}format={way}"), " ") for way in ways.split()],
            tag("a", "在查询页打开", href=f"/sparql?question={one.name}&{again}"),
            class_="ask",
        ),
        current="/questions",
    )


#: What may be chosen for parameters of a kind: values and what they are called.
_OPTIONS = {
    "status": [
        ("", "不限"),
        *((key, CHINESE[key]) for key in ("adopted", "withdrawn", "planned", "required", "referenced")),
    ],
    "lang": [("zh", "中文"), ("en", "English")],
}


def _form(one: Question, values: dict[str, str]) -> Markup | None:
    if not one.parameters:
        return None
    fields = []
    for parameter in one.parameters:
        default = "" if parameter.default == MOST else parameter.default
        shown = values.get(parameter.name, default)
        hint = "默认取最多者" if parameter.default == MOST else "不限" if not parameter.default else ""
        if parameter.kind in _OPTIONS:
            options = _OPTIONS[parameter.kind]
            field = tag(
                "select",
                [
                    tag("option", text, value=key, selected="selected" if key == shown else None)
                    for key, text in options
                ],
                name=parameter.name,
            )
        else:
            field = tag("input", name=parameter.name, value=shown, placeholder=hint)
        fields.append(tag("label", tag("span", parameter.chinese), field))
    return tag("form", fields, tag("button", "查询"), class_="asking")


def _answer(look: Look, one: Question, values: dict[str, str]) -> object:
    try:
        values = {key: value for key, value in values.items() if value or key not in _with_most(one)}
        found = evaluate(look.store, bind(look.store, one, values, look.base), base=look.base, rows=_SHOWN)
    except ReformGraphError as fault:
        return tag("p", str(fault), class_="fault", role="alert")
    if kind_of(found) == "graph":
        rows = [[look.term(part) for part in (t.subject, t.predicate, t.object)] for t in found]
        return _result(("主语", "谓语", "宾语"), rows)
    names = [variable.value for variable in found.variables]
    shown = [name for name in names if not (name.endswith("Name") and name.removesuffix("Name") in names)]
    labels = {name: f"{name}Name" if f"{name}Name" in names else None for name in shown}
    rows = []
    for row in found:
        cells: list[object] = []
        for name in shown:
            term, label = row[name], labels[name]
            text = row[label] if label else None
            value = getattr(term, "value", None)
            if term is not None and type(term).__name__ == "NamedNode":
                cells.append(look.link(str(value), text.value if text is not None else None))
            else:
                cells.append("" if term is None else plain_time(str(value)) if name in _TIMES else str(value))
        rows.append(cells)
    return _result([_HEADS.get(name, name) for name in shown], rows)


def _with_most(one: Question) -> set[str]:
    return {parameter.name for parameter in one.parameters if parameter.default == MOST}


def _result(heads: Sequence[str], rows: list[list[object]]) -> list[object]:
    note = f"（只显示前 {_SHOWN} 行）" if len(rows) >= _SHOWN else ""
    return [tag("p", f"{len(rows)} 行{note}", class_="told"), table(heads, rows) if rows else None]


def _data(look: Look, one: Question, values: dict[str, str], form: str) -> bytes:
    found = evaluate(look.store, bind(look.store, one, values, look.base), base=look.base)
    from reformgraph.sparql.run_query import check_format

    check_format(kind_of(found), form)
    pieces: list[bytes] = []
    write_answer(found, form, pieces.append, base=look.base)
    return b"".join(pieces)


def search(look: Look, given: Sequence[tuple[str, str]]) -> bytes:
    """Things whose name holds a text: reforms, zones and others first, headlines after them."""
    text = next((value.strip() for key, value in given if key == "q"), "")
    rows: list[dict[str, Any]] = []
    if text:
        for predicate in ("skos:prefLabel", "skos:altLabel", "schema:headline"):
            rows += look.store.select(
                f"SELECT DISTINCT ?thing ?name {{ ?thing {predicate} ?name "
                f"FILTER(CONTAINS(LCASE(STR(?name)), ?wanted)) }} LIMIT {_FOUND}",
                wanted=_plain(text.lower()),
            )
    found: dict[str, str] = {}
    for row in rows:
        if str(row["thing"]).startswith(look.base):
            found.setdefault(str(row["thing"]), str(row["name"]))
    kinds = {"reform": "改革", "zone": "开发区", "company": "企业", "organ": "机关", "place": "地方", "article": "文章",
             "kind": "类型", "category": "类别"}  # fmt: skip

    def kind(iri: str) -> str:
        return kinds.get(iri[len(look.base) :].partition("/")[0], "")

    ordered = sorted(
        found.items(),
        key=lambda item: (list(kinds.values()).index(kind(item[0])) if kind(item[0]) else 99, len(item[1]), item[0]),
    )
    return page(
        f"查找 {text}" if text else "查找",
        tag("h1", "查找"),
        tag("p", f"“{text}”：{len(ordered)} 项" if text else "请在上方输入要找的名称。", class_="told"),
        table(("名称", "类别"), [(look.link(iri, name), kind(iri)) for iri, name in ordered]) if ordered else None,
    )


def _plain(text: str) -> Any:
    import pyoxigraph as ox

    return ox.Literal(text)


_TIMES = frozenset({"onset", "when", "period", "end"})
_HEADS = {
    "zone": "主体", "reform": "改革", "status": "状态", "onset": "开始", "earliest": "最早可能",
    "latest": "最晚可能", "sources": "独立来源", "categoryName": "类别", "category": "类别",
    "months": "落后月数", "other": "其他", "common": "共同", "similarity": "相似度", "share": "比例",
    "company": "企业", "articles": "文章数", "reforms": "改革", "article": "文章", "headline": "标题",
    "period": "时期", "printed": "原文数字", "value": "数值", "unit": "单位", "issued": "日期",
    "indicator": "指标", "quote": "原文", "when": "时间", "latestIssue": "最近见报", "organs": "文中机关",
    "claim": "陈述", "page": "版面", "start": "起", "end": "止", "month": "月份", "year": "年份",
    "adopted": "已采用", "planned": "计划", "required": "被要求", "adopters": "采用者", "province": "省份",
    "names": "名称", "at": "所在地", "before": "此前", "first": "原文", "firstSource": "首刊",
    "firstDate": "首刊日期", "source": "来源", "claims": "陈述数", "document": "文件", "person": "人物",
    "post": "职务", "project": "项目", "investment": "投资", "narrower": "下位改革", "number": "独立来源",
    "disputing": "异议来源", "side": "支持或异议", "denied": "否认", "onsetsAgree": "开始的说法一致",
    "conflict": "与别的来源矛盾", "place": "先后", "figures": "互相矛盾的数字", "n": "次序", "day": "日期",
    "author": "作者", "sentence": "句子", "thing": "事物", "surface": "写法",
}  # fmt: skip
