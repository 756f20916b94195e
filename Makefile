# make check: set everything up and check a fixture list. make test: set everything up and test.
# make test-heavy: fetch browsers, validators and shells (ci/tools.sh) and test with them.
# make test-editors: fetch editors (ci/editors.sh) too, and test what citelaw does in them.
# make test-data: fetch Spark and other homes of data (ci/data.sh), and test what citelaw does in them.
# make vsix: build the extension for VS Code (editors/vscode) into dist.
# PYTHON names the interpreter (3.11 or later), FILES what `make check` checks.

PYTHON ?= python3
FILES ?= fixtures/lists/tsv.txt
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: check test test-heavy test-editors test-data vsix bench clean

check: $(VENV)/.installed
	$(BIN)/citelaw check --exit-zero $(FILES)

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

test-heavy: $(VENV)/.installed-dev
	CITELAW_HEAVY=1 CITELAW_PYTHON=$(BIN)/python ci/tools.sh $(BIN)/pytest --durations=10 --ignore tests/heavy/editors --ignore tests/heavy/data tests/heavy

test-editors: $(VENV)/.installed-dev
	CITELAW_HEAVY=1 CITELAW_PYTHON=$(BIN)/python ci/tools.sh ci/editors.sh $(BIN)/pytest --durations=10 tests/heavy/editors

test-data: $(VENV)/.installed-dev
	CITELAW_HEAVY=1 CITELAW_PYTHON=$(BIN)/python ci/data.sh $(BIN)/pytest --durations=10 tests/heavy/data

vsix: $(VENV)/.created
	CITELAW_PYTHON=$(BIN)/python editors/vscode/package.sh

bench: $(VENV)/.installed-dev
	$(BIN)/python bench/extraction.py
	$(BIN)/python bench/startup.py

clean:
	rm -rf $(VENV) .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist editors/vscode/dist editors/vscode/node_modules

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "citelaw needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed
