"""As on Windows in China: no UTF-8 mode, a locale that knows only ASCII or GBK, paths with Chinese and spaces."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reformgraph.samples import sample_manifest, sample_pages

#: What Python would prefer where nothing is said; `locale.getpreferredencoding` is what bare `open` asks.
_GBK = (
    "import _locale, locale, sys; locale.getencoding = lambda: 'gbk'; "
    "locale.getpreferredencoding = lambda *_: 'gbk'; _locale.getencoding = lambda: 'gbk'; "
    "from reformgraph.cli import main; main(sys.argv[1:])"
)
SYSTEMS = {
    "ascii": (["-m", "reformgraph"], {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "gbk": (["-X", "warn_default_encoding", "-c", _GBK], {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk:strict"}),
}


def run(system: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    start, settings = SYSTEMS[system]
    environment = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "PYTHONUTF8")}
    done = subprocess.run(
        [sys.executable, *start, *arguments], env={**environment, "REFORMGRAPH_LANG": "zh", **settings},
        capture_output=True, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode("utf-8", "replace")
    told = done.stderr.decode("utf-8", "replace")
    assert not [line for line in told.splitlines() if "EncodingWarning" in line and "/graph/reformgraph/" in line]
    return done


@pytest.mark.parametrize("system", SYSTEMS)
def test_from_pages_to_tables(system: str, tmp_path: Path) -> None:
    folder = tmp_path / "开发区 报道"
    folder.mkdir()
    store = str(folder / "图谱.store")
    pages = [str(page) for page in sample_pages()]
    assert run(system, "build", *pages, "--manifest", str(sample_manifest()), "--store", store).returncode == 0
    told = run(system, "trace", "标准地", "--store", store, "-o", str(folder / "表 一.csv"))
    assert told.returncode == 0, told.stderr.decode()
    rows = list(csv.DictReader(io.StringIO((folder / "表 一.csv").read_text("utf-8"))))
    assert "朔州经济开发区" in {row["zone"] for row in rows}
    assert "朔州经济开发区".encode() in run(system, "query", "adopters", "--store", store, "--format", "csv").stdout
    for command in (
        ["export", "-o", str(folder / "全部.nq")],
        ["network", "export", "bipartite", "-o", str(folder / "网络.gexf")],
        ["page", "-o", str(folder / "图.html")],
        ["review", "--format", "csv"],
        ["info"],
    ):
        done = run(system, *command, "--store", store)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert (
        "没有叫“朔州开发去”的开发区".encode() in run(system, "trace", "--zone", "朔州开发去", "--store", store).stderr
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_text_on_the_input_and_a_path_that_is_long(system: str, tmp_path: Path) -> None:
    folder = tmp_path
    while len(str(folder)) < 260:
        folder = folder / "很长的文件夹名称"
    folder.mkdir(parents=True)
    page = folder / "页.txt"
    page.write_bytes("2024年5月，朔州经济开发区推行标准地改革。\n".encode("gbk"))
    done = run(system, "extract", str(page))
    assert (done.returncode, "标准地".encode() in done.stdout) == (0, True)
