"""How good extraction is, measured against labels made by hand.

`evaluate` runs the whole way from labels and pages to a `Report`; docs/evaluation.md tells what each
measure means.
"""

from __future__ import annotations

from reformgraph.evaluation.read_labels import LabelsError, read_labels
from reformgraph.evaluation.report import Report
from reformgraph.evaluation.run_evaluation import evaluate

__all__ = ["LabelsError", "Report", "evaluate", "read_labels"]
