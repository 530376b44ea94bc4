"""What holds for all tests."""

from __future__ import annotations

import os

# Workers of pytest-xdist are told the width of the terminal; tests of tables are those of output that goes elsewhere.
os.environ.pop("COLUMNS", None)
