"""A hundred and more mistakes of `mistakes.yml`: each message names place and cure in the user's language."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from reformgraph.exchange.export import export_nquads
from reformgraph.store import open_store
from support.commands import run
from support.read_cases import read_cases
from support.sample_store import sample_store

MISTAKES: list[dict[str, Any]] = read_cases((Path(__file__).parent / "mistakes.yml").read_text("utf-8"))
TEXT = "2024年5月，朔州经济开发区推行标准地改革，出让土地8宗。\n"
#: Files of the folder that the commands run in; what ends in / is an empty folder.
FILES: Mapping[str, str | bytes] = {
    "pages/a.txt": TEXT,
    "folder/": "",
    "empty.txt": "",
    "report.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "broken.docx": b"PK\x03\x04" + b"x" * 100,
    "broken.pdf": b"%PDF-1.7\nnothing",
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "binary.txt": bytes(range(256)) * 4,
    "rows.csv": "题头,稿件\n昌河,昌河经开区推行标准地改革。\n",
    "broken.jsonl": '{"text": broken\n',
    "gbk.rq": "SELECT * { ?s rg:adopted reform:标准地 }".encode("gbk"),
    "broken.nq": "<http://a/s> <http://a/p> <http://a/o> .\n<http://a/s> <http://a/p> nonsense .\n",
    "no-path.csv": "date,source\n2024-05-06,日报\n",
    "bad-date.csv": "path,date\npages/a.txt,2024-05-06\nrows.csv,三月\n",
    "missing-file.csv": "path,date\ngone.txt,2024-05-06\n",
    "twice.csv": "path,id\npages/a.txt,one\npages/a.txt,two\n",
    "full-width.csv": "path，date\npages/a.txt，2024-05-06\n",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "quote.csv": 'path,source\n"pages/a.txt,日报\n',
    "words.csv": "word\n标准地\n",
    "kinds.csv": "kind,a,b,decision\nzoen,甲,乙,same\n",
    "clash.csv": "kind,a,b,decision\nzone,甲开发区,乙开发区,same\nzone,甲开发区,乙开发区,different\n",
    "toa.csv": "id,toa\na,1\nb,soon\n",
    "nodes.csv": "id,toa\na,1\nb,2\n",
    "ties.csv": "ego,alter\na,z\n",
    "labels/a.json": "{}",
}
_HAN = re.compile(r"[一-鿿]")
#: A run of English words, which a message in Chinese has none of.
_ENGLISH = re.compile(r"(?<![\w./-])[a-z]+(?: [a-z]+){2,}")

#: Words of the user or of a library, lists of formats, paths, commands: in the same letters in every language.
_NOT_SAID = re.compile(r"“[^”]*”|'[^']*'|[a-z]+(?:, [a-z]+){3,}|[\w:./*-]*[/.][\w:./*-]*|reformgraph [a-z ]+", re.ASCII)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mistakes")
    for name, content in FILES.items():
        if name.endswith("/"):
            (folder / name).mkdir()
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    sample_store(folder / "s.store")
    return folder


@pytest.fixture(scope="module")
def held(home: Path) -> str:
    return exported(home)


def state(folder: Path) -> Iterator[tuple[str, str]]:
    """All files of a folder with their contents; the lock of a store holds who locked it last."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "LOCK":
            about = path.stat()
            yield path.relative_to(folder).as_posix(), digest(path, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


@lru_cache(maxsize=1000)
def digest(path: Path, *written: int) -> str:
    """Hash of a file; the same files are looked at before and after every mistake, and read once `written` anew."""
    return sha256(path.read_bytes()).hexdigest()


def exported(folder: Path) -> str:
    with open_store(folder / "s.store") as store:
        return sha256(b"".join(export_nquads(store))).hexdigest()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one["run"])
def test_mistake(
    mistake: dict[str, Any],
    language: str,
    home: Path,
    held: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reformgraph.store.http_client.PAUSES", ())
    before = dict(state(home))
    arguments = shlex.split(mistake["run"].replace("{store}", "s.store"))
    done = run(*arguments, given=mistake.get("in", "").encode(), folder=home, REFORMGRAPH_LANG=language)
    code, message = done.returncode, done.stderr
    assert code in (1, 2), message
    assert "Traceback" not in message
    for word in mistake["says"]:
        assert word in message, message
    if dict(state(home)) != before:  # a build that failed may have noted that it did; what it holds is as it was
        assert [name for name in dict(state(home)) if not name.startswith("s.store/") and name not in before] == []
        assert exported(home) == held
    error = re.split("错误|失败:|rror", message, maxsplit=1)[-1].partition("\n")[0]
    said = re.sub(
        r"“[^”]*”|'[^']*'|[a-z]+(?:, [a-z]+){3,}|[\w:./*-]*[/.][\w:./*-]*|reformgraph [a-z ]+",
        "",
        error,
        flags=re.ASCII,
    )
    if language == "zh":
        assert _HAN.search(said), message
        assert not _ENGLISH.search(said), message
    assert re.search(r"[（(]|是不是|did you mean|--help|用法|Usage|there are|却有", message), message


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["另一个进程正在写此库", "请等"]), ("en", ["another process", "wait"])]
)
def test_two_builds_at_once(language: str, words: list[str], home: Path, held: str) -> None:
    with open_store(home / "s.store", read_only=False):
        done = run("build", "pages", "--store", "s.store", folder=home, REFORMGRAPH_LANG=language)
    assert done.returncode == 1
    for word in (*words, "s.store", str(os.getpid())):
        assert word in done.stderr, done.stderr
    assert exported(home) == held
