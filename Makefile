# Vestibule: run, test, check, format, load, soak, screenshots. Nothing else to remember.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

# debug or release. Tests use debug, `make run` release.
CONFIGURATION ?= release
# Where the demo listens, and what it keeps.
HOST ?= localhost
PORT ?= 8080
DEMO_DIR ?= .demo

SYSTEM_PACKAGES := libsqlite3-dev libssl-dev libsodium-dev libcurl4-openssl-dev libqrencode-dev libpango1.0-dev \
	fonts-dejavu-core openssl
TEST_PACKAGES := python3-venv chromium firefox-esr iproute2 nftables util-linux openjdk-17-jre-headless poppler-utils coturn systemd strace gcc libc6-dev
VENV := .venv
PYTHON := $(VENV)/bin/python
DENO := DENO_NO_UPDATE_CHECK=1 $(VENV)/bin/deno
SAY := @printf '\033[1m· %s\033[0m\n'
LOGS := .build/logs

.PHONY: help run build test check format load soak screenshots prerequisites test-packages test-prerequisites \
	test-swift test-javascript test-browser

help:
	@echo "make run           build (release) and start the demo at http://localhost:8080 (TLS=1, RESET=1, PORT=…)"
	@echo "make test          everything: Swift, JavaScript, browsers"
	@echo "make check         formatting, lint and types alone"
	@echo "make format        write the formatting"
	@echo "make load          figures: arrivals, first frame, sizes, pages"
	@echo "make soak          the long runs"
	@echo "make screenshots   every page and state into .screenshots/"

prerequisites:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is missing: see https://www.swift.org/install/linux/"; exit 1; }
	$(call install,$(SYSTEM_PACKAGES))

test-packages: prerequisites
	@$(call install,$(TEST_PACKAGES))

test-prerequisites: test-packages $(VENV)/ready

# Installs those of some Debian packages that are missing, or prints the command that does where we may not.
define install
	missing=(); for package in $(1); do dpkg -s $$package >/dev/null 2>&1 || missing+=($$package); done
	if [ "$${#missing[@]}" -gt 0 ]; then
	  if [ "$$(id -u)" = 0 ]; then
	    echo "· installing $${missing[*]}"; apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$${missing[@]}" >/dev/null
	  else
	    echo "Missing packages. Run: sudo apt-get install -y $${missing[*]}"; exit 1
	  fi
	fi
endef

$(VENV)/ready: Tests/browser/requirements.txt | test-packages
	$(SAY) "setting up the test tools in $(VENV)"
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

build: prerequisites
	$(SAY) "building vestibule ($(CONFIGURATION)); the first build takes several minutes"
	swift build -c $(CONFIGURATION) --product vestibule

run: build
	@if [ -n "$${RESET:-}" ]; then rm -rf "$(DEMO_DIR)"; fi
	exec .build/$(CONFIGURATION)/vestibule demo --port $(PORT) --data-dir "$(DEMO_DIR)" $(if $(TLS),$$(Sources/vestibule/Deployment/self-signed "$(DEMO_DIR)/tls" $(PORT)))

test: test-prerequisites
	@rm -rf $(LOGS); mkdir -p $(LOGS)
	$(MAKE) --no-print-directory check
	$(MAKE) --no-print-directory test-swift
	$(MAKE) --no-print-directory test-javascript
	$(MAKE) --no-print-directory test-browser
	echo; tail -n 1 $(LOGS)/swift.log; grep -E "^(ok|FAILED) \|" $(LOGS)/javascript.log | tail -n 1; tail -qn 1 $(LOGS)/{pages,browser}.log

test-swift: $(VENV)/ready
	$(SAY) "Swift tests (the first build takes several minutes)"
	@mkdir -p $(LOGS)
	swift build --build-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4 swift test --skip-build 2>&1 | tee $(LOGS)/swift.log | { grep -vE "^(◇|✔) (Test|Suite)|Test Suite|Executed 0 tests" || true; }
	! grep -E "^➜ .*skipped" $(LOGS)/swift.log

test-javascript: $(VENV)/ready
	$(SAY) "JavaScript tests"
	@mkdir -p $(LOGS)
	NO_COLOR=1 $(DENO) test --allow-read --config web/js/deno.json Tests/js 2>&1 | tee $(LOGS)/javascript.log
	grep -qE "^ok \| [1-9][0-9]* passed" $(LOGS)/javascript.log && ! grep -qE "[1-9][0-9]* ignored" $(LOGS)/javascript.log

test-browser: test-prerequisites
	$(SAY) "browser tests, in a network namespace of their own"
	@mkdir -p $(LOGS)
	swift build --product vestibule
	Tests/browser/isolated.sh $(PYTHON) -m pytest Tests/browser -m pages --numprocesses 2 2>&1 | tee $(LOGS)/pages.log
	Tests/browser/isolated.sh $(PYTHON) -m pytest Tests/browser -m "not pages" 2>&1 | tee $(LOGS)/browser.log

check: $(VENV)/ready
	$(SAY) "formatting, lint and types"
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	$(DENO) fmt --check --config web/js/deno.json web/js Tests/js
	$(DENO) lint --config web/js/deno.json web/js Tests/js
	$(DENO) check --config web/js/deno.json web/js/**/*.js

format: $(VENV)/ready
	swift format --in-place --recursive --parallel Package.swift Sources Tests
	$(DENO) fmt --config web/js/deno.json web/js Tests/js

load: test-prerequisites
	$(SAY) "figures, from a release build"
	swift build -c release --product vestibule
	swift build -c release --product vestibule-load
	VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh $(PYTHON) Tests/browser/figures.py
	$(SAY) "what floods cost those who talk"
	VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh $(PYTHON) Tests/browser/flood_figures.py
	$(SAY) "pages, with 5,000 clients and 50,000 sessions"
	VESTIBULE_BINARY=.build/release/vestibule Tests/browser/isolated.sh $(PYTHON) Tests/browser/portal_figures.py

soak: test-prerequisites
	$(SAY) "the random walks over rooms, 100 times as long"
	VESTIBULE_WALK_SEEDS=10000 swift test --filter RoomCoreTests
	$(SAY) "the whole Autobahn suite, and 100,000 mutated frames"
	VESTIBULE_AUTOBAHN=whole VESTIBULE_MUTATED_FRAMES=100000 swift test --filter "AutobahnTests|MutatedFrameTests"
	$(SAY) "ThreadSanitizer and AddressSanitizer, over what needs neither Hummingbird nor GRDB"
	Tests/judges/sanitize.sh thread
	Tests/judges/sanitize.sh address
	$(SAY) "every parser fuzzed for 10 minutes"
	Tests/judges/fuzz.sh 600
	$(SAY) "500 rooms, killed 20 times; 40 power cuts"
	swift build --product vestibule
	VESTIBULE_KILLED_ROOMS=500 VESTIBULE_KILLS=20 VESTIBULE_POWER_CUTS=40 Tests/browser/isolated.sh $(PYTHON) -m pytest -s \
	  Tests/browser/test_restart.py Tests/browser/test_power_cut.py
	$(SAY) "a laptop asleep for 20 minutes"
	VESTIBULE_SLEEP_SECONDS=600 Tests/browser/isolated.sh $(PYTHON) -m pytest Tests/browser/test_drops.py -k asleep
	$(SAY) "networks that fail for longer"
	Tests/browser/isolated.sh $(PYTHON) -m pytest Tests/browser/long_networks.py

screenshots: test-prerequisites
	$(SAY) "every page and state, phone and desktop, light and dark, French and English"
	swift build --product vestibule
	Tests/browser/isolated.sh $(PYTHON) Tests/browser/screenshots.py
