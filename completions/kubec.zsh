#compdef kubec kubectl
# zsh completion for kubec and kubectl; printed by "kubec completion zsh".
#
# Source it, or save it as _kubec in a folder of $fpath. An alias is completed as what it stands for; where the option
# COMPLETE_ALIASES is set: compdef _kubec k

__kubec_debug()
{
    if [[ -n ${BASH_COMP_DEBUG_FILE-} ]]; then
        print -r -- "$*" >>"$BASH_COMP_DEBUG_FILE"
    fi
}

# Sets plain to $1 without its quotes, with ~ and variables replaced, as the shell will do it; runs nothing.
__kubec_plain()
{
    local rest=$1 quote='' char name

    plain=''
    if [[ $rest == '~' || $rest == '~/'* ]]; then
        plain=${HOME-}
        rest=${rest[2,-1]}
    fi
    while [[ -n $rest ]]; do
        char=${rest[1]}
        if [[ -n $quote && $char == "$quote" ]]; then
            quote=''
        elif [[ -z $quote && ($char == \' || $char == \") ]]; then
            quote=$char
        elif [[ $char == \\ && (-z $quote || ($quote == \" && ${rest[2]} == [\\\"\$\`])) ]]; then
            rest=${rest[2,-1]}
            plain+=${rest[1]}
        elif [[ $char == '$' && $quote != \' ]]; then
            name=''
            if [[ ${rest[2]} == '{' && $rest == '${'[A-Za-z_][A-Za-z0-9_]#'}'* ]]; then
                name=${${rest[3,-1]}%%'}'*}
                rest=${rest[3,-1]}
            elif [[ $rest == '$'[A-Za-z_]* ]]; then
                name=${${rest[2,-1]}%%[^A-Za-z0-9_]*}
            fi
            if [[ -n $name ]]; then
                plain+=${(P)name-}
                rest=${rest[$#name + 1,-1]}
            else
                plain+='$'
            fi
        else
            plain+=$char
        fi
        rest=${rest[2,-1]}
    done
}

# Asks the program for the words up to the cursor; sets answer.
__kubec_ask()
{
    local word plain
    local -a command given

    if (( ${+aliases[${words[1]}]} )); then
        given=(${(z)aliases[${words[1]}]})
    else
        given=("${words[1]}")
    fi
    for word in "${given[@]}"; do
        __kubec_plain "$word"
        command+=("$plain")
    done
    command+=(__complete)
    for word in "${(@)words[2,CURRENT-1]}" "$1"; do
        __kubec_plain "$word"
        command+=("$plain")
    done
    __kubec_debug "asking: ${(q)command[@]}"
    answer=$("${command[@]}" 2>/dev/null)
    __kubec_debug "answer: $answer"
}

_kubec()
{
    local answer line name directive=0 tab=$'\t' found=1
    local -a candidates endings options

    __kubec_ask "$IPREFIX$QIPREFIX$PREFIX"
    for line in "${(@f)answer}"; do
        case $line in
        (:[0-9]*)
            directive=${line#:}
            ;;
        ('' | _activeHelp_*) ;;
        (*)
            endings+=("$line")
            name=${line%%"$tab"*}
            if [[ $line == *"$tab"* ]]; then
                candidates+=("${name//:/\\:}:${line#*"$tab"}")
            else
                candidates+=("${name//:/\\:}")
            fi
            ;;
        esac
    done
    if [[ $directive == *[^0-9]* ]] || (( directive & 1 )); then
        return 1
    fi

    # Values come without "--flag=": it stays as it is.
    if [[ $PREFIX == -* ]]; then
        compset -P '-[^=]##='
    fi
    if (( directive & 8 )); then
        _files -g "*.(${(j:|:)${(@q)endings}})"
        return
    elif (( directive & 16 )); then
        _files -/
        return
    fi
    if (( directive & 2 )); then
        options=(-S '')
    fi
    if (( $#candidates )); then
        if (( directive & 32 )); then
            _describe -V -t completions completion candidates "${options[@]}" && found=0
        else
            _describe -t completions completion candidates "${options[@]}" && found=0
        fi
    fi
    if (( found && ! (directive & 4) )); then
        _files && found=0
    fi
    return found
}

__start_kubec()
{
    _kubec "$@"
}

__start_kubectl()
{
    _kubec "$@"
}

# From a folder of $fpath the file is the function itself, at its first call.
if [[ ${funcstack[1]-} == _kubec ]]; then
    _kubec "$@"
else
    if (( ! ${+functions[compdef]} )); then
        autoload -Uz compinit && compinit -i -D
    fi
    compdef _kubec kubec kubectl
fi
