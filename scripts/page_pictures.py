"""Takes the reference pictures of docs/images from invented data: python scripts/page_pictures.py [OUT].

Needs playwright, Chromium and Pillow. The pictures are reduced to 255 colours.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from reformgraph.analysis.network import knowledge_graph  # noqa: E402
from reformgraph.building.build import build  # noqa: E402
from reformgraph.show.graph.make_page import make_page  # noqa: E402
from reformgraph.show.graph.selection import names_of  # noqa: E402
from reformgraph.show.site import write_site  # noqa: E402
from reformgraph.store import open_store  # noqa: E402
from support.browser_help import chromium, open_file  # noqa: E402
from support.page_fixture import invented_graph  # noqa: E402
from support.serving import serving  # noqa: E402

WIDE, PHONE = (1280, 800), (390, 844)


def save(page: Any, path: Path) -> None:
    """A screenshot with few colours."""
    from PIL import Image

    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image = image.quantize(255, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(path, optimize=True)
    print(path.name, path.stat().st_size // 1024, "KB")


def busiest_article(graph: Any) -> str:
    """The article with the most claims."""
    claims = [data.get("article") for *_, data in graph.edges(data=True) if data["kind"] == "claim"]
    return str(max(sorted(names_of(graph, "article")), key=claims.count))


def main() -> None:
    """Make the pages and take the pictures."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    out.mkdir(parents=True, exist_ok=True)
    graph = invented_graph(48, 16, 40, 110, 12)
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        samples = ROOT / "graph" / "reformgraph" / "samples"
        build([samples], folder / "store", manifest=samples / "manifest.csv")
        store = open_store(str(folder / "store"))
        real = knowledge_graph(store)
        article = busiest_article(real)
        write_site(graph, folder / "site")
        made = {
            "whole": make_page(graph), "zone": make_page(graph, "zone", ["朔州经开区"]),
            "reform": make_page(graph, "reform", ["标准地"]),
            "compare": make_page(graph, "compare", ["朔州经开区", "太原经开区"]),
            "article": make_page(real, "article", [article], store=store),
        }  # fmt: skip
        store.close()
        for key, page in made.items():
            (folder / f"{key}.html").write_text(page.html, encoding="utf-8", newline="\n")
        claim = "edge=claim|zone:朔州经济开发区|reform:拿地即开工"
        shots = [
            ("whole", "whole", "", WIDE), ("whole-phone", "whole", "", PHONE),
            ("whole-dark", "whole", "theme=dark&lang=en", WIDE), ("evidence", "zone", claim, WIDE),
            ("reform", "reform", "", WIDE), ("map", "reform", "tab=charts", WIDE),
            ("compare", "compare", "tab=charts", WIDE),
            ("article", "article", "", WIDE), ("article-phone", "article", "", PHONE),
            ("table", "whole", "tab=table", WIDE), ("site", "site/index", "", WIDE),
            ("matrix", "site/matrix", "", WIDE),
        ]  # fmt: skip
        for picture, file, fragment, (width, height) in shots:
            opened = open_file(browser, folder / f"{file}.html", fragment, width, height)
            opened.page.wait_for_timeout(400)
            save(opened.page, out / f"page-{picture}.png")
            opened.check_clean()
            opened.page.context.close()
        serve_pictures(browser, folder / "store", out)


def serve_pictures(browser: Any, store: Path, out: Path) -> None:
    """Pages of a server over the sample articles."""
    shots = [
        ("trace", "/trace?lang=en", WIDE), ("views", "/question/adopters?lang=zh#view:timeline", WIDE),
        ("compare", "/compare?a=朔州经济开发区&b=大同经济技术开发区&lang=en", WIDE),
        ("review", "/review?lang=zh", WIDE), ("phone", "/id/zone/朔州经济开发区?lang=zh", PHONE),
    ]  # fmt: skip
    with serving(store, "--workers", "1", "--review") as server:
        for picture, path, (width, height) in shots:
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            page.goto(f"http://127.0.0.1:{server.port}{path}")
            page.wait_for_timeout(400)
            save(page, out / f"serve-{picture}.png")
            page.context.close()


if __name__ == "__main__":
    main()
