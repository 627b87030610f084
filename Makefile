# What each target does in plain commands is spelled out in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.setup-done
NPM := vscode-client/node_modules/.setup-done
WIRE := tests/wire/node_modules/.setup-done

.PHONY: demo test check clean

demo: $(SETUP)
	$(BIN)/docstring-ls generate --provider draft examples/shop/pricing.py::discounted_total

test: $(SETUP) $(NPM) $(WIRE)
	$(BIN)/ruff check server tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest
	cd vscode-client && npm test --silent

$(SETUP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

$(NPM): vscode-client/package.json
	cd vscode-client && npm install --no-audit --no-fund --loglevel=error
	@touch $@

$(WIRE): tests/wire/package-lock.json
	npm ci --prefix tests/wire --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) tests/wire/node_modules vscode-client/node_modules vscode-client/dist
