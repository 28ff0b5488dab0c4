# make demo   install what is missing, build, simulate and run the example study, say where the report is
# make test   install what is missing, build, run every test
# make build  build/kith          make bench   benchmarks          make fuzz   every fuzzer, 60 seconds each
# make format clang-format        make tidy    clang-tidy over every source
SHELL := /bin/bash
.DEFAULT_GOAL := build
.PHONY: setup tools build demo test bench fuzz format tidy sanitize clean

JOBS ?= $(shell nproc)
EXAMPLE := examples/community-power

# Installs only what dpkg does not have; says what it does.
setup:
	@tools/install-packages packages.txt build

# Browser tests and the report's typeface come from npm; without a network the build falls back to system fonts.
web/node_modules: web/package-lock.json
	@cd web && npm ci --no-audit --no-fund --loglevel=error && touch node_modules

tools: web/node_modules
	@tools/install-packages packages.txt test

build: setup
	@[ ! -f web/package-lock.json ] || $(MAKE) --no-print-directory web/node_modules || echo "npm is out of reach: the report will use system fonts"
	@cmake --preset release >/dev/null
	@cmake --build build --target kith -j $(JOBS)

demo: build
	@build/kith run $(EXAMPLE) --out $(EXAMPLE)/out

test: setup tools
	@cmake --preset release >/dev/null
	@cmake --build build -j $(JOBS)
	@cd build && ctest --output-on-failure -j $(JOBS)

bench: setup
	@cmake --preset release >/dev/null
	@cmake --build build --target benches kith -j $(JOBS)
	@for program in build/bench/*_bench; do echo "== $$(basename $$program)"; $$program || exit 1; done

fuzz: tools
	@cmake --preset fuzz >/dev/null
	@cmake --build build-fuzz -j $(JOBS) --target fuzz

sanitize: tools
	@cmake --preset sanitize >/dev/null
	@cmake --build build-sanitize -j $(JOBS)
	@cd build-sanitize && ctest --output-on-failure -j $(JOBS)

format: tools
	@git ls-files '*.cpp' '*.h' | xargs clang-format-19 -i

tidy: tools build
	@git ls-files 'src/*.cpp' | xargs -P $(JOBS) -n 4 clang-tidy-19 -p build --quiet

clean:
	@rm -rf build build-sanitize build-threads build-fuzz
