# Completion of addonctl for bash: addonctl itself says what can stand at the cursor.
_addonctl() {
    local IFS=$'\n' index word blank rest=$COMP_LINE current prefix candidate
    local -a words=() found=()
    # bash parts words at = and :, so what stands together in the line is put together again.
    for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        blank=${rest%%[![:space:]]*}
        rest=${rest#"$blank"}
        if ((index > 0)) && [[ -z $blank && ($word == [=:]* || ${COMP_WORDS[index - 1]} == *[=:]) ]]; then
            words[${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        rest=${rest#"$word"}
    done
    current=${words[${#words[@]}-1]}
    # What is in front of the piece that bash replaces is not inserted a second time.
    if [[ $2 == [=:]* ]]; then
        prefix=$current
    else
        prefix=${current%"$2"}
    fi
    found=($(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) _CLAP_COMPLETE_COMP_TYPE=$COMP_TYPE \
        ADDONCTL_COMPLETE=bash addonctl -- "${words[@]}" 2>/dev/null)) || return
    COMPREPLY=()
    for candidate in "${found[@]}"; do
        COMPREPLY+=("${candidate#"$prefix"}")
    done
    if ((${#COMPREPLY[@]} == 1)); then
        candidate=${COMPREPLY[0]}
        if [[ $candidate == *[[:space:]]* && $candidate != *[=:/] ]]; then
            COMPREPLY[0]=$(printf %q "$candidate")
        fi
        if [[ $candidate == *[=/:] ]]; then
            compopt -o nospace
        fi
    elif [[ "${found[*]}" == *" "* ]]; then
        COMPREPLY=("${COMPREPLY[@]%/}")
        compopt -o filenames 2>/dev/null
    fi
}
complete -o nosort -F _addonctl addonctl 2>/dev/null || complete -F _addonctl addonctl
