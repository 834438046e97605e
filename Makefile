# patch-replay: `make run` shows what it does, `make test` proves it.
PREFIX ?= /usr/local
SWIFT ?= swift
MBOX ?= fixtures/fuse-dio-v2.mbox

# What the build needs, and what the tests need besides.
BUILD_PACKAGES = pkg-config libgit2-dev libfuse3-dev libncurses-dev zlib1g-dev linux-libc-dev
TEST_PACKAGES = git gcc make fuse3 util-linux chromium tmux python3-html5lib valgrind

RELEASE = .build/release

.PHONY: run build test test-threads bench lint install setup setup-test

run: build
	$(RELEASE)/patch-replay $(MBOX) --tree fixtures/fuse-mini

build: setup
	@echo "building (the first time takes some minutes)"
	$(SWIFT) build -c release --product patch-replay-fused
	$(SWIFT) build -c release --product patch-replay

# The optimized bench is there to count what a call allocates.
test: setup-test
	$(SWIFT) build -c release --product patch-replay-bench
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --disable-xctest

# Several callers of one connection under the thread sanitizer, whose first finding ends the run.
test-threads: setup-test
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build/threads
	TSAN_OPTIONS=halt_on_error=1 $(SWIFT) test --skip-build --sanitize=thread \
	  --scratch-path .build/threads --disable-xctest \
	  --filter "ChannelTests|SharedSocketTests|BackgroundReadTests|InterruptTests"

bench: build setup-test
	$(SWIFT) build -c release --product patch-replay-bench
	@echo "on one processor: nobody is woken across processors"
	one=$$(taskset -pc $$$$ | sed 's/.*: *//; s/[-,].*//') && \
	  taskset -c $$one $(RELEASE)/patch-replay-bench --rounds 300 --sync-dio && \
	  taskset -c $$one $(RELEASE)/patch-replay-bench --rounds 300
	@echo "on all processors"
	$(RELEASE)/patch-replay-bench
	$(RELEASE)/patch-replay-bench analysis
	fixtures/own-time.sh $(RELEASE)/patch-replay-bench
	PATCH_REPLAY_ACCEPTANCE_SERIES=1000 $(SWIFT) test -c release -Xswiftc -enable-testing \
	  --scratch-path .build/acceptance --disable-xctest --filter 'AcceptanceTests|NoiseTests'

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(RELEASE)/patch-replay $(RELEASE)/patch-replay-fused $(DESTDIR)$(PREFIX)/bin

setup:
	@.ci/packages $(BUILD_PACKAGES)
	@command -v $(SWIFT) >/dev/null || { \
	  echo "setup: Swift 6.2 or later is missing; https://www.swift.org/install/linux" >&2; exit 69; }

setup-test: setup
	@.ci/packages $(TEST_PACKAGES)
