"""The language of every answer of `serve`: the address, the browser, the server, in this order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from reformgraph.show.page_language import (
    Speech,
    accepted_language,
    choose,
    kept,
    language,
    plural,
    say,
    speaking,
    words,
)
from reformgraph.show.serve.markup import form, tag
from support.made_store import SHUOZHOU, make
from support.serving import Answered, Served, serving

SHOW = Path(__file__).parents[2] / "graph" / "reformgraph" / "show"


def texts() -> Iterator[str]:
    """Texts handed to `say` and `plural` as they stand, in the code and in templates."""
    for path in sorted(SHOW.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("say", "plural"):
                yield from (
                    one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
    for path in sorted((SHOW / "templates").iterdir()):
        yield from re.findall(r'(?:say|words)\("([^"]+)"\)', path.read_text("utf-8"))


def test_every_text_has_its_chinese() -> None:
    assert sorted(set(texts()) - set(words())) == []


def test_no_chinese_is_left_over() -> None:
    sources = [*sorted(SHOW.parent.rglob("*.py")), *sorted((SHOW / "templates").iterdir())]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    assert [one for one in words() if f'"{one}"' not in code] == []


def test_the_list_is_sorted_and_fills_in_the_same_parts() -> None:
    lines = (files("reformgraph.show") / "page_words_zh.tsv").read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    for english, chinese in words().items():
        assert len(re.findall(r"\{\d?\}", english)) == len(re.findall(r"\{\d?\}", chinese)), english


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR, zh-TW;q=0.5", "zh"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("de, fr", ""),
        ("", ""),
        ("en;q=nonsense", "en"),
        (",;,=;" * 50, ""),
    ],
)
def test_what_a_browser_likes_best(header: str, expected: str) -> None:
    assert accepted_language(header) == expected


def test_chinese_on_an_english_page_says_so() -> None:
    with speaking(Speech("en")):
        assert tag("a", "九个开发区推行标准地", href="/x") == '<a href="/x" lang="zh">九个开发区推行标准地</a>'
        assert tag("td", ["句子。", None]) == '<td lang="zh">句子。</td>'
        assert tag("p", "Find 标准地") == "<p>Find 标准地</p>"
        assert tag("p", tag("b", "2024")) == "<p><b>2024</b></p>"
    assert tag("b", "标准地") == "<b>标准地</b>"


def test_the_address_wins_over_the_browser_and_that_over_the_server() -> None:
    assert choose([("lang", "en")], "zh", "zh") == ("en", True)
    assert choose([("lang", "fr")], "zh", "en") == ("zh", False)
    assert choose([], "fr", "en") == ("en", False)


def test_links_and_forms_keep_the_language_that_was_asked_for() -> None:
    with speaking(Speech("en", asked=True)):
        assert kept("/id/zone/x?format=ttl#a") == "/id/zone/x?format=ttl&lang=en#a"
        assert kept("/search?lang=zh") == "/search?lang=zh"
        for other in ("https://example.org/", "//example.org/", "#here", "/assets/style.css"):
            assert kept(other) == other
        assert tag("a", "x", href="/trace") == '<a href="/trace?lang=en">x</a>'
        assert '<input type="hidden" name="lang" value="en">' in form()
    with speaking(Speech("en")):
        assert tag("a", "x", href="/trace") == '<a href="/trace">x</a>'
        assert form() == "<form></form>"
    assert language() == "zh"


def test_parts_and_numbers() -> None:
    with speaking(Speech("en")):
        assert (plural(1, "{} row", "{} rows"), plural(2, "{} row", "{} rows")) == ("1 row", "2 rows")
        assert say("no such text {}", 1) == "no such text 1"
    assert plural(2, "{} row", "{} rows") == "2 行"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(make(tmp_path_factory.mktemp("language")), "--workers", "1") as served:
        yield served


def told(server: Served, path: str, accept: str = "text/html", spoken: str = "") -> Answered:
    return server.get(path, accept, **({"Accept-Language": spoken} if spoken else {}))


PAGES = ("/", "/trace", "/ask", "/questions", "/sparql", f"/id/zone/{SHUOZHOU}", "/id/reform/标准地", "/search?q=朔州",
         "/question/adopters", "/id/zone/没有")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_both_languages(server: Served, path: str) -> None:
    joined = "&" if "?" in path else "?"
    english, chinese = told(server, f"{path}{joined}lang=en"), told(server, f"{path}{joined}lang=zh", spoken="en")
    assert '<html lang="en">' in english.text
    assert '<html lang="zh-Hans">' in chinese.text
    for found, one in ((english, "en"), (chinese, "zh")):
        nav = [link for link in re.findall(r"<a [^>]+>", found.text) if "hreflang" not in link and 'href="/' in link]
        assert nav
        assert [link for link in nav if f"lang={one}" not in link and "/assets/" not in link] == []
    for word in ("首页", "查找", "下载", "主体", "独立来源", "全部属性"):
        assert word not in english.text


def test_the_browser_decides_where_the_address_does_not(server: Served) -> None:
    assert '<html lang="zh-Hans">' in told(server, "/", spoken="zh-CN,en;q=0.5").text
    assert '<html lang="en">' in told(server, "/", spoken="en-US,zh;q=0.5").text
    assert (
        "lang="
        not in re.sub(r'<html lang|<a href="[^"]*" lang', "", told(server, "/trace", spoken="zh").text).partition(
            "<main>"
        )[2]
    )
    assert "Accept-Language" in told(server, "/", spoken="zh").headers["vary"]


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("/nowhere", "there is no such page", "没有这个网页"),
        ("/trace?format=ttl", "there is no such format; html, csv, json", "没有这种格式；可选 html、csv、json"),
        ("/trace?format=csv&reform=标淮地", "there is no reform named “标淮地”", "没有叫“标淮地”的改革"),
        ("/question/nothing", "there is no question", "没有"),
        ("/sparql?query=ASK", "malformed", "有误"),
    ],
)
def test_errors_speak_the_language_of_the_page(server: Served, path: str, english: str, chinese: str) -> None:
    for accept, kind in (("text/html", "text/html"), ("text/plain", "text/plain")):
        if path.startswith("/sparql") and kind == "text/html":
            continue
        for spoken, expected in (("en", english), ("zh", chinese)):
            found = told(server, path, accept, spoken)
            assert found.status >= 400
            assert found.kind == kind
            assert expected in found.text
    joined = "&" if "?" in path else "?"
    assert chinese in told(server, f"{path}{joined}lang=zh", "text/plain", "en").text


def test_an_error_page_loads_nothing_from_elsewhere_and_shows_text_as_text(server: Served) -> None:
    found = told(server, "/trace?format=csv&reform=<script>x</script>", spoken="en")
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert "<script>x" not in found.text
    assert "&lt;script&gt;x" in found.text
