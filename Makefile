# The one interface to the project. Needs Python 3.11 or newer, make and, the first time, a package index.
#
#   make demo    read the bundled sample and show what came of it
#   make test    the fast test suite
#   make help    everything else

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Compiled modules are kept: without them each process that the tests start would compile SQLAlchemy and
# everything else anew, which takes longer than what most of them do.
unexport PYTHONDONTWRITEBYTECODE

WORKERS ?= 2
FAST := not slow and not browser and not costly

# The first of these that is new enough makes the environment; PYTHON=... overrides.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)

# ---- for a user ----------------------------------------------------------------------------

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: demo
demo: $(STAMP) ## Read the bundled sample and show what came of it
	@rm -f demo.db demo.db-wal demo.db-shm
	@$(BIN)/servanda demo --record demo.db

.PHONY: install
install: $(STAMP) ## Make the environment in .venv from uv.lock, hashes checked
	@:

# ---- for a developer -----------------------------------------------------------------------

.PHONY: test
test: $(STAMP) ## The fast test suite
	@$(BIN)/pytest -q -n $(WORKERS) -m "$(FAST)" $(ARGS)

.PHONY: test-ci
test-ci: ## The fast suite and what takes half a second a test, as before every landing
	@$(MAKE) --no-print-directory test FAST="not slow and not browser"

.PHONY: test-all
test-all: $(STAMP) ## Every test, the slow ones too
	@SERVANDA_TEST_THOROUGH=1 $(BIN)/pytest -q -n $(WORKERS) $(ARGS)

.PHONY: browser
browser: $(STAMP) ## The desk in a real Chromium, over the real server, with axe on every page
	@$(BIN)/pytest -q -m browser $(or $(ARGS),tests/server tests/export)

.PHONY: screenshots
screenshots: $(STAMP) ## Take the pictures of the desk in the documents anew, in Chromium
	@$(BIN)/python tools/screenshots.py

.PHONY: check
check: lint types layers test ## Everything that has to hold before a change lands

.PHONY: lint
lint: $(STAMP) ## ruff: rules and format; radon: complexity
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tools/complexity.py

.PHONY: format
format: $(STAMP) ## Let ruff fix what it can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

.PHONY: types
types: $(STAMP) ## mypy --strict
	@$(BIN)/mypy

.PHONY: layers
layers: $(STAMP) ## import-linter: who may import whom, and no circle
	@$(BIN)/lint-imports
	@$(BIN)/lint-imports --config tools/circles.toml

.PHONY: hour
hour: $(STAMP) ## A stranger's first hour: the wheel in a clean environment, demo, questions, exports
	@$(BIN)/python tools/first_hour.py

.PHONY: fuzz
fuzz: $(STAMP) ## Thousands of inputs put together or broken at random; FUZZ=N says how many of each sort
	@SERVANDA_TEST_FUZZ=$(or $(FUZZ),3000) $(BIN)/pytest -q -n $(WORKERS) tests/test_fuzz.py $(ARGS)

.PHONY: hostile
hostile: $(STAMP) ## What each hostile input costs, 100 kB of it, and what came of it (half an hour)
	@PYTHONPATH=src:.:tests/helpers $(BIN)/python bench/hostile.py $(ARGS)

.PHONY: kills
kills: $(STAMP) ## Kill -9 reading, deciding, copying and settling 40 times each, on both databases, and prove each record
	@PYTHONPATH=src:.:tests/helpers $(BIN)/python bench/kills.py $(ARGS)

.PHONY: gate
gate: $(STAMP) ## The pinned quality floors, with the figures
	@$(BIN)/python -m eval.gate $(ARGS)

.PHONY: strangers
strangers: $(STAMP) ## How well publishers are read that were left out of training (needs the keyed texts)
	@$(BIN)/python -m eval.strangers $(ARGS)

.PHONY: train
train: $(STAMP) ## Train the detector anew and write its model card (needs the keyed texts)
	@$(BIN)/python -m eval.train $(ARGS)

.PHONY: bench
bench: $(STAMP) ## Every figure of the documents that this machine can measure in a quarter of an hour
	@PYTHONPATH=src:bench $(BIN)/python bench/all.py $(ARGS)

.PHONY: docs
docs: $(STAMP) ## Renew what the docs take from the commands: reference, examples, picture
	@$(BIN)/python tools/docs.py

.PHONY: kept
kept: $(STAMP) ## Make the kept record of the schema again, after its tables changed
	@$(BIN)/python tests/helpers/keeping.py

.PHONY: lock
lock: $(STAMP) ## Update uv.lock (needs the package index)
	@$(BIN)/uv lock --upgrade
	@grep -o '^uv==[^ ]*' tools/uv.txt | $(BIN)/uv pip compile -q --generate-hashes --no-header --no-annotate - -o tools/uv.txt

.PHONY: clean
clean: ## Remove the environment and what tools left behind
	rm -rf $(VENV) build dist demo.db* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- the environment -----------------------------------------------------------------------

# A stamp, so that later runs ask nothing of the network; renewed when the lock changes.
$(STAMP): pyproject.toml uv.lock tools/uv.txt
	@if [ -z "$(PYTHON)" ]; then \
	  echo "servanda needs Python 3.11 or newer; none was found. Install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; fi
	@echo "Making the environment in $(VENV) (once; about a minute) ..." >&2
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV) || { \
	  echo "python's venv module is missing: on Debian or Ubuntu, apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/uv.txt
	@env -u VIRTUAL_ENV UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --quiet --frozen --inexact --python $(BIN)/python
	@touch $@
