"""The bill of materials names what is locked and bundled, with licences, and is the same each time."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
sys.path.insert(0, str(SCRIPTS))

import make_sbom  # noqa: E402
from lock_file import LOCK, locked  # noqa: E402

ROOT = Path(__file__).parents[2]


def test_every_package_of_the_lock() -> None:
    bill = make_sbom.sbom()
    purls = {one["purl"] for one in bill["components"] if "purl" in one}
    assert {one.purl for one in locked()} <= purls
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    references = [one["bom-ref"] for one in bill["components"]]
    assert len(references) == len(set(references))
    assert bill["dependencies"][0]["dependsOn"] == references


def test_every_bundled_asset_has_its_licence() -> None:
    bill = make_sbom.sbom()
    editor = next(one for one in bill["components"] if one["name"] == "@zazuko/yasgui")
    text = (make_sbom.EDITOR / "yasgui-licenses.txt").read_text("utf-8")
    assert len(editor["components"]) == len(re.findall(r"^=+\n\S+ \S+ \(", text, re.MULTILINE)) > 20
    assert all(one["licenses"] for one in editor["components"])
    foreign = {path.name for path in (ROOT / "graph").rglob("*.min.*")}
    assert foreign == {Path(one["value"]).name for one in editor["properties"]}, "a new asset needs its licence told"
    assert {f"ontology/{path.name}" for path in (ROOT / "ontology").glob("*.ttl")} <= {
        one["name"] for one in bill["components"]
    }


def test_the_base_packages_tell_their_licences() -> None:
    licences = dict(line.split("\t") for line in make_sbom.licences())
    told = {name.partition(" ")[0]: licence for name, licence in licences.items()}
    assert told["click"] == "BSD-3-Clause"
    assert "not installed" not in told["rdflib"]


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_sbom.main(["-o", str(tmp_path / name)])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert str(ROOT) not in (tmp_path / "a").read_text("utf-8")
    assert json.loads((tmp_path / "a").read_text("utf-8"))["version"] == 1


def test_lines_of_the_lock(tmp_path: Path) -> None:
    hashed = "    --hash=sha256:" + "a" * 64
    lock = tmp_path / "x.lock"
    lock.write_text(f"PyYAML==6.0 ; sys_platform == 'win32' \\\n{hashed} \\\n{hashed}\nclick==8.1 \\\n{hashed}\n")
    first, second = locked(lock)
    assert (first.purl, first.marker, len(first.hashes)) == ("pkg:pypi/pyyaml@6.0", "sys_platform == 'win32'", 2)
    assert (second.purl, second.marker) == ("pkg:pypi/click@8.1", "")
    lock.write_text("click>=8\n")
    with pytest.raises(ValueError, match="line 1"):
        list(locked(lock))


def test_the_lock_is_whole() -> None:
    lines = LOCK.read_text("utf-8").splitlines()
    assert len(list(locked())) == sum("==" in line.partition(";")[0] for line in lines)
    assert all(one.hashes for one in locked())
