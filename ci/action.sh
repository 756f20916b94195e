#!/usr/bin/env bash
# The steps of action.yml: `action.sh python`, `action.sh install`, `action.sh check`.
#
# It runs where runners run, in the bash of macOS (3.2) and of Git for Windows as well. Inputs come
# as variables (INPUT_…), names of lists go to citelaw as arguments of their own, behind `--`;
# nothing is ever evaluated.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venv=$RUNNER_TEMP/citelaw
report=$RUNNER_TEMP/citelaw-report.json
annotations=$RUNNER_TEMP/citelaw-annotations.txt

# Ends the step with $1 as an annotation.
fail() {
    local said=${1//'%'/%25}
    said=${said//$'\r'/%0D}
    said=${said//$'\n'/%0A}
    printf '::error title=citelaw::%s\n' "$said"
    exit 2
}

# Gives the variable $1 of the next steps the value $2, which has no line end.
put() {
    case $2 in
        *$'\n'* | *$'\r'*) fail "$1：有换行，只能写一行。" ;;
    esac
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# Returns whether the input $1, whose value is $2, is true.
is_true() {
    case $2 in
        true) return 0 ;;
        false) return 1 ;;
        *) fail "输入 $1：只能写 true 或 false，写的是 $2。" ;;
    esac
}

# Prints the name of a Python that citelaw runs on, or nothing.
python_name() {
    local name
    for name in python3 python; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            printf '%s' "$name"
            return
        fi
    done
}

# Prints where the programs of the virtual environment are: Windows has its own place.
programs() {
    if [ -d "$venv/Scripts" ]; then
        printf '%s' "$venv/Scripts"
    else
        printf '%s' "$venv/bin"
    fi
}

look_for_python() {
    if [ -n "$(python_name)" ]; then
        put found true
    else
        put found false
    fi
}

install() {
    local python source=${here%/ci}
    if [ -n "$INPUT_VERSION" ]; then
        case $INPUT_VERSION in
            *[!0-9A-Za-z.+!]*) fail "输入 version：写版本号，如 0.1.0，写的是 $INPUT_VERSION。" ;;
        esac
        source=citelaw==$INPUT_VERSION
    fi
    if [ -f "$venv/source" ] && [ "$(cat "$venv/source")" = "$source" ]; then
        return # an earlier step of this job has installed it
    fi
    python=$(python_name)
    [ -n "$python" ] || fail "没有 Python 3.11 或更新的版本。"
    "$python" -m venv --clear "$venv"
    "$(programs)/python" -m pip install --quiet --disable-pip-version-check "$source" ||
        fail "citelaw 装不上（$source），见上文 pip 的说明；内网用 PIP_INDEX_URL 或 PIP_FIND_LINKS 指定来源。"
    printf '%s\n' "$source" >"$venv/source"
}

# Goes to where the run starts; citelaw names files from the top of the repository, as GitHub does.
enter_checkout() {
    cd "$GITHUB_WORKSPACE/$INPUT_WORKING_DIRECTORY" ||
        fail "没有文件夹 $INPUT_WORKING_DIRECTORY；检查输入 working-directory。"
    folder=$GITHUB_WORKSPACE/$INPUT_WORKING_DIRECTORY
    top=$(git rev-parse --show-toplevel 2>/dev/null) || top=$GITHUB_WORKSPACE
    export GITHUB_WORKSPACE=$top
}

# Prints the commit that lists are compared with, or nothing where all of them are to be judged.
base_commit() {
    local base=${INPUT_BASE:-${EVENT_BASE:-}}
    case $base in
        *[!0]*) ;;
        *) return 0 ;; # no such event, or the first push of a branch (000…)
    esac
    if [ -z "$INPUT_BASE" ] && [ "$GITHUB_EVENT_NAME" = pull_request ] &&
        git rev-parse --verify --quiet 'HEAD^2' >/dev/null; then
        base=HEAD^1 # the merge that GitHub makes to try a pull request; newer than the event
    elif ! here_is "$base" && ! fetch "$base" &&
        [ -z "$INPUT_BASE" ] && [ "$GITHUB_EVENT_NAME" = push ]; then
        return 0 # pushed with force, and what was there before is gone
    fi
    printf '%s' "$base"
}

# Returns whether the commit $1 is in the clone.
here_is() {
    git rev-parse --verify --quiet --end-of-options "$1^{commit}" >/dev/null
}

# Gets the commit $1, without its history where the clone has none.
fetch() {
    local depth=--no-tags
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        depth=--depth=1
    fi
    git fetch --quiet --no-tags "$depth" -- origin "$1" >/dev/null 2>&1 && here_is "$1"
}

# Runs citelaw without letting what it prints of a list be read as a command to the runner.
citelaw() {
    local status=0 word
    word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$word"
    "$(programs)/citelaw" "$@" 2>&1 || status=$?
    printf '\n::%s::\n' "$word"
    return "$status"
}

check() {
    local base='' folder line status=0 sarif=$INPUT_SARIF_FILE top
    local common options words files=()
    enter_checkout

    IFS=$' \t\r\n' read -r -d '' -a words <<<"--force-exclude $INPUT_ARGS" || true
    common=(check --lang "$INPUT_LANG" "${words[@]}")
    while IFS= read -r line; do
        line=${line%$'\r'}
        [ -z "$line" ] || files+=("$line")
    done <<<"$INPUT_FILES"
    [ "${#files[@]}" -gt 0 ] || fail "输入 files：是空的。"

    options=(--color always --output-format full --output-format "json:$report")
    case $INPUT_FAIL_ON in
        '') ;;
        never) options+=(--exit-zero) ;;
        *) options+=(--fail-on "$INPUT_FAIL_ON") ;;
    esac
    # The format github adds the page of the job to the file that GITHUB_STEP_SUMMARY names.
    options+=(--output-format "github:$annotations")
    if ! is_true summary "$INPUT_SUMMARY"; then
        unset GITHUB_STEP_SUMMARY
    fi
    if is_true upload-sarif "$INPUT_UPLOAD_SARIF"; then
        sarif=${sarif:-$RUNNER_TEMP/citelaw.sarif}
        common+=(--no-suppressed) # code scanning shows what is suppressed as open
    fi
    case $sarif in
        '' | /* | [A-Za-z]:*) ;;
        *) sarif=$folder/$sarif ;;
    esac
    if is_true changed-only "$INPUT_CHANGED_ONLY"; then
        base=$(base_commit) || exit
    fi
    if [ -n "$base" ]; then
        options+=(--changed-since "$base")
    elif [ -n "$sarif" ]; then
        options+=(--output-format "sarif:$sarif")
    fi

    rm -f "$report" "$annotations"
    citelaw "${common[@]}" "${options[@]}" -- "${files[@]}" || status=$?
    if is_true annotations "$INPUT_ANNOTATIONS" && [ -f "$annotations" ]; then
        cat "$annotations"
    fi
    if [ -n "$base" ] && [ -n "$sarif" ]; then
        # Code scanning compares commits: lists that are not in the file would count as mended.
        citelaw "${common[@]}" --exit-zero --output-format "sarif:$sarif" -- "${files[@]}" ||
            status=2
    fi

    put exit-code "$status"
    put sarif-file "$sarif"
    put top "$top"
    if [ -f "$report" ]; then
        "$(programs)/python" -I "$here/outputs.py" "$report" >>"$GITHUB_OUTPUT"
    fi
}

case ${1-} in
    python) look_for_python ;;
    install) install ;;
    check) check ;;
    *) fail "action.sh：没有步骤 ${1-}。" ;;
esac
