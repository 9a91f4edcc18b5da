#!/bin/sh
# The lock file names what pyproject.toml asks for, and nothing but the public index.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .tools/bin/uv)
UV_PYTHON=$(pwd)/.venv/bin/python "$uv" lock --check --quiet
if grep -oE 'https?://[^/"]+' uv.lock | sort -u | grep -vE '^https://(pypi\.org|files\.pythonhosted\.org)$'; then
    echo "uv.lock names an address that is not the public index." >&2
    exit 1
fi
