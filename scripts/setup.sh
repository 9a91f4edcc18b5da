#!/bin/sh
# Makes .venv ready: finds a suitable Python and uv, installs what uv.lock says, and does nothing when nothing changed.
# Usage: scripts/setup.sh run   what the product needs      scripts/setup.sh dev   and what its developers need
set -eu
cd "$(dirname "$0")/.."
group=${1:-run}
stamp=.venv/.installed-$group
want=$(cat uv.lock pyproject.toml | cksum)
[ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$want" ] && exit 0

suits() { "$1" -c 'import sys; sys.exit(not ((3, 12) <= sys.version_info < (3, 15)))' >/dev/null 2>&1; }

find_python() {
    for version in 3.13 3.12 3.14; do
        for candidate in "python$version" "$HOME"/.pyenv/versions/"$version".*/bin/python \
            "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python \
            /usr/bin/python"$version" /usr/local/bin/python"$version" /opt/*/bin/python"$version"; do
            if suits "$candidate"; then echo "$candidate"; return; fi
        done
    done
    for candidate in python3 python; do
        if suits "$candidate"; then echo "$candidate"; return; fi
    done
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then echo uv; return; fi
    if [ ! -x .tools/bin/uv ]; then
        any=$1
        [ -n "$any" ] || any=$(command -v python3 || command -v python || true)
        [ -n "$any" ] || { echo "No Python was found. Install Python 3.12 or newer and try again." >&2; exit 1; }
        "$any" -m venv .tools >&2 || {
            echo "Python cannot make a virtual environment (on Debian: apt install python3-venv)." >&2; exit 1; }
        .tools/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9' >&2
    fi
    echo .tools/bin/uv
}

python=$(find_python)
uv=$(find_uv "$python")
if [ -n "$python" ]; then
    UV_PYTHON=$(command -v "$python"); export UV_PYTHON
else
    echo "No Python 3.12, 3.13 or 3.14 was found here; asking uv to fetch one." >&2
    UV_PYTHON=3.13; export UV_PYTHON
fi
echo "Installing what uv.lock names ($group) ..." >&2
# Compiled at once: where PYTHONDONTWRITEBYTECODE is set, each start would compile every library anew.
if [ "$group" = dev ]; then
    "$uv" sync --frozen --quiet --compile-bytecode
    [ -d .venv ] && echo "$want" >.venv/.installed-run
else
    "$uv" sync --frozen --quiet --no-dev --inexact --compile-bytecode
fi
echo "$want" >"$stamp"
