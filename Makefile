# `make brief` and `make test` need Python 3.11+, make and a package registry;
# everything else they set up themselves, in .venv.

PYTHON  ?= python3
INPUTS  ?= seeds
OUTPUT  ?= output
WORDS   ?= 400
FORMATS ?= md,pdf,html
DAYS    ?= 1 2 3 4 5 6 7
ARGS    ?=

VENV := .venv
BIN  := $(VENV)/bin

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help brief daily test cover test-data test-hostile test-faults lint golden man dist rehearse bench pango clean

help:
	@echo "make brief       brief INPUTS=$(INPUTS) into OUTPUT=$(OUTPUT), WORDS=$(WORDS), FORMATS=$(FORMATS)"
	@echo "make daily       seven daily editions of made-up news into OUTPUT/week, DAYS=$(DAYS)"
	@echo "make test        run the whole test suite"
	@echo "make cover       the same, and how much of the code it runs; fails below 95 %"
	@echo "make test-data   the same, with every cluster of the folder BRIEFGEN_DATA"
	@echo "make test-hostile  every hostile file of BRIEFGEN_DATA, through the command, in half an hour"
	@echo "make test-faults kill a run at every write, rename and sync; 400 days in each of three zones (half an hour)"
	@echo "make lint        ruff and mypy"
	@echo "make golden      write the golden files anew; look at the difference before you commit"
	@echo "make man         write share/briefgen.1, the page of the manual, from the commands' own help"
	@echo "make dist        build wheel and sdist into dist/, check them, and run the wheel in a fresh environment"
	@echo "make rehearse    take the Dockerfile's steps in bare root folders of build/image, and brief in them (root, mmdebstrap)"
	@echo "make bench       print the tables of benchmarks/"
	@echo "make clean       remove .venv and what tools left behind"

# Exit code 4 means that some inputs were not read, 5 that only the PDF is missing: both are said, and the brief is made.
brief: $(VENV)/run pango
	@$(BIN)/briefgen brief $(INPUTS) -o $(OUTPUT) -w $(WORDS) -f $(FORMATS) $(ARGS) || case $$? in 4|5) ;; *) exit 1;; esac

# A week of made-up reports, each day's put beside the profile before its run; the sixth day brings nothing new (3).
daily: $(VENV)/run pango
	@rm -rf $(OUTPUT)/week && mkdir -p $(OUTPUT)/week && cp examples/week/briefgen.toml $(OUTPUT)/week
	@for day in $(DAYS); do \
	  cp -r examples/week/day-$$day $(OUTPUT)/week && \
	  { $(BIN)/briefgen daily -c $(OUTPUT)/week/briefgen.toml --as-of 2026-03-0$$((day + 2))T07:00+01:00 $(ARGS) || case $$? in 3|4|5) ;; *) exit 1;; esac; }; \
	done

test: $(VENV)/dev pango
	$(BIN)/python -m pytest -n auto $(ARGS)

cover: $(VENV)/dev pango
	$(BIN)/python -m pytest -n auto --cov --cov-report=term $(ARGS)

test-data: $(VENV)/dev pango
	@test -n "$$BRIEFGEN_DATA" || { echo "BRIEFGEN_DATA names no folder; see CONTRIBUTING.md"; exit 2; }
	$(BIN)/python -m pytest -n auto --all-clusters $(ARGS)

test-hostile: $(VENV)/dev pango
	@test -n "$$BRIEFGEN_DATA" || { echo "BRIEFGEN_DATA names no folder; see CONTRIBUTING.md"; exit 2; }
	$(BIN)/python -m pytest tests/test_hostile.py --all-hostile $(ARGS)

test-faults: $(VENV)/dev pango
	BRIEFGEN_FAULTS=5000 $(BIN)/python -m pytest tests/test_archive_faults.py tests/test_daily.py $(ARGS)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

golden: $(VENV)/dev pango
	$(BIN)/python -m pytest tests/test_golden.py --snapshot-update

man: $(VENV)/run
	$(BIN)/python -m briefgen.manual > share/briefgen.1.new
	mv share/briefgen.1.new share/briefgen.1

# In an environment of its own: what the wheel forgets must not be found in the checkout.
dist:
	rm -rf dist
	$(PYTHON) -m venv dist/tools
	dist/tools/bin/pip install --quiet --disable-pip-version-check build twine
	dist/tools/bin/python -m build --outdir dist .
	dist/tools/bin/twine check --strict dist/*.whl dist/*.tar.gz
	$(PYTHON) -m venv dist/fresh
	dist/fresh/bin/pip install --quiet --disable-pip-version-check dist/*.whl
	dist/fresh/bin/briefgen --help >/dev/null
	cd dist && fresh/bin/briefgen brief ../seeds -w 200 -f md,html -o brief && fresh/bin/briefgen templates
	rm -rf dist/tools dist/fresh

rehearse:
	rm -rf --one-file-system build/image/builder build/image/final build/image/volumes
	mkdir -p build/image
	$(PYTHON) tests/rehearsal.py build/image

bench: $(VENV)/dev
	@$(BIN)/python -c 'import scipy, sklearn' 2>/dev/null || if command -v uv >/dev/null 2>&1; then \
	  uv pip install --quiet --python $(BIN)/python -e '.[bench]'; \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'; fi
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/stories.py
	$(BIN)/python benchmarks/editions.py
	$(BIN)/python benchmarks/daily.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*

# With uv the environment stands in seconds; venv and pip always suffice.
$(VENV)/run $(VENV)/dev: pyproject.toml
	@echo "setting up $(VENV) (half a minute, once)" >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "briefgen needs Python 3.11 or later; set PYTHON=..."; exit 1; }
	@target=.; test "$(@F)" = run || target='.[dev]'; \
	if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV) && uv pip install --quiet --python $(BIN)/python -e "$$target"; \
	else \
	  test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check -e "$$target"; \
	fi
	@touch $@

# WeasyPrint draws with Pango, which no Python package carries.  Installed where
# that may be done without asking for a password; else briefgen says the line.
pango:
	@test -e $(VENV)/pango || $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 && touch $(VENV)/pango || { \
	  as=none; test "$$(id -u)" = 0 && as= || { sudo -n true 2>/dev/null && as='sudo -n'; }; \
	  if command -v brew >/dev/null 2>&1; then brew install pango; \
	  elif test "$$as" = none; then :; \
	  elif command -v apt-get >/dev/null 2>&1; then \
	    $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends \
	      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core; \
	  elif command -v dnf >/dev/null 2>&1; then $$as dnf install -y -q pango google-noto-serif-fonts google-noto-sans-fonts; \
	  fi >&2 || true; \
	}
