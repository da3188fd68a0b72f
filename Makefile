SWIFT ?= swift
FORMAT = $(SWIFT) format lint --strict --parallel --recursive --configuration .ci/swift-format.json
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
TOOL = .build/release/repost-tracer
PYTHON ?= python3
BENCH = .build/bench

SPARK = .build/spark-venv
EXPORTS = .build/exports-venv
# With Swift's own libraries inside, the program starts in half the time; a toolchain may come without them.
STATIC = $(shell [ "$$(uname)" = Linux ] \
  && [ -d "$$(dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/../lib/swift_static" ] \
  && echo --static-swift-stdlib)

# Tests have programs end by signals, which are to be seen as such.
SIGNALS = handle_segv=0:handle_sigbus=0:handle_abort=0
# What is kept at the end of a process is looked for in one run alone, which draws too: it takes long.
LEAKS = LSAN_OPTIONS=print_suppressions=0:suppressions=$(CURDIR)/Tests/Sanitizers/leaks.txt ASAN_OPTIONS=$(SIGNALS):detect_leaks
TSAN = TSAN_OPTIONS=$(SIGNALS):suppressions=$(CURDIR)/Tests/Sanitizers/races.txt

.PHONY: help demo test test-asan test-tsan test-spark test-exports prove fuzz build bench bench-peers lint setup \
  setup-tests clean

help:
	@echo "make demo   trace samples/fax-and-mms into output/fax-and-mms"
	@echo "make test   check the format, build everything, run all tests"
	@echo "make test-asan, make test-tsan  run all tests under the address or the thread sanitizer"
	@echo "make prove CASES=100000 SEED=1  compare random cases with a slow reading of the definitions"
	@echo "make fuzz SECONDS=60 TARGET=…  give damaged input to every reader and writer"
	@echo "make build  build the release program: $(TOOL)"
	@echo "make test-spark  trace cases with Spark, one worker's program being killed (fetches pyspark once; needs Java 17)"
	@echo "make test-exports  read exports with networkx, igraph, prov, rdflib and others (fetches them once)"
	@echo "make bench  measure it against other programs (make bench-peers installs these)"

demo: build
	$(TOOL) trace samples/fax-and-mms -o output/fax-and-mms
	@echo
	@ls -l output/fax-and-mms

build: setup
	$(SWIFT) build -c release --product repost-tracer $(STATIC)

# One test after the other: while Graphviz draws, what the process writes to standard error is kept
# for its messages, and the report of a test that fails beside it would be lost.
test: setup setup-tests lint
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --no-parallel

test-asan: setup setup-tests
	$(SWIFT) build --build-tests --sanitize=address --scratch-path .build-asan
	$(LEAKS)=0 $(SWIFT) test --skip-build --no-parallel --sanitize=address --scratch-path .build-asan $(if $(FILTER),--filter '$(FILTER)')
	rm -rf .build-asan/results
	$(LEAKS)=1 .build-asan/debug/repost-tracer trace samples/fax-and-mms -o .build-asan/results
	test -s .build-asan/results/map.png

test-tsan: setup setup-tests
	$(SWIFT) build --build-tests --sanitize=thread --scratch-path .build-tsan
	$(TSAN) $(SWIFT) test --skip-build --no-parallel --sanitize=thread --scratch-path .build-tsan $(if $(FILTER),--filter '$(FILTER)')

# A case that differs is made as small as may be and kept for make test.
prove: setup
	PROVE=$(or $(CASES),100000) SEED=$(or $(SEED),1) $(SWIFT) test -c release -Xswiftc -enable-testing \
	  --scratch-path .build-prove --filter ProofTests

# What breaks a target is made as small as may be and kept for make test.
fuzz: build
	SWIFT="$(SWIFT)" Tests/Fuzz/fuzz.sh $(or $(SECONDS),60) $(TARGET)

test-spark: build $(SPARK)/bin/spark-submit
	$(SPARK)/bin/python samples/spark/test_trace_cases.py $(TOOL)

$(SPARK)/bin/spark-submit:
	python3 -m venv $(SPARK)
	$(SPARK)/bin/python -m pip install --quiet 'pyspark>=4.0'

test-exports: build $(EXPORTS)/done
	$(EXPORTS)/bin/python Tests/Exports/test_exports.py $(TOOL)

$(EXPORTS)/done: Tests/Exports/requirements.txt
	$(PYTHON) -m venv $(EXPORTS)
	$(EXPORTS)/bin/python -m pip install --quiet -r Tests/Exports/requirements.txt
	touch $@

# FULL=1 measures ten million records too, WEIBO=FOLDER the cascades of Weibo that are there.
bench: build
	SWIFT="$(SWIFT)" $(PYTHON) Tests/Benchmarks/bench.py $(BENCH) --tool $(TOOL) \
	  $(if $(FULL),--full) $(if $(WEIBO),--weibo "$(WEIBO)")

bench-peers:
	$(PYTHON) Tests/Benchmarks/engines.py $(BENCH)

lint:
	$(FORMAT) Package.swift Sources Tests

# What is there already is not installed again, so later runs need no network.
setup:
	@missing=""; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	command -v fc-list >/dev/null || missing="$$missing fontconfig"; \
	pkg-config --exists libgvc 2>/dev/null || missing="$$missing libgraphviz-dev"; \
	pkg-config --exists expat 2>/dev/null || missing="$$missing libexpat1-dev"; \
	pkg-config --exists libzip 2>/dev/null || missing="$$missing libzip-dev"; \
	pkg-config --exists xlsxwriter 2>/dev/null || missing="$$missing libxlsxwriter-dev"; \
	[ -n "$$(fc-list :lang=zh-cn family 2>/dev/null)" ] || missing="$$missing fonts-noto-cjk"; \
	[ -z "$$missing" ] && exit 0; \
	if command -v apt-get >/dev/null; then \
	  echo "installing:$$missing"; \
	  $(SUDO) apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qy --no-install-recommends $$missing; \
	elif command -v brew >/dev/null; then \
	  brew install pkgconf fontconfig graphviz expat libzip libxlsxwriter; \
	else \
	  echo "please install:$$missing (names of Debian's packages)" >&2; exit 1; \
	fi

# The browser in which the tests look at reports, what reads the PDF that it prints, and what tells which
# files and sockets a run asks for.
setup-tests:
	@missing=""; \
	command -v chromedriver >/dev/null || missing="$$missing chromium chromium-driver"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	[ "$$(uname)" != Linux ] || command -v strace >/dev/null || missing="$$missing strace"; \
	[ -z "$$missing" ] && exit 0; \
	if command -v apt-get >/dev/null; then \
	  echo "installing:$$missing"; \
	  $(SUDO) apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -qy --no-install-recommends $$missing; \
	elif command -v brew >/dev/null; then \
	  brew install poppler && brew install --cask chromium chromedriver; \
	else \
	  echo "please install:$$missing (names of Debian's packages)" >&2; exit 1; \
	fi

clean:
	rm -rf .build .build-asan .build-tsan .build-prove .build-fuzz
