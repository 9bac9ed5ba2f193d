# Two commands: `make run` shows the shipped example, `make test` tests a change. The rest is for maintainers.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501

.PHONY: run test thorough trust check lint bench lighthouse screenshots sheets edition fonts docs lock audit sbom packages clean

run: $(VENV)/run.stamp
	$(BIN)/postup serve --demo --port $(PORT)

test: packages $(VENV)/test.stamp
	$(BIN)/python tools/checks.py

# What takes too long for every change: slow tests, coverage, another Python, PostgreSQL. CI runs it after `test`.
thorough: packages $(VENV)/test.stamp
	$(BIN)/python tools/checks.py --thorough

check: $(VENV)/run.stamp
	$(BIN)/postup check data/2022-2026 data/2027

# Every promise of docs/trust.md with the number that was reached; the fast part is in `test` and `thorough`.
trust: packages $(VENV)/test.stamp
	$(BIN)/python -m tools.trust

lint: $(VENV)/test.stamp
	$(BIN)/python tools/checks.py --only lint

bench: $(VENV)/test.stamp
	$(BIN)/python -m benchmarks

lighthouse: packages $(VENV)/test.stamp
	$(BIN)/python -m tools.lighthouse

screenshots: packages $(VENV)/test.stamp
	$(BIN)/python -m tools.screenshots
	$(BIN)/python -m tools.days
	$(BIN)/python -m tools.screenshots_chain
	$(BIN)/python -m tools.screenshots_carried
	$(BIN)/python -m tools.screenshots_dashboard
	$(BIN)/python -m tools.screenshots_editions
	$(BIN)/python -m tools.screenshots_polish

# All charts of the store on contact sheets: var/charts.
sheets: $(VENV)/test.stamp
	$(BIN)/python -m tools.contact_sheet var/charts --width 1366
	$(BIN)/python -m tools.contact_sheet var/charts --width 390

edition: $(VENV)/test.stamp
	$(BIN)/python -m tools.make_edition

fonts: $(VENV)/test.stamp
	$(BIN)/python -m tools.make_fonts
	$(BIN)/python -m tools.make_fallbacks

docs: $(VENV)/test.stamp
	$(BIN)/python -m tools.docs_workbook
	$(BIN)/python -m tools.glossary
	$(BIN)/python -m tools.trust --doc

# Newer versions, none younger than a week, with hashes; when each file was uploaded: `python -m tools.lock_age`.
lock: $(VENV)/test.stamp
	$(BIN)/python -m tools.lock

# Known vulnerabilities of what is locked. Asks services on the net and fails where they do not answer: a maintainer's
# command and no part of `test` (docs/decisions/0031-locks-and-audit.md).
audit: packages $(VENV)/test.stamp
	$(BIN)/uv tool run --exclude-newer '7 days' --from 'pip-audit>=2.10,<3' pip-audit --strict --vulnerability-service osv \
	  --disable-pip --require-hashes --requirement requirements.txt --requirement requirements-dev.txt
	npm --prefix tests/browser audit

# The bill of materials of a release (CycloneDX 1.6): docs/develop/release.md.
sbom: $(VENV)/test.stamp
	$(BIN)/python -m tools.sbom var/sbom.cdx.json

# Debian's packages for the tests: Chromium for the browser tests, LibreOffice for the workbooks, npm for axe-core.
packages:
	@sh tools/debian_packages.sh

$(VENV)/run.stamp: requirements.txt tools/command.py
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m tools.command
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis var
