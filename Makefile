# Two commands do everything: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV_VERSION := 0.13.9

.PHONY: run test check bench setup setup-dev lock format clean

run: setup                ## set up what is missing and serve on http://127.0.0.1:8000/
	@$(BIN)/python -m erdapp serve --port $(PORT)

test: setup-dev           ## every test, those on real servers and in a real browser included
	@$(BIN)/pytest -n auto --dist loadgroup $(ARGS)

check: setup-dev          ## style, types, import rules, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djlint --lint --quiet templates

bench: setup-dev          ## the measurements, printed as tables
	$(BIN)/python -m bench

ISOLATE := erdapp/loaders/sequelize
PRINT_FONTS := erdapp/fonts/covered.json

setup: .venv/runtime $(BIN)/erdapp static/vendor/fonts $(PRINT_FONTS) $(ISOLATE)/build/sequelize.js
	@tools/system-packages dot

setup-dev: .venv/development $(BIN)/erdapp static/vendor/fonts $(PRINT_FONTS) $(ISOLATE)/build/sequelize.js \
  node_modules/mermaid
	@tools/system-packages dot chromium

lock:                     ## compile the lock files anew from pyproject.toml
	$(BIN)/uv pip compile -q --generate-hashes --no-header --no-emit-index-url --no-annotate \
	  --upgrade -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --generate-hashes --no-header --no-emit-index-url --no-annotate \
	  --upgrade -c requirements.txt --group dev -o requirements-dev.txt pyproject.toml

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:                    ## everything that was installed or built; data/ is kept
	rm -rf .venv node_modules static/vendor staticfiles erdapp/fonts $(ISOLATE)/build

.venv/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "erdapp needs Python 3.11 or newer: set PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/runtime: .venv/uv requirements.txt
	@$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.txt
	@touch $@

.venv/development: .venv/uv requirements-dev.txt
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runtime

$(BIN)/erdapp: .venv/uv pyproject.toml ## the command; uv builds it by itself, without the network
	@$(BIN)/uv pip install --quiet --offline --no-deps --python $(BIN)/python --editable .
	@$(BIN)/python -m compileall -q -j 0 erdapp # else the first run does it, or an image's every run
	@touch $@

static/vendor/fonts: package-lock.json .venv/uv
	@tools/fonts
	@touch $@

node_modules/mermaid: static/vendor/fonts
	@tools/parsers
	@[ ! -d $@ ] || touch $@

$(PRINT_FONTS): static/vendor/fonts $(wildcard static/fonts/*)
	@$(BIN)/python -c 'from erdapp.layout.printing import fonts; fonts.build()'

$(ISOLATE)/build/sequelize.js: static/vendor/fonts $(wildcard $(ISOLATE)/js/*.js $(ISOLATE)/js/*.mjs $(ISOLATE)/js/shims/*.js $(ISOLATE)/js/inplace/*.js $(ISOLATE)/js/version/*.js)
	@tools/isolate
	@touch $@
