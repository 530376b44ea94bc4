"""An error is told in one line, whatever names of files and words of libraries it holds."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from reformgraph.errors import PageError
from reformgraph.reading.read_pages import read_page


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\x0b"])
def test_the_parts_of_an_error_have_no_ends_of_lines(end: str) -> None:
    fault = PageError(f"first{end}error: second", where=f"a{end}b.txt", cure=f"save{end}again{end}")
    assert str(fault) == "a b.txt: first error: second (save again)"
    assert (fault.what, fault.where, fault.cure) == ("first error: second", "a b.txt", "save again")
    assert str(pickle.loads(pickle.dumps(fault))) == str(fault)


def test_spaces_inside_a_name_stay() -> None:
    assert str(PageError("x  y", where="a  b.txt")) == "a  b.txt: x  y"


@pytest.mark.skipif(Path("/").drive != "" or not Path("/dev").exists(), reason="names of files of POSIX")
def test_a_name_that_looks_like_a_second_message(tmp_path: Path) -> None:
    path = tmp_path / "a\nerror: b.pdf"
    path.write_bytes(b"no page")
    with pytest.raises(PageError) as raised:
        read_page(path)
    assert len(str(raised.value).splitlines()) == 1
