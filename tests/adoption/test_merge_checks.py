"""A decision that would merge a zone into its own part is refused with its line, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformgraph.adoption.decisions import read_decisions
from reformgraph.adoption.merge_checks import check_merges
from reformgraph.building.build import build
from reformgraph.errors import DecisionError
from reformgraph.rdf.page_quads import page_quads
from reformgraph.store import open_store
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.rdf_fixture import RESULT

HEADER = "kind,a,b,decision,reason,time\n"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "d.csv"
    path.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        "zone,中国北京自由贸易试验区科技创新片区,中国北京自由贸易试验区,same",
        "zone,中国北京自由贸易试验区,中国北京自由贸易试验区科技创新片区,same",
    ],
)
def test_a_part_of_the_catalogue_is_not_its_whole(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, "zone,甲,乙,same", line)
    with (
        open_store(":memory:") as store,
        pytest.raises(DecisionError, match=r"d\.csv, line 3.*is a part of.*different"),
    ):
        check_merges(read_decisions(path), store, load_vocabulary(), str(path))


def test_a_chain_of_lines_does_not_merge_a_part_into_its_whole(tmp_path: Path) -> None:
    path = write(
        tmp_path, "zone,丙,丁,same", "zone,中国北京自由贸易试验区科技创新片区,甲产业园,same",
        "zone,甲产业园,中国北京自由贸易试验区,same",
    )  # fmt: skip
    with (
        open_store(":memory:") as store,
        pytest.raises(DecisionError, match=r"d\.csv, line 3, 4: .*科技创新片区 is a part of"),
    ):
        check_merges(read_decisions(path), store, load_vocabulary(), str(path))


def test_a_part_that_an_article_told_is_not_its_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "zone,朔州-新兴产业园,朔州经济开发区,same")
    with open_store(":memory:") as store:
        check_merges(read_decisions(path), store, load_vocabulary(), str(path))
        store.add(page_quads(RESULT).items())
        with pytest.raises(DecisionError, match="line 2"):
            check_merges(read_decisions(path), store, load_vocabulary(), str(path))


def test_a_build_with_such_a_line_changes_nothing(tmp_path: Path) -> None:
    pages, store = tmp_path / "pages", tmp_path / "store"
    pages.mkdir()
    (pages / "a.txt").write_text("朔州经济开发区推行标准地\n5月，朔州经济开发区推行标准地。\n", encoding="utf-8")
    path = write(tmp_path, "zone,中国北京自由贸易试验区科技创新片区,中国北京自由贸易试验区,same")
    with pytest.raises(DecisionError, match="line 2"):
        build([pages], store, decisions=path)
    with open_store(store, read_only=False) as opened:
        assert opened.count() == 0
