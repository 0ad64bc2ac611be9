#!/bin/sh
# Writes the lock files anew. Run after a change of pyproject.toml: sh requirements/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."
compile() { .venv/bin/uv pip compile -q --universal --generate-hashes --no-annotate --no-header "$@"; }
compile "$@" --override requirements/overrides.txt --extra letters pyproject.toml -o requirements/core.lock
compile "$@" --override requirements/overrides.txt --extra letters pyproject.toml --group dev -o requirements/dev.lock
# Core and OpenVINO, in the versions of core.lock; install it in place of that.
compile "$@" --override requirements/overrides.txt --extra letters --extra openvino -c requirements/core.lock \
    pyproject.toml -o requirements/openvino.lock
compile "$@" --group build -o requirements/build.lock
compile "$@" --group frontend -o requirements/frontend.lock
