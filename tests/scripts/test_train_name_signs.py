"""The weights by which a word looks like a proper name, and the script that makes them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "training" / "train_name_signs.py"
    spec = importlib.util.spec_from_file_location("train_name_signs", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _load()


def test_signs_of_names_weigh_more_than_those_of_text() -> None:
    made = SCRIPT.weights(["荫营", "浒关"], {"的": 900, "营": 2, "级": 300})
    assert made["荫"] > made["的"] and made["营"] > made["的"]
    assert made["的"] < made["级"] < 0 < made["浒"]


def test_the_same_counts_give_the_same_weights() -> None:
    text = {"的": 9, "营": 2}
    turned = dict(reversed(text.items()))
    assert json.dumps(SCRIPT.weights(["荫营"], text)) == json.dumps(SCRIPT.weights(["荫营"], turned))


def test_stems_have_no_kind() -> None:
    stems = SCRIPT.stems()
    assert "太仓" in stems
    assert "太仓市" not in stems


def test_without_texts_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="usage"):
        SCRIPT.main([])
    text = tmp_path / "text.md"
    text.write_text("开发区推行标准地改革。", "utf-8")
    SCRIPT.main([str(text)])
    assert "10 signs of text" in capsys.readouterr().out
