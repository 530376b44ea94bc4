"""The HTML of a page: pyvis holds nodes and edges, vis-network comes from pyvis's package, the rest is ours.

pyvis's own template, headings, menus and options are not used: they load from the network and let
markup through. Everything is inlined; the Content-Security-Policy names the scripts by hash and
forbids every request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reformgraph._version import __version__
from reformgraph.errors import MissingExtraError
from reformgraph.language.white_space import undirected
from reformgraph.show.graph.positions import positions
from reformgraph.show.model import PageModel
from reformgraph.views.counts import NAMES
from reformgraph.views.english_names import english_value

if TYPE_CHECKING:
    from markupsafe import Markup

VIS = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "words.js", "state.js", "view.js", "lines.js", "search.js", "panel.js", "legend.js", "time.js", "table.js",
    "figures.js", "exports.js", "text.js", "main.js",
)  # fmt: skip
#: Kinds shown at first; the others wait in the legend.
SHOWN = ("zone", "reform", "company", "article", "organ")
_FEW = 150
#: Facts of a node whose values have English names.
_TOLD = ("zone_kind", "category", "province", "city")
_SHAPES = {"reform": "diamond", "company": "square", "article": "triangle"}
#: Not valid in JSON inside a script element, or not in JavaScript before 2019.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a server has around a page: HTML above it, and what the IRIs of things and their addresses begin with."""

    strip: Markup
    base: str
    address: str


def safe_json(value: object) -> str:
    """JSON that can stand inside a script element: no ``<``, ``>`` or ``&``, lone surrogates replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    return _SURROGATES.sub("\ufffd", undirected(text)).translate(_ESCAPES)


def asset(name: str) -> str:
    """A file of the package's assets folder."""
    return (files("reformgraph.show.graph") / "assets" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _environment(**values: object) -> Any:
    from jinja2 import Environment, FunctionLoader
    from markupsafe import Markup

    environment = Environment(loader=FunctionLoader(_own), autoescape=True)
    environment.globals["css"] = Markup(asset("theme.css") + asset("kg.css"))  # noqa: S704
    environment.filters["page_json"] = lambda value: Markup(safe_json(value))  # noqa: S704
    environment.globals.update(values)
    return environment


def _own(name: str) -> str | None:
    return asset(name) if name == "kg.html" else None


@lru_cache(maxsize=1)
def vis_network() -> str:
    """The script of vis-network, out of the folder of pyvis, which need not be imported for it.

    Raises
    ------
    MissingExtraError
        When pyvis is not installed.
    """
    found = find_spec("pyvis")
    if found is None or found.origin is None:
        raise MissingExtraError("pyvis", "page")
    source = (Path(found.origin).parent / "templates" / VIS).read_text("utf-8")
    source = re.sub(r"\n//# sourceMappingURL=.*", "", source.replace("\r\n", "\n"))
    return source.replace("</script", "<\\/script").strip()


@lru_cache(maxsize=1)
def page_script() -> str:
    """Our own scripts of a page, in their order."""
    return "\n".join(asset(name) for name in SCRIPTS)


def content_security_policy(scripts: Sequence[str]) -> str:
    """A policy that lets only these inline scripts run and forbids every request."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in scripts]
    allowed = " ".join(f"'sha256-{one}'" for one in hashes)
    rest = "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {allowed}; {rest}"


def _network(model: PageModel, environment: Any) -> Any:
    """The model as a pyvis network: integer node ids, a shape, a size and a position each."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for number, (node, (x, y)) in enumerate(zip(model.nodes, positions(model), strict=True)):
        options = {"id": number, "shape": _SHAPES.get(node["k"], "dot"), "x": x, "y": y, "size": node["r"]}
        network.nodes.append(options)
        network.node_ids.append(number)
        network.node_map[number] = options
    network.edges.extend({"from": edge["f"], "to": edge["t"]} for edge in model.edges)
    network.templateEnv = environment
    network.path = "kg.html"
    return network


def _hidden_links(model: PageModel) -> list[str]:
    """A crowded page hides at first what articles merely mention, and places."""
    if model.sort == "article" or (model.sort == "whole" and len(model.nodes) <= _FEW):
        return []
    return ["mentions", "located_in"]


def _shown_kinds(model: PageModel) -> list[str]:
    shown = list(SHOWN)
    if model.sort == "whole" and len(model.nodes) > _FEW:
        shown = ["zone", "reform", "organ"]
    if model.sort in ("reform", "compare"):
        shown.remove("article")
    if model.sort == "article":
        shown += ["person", "project", "document"]
    return shown


def _english(model: PageModel) -> dict[str, str]:
    """What kinds of zones, categories and places of the nodes are called in English."""
    found = {str(node["f"][name]) for node in model.nodes for name in _TOLD if node["f"].get(name)}
    return {value: english for value in sorted(found) if (english := english_value(value))}


def _data(
    model: PageModel,
    heading: str,
    language: str,
    text: Mapping[str, Any] | None,
    counts: Mapping[str, int] | None,
) -> dict[str, Any]:
    """What the script of the page reads."""
    return {
        "english": _english(model), "title": heading, "sort": model.sort, "lang": language, "centers": model.centers,
        "left_out": model.left_out,
        "hide_links": _hidden_links(model), "show_kinds": _shown_kinds(model), "text": text,
        "counts": [[*NAMES[name], count] for name, count in counts.items()] if counts else None,
        "nodes": model.nodes, "edges": model.edges, "claims": model.claims, "articles": model.articles,
    }  # fmt: skip


def render(
    model: PageModel,
    title: str | tuple[str, str],
    *,
    language: str = "zh",
    figures: str = "",
    source: tuple[str, str] = ("", ""),
    text: Mapping[str, Any] | None = None,
    counts: Mapping[str, int] | None = None,
    frame: Frame | None = None,
) -> str:
    """One HTML file that needs nothing else and asks for nothing, but in the frame of a server.

    Parameters
    ----------
    model
        What the page shows.
    title
        Heading, plain text; Chinese and English where they differ.
    language
        ``zh`` or ``en``, the language the interface starts with.
    figures
        SVG figures for the charts tab, already escaped by `chart`.
    source
        What the page rests on, in Chinese and English: it stands on what is saved of it.
    text
        For an article: ``headline``, ``from`` and ``paragraphs``.
    counts
        Numbers of the whole store by the names of `views.counts.NAMES`.
    frame
        What a server has around the page; its scripts are files of the server then.
    """
    titles = (title, title) if isinstance(title, str) else title
    heading = titles[language != "zh"]
    environment = _environment(
        lang=language,
        titles=[_SURROGATES.sub("\ufffd", undirected(one)) for one in titles],
        source=source,
        page_sort=model.sort,
        version=__version__,
        figures=figures,
        page_data=_data(model, heading, language, text, counts) | _things(frame),
        **_scripts(frame),
    )
    network = _network(model, environment)
    network.heading = _SURROGATES.sub("\ufffd", undirected(heading))
    html: str = network.generate_html("kg.html")
    return html


def _things(frame: Frame | None) -> dict[str, Any]:
    """What the IRIs of things and their addresses begin with, where a server has pages of them."""
    return {"things": [frame.base, frame.address] if frame else None}


def _scripts(frame: Frame | None) -> dict[str, Any]:
    """The scripts of a page and the policy that lets them run; a server has both, and a strip above the page."""
    from markupsafe import Markup

    if frame is not None:
        return {"strip": frame.strip, "csp": "", "vis": "", "script": ""}
    vis, script = vis_network(), page_script()
    return {
        "strip": "", "csp": content_security_policy([vis, script]), "vis": Markup(vis), "script": Markup(script),  # noqa: S704
    }  # fmt: skip
