"""Names on the graph where there is no room for them: none stands on another, the chosen node keeps its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reformgraph.show.graph.make_page import make_page
from support.browser_help import chromium, open_file
from support.page_fixture import invented_graph

CROWD = """(chosen) => {
  RG.state.node = chosen;
  RG.net.moveTo({ scale: 0.02 });
  const canvas = document.querySelector("#net canvas"), ratio = RG.net.canvas.pixelRatio || 1;
  const labels = RG.placeLabels(canvas.getContext("2d"), canvas.width / ratio, canvas.height / ratio);
  return labels.map((one) => [one.n, one.x, one.y, RG.widths[one.size + one.text], one.size]);
}"""


@pytest.mark.browser
def test_a_name_without_room_is_left_out_but_for_the_chosen_node(tmp_path: Path) -> None:
    path = tmp_path / "whole.html"
    path.write_text(make_page(invented_graph(40, 12, 20, 60)).html, encoding="utf-8", newline="\n")
    with chromium() as browser:
        page: Any = open_file(browser, path).page
        boxes = page.evaluate(CROWD, -1)
        assert 1 <= len(boxes) < 15
        for n, (_, x, y, width, size) in enumerate(boxes):
            for _, a, b, wide, high in boxes[:n]:
                assert abs(x - a) >= (width + wide) / 2 or abs(y - b) >= min(size, high)
        named = {one[0] for one in boxes}
        left = page.evaluate("RG.order().filter((n) => RG.nodeOn[n])")
        for n in [one for one in left if one not in named][:3]:
            assert n in {one[0] for one in page.evaluate(CROWD, n)}


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (390, 844)])
def test_the_most_linked_nodes_carry_their_names(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "whole.html"
    path.write_text(make_page(invented_graph(120, 90, 0, 200)).html, encoding="utf-8", newline="\n")
    with chromium() as browser:
        page: Any = open_file(browser, path, width=size[0], height=size[1]).page
        first = page.evaluate("RG.order().filter(RG.onCanvas).slice(0, 15)")
        boxes = page.evaluate(CROWD.replace("RG.net.moveTo({ scale: 0.02 });", ""), -1)
        far = page.evaluate("RG.placed.labels.filter((one) => one.from).map((one) => [one.x, one.y, ...one.from])")
        assert all(abs(x - end[2]) < 200 and abs(y - end[3]) < 20 for x, y, *end in far)  # the line ends at the name
        named = {one[0] for one in boxes}
        assert [n for n in first if n not in named] == []
        for n, (_, x, y, width, size_of) in enumerate(boxes):
            for _, a, b, wide, high in boxes[:n]:
                assert abs(x - a) >= (width + wide) / 2 or abs(y - b) >= min(size_of, high)
