#!/usr/bin/env bash
# Builds the extension for VS Code from a checkout: `editors/vscode/package.sh` writes
# dist/citelaw-VERSION.vsix, or the file that is named, and prints its name.
# With --check it checks the types of its sources and runs their tests instead.
#
# It needs Node 20 or later with npm (that of CITELAW_NODE24, where ci/editors.sh has fetched it), and
# a Python with pip (CITELAW_PYTHON, .venv or python3). What it fetches is kept outside the checkout,
# in the folder `vscode` of CITELAW_CACHE (~/.cache/citelaw-dev), once for each state of
# package-lock.json and of bundled/requirements.txt.
set -euo pipefail
case ${1:-} in
    /* | "" | --check) packed=${1:-} ;;
    *) packed=$PWD/$1 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")"

root=$(cd ../.. && pwd)
cache=${CITELAW_CACHE:-$HOME/.cache/citelaw-dev}/vscode
stage=$root/build/vscode
MOST=$((20 * 1024 * 1024)) # bytes of the whole: a forgotten folder shows here

say() {
    printf 'vscode: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# Has `$2` fill a folder once for each state of the files behind it; prints the folder.
kept() {
    local name=$1 fill=$2 folder
    shift 2
    folder=$cache/$name-$(cat "$@" | cksum | tr ' ' -)
    if [ ! -e "$folder/.complete" ]; then
        say "fetching $name"
        rm -rf "$folder"
        mkdir -p "$folder"
        "$fill" "$folder" >&2
        touch "$folder/.complete"
    fi
    printf '%s\n' "$folder"
}

from_npm() {
    cp package.json package-lock.json "$1"
    npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --silent
}

# Wheels without compiled parts, without what only building and testing needs.
from_pypi() {
    local python
    python=$(interpreter)
    "$python" -m pip install -qq --disable-pip-version-check --target "$1" --no-compile \
        --no-deps --only-binary :all: --platform any --python-version 3.11 \
        --requirement bundled/requirements.txt
    # some wheels hold their tests, and folders of their projects that are no packages
    rm -rf "${1:?}"/{bin,build,example,src,{click,platformdirs}/testing.py}
    find "$1" -depth \( -name __pycache__ -o -name '*_test.py' -o -name '*.py[ix]' -o -name '*.pxd' \
        -o -name RECORD -o -name INSTALLER -o -name REQUESTED -o -name direct_url.json \
        -o -name sboms \) -exec rm -rf {} +
}

interpreter() {
    local python
    for python in "${CITELAW_PYTHON:-}" "$root/.venv/bin/python" python3; do
        if [ -n "$python" ] && "$python" -m pip --version >/dev/null 2>&1; then
            printf '%s\n' "$python"
            return
        fi
    done
    fail 'no Python with pip; CITELAW_PYTHON names one'
}

# Puts everything that is packed, and nothing else, where it is packed.
lay_out() {
    local libs=$1
    rm -rf "$stage"
    mkdir -p "$stage/bundled/libs"
    cp -R package.json package.nls*.json l10n media CHANGELOG.md "$root/LICENSE" "$stage"
    mkdir "$stage/images"
    cp images/icon.png "$stage/images"
    node readme.mjs "$stage/README.md"
    cp bundled/server.py "$stage/bundled"
    cp -R "$libs/." "$root/citelaw" "$stage/bundled/libs"
    rm -f "$stage/bundled/libs/.complete"
    find "$stage" -depth \( -name __pycache__ -o -name '*.py[co]' \) -exec rm -rf {} +
}

# Fails where a file stands in the package that does not belong there, or one is missing.
examine() {
    local listed=$1 strange one
    strange=$(grep -Ei '\.(so|pyd|dylib|dll|exe|py[co]|map|ts)$|(^|/)(tests?|node_modules|__pycache__)/|_test\.py$' <<<"$listed" || true)
    [ -z "$strange" ] || fail "not to be packed: $strange"
    for one in dist/extension.js bundled/server.py bundled/libs/citelaw/statutes.sqlite \
        bundled/libs/pygls/__init__.py images/icon.png l10n/bundle.l10n.zh-cn.json; do
        grep -qxF "$one" <<<"$listed" || fail "missing: $one"
    done
}

[ -z "${CITELAW_NODE24:-}" ] || PATH=$(dirname "$CITELAW_NODE24"):$PATH
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
    fail 'Node 20 or later is needed'

npm=$(kept npm from_npm package-lock.json)
[ -d node_modules ] && [ ! -L node_modules ] || ln -sfn "$npm/node_modules" node_modules
PATH=$npm/node_modules/.bin:$PATH
if [ "$packed" = --check ]; then
    npm run --silent check
    exec npm run --silent test
fi

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/citelaw/version.py")
grep -q "\"version\": \"$version\"" package.json || fail "package.json is not of version $version"
packed=${packed:-$root/dist/citelaw-$version.vsix}

libs=$(kept libs from_pypi bundled/requirements.txt)
lay_out "$libs"
npm run --silent build -- --outfile="$stage/dist/extension.js"

mkdir -p "$(dirname "$packed")"
cd "$stage"
examine "$(vsce ls --no-dependencies)"
vsce package --no-dependencies --allow-missing-repository --no-rewrite-relative-links \
    --out "$packed" >"$stage.log" 2>&1 || { cat "$stage.log" >&2 && exit 1; }
size=$(wc -c <"$packed")
[ "$size" -le "$MOST" ] || fail "$packed has $size bytes, more than $MOST"
say "$((size / 1024)) KB"
printf '%s\n' "$packed"
