# Profile: run it, test it, look after it. `make help` lists the commands.

HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= var
LAYER ?=
PYTEST_ARGS ?=
WORKERS ?= auto
LOOK ?=
REQUESTS ?= 2000
BESIDE ?=
BODIES ?=
VISITORS ?= 500
CASES ?= 50000
CARS ?= 2000
SAVES ?= 100000
LONG ?=
CATALOGUE ?= configurator/cars/catalogue.json
STAGE ?=
NAME ?=
COMMAND ?=
ACTION ?= apply
COLD ?= 15
RUNS ?= 5
PAGES ?=

BIN := .venv/bin
VENV := .venv/pyvenv.cfg
RUNTIME := .venv/.runtime-installed
DEPLOY := .venv/.deploy-installed
DEV := .venv/.dev-installed
NODE := node_modules/.package-lock.json
DRAWING := .cache/front-view/venv/.installed
CLIENTS := tests/clients/node_modules/.package-lock.json
CHECKERS := tests/browser/checkers/node_modules/.package-lock.json
LIGHTHOUSE := scripts/lighthouse/node_modules/.package-lock.json

export HOST PORT DATA_DIR

.DEFAULT_GOAL := help
.PHONY: help run kiosk-runtime demo-renders test lint format browser firefox java orca look front-view lighthouse bench bench-pages bench-drawings bench-limits bench-outage bench-kiosk compare-kiosk bench-lambda fuzz chaos palettes palettes-table cost package \
	infra secret deploy operate audit lock clean FORCE

help: ## List these commands; PYTHON=python3.13 creates .venv with that Python
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUNTIME) kiosk-runtime ## Start the app (HOST=127.0.0.1 PORT=8000 DATA_DIR=var)
	@exec $(BIN)/python -m configurator

# Pyodide runs the app in a kiosk's browser. Everything else works without it, so a missing npm stops nothing.
kiosk-runtime:
	@command -v npm >/dev/null && $(MAKE) --no-print-directory $(NODE) \
	  || echo "Kiosks will need the server all the time: for Pyodide, install npm and run make again." >&2

demo-renders: $(RUNTIME) kiosk-runtime ## Start the app with a stand-in for OpenAI (FAULT=moderation); its data is in DATA_DIR/demo
	@DATA_DIR=$(DATA_DIR)/demo exec $(BIN)/python -m configurator.demo

test: lint browser firefox java orca $(CHECKERS) ## Run the linters and all tests; LAYER=unit or PYTEST_ARGS='-k code' for a part
	@$(BIN)/pytest --numprocesses=$(WORKERS) --durations=15 $(PYTEST_ARGS) tests/$(LAYER)

lint: $(DEV) $(NODE) $(CLIENTS) ## Check style, types, templates and imports
	@scripts/lint

format: $(DEV) $(NODE) ## Format Python, CSS and JavaScript
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet
	@node_modules/.bin/biome check --write

browser:
	@test -x "$(CHROMIUM)" || scripts/need chromium chromium

java:
	@command -v java >/dev/null || scripts/need java default-jre-headless

firefox:
	@test -x "$(FIREFOX)" || scripts/need firefox-esr firefox-esr

# Without a screen reader, the tests run, and say that nobody has heard the pages.
orca:
	@scripts/need orca orca at-spi2-core dbus xdotool xvfb || true

look: $(DEV) browser ## Take screenshots of every page into shots/; LOOK="car 390 dark" for some
	@$(BIN)/python -m scripts.look $(LOOK)

front-view: $(RUNTIME) $(DRAWING) ## Draw the cars from the front anew, and a sheet of them, shots/front-view.png; BODIES="911 macan" for some
	@scripts/need cc gcc
	@.cache/front-view/venv/bin/python -m scripts.front_view $(BODIES)
	@$(BIN)/python -m scripts.front_view --sheet shots/front-view.png $(BODIES)

lighthouse: $(DEV) $(LIGHTHOUSE) browser ## Measure five pages as a slow phone shows them, 5 minutes; RUNS=1 PAGES="home docs" is quicker
	@$(BIN)/python -m scripts.lighthouse --runs $(RUNS) $(PAGES)

bench: $(DEV) $(NODE) ## Measure GET and POST /users, one by one and under load, beside a bare Flask route; REQUESTS=200 is quicker
	@$(BIN)/python -m scripts.bench --requests $(REQUESTS)

bench-pages: $(DEV) $(NODE) browser ## Measure the server's processor time, HTML and first view of each page; BESIDE=path compares with another checkout
	@$(BIN)/python -m scripts.bench_pages $(if $(BESIDE),--beside "$(BESIDE)")

bench-drawings: $(DEV) ## Measure the bytes of each drawing from outside, and the processor time of its picture
	@$(BIN)/python -m scripts.bench_drawings

bench-limits: $(DEV) $(NODE) ## Show that two servers share each client's limits, with 1,000 requests from one and from 1,000 addresses, and what that costs
	@$(BIN)/python -m scripts.bench_limits

bench-outage: $(DEV) $(NODE) ## Measure pages, reads and health checks while the store hangs and 40 clients write; BESIDE=path compares with another checkout
	@$(BIN)/python -m scripts.bench_outage $(if $(BESIDE),--beside "$(BESIDE)")

bench-kiosk: $(DEV) $(NODE) browser ## Send 500 visitors to a kiosk and look for what grows, 10 to 25 minutes; VISITORS=20 is quicker
	@$(BIN)/python -m scripts.bench_kiosk --visitors $(VISITORS)

compare-kiosk: $(DEV) $(NODE) browser ## Compare the answers of a server and of a kiosk without it, for 2,000 random cars; CARS=200 is quicker
	@$(BIN)/python -m scripts.compare_kiosk --cars $(CARS)

fuzz: $(DEV) $(NODE) ## Send 50,000 requests made from the API's description to each store, half an hour or more; CASES=4000 is quicker
	@$(BIN)/python -m scripts.fuzz --cases $(CASES)

chaos: $(DEV) $(NODE) ## Break store, disk, OpenAI, process and clock under load, and look for lost saves and money; SAVES=2000 is quicker, LONG=1 saves 1,000,000
	@scripts/need faketime faketime || true
	@$(BIN)/python -m scripts.chaos --saves $(if $(LONG),1000000,$(SAVES))

palettes: $(DEV) ## Compute which colours look alike to whom; CATALOGUE=path for your own catalogue
	@$(BIN)/python -m scripts.palettes "$(CATALOGUE)"

palettes-table: $(DEV) ## Print how many pairs of paints look alike, by colour vision, severity, model and line
	@$(BIN)/python -m scripts.palettes "$(CATALOGUE)" --table

bench-lambda: $(DEV) $(NODE) ## Measure cold and warm starts of the Lambda package beside raw boto3 and FastAPI; COLD=5 is quicker
	@$(BIN)/python -m scripts.bench_lambda --cold $(COLD) --warm $(COLD)

cost: $(DEV) $(NODE) ## Measure what a visit and a render use on AWS, and write docs/cost.md
	@$(BIN)/python -m scripts.record_journey
	@$(BIN)/python -m scripts.cost

package: $(DEPLOY) kiosk-runtime ## Build the package that `make deploy` would upload to Lambda, and show its size
	@VIRTUAL_ENV="$(CURDIR)/.venv" $(BIN)/zappa package dev --output profile.zip

infra: ## Create or change the resources of a stage with Terraform (STAGE=dev or STAGE=production; ACTION=destroy)
	@scripts/infra "$(STAGE)" "$(ACTION)"

secret: $(DEPLOY) ## Store a secret of a stage on AWS (STAGE=dev NAME=secret-key or openai-api-key)
	@$(BIN)/python -m configurator.deployment.secret $(STAGE) $(NAME)

deploy: $(DEPLOY) kiosk-runtime ## Deploy the app to AWS (STAGE=dev or STAGE=production); says first what it will do
	@$(BIN)/python -m configurator.deployment $(STAGE)

operate: $(DEPLOY) ## Run a command of the app on the tables of a stage (STAGE=dev COMMAND="erase ID", doctor, export, costs)
	@$(BIN)/python -m configurator.deployment.operate $(STAGE) $(COMMAND)

audit: $(DEV) $(NODE) ## Check licences, and all pinned packages for known vulnerabilities; fails if it gets no data
	@$(BIN)/python -m scripts.audit

lock: $(DEV) ## Update the pins and hashes from pyproject.toml; needs Python 3.11
	@scripts/lock

clean: ## Remove everything that make created, except your data
	@rm -rf .venv node_modules tests/clients/node_modules tests/browser/checkers/node_modules scripts/lighthouse/node_modules .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# PYTHON= rebuilds .venv if it has another Python. Without it, any .venv is good enough.
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

# Apart from the tools above, because make run installs those too.
$(CLIENTS): tests/clients/package.json tests/clients/package-lock.json
	@scripts/need npm nodejs npm
	@echo "Installing what tries the API's description (once, a few seconds) ..." >&2
	@npm ci --prefix tests/clients --loglevel=error --no-progress

# Without their scripts: one of them would fetch a Java of its own.
$(CHECKERS): tests/browser/checkers/package.json tests/browser/checkers/package-lock.json
	@scripts/need npm nodejs npm
	@echo "Installing the checkers of HTML and accessibility (once, a few seconds) ..." >&2
	@npm ci --prefix tests/browser/checkers --ignore-scripts --loglevel=error --no-progress

# 160 MB, and nothing but drawing needs them.
$(DRAWING): scripts/front_view/requirements.txt $(VENV)
	@echo "Installing numpy and scipy (once, about half a minute) ..." >&2
	@$(BIN)/python -m venv --clear .cache/front-view/venv
	@scripts/pip-install scripts/front_view/requirements.txt .cache/front-view/venv
	@touch $@

# 186 MB, so only for those who measure.
$(LIGHTHOUSE): scripts/lighthouse/package.json scripts/lighthouse/package-lock.json
	@scripts/need npm nodejs npm
	@echo "Installing Lighthouse (once, about half a minute) ..." >&2
	@npm ci --prefix scripts/lighthouse --loglevel=error --no-progress
