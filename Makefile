# Everything starts here: `make help`. Both `make demo` and `make test` set themselves up on a bare machine.
.PHONY: help demo demo-reset test prove lint types contracts format messages rules-docs lock vendor screenshots bench setup
python := .venv/bin/python

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

demo: ## Serve the demonstration at http://127.0.0.1:8000 (KURUL_PORT for another port)
	@tools/demo.sh

demo-reset: ## The same, from the beginning: what people changed is thrown away
	@tools/demo.sh --reset

test: ## Everything that CI runs, on SQLite and on PostgreSQL
	@tools/test.sh

prove: setup ## Property tests with 10,000 examples each, on both databases, into docs/proof.md (EXAMPLES=n)
	$(python) -m tools.prove --write --examples $(or $(EXAMPLES),10000)

lint: setup ## Style and likely bugs (ruff), import contracts
	$(python) -m ruff check .
	.venv/bin/lint-imports --no-logo

types: setup ## Types (mypy)
	KURUL_MODE=test $(python) -m mypy

format: setup ## Put the code into its one format
	$(python) -m ruff check --fix --quiet . || true
	$(python) -m ruff format .

messages: setup ## Bring the translation catalogues up to date with the source, and compile them
	$(python) -m tools.messages
	$(python) -m tools.messages --compile

rules-docs: setup ## Write docs/rules/ and docs/permissions.md from the code
	KURUL_MODE=test $(python) -m tools.rules_docs
	KURUL_MODE=test $(python) -m tools.permissions_docs

lock: ## Lock the requirements with hashes, after a change of requirements*.in
	@tools/lock.sh

vendor: setup ## Renew the vendored front-end files (needs npm)
	$(python) -m tools.vendor

screenshots: setup ## Take the pictures of docs/ from the demonstration
	$(python) -m tools.screenshots

bench: setup ## Measure on a nation of 100,000 units, on both databases, into docs/performance.md
	$(python) -m benchmarks --write

setup:
	@tools/setup.sh dev
