"""The bill of materials (CycloneDX 1.6, JSON): what is locked, what is bundled, and under which licences.

usage: make_sbom.py [-o FILE] [--licences]

`--licences` prints a table for people instead: bundled assets with their licences, then the packages. Licences of
packages are read from what is installed; run it in the environment made from the lock. The same lock and files give the
same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Iterator
from email.message import Message
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from lock_file import Locked, locked

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "graph" / "reformgraph"
EDITOR = PACKAGE / "show" / "serve" / "assets"
Json = dict[str, Any]

#: Licence classifiers and the like -> SPDX, where a package tells its licence in no better way.
_SPDX = {
    "Apache Software License": "Apache-2.0", "MIT License": "MIT", "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC", "The Unlicense (Unlicense)": "Unlicense",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
}  # fmt: skip
_PART = re.compile(r"^=+\n(\S+) (\S+) \((.+)\)$", re.MULTILINE)


def sbom() -> Json:
    """The whole bill."""
    components = [*_assets(), *_packages()]
    components.sort(key=lambda one: one["bom-ref"])
    ours: Json = {"type": "application", "name": "reformgraph", "version": _version(), "bom-ref": "reformgraph"}
    ours |= {"licenses": [{"license": {"id": "MIT"}}]}
    body = json.dumps(components, sort_keys=True, ensure_ascii=False)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, body)}",
        "version": 1,
        "metadata": {"component": ours},
        "components": components,
        "dependencies": [{"ref": "reformgraph", "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _version() -> str:
    told = re.search(r'__version__ = "([^"]+)"', (PACKAGE / "_version.py").read_text("utf-8"))
    assert told is not None
    return told[1]


def _packages() -> Iterator[Json]:
    for one in locked():
        found: Json = {
            "type": "library", "name": one.name, "version": one.version, "bom-ref": one.purl, "purl": one.purl
        }  # fmt: skip
        if licence := _licence(one):
            found["licenses"] = _told(licence)
        if one.marker:
            found["properties"] = [{"name": "reformgraph:marker", "value": one.marker}]
        # One hash a file: those of other systems and Python versions are in the lock, too.
        found["externalReferences"] = [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{one.name}/{one.version}/",
                "hashes": [{"alg": "SHA-256", "content": value} for value in one.hashes],
            }
        ]
        yield found


def _licence(one: Locked) -> str:
    """SPDX expression or name of a licence, empty where the package is not installed or does not tell."""
    try:
        told: Message = metadata.metadata(one.name)  # type: ignore[assignment]  # as the mail message that it is
    except metadata.PackageNotFoundError:
        return ""
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [value.rpartition(" :: ")[2] for value in told.get_all("Classifier") or () if value.startswith("License")]
    known = [_SPDX[name] for name in classes if name in _SPDX]
    line = str(told.get("License") or "").strip().partition("\n")[0]
    return " OR ".join(known) or _SPDX.get(line, line if len(line) < 60 else "")


def _told(licence: str) -> list[Json]:
    """A licence as CycloneDX wants it: an expression, or a name where it is no SPDX."""
    spdx = re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*|.*\b(?:AND|OR)\b.*", licence)
    return [{"expression": licence}] if spdx else [{"license": {"name": licence}}]


def _assets() -> Iterator[Json]:
    """What is bundled and not ours, and our own data, which others may take apart from the program."""
    text = (EDITOR / "yasgui-licenses.txt").read_text("utf-8")
    main = re.search(r"^(@zazuko/yasgui) (\S+) ", text, re.MULTILINE)
    assert main is not None
    files = [EDITOR / name for name in ("yasgui.min.js", "yasgui.min.css")]
    yield (
        _asset(main[1], main[2], "MIT", "library")
        | {"hashes": [_hash(file) for file in files[:1]]}
        | {
            "components": [_asset(name, version, licence, "library") for name, version, licence in _PART.findall(text)],
            "properties": [{"name": "reformgraph:file", "value": file.relative_to(ROOT).as_posix()} for file in files],
        }
    )
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        name = file.relative_to(ROOT).as_posix()
        yield {
            "type": "data", "name": name, "bom-ref": name, "hashes": [_hash(file)],
            "licenses": [{"license": {"id": "MIT"}}],
        }  # fmt: skip


def _asset(name: str, version: str, licence: str, kind: str) -> Json:
    purl = f"pkg:npm/{name.replace('@', '%40', 1)}@{version}"
    return {"type": kind, "name": name, "version": version, "bom-ref": purl, "purl": purl, "licenses": _told(licence)}


def _hash(file: Path) -> Json:
    return {"alg": "SHA-256", "content": sha256(file.read_bytes()).hexdigest()}


def licences() -> Iterator[str]:
    """Lines for people."""
    for one in sbom()["components"]:
        for part in (one, *one.get("components", ())):
            told = part.get("licenses") or [{}]
            licence = told[0].get("expression") or next(iter(told[0].get("license", {}).values()), "not installed here")
            yield f"{part['name']} {part.get('version', '')}\t{licence}".strip()


def main(arguments: list[str] | None = None) -> None:
    """Print or write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--licences", action="store_true")
    given = parser.parse_args(arguments)
    if given.licences:
        text = "".join(line + "\n" for line in licences())
    else:
        text = json.dumps(sbom(), indent=1, ensure_ascii=False) + "\n"
    if given.output is None:
        sys.stdout.write(text)
    else:
        given.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
