# Completes citelaw in bash; made by: citelaw completion bash

_citelaw_completion() {
    local IFS=$'\n'
    local -a words=()
    local word last= kind value

    # Bash parts --option=value in three, citelaw wants two.
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        [[ $word == "=" && $last == --* ]] || words+=("$word")
        last=$word
    done
    [[ $last == "=" ]] && words+=("")

    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(
        env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) \
            _CITELAW_COMPLETE=bash_complete "$1" 2>/dev/null
    )
}

complete -o nosort -F _citelaw_completion citelaw
