#!/bin/sh
# `make demo`: everything from nothing to a running demonstration. `tools/demo.sh --reset` starts over.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd -P)

tools/setup.sh runtime
. tools/demonstration.sh
python=.venv/bin/python
port=${KURUL_PORT:-8000}

"$python" -m tools.serve --port "$port" --check
if [ "${1:-}" = --reset ]; then
    rm -f "$KURUL_DEMO_FILE" "$KURUL_DEMO_FILE-wal" "$KURUL_DEMO_FILE-shm"
    echo "The demonstration starts over."
fi

mkdir -p "$(dirname "$KURUL_DEMO_FILE")"
"$python" -m tools.messages --compile --quiet
"$python" manage.py migrate --no-input --verbosity 0
"$python" manage.py createcachetable --verbosity 0
bin/kurul demo load
exec "$python" -m tools.serve --port "$port"
