"""Marks go out to Label Studio and doccano and come back as labels; what is wrong in an export is named."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reformgraph.evaluation import evaluate
from reformgraph.evaluation.annotated import is_export, read_export
from reformgraph.evaluation.read_labels import LabelsError, read_labels
from reformgraph.exchange.annotations import (
    LABELS,
    RELATIONS,
    doccano_line,
    label_config,
    label_studio_lines,
    label_studio_task,
    marks,
)
from reformgraph.exchange.jsonl import to_json
from reformgraph.extraction.article import extract_page
from reformgraph.reading.manifest import read_manifest
from reformgraph.reading.read_pages import find_pages, page_from_text, read_page
from reformgraph.samples import sample_manifest, sample_pages
from reformgraph.vocabulary.load_vocabulary import load_vocabulary
from support.commands import run

Json = dict[str, Any]
TEXT = "标准地出新\n\n2024年5月，朔州经济开发区推行“标准地”改革，出让土地8宗。该区还推行“全代办”服务。\n"


@pytest.fixture(scope="module")
def pages() -> list[Json]:
    terms = load_vocabulary()
    files = find_pages(list(sample_pages()), read_manifest(sample_manifest()))
    return [to_json(extract_page(read_page(file), terms), with_text=True) for file in files]


@pytest.fixture(scope="module")
def small() -> Json:
    return to_json(extract_page(page_from_text(TEXT, "a.txt", "2024-05-20"), load_vocabulary()), with_text=True)


def submitted(task: Mapping[str, Any]) -> Json:
    """A task as Label Studio exports it once its prediction was accepted."""
    return {"id": 7, "data": task["data"], "annotations": [{"id": 1, "result": task["predictions"][0]["result"]}]}


def labels_of(export: object) -> list[Json]:
    return list(read_export(export, ValueError))


def test_marks_are_what_is_printed(pages: list[Json]) -> None:
    for page in pages:
        found = marks(page)
        assert all(mark.label in LABELS and 0 <= mark.start < mark.end <= len(page["text"]) for mark in found)
        ties = [(name, number - other) for number, mark in enumerate(found) for name, other in mark.ties]
        assert all(name in RELATIONS and back > 0 for name, back in ties)


def test_the_interface_knows_all_labels() -> None:
    config = ElementTree.fromstring(label_config())
    assert [one.get("value") for one in config.iter("Label")] == list(LABELS)
    assert [one.get("value") for one in config.iter("Relation")] == list(RELATIONS)
    names = {one.tag: one.attrib for one in config.iter()}
    assert (names["Labels"]["name"], names["Labels"]["toName"], names["Text"]["name"]) == ("label", "text", "text")


@pytest.mark.parametrize("program", ["label studio", "doccano"])
def test_there_and_back(program: str, pages: list[Json], tmp_path: Path) -> None:
    if program == "doccano":
        text = "".join(json.dumps({"id": 3, **doccano_line(page), "Comments": []}) + "\n" for page in pages)
    else:
        text = json.dumps([submitted(task) for task in json.loads("".join(label_studio_lines(pages)))])
    file = tmp_path / "export.json"
    file.write_text(text, "utf-8")
    report = evaluate(file, list(sample_pages()), manifest=sample_manifest(), resamples=0).figures
    rates = {name: row.rates for name, row in report.measures.items()}
    whole = ("articles", "title", "kicker", "authors", "zones", "companies", "people", "projects")
    for name, rate in rates.items():
        if name in whole:
            assert (name, rate.f1) == (name, 1.0)
    # A reform told without its name (时间由45天压缩到7天) comes back by the words that are marked.
    assert rates["adoptions"].precision > 0.9
    assert rates["adoptions"].recall > 0.9  # a claim whose actor nobody could tell has none to be tied to
    assert rates["all figures"].f1 > 0.95  # a number of a table has its unit in the head of its column
    assert rates["evidence right"].f1 == 1.0


def test_what_people_change_is_taken(small: Json) -> None:
    export = submitted(label_studio_task(small))
    [measure] = [one for one in labels_of([export])[0]["articles"][0]["measures"] if one["reform"] == "标准地"]
    assert (measure["zone"], measure["status"], measure["when"]) == ("朔州经济开发区", "adopted", "2024年5月")
    assert [(figure["value"], figure["unit"]) for figure in measure["figures"]] == [("8", "宗")]
    assert measure["evidence"] == "2024年5月，朔州经济开发区推行“标准地”改革，出让土地8宗。"
    for one in export["annotations"][0]["result"]:
        if one["type"] == "labels" and one["value"]["labels"] == ["adopted"]:
            one["value"]["labels"] = ["planned"]
    assert {one["status"] for one in labels_of([export])[0]["articles"][0]["measures"]} == {"planned"}


def test_spans_alone_suffice() -> None:
    at = {word: TEXT.index(word, 6) for word in ("朔州经济开发区", "标准地", "8宗", "2024年5月", "全代办")}
    told = {"朔州经济开发区": "zone", "标准地": "adopted", "8宗": "figure", "2024年5月": "time", "全代办": "adopted"}
    spans = [[at[word], at[word] + len(word), label] for word, label in told.items()]
    export = {"text": TEXT, "label": [[0, 5, "title"], [7, len(TEXT) - 1, "body"], *spans], "meta": {"page": "a.txt"}}
    assert is_export(export)
    [page] = labels_of(export)
    [article] = page["articles"]
    assert (article["title"], article["lines"]["body"]) == ("标准地出新", [[3, 3]])
    assert [(one["reform"], one["zone"], one["when"]) for one in article["measures"]] == [
        ("标准地", "朔州经济开发区", "2024年5月"),
        ("全代办", "朔州经济开发区", ""),
    ]
    assert [len(one["figures"]) for one in article["measures"]] == [1, 0]


def test_offsets_that_count_wide_signs_twice() -> None:
    text = "\U00020000𠀀朔州经济开发区"
    value = {"start": 4, "end": 11, "text": "朔州经济开发区", "labels": ["zone"]}
    task = {"data": {"text": text, "page": "a.txt"}, "annotations": [{"result": [{"type": "labels", "value": value}]}]}
    assert labels_of([task])[0]["articles"][0]["zones"][0]["name"] == "朔州经济开发区"


def test_labels_are_no_export() -> None:
    assert not is_export({"page": "a.txt", "articles": [], "text": "x"})
    assert not is_export([])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"annotations": []}, "no annotation"),
        ({"data": {"page": "a.txt"}}, "has no text"),
        ({"data": {"text": TEXT}}, "does not tell its page"),
    ],
)
def test_faults_of_a_task(change: Json, told: str, small: Json, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text(json.dumps([submitted(label_studio_task(small)) | change]), "utf-8")
    with pytest.raises(LabelsError, match=told) as fault:
        read_labels(file)
    assert fault.value.where == str(file)


@pytest.mark.parametrize(
    ("span", "told"), [([0, 5, "town"], "the label town is none of"), ([0, 999, "zone"], "outside of the text")]
)
def test_faults_of_a_mark(span: list[Any], told: str, tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text(json.dumps({"text": TEXT, "label": [span], "page": "a.txt"}) + "\n", "utf-8")
    with pytest.raises(LabelsError, match=told):
        read_labels(tmp_path)


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    for form in ("labelstudio", "doccano"):
        done = run("extract", "a.txt", "--date", "2024-05-20", "--format", form, folder=tmp_path)
        assert (done.returncode, TEXT in _texts(done.stdout)) == (0, True)
    done = run("evaluate", "nothing.json", "a.txt", folder=tmp_path)
    assert done.returncode == 1


def test_the_interface_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    ask = ("extract", "a.txt", "--interface", "interface.xml")
    done = run(*ask, folder=tmp_path)
    assert (done.returncode, "--format labelstudio" in done.stderr) == (2, True)
    assert not (tmp_path / "interface.xml").exists()
    done = run(*ask, "--format", "labelstudio", "-o", "tasks.json", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "interface.xml").read_text("utf-8") == label_config()


def _texts(printed: str) -> Iterator[str]:
    raw = json.loads(printed)
    yield from (one["data"]["text"] for one in raw) if isinstance(raw, list) else [raw["text"]]
