# One word each, from a bare checkout: `make test` and `make run` make .venv by themselves.
# Needs only make, a POSIX shell and Python 3.12 or newer.

.SUFFIXES:
.PHONY: help run test proof bench lock install
.DEFAULT_GOAL := help

ARGS =
WORKERS = auto
BIN = .venv/bin
PYTHONS = python3.12 python3.13 python3.14 python3 python

# Prints the path of the interpreter itself, so that an activated .venv never builds on itself.
IS_NEW_ENOUGH = import sys; sys.version_info >= (3, 12) or sys.exit(1)
HAS_VENV = import ensurepip, venv
BASE_PATH = print(getattr(sys, "_base_executable", None) or sys.executable)

# Sets $$python. A candidate counts only if it runs: a shim may be on the path and still fail.
FIND_PYTHON = \
	python=; without_venv=; \
	for name in $(PYTHONS); do \
		"$$name" -c '$(IS_NEW_ENOUGH)' </dev/null >/dev/null 2>&1 || continue; \
		"$$name" -c '$(HAS_VENV)' </dev/null >/dev/null 2>&1 || { without_venv=$$name; continue; }; \
		python=$$("$$name" -c '$(IS_NEW_ENOUGH); $(BASE_PATH)' </dev/null) && break; \
	done; \
	if [ -z "$$python" ]; then \
		if [ -n "$$without_venv" ]; then \
			echo "$$without_venv is new enough, but its modules venv and ensurepip are missing."; \
		else \
			echo "No Python 3.12 or newer found (tried: $(PYTHONS))."; \
		fi; \
		echo "Install Python 3.12 or newer, with venv, and try again."; \
		echo "Debian or Ubuntu: apt install python3.12 python3.12-venv"; \
		echo "(or python3 python3-venv, where python3 is 3.12 or newer)"; \
		exit 1; \
	fi >&2

help:
	@echo "make run ARGS=\"...\"  run voordeur with these settings"
	@echo "make test            all checks and the tests, as in CI"
	@echo "make proof           the slow proofs"
	@echo "make bench           the speed measurements"
	@echo "make lock            renew requirements.lock from pyproject.toml"
	@echo "make install         only make .venv (the others do this by themselves)"

run: install
	@$(BIN)/voordeur $(ARGS)

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict simulation
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) --benchmark-disable

proof: install
	$(BIN)/pytest -n $(WORKERS) --benchmark-disable -m proof

bench: install
	$(BIN)/pytest -n 0 -m bench

install: .venv/.project-installed

# A .venv without this stamp is half made, or not ours to trust: start again.
.venv/.lock-installed: requirements.lock
	@$(FIND_PYTHON); \
	echo "Making .venv with $$python (once; this takes a minute or two)"; \
	trap 'rm -rf .venv' EXIT; trap 'exit 130' HUP INT TERM; \
	rm -rf .venv && \
	"$$python" -m venv .venv && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock && \
	touch $@ && trap - EXIT

.venv/.project-installed: pyproject.toml .venv/.lock-installed
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Only names and public hashes may enter the lock: no addresses, no folders.
lock:
	@$(FIND_PYTHON); \
	work=$$(mktemp -d) && trap 'rm -rf "$$work"' EXIT && trap 'exit 130' HUP INT TERM && \
	if uv --version >/dev/null 2>&1; then uv=uv; else \
		"$$python" -m venv "$$work/venv" && \
		"$$work/venv/bin/python" -m pip install -qq --disable-pip-version-check uv && \
		uv=$$work/venv/bin/uv; \
	fi && \
	if [ -f requirements.lock ]; then cp requirements.lock "$$work/lock"; fi && \
	printf 'hatchling\neditables\n' | "$$uv" pip compile --quiet --no-config --universal --python-version 3.12 \
		--all-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" $(ARGS) --output-file "$$work/lock" pyproject.toml - && \
	if grep -nE '://|--find-links|--index-url|^-e|file:' "$$work/lock"; then \
		echo "requirements.lock must not name places" >&2; exit 1; \
	fi && \
	cp "$$work/lock" requirements.lock
