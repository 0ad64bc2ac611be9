# Lantai on a machine with git, make and Python 3.11 (with venv); nothing else is needed.
#
#   make demo      install, take the sample archive in, serve it       PORT=8000  LANTAI_HOME=.lantai
#   make test      install what tests need, check and test everything (what CI runs)
#   make install   .venv/bin/lantai
#   make house     the import contracts and the foreign keys: arrows point down
#   make faults    kill the taking-in at 200 points, and compare what it ends with     FAULTS="--points 200 --seed 1"
#   make valid     the public pages by the Nu checker (Java)     make lighthouse   as a telephone sees a site that runs at PORT
#   make fmt       format the code          make bench   ratios, never tests
#   make build     dist/lantai-*.whl with the built site           make clean   take it all away

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
TOOLS := .build/venv
BIN := $(VENV)/bin
PIP_INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
ASSETS := src/lantai/static/lantai/.built

.PHONY: demo test install check house faults valid lighthouse fmt bench build clean programs
.DELETE_ON_ERROR:

demo: install
	@$(BIN)/lantai demo --port $(PORT)

install: $(VENV)/.self $(ASSETS) .build/messages
	@echo "Installed: $(BIN)/lantai"

test: check
	@env -u LANTAI_HOME $(BIN)/python -m pytest -n 2 $(PYTEST)

# Each line is one tool; the first that finds something ends the run.
check: install $(VENV)/.dev programs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py check
	$(BIN)/mypy

house: install $(VENV)/.dev
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_house.py

faults: install $(VENV)/.dev
	@$(BIN)/python tools/kill_points.py $(FAULTS)

valid: install $(VENV)/.dev
	@npm install --silent --no-save --prefix .build/vnu vnu-jar@26.9.27
	@env -u LANTAI_HOME $(BIN)/python -m pytest tests/reading_room/test_valid_html.py

lighthouse:
	@sh tools/lighthouse.sh http://127.0.0.1:$(PORT)

fmt: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: install $(VENV)/.dev
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python -m "bench.$$(basename "$$file" .py)" || exit 1; done

build: install
	@$(TOOLS)/bin/python -m hatchling build -t wheel -d dist

programs:
	@sh tools/install_for_tests.sh

clean:
	rm -rf $(VENV) .build dist src/lantai/static/lantai frontend/node_modules

# -- what the targets above stand on; a stamp is newer than everything it was made from ------------

.build/python: tools/fit_python.py
	@$(PYTHON) tools/fit_python.py
	@mkdir -p .build && touch $@

$(VENV)/.made: .build/python
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: requirements/core.lock $(VENV)/.made
	@echo "Installing what Lantai stands on (about 160 MB to fetch) …"
	@$(BIN)/python $(PIP_INSTALL) -r requirements/core.lock
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.core
	@echo "Installing what the tests stand on …"
	@$(BIN)/python $(PIP_INSTALL) -r requirements/dev.lock
	@touch $@

$(TOOLS)/.build: requirements/build.lock .build/python
	@echo "Installing what builds it …"
	@test -x $(TOOLS)/bin/python || $(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python $(PIP_INSTALL) -r requirements/build.lock
	@touch $@

# The package itself, in place: built by the pinned backend, so that pip fetches nothing of its own accord.
$(VENV)/.self: pyproject.toml README.md LICENSE src/lantai/__init__.py $(VENV)/.core $(TOOLS)/.build
	@rm -rf .build/wheel && mkdir -p .build/wheel
	@$(TOOLS)/bin/python -c "from hatchling.build import build_editable; build_editable('.build/wheel')"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .build/wheel/*.whl
	@touch $@

$(ASSETS): $(shell find frontend -name node_modules -prune -o -type f -print) tools/build_assets.sh $(TOOLS)/.build
	@echo "Building the site's styles and scripts …"
	@sh tools/build_assets.sh $(TOOLS)
	@touch $@

.build/messages: $(shell find src -name '*.po') tools/messages.py $(TOOLS)/.build
	@$(TOOLS)/bin/python tools/messages.py compile
	@touch $@
