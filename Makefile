# Two commands to know: `make site` builds everything, `make test` proves it.
# A machine needs git, make and Python 3.11 or later; the rest is installed in .venv/ and .cache/.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
# Texts and paths are UTF-8, whatever the terminal says
export PYTHONUTF8 := 1
BIN := $(VENV)/bin
FITS := import sys; sys.exit(sys.version_info < (3, 11))
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11
LANG_FLAG := $(if $(lang),--lang $(lang),)
CHECK_FLAGS := $(if $(base),--base $(base),) $(if $(report),--report $(report),)

# The Python of .venv/ if it fits, else the machine's, makes .venv/ whole and installs what a lock names
define install
python=$(BIN)/python; $$python -c '$(FITS)' 2>/dev/null || python=$(PYTHON); \
$$python -c '$(FITS)' 2>/dev/null || { \
  echo "Python 3.11 or later is needed; $(PYTHON) is $$($(PYTHON) --version 2>&1 | tail -n 1). With another one: make PYTHON=python3.12 …" >&2; \
  exit 1; }; \
PYTHONPATH=scripts $$python -m system.environment $(VENV) $(1)
endef

.NOTPARALLEL:
.PHONY: help site serve check fix test test-quick trust lint lock audit sbom clean packages packages-test programs

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

site: packages ## validate the data and build the site into site/ (charts=no: without pictures of the charts)
	@$(BIN)/python scripts/build.py $(if $(charts),--charts $(charts),)

serve: packages ## the site on this machine, rebuilt as you edit
	@$(BIN)/python scripts/serve.py

check: packages ## validate the data only (lang=ar, fr or en)
	@$(BIN)/python scripts/check.py $(LANG_FLAG) $(CHECK_FLAGS)

fix: packages ## correct in data/ what leaves no doubt, and show it
	@$(BIN)/python scripts/fix.py $(LANG_FLAG)

test: packages-test programs ## every test, in a real browser too (only=tests/charts: a part of them)
	@$(BIN)/python -m pytest $(only)

test-quick: packages-test ## the tests that need neither a browser nor the whole site
	@$(BIN)/python -m pytest -m "not slow" --numprocesses auto $(only)

trust: packages-test programs ## security, faults, access for all, the same bytes: measured at length, as a table
	@THOROUGH=1 FUZZ=10 $(BIN)/python -m pytest -m trust $(only)

lint: packages-test ## style, types, templates, scripts and workflows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/zizmor --offline --quiet .github
	@$(BIN)/djlint --quiet --lint scripts/theme docs/templates && PYTHONPATH=scripts $(BIN)/python -m system.npm --lint

lock: packages-test ## pin the dependencies of pyproject.toml and package.json again
	@$(LOCK) pyproject.toml -o requirements.txt
	@$(LOCK) pyproject.toml --group test -c requirements.txt -o requirements-test.txt
	@PYTHONPATH=scripts $(BIN)/python -m system.npm --lock

audit: packages-test ## known vulnerabilities of everything pinned, or "not measured"
	@$(BIN)/python tests/audit.py

sbom: packages-test ## list the packages that make the site into sbom/, in CycloneDX
	@mkdir -p sbom
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --of JSON -o sbom/python.cdx.json
	@$(BIN)/npm sbom --sbom-format cyclonedx --package-lock-only --omit dev > sbom/npm.cdx.json

clean: ## forget everything that was built or installed
	@rm -rf $(VENV) site sbom .cache

packages:
	@$(call install,requirements.txt)

packages-test:
	@$(call install,requirements-test.txt)

programs:
	@PYTHONPATH=scripts $(BIN)/python -m system.browser
	@sh tests/install-programs.sh
