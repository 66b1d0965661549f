# Two commands matter: `make demo` tries the bot, `make test` proves it. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo test check bench kills soak lock clean

help:
	@echo "make demo    run the whole bot with an invented school; prints one address"
	@echo "make test    lint, types and every test, PostgreSQL included"
	@echo "make bench   digests built in a second, and what a look with nothing due costs"
	@echo "make kills   digests while their processes are killed 200 times (about ten minutes)"
	@echo "make soak    100 teachers, two processes and every fault in turn (ten minutes; MINUTES=1 for one)"
	@echo "make setup   make .venv (does nothing when it is up to date)"
	@echo "make lock    renew the pinned requirements from pyproject.toml"

setup: $(READY)

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

demo: setup
	@$(BIN)/python -m chatops demo

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n auto

bench: setup
	$(BIN)/python -m tests.bench

kills: setup
	CHATOPS_KILLS=200 $(BIN)/python -m pytest -s --show-capture=no tests/faults/test_killed_digests.py

soak: setup
	$(BIN)/python -m tests.soak $(or $(MINUTES),10)

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements/run.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
