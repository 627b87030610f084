# What each target does in plain commands is spelled out in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
NPM := vscode-client/node_modules/.installed
WIRE := tests/wire/node_modules/.installed
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
# A process a core; who has nothing left takes over tests of the others.
SIDE := --numprocesses auto --maxprocesses 8 --dist worksteal

.PHONY: demo check test settings clean

demo: $(SETUP)
	$(BIN)/docstring-ls generate --provider draft examples/shop/pricing.py::discounted_total

check: $(DEV)
	$(BIN)/ruff check server tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not long" tests/core tests/test_*.py

test: $(DEV) $(NPM) $(WIRE)
	$(BIN)/ruff check server tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest $(SIDE)
	npm --prefix vscode-client test --silent

settings: $(SETUP)
	$(BIN)/python -m docstring_ls.settings_schema --write vscode-client/package.json README.md

$(SETUP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	$(PIP) install --editable .
	@touch $@

$(DEV): $(SETUP)
	$(PIP) install --group dev
	@touch $@

$(NPM): vscode-client/package-lock.json
	npm ci --prefix vscode-client --no-audit --no-fund --loglevel=error
	@touch $@

$(WIRE): tests/wire/package-lock.json
	npm ci --prefix tests/wire --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) tests/wire/node_modules vscode-client/node_modules vscode-client/dist
