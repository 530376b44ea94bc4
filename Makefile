# make demo: from nothing to the first answer; make test: the ordinary tests; make full: the long ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test cover full lint vocabulary lock sbom check-lock docs site clean

$(BIN)/reformgraph: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

demo: $(BIN)/reformgraph
	$(BIN)/reformgraph demo

# A file's tests stay with one worker, for its stores are made once; the longest files begin (tests/conftest.py).
PARALLEL := -m "not full" -n logical --dist loadfile --no-loadscope-reorder

test: $(BIN)/reformgraph
	$(BIN)/python -m pytest $(PARALLEL)

# The ordinary tests, and how much of lines and branches they reach: at least COVERED per cent (91 were reached when it
# was set). What runs in processes of its own or in the longest files is not counted.
COVERED := 89
REPORT := term:skip-covered

cover: $(BIN)/reformgraph
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=$(REPORT) --cov-fail-under=$(COVERED)

full: $(BIN)/reformgraph
	$(BIN)/python -m pytest -m full
	REFORMGRAPH_FUZZ=100 $(BIN)/python -m pytest tests/fuzz
	$(BIN)/python scripts/mutate.py --number 60 --least 0.5

lint: $(BIN)/reformgraph
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture

vocabulary: $(BIN)/reformgraph
	$(BIN)/python scripts/build_vocabulary.py
	$(BIN)/python scripts/published_iris.py

docs: $(BIN)/reformgraph
	$(BIN)/python scripts/build_docs.py

site: $(BIN)/reformgraph
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev pyproject.toml -o requirements.lock

sbom: $(BIN)/reformgraph
	$(BIN)/python scripts/make_sbom.py -o sbom.cdx.json

# Exit code 3: the data base was not reached, so nothing is known.
check-lock: $(BIN)/reformgraph
	$(BIN)/python scripts/check_lock.py

clean:
	rm -rf $(VENV) build dist demo
