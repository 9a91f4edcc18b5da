# Everything a developer does has a word here. Each sets up by itself what it needs.
.PHONY: help demo test check bench soak messages clean
PORT ?= 8000
PYTHON = .venv/bin/python

help:
	@echo "make demo    run everything on this machine (PORT=8000), no server needed"
	@echo "make test    the whole test suite (DATABASE_URL for another database than SQLite)"
	@echo "make check   linters, types, import contracts, migrations, translations, deploy check"
	@echo "make bench   measure speed against floors taken in the same run"
	@echo "make soak    long trials: kills, shuffled batches, phones without a line, hostile receivers"

demo:
	@since=$$(date +%s); sh scripts/setup.sh run && $(PYTHON) scripts/demo.py --port $(PORT) --since $$since

test:
	@sh scripts/setup.sh dev
	@$(PYTHON) scripts/run_tests.py

check:
	@sh scripts/setup.sh dev
	@$(PYTHON) scripts/run_checks.py

bench:
	@sh scripts/setup.sh dev
	@$(PYTHON) -m tests.bench

soak:
	@sh scripts/setup.sh dev
	@$(PYTHON) scripts/run_tests.py --soak

messages:
	@sh scripts/setup.sh dev
	@$(PYTHON) scripts/messages.py extract

clean:
	rm -rf .venv .tools var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
