"""Pages that make careless code slow: number of parts in, text of a page out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

SENTENCE = "朔州经济开发区推行标准地改革，出让土地12宗，企业负责人介绍说。"
SHORT = "大同经济技术开发区推行承诺制，为甲市宏图科技有限公司节省3天。"


def _web(body: str, title: str = "标准地改革") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def _briefs(number: int) -> str:
    """Many short articles under one heading."""
    return "开发区快讯\n\n" + "".join(f"第{n}期简讯 标准地落地\n    {SHORT}\n\n" for n in range(number))


def _places(number: int) -> str:
    return "".join(f"    {chr(0x4E00 + n % 3000)}州经济开发区第{n}次推行标准地改革。\n" for n in range(number))


TEXTS: Mapping[str, Callable[[int], str]] = {
    "one long paragraph": lambda n: "    " + SENTENCE * n + "\n",
    "many paragraphs": lambda n: f"    {SENTENCE}\n" * n,
    "many short articles under one heading": _briefs,
    "many zones": _places,
    "lines of dashes": lambda n: "标准地改革\n" + "-" * n * 20 + f"\n    {SENTENCE}\n",
    "open quotation marks": lambda n: "    " + "“标准地" * n + "。\n",
    "blank lines": lambda n: f"    {SENTENCE}\n" + "\n" * n * 10 + f"    {SENTENCE}\n",
    "spaces": lambda n: f"    {SENTENCE}" + " " * n * 20 + f"{SENTENCE}\n",
    "signs that are not seen": lambda n: "    " + ("标\u200b准\u202e地" * 5 + "。") * n + "\n",
    "numbers": lambda n: "    " + "3.5亿元、" * n + "。\n",
    "dates": lambda n: "    " + "2024年3月5日至2024年6月，" * n + "。\n",
    "headings only": lambda n: "开发区推行标准地改革\n" * n,
    "rows of a table": lambda n: "开发区\t改革\t宗数\n" + "朔州经济开发区\t标准地\t12\n" * n,
    "one word": lambda n: "标准地" * n * 4 + "\n",
    "latin": lambda n: "    " + "abc def " * n * 3 + "\n",
}
PAGES: Mapping[str, Callable[[int], str]] = {
    "a title of dashes": lambda n: _web(f"<p>{SENTENCE * 3}</p>", "标准地" + "-" * n * 60 + "漯河日报-"),
    "a title of spaces": lambda n: _web(f"<p>{SENTENCE * 3}</p>", "标准地" + " " * n * 60 + "x"),
    "nested elements": lambda n: _web("<div>" * n + SENTENCE + "</div>" * n),
    "open elements": lambda n: _web("<div><p>" * n + SENTENCE),
    "unclosed tags": lambda n: _web("<" * n * 10 + SENTENCE),
    "comments": lambda n: _web("<!--" * n * 5 + SENTENCE),
    "marked sections": lambda n: _web("<![x" * n * 5 + SENTENCE),
    "marked sections that end": lambda n: _web("<![DOCTYPE [<x]>" * n * 3 + SENTENCE),
    "entities": lambda n: _web("&amp;&#20013;" * n * 3 + SENTENCE),
    "many paragraphs": lambda n: _web(f"<p>{SENTENCE}</p>" * n),
    "links": lambda n: _web(f"<a href='x'>{SENTENCE[:12]}</a>" * n + f"<p>{SENTENCE * 5}</p>"),
    "tables": lambda n: _web("<table>" + "<tr><td>朔州经济开发区<td>12" * n + "</table>" + f"<p>{SENTENCE * 3}</p>"),
    "attributes": lambda n: _web("<p " + "a='b' " * n * 5 + f">{SENTENCE * 3}</p>"),
}
