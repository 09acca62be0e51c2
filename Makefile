# Everything a newcomer does: `make demo`, `make test`. Python 3.11 or newer and make are enough.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
PAGE_READY := explorer/node_modules/ready
SPARK_READY := .venv/spark-ready
JAVA_READY := .venv/server.aot
# Each has a database of its own, of some three gigabytes; whoever is done takes over from the other.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test lint serve bench docs questions page explorer pictures

help:
	@echo "make demo   a made-up country, loaded, resolved, published and served until Ctrl-C"
	@echo "make test   every check: style, types, direction of imports, tests"
	@echo "make lint   the checks without the tests"
	@echo "make serve  answer GraphQL over what is loaded"
	@echo "make page   the checks of the network explorer: types and its own tests"
	@echo "make explorer  build the network explorer anew"
	@echo "make pictures  picture every view of the explorer, of a demo that is served"
	@echo "make docs   write the generated pages of docs/"
	@echo "make bench  measure load, refresh and answers"
	@echo "make questions  ask the API 2,000 questions that its schema allows"

demo: $(READY)
	$(BIN)/peerline demo

serve: $(READY)
	$(BIN)/peerline serve

test: lint page $(SPARK_READY) $(JAVA_READY)
	$(BIN)/python -m pytest -q tests/explorer --durations 15
	$(BIN)/python -m pytest -q --ignore tests/explorer --numprocesses $(WORKERS) --dist worksteal \
	  --durations 15

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The page: its own tests, then `explorer/built` anew. Node comes with the set-up.
NPM = cd explorer && PATH="$(CURDIR)/$(BIN):$$PATH" NODE_OPTIONS=--use-system-ca npm

page: $(PAGE_READY)
	$(NPM) run --silent check

explorer: $(PAGE_READY)
	$(NPM) run --silent build

$(PAGE_READY): explorer/package-lock.json $(READY)
	$(NPM) ci --no-fund --no-audit --loglevel=error
	@touch $@

# Of a demo that is being served.
pictures: $(PAGE_READY)
	$(BIN)/python -m benchmarks.pictures

docs: $(READY)
	$(BIN)/python -m cli.documentation

bench: $(READY)
	$(BIN)/python -m benchmarks

questions: $(READY)
	PEERLINE_EXAMPLES=2000 $(BIN)/python -m pytest -q tests/adversarial/test_generated_questions.py

# Spark is for the tests alone, and for who chooses that engine.
$(SPARK_READY): requirements-spark.lock $(READY)
	$(BIN)/python -m pip install --quiet --require-hashes --no-build-isolation --no-deps \
	  -r requirements-spark.lock
	@touch $@

# The tests start many servers; Java keeps what it worked out as the first of them started.
$(JAVA_READY): graph/jars.lock $(READY)
	$(BIN)/python tests/swift_java.py

# The stamp is inside .venv, so that deleting .venv is a fresh start.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Peerline needs Python 3.11 or newer; \`$(PYTHON)\` is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
