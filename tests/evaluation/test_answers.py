"""Answers of people in Label Studio and doccano come back as decisions, and the next build follows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import reformgraph
from reformgraph.adoption.decisions import read_decisions
from reformgraph.cli import cli
from reformgraph.evaluation.answers import decisions_from
from reformgraph.evaluation.read_labels import LabelsError
from reformgraph.iri import BASE
from reformgraph.store import open_store

_TEXT = """云岭经开区推行标准地改革

本报讯 记者 何山

近年来，云岭经开区推行“标准地”改革，已出让36宗。柳湾高新区去年推行“承诺制”改革。

柳湾高新区还推行“项目管家”制度，为企业跑办手续。
"""
Json = dict[str, Any]


def run(*arguments: str | Path) -> str:
    done = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page, its store and its marks in both formats."""
    folder = tmp_path_factory.mktemp("answers")
    (folder / "page.txt").write_text(_TEXT, "utf-8")
    run("build", folder / "page.txt", "--date", "2024-03-12", "--store", folder / "s")
    for form, name in (("labelstudio", "tasks.json"), ("doccano", "lines.jsonl")):
        run("extract", folder / "page.txt", "--date", "2024-03-12", "--format", form, "-o", folder / name)
    return folder


def marked(folder: Path) -> list[Json]:
    task = json.loads((folder / "tasks.json").read_text("utf-8"))[0]
    result: list[Json] = task["predictions"][0]["result"]
    return result


def export(folder: Path, result: list[Json], text: str = _TEXT, page: str = "page.txt") -> Path:
    file = folder / "export.json"
    data = json.loads((folder / "tasks.json").read_text("utf-8"))[0]["data"] | {"text": text, "page": page}
    task = {"data": data, "annotations": [{"result": result}]}
    file.write_text(json.dumps([task], ensure_ascii=False), "utf-8")
    return file


def of_word(result: list[Json], word: str, label: str) -> str:
    """The number of the mark of a word."""
    found = (one for one in result if one.get("type") == "labels" and one["value"]["text"] == word)
    return next(str(one["id"]) for one in found if one["value"]["labels"] == [label])


def without(result: list[Json], mark: str, ties: str = "") -> list[Json]:
    """Marks without one and what is tied to it, or without its ties of a name."""
    if ties:
        return [one for one in result if one.get("from_id") != mark or one.get("labels") != [ties]]
    return [one for one in result if mark not in (one.get("id"), one.get("from_id"), one.get("to_id"))]


def answers(folder: Path, file: Path) -> set[tuple[str, str, str, str]]:
    with open_store(str(folder / "s")) as store:
        short = len(BASE)
        return {(one.kind, one.a[short:], one.b[short:], one.decision) for one in decisions_from(store, file)}


def test_what_stands_as_it_was_needs_no_decision(built: Path) -> None:
    assert answers(built, export(built, marked(built))) == set()
    assert answers(built, built / "lines.jsonl") == set()


def test_pages_that_come_back_unchanged_need_no_decision(tmp_path: Path) -> None:
    samples = Path(reformgraph.__file__).parent / "samples"
    pages = Path(__file__).parents[1] / "pages"
    few = [pages / name for name in ("p02_interleaved.txt", "p10_briefs.txt", "p18_dense.txt")]
    for files, manifest in (([samples], samples / "manifest.csv"), (few, pages / "manifest.csv")):
        store = tmp_path / files[0].name
        run("build", *files, "--manifest", manifest, "--store", store)
        for form, name in (("labelstudio", "tasks.json"), ("doccano", "lines.jsonl")):
            run("extract", *files, "--manifest", manifest, "--format", form, "-o", tmp_path / name)
        tasks = json.loads((tmp_path / "tasks.json").read_text("utf-8"))
        for task in tasks:
            task["annotations"] = [{"result": task.pop("predictions")[0]["result"]}]
        (tmp_path / "export.json").write_text(json.dumps(tasks), "utf-8")
        with open_store(str(store)) as opened:
            for name in ("export.json", "lines.jsonl"):
                assert decisions_from(opened, tmp_path / name) == []


def test_a_zone_that_the_store_lacks_leaves_the_claim_open(built: Path) -> None:
    result = marked(built)
    promise = of_word(result, "承诺制", "adopted")
    result = without(result, promise, "actor")
    at = _TEXT.find("企业")
    result += [
        {"id": "x", "type": "labels", "value": {"start": at, "end": at + 2, "text": "企业", "labels": ["zone"]}},
        {"type": "relation", "from_id": promise, "to_id": "x", "direction": "right", "labels": ["actor"]},
    ]
    assert answers(built, export(built, result)) == {("claim", "claim/page-txt-1-2", "", "unsure")}


def test_an_export_that_does_not_tell_what_was_written_is_refused(built: Path) -> None:
    file = export(built, marked(built))
    task = json.loads(file.read_text("utf-8"))[0]
    del task["data"]["written"]
    file.write_text(json.dumps([task]), "utf-8")
    with open_store(str(built / "s")) as store, pytest.raises(LabelsError, match="does not tell what was written"):
        decisions_from(store, file)


def test_known_decisions_stay_in_front_and_clashes_are_told(built: Path, tmp_path: Path) -> None:
    result = marked(built)
    file = export(built, without(result, of_word(result, "项目管家", "adopted")))
    known = tmp_path / "known.csv"
    head = "kind,a,b,decision,reason,time\n"
    known.write_text(head + "zone,甲开发区,乙开发区,different,,\n", "utf-8")
    told = run("review", "--store", built / "s", "--labels", file, "--decisions", known).splitlines()
    assert [line.split(",")[0] for line in told] == ["kind", "zone", "claim"]
    known.write_text(head + "claim,claim:page-txt-1-3,zone:云岭经开区,actor,,\n", "utf-8")
    done = CliRunner().invoke(
        cli, ["review", "--store", str(built / "s"), "--labels", str(file), "--decisions", str(known)]
    )
    assert done.exit_code != 0
    assert "lines 2 and 3 clash" in str(done.exception)


def test_a_mark_taken_out_is_a_wrong_claim_and_another_tie_another_actor(built: Path) -> None:
    result = marked(built)
    result = without(result, of_word(result, "项目管家", "adopted"))
    promise, zone = of_word(result, "承诺制", "adopted"), of_word(result, "云岭经开区", "zone")
    result = without(result, promise, "actor")
    result.append({"type": "relation", "from_id": promise, "to_id": zone, "direction": "right", "labels": ["actor"]})
    assert answers(built, export(built, result)) == {
        ("claim", "claim/page-txt-1-3", "", "reject"),
        ("claim", "claim/page-txt-1-2", "zone/云岭经开区", "actor"),
    }


def test_an_actor_that_is_no_zone_makes_no_adoption_of_one(built: Path) -> None:
    result = marked(built)
    promise = of_word(result, "承诺制", "adopted")
    result = without(result, promise, "actor")
    at = _TEXT.find("企业")
    value = {"start": at, "end": at + 2, "text": "企业", "labels": ["actor"]}
    result += [
        {"id": "x", "type": "labels", "value": value},
        {"type": "relation", "from_id": promise, "to_id": "x", "direction": "right", "labels": ["actor"]},
    ]
    assert answers(built, export(built, result)) == {("claim", "claim/page-txt-1-2", "", "reject")}


def test_names_tied_as_the_same_are_merged(built: Path) -> None:
    result = marked(built)
    one, other = of_word(result, "云岭经开区", "zone"), of_word(result, "柳湾高新区", "zone")
    result.append({"type": "relation", "from_id": other, "to_id": one, "direction": "right", "labels": ["same"]})
    assert ("zone", "zone/柳湾高新区", "zone/云岭经开区", "same") in answers(built, export(built, result))


def test_the_next_build_follows_the_answers(built: Path, tmp_path: Path) -> None:
    result = marked(built)
    result = without(result, of_word(result, "标准地", "adopted"))
    promise, zone = of_word(result, "承诺制", "adopted"), of_word(result, "云岭经开区", "zone")
    result = without(result, promise, "actor")
    result.append({"type": "relation", "from_id": promise, "to_id": zone, "direction": "right", "labels": ["actor"]})
    told = run("review", "--store", built / "s", "--labels", export(built, result))
    (tmp_path / "d.csv").write_text(told, "utf-8")
    assert len(read_decisions(tmp_path / "d.csv").claims) == 2
    page, store = built / "page.txt", tmp_path / "other"
    run("build", page, "--date", "2024-03-12", "--store", store, "--decisions", tmp_path / "d.csv")
    rows = json.loads(run("trace", "--store", store, "--format", "json"))
    pairs = {(one["zone"], one["reform"]) for one in rows}
    assert ("云岭经开区", "承诺制") in pairs
    assert not pairs & {("柳湾高新区", "承诺制"), ("云岭经开区", "标准地")}


def test_a_decision_on_what_the_claim_no_longer_says_does_not_count(built: Path, tmp_path: Path) -> None:
    lines = "claim,claim:page-txt-1-1,,reject,,,reform:承诺制 zone:云岭经开区\n"
    (tmp_path / "d.csv").write_text("kind,a,b,decision,reason,time,about\n" + lines, "utf-8")
    store = tmp_path / "other"
    run("build", built / "page.txt", "--date", "2024-03-12", "--store", store, "--decisions", tmp_path / "d.csv")
    rows = json.loads(run("trace", "--store", store, "--format", "json"))
    assert ("云岭经开区", "标准地") in {(one["zone"], one["reform"]) for one in rows}


@pytest.mark.parametrize(
    ("text", "page", "told"),
    [(_TEXT + "。", "page.txt", "another in the store"), (_TEXT, "none.txt", "has no page none.txt")],
    ids=["text", "page"],
)
def test_a_page_that_the_store_lacks_is_named(built: Path, text: str, page: str, told: str) -> None:
    with open_store(str(built / "s")) as store, pytest.raises(LabelsError, match=told):
        decisions_from(store, export(built, marked(built), text, page))


def test_what_is_no_export_is_named(built: Path) -> None:
    with open_store(str(built / "s")) as store, pytest.raises(LabelsError, match="no export of Label Studio"):
        (built / "no.json").write_text("[1]", "utf-8")
        decisions_from(store, built / "no.json")


def test_a_store_with_corrected_claims_passes_check_and_a_zone_it_lacks_is_told(built: Path, tmp_path: Path) -> None:
    given, store = tmp_path / "d.csv", tmp_path / "other"
    build = ("build", built / "page.txt", "--date", "2024-03-12", "--store", store)
    head = "kind,a,b,decision,reason,time\n"
    lines = "claim,claim:page-txt-1-1,,reject,,\nclaim,claim:page-txt-1-2,zone:云岭经开区,actor,,\n"
    given.write_text(head + lines, "utf-8")
    run(*build, "--decisions", given)
    run("check", "--store", store)
    with open_store(str(store)) as opened:
        assert len(opened.select("SELECT ?claim { ?claim rg:rejected|rg:correctedActor ?told }")) == 2
    given.write_text(head + "claim,claim:page-txt-1-2,zone:不存在开发区,actor,,\n", "utf-8")
    done = CliRunner().invoke(cli, [str(one) for one in (*build, "--decisions", given)])
    assert "line 2" in done.stderr
    assert "不存在开发区" in done.stderr
    run(*build)
    with open_store(str(store)) as opened:
        assert not opened.ask("ASK { ?claim rg:rejected|rg:correctedActor ?told }")


def test_the_second_mark_of_a_reform_is_that_of_its_own_claim(tmp_path: Path) -> None:
    text = _TEXT.replace("“项目管家”制度，为企业跑办手续", "“标准地”改革，出让土地5宗")
    page = tmp_path / "page.txt"
    page.write_text(text, "utf-8")
    run("build", page, "--date", "2024-03-12", "--store", tmp_path / "s")
    run("extract", page, "--date", "2024-03-12", "--format", "labelstudio", "-o", tmp_path / "tasks.json")
    result = marked(tmp_path)
    _, second = (one["id"] for one in result if one.get("value", {}).get("text") == "标准地")
    assert answers(tmp_path, export(tmp_path, without(result, second), text)) == {
        ("claim", "claim/page-txt-1-3", "", "reject")
    }
