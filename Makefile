# The commands of a contributor. Each makes the environment it needs in .venv, from a lock file with hashes,
# and makes it again only when that lock file has changed.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

# A preview or pictures in another language are asked for by an argument: many systems set a variable of this name.
ifneq ($(origin LANGUAGE),command line)
LANGUAGE := en
endif

RUN := .venv/bin/python
COMPILE = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help serve build data offline check fmt messages test bench screenshots lock upgrade exit wheelhouse clean

help:
	@echo "make serve   preview at http://$(HOST):$(PORT)/ (HOST= and PORT= change that, LANGUAGE=id its language)"
	@echo "make test    all tests"
	@echo "make check   check data and pages"
	@echo "make fmt     put the data files into their standard form, and write the schemas for editors"
	@echo "make messages bring the texts for translators, in locale/, up to date"
	@echo "make build   write the site to site/, in every language"
	@echo "make data    write the site with every file of data, as it is published, to site/"
	@echo "make offline write a copy of the site to offline/ that opens without a server, search included"
	@echo "make bench   what a build, the check and a preview cost, with 38 and with 300 cities"
	@echo "make screenshots each kind of page as a picture, to be looked at, in screenshots/"
	@echo "make lock    write the lock files anew from pyproject.toml, each version kept that still fits"
	@echo "make upgrade take the newest versions that fit into the lock files, then run all tests"
	@echo "make exit    whether the site still builds with ProperDocs, which can replace MkDocs"
	@echo "make wheelhouse download the packages that build the site, for each platform, to wheelhouse/"
	@echo "make clean   remove what the commands above made"

serve: .venv/serve
	@$(RUN) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("$(HOST)", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) on $(HOST) cannot be used: something listens there already. Choose another: make serve PORT=8001" >&2; exit 1; }
	@$(RUN) -m mkdocs serve --livereload --dev-addr "$(HOST):$(PORT)" --config-file mkdocs$(patsubst %,.%,$(filter-out en,$(LANGUAGE))).yml

build: .venv/serve
	@$(RUN) scripts/editions.py

data: .venv/data
	@[ -n "$$REPO_URL$$CORRECTIONS_URL" ] || echo "Note: readers will not know where to report a mistake: set REPO_URL or CORRECTIONS_URL" >&2
	@EXPORTS=all $(RUN) scripts/editions.py

offline: .venv/data
	@EXPORTS=all OFFLINE=1 $(RUN) scripts/editions.py --site-dir offline

check: .venv/serve
	@$(RUN) -m atlas check

fmt: .venv/serve
	@$(RUN) -m atlas fmt

messages: .venv/serve
	@$(RUN) -m atlas messages

test: .venv/test
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

bench: .venv/test
	@$(RUN) scripts/bench.py

screenshots: .venv/test
	@$(RUN) scripts/screenshots.py $(LANGUAGE)

# Each group holds all that serving needs, so that it serves as well; that for testing holds what the data need.
.venv/serve: requirements.txt
	@$(MAKE) --no-print-directory .python
	@echo "Setting up .venv, once for each version of requirements.txt"
	@"$(PYTHON)" -m venv --clear .venv
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements.txt
	@touch $@

.venv/data: requirements-data.txt .venv/serve
	@echo "Adding what the files of data need to .venv"
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements-data.txt
	@touch $@

.venv/test: requirements-test.txt .venv/serve
	@echo "Adding what the tests need to .venv"
	@$(RUN) -m pip install --quiet --require-hashes --requirement requirements-test.txt
	@touch $@

.PHONY: .python
.python:
	@[ -n "$(PYTHON)" ] && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "The Atlas needs Python 3.11 or newer: install it, or name it, for example: make serve PYTHON=/usr/bin/python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "This Python lacks its venv module: on Debian and Ubuntu install it with: apt-get install python3-venv" >&2; exit 1; }

lock: .venv/serve
	@$(RUN) -m pip install --quiet uv
	@$(COMPILE) --group site --output-file requirements.txt
	@$(COMPILE) --group site --group data --constraint requirements.txt --output-file requirements-data.txt
	@$(COMPILE) --group test --constraint requirements-data.txt --output-file requirements-test.txt
	@$(COMPILE) --group site --group exit --constraint requirements.txt --output-file requirements-exit.txt

upgrade:
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade
	@$(MAKE) --no-print-directory test

# ProperDocs, in an environment of its own, on the configuration as it is.
exit: .python
	@"$(PYTHON)" -m venv --clear .venv-exit
	@.venv-exit/bin/python -m pip install --quiet --require-hashes --requirement requirements-exit.txt
	@.venv-exit/bin/python scripts/editions.py --generator properdocs --site-dir .venv-exit/site

wheelhouse: .venv/serve
	@$(RUN) scripts/wheelhouse.py

clean:
	rm -rf .venv .venv-exit site offline wheelhouse screenshots .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
