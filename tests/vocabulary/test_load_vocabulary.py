from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reformgraph.errors import VocabularyError
from reformgraph.values import PlaceCode
from reformgraph.vocabulary.load_vocabulary import load_vocabulary, ontology_bytes
from reformgraph.vocabulary.places import Place, Places
from support.growth import seconds

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
HEADER = "name,english,category,broader,level,core,needs_context,definition,aliases\n"
VOCABULARY = load_vocabulary()
TEXTS = (
    "notation", "pinyin", "first_year", "source", "source_number", "definition", "definition_zh", "scope_note",
    "scope_note_zh",
)  # fmt: skip
LISTS = ("aliases", "related", "needs_context")
#: Names that are reforms of their own with us, and reforms that stand in another category.
OWN = {"五证合一", "三证合一", "职务科技成果单列管理"}
#: Forms of the shared list that name something else: other reforms, wider ones, those of any province.
OTHERS = {"一证多址", "人才飞地", "反向飞地", "法治化营商环境专项行动", "优化法治化营商环境专项行动", "政府投资基金"}
ELSEWHERE = {"要素跟着项目走", "水电气讯暖进驻政务大厅", "市政公用联合报装"}


def shared(name: str) -> Path:
    folder = os.environ.get("REFORMGRAPH_SHARED")
    if not folder:
        pytest.skip("REFORMGRAPH_SHARED is not set")
    return Path(folder) / name


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def written(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "reforms.csv"
    path.write_text(header + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_every_row_of_the_sources_is_in_the_vocabulary() -> None:
    reforms = rows(SCRIPTS / "vocabulary" / "reforms.csv")
    assert list(VOCABULARY.reforms) == [row["name"] for row in reforms]
    for row in reforms:
        reform = VOCABULARY.reforms[row["name"]]
        assert (reform.english, reform.category, reform.level) == (row["english"], row["category"], row["level"])
        assert (reform.broader or "", reform.core, reform.heading) == (
            row["broader"], row["core"] == "1", row["heading"] == "1",
        )  # fmt: skip
        for field in TEXTS:
            assert getattr(reform, field) == row[field], field
        for field in LISTS:
            assert "|".join(getattr(reform, field)) == row[field], field
    assert list(VOCABULARY.places.by_code) == sorted({r["code"] for r in rows(SCRIPTS / "vocabulary" / "places.csv")})
    kinds = rows(SCRIPTS / "vocabulary" / "zone-kinds.csv")
    assert [kind.name for kind in VOCABULARY.zone_kinds] == [row["name"] for row in kinds]


def test_reading_the_csv_equals_reading_the_turtle() -> None:
    read = load_vocabulary(SCRIPTS / "vocabulary" / "reforms.csv")
    assert read.reforms == VOCABULARY.reforms
    assert read.version != VOCABULARY.version


def test_shared_lists_are_complete() -> None:
    assert set(VOCABULARY.reforms) >= {row["name"] for row in rows(shared("reforms.csv"))}
    assert set(VOCABULARY.places.by_code) == {row["code"] for row in rows(shared("places.csv"))}
    for name, reform in load_vocabulary(shared("reforms.csv")).reforms.items():
        ours = VOCABULARY.reforms[name]
        assert set(reform.aliases) - OWN - OTHERS <= set(ours.aliases), name
        assert ours.core == reform.core
        assert (ours.category == reform.category) == (name not in ELSEWHERE)


def test_an_editor_has_worked_through_every_reform() -> None:
    reforms = VOCABULARY.reforms
    assert all(reform.definition and reform.definition_zh and reform.pinyin for reform in reforms.values())
    parents = {reform.broader for reform in reforms.values()}
    alone = [one.name for one in reforms.values() if not (one.broader or one.related or one.name in parents)]
    assert len(alone) < 40
    assert reforms["全代办"].broader == "帮办代办"
    assert reforms["信用分级分类监管"].broader == "信用监管"
    assert reforms["三证合一"].first_year == "2015"
    assert reforms["三证合一"].source_number == "国办发〔2015〕50号"
    assert VOCABULARY.by_alias["智慧审批"].name == "智能审批"


def test_headings_are_not_looked_for_in_text() -> None:
    heading = VOCABULARY.reforms["招商方式创新"]
    assert heading.heading
    assert heading not in VOCABULARY.sought
    assert VOCABULARY.reforms["产业链招商"] in VOCABULARY.sought


def test_forms_of_reforms() -> None:
    assert VOCABULARY.by_alias["告知承诺制"].name == "告知承诺"
    assert VOCABULARY.by_alias["标准地"].name == "标准地"
    assert VOCABULARY.category_name("approval") == "审批"
    assert VOCABULARY.category_name("自定") == "自定"


def test_kinds_of_zones() -> None:
    found = VOCABULARY.zone_words
    assert found["高新区"].name == "高新技术产业开发区"
    assert found["综改示范区"].name == "综合改革示范区"
    assert found["经济技术开区"].misprints
    assert found["产业园"].is_park
    assert found["产业园"].weak
    assert not found["综合保税区"].weak
    assert found["开发区"].generic
    assert VOCABULARY.kind_of("无此类") is None
    names = {kind.name for kind in VOCABULARY.zone_kinds}
    assert all(kind.broader is None or kind.broader in names for kind in VOCABULARY.zone_kinds)


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("朔州", "140600"),
        ("朔州市", "140600"),
        ("新疆", "650000"),
        ("内蒙古", "150000"),
        ("广西", "450000"),
        ("延边", "222400"),
        ("延边州", "222400"),
        ("海南", "460000"),
        ("吉林", "220000"),
        ("浦东", "310115"),
        ("澳门", "820000"),
        ("大兴安岭", "232700"),
        ("东乡", "361003"),
    ],
)
def test_short_names_of_places(form: str, first: str) -> None:
    assert VOCABULARY.places.named(form)[0].code == first


def test_places_of_one_name_come_outermost_first() -> None:
    levels = [place.level for place in VOCABULARY.places.named("海南")]
    assert levels == ["province", "city", "county"]
    assert VOCABULARY.places.named("不存在之地") == ()
    assert all(len(form) > 1 for form in VOCABULARY.places.names)


def test_path_of_a_place() -> None:
    assert [place.name for place in VOCABULARY.places.path("140602")] == ["山西省", "朔州市", "朔城区"]
    assert VOCABULARY.places.path("000000") == ()
    assert all(VOCABULARY.places.path(code)[0].level == "province" for code in VOCABULARY.places.by_code)


def test_a_circle_of_places_ends() -> None:
    places = Places(
        [
            Place(PlaceCode("1"), "甲市", "city", PlaceCode("2"), None, None),
            Place(PlaceCode("2"), "乙市", "city", PlaceCode("1"), None, None),
        ]
    )
    assert len(places.path("1")) == 3


def test_beginning_with_a_place() -> None:
    places = VOCABULARY.places
    assert places.prefix("朔州经济开发区") == "朔州"
    assert places.prefix("朔州市经济开发区") == "朔州市"
    assert places.prefix("无名园") == ""
    assert places.begins_with_place("朔州经济开发区")
    # 新兴 is also short for a county of Guangdong.
    assert not places.begins_with_place("新兴产业园", "140600")
    assert places.begins_with_place("新兴产业园", "445321")
    assert places.begins_with_place("怀仁经济开发区", "140600")


def test_version_is_stable_and_follows_the_sources(tmp_path: Path) -> None:
    one = written(tmp_path, "甲,A,approval,,,1,,,乙")
    first = load_vocabulary(one)
    assert first is load_vocabulary(one)
    one.write_bytes(one.read_bytes().replace(b"\n", b"\r\n"))
    assert load_vocabulary(one).version == first.version
    one.write_text(HEADER + "甲,A,approval,,,1,,,丙\n", encoding="utf-8")
    assert load_vocabulary(one).version != first.version
    assert len(VOCABULARY.version) == 12


def test_custom_csv_with_mark_extra_columns_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        '\ufeffaliases,category,name,origin\n乙|丙|乙|甲,自定,甲,x\n\n"丁",自定,"戊\n",y\n', encoding="utf-8"
    )
    reforms = load_vocabulary(path).reforms
    assert reforms["甲"].aliases == ("乙", "丙")
    assert reforms["甲"].category == "自定"
    assert list(reforms) == ["甲", "戊"]


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["甲,A,approval,,,1,,,", "甲,A,approval,,,1,,,"], 3, "line 2"),
        (["甲,A,approval,,,1,,"], 2, "8 cells where the head has 9"),
        ([",A,approval,,,1,,,"], 2, "name is empty"),
        (["甲,A,,,,1,,,"], 2, "category"),
        (["甲,A,approval,,,yes,,,"], 2, "core is yes"),
        (["甲,A,approval,乙,,1,,,"], 2, "乙 is not in the file"),
        (["甲,A,approval,乙,,1,,,", "乙,B,approval,甲,,1,,,"], 2, "circle"),
        (["甲,A,approval,,,1,,,丙", "乙,B,approval,,,1,,,丙"], 3, "丙 is a name of both 甲 and 乙"),
        (["甲,A,approval,,,1,,,乙", "乙,B,approval,,,1,,,"], 2, "乙"),
        (['甲,"A"x,approval,,,1,,,'], 2, "not CSV"),
        (['甲,"A\nA",approval,,,1,,,', "乙,B,approval,,,2,,,"], 4, "core is 2"),
    ],
)
def test_malformed_csv_names_file_and_line(tmp_path: Path, lines: list[str], line: int, words: str) -> None:
    path = written(tmp_path, *lines)
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        (["甲,land,,乙,,,"], 2, "related reform 乙 is not in the file"),
        (["甲,land,,甲,,,"], 2, "甲 is related to itself"),
        (["甲,land,,,R0001,,", "乙,land,,,R0001,,"], 3, "R0001 is the notation of both 甲 and 乙"),
        (["甲,land,,,,yes,"], 2, "heading is yes"),
        (["甲,land,,,,,17年"], 2, "first_year is 17年"),
    ],
)
def test_faults_of_the_further_columns(tmp_path: Path, lines: list[str], line: int, words: str) -> None:
    path = written(tmp_path, *lines, header="name,category,aliases,related,notation,heading,first_year\n")
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(path)
    assert str(caught.value).startswith(f"{path}, line {line}: ")
    assert words in str(caught.value)


def test_a_csv_with_the_old_columns_only(tmp_path: Path) -> None:
    reform = load_vocabulary(written(tmp_path, "甲,A,approval,,,1,,Says what.,乙")).reforms["甲"]
    assert (reform.definition, reform.definition_zh, reform.related, reform.heading) == ("Says what.", "", (), False)


def test_a_table_with_chinese_headings(tmp_path: Path) -> None:
    path = tmp_path / "词表.csv"
    path.write_bytes("名称;类别;别名;释义;备注\n甲改革;land;甲｜乙|丙;说明;无\n".encode("gbk"))
    reform = load_vocabulary(path).reforms["甲改革"]
    assert (reform.aliases, reform.definition_zh) == (("甲", "乙", "丙"), "说明")


def test_other_bad_files(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no column category"):
        load_vocabulary(written(tmp_path, header="name,aliases\n"))
    with pytest.raises(VocabularyError, match="no reform"):
        load_vocabulary(written(tmp_path))
    path = tmp_path / "gb.csv"
    path.write_bytes(HEADER.encode() + "甲,A,approval,,,1,,,\n".encode("gb18030"))
    assert list(load_vocabulary(path).reforms) == ["甲"]
    path.write_bytes(HEADER.encode() + b"\xff\xff\n")
    with pytest.raises(VocabularyError, match=r"gb\.csv, line 2.*no valid"):
        load_vocabulary(path)
    with pytest.raises(VocabularyError, match=r"none\.csv"):
        load_vocabulary(tmp_path / "none.csv")
    with pytest.raises(VocabularyError):
        load_vocabulary(tmp_path)
    with pytest.raises(VocabularyError, match=r"none\.ttl"):
        ontology_bytes("none.ttl")


def test_loads_fast() -> None:
    from reformgraph.vocabulary.load_vocabulary import _load

    assert seconds(lambda: _load.__wrapped__(None, "")) < 0.6


def test_works_from_a_zip(tmp_path: Path) -> None:
    archive = tmp_path / "reformgraph.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(
            path for path in (ROOT / "graph").rglob("*") if path.suffix in (".py", ".json", ".tsv", ".txt")
        ):
            out.write(path, path.relative_to(ROOT / "graph").as_posix())
        for path in sorted((ROOT / "ontology").glob("*.ttl")):
            out.write(path, f"reformgraph/ontology/{path.name}")
    code = (
        "import reformgraph.vocabulary.load_vocabulary as v; print(v.__file__); print(len(v.load_vocabulary().reforms))"
    )
    environment = os.environ | {"PYTHONPATH": str(archive), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, cwd=tmp_path
    )
    place, count = done.stdout.split("\n")[:2]
    assert str(archive) in place
    assert int(count) == len(VOCABULARY.reforms)


def run_script(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "scripts" / "build_vocabulary.py"), *arguments],
        capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    return tmp_path


def test_the_ontology_is_what_its_sources_say() -> None:
    done = run_script(ROOT, "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_check_finds_a_difference_and_building_mends_it(copy: Path) -> None:
    changed = copy / "ontology" / "reforms.ttl"
    before = changed.read_bytes()
    changed.write_bytes(before.replace("标准地".encode(), "基准地".encode(), 1))
    done = run_script(copy, "--check")
    assert done.returncode == 1
    assert "ontology/reforms.ttl: differs" in done.stderr
    assert run_script(copy).returncode == 0
    assert changed.read_bytes() == before
    assert run_script(copy, "--wrong").returncode == 2


def reform_line(**fields: str) -> str:
    """A line of reforms.csv that is sound but for the fields given."""
    path = SCRIPTS / "vocabulary" / "reforms.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    row = dict.fromkeys(header, "") | {"notation": "R9999", "name": "新事物", "category": "land", "core": "0"} | fields
    return ",".join(row[column] for column in header)


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("reforms", reform_line(name="“标准地”"), "shares its IRI with reforms.csv: 标准地"),
        ("reforms", reform_line(category="nothing"), "unknown category nothing"),
        ("reforms", reform_line(broader="无此"), "unknown broader 无此"),
        ("reforms", reform_line(aliases="告知承诺制"), "告知承诺制: is a form of both"),
        ("reforms", reform_line(), "新事物: it has no English definition"),
        ("reforms", reform_line(), "published-reforms.csv: 新事物: not in the list"),
        ("reforms", "R9999,新事物", "not 20 fields"),
        ("zone-kinds", "新类,X,新类,0,0,0,,", "round in a circle"),
        ("zone-kinds", "新类,X,,0,0,0,高新区,", "高新区: is a form of both"),
        ("places", "999999,某地,county,999998,,", "unknown parent 999998"),
        ("places", "140600,朔州市,city,140000,,", "shares its IRI"),
        ("statuses", "a b,x,x,x,x", "not a valid local name"),
    ],
)
def test_faults_of_the_sources_are_named(copy: Path, file: str, line: str, words: str) -> None:
    with (copy / "scripts" / "vocabulary" / f"{file}.csv").open("a", encoding="utf-8", newline="") as stream:
        stream.write(line + "\n")
    done = run_script(copy)
    assert done.returncode == 1
    assert words in done.stderr
