# Completes citelaw in fish; made by: citelaw completion fish

function _citelaw_completion
    set -l word (commandline -ct)
    set -l found (env _CITELAW_COMPLETE=fish_complete COMP_WORDS=(commandline -cp | string collect) \
        COMP_CWORD=(string collect -- $word) citelaw 2>/dev/null)

    # What stands behind --option= and NAME: is completed alone, and given back with it.
    set -l option (string match -r -- '^--[^=]*=' "$word")
    for one in $found
        set -l parts (string split -m 1 -- , $one)
        set -l before $option
        if string match -q -- "*:$parts[2]" "$word"
            set before (string match -r -- '^.*:' "$word")
        end
        switch $parts[1]
            case dir
                for path in (__fish_complete_directories $parts[2] "")
                    printf "%s\n" "$before$path"
                end
            case file
                for path in (__fish_complete_path $parts[2])
                    printf "%s\n" "$before$path"
                end
            case plain
                printf "%s\n" "$option$parts[2]"
        end
    end
end

complete --command citelaw --no-files --arguments "(_citelaw_completion)"
