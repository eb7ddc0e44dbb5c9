# Ten words. Each is a command that also works without make.
.PHONY: help serve test check format lock fonts messages night clean

help:      ## these words
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile
serve:     ## open the house with a demo province
	bin/serve
test:      ## every check and every test
	bin/test
check:     ## the house rules only: style, imports, types, sizes, documentation
	bin/test tests/house
format:    ## lay out the source as ruff wants it
	.venv/bin/ruff format . && .venv/bin/ruff check --fix .
lock:      ## requirements*.in to lock files with hashes and without addresses (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements.lock requirements.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock -o requirements-dev.lock requirements-dev.in
fonts:     ## refresh the vendored fonts and icons (needs npm)
	python tools/vendor_web.py
messages:  ## collect and compile the words of the English mirror
	.venv/bin/python tools/messages.py
night:     ## the longer proofs
	.ci/night
clean:     ## remove caches, never data
	rm -rf .ruff_cache .mypy_cache .import_linter_cache .pytest_cache .hypothesis build && find . -name __pycache__ -type d -prune -not -path './.venv/*' -exec rm -rf {} +
