#!/bin/sh
# `make lock`: requirements*.in → requirements*.txt with hashes and without addresses (docs/adr/0002).
set -eu
cd "$(dirname "$0")/.."
if [ ! -x .tools/bin/uv ]; then
    python3 -m venv .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check uv
fi
for name in requirements requirements-dev; do
    # The oldest Python that we support decides, without its micro version: Debian 12 has 3.11.2.
    .tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate "$@" "$name.in" -o "$name.txt"
    echo "$name.txt: $(grep -c '==' "$name.txt") packages"
done
