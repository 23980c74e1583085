#!/bin/sh
# `make test`: everything that CI runs, one named step after the other; the first that fails ends it.
set -eu
cd "$(dirname "$0")/.."
tools/setup.sh dev

python=.venv/bin/python
export KURUL_MODE=test
given_database=${DATABASE_URL:-}
unset DATABASE_URL
closing_lines=$(mktemp)
trap 'rm -f "$closing_lines"' EXIT

step() {
    name=$1
    shift
    printf '\n=== %s\n' "$name"
    "$@" || { printf '\n=== failed: %s\n' "$name" >&2; exit 1; }
}

# Runs pytest, shows what it says as it comes, and keeps its closing line for the end.
tests() {
    database=$1
    shift
    output=$(mktemp)
    { "$@" && echo 0 >"$output.status" || echo $? >"$output.status"; } 2>&1 | tee "$output"
    status=$(cat "$output.status")
    printf '%-12s%s\n' "$database" "$(tail -n 1 "$output")" >>"$closing_lines"
    rm -f "$output" "$output.status"
    return "$status"
}

step "Format (ruff format)" "$python" -m ruff format --check --quiet .
step "Lint (ruff check)" "$python" -m ruff check --quiet .
step "Types (mypy)" "$python" -m mypy
step "Import contracts (import-linter)" .venv/bin/lint-imports --no-logo
step "Vendored files" "$python" -m tools.vendor --check
step "Translations" "$python" -m tools.messages --check
step "Translations compiled" "$python" -m tools.messages --compile --quiet
step "Pages of rules" "$python" -m tools.rules_docs --check
step "Django's checks" "$python" manage.py check --fail-level WARNING
step "Migrations" "$python" manage.py makemigrations --check --dry-run
step "Tests on SQLite" tests SQLite "$python" -m pytest -n 2 --dist worksteal --durations 15
export DATABASE_URL="$given_database"
step "Tests on PostgreSQL" tests PostgreSQL \
    "$python" -W ignore:XDG_RUNTIME_DIR -m tools.postgres -- "$python" -m pytest -n 2 --dist worksteal --durations 15 \
    -m "not browser" --database-tests

printf '\n=== all green\n'
cat "$closing_lines"
