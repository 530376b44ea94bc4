"""Every list of words is one that the loader takes, tells its readers truly, and is read from a zip too."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

import reformgraph
from reformgraph.errors import LexiconError
from reformgraph.language.lexicon import (
    any_of,
    characters,
    list_names,
    longest_first,
    pairs,
    read_list,
    read_table,
    word_set,
    words,
)

PACKAGE = Path(reformgraph.__file__).parent
HEAD = "# Some words.\n# Origin: this test.\n# Read by: nobody.\n"


def reads(code: str, name: str) -> bool:
    return f'"{name}"' in code or f"'{name}'" in code


NAMES = [*(f"{name}.txt" for name in list_names()), *(f"{name}.tsv" for name in list_names(".tsv"))]


@pytest.mark.parametrize("file", NAMES)
def test_each_list_is_read_and_names_its_readers(file: str) -> None:
    name, ending = file.split(".")
    assert words(name) if ending == "txt" else pairs(name)
    text = (files("reformgraph.language.lexicon") / file).read_text("utf-8")
    readers = re.search(r"^# Read by: (.*)\.$", text, re.M)
    assert readers, f"{file} has to end its readers with a full stop"
    for reader in readers.group(1).split(", "):
        module = PACKAGE.joinpath(*reader.split(".")).with_suffix(".py")
        assert reads(module.read_text("utf-8"), name), f"{reader} does not read {file}"


def test_each_list_has_a_reader_in_the_code() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert not [name for name in NAMES if not reads(code, name.split(".")[0])]


def test_no_list_stands_twice() -> None:
    held = [(words(name.split(".")[0]) if name.endswith("txt") else pairs(name.split(".")[0]), name) for name in NAMES]
    twice = dict(held)
    assert [(name, twice[listed]) for listed, name in held if twice[listed] != name and len(listed) > 1] == []


@pytest.mark.parametrize(
    ("text", "fault", "where"),
    [
        (HEAD + "甲\n", "no row of two words", "some.tsv:4"),
        (HEAD + "甲\t\n", "no row of two words", "some.tsv:4"),
        (HEAD + "甲\t乙|丙\n", "no row of two words", "some.tsv:4"),
        (HEAD + "乙\t1\n甲\t1\n乙\t2\n", "甲 1 has to stand|乙 2 has to stand", "some.tsv:6"),
        (HEAD + "甲\t1\n甲\t1\n", "甲 1 stands twice", "some.tsv:5"),
        (HEAD, "the list is empty", "some.tsv"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named(text: str, fault: str, where: str) -> None:
    with pytest.raises(LexiconError, match=fault) as caught:
        read_table(text, "some.tsv")
    assert caught.value.where == where


def test_a_word_may_have_several_values() -> None:
    assert read_table(HEAD + "乙\t1\n乙\t2\n", "some.tsv") == (("乙", "1"), ("乙", "2"))
    assert pairs("month_thirds") == (("上旬", "1-10"), ("下旬", "21-31"), ("中旬", "11-20"))


@pytest.mark.parametrize(
    ("text", "fault", "where"),
    [
        ("一\n", "the head has to tell", "some.txt"),
        ("# What.\n# Origin: a.\n一\n", "the head has to tell", "some.txt"),
        (HEAD, "the list is empty", "some.txt"),
        (HEAD + "丙\n甲\n乙\n", "乙 has to stand before 甲", "some.txt:6"),
        (HEAD + "甲\n甲\n", "甲 stands twice", "some.txt:5"),
        (HEAD + "甲\n\n", "no word: ''", "some.txt:5"),
        (HEAD + "甲 \n", "no word: '甲 '", "some.txt:4"),
        (HEAD + "甲(?!乙)\n", "no word", "some.txt:4"),
        (HEAD + "甲|乙\n", "no word", "some.txt:4"),
        (HEAD + "# 乙\n甲\n# 丙\n", "no word: '# 丙'", "some.txt:6"),
    ],
)
def test_what_breaks_a_rule_is_named_with_its_line(text: str, fault: str, where: str) -> None:
    with pytest.raises(LexiconError, match=fault) as caught:
        read_list(text, "some.txt")
    assert caught.value.where == where
    assert caught.value.cure


def test_words_keep_the_order_of_the_file() -> None:
    assert read_list(HEAD + "乙\n甲\n甲乙\n", "some.txt") == ("乙", "甲", "甲乙")


def test_a_list_that_is_missing_is_named() -> None:
    with pytest.raises(LexiconError) as caught:
        words("no_such_list")
    assert caught.value.where == "no_such_list.txt"
    assert "list_names()" in caught.value.cure


def test_sets_patterns_and_characters() -> None:
    both = word_set("compound_surnames", "common_places")
    assert {"欧阳", "朝阳"} < both
    ordered = longest_first("compound_surnames", "common_places")
    assert len(ordered) == len(both)
    assert re.fullmatch(any_of("compound_surnames"), "欧阳")
    assert not re.fullmatch(any_of("compound_surnames"), "王")
    assert "".join(sorted(characters("surnames"))) == characters("surnames")
    with pytest.raises(LexiconError, match="no single character"):
        characters("compound_surnames")


def test_longer_words_are_tried_first() -> None:
    ordered = longest_first("heading_words")
    assert [len(word) for word in ordered] == sorted((len(word) for word in ordered), reverse=True)
    assert re.match(any_of("heading_words"), "关键词").group() == "关键词"  # type: ignore[union-attr]


def test_lists_are_read_from_a_zip(tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in (PACKAGE / "language").rglob("*"):
            if path.suffix in (".py", ".txt", ".tsv"):
                archive.write(path, path.relative_to(PACKAGE.parent))
        for name in ("__init__.py", "errors.py", "_version.py"):
            archive.write(PACKAGE / name, f"reformgraph/{name}")
    code = (
        f"import sys; sys.path.insert(0, {str(packed)!r})\n"
        "from reformgraph.language import lexicon\n"
        "assert '.zip' in lexicon.__file__, lexicon.__file__\n"
        "print(len(lexicon.list_names()), len(lexicon.words('compound_surnames')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [str(len(list_names())), str(len(words("compound_surnames")))]
