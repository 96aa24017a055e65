# Every target installs what it needs; the files under .venv/.made remember what is done.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
WORKERS ?= 2
export PYTHONDONTWRITEBYTECODE ?= 1

.PHONY: help demo test lint format bench chaos eval assets messages wheel pictures lock chromium clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(MADE)/demo $(MADE)/assets $(MADE)/messages  ## set up everything and start the demo bank
	@exec $(BIN)/huiyin demo

test: $(MADE)/dev $(MADE)/assets $(MADE)/messages chromium  ## the whole suite, browser tests included
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not packaging and not chaos" tests

lint: $(MADE)/dev $(MADE)/assets $(MADE)/messages  ## style, types, import contracts, templates, migrations, messages
	@tools/lint.sh $(BIN)

format: $(MADE)/dev  ## let ruff fold the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

chaos: $(MADE)/dev $(MADE)/assets $(MADE)/messages chromium  ## thousands of races, killed processes, the wheel in an empty environment
	$(BIN)/pytest -m "chaos or packaging" tests

bench: $(MADE)/dev $(MADE)/assets $(MADE)/messages  ## how fast it is, on a database of its own
	$(BIN)/python -m bench

eval: $(MADE)/dev  ## how well it reads, on real texts (HUIYIN_TEST_DATA)
	$(BIN)/python -m bench.eval

assets: $(MADE)/assets  ## copy browser assets from npm into the package
messages: $(MADE)/messages  ## compile the translations

wheel: $(MADE)/dev $(MADE)/assets $(MADE)/messages  ## build dist/huiyin-*.whl, assets and translations included
	rm -rf dist
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist

pictures: $(MADE)/dev $(MADE)/assets $(MADE)/messages chromium  ## photograph the running demo for docs/pictures
	$(BIN)/python tools/pictures.py

lock: $(MADE)/dev  ## write the lock files anew (needs uv and npm)
	$(BIN)/python tools/locks.py

chromium: $(MADE)/dev
	@tools/chromium.sh

clean:  ## remove what was made, but neither the demo's data nor the lock files
	rm -rf $(VENV) node_modules build dist huiyin/web/ui/static/vendor .mypy_cache .ruff_cache .import_linter_cache

$(BIN)/pip:
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Huiyin needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: install it with your system's packages"; exit 1; }

$(MADE)/demo: requirements.lock pyproject.toml | $(BIN)/pip
	@echo "installing the Python packages of requirements.lock"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p $(MADE) && touch $@

$(MADE)/dev: requirements-dev.lock pyproject.toml | $(BIN)/pip
	@echo "installing the Python packages of requirements-dev.lock"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p $(MADE) && touch $@ $(MADE)/demo

$(MADE)/npm: package.json package-lock.json | $(BIN)/pip
	@echo "installing the browser assets of package-lock.json"
	@npm ci --ignore-scripts --silent --no-progress
	@mkdir -p $(MADE) && touch $@

$(MADE)/assets: $(MADE)/npm tools/assets.mjs $(wildcard huiyin/web/ui/icons.txt)
	@node tools/assets.mjs
	@touch $@

$(MADE)/messages: $(wildcard huiyin/locale/*/LC_MESSAGES/*.po) tools/compile_messages.py | $(MADE)/demo
	@$(BIN)/python tools/compile_messages.py
	@touch $@
