"""Reads the cases of tests/cases/*.yml and tells what an extraction has wrong (INTERFACE sections 3 to 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from reformgraph.exchange.jsonl import to_json
from reformgraph.extraction.article import extract_page
from reformgraph.records import Page
from reformgraph.values import Edtf
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.read_cases import read_cases

CASES = Path(__file__).parents[1] / "cases"
Json = dict[str, Any]
_TAIL = re.compile(r"(?:工作)?(?:改革|制度|机制|模式|服务|试点|活动|制)$")


def load(name: str) -> list[Json]:
    """The cases of one file."""
    cases: list[Json] = read_cases((CASES / name).read_text(encoding="utf-8"))
    return cases


def page_of(text: str, issue_date: str | None, name: str = "case") -> Page:
    """A page that holds just this text."""
    return Page(
        name, name + ".txt", "", text, "", "", "txt", "utf-8", Edtf(issue_date) if issue_date else None, "manifest"
    )


def extract(text: str, issue_date: str | None = "2024-11-20", name: str = "case") -> Json:
    """The lists of all articles of a text joined."""
    articles = to_json(extract_page(page_of(text, issue_date, name)))["articles"]
    lists = ("zones", "companies", "people", "documents", "projects", "measures", "figures")
    return {key: [one for article in articles for one in article[key]] for key in lists}


def problems(case: Mapping[str, Any]) -> list[str]:
    """What is wrong with the extraction of a case's text; empty when all is right."""
    found = extract(case["text"] + "\n", case.get("issue_date", "2024-11-20"), case["id"])
    wrong = []
    for key in ("zones", "companies", "projects"):
        if key in case:
            wrong += _names(key, case[key], [one["name"] for one in found[key]])
    if "documents" in case:
        wrong += _names("documents", case["documents"], found["documents"])
    if "people" in case:
        wrong += _people(case["people"], found["people"])
    if "claims" in case:
        wrong += _claims(case["claims"], found["measures"], {_key(name) for name in case.get("also", ())})
    unwanted = case.get("not", {})
    present = {key: {_bare(one["name"]) for one in found[key]} for key in ("zones", "companies", "projects")}
    present["reforms"] = {_key(one["reform"]) for one in found["measures"]}
    for key, names in unwanted.items():
        clean = _key if key == "reforms" else _bare
        wrong += [f"must be absent from {key}: {name}" for name in names if clean(name) in present[key]]
    return wrong


def _bare(name: str | None) -> str:
    return re.sub(r"[\s“”‘’\"]", "", name or "")


@lru_cache(maxsize=1)
def _aliases() -> Mapping[str, str]:
    reforms = load_vocabulary().reforms
    return {_bare(form): one.name for one in reforms.values() for form in (one.name, *one.aliases)}


def _key(reform: str) -> str:
    bare = _bare(reform)
    return _TAIL.sub("", _bare(_aliases().get(bare, bare)))


def _names(key: str, wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    gold, here = {_bare(name) for name in wanted}, {_bare(name) for name in found}
    return [f"{key} missed: {x}" for x in sorted(gold - here)] + [f"{key} extra: {x}" for x in sorted(here - gold)]


def _people(wanted: Sequence[Json], found: Sequence[Json]) -> list[str]:
    wrong = _names("people", [one["name"] for one in wanted], [one["name"] for one in found])
    roles = {one["name"]: one["role"] for one in found}
    for one in wanted:
        role = roles.get(one["name"])
        if "role" in one and role is not None and _bare(role) != _bare(one["role"]):
            wrong.append(f"role of {one['name']}: {role} for {one['role']}")
    return wrong


def _claims(wanted: Sequence[Json], found: Sequence[Json], also: set[str]) -> list[str]:
    wrong, left = [], list(found)
    for claim in sorted(wanted, key=lambda one: "actor" not in one):
        other = next((one for one in left if _same(claim, one)), None)
        if other is None:
            wrong.append(f"claim missed: {claim.get('actor')} -> {claim['reform']} ({claim.get('status')})")
            continue
        left.remove(other)
        wrong += _differences(claim, other)
    wrong += [
        f"claim extra: {one['zone']} -> {one['reform']} ({one['status']})"
        for one in left
        if _key(one["reform"]) not in also
    ]
    return wrong


def _same(claim: Json, other: Json) -> bool:
    if _key(claim["reform"]) != _key(other["reform"]):
        return False
    return "actor" not in claim or _bare(claim["actor"]) == _bare(other["zone"])


def _differences(claim: Json, other: Json) -> list[str]:
    wrong = []
    for key in ("status", "when", "when_edtf", "onset_edtf"):
        if key in claim and claim[key] != other[key]:
            wrong.append(f"{key}: {other[key]} for {claim[key]} ({claim['reform']})")
    if "figures" in claim:
        figures = [_figure(one) for one in other["figures"]]
        if sorted(figures) != sorted(claim["figures"]):
            wrong.append(f"figures: {figures} for {claim['figures']} ({claim['reform']})")
    return wrong


def _figure(one: Json) -> str:
    value = f"{one['value']}..{one['value_max']}" if one["value_max"] is not None else str(one["value"])
    return " ".join(filter(None, (value, one["unit"], one["bound"])))
