"""Pages at addresses are found and read as files are: folders, patterns, lists, archives; what is wrong is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reformgraph.building.build import build
from reformgraph.errors import PageError, UsageError
from reformgraph.reading.addresses import is_address, opened, resolved, shown
from reformgraph.reading.file_lists import expanded
from reformgraph.reading.page_files import look_through, pages_in

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed (extra scale)")
TEXT = "# 朔州经济开发区推行标准地\n\n2024年3月，朔州经济开发区推行标准地改革。\n"


@pytest.fixture
def files() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("c.txt", TEXT.replace("朔州", "运城"))
    system.pipe({"/pages/a.md": TEXT.encode(), "/pages/2024/b.md": TEXT.replace("朔州", "长治").encode(),
                 "/pages/z.zip": packed.getvalue(), "/pages/.hidden.md": b"x", "/pages/note.xyz": b"x"})  # fmt: skip
    yield system
    system.store.clear()


def ids(*paths: str, listed: tuple[str, ...] = ()) -> list[str]:
    found = look_through(list(expanded(paths)), listed=[Path(one) for one in listed])
    return sorted(page.id for page in pages_in(found.files) if not isinstance(page, PageError))


@pytest.mark.parametrize(
    ("text", "address"),
    [("s3://bucket/a.txt", True), ("https://a.example/b?c=d", True), ("oss+x://b/a", True), ("C:/pages", False),
     ("/data/a.txt", False), ("a.txt", False), ("file:///data/a.txt", False)],
)  # fmt: skip
def test_what_is_an_address(text: str, address: bool) -> None:
    path = Path(text)
    assert is_address(path) is address
    if address:
        assert shown(path) == text
        assert resolved(path) == path


def test_a_folder(files: Any) -> None:
    assert ids("memory://pages") == ["2024/b.md", "a.md", "z.zip/c.txt"]
    assert look_through(["memory://pages"]).passed == {".xyz": 1}


def test_a_pattern_a_file_and_a_list(files: Any) -> None:
    assert ids("memory://pages/**/*.md") == ["a.md", "b.md"]
    assert ids("memory://pages/a.md") == ["a.md"]
    assert ids(listed=("memory://pages/2024/b.md",)) == ["memory:/pages/2024/b.md"]


def test_what_is_not_there(files: Any) -> None:
    with pytest.raises(UsageError, match="no such file or folder") as told:
        look_through(["memory://nothing"])
    assert told.value.where == "memory://nothing"
    with pytest.raises(UsageError, match="nothing matches"):
        list(expanded(["memory://pages/*.pdf"]))
    with pytest.raises(UsageError, match="such addresses are not read"):
        look_through(["nosuch://pages"])
    with pytest.raises(PageError, match="no such file"):
        opened(Path("memory://pages/gone.md"))
    assert [str(fault) for fault in look_through(["memory://pages"], listed=[Path("memory://pages/gone.md")]).faults]


def test_a_build_reads_them_and_knows_them_again(files: Any, tmp_path: Path) -> None:
    done = build(["memory://pages"], tmp_path / "store")
    assert (done.added, done.failures) == (3, ())
    again = build(["memory://pages"], tmp_path / "store")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    files.pipe("/pages/a.md", TEXT.replace("2024", "2023").encode())
    files.rm("/pages/2024/b.md")
    again = build(["memory://pages"], tmp_path / "store", prune=True)
    assert (again.added, again.changed, again.unchanged, again.pruned) == (0, 1, 1, 1)
