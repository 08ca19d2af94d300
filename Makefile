# Two commands to know: `make site` builds everything, `make test` proves it.
# A machine needs git, make and Python 3.11 or later; the rest is installed in .venv/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --quiet
LANG_FLAG := $(if $(lang),--lang $(lang),)
CHECK_FLAGS := $(if $(base),--base $(base),) $(if $(report),--report $(report),)

.PHONY: help site serve check fix test test-quick lint lock browser clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

site: $(VENV)/site.stamp ## validate the data and build the site into site/
	@$(BIN)/python scripts/build.py

serve: $(VENV)/site.stamp ## the site on this machine, rebuilt as you edit
	@$(BIN)/python scripts/serve.py

check: $(VENV)/site.stamp ## validate the data only (lang=ar, fr or en)
	@$(BIN)/python scripts/check.py $(LANG_FLAG) $(CHECK_FLAGS)

fix: $(VENV)/site.stamp ## correct in data/ what leaves no doubt, and show it
	@$(BIN)/python scripts/fix.py $(LANG_FLAG)

test: $(VENV)/test.stamp browser ## every test, in a real browser too
	@$(BIN)/python -m pytest

test-quick: $(VENV)/test.stamp ## the tests that need neither the built site nor a browser, within a minute
	@$(BIN)/python -m pytest -m "not slow"

lint: $(VENV)/test.stamp ## style, types and workflows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/zizmor --offline --quiet .github

lock: $(VENV)/test.stamp ## pin the dependencies of pyproject.toml and package.json again
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml --group test -c requirements.txt -o requirements-test.txt
	@PYTHONPATH=scripts $(BIN)/python -m system.npm --lock

browser: ## install Chromium for the tests, where apt can
	@sh tests/install-browser.sh

clean: ## forget everything that was built or installed
	@rm -rf $(VENV) site .cache

$(VENV)/site.stamp: requirements.txt
	@echo "installing the locked dependencies into $(VENV)/ (once, a minute or two) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/site.stamp
	@echo "installing the test dependencies …"
	@$(PIP) --requirement requirements-test.txt
	@touch $@
