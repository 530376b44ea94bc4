"""The linter of the vocabulary of reforms: every fault that it can see, seeded one by one."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
Row = dict[str, str]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LINT = script("reform_faults").reform_faults


def table(name: str) -> list[Row]:
    with (SCRIPTS / "vocabulary" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


COLUMNS = list(table("reforms")[0])


def reform(notation: str, name: str, pinyin: str, **fields: str) -> Row:
    row = dict.fromkeys(COLUMNS, "") | {
        "notation": notation, "name": name, "pinyin": pinyin, "english": f"Reform {notation}", "category": "land",
        "core": "0", "heading": "0", "definition_zh": "出让土地之前先做完评估并列出各项指标。",
        "definition": "Land is offered with its indicators fixed.", "aliases": "",
    }  # fmt: skip
    return row | fields


def sound() -> tuple[list[Row], list[Row]]:
    """Three reforms without a fault and the list of their IRIs."""
    reforms = [
        reform("R0001", "信用监管", "xin yong jian guan", related="标准地"),
        reform("R0002", "信用分级监管", "xin yong fen ji jian guan", broader="信用监管"),
        reform("R0003", "标准地", "biao zhun di", related="信用监管", aliases="标准地改革"),
    ]
    published = [{"notation": row["notation"], "name": row["name"], "replaced_by": ""} for row in reforms]
    return reforms, published


def test_a_sound_table_has_no_fault() -> None:
    assert list(LINT(*sound())) == []


def test_our_own_table_has_no_fault() -> None:
    assert list(LINT(table("reforms"), table("published-reforms"))) == []


@pytest.mark.parametrize(
    ("row", "fields", "words"),
    [
        (2, {"definition_zh": ""}, "标准地: its Chinese definition has 0 characters"),
        (2, {"definition_zh": "出让有指标的土地。"}, "its Chinese definition has 9 characters"),
        (2, {"definition_zh": "土" * 60 + "。"}, "its Chinese definition has 61 characters"),
        (2, {"definition_zh": "出让土地之前先做完评估并列出各项指标"}, "does not end with 。"),
        (2, {"definition": ""}, "it has no English definition"),
        (2, {"definition": "land with indicators"}, "its English definition is no sentence"),
        (2, {"english": ""}, "it has no English name"),
        (2, {"english": "标准地 reform"}, "it has no English name"),
        (2, {"english": "reform r0001"}, "标准地: its English name is that of 信用监管"),
        (2, {"pinyin": "biao zhun"}, "its pinyin has 2 syllables"),
        (2, {"scope_note": "Not a building."}, "its scope note stands in one language only"),
        (2, {"level": "general"}, "unknown level general"),
        (2, {"core": ""}, "core is "),
        (2, {"heading": "yes"}, "heading is yes"),
        (2, {"first_year": "2017-02"}, "first_year is 2017-02"),
        (2, {"source_number": "国发〔2018〕35号"}, "a number without a document"),
        (2, {"source": "《意见》", "source_number": "中发〔2015〕9号", "first_year": "2016"}, "document is of 2015"),
        (2, {"english": "Card for top talents"}, "talents is no English that an expert would print"),
        (2, {"needs_context": "地改"}, "地改 needs context and is no form of it"),
        (2, {"aliases": "标地"}, "标地 is too short to stand without context"),
        (2, {"related": ""}, "信用监管: related to 标准地, which is not related to it"),
        (2, {"related": "信用监管|无此"}, "标准地: unknown related 无此"),
        (1, {"related": "信用监管"}, "信用分级监管: related to 信用监管, which is broader"),
        (2, {"alone": "别无同类"}, "a reason to stand alone, and it does not"),
        (2, {"notation": "R3"}, "R3 is no notation like R0001"),
        (2, {"notation": "R0002"}, "标准地: R0002 stands after R0002"),
        (2, {"name": "基准地", "pinyin": "ji zhun di"}, "R0003 is gone; write what replaces it"),
    ],
)
def test_faults_of_a_reform(row: int, fields: Row, words: str) -> None:
    reforms, published = sound()
    reforms[row] |= fields
    assert any(words in fault for fault in LINT(reforms, published)), list(LINT(reforms, published))


def test_a_reform_that_stands_alone_needs_a_reason() -> None:
    reforms, published = sound()
    reforms[0]["related"] = reforms[2]["related"] = ""
    assert list(LINT(reforms, published)) == [
        "reforms.csv: 标准地: no broader, narrower or related reform and no reason why"
    ]
    reforms[2]["alone"] = "别无同类"
    assert list(LINT(reforms, published)) == []


@pytest.mark.parametrize(
    ("child", "parent", "inverted"),
    [
        ("信用监管", "信用分级分类监管", True),
        ("帮办代办", "全代办", True),
        ("全代办", "帮办代办", False),
        ("1431全代办服务机制", "全代办", False),
        ("信用分级分类监管", "信用监管", False),
        ("首席服务员", "企业服务专员", False),
    ],
)
def test_parents_that_say_more_than_their_child(child: str, parent: str, inverted: bool) -> None:
    reforms, published = sound()
    reforms[0]["name"] = published[0]["name"] = parent
    reforms[1] |= {"name": child, "broader": parent}
    published[1]["name"] = child
    reforms[2]["related"] = parent
    faults = [fault for fault in LINT(reforms, published) if "turn them round" in fault]
    assert bool(faults) == inverted


def test_a_circle_of_parents_ends() -> None:
    reforms, published = sound()
    reforms[0]["broader"] = "信用分级监管"
    assert any("says more" in fault for fault in LINT(reforms, published))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.pop(0), "信用监管: not in the list; add R0001,信用监管,"),
        (lambda rows: rows.pop(0), "a number is left out"),
        (lambda rows: rows.append({"notation": "R0004", "name": "旧地", "replaced_by": ""}), "R0004 is gone"),
        (lambda rows: rows.append({"notation": "R0004", "name": "旧地", "replaced_by": "R0009"}), "R0009, which is no"),
        (
            lambda rows: rows.append({"notation": "R0004", "name": "“标准地”", "replaced_by": "R0003"}),
            "its IRI was published before as R0003",
        ),
        (lambda rows: rows[2].update(replaced_by="R0001"), "标准地: replaced and still a reform"),
        (lambda rows: rows[2].update(notation="R0004"), "标准地: R0003, but its IRI was published as R0004"),
    ],
)
def test_what_was_published_is_never_taken_out_nor_given_away(change, words: str) -> None:  # type: ignore[no-untyped-def]
    reforms, published = sound()
    change(published)
    assert any(words in fault for fault in LINT(reforms, published)), list(LINT(reforms, published))


def test_merged_and_renamed_reforms_stay_in_the_list() -> None:
    reforms, published = sound()
    published.append({"notation": "R0004", "name": "旧地", "replaced_by": "R0003"})
    reforms[2] |= {"name": "基准地", "pinyin": "ji zhun di"}
    reforms[0]["related"] = "基准地"
    published[2]["replaced_by"] = "R0003"
    published.append({"notation": "R0003", "name": "基准地", "replaced_by": ""})
    assert list(LINT(reforms, published)) == []
