"""Near-duplicates are found whatever the wrapping and cut, and nothing else is."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.ledger import State
from reformgraph.adoption.reprint_groups import Comparison, group_all
from reformgraph.adoption.reprints import Groups, bands, group, runs, same_text, signature
from reformgraph.building import page_work
from reformgraph.building.build import build
from reformgraph.iri import BASE
from reformgraph.store import open_store
from support.stub_pages import extracted

SUBJECTS = ("开发区", "管委会", "企业", "项目", "园区", "审批局", "专班", "干部", "窗口", "客商")
VERBS = ("推进", "完成", "启动", "优化", "对接", "建设", "调研", "协调", "压缩", "落实")
OBJECTS = ("用地手续", "环评", "厂房", "贷款", "证照", "管网", "道路", "能耗指标", "招商", "用工", "税费", "验收")


def news(seed: int, sentences: int = 40) -> str:
    """Made-up news: sentences differ from seed to seed in their details."""
    random_ = random.Random(seed)
    return "".join(
        f"{random_.choice(SUBJECTS)}{random_.randint(2, 99)}天内{random_.choice(VERBS)}"
        f"{random_.choice(OBJECTS)}{random_.randint(1, 999)}件，{random_.choice(SUBJECTS)}{random_.choice(VERBS)}"
        f"{random_.choice(OBJECTS)}。"
        for _ in range(sentences)
    )


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[place : place + width] for place in range(0, len(text), width))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda text: wrapped(text, 17), id="wrapped"),
        pytest.param(lambda text: text[: int(len(text) * 0.6)], id="cut at the end"),
        pytest.param(lambda text: text[int(len(text) * 0.4) :], id="cut at the start"),
        pytest.param(lambda text: text.replace("，", ", ").replace("。", "．"), id="other punctuation"),
        pytest.param(lambda text: "本报讯 记者某某报道：" + text + "（完）", id="head and tail"),
        pytest.param(lambda text: text.replace("开发区", "经开区", 2), id="a word changed"),
    ],
)
def test_one_release_printed_differently_is_one_text(other: object) -> None:
    text = news(1)
    changed = other(text)  # type: ignore[operator]
    assert same_text(runs(text), runs(changed))
    assert set(bands(signature(changed))) & set(bands(signature(text)))


def test_different_news_are_different() -> None:
    texts = {str(seed): news(seed) for seed in range(60)}
    found = {name: runs(text) for name, text in texts.items()}
    assert not any(same_text(found[a], found[b]) for a in texts for b in texts if a < b)


def test_short_texts_are_never_called_the_same() -> None:
    assert signature("标准地" * 5) == b""
    assert signature("") == b""


def test_signatures_are_the_same_in_every_run() -> None:
    text = news(5)
    assert signature(text) == signature(text)
    assert len(signature(text)) == 516
    assert signature(text)[:8] == signature(wrapped(text, 11))[:8]


def test_few_candidates_that_are_not_the_same() -> None:
    found = [set(bands(signature(news(seed)))) for seed in range(300)]
    assert sum(not one.isdisjoint(other) for one, other in combinations(found, 2)) < 150


def test_groups_do_not_depend_on_the_order() -> None:
    links = {("a", "b"), ("b", "c"), ("e", "f")}
    near = {name: {x for pair in links for x in pair if name in pair and x != name} for name in "abcdef"}
    for seed in range(5):
        names = random.Random(seed).sample("abcdef", 6)
        groups = group(names, near.__getitem__, lambda a, b: (a, b) in links, Groups())
        assert groups.members() == [("a", "b", "c"), ("e", "f")]


def test_reprints_are_linked_to_the_earliest_and_count_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_work, "_extracted", extracted)
    monkeypatch.setattr("reformgraph.rdf.page_quads.vocabulary_quads", lambda *_: {})
    claim, text = "甲经开区|标准地|adopted|", news(9)
    pages = {"late": text, "early": wrapped(text, 23), "third": text[: len(text) * 2 // 3], "other": news(10)}
    for name, body in pages.items():
        joined = body.replace("\n", "")
        (tmp_path / f"{name}.txt").write_text(f"标题 {name}\n{claim}\n{joined}\n", encoding="utf-8")
    dates = {"late": "2024-05-09", "early": "2024-05-06", "third": "2024-06-01", "other": "2024-01-01"}
    lines = ["path,date", *(f"{name}.txt,{day}" for name, day in dates.items()), ""]
    (tmp_path / "m.csv").write_text("\n".join(lines), encoding="utf-8")
    store = open_store(":memory:")
    build([tmp_path], store, manifest=tmp_path / "m.csv")
    links = store.select("SELECT ?a ?b { ?a rg:reprintOf ?b } ORDER BY ?a")
    assert {(str(row["a"]).rpartition("/")[2][:4], str(row["b"]).rpartition("/")[2][:5]) for row in links} == {
        ("late", "early"),
        ("thir", "early"),
    }
    assert store.select("SELECT ?n { ?a rg:actor zone:甲经开区 ; rg:independentSources ?n }") == [{"n": "2"}]
    state, held = State(store), State(store).groups()
    monkeypatch.setattr(State, "each_digest", lambda _: pytest.fail("grouping reads keys and signatures alone"))
    assert group_all(state, read_decisions(tmp_path / "none.csv")) == held
    assert len(set(held.values())) == 1


class _Held:
    """The part of a ledger that `Comparison` asks: signatures and texts at hand."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts, self.store = texts, self

    def signature(self, graph: str) -> bytes:
        return signature(self.texts[graph]) or b""

    def quads(self, *, predicate: object, graph: str) -> list[ox.Quad]:
        node, text = ox.NamedNode(graph), ox.Literal(self.texts[graph])
        return [ox.Quad(node, ox.NamedNode("https://schema.org/articleBody"), text, node)]


def test_decisions_come_before_what_texts_say(tmp_path: Path) -> None:
    """One text printed twice, another, and one too short for a signature."""
    held = {"a": news(1), "b": wrapped(news(1), 17), "c": news(2), "d": "短讯。"}
    texts = {f"{BASE}graph/{name}": text for name, text in held.items()}

    def same(one: str, other: str, *lines: str) -> bool:
        path = tmp_path / "d.csv"
        path.write_text("\n".join(["kind,a,b,decision", *lines, ""]), "utf-8")
        comparison = Comparison(_Held(texts), read_decisions(path, BASE), BASE)  # type: ignore[arg-type]
        return comparison.same(f"{BASE}graph/{one}", f"{BASE}graph/{other}")

    assert same("a", "b") and same("b", "a")
    assert not same("a", "c")
    assert not same("a", "d") and not same("d", "a")
    assert same("a", "c", "article,a,c,same") and same("c", "a", "article,a,c,same")
    assert not same("a", "d", "article,a,c,same")
    assert not same("a", "b", "article,a,b,different")
