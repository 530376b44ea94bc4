"""The files of scripts/deploy/ hold together: no container runs here, so what they name is looked up."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from reformgraph.cli import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "scripts" / "deploy"
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))["services"]


@pytest.mark.parametrize(
    "name", [name for name, told in SERVICES.items() if told.get("command", [""])[0] == "reformgraph"]
)
def test_our_commands_have_these_options(name: str) -> None:
    _, command, *arguments = SERVICES[name]["command"]
    found = cli.get_command(None, command)  # type: ignore[arg-type]
    assert found is not None
    found.make_context(command, list(arguments), resilient_parsing=False)


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_commands_of_dask_have_these_options(name: str) -> None:
    pytest.importorskip("distributed")
    _, command, *arguments = SERVICES[name]["command"]
    told = subprocess.run(
        [sys.executable, "-m", "dask", command, "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert [one for one in arguments if one.startswith("--") and one not in told] == []


def test_services_find_each_other() -> None:
    ports = {port.rpartition(":")[2] for told in SERVICES.values() for port in told.get("ports", ())}
    proxy = (DEPLOY / "compose-proxy.conf").read_text("utf-8")
    assert re.findall(r"listen (\d+);", proxy)[0] in ports
    assert f"127.0.0.1:{SERVICES['serve']['command'][5]}" in proxy
    assert "tcp://scheduler:8786" in SERVICES["worker"]["command"] and "8786" in SERVICES["scheduler"]["command"]
    for told in SERVICES.values():
        assert set(told.get("depends_on", ())) <= SERVICES.keys()
    shards = SERVICES["build"]["command"][-1]
    assert SERVICES["load"]["command"][2] == f"{shards}/manifest.json"
    assert f"{shards}/nquads" in SERVICES["virtuoso"]["environment"]["VIRT_Parameters_DirsAllowed"]


def test_the_image_is_made_of_what_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = re.findall(r"\.whl\)\[([\w,]+)\]", text)[0].split(",")
    assert set(extras) <= project["optional-dependencies"].keys()
    kept = [line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split() if line[0] == "!"]
    assert [name for name in kept if not (ROOT / name).exists()] == []
    assert {"graph", "ontology", "pyproject.toml", project["readme"], "requirements.lock"} <= set(kept)
