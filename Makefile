# The words there are: make demo, test, lint, docs, bench. Each installs what it needs into .venv.
# Nothing is installed outside this folder but Pango for PDF, and Chromium and a Java runtime for the browser tests,
# and those only where apt-get is there and may be used.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-development
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := true
export UV_LINK_MODE := copy
# A shim named python3.11 may exist and not run: take the first that really does.
FIND_PYTHON = for name in python3.13 python3.12 python3.11 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs bench

help:
	@echo "make demo   build the example dossier and open it on this machine"
	@echo "make test   run every test"
	@echo "make lint   check style, types and the walls between the rooms"
	@echo "make docs   write the reference pages anew"
	@echo "make bench  measure speed against what one would use instead"

$(BIN)/uv:
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "No Python 3.11 or later with venv was found. Install one (Debian: apt install python3 python3-venv)."; exit 1; fi; \
	"$$python" -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(STAMP): locks/runtime.txt pyproject.toml | $(BIN)/uv
	@echo "Installing into $(VENV) …"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r locks/runtime.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): locks/development.txt pyproject.toml | $(BIN)/uv
	@echo "Installing into $(VENV), with what the tests need …"
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r locks/development.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(STAMP)

demo: $(STAMP)
	@sh locks/find-pango $(BIN)/python
	@$(BIN)/answerable demo

test: $(DEV_STAMP)
	@sh locks/find-pango $(BIN)/python
	@sh tests/browser/find-chromium
	@sh tests/side-by-side $(BIN)/python
	@$(BIN)/lint-imports --no-cache

lint: $(DEV_STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --config-file pyproject.toml
	@$(BIN)/lint-imports --no-cache

docs: $(DEV_STAMP)
	@$(BIN)/python docs/write_reference.py

bench: $(DEV_STAMP)
	@for script in benchmarks/chain.py benchmarks/patterns.py benchmarks/pages.py benchmarks/site.py benchmarks/actions.py; do $(BIN)/python "$$script" || exit 1; done
