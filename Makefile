# Backtalk's commands. `make run` and `make test` do all the set-up by themselves.

PORT ?= 5005
DESK_PORT ?= $(shell expr $(PORT) + 1)
OUT ?= results
VIGNETTES ?= evaluation/cases/vignettes.yml
MESSAGES ?= evaluation/cases/messages.yml

export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3

# A `uv` on the path may be a stub that only fails; one that runs is good enough.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup run desk cards talk train ear test check evaluate coverage book bench clean

help: ## what can be done here
	@echo "Backtalk, a conversational symptom checker. Start with: make run"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  make run PORT=5015"
	@echo "  make test ARGS='tests/knowledge -k bladder'"
	@echo "  make evaluate VIGNETTES=my_cases.yml MESSAGES=none OUT=my_results"
	@echo
	@echo "Rasa's own commands work too:"
	@echo "  .venv/bin/rasa data validate --data bot/data --fail-on-warnings"
	@echo "  .venv/bin/rasa train --data bot/data"
	@echo "  .venv/bin/rasa run actions --actions bot.actions"
	@echo "  .venv/bin/rasa shell --endpoints endpoints.yml"

run: setup ## serve the bot, the front desk and a page to talk with it (Ctrl-C stops it)
	@exec $(PYTHON) -m bot.runtime serve --port $(PORT) --desk-port $(DESK_PORT)

desk: setup ## the front desk alone: script, work list, clinician's view (Ctrl-C stops it)
	@exec $(PYTHON) -m frontdesk serve --port $(DESK_PORT)

cards: setup ## the desk script and red flags as paper, for when the computer is down (OUT=)
	@$(PYTHON) -m frontdesk cards $(OUT)/cards.html

talk: setup ## the same bot in the terminal; also: make -s talk < messages.txt
	@exec $(PYTHON) -m bot.runtime talk

train: setup ## train the model anew, changed or not
	@$(PYTHON) -m bot.runtime train

ear: setup ## teach the second ear anew: half an hour, and 3 GB for PyTorch
	@$(UV) sync --frozen --group training && $(PYTHON) -m understanding.second_ear train

test: setup ## all tests (ARGS= narrows them down)
	@$(PYTHON) -m pytest $(ARGS)

check: setup ## style and types
	@$(UV) tool run ruff@0.17.5 check .
	@$(UV) tool run ruff@0.17.5 format --check .
	@$(UV) tool run mypy@2.4.1 --python-executable $(PYTHON) knowledge rendering understanding evaluation handover worklist

evaluate: setup ## play the cases against the real bot (VIGNETTES=, MESSAGES=, OUT=; none skips)
	@$(PYTHON) -m evaluation run --vignettes "$(VIGNETTES)" --messages "$(MESSAGES)" --out "$(OUT)"

coverage: setup ## which fact of the sources is told where: docs/coverage.md
	@$(PYTHON) -m knowledge.coverage > docs/coverage.md
	@sed -n '/^| section/,/^$$/p' docs/coverage.md

book: setup ## the knowledge as static pages, to read and to sign (OUT=)
	@$(PYTHON) -m book $(OUT)/book

bench: setup ## measure speed and memory
	@$(PYTHON) -m benchmarks

setup: .tools/bin/uv
	@$(UV) sync --frozen || { \
	  echo "The packages could not be installed. Is there a network, and Python 3.10?"; \
	  echo "Python 3.10 can be installed with: $(UV) python install 3.10"; exit 1; }

.tools/bin/uv:
ifneq ($(UV),uv)
	@command -v python3 >/dev/null || { echo "Please install Python 3.10 first."; exit 1; }
	@echo "Installing uv into .tools …"
	@python3 -m venv .tools && .tools/bin/pip install --quiet uv
endif

clean: ## remove models, caches and results; conversations stay
	@rm -rf models results .cache .pytest_cache .mypy_cache .ruff_cache .rasa
