# make demo: grade a sample class.  make test: set up and pass all tests.  make check: everything that CI checks.
PYTHON ?= python3
ENGINE ?= auto
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT ?= demo
# Tests often wait for a container or a clock: one more than there are cores.
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

# What is imported is compiled once, not in every process that a test or a grader starts.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check format lint types imports assignments bench fuzz faults verify lock engine clean
.DEFAULT_GOAL := help

help: ## Say what can be made.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

engine: $(READY) ## Find or start a Docker Engine and build the numpy image.
	@ENGINE=$(ENGINE) $(BIN)/python scripts/engine.py

demo: engine ## Grade two sample classes, one of them in torch.
	@ENGINE=$(ENGINE) $(BIN)/python scripts/demo.py $(OUT)

test: $(READY) ## Pass all tests; those that need an engine run if one answers.
	@ENGINE=$(ENGINE) $(BIN)/python scripts/engine.py numpy torch
	@$(BIN)/python scripts/postgres.py
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: format lint types imports assignments test ## Everything that CI checks.

format: $(READY)
	$(BIN)/ruff format --check .

lint: $(READY)
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

assignments: $(READY)
	$(BIN)/autograder publish --check
	@ENGINE=$(ENGINE) $(BIN)/python scripts/engine.py numpy torch
	$(BIN)/autograder verify --level basic

bench: engine ## Measure speed, as ratios within one run.
	$(BIN)/python bench/throughput.py
	$(BIN)/python bench/latency.py

fuzz: $(READY) ## A million mutated frames through the decoder.
	$(BIN)/python tests/fuzz/mutate.py --frames 1000000

faults: $(READY) ## Kill graders at 50 random moments, four more in Docker; hold the grades.
	@ENGINE=$(ENGINE) $(BIN)/python scripts/engine.py numpy
	AUTOGRADER_MOMENTS=50 $(BIN)/python -m pytest tests/faults $(ARGS)

verify: $(READY) ## Hold every assignment to all its author says: 50 seeds, mutants; takes hours.
	@ENGINE=$(ENGINE) $(BIN)/python scripts/engine.py numpy torch
	$(BIN)/autograder verify --level full --seeds 50 --sample-seeds 50 --mutants -o build/verify $(ARGS)

lock: ## Write requirements.lock anew.
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet pip-tools
	build/lock/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-emit-options --no-header --strip-extras --allow-unsafe \
	  --extra grade --extra semantic --extra calibrate --extra llm --extra cluster --extra postgres --extra dev --output-file requirements.lock pyproject.toml

clean: ## Remove what was made here; images and engine stay.
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
