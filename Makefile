# Two commands matter: `make demo` tries the bot, `make test` proves it. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
AUDIT := .venv-audit
PICTURES := .venv-pictures

# Where a story is told: on one face, and drawn on the others; or, with FACES=all, on each.
FACES ?= one

# What draws Adaptive Cards, and Block Kit, outside of Teams and Slack.
DRAWERS := adaptivecards@3.0.6 slack-blocks-to-jsx@1.1.1 react@18.3.1 react-dom@18.3.1

.PHONY: help setup demo test check release-check bench kills soak fuzz audit pictures lock clean

help:
	@echo "make demo    run the whole bot with an invented school; prints one address"
	@echo "make test    lint, types and every test, PostgreSQL included"
	@echo "make test FACES=all   the same with every story told on every face, as before a release"
	@echo "make release-check   all of it: that, kills, a minute of soak and two of fuzz"
	@echo "make bench   what is answered in a second, beside a bare Bolt and the Teams SDK (BASE=commit: beside an older build);"
	@echo "             digests, a morning and posts (SCHOOLS=24000 for all of England, WAITING=100000)"
	@echo "make kills   digests while their processes are killed 200 times (about ten minutes)"
	@echo "make soak    100 teachers, two processes and every fault in turn (ten minutes; MINUTES=1 for one)"
	@echo "make fuzz    100,000 made-up requests, signed, half to each address, and some to the page; prints a tally (MINUTES=20 stops it)"
	@echo "make audit   bandit over the code, pip-audit over the pinned packages (needs the package index)"
	@echo "make pictures  takes every picture in docs/ anew, of the demo (needs chromium, node and the package indexes)"
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

# mypy holds one processor for a while and the tests do not always hold all the others, so they run beside each other.
# What ruff and mypy say is said last, where it is seen, and either half fails it.
test: setup
	@said=$$(mktemp) && trap 'rm -f $$said' EXIT; \
	$(MAKE) --no-print-directory check >$$said 2>&1 & checking=$$!; \
	FACES=$(FACES) $(BIN)/python -m pytest -n auto --dist worksteal; tested=$$?; \
	wait $$checking; checked=$$?; \
	cat $$said; \
	test $$tested -eq 0 || echo "The tests failed, see above."; \
	test $$checked -eq 0 || echo "ruff or mypy failed, see above."; \
	test $$tested -eq 0 -a $$checked -eq 0

release-check:
	@$(MAKE) --no-print-directory test FACES=all
	@$(MAKE) --no-print-directory kills
	@$(MAKE) --no-print-directory soak MINUTES=1
	@$(MAKE) --no-print-directory fuzz MINUTES=2

bench: setup
	$(BIN)/python -m tests.bench.digests
	$(BIN)/python -m tests.bench $(if $(BASE),--base $(BASE)) $(ROWS)
	$(BIN)/python -m tests.bench.mornings $(SCHOOLS)
	$(BIN)/python -m tests.bench.posting $(WAITING)

kills: setup
	CHATOPS_KILLS=200 $(BIN)/python -m pytest -s --show-capture=no tests/faults/test_killed_digests.py

soak: setup
	$(BIN)/python -m tests.soak $(or $(MINUTES),10)

fuzz: setup
	@$(MAKE) --no-print-directory --jobs --keep-going fuzz-slack fuzz-teams fuzz-browser

fuzz-%:
	@CHATOPS_FUZZ=50000 CHATOPS_FUZZ_MINUTES=$(or $(MINUTES),60) $(BIN)/python -m pytest -s --show-capture=no -k $* tests/fuzz/test_fuzz.py

audit: $(AUDIT)/.ready
	@$(AUDIT)/bin/python -m tests.audit

$(AUDIT)/.ready: requirements/audit.txt
	@echo "Setting up $(AUDIT) ..."
	@$(PYTHON) -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

pictures: setup $(PICTURES)/.ready
	@$(BIN)/python -m tests.pictures

$(PICTURES)/.ready: requirements/pictures.txt
	@command -v npm >/dev/null || { echo "npm is missing: on Debian or Ubuntu, apt install npm"; exit 2; }
	@echo "Setting up $(PICTURES) ..."
	@$(PYTHON) -m venv --clear $(PICTURES)
	@$(PICTURES)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pictures.txt
	@npm install --prefix $(PICTURES) --no-save --no-audit --no-fund --silent $(DRAWERS)
	@touch $@

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group audit -o requirements/audit.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group pictures -o requirements/pictures.txt

clean:
	rm -rf $(VENV) $(AUDIT) $(PICTURES) .mypy_cache .ruff_cache .pytest_cache
