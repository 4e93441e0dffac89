# Profile: run it, test it, look after it. `make help` lists the commands.

HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= var
LAYER ?=
PYTEST_ARGS ?=
WORKERS ?= auto
LOOK ?=
REQUESTS ?= 2000
CATALOGUE ?= configurator/cars/catalogue.json
STAGE ?=
NAME ?=
COMMAND ?=
ACTION ?= apply
COLD ?= 15

BIN := .venv/bin
VENV := .venv/pyvenv.cfg
RUNTIME := .venv/.runtime-installed
DEPLOY := .venv/.deploy-installed
DEV := .venv/.dev-installed
NODE := node_modules/.package-lock.json

export HOST PORT DATA_DIR

.DEFAULT_GOAL := help
.PHONY: help run demo-renders test lint format browser look bench bench-lambda palettes cost package infra secret deploy operate audit lock \
	clean FORCE

help: ## List these commands; PYTHON=python3.13 before any of them makes .venv anew with that Python
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME) ## Start the app (HOST=127.0.0.1 PORT=8000 DATA_DIR=var)
	@exec $(BIN)/python -m configurator

demo-renders: $(RUNTIME) ## The same, with renders by a stand-in for OpenAI (FAULT=moderation), data in DATA_DIR/demo
	@DATA_DIR=$(DATA_DIR)/demo exec $(BIN)/python -m configurator.demo

test: lint browser ## Check everything; LAYER=unit or PYTEST_ARGS='-k code' for a part
	@$(BIN)/pytest --numprocesses=$(WORKERS) $(PYTEST_ARGS) tests/$(LAYER)

lint: $(DEV) $(NODE) ## Style, types, templates, import directions
	@scripts/lint

format: $(DEV) $(NODE) ## Lay out Python, CSS and JavaScript the one agreed way
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet
	@node_modules/.bin/biome check --write

browser:
	@test -x "$(CHROMIUM)" || scripts/need chromium chromium

look: $(DEV) browser ## Photograph every page into shots/; LOOK="car 390 dark" for some
	@$(BIN)/python -m scripts.look $(LOOK)

bench: $(DEV) $(NODE) ## Time GET and POST /users beside a bare Flask route; REQUESTS=200 is quicker
	@$(BIN)/python -m scripts.bench --requests $(REQUESTS)

palettes: $(DEV) ## Say anew which colours look alike to whom; CATALOGUE=path for your own
	@$(BIN)/python -m scripts.palettes "$(CATALOGUE)"

bench-lambda: $(DEV) $(NODE) ## Cold and warm starts of what goes to Lambda, beside raw boto3 and FastAPI; COLD=5 is quicker
	@$(BIN)/python -m scripts.bench_lambda --cold $(COLD) --warm $(COLD)

cost: $(DEV) $(NODE) ## Count anew what a visit and a render make AWS count, and write docs/cost.md
	@$(BIN)/python -m scripts.record_journey
	@$(BIN)/python -m scripts.cost

package: $(DEPLOY) ## Build for Lambda what `make deploy` would upload, and weigh it
	@VIRTUAL_ENV="$(CURDIR)/.venv" $(BIN)/zappa package dev --output profile.zip

infra: ## Make or change what a stage stands on, with Terraform (STAGE=dev or STAGE=production; ACTION=destroy)
	@scripts/infra "$(STAGE)" "$(ACTION)"

secret: $(DEPLOY) ## Put a stage's secret where AWS keeps it (STAGE=dev NAME=secret-key or openai-api-key)
	@$(BIN)/python -m configurator.deployment.secret $(STAGE) $(NAME)

deploy: $(DEPLOY) ## Bring the app to AWS (STAGE=dev or STAGE=production), and say before what will happen
	@$(BIN)/python -m configurator.deployment $(STAGE)

operate: $(DEPLOY) ## Run the app's command on a stage's tables (STAGE=dev COMMAND="erase ID", doctor, export, costs)
	@$(BIN)/python -m configurator.deployment.operate $(STAGE) $(COMMAND)

audit: $(DEV) $(NODE) ## Ask PyPI and npm for known weaknesses of what is pinned; not asked is not passed
	@$(BIN)/python -m scripts.audit

lock: $(DEV) ## Pin what pyproject.toml asks for anew, with hashes, for every Python (needs 3.11)
	@scripts/lock

clean: ## Remove all that make has made, but not your data
	@rm -rf .venv node_modules .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# Only who names a Python gets another one: whatever .venv has serves else.
ifdef PYTHON
ifneq ($(shell scripts/venv-fits "$(PYTHON)" || echo no),)
$(VENV): FORCE
endif
endif

$(VENV):
	@scripts/make-venv

$(RUNTIME): requirements.txt $(VENV)
	@echo "Installing the Python packages (once, about half a minute) ..." >&2
	@scripts/pip-install requirements.txt
	@touch $@

# Each file of pins includes those above, so one installation serves all of them.
$(DEPLOY): requirements.txt requirements-deploy.txt $(VENV)
	@echo "Installing the Python packages for deploying (once, about half a minute) ..." >&2
	@scripts/pip-install requirements-deploy.txt
	@touch $(RUNTIME) $@

$(DEV): requirements.txt requirements-deploy.txt requirements-dev.txt $(VENV)
	@echo "Installing the Python packages for development (once, about a minute) ..." >&2
	@scripts/pip-install requirements-dev.txt
	@touch $(RUNTIME) $(DEPLOY) $@

$(NODE): package.json package-lock.json
	@scripts/need npm nodejs npm
	@echo "Installing the tools from npm (once, a few seconds) ..."
	@npm ci --loglevel=error --no-progress
