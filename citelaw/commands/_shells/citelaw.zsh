#compdef citelaw
# Completes citelaw in zsh; made by: citelaw completion zsh

_citelaw_completion() {
    local kind value said
    local -a found plain described

    found=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) \
        _CITELAW_COMPLETE=zsh_complete ${words[1]} 2>/dev/null)}")

    compset -P '--*='  # what stands behind --option= is completed alone
    for kind value said in "${found[@]}"; do
        case $kind in
            dir|file)
                # likewise what stands behind NAME:
                [[ $PREFIX == *:"$value" ]] && compset -P '*:'
                if [[ $kind == dir ]]; then _path_files -/; else _path_files; fi
                ;;
            plain)
                if [[ $said == _ ]]; then plain+=("$value"); else described+=("$value:$said"); fi
                ;;
        esac
    done
    (( $#described )) && _describe -V citelaw described
    (( $#plain )) && compadd -V citelaw -a plain
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _citelaw_completion "$@"
else
    compdef _citelaw_completion citelaw
fi
