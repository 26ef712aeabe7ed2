#!/bin/sh
# Make the virtual environment .venv with a Python of at least 3.11.
# Debian ships venv's other half (ensurepip) in a package of its own: install it when we may, else say how.
set -eu
python=${1:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "minping needs Python 3.11 or newer; '$python' is missing or older." >&2
    echo "需要 Python 3.11 或更新版本。可以指定：make run PYTHON=/path/to/python3.11" >&2
    exit 1
}

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -q
        DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends python3-venv
    else
        echo "This Python cannot make virtual environments: the package python3-venv is missing." >&2
        echo "请先运行 / please run first:  sudo apt-get install python3-venv" >&2
        echo "再运行一次 make。Then run make again." >&2
        exit 1
    fi
fi

rm -rf .venv
"$python" -m venv .venv
