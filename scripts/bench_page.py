"""Measures the graph page: making it, opening it, dragging it; plain pyvis beside it in the same run.

Run: python scripts/bench_page.py [--quick] [--chromium PATH] [--json FILE]. Needs playwright and Chromium for the
browser part; without them only the making is measured. Times are seconds, one machine, this run.

Plain pyvis is opened as it is, and with its physics switched off. A redraw is the whole graph painted once and read
back, so that nothing waits in the browser.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from bench_results import command_line, record

from reformgraph.show.graph.make_page import make_page
from reformgraph.show.graph.positions import positions
from reformgraph.show.graph.selection import whole
from reformgraph.show.model import build_model

BASE = "https://w3id.org/reformgraph/id/"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60
#: Seconds to interactive and milliseconds a redraw.
Measured = tuple[float | None, float | None]
EVERYTHING = "#kinds=zone,reform,company,article&links=claim,about,near,part_of,located_in,mentions"


def graph_of(nodes: int, edges: int, seed: int = 1) -> nx.MultiDiGraph:
    """An invented graph with exactly so many nodes and about so many edges, claims among them."""
    dice = random.Random(seed)
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    zones, reforms, firms = max(nodes // 10, 5), max(nodes // 20, 5), nodes // 3
    sizes = {"zone": zones, "reform": reforms, "company": firms, "article": nodes - zones - reforms - firms}
    names: dict[str, list[str]] = {}
    for kind, count in sizes.items():
        names[kind] = [f"{BASE}{kind}/{kind}{n}" for n in range(count)]
        for n, iri in enumerate(names[kind]):
            label = {"zone": f"青云{n}号经济开发区", "reform": f"改革事项{n}", "company": f"云岭{n}号机械有限公司"}.get(
                kind, f"第{n}篇报道"
            )
            graph.add_node(
                iri,
                kind=kind,
                label=label,
                aliases=[],
                date="2023-05-06",
                category=f"类别{n % 8}",
                province=f"省{n % 30}",
            )
    for n, article in enumerate(names["article"]):
        zone = names["zone"][min(int(dice.expovariate(4) * zones), zones - 1)]
        graph.add_edge(article, zone, kind="about")
        reform = names["reform"][min(int(dice.expovariate(3) * reforms), reforms - 1)]
        graph.add_edge(
            zone, reform, kind="claim", claim=f"c{n}", article=article,
            status=dice.choice(["adopted", "adopted", "planned", "required"]), when="2023年", when_edtf="2023",
            onset_edtf=f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}", start=0, end=40,
            quote="青云推行改革事项，办理时间缩短。" * 3, page="p.txt", figures=[],
        )  # fmt: skip
    for firm in names["company"]:
        graph.add_edge(firm, dice.choice(names["zone"]), kind="near", article=names["article"][0])
    named = names["reform"] + names["company"]
    for _ in range(edges - graph.number_of_edges()):
        graph.add_edge(dice.choice(names["article"]), dice.choice(named), kind="mentions")
    return graph


def clock(work: Any, times: int = 3) -> float:
    """Median seconds of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def layouts(graph: nx.MultiDiGraph, slow: bool) -> None:
    """Our layout beside those of networkx, same graph."""
    model = build_model(graph, whole(graph, len(graph)))
    simple = nx.Graph((edge["f"], edge["t"]) for edge in model.edges)
    print(f"layout of {len(model.nodes)} nodes: own {clock(lambda: positions(model)):.2f}", end="")
    if slow:
        print(f", networkx spring {clock(lambda: nx.spring_layout(simple, seed=1), 1):.1f}", end="")
        if hasattr(nx, "forceatlas2_layout"):
            print(f", networkx forceatlas2 {clock(lambda: nx.forceatlas2_layout(simple, seed=1), 1):.1f}", end="")
    print()


def plain_pyvis(graph: nx.MultiDiGraph, path: Path, physics: bool = True) -> float:
    """The same nodes and edges as pyvis draws them, by default or without physics; returns seconds of making."""
    from pyvis.network import Network

    start = time.perf_counter()
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(physics)
    for node, data in graph.nodes(data=True):
        network.add_node(node, label=data["label"])
    network.edges.extend({"from": a, "to": b, "arrows": "to"} for a, b in graph.edges())
    path.write_text(network.generate_html(), encoding="utf-8")
    return time.perf_counter() - start


def opened(browser: Any, path: Path, fragment: str = "", first: str = "") -> tuple[Any, list[str], list[str]]:
    """A new page on the file, with the addresses it asked for and its complaints; `first` runs before its scripts."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(first)
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri() + fragment, wait_until="commit")
    return page, requests, errors


def interactive(browser: Any, path: Path, times: int, fragment: str = "") -> str:
    """Navigation to the first frame after everything is set up."""
    taken, asked, complaints = [], 0, 0
    for _ in range(times):
        page, requests, errors = opened(browser, path, fragment)
        page.wait_for_selector("html[data-ready]", timeout=PATIENCE * 1000)
        taken.append(float(page.get_attribute("html", "data-ready")) / 1000)
        asked, complaints = max(asked, len(requests) - 1), max(complaints, len(errors))
        page.context.close()
    median = f"median {statistics.median(taken):.2f} (of {times}, worst {max(taken):.2f})"
    return f"{median}; requests {asked}; console errors {complaints}"


#: Milliseconds a redraw: the median of some, each forced to the pixels.
_REDRAW = """(net) => { const ink = document.querySelector("canvas").getContext("2d"), taken = [];
  for (let n = 0; n < 7; n += 1) { const start = performance.now(); net.redraw(); ink.getImageData(0, 0, 1, 1);
    taken.push(performance.now() - start); }
  return taken.sort((a, b) => a - b)[3]; }"""


#: pyvis keeps its network in a global name: whoever sets it is listened to from then on.
_LISTEN = """Object.defineProperty(window, "network", { configurable: true, get: () => window.kept, set: (net) => {
  window.kept = net;
  if (net) net.once("EVENT", () => requestAnimationFrame(() => { document.title = String(performance.now()); }));
} });"""


def own(browser: Any, path: Path, fragment: str = "") -> Measured:
    """Seconds to interactive and milliseconds a redraw of our page."""
    page, _, _ = opened(browser, path, fragment)
    page.wait_for_selector("html[data-ready]", timeout=PATIENCE * 1000)
    ready = float(page.get_attribute("html", "data-ready")) / 1000
    drawn = float(page.evaluate(f"({_REDRAW})(RG.net)"))
    page.context.close()
    return ready, drawn


def plain(browser: Any, path: Path, physics: bool) -> Measured:
    """Seconds to interactive and milliseconds a redraw of plain pyvis: with physics, once it has settled, else drawn.

    None where it has not within `PATIENCE` seconds.
    """
    event = "stabilizationIterationsDone" if physics else "afterDrawing"
    page, _, _ = opened(browser, path, first=_LISTEN.replace("EVENT", event))
    start = time.perf_counter()
    try:
        page.wait_for_load_state("domcontentloaded", timeout=PATIENCE * 1000)
        while time.perf_counter() - start < PATIENCE:
            if page.title().replace(".", "").isdigit():
                ready = float(page.title()) / 1000
                return ready, float(page.evaluate(f"({_REDRAW})(network)"))
            time.sleep(0.25)
    except Exception as fault:  # a page that hangs is a result, too
        print(f"plain pyvis: {str(fault).splitlines()[0]}")
    finally:
        page.context.close()
    return None, None


def beside(browser: Any, folder: Path, sizes: list[int]) -> list[dict[str, Any]]:
    """Our page and plain pyvis, size by size, in one run."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        ways: dict[str, Callable[[], Measured]] = {
            "ours, as opened": partial(own, browser, folder / f"{size}.html"),
            "ours, everything drawn": partial(own, browser, folder / f"{size}.html", EVERYTHING),
            "pyvis, physics off": partial(plain, browser, folder / f"still{size}.html", False),
            "pyvis, physics on": partial(plain, browser, folder / f"pyvis{size}.html", True),
        }
        for way, measure in ways.items():
            ready, drawn = measure()
            row = {"nodes": size, "page": way, "seconds to interactive": ready, "milliseconds a redraw": drawn}
            print(row)
            rows.append(row)
    return rows


def frames(browser: Any, path: Path, show_all: bool) -> str:
    """Frames a second while the graph is dragged by the mouse."""
    page, _, _ = opened(browser, path)
    page.wait_for_selector("html[data-ready]", timeout=PATIENCE * 1000)
    if show_all:
        page.evaluate(
            "RG.state.kinds = new Set(RG.KINDS); RG.state.links = new Set(RG.LINKS); RG.update(); RG.fit(false)"
        )
        page.wait_for_timeout(1500)
    drawn = page.evaluate("[RG.nodeOn, RG.edgeOn].map((on) => on.reduce((a, b) => a + b, 0))")
    page.evaluate("(() => { RG.frames = 0; RG.net.on('afterDrawing', () => { RG.frames += 1; }); })()")
    page.mouse.move(260, 90)
    page.mouse.down()
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < 4:
        step += 1
        page.mouse.move(260 + step % 120, 90 + (step * 2) % 60)
    spent = time.perf_counter() - start
    page.mouse.up()
    count = page.evaluate("RG.frames")
    page.context.close()
    return f"{count / spent:.0f} frames a second ({drawn[0]} nodes, {drawn[1]} links in view)"


def chromium_path(given: str) -> str:
    """Path of the browser, empty when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return given or os.environ.get("CHROMIUM", "") or next((path for name in names if (path := shutil.which(name))), "")


def browse(folder: Path, path: str, sizes: list[int], times: int) -> list[dict[str, Any]]:
    """The browser part; the rows of the table."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        print(f"Chromium {browser.version}")
        interactive(browser, folder / f"{sizes[0]}.html", 1)  # the browser's own start is not the page's
        for size in sizes:
            path_of = folder / f"{size}.html"
            print(f"{size} nodes, as opened: to interactive {interactive(browser, path_of, times)}")
            print(f"{size} nodes, all drawn: to interactive {interactive(browser, path_of, times, EVERYTHING)}")
        print(f"dragging 5000 nodes, as opened: {frames(browser, folder / '5000.html', False)}")
        print(f"dragging 5000 nodes, all shown: {frames(browser, folder / '5000.html', True)}")
        rows = beside(browser, folder, sizes)
        browser.close()
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the slow layouts of networkx")
    parser.add_argument("--chromium", default="", help="path of the browser")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", type=Path, help="file for the table of docs/performance.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_page(graph_of(50, 100))  # imports
        sizes = {500: 1000, 2000: 4000, 5000: 10_000, 10_000: 20_000}
        for nodes, edges in sizes.items():
            graph = graph_of(nodes, edges)
            made = make_page(graph, limit=nodes)
            (folder / f"{nodes}.html").write_text(made.html, encoding="utf-8", newline="\n")
            taken = clock(lambda graph=graph, nodes=nodes: make_page(graph, limit=nodes))
            size = len(made.html.encode()) // 1024
            print(f"{nodes} nodes, {graph.number_of_edges()} edges: page made in {taken:.2f}, {size} KB")
            plain_pyvis(graph, folder / f"still{nodes}.html", physics=False)
            print(f"plain pyvis, {nodes} nodes: made in {plain_pyvis(graph, folder / f'pyvis{nodes}.html'):.2f}")
        layouts(graph_of(2000, 4000), not options.quick)
        path = chromium_path(options.chromium)
        try:
            rows = browse(folder, path, [500, 2000, 10_000], options.times)
            record(options.json, "Graph pages in Chromium beside plain pyvis", command_line(), rows)
        except ImportError:
            print("playwright is not installed: the browser part is left out")


if __name__ == "__main__":
    main()
