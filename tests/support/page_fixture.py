"""An invented knowledge graph in the shape of `network.knowledge_graph`: zones, reforms, companies, articles."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx

BASE = "https://w3id.org/reformgraph/id/"
CITIES = [
    ("山西省", "朔州市", "140600", 112.4328, 39.3316),
    ("山西省", "太原市", "140100", 112.5489, 37.8706),
    ("山西省", "大同市", "140200", 113.3001, 40.0768),
    ("浙江省", "杭州市", "330100", 120.1551, 30.2741),
    ("浙江省", "宁波市", "330200", 121.5503, 29.8746),
    ("广东省", "广州市", "440100", 113.2644, 23.1291),
    ("广东省", "佛山市", "440600", 113.1214, 23.0215),
    ("四川省", "成都市", "510100", 104.0665, 30.5723),
    ("陕西省", "西安市", "610100", 108.9398, 34.3416),
    ("湖北省", "武汉市", "420100", 114.3054, 30.5931),
    ("山东省", "青岛市", "370200", 120.3826, 36.0671),
    ("辽宁省", "沈阳市", "210100", 123.4315, 41.8057),
]
KINDS = ["经济开发区", "高新技术产业开发区", "临港产业园", "现代物流园", "新材料产业园"]
REFORMS = [
    ("标准地", "土地", ["“标准地”", "标准地出让"]),
    ("拿地即开工", "审批", ["拿地即开工模式"]),
    ("承诺制", "审批", ["承诺制改革"]),
    ("容缺受理", "审批", ["容缺办理"]),
    ("区域评估", "审批", ["区域评估制度"]),
    ("多测合一", "审批", ["联合测绘"]),
    ("一枚印章管审批", "审批", []),
    ("管委会加公司", "体制", ["管委会+公司"]),
    ("全员聘任", "人事", ["全员聘任制"]),
    ("绩效薪酬", "人事", []),
    ("亩均论英雄", "土地", ["亩均效益评价"]),
    ("弹性出让", "土地", ["弹性年期出让"]),
    ("链长制", "产业", ["产业链链长制"]),
    ("专班招商", "招商", ["招商专班"]),
    ("基金招商", "招商", []),
    ("飞地园区", "产业", ["飞地经济"]),
]
STATUSES = ["adopted", "adopted", "adopted", "planned", "required", "referenced", "withdrawn"]


def _iri(prefix: str, name: str) -> str:
    return f"{BASE}{prefix}/{name}"


def _zones(graph: nx.MultiDiGraph, count: int) -> list[str]:
    found = []
    for number in range(count):
        province, city, code, lon, lat = CITIES[number % len(CITIES)]
        kind = KINDS[(number // len(CITIES)) % len(KINDS)]
        serial = number // (len(CITIES) * len(KINDS))
        name = f"{city[:-1]}{'青云碧水金山'[serial % 6] if serial else ''}{serial or ''}{kind}"
        iri = _iri("zone", name)
        short = [name.replace("经济开发区", "经开区")] if "经济开发区" in name else []
        graph.add_node(
            iri, kind="zone", label=name, aliases=short,
            place=code, province=province, city=city, lon=lon + 0.07 * (serial % 5), lat=lat + 0.05 * (number % 3),
            zone_kind=kind,
        )  # fmt: skip
        place = _iri("place", code)
        graph.add_node(place, kind="place", label=city, aliases=[city[:-1]], province=province, city=city)
        graph.add_edge(iri, place, kind="located_in")
        found.append(iri)
    return found


def _reforms(graph: nx.MultiDiGraph, count: int) -> list[str]:
    found = []
    for number in range(count):
        name, category, aliases = REFORMS[number % len(REFORMS)]
        name = name if number < len(REFORMS) else f"{name}{number // len(REFORMS) + 1}号试点"
        iri = _iri("reform", name)
        graph.add_node(
            iri, kind="reform", label=name, aliases=aliases, category=category, core=number % 3 == 0,
            level="national", candidate=number >= len(REFORMS), english=f"Reform number {number}",
        )  # fmt: skip
        found.append(iri)
    return found


def _onset(status: str, year: int, month: int, dice: random.Random) -> str | None:
    if status != "adopted":
        return None
    return dice.choice([f"{year}-{month:02}", f"../{year}-{month:02}-28", f"{year}", None, f"{year}-{month:02}-11"])


def _claim(
    graph: nx.MultiDiGraph, article: str, actor: str, reform: str, number: int, dice: random.Random, place: int
) -> None:
    status, year, month = dice.choice(STATUSES), dice.randint(2018, 2024), dice.randint(1, 12)
    name, zone = graph.nodes[reform]["label"], graph.nodes[actor]["label"]
    onset = _onset(status, year, month, dice)
    graph.add_edge(
        actor, reform, kind="claim", claim=_iri("claim", f"c{number}"), status=status, when=f"{year}年{month}月",
        when_edtf=f"{year}-{month:02}", onset_edtf=onset, article=article,
        quote=f"{year}年{month}月，{zone}推行{name}改革，办理时间由30天压到{dice.randint(2, 9)}天。",
        start=place, end=place + 40, page="made-up.txt",
        figures=[{"indicator": "办理时间", "text": "30天", "value": "30", "unit": "天", "period": f"{year}年"}],
    )  # fmt: skip
    graph.add_edge(article, reform, kind="mentions")


def invented_graph(
    zones: int = 12, reforms: int = 8, companies: int = 10, articles: int = 20, people: int = 4, seed: int = 7
) -> nx.MultiDiGraph:
    """A graph of about zones + reforms + companies + articles nodes; the same for the same arguments."""
    dice = random.Random(seed)
    graph = nx.MultiDiGraph()
    zone_iris, reform_iris = _zones(graph, zones), _reforms(graph, reforms)
    firms = []
    for number in range(companies):
        firm = _iri("company", f"云岭{number}号机械有限公司")
        graph.add_node(firm, kind="company", label=f"云岭{number}号机械有限公司", aliases=[f"云岭{number}机械"])
        firms.append(firm)
    for number in range(articles):
        zone = zone_iris[min(int(dice.expovariate(3 / max(zones, 1))), zones - 1)] if zones else ""
        article = _iri("article", f"made-up-{number + 1}")
        date = f"{dice.randint(2019, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        graph.add_node(
            article, kind="article", label=f"第{number + 1}篇：园区改革见闻", aliases=[], date=date, n=number + 1,
            source="虚构日报", page="made-up.txt", headline=f"第{number + 1}篇：园区改革见闻",
        )  # fmt: skip
        if zone:
            graph.add_edge(article, zone, kind="about")
            graph.add_edge(article, zone, kind="mentions")
        for place, reform in enumerate(dice.sample(reform_iris, min(len(reform_iris), dice.randint(1, 3)))):
            if zone:
                _claim(graph, article, zone, reform, number * 10 + place, dice, place * 50)
        if firms:
            firm = dice.choice(firms)
            graph.add_edge(article, firm, kind="mentions")
            if zone:
                graph.add_edge(firm, zone, kind="near", article=article)
    for number in range(people):
        person = _iri("person", f"p{number}")
        graph.add_node(person, kind="person", label=f"周虚构{number}", aliases=[], post="主任")
        if articles:
            graph.add_edge(_iri("article", f"made-up-{number % articles + 1}"), person, kind="mentions")
    return graph


def hostile_graph(texts: list[str]) -> nx.MultiDiGraph:
    """A graph that holds each hostile string in every text field."""
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for number, text in enumerate(texts):
        fields: dict[str, Any] = {"label": text, "aliases": [text, text]}
        zone, reform, article, firm = (
            _iri(kind, f"h{number}{text}") for kind in ("zone", "reform", "article", "company")
        )
        graph.add_node(zone, kind="zone", place=text, province=text, city=text, lon=110.0, lat=30.0 + number / 50,
                       zone_kind=text, **fields)  # fmt: skip
        graph.add_node(reform, kind="reform", category=text, core=True, level=text, candidate=False, english=text,
                       **fields)  # fmt: skip
        graph.add_node(article, kind="article", date=text, source=text, page=text, n=1, headline=text, **fields)
        graph.add_node(firm, kind="company", **fields)
        graph.add_edge(
            zone, reform, kind="claim", claim=_iri("claim", text), status="adopted", when=text, when_edtf=text,
            onset_edtf=text, article=article, quote=text, start=0, end=1, page=text,
            figures=[{"indicator": text, "text": text, "value": text, "unit": text, "period": text}],
        )  # fmt: skip
        graph.add_edge(article, zone, kind="about")
        graph.add_edge(article, reform, kind="mentions")
        graph.add_edge(firm, zone, kind="near", article=article)
    return graph
