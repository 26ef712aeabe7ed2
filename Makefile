# Every recipe runs from this folder; nothing is installed outside .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:
PACKAGE := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
RESOLVE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

# Tests that speak to a database. Every page of every role is opened there too; what those pages let through
# is looked at once, on SQLite, and the demo brings its own database.
ON_POSTGRESQL := tests/apps tests/journeys -m "not once"

.DEFAULT_GOAL := help
.PHONY: help run worker unit test check bench format lock clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: .venv/run.stamp ## the demo at http://127.0.0.1:8000, the ballot box beside it; logins are printed
	$(BIN)/minping demo

worker: .venv/run.stamp ## long work and erasure on time, for the data in ./minping-data
	$(BIN)/minping worker

unit: export PYTHONDONTWRITEBYTECODE := # compiling the tests anew for each worker costs half of the time
unit: .venv/dev.stamp ## the fast part of the tests, under a minute; without golden plans and rules of the house
	$(BIN)/python -m pytest -q -n 2 -m "not slow" --hypothesis-profile=quick --ignore=tests/architecture --ignore=tests/golden

test: .venv/dev.stamp ## the whole suite: on SQLite, in a browser, and again on PostgreSQL
	sh tools/need-chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup
	$(BIN)/python tools/on_postgresql.py -q --migrations -n 2 --dist loadgroup $(ON_POSTGRESQL)

check: .venv/dev.stamp ## format, lint, types, order of the rooms, rules of the house, documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/architecture -m "not slow"

bench: .venv/dev.stamp ## each speed claim: the limit, ours and the ratio
	$(BIN)/python -m bench

format: .venv/dev.stamp ## write the format that `check` expects
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/dev.stamp ## resolve requirements/*.txt anew from pyproject.toml
	$(RESOLVE) --upgrade pyproject.toml --group build -o requirements/run.txt
	$(RESOLVE) --upgrade pyproject.toml --group build --group dev -c requirements/run.txt -o requirements/dev.txt

clean: ## remove the environment and every cache
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/pip: | tools/make-venv.sh
	sh tools/make-venv.sh "$(PYTHON)"

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/pip
	$(PIP) --requirement requirements/run.txt
	$(PACKAGE)
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	$(PIP) --requirement requirements/dev.txt
	@touch $@
