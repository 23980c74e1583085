# Sourced with $root set: the environment of the demonstration.
set -a
. "$root/demo/demonstration.env"
KURUL_DEMO_FILE="${KURUL_DEMO_FILE:-$root/var/demo.sqlite3}"
DATABASE_URL="sqlite:///$KURUL_DEMO_FILE"
set +a
