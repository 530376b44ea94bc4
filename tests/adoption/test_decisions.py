"""Decisions of the user: read with line numbers, checked for clashes, undone by taking a line out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reformgraph.adoption.decisions import Decision, append_decision, default_path, read_decisions, resolve, shortened
from reformgraph.errors import DecisionError
from reformgraph.iri import BASE

HEADER = "kind,a,b,decision,reason,time\n"


def write(path: Path, text: str) -> Path:
    file = path / "s.decisions.csv"
    file.write_bytes(text.encode("utf-8"))
    return file


def test_a_zone_of_the_catalogue_stands_for_longer_names(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("kind,a,b,decision\nzone,朔州经济开发区,朔州经济开发区及其代管的两个园区,same\n", encoding="utf-8")
    decided = read_decisions(path).representative
    assert {iri.rpartition("/")[2] for iri in decided.values()} == {"朔州经济开发区"}
    assert len(decided) == 2


def test_no_file_is_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.csv").lines == ()
    assert read_decisions(None).digest == ""


def test_names_prefixed_names_and_iris(tmp_path: Path) -> None:
    text = f"zone,甲经开区,zone:甲经济开发区,same,一回事,2024-05-06\nzone,{BASE}zone/乙区,丙区,different,,\n"
    found = read_decisions(write(tmp_path, HEADER + text))
    assert found.stands_for(BASE + "zone/甲经开区") == BASE + "zone/甲经济开发区"
    assert found.are_different(BASE + "zone/丙区", BASE + "zone/乙区")
    assert found.lines[0].reason == "一回事"


def test_a_file_of_a_spreadsheet_program(tmp_path: Path) -> None:
    found = read_decisions(write(tmp_path, "\ufeffKind,A,B,Decision\r\nzone,甲区,乙区, Same \r\n\r\n"))
    assert [line.decision for line in found.lines] == ["same"]


def test_same_is_transitive_and_the_longest_name_stands(tmp_path: Path) -> None:
    text = "company,宏图,宏图科技,same\ncompany,宏图科技,宏图科技有限公司,same\n"
    found = read_decisions(write(tmp_path, "kind,a,b,decision\n" + text))
    assert set(found.representative.values()) == {BASE + "company/宏图科技有限公司"}
    assert len(found.representative) == 3


def test_of_zones_the_longest_name_stands_whatever_is_said_of_reforms(tmp_path: Path) -> None:
    text = "zone,朔州经济开发区,朔州经开区,same\nreform,标准地,朔州模式,different\n"
    found = read_decisions(write(tmp_path, "kind,a,b,decision\n" + text))
    assert found.stands_for(BASE + "zone/朔州经开区") == BASE + "zone/朔州经济开发区"


def test_of_reforms_the_one_in_column_b_stands(tmp_path: Path) -> None:
    found = read_decisions(write(tmp_path, "kind,a,b,decision\nreform,标准地出让新模式,标准地,same\n"))
    assert found.stands_for(BASE + "reform/标准地出让新模式") == BASE + "reform/标准地"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADER + "zone,甲,乙,sane,,\n", r"line 2.*'sane'.*same, different, unsure"),
        (HEADER + "\nzome,甲,乙,same,,\n", r"line 3.*'zome'"),
        (HEADER + "zone,,乙,same,,\n", r"line 2.*column a is empty"),
        (HEADER + "zone,甲,,same,,\n", r"line 2.*column b is empty"),
        (HEADER + "zone,甲,,accept,,\n", r"line 2.*column b is empty"),
        (HEADER + "zone,甲,甲,same,,\n", r"line 2.*same name"),
        (HEADER + "zone,甲,乙,same,,,多\n", r"line 2.*7 cells where the head has 6"),
        (HEADER + 'zone,甲,"乙,same\n', r"not CSV"),
        ("a,b\n甲,乙\n", r"line 1.*no column kind"),
        (HEADER + "claim,claim:p-1-1,company:甲,actor,,\n", r"line 2.*company:甲 is no zone"),
        (HEADER + "claim,claim:p-1-1,place:140600,actor,,\n", r"line 2.*place:140600 is no zone"),
        (HEADER + "claim,claim:p-1-1,https://example.org/zone/甲,actor,,\n", r"line 2.*is no zone"),
        (HEADER + "reform,新,,yes,,\n", r"line 2.*'yes'.*accept, reject"),
    ],
)
def test_a_typo_is_named_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        read_decisions(write(tmp_path, text))


def test_a_table_of_a_chinese_excel_is_read_and_added_to(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_bytes("决定;甲;乙;类型;备注\n相同;瓯甲区;瓯乙区;开发区;好\n".encode("gbk"))
    zone = BASE + "zone/"
    append_decision(file, Decision("zone", zone + "瓯乙区", zone + "瓯丙区", "different"))
    assert [line.decision for line in read_decisions(file).lines] == ["same", "different"]
    assert file.read_bytes().decode("gbk").splitlines()[-1] == "different;zone:瓯乙区;zone:瓯丙区;zone;"


def test_a_workbook_is_read_but_not_added_to(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["kind", "a", "b", "decision"], ["zone", "甲", "乙", "same"]):
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    assert len(read_decisions(tmp_path / "d.xlsx").lines) == 1
    with pytest.raises(DecisionError, match="workbook"):
        append_decision(tmp_path / "d.xlsx", Decision("zone", BASE + "zone/甲", BASE + "zone/丙", "same"))


def test_a_clash_along_a_chain_names_all_lines(tmp_path: Path) -> None:
    text = "zone,A,B,same,,\nzone,X,Y,same,,\nzone,B,C,same,,\nzone,A,C,different,,\n"
    with pytest.raises(DecisionError, match=r"lines 2, 4, 5 clash.*A and C"):
        read_decisions(write(tmp_path, HEADER + text))


def test_two_answers_to_one_question(tmp_path: Path) -> None:
    with pytest.raises(DecisionError, match="lines 2 and 3 clash"):
        read_decisions(write(tmp_path, HEADER + "zone,A,B,same,,\nzone,B,A,unsure,,\n"))
    with pytest.raises(DecisionError, match="lines 2 and 3 clash"):
        read_decisions(write(tmp_path, HEADER + "reform,A,,accept,,\nreform,A,,reject,,\n"))


def test_a_claim_without_an_actor_can_be_marked_as_seen(tmp_path: Path) -> None:
    known = read_decisions(write(tmp_path, HEADER + "claim,claim:p-1-2,,unsure,,\n"))
    assert known.answered("claim", f"{BASE}claim/p-1-2")
    with pytest.raises(DecisionError, match=r"line 2.*'accept'.*unsure"):
        read_decisions(write(tmp_path, HEADER + "claim,claim:p-1-2,,accept,,\n"))


def test_reasons_times_and_unsure_do_not_count(tmp_path: Path) -> None:
    one = read_decisions(write(tmp_path, HEADER + "zone,A,B,same,because,2024\n")).digest
    two = read_decisions(write(tmp_path, HEADER + "zone,C,D,unsure,,\nzone,B,A,same,,\n")).digest
    assert one == two != ""


def test_lines_without_an_answer_are_open_questions(tmp_path: Path) -> None:
    assert read_decisions(write(tmp_path, HEADER + "zone,A,B,,asked,\n")).lines == ()


def test_appending_checks_first(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    zone = BASE + "zone/"
    append_decision(file, Decision("zone", zone + "甲", zone + "乙", "same", "有, 理", "2024-05-06"))
    append_decision(file, Decision("zone", zone + "乙", zone + "丙", "same"))
    before = file.read_bytes()
    with pytest.raises(DecisionError, match="lines 2, 3, 4 clash"):
        append_decision(file, Decision("zone", zone + "甲", zone + "丙", "different"))
    assert file.read_bytes() == before
    assert before.decode().splitlines()[1] == 'zone,zone:甲,zone:乙,same,"有, 理",2024-05-06'


def test_appending_to_a_file_that_ends_without_a_line_end(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER + "zone,A,B,same,,")
    append_decision(file, Decision("reform", BASE + "reform/新", "", "accept"))
    assert [line.decision for line in read_decisions(file).lines] == ["same", "accept"]


def test_where_decisions_are_kept() -> None:
    assert default_path("a/my.store") == Path("a/my.store.decisions.csv")
    assert default_path(":memory:") is None
    assert default_path("http://127.0.0.1:1/query") is None


def test_short_and_long_names() -> None:
    for text in ("zone:朔州经济开发区", "company:某公司"):
        assert shortened(resolve(text.partition(":")[0], text)) == text
    assert resolve("article", "p-txt-1") == BASE + "article/p-txt-1"
    assert shortened("http://other/x") == "http://other/x"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_line_goes_behind_what_stands_there(tmp_path: Path, encoding: str) -> None:
    """A second mark of the order of bytes made the file unreadable."""
    file, zone = tmp_path / "d.csv", BASE + "zone/"
    before = (HEADER + "zone,甲,乙,same,,\n").encode(encoding)
    file.write_bytes(before)
    append_decision(file, Decision("zone", zone + "乙", zone + "丙", "same", "好"))
    assert file.read_bytes().startswith(before)
    assert [line.b for line in read_decisions(file).lines] == [zone + "乙", zone + "丙"]


def test_what_the_file_cannot_hold_is_told_and_not_dropped(tmp_path: Path) -> None:
    file, zone = tmp_path / "d.csv", BASE + "zone/"
    new = Decision("zone", zone + "乙", zone + "丙", "same", "好")
    file.write_text("kind,a,b,decision\nzone,甲,乙,same\n", encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(DecisionError, match="no column reason"):
        append_decision(file, new)
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs resource limits")
def test_a_full_disk_leaves_no_half_line(tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    zone = BASE + "zone/"
    append_decision(file, Decision("zone", zone + "甲", zone + "乙", "same"))
    before = file.read_bytes()
    code = (
        "import resource, signal, sys; from pathlib import Path;"
        "from reformgraph.adoption.decisions import Decision, append_decision;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 9}, {len(before) + 9}));"
        f"append_decision(Path(sys.argv[1]), Decision('zone', {zone + '乙'!r}, {zone + '丙'!r}, 'same'))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    assert "DecisionError" in done.stderr
    assert file.read_bytes() == before
