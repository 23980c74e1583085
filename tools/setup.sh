#!/bin/sh
# Make .venv hold exactly what the lock says. Usage: tools/setup.sh runtime|dev
# Done again it takes no time: a stamp in .venv keeps the hash of the lock that was installed.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd -P)

case "${1:-}" in
    runtime) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) echo "usage: tools/setup.sh runtime|dev" >&2; exit 2 ;;
esac

# --- what only the system has -----------------------------------------------------------------------------------------
missing=""
want() { missing="$missing $1"; }

recent_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
find_python() {
    for candidate in ${KURUL_PYTHON:-} /usr/bin/python3 python3.13 python3.12 python3.11 python3; do
        if recent_enough "$candidate"; then command -v "$candidate"; return; fi
    done
    return 1
}

usable_venv() {
    # A folder that was moved or copied keeps the old path in its programs; such an environment is made anew.
    [ -x .venv/bin/python ] && recent_enough .venv/bin/python && [ -f .venv/bin/pip ] \
        && head -n 2 .venv/bin/pip | grep -qF "$root/.venv/bin/python"
}

if ! usable_venv; then
    python=$(find_python) || { echo "Kurul needs Python 3.11 or newer." >&2; exit 1; }
    { "$python" -m venv --help && "$python" -m ensurepip --version; } >/dev/null 2>&1 || want python3-venv
fi
if [ "$1" = dev ]; then
    [ -x /usr/bin/chromium ] || want chromium
    /sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || want libatomic1
fi

if [ -n "$missing" ]; then
    install="apt-get install -y --no-install-recommends$missing"
    if ! command -v apt-get >/dev/null; then
        echo "Please install with your system's package manager:$missing" >&2
        exit 1
    elif [ "$(id -u)" = 0 ]; then
        as_root=env
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        printf 'These Debian packages are missing:%s. Please run\n\n    sudo %s\n\nand start again.\n' \
            "$missing" "$install" >&2
        exit 1
    fi
    echo "Installing Debian packages:$missing"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # the words of the command are meant
    $as_root DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
fi

# --- the environment --------------------------------------------------------------------------------------------------
if ! usable_venv; then
    python=$(find_python)
    echo "Creating .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

# Windows line ends or another Python make another stamp.
stamp=".venv/.installed-$1"
hash=$({ cat "$lock"; .venv/bin/python --version; } | sha256sum | cut -d' ' -f1)
if [ "$(cat "$stamp" 2>/dev/null)" != "$hash" ]; then
    echo "Installing $(grep -c '==' "$lock") locked packages from $lock (about a minute)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --only-binary :all: --require-hashes -r "$lock"
    echo "$hash" > "$stamp"
fi

mkdir -p var/static
ln -sf ../../bin/kurul .venv/bin/kurul
