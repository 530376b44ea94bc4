"""Draw questions for `reformgraph ask` from hand-made labels, with a seed, by type; written before `ask` sees them.

Labels are those of `docs/evaluation.md` (a JSON file a page); the pages are read for what is printed nowhere. The lines
hold a question, its type, the pages of the label and what is expected, as `score_questions.py` reads it; they quote no
sentence. Pages named in ``--unread`` are passed over.

    python scripts/bench/draw_questions.py LABELS PAGES --manifest M.csv --unread U.txt --seed 1 > questions.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from labelled_pages import Draw, read

from reformgraph.views.english_names import english_name
from reformgraph.vocabulary.load_vocabulary import load_vocabulary

#: How many questions of a type are drawn; the last three are the kinds of no.
COUNTS = {
    "adopters": 6, "both": 2, "status": 5, "figure": 7, "compare": 3, "yes-no": 4, "when": 4, "person": 4,
    "company": 2, "project": 2, "document": 2, "author": 2, "why": 2, "on no page": 5, "nothing said": 5, "not told": 5,
}  # fmt: skip
#: Wordings of a type, drawn alike.
WORDINGS = {
    "adopters": ("哪些开发区推行了“{r}”？", "{r}有哪些开发区在做？", "都有哪几个园区实行{r}？", "谁推行了{r}？",
                 "Which zones adopted {r}?"),
    "both": ("哪个开发区既推行{r}又推行{s}？", "同时实行“{r}”和“{s}”的是哪些开发区？", "谁做了{r}和{s}？"),
    "status": ("{z}的“{r}”是什么状态？", "{z}的{r}进展到哪一步了？", "{z}的{r}是已经实行还是计划中？",
               "What is the status of {r} at {z}?"),
    "figure": ("{z}的{i}是多少？", "{z}{i}多少？", "请问{z}的{i}有多少{u}？", "{z}，{i}达到多少？"),
    "compare": ("哪个开发区的{i}最多？", "{i}最高的是哪个开发区？", "{z}和{y}，谁推行了{r}？"),
    "yes-no": ("{z}推行{r}了吗？", "{z}有没有实行“{r}”？", "{z}是否推行了{r}？", "Did {z} adopt {r}?"),
    "when": ("{z}什么时候推行{r}的？", "{z}何时开始{r}？", "{z}的{r}是哪年哪月的事？"),
    "person": ("{p}任什么职务？", "{p}是谁，现任何职？", "{z}的文章里，{p}担任什么职务？"),
    "company": ("写{z}的文章提到了哪些企业？", "{z}的报道点名了哪几家公司？"),
    "project": ("{j}由哪家企业投资？", "{z}的{j}总投资多少？"),
    "document": ("写{z}的文章提到了哪些文件？", "{z}的报道里出台了什么文件？"),
    "author": ("《{t}》的作者是谁？", "写{z}的那篇文章是谁写的？", "{z}的报道来源是哪家媒体？"),
    "why": ("凭什么说{z}推行了{r}？", "说{z}实行“{r}”有什么依据？"),
    "on no page": ("{z}推行{r}了吗？", "{z}的签约项目有多少个？", "{z}何时推行{r}？", "{z}的{r}是什么状态？"),
    "nothing said": ("{z}推行{r}了吗？", "{z}的“{r}”是什么状态？", "{z}有没有实行{r}？", "{z}何时推行了{r}？"),
    "not told": ("{z}的{r}{q}多少{u}？", "{z}推行{r}，{q}多少{u}？"),
}  # fmt: skip
#: The same in English; names of zones, places, people and reforms in English or in letters, indicators as printed.
ENGLISH = {
    "adopters": ("Which zones adopted {r}?", "Who introduced {r}?", "Which development zones practise {r}?"),
    "both": ("Which zone adopted both {r} and {s}?", "Who practises {r} and {s}?"),
    "status": ("What is the status of {r} at {z}?", "What is the status of {r} in {z}?", "How far is {z} with {r}?"),
    "figure": ("What is the {i} of {z}?", "What was {z}'s {i}?", "How much is {i} in {z}?"),
    "compare": ("Which zone has the highest {i}?", "Which zone has the most {i}?",
                "{z} or {y}: which of them adopted {r}?"),
    "yes-no": ("Did {z} adopt {r}?", "Has {z} introduced {r}?", "Does {z} practise {r}?"),
    "when": ("When did {z} adopt {r}?", "When did {z} start {r}?", "Since when does {z} practise {r}?"),
    "person": ("What post does {p} hold?", "Who is {p}?", "What is {p}'s position?"),
    "company": ("Which companies do the articles about {z} mention?", "What companies are named in reports on {z}?"),
    "project": ("哪家企业 Which company invests in {j}?", "总投资 What is the total investment of {j} in {z}?"),
    "document": ("Which documents do the articles about {z} mention?", "What documents are named in reports on {z}?"),
    "author": ("《 Who wrote “{t}”?", "谁写 Who wrote the article about {z}?", "媒体 Which paper reported on {z}?"),
    "why": ("How do you know that {z} adopted {r}?", "What is the evidence that {z} practises {r}?"),
    "on no page": ("Did {z} adopt {r}?", "When did {z} adopt {r}?", "What is the status of {r} at {z}?"),
    "nothing said": ("Did {z} adopt {r}?", "What is the status of {r} at {z}?", "When did {z} introduce {r}?"),
    "not told": ("How much {q} did {z}'s {r} bring?", "What is the {q} of {r} in {z}?"),
}  # fmt: skip
QUANTITIES = (
    ("节约资金", "万元"),
    ("占地面积", "平方米"),
    ("减少岗位", "个"),
    ("收取费用", "万元"),
    ("获奖次数", "次"),
)
INVENTED = ("青鸾湖", "白石岭", "云麓江", "金梧川", "赤岩")


Made = tuple[str, dict[str, Any], list[str]]


def adopters(draw: Draw) -> Iterator[Made]:
    """Reforms that one to four zones adopted."""
    by = reform_zones(draw)
    for reform, zones in by.items():
        if 1 <= len(zones) <= 4 and reform in draw.vocabulary.reforms:
            yield "", {"r": reform, "zones": [draw.names[zone] for zone in zones]}, pages_of(draw, zones, reform)


def reform_zones(draw: Draw) -> dict[str, list[str]]:
    """Zones that adopted each reform; only reforms whose adopters are all zones."""
    by: dict[str, list[str]] = defaultdict(list)
    others = set()
    for (actor, reform), told in draw.measures.items():
        if any(measure["status"] == "adopted" for _, measure in told):
            if draw.is_zone(actor):
                by[reform].append(actor)
            else:
                others.add(reform)
    return {reform: zones for reform, zones in by.items() if reform not in others}


def pages_of(draw: Draw, zones: Sequence[str], reform: str) -> list[str]:
    """Pages of the labels of some zones and a reform."""
    return sorted({page for zone in zones for page, _ in draw.measures[zone, reform]})


def both(draw: Draw) -> Iterator[Made]:
    """Two reforms of the vocabulary that one zone adopted, and who adopted both."""
    by = {reform: zones for reform, zones in reform_zones(draw).items() if reform in draw.vocabulary.reforms}
    for one in by:
        for other in by:
            common = [zone for zone in by[one] if zone in by[other]]
            if one < other and common and len(by[one]) <= 4 and len(by[other]) <= 4:
                yield "", {"r": one, "s": other, "zones": [draw.names[z] for z in common]}, pages_of(draw, common, one)


def single(draw: Draw) -> Iterator[tuple[str, str, list[tuple[str, Mapping[str, Any]]]]]:
    """Zones and reforms of the vocabulary, those with one status only."""
    for (actor, reform), told in draw.measures.items():
        one_status = len({measure["status"] for _, measure in told}) == 1
        if draw.is_zone(actor) and reform in draw.vocabulary.reforms and one_status:
            yield actor, reform, told


def status(draw: Draw) -> Iterator[Made]:
    """The status of a reform in a zone; half of those drawn are not adopted."""
    made = list(single(draw))
    plain = [one for one in made if one[2][0][1]["status"] == "adopted"]
    other = [one for one in made if one[2][0][1]["status"] in ("planned", "required", "withdrawn")]
    for zone, reform, told in alternate(draw, plain, other):
        yield "", {"z": zone, "r": reform, "status": told[0][1]["status"]}, [page for page, _ in told]


def alternate(draw: Draw, *lists: list[Any]) -> Iterator[Any]:
    """One of each list in turn, each shuffled: what is drawn first is mixed."""
    for some in lists:
        draw.random.shuffle(some)
    for group in zip(*lists, strict=False):
        yield from group


def yes_no(draw: Draw) -> Iterator[Made]:
    """Whether a zone adopted a reform: two of three did, the others plan it."""
    made = list(single(draw))
    yes = [one for one in made if one[2][0][1]["status"] == "adopted"]
    no = [one for one in made if one[2][0][1]["status"] == "planned"]
    for zone, reform, told in alternate(draw, yes[::2], no, yes[1::2]):
        yield "", {"z": zone, "r": reform, "yes": told[0][1]["status"] == "adopted"}, [page for page, _ in told]


def figure(draw: Draw) -> Iterator[Made]:
    """A figure of a zone that only one of its articles gives under that indicator."""
    seen: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for page, article in draw.pages.articles():
        for one in article["figures"]:
            seen[named(draw, article, one), one.get("indicator") or ""].append(
                (page, one["text"], one.get("unit") or "")
            )
    for (zone, indicator), told in seen.items():
        if draw.is_zone(zone) and 3 < len(indicator) < 16 and len(told) == 1:
            page, text, unit = told[0]
            yield (
                "",
                {"z": zone, "i": indicator, "u": unit if re.fullmatch("[一-鿿]{1,3}", unit) else "", "all": [[text]]},
                [page],
            )


def named(draw: Draw, article: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """Who a figure or project is about, as zones are called."""
    return next((draw.called(z) for z in article["zones"] if one.get("zone") in (z["name"], *z["mentions"])), "")


def compare(draw: Draw) -> Iterator[Made]:
    """Which zone has most of an indicator that several zones have, and which of two adopted a reform."""
    by: dict[tuple[str, str], list[tuple[float, str, str]]] = defaultdict(list)
    for page, article in draw.pages.articles():
        for one in article["figures"]:
            zone = named(draw, article, one)
            if draw.is_zone(zone) and isinstance(one.get("value"), int | float):
                by[str(one.get("indicator")), str(one.get("unit"))].append((one["value"], zone, page))
    most = []
    for (indicator, unit), told in by.items():
        worded = [key for key in by if key != (indicator, unit) and set(indicator) <= set(key[0])]
        if len({zone for _, zone, _ in told}) > 1 and len(indicator) > 3 and not worded:
            told.sort()
            most.append(("", {"i": indicator, "zones": [draw.names[told[-1][1]]], "top": True}, [p for *_, p in told]))
    pairs = []
    zones = sorted({zone for zone, _ in draw.measures if draw.is_zone(zone)})
    for reform, some in reform_zones(draw).items():
        other = draw.random.choice(zones)
        if reform in draw.vocabulary.reforms and (other, reform) not in draw.measures:
            pairs.append(
                (
                    "{y}",
                    {"z": some[0], "y": other, "r": reform, "zones": [draw.names[some[0]]]},
                    pages_of(draw, some[:1], reform),
                )
            )
    for _, made, pages in alternate(draw, most, pairs):
        yield "", made, pages


def when(draw: Draw) -> Iterator[Made]:
    """When a zone adopted a reform, where a date is printed."""
    for zone, reform, told in single(draw):
        time = told[0][1].get("when") or ""
        if len(told) == 1 and told[0][1]["status"] == "adopted" and re.search(r"\d", time) and "截" not in time:
            yield "", {"z": zone, "r": reform, "all": [[time, *time.split("、")]]}, [told[0][0]]


def person(draw: Draw) -> Iterator[Made]:
    """The post of a person whose name stands in one article."""
    seen: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for page, article in draw.pages.articles():
        for one in article["people"]:
            zone = next((name for z in article["zones"] if draw.is_zone(name := draw.called(z))), "")
            seen[one["name"]].append((page, one.get("role") or "", zone))
    for name, told in seen.items():
        if len(told) == 1 and told[0][1] and told[0][2]:
            yield "", {"p": name, "z": told[0][2], "like": told[0][1]}, [told[0][0]]


def subject_articles(draw: Draw) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Zones that one article only is about, with it."""
    by: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for page, article in draw.pages.articles():
        for zone in article["zones"]:
            by[draw.called(zone)].append((page, article))
    for zone, told in by.items():
        page, article = told[0]
        about = {
            draw.called(z) for z in article["zones"] if {z["name"], *z["mentions"]} & set(article["subject_zones"])
        }
        if len(told) == 1 and draw.is_zone(zone) and about == {zone}:
            yield zone, page, article


def company(draw: Draw) -> Iterator[Made]:
    """The companies of the one article about a zone."""
    for zone, page, article in subject_articles(draw):
        if 1 <= len(article["companies"]) <= 5:
            yield "", {"z": zone, "all": [[one["name"], *one["mentions"]] for one in article["companies"]]}, [page]


def project(draw: Draw) -> Iterator[Made]:
    """Company or investment of a project with a name of its own."""
    for page, article in draw.pages.articles():
        for one in article["projects"]:
            zone = named(draw, article, one)
            if not draw.is_zone(zone) or len(one["name"]) < 6:
                continue
            if one.get("company"):
                yield "哪家企业", {"z": zone, "j": one["name"], "all": [[one["company"]]]}, [page]
            if one.get("investment"):
                yield "总投资", {"z": zone, "j": one["name"], "all": [[one["investment"]]]}, [page]


def document(draw: Draw) -> Iterator[Made]:
    """The documents of the one article about a zone."""
    for zone, page, article in subject_articles(draw):
        if 1 <= len(article["documents"]) <= 4:
            yield "", {"z": zone, "all": [[title] for title in article["documents"]]}, [page]


def author(draw: Draw) -> Iterator[Made]:
    """Authors or source of an article."""
    for zone, page, article in subject_articles(draw):
        if article["authors"] and len(article["title"]) > 6:
            yield "《", {"t": article["title"], "z": zone, "all": [[name] for name in article["authors"]]}, [page]
            yield "谁写", {"t": article["title"], "z": zone, "all": [[name] for name in article["authors"]]}, [page]
        if source := draw.pages.manifest[page].get("source"):
            yield "媒体", {"z": zone, "all": [[source]]}, [page]


def why(draw: Draw) -> Iterator[Made]:
    """What proves that a zone adopted a reform."""
    for zone, reform, told in single(draw):
        if told[0][1]["status"] == "adopted" and told[0][1]["mentions"]:
            yield "", {"z": zone, "r": reform, "quote": told[0][1]["mentions"]}, [page for page, _ in told]


def on_no_page(draw: Draw) -> Iterator[Made]:
    """Zones of the catalogue that no page prints by any form, and invented ones."""
    text = "".join(draw.pages.texts.values())
    zones = [
        zone for zone in draw.vocabulary.zones.zones if not any(form in text for form in (zone.label, *zone.forms))
    ]
    reforms = sorted(draw.vocabulary.reforms)
    known = [draw.random.choice(zones).label for _ in range(12)]
    invented = [stem + kind for stem in INVENTED for kind in ("经济技术开发区", "高新区")]
    for zone in alternate(draw, known, known[::-1], invented):
        yield "", {"z": zone, "r": draw.random.choice(reforms)}, []


def nothing_said(draw: Draw) -> Iterator[Made]:
    """Zones that articles are about and core reforms that no page which prints the zone prints by any name."""
    core = sorted(
        {reform for (_, reform), told in draw.measures.items() if len(told) and reform in draw.vocabulary.reforms}
    )
    for zone, _, article in subject_articles(draw):
        reform = draw.vocabulary.reforms[draw.random.choice(core)]
        printing = [t for t in draw.pages.texts.values() if any(form in t for form in draw.names[zone])]
        if any(alias in text for text in printing for alias in (reform.name, *reform.aliases)):
            continue
        if (zone, reform.name) not in draw.measures and article["measures"]:
            yield "", {"z": zone, "r": reform.name}, []


def not_told(draw: Draw) -> Iterator[Made]:
    """Adopted reforms without figures, asked for a quantity whose words the page does not print."""
    for zone, reform, told in single(draw):
        quantity, unit = draw.random.choice(QUANTITIES)
        texts = [draw.pages.texts[page] for page, _ in told]
        if any(measure["figures"] for _, measure in told) or any(quantity in text for text in texts):
            continue
        if told[0][1]["status"] == "adopted":
            yield "", {"z": zone, "r": reform, "q": quantity, "u": unit}, [page for page, _ in told]


MAKERS: Mapping[str, Callable[[Draw], Iterator[Made]]] = {
    "adopters": adopters, "both": both, "status": status, "figure": figure, "compare": compare, "yes-no": yes_no,
    "when": when, "person": person, "company": company, "project": project, "document": document, "author": author,
    "why": why, "on no page": on_no_page, "nothing said": nothing_said, "not told": not_told,
}  # fmt: skip
#: What a wording says only where the drawn thing is asked for so.
_MARKS = ("哪家企业", "总投资", "《", "谁写", "媒体")


def in_letters(draw: Draw, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a question with names as an English question has them."""
    from pypinyin import lazy_pinyin

    told = dict(facts)
    for key in ("z", "y"):
        if key in told:
            told[key] = english_name("zone", told[key]) or told[key]
    for key in ("r", "s"):
        if key in told and (reform := draw.vocabulary.reforms.get(told[key])):
            told[key] = (reform.english.partition(" (")[0] or told[key]).lower()
    if "p" in told and len(told["p"]) in (2, 3):
        first, *rest = lazy_pinyin(told["p"])
        told["p"] = f"{first.title()} {''.join(rest).title()}"
    return told


def questions(draw: Draw, language: str = "zh") -> Iterator[dict[str, Any]]:
    """The drawn questions, in the order of the types, none about the same page and zone twice within a type."""
    wordings = ENGLISH if language == "en" else WORDINGS
    for kind, count in COUNTS.items():
        made = list(MAKERS[kind](draw))
        if kind not in ("status", "yes-no", "compare", "on no page"):
            draw.random.shuffle(made)
        taken: set[str] = set()
        for mark, facts, pages in made:
            key = str(facts.get("z", facts.get("r", ""))) + "".join(pages)
            if len(taken) == count or key in taken:
                continue
            taken.add(key)
            fitting = [
                one for one in wordings[kind]
                if (mark in one if mark else True) and (("{y}" in one) == ("y" in facts) if kind == "compare" else True)
            ]  # fmt: skip
            told = in_letters(draw, facts) if language == "en" else facts
            text = draw.random.choice(fitting).format(**{"u": "", **told})
            text = text.removeprefix(mark).strip() if language == "en" else text
            expect = {name: value for name, value in facts.items() if len(name) > 1}
            yield {"id": f"{kind}-{len(taken)}", "kind": kind, "text": text, "pages": pages, "expect": expect}


def main() -> None:
    """Print the questions as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--manifest", type=Path, required=True)
    parser.add_argument("--unread", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    pages = read(options.labels, options.pages, options.manifest, options.unread)
    for one in questions(Draw(pages, load_vocabulary(), random.Random(options.seed)), options.language):
        print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
