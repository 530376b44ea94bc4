"""The commands page, chart and site on a store built from the bundled sample pages."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reformgraph.analysis.network import knowledge_graph
from reformgraph.cli import cli
from reformgraph.errors import ReformGraphError
from reformgraph.show.graph.selection import names_of
from reformgraph.store import open_store
from support.sample_store import sample_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_store(tmp_path_factory.mktemp("samples") / "store")


@pytest.fixture(scope="module")
def graph(store: Path) -> Any:
    with open_store(store) as opened:
        return knowledge_graph(opened)


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--store", str(store)])


def busiest(graph: Any, kind: str) -> str:
    """Label of the node of a kind with most claims."""
    claims = [
        end for a, b, data in graph.edges(data=True) if data["kind"] == "claim" for end in (a, b, data["article"])
    ]
    found = max(sorted(names_of(graph, kind)), key=claims.count)
    return str(graph.nodes[found]["label"])


def data_of(path: Path) -> Any:
    found = re.search(r'id="data-page">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
    assert found
    return json.loads(found.group(1))


@pytest.mark.parametrize("kind", ["zone", "reform", "company", "article"])
def test_page_of_one_thing(store: Path, graph: Any, tmp_path: Path, kind: str) -> None:
    name = busiest(graph, kind)
    result = run(store, "page", f"--{kind}", name, "-o", str(tmp_path / "x.html"))
    assert result.exit_code == 0, result.output
    page = data_of(tmp_path / "x.html")
    assert (page["sort"], page["title"]) == (kind, name)
    assert page["nodes"][page["centers"][0]]["k"] == kind


def test_article_page_has_the_text_with_mentions_in_place(store: Path, graph: Any, tmp_path: Path) -> None:
    run(store, "page", "--article", busiest(graph, "article"), "-o", str(tmp_path / "x.html"))
    page = data_of(tmp_path / "x.html")
    marked = [
        (text, page["nodes"][node])
        for paragraph in page["text"]["paragraphs"]
        for text, node, _ in paragraph
        if node >= 0
    ]
    assert len(marked) > 3
    reforms = [(text, node) for text, node in marked if node["k"] == "reform"]
    assert reforms
    assert all(
        text.strip("“”") in (node["l"], *node.get("a", [])) or node["l"] in text or text in node["l"]
        for text, node in reforms
    )
    quotes = {claim["q"] for claim in page["claims"]}
    proofs = "".join(text for paragraph in page["text"]["paragraphs"] for text, _, edges in paragraph if edges)
    assert any(re.sub(r"\s", "", quote) in re.sub(r"\s", "", proofs) for quote in quotes)


def test_whole_page_and_limit(store: Path, graph: Any, tmp_path: Path) -> None:
    assert run(store, "page", "-o", str(tmp_path / "x.html")).exit_code == 0
    assert len(data_of(tmp_path / "x.html")["nodes"]) == len(graph)
    result = run(store, "page", "--limit", "10", "--lang", "en", "-o", str(tmp_path / "x.html"))
    page = data_of(tmp_path / "x.html")
    assert (len(page["nodes"]), page["lang"]) == (10, "en")
    assert sum(count for kind, count in page["left_out"].items() if kind != "edges") == len(graph) - 10
    assert "--limit" in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["page", "--zone", "没有的开发区"],
        ["page", "--zone", "甲", "--reform", "乙"],
        ["page", "--limit", "0"],
        ["page", "--limit", "200000"],
        ["page", "-o", "missing/folder/x.html"],
        ["chart", "curve", "-o", "x.gif"],
        ["chart", "timeline", "-o", "x.svg"],
        ["chart", "map", "--reform", "没有", "-o", "x.svg"],
        ["chart", "curve", "-o", "missing/x.svg"],
        ["site", "missing/folder/site"],
    ],
)
def test_wrong_use_is_told_and_nothing_is_written(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(store, *arguments)
    assert result.exit_code != 0
    assert isinstance(result.exception, ReformGraphError | SystemExit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["curve", "matrix", "timeline", "map"])
def test_charts(store: Path, graph: Any, tmp_path: Path, kind: str) -> None:
    more = {"timeline": ["--zone", busiest(graph, "zone")], "map": ["--reform", busiest(graph, "reform")]}.get(kind, [])
    result = run(store, "chart", kind, *more, "-o", str(tmp_path / "x.svg"))
    assert result.exit_code == 0, result.output
    root = ET.parse(tmp_path / "x.svg").getroot()
    assert any(
        re.search(r"[\u4e00-\u9fff]", element.text or "") for element in root.iter("{http://www.w3.org/2000/svg}text")
    )


def test_site(store: Path, graph: Any, tmp_path: Path) -> None:
    result = run(store, "site", str(tmp_path / "site"), "--title", "样例")
    assert result.exit_code == 0, result.output
    assert "<h1>样例</h1>" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "site" / "article").iterdir()]
    assert sum('<a class="m k-reform"' in text for text in texts) >= 3
