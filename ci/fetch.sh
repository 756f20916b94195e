# shellcheck shell=bash
# What ci/tools.sh, ci/editors.sh and ci/data.sh share: where tools are kept, how they are had.
#
# All of it is kept outside the checkout, in the folder `tools` of CITELAW_CACHE
# (~/.cache/citelaw-dev), and fetched again where a version changes.

tools=${CITELAW_CACHE:-$HOME/.cache/citelaw-dev}/tools
# shellcheck disable=SC2034 # the scripts use it
python=${CITELAW_PYTHON:-.venv/bin/python}
mkdir -p "$tools"

say() {
    printf 'tools: %s\n' "$*" >&2
}

# Prints the packages among `$*` (what:package; a program, or a path) that are not there.
missing() {
    local one
    for one in "$@"; do
        command -v "${one%:*}" >/dev/null || [ -e "${one%:*}" ] || printf '%s ' "${one#*:}"
    done
}

# Has Debian's packages among `$*` installed, where this is root on it.
from_debian() {
    local packages
    packages=$(missing "$@")
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

# Does `$2` once for each state `$3` of what it depends on, and remembers that under the name `$1`.
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
