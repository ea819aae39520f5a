# Completion of briefgen for fish.  Where briefgen knows nothing, files are offered.

function __briefgen_candidates
    set -l found (env COLUMNS=1000 _BRIEFGEN_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
        _TYPER_COMPLETE_ARGS=(commandline -cp | string collect) (commandline -po)[1] 2>/dev/null)
    if test -n "$found"
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end

complete --command briefgen --no-files --arguments '(__briefgen_candidates)'
