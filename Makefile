# The doors of the project, for people and for CI. Meson builds (meson.build); this file only remembers the
# commands. Each target installs what it still lacks, on Debian and as root; see setup.sh.

PREFIX ?= /usr/local
# The file that `make bench` measures.
BENCH ?= samples/sample.txt
# Issues in the archive that it renders.
BENCH_ISSUES ?= 400
# The size of the archive of `make catalogue`.
ISSUES ?= 10000
# How often, and at which moments, `make chaos` disturbs a run.
CHAOS ?= 2000
SEED ?= 1

.PHONY: all paiban sample test chaos catalogue slurm bench bench-peers bless fuzz judges asan valgrind clang format install clean help need-build need-test
.DEFAULT_GOAL := all
# One thing at a time here (two installations at once would collide); Ninja uses all the processors.
.NOTPARALLEL:

all: paiban ## build build/paiban

paiban: build/build.ninja
	ninja -C build paiban

sample: paiban ## render samples/sample.txt to build/sample.pdf
	@rm -f build/sample.pdf
	@echo build/paiban render samples/sample.txt -o build/sample.pdf
	@build/paiban render samples/sample.txt -o build/sample.pdf && test "$$(head -c 5 build/sample.pdf)" = '%PDF-' || { \
		echo '没有排出样张 / the sample was not rendered: build/sample.pdf' >&2; exit 1; }
	@echo '样张 / sample: build/sample.pdf'

test: build/with-tests ## build and run all tests; the last line counts them
	tests/run build

bench: build/with-tests ## print stage timings, the lines of hard paragraphs and of 200 issues, then the whole program on long documents and an archive; BENCH=FILE for another issue
	tests/bench/run build/paiban '$(BENCH)'
	tests/bench/whole.py build/paiban '$(BENCH)' --issues $(BENCH_ISSUES)
	tests/bench/seeing.py build/paiban '$(BENCH)'
	tests/bench/growth build/paiban
	ninja -C build tests/bench/bench_lines
	@echo '168 个难段的行：每种标点轮流站在一行的 28 个位置上 / lines of 168 hard paragraphs: every mark at each of the 28 places'
	build/tests/bench/bench_lines --judge --hard
	tests/bench/lines_catalogue.py build/paiban build/tests/bench/bench_lines

bench-peers: paiban ## the same 200 issues by whichever other typesetters are installed; PEERS=DIR has node_modules with Typst and Vivliostyle
	tests/bench/peers.py build/paiban

chaos: build/with-tests ## disturb archives at CHAOS=2000 seeded moments and look that nothing is lost; SEED=1
	ninja -C build
	PAIBAN='$(CURDIR)/build/paiban' PAIBAN_DATA='$(CURDIR)' CHAOS_SHIM='$(CURDIR)/build/tests/cli/chaos_shim.so' \
		python3 tests/cli/chaos_test.py $(CHAOS) $(SEED)

catalogue: paiban ## render an invented archive of ISSUES=10000: all that is good, nothing that is damaged, in flat memory
	tests/bench/catalogue build/paiban $(ISSUES)

slurm: paiban ## try samples/batch against a Slurm controller of its own and GNU parallel (as root)
	./setup.sh slurm
	tests/slurm build/paiban

bless: build/with-tests ## rewrite the goldens; review the diff like code
	ninja -C build paiban tests/unit/layout/layout_readme
	tests/bless build

judges: paiban ## let pdf.js (from npm) read the samples' text
	tests/judges/run build/paiban

fuzz: need-build ## run the fuzz targets for a minute each
	./setup.sh clang
	tests/fuzz/run

asan: need-test ## build and test with the address and undefined-behaviour sanitizers
	test -f build-asan/build.ninja || meson setup build-asan -Dbuildtype=debugoptimized -Db_sanitize=address,undefined
	PAIBAN_SANITIZED=1 ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
		tests/run build-asan --timeout-multiplier 5

valgrind: need-test ## run all tests under valgrind
	./setup.sh valgrind
	test -f build-valgrind/build.ninja || meson setup build-valgrind -Dbuildtype=debugoptimized
	tests/run build-valgrind --timeout-multiplier 20 --wrapper "'$(CURDIR)/tests/valgrind'"

clang: need-test ## build with clang, warnings being errors, and test
	./setup.sh clang
	test -f build-clang/build.ninja || CC=clang meson setup build-clang -Dwerror=true
	tests/run build-clang

format: ## lay out all C files by .clang-format
	./setup.sh format
	find src tests \( -name '*.c' -o -name '*.h' \) -exec clang-format -i {} +

install: paiban ## install below PREFIX (/usr/local), within DESTDIR
	meson configure build --prefix='$(PREFIX)'
	meson install -C build

clean: ## remove what was built
	rm -rf build build-asan build-valgrind build-clang build-fuzz build-judges

help: ## this list
	@sed -n -e 's/^all:/:/' -e 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

need-build:
	@./setup.sh build

need-test:
	@./setup.sh build test

# The tests are left out until someone asks for them, so that building does not need their libraries.
build/build.ninja: | need-build
	meson setup build -Dtests=false

build/with-tests: | need-test build/build.ninja
	meson configure build -Dtests=true
	@touch $@
