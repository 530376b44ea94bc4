"""An invented page with its labels, and findings judged against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reformgraph.evaluation import Report, evaluate

TEXT = """昌河经济技术开发区
“标准地”出让提速
本报讯 昌河经开区今年推行“标准地”改革，
出让标准地5宗。该区下一步将实行全代办。
“云帆驿站”服务企业12家，<b>昌河海川电器有限公司</b>在列。
明溪高新区
一枚印章管审批
明溪高新区实行一枚印章管审批，办件3000件。
"""
SOLD = {"value": 5, "unit": "宗", "indicator": "出让"}
ZONE, OTHER = "昌河经济技术开发区", "明溪高新区"


def measure(reform: str, zone: str = ZONE, status: str = "adopted", **more: Any) -> dict[str, Any]:
    return {"reform": reform, "mentions": [reform], "zone": zone, "status": status, "when": None,
            "evidence": "", "figures": [], **more}  # fmt: skip


def label() -> dict[str, Any]:
    first = "昌河经开区今年推行“标准地”改革，出让标准地5宗。"
    second = "该区下一步将实行全代办。"
    return {
        "page": "昌河.txt",
        "articles": [
            {
                "id": "c-1", "title": "“标准地”出让提速", "kicker": ZONE, "authors": ["白榆"],
                "lines": {"kicker": [1], "title": [2], "body": [[3, 5]]},
                "zones": [{"name": ZONE, "mentions": [ZONE, "昌河经开区", "该区"]}],
                "companies": [{"name": "昌河海川电器有限公司", "mentions": []}],
                "people": [{"name": "贺岚", "role": "昌河经济技术开发区管委会主任"}],
                "documents": ["昌河办事指南"],
                "projects": [{"name": "海川电器二期项目"}],
                "measures": [
                    measure("标准地", evidence=first, when="今年", figures=[SOLD]),
                    measure("全代办", status="planned", evidence=second),
                    measure("云帆驿站", evidence="“云帆驿站”服务企业12家，<b>昌河海川电器有限公司</b>在列。"),
                ],
                "figures": [{"value": 12, "unit": "家", "indicator": "服务企业"}],
            },
            {
                "id": "c-2", "title": "一枚印章管审批", "kicker": OTHER, "complete": False,
                "lines": {"kicker": [6], "title": [7], "body": [[8, 8]]},
                "zones": [{"name": OTHER, "mentions": [OTHER]}],
                "measures": [measure("一枚印章管审批", OTHER, evidence="明溪高新区实行一枚印章管审批，办件3000件。")],
            },
        ],
    }  # fmt: skip


def with_places(page: dict[str, Any]) -> dict[str, Any]:
    """The labels as perfect findings, with offsets."""
    page = json.loads(json.dumps(page))
    squeezed = [(at, sign) for at, sign in enumerate(TEXT) if not sign.isspace()]
    text = "".join(sign for _, sign in squeezed)
    for article in page["articles"]:
        for one in article["measures"]:
            at = text.find(one["evidence"])
            one["evidence_span"] = [squeezed[at][0], squeezed[at + len(one["evidence"]) - 1][0] + 1]
    return page


def judged(folder: Path, found: dict[str, Any], **more: Any) -> Report:
    path = folder / "found.jsonl"
    path.write_text(json.dumps(found, ensure_ascii=False) + "\n", "utf-8")
    return evaluate(folder / "labels", [folder / "pages"], found=path, **{"resamples": 0, **more})


def figures(report: Report, name: str) -> tuple[float, float, float]:
    row = report.measures[name]
    return row.right, row.found, row.labelled
