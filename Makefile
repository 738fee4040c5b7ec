# Everything a newcomer types. Each target sets itself up; nothing but Python 3.11+ and make is needed.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
CORPORA ?= ../shared/corpora

.PHONY: run test eval bench check format clean

run: $(VENV)/.run
	PORT=$(PORT) FRONTDESK_ENV=$${FRONTDESK_ENV:-development} $(BIN)/python -m jobs.run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto $(ARGS)

eval: $(VENV)/.dev
	$(BIN)/python -m tests.evaluate $(CORPORA)

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run
