# Completion of briefgen for bash, 4.4 or later.  Where briefgen knows nothing, files are offered.

_briefgen() {
    local IFS=' ' name
    COMPREPLY=()
    while IFS= read -r name; do
        [[ -z $name ]] || COMPREPLY+=("$name")
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD COLUMNS=1000 _BRIEFGEN_COMPLETE=complete_bash "$1" 2>/dev/null)
    # In a comma list the next name follows without a blank.
    [[ ${COMP_WORDS[COMP_CWORD]} != *,* ]] || compopt -o nospace
}

complete -o default -o nosort -F _briefgen briefgen
