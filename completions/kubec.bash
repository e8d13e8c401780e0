# bash completion for kubec and kubectl; printed by "kubec completion bash".
#
# A shell with a short name for the program: complete -o default -F __start_kubec k

__kubec_debug()
{
    if [[ -n ${BASH_COMP_DEBUG_FILE-} ]]; then
        printf '%s\n' "$*" >>"$BASH_COMP_DEBUG_FILE"
    fi
}

# Reads the command line up to the cursor into words. Bash breaks words at "=" and ":" too: pieces with no space between them
# are one word again. The last word is the one being typed, "" after a space.
__kubec_words()
{
    local line=${COMP_LINE:0:COMP_POINT} i gap piece last=-1

    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        gap=${line%%[![:space:]]*}
        line=${line#"$gap"}
        piece=${COMP_WORDS[i]-}
        if ((i == COMP_CWORD)); then
            piece=$line
        fi
        line=${line#"$piece"}
        if [[ -n $gap || $last -lt 0 ]]; then
            last=$((last + 1))
            words[last]=$piece
        else
            words[last]+=$piece
        fi
    done
}

# Sets plain to $1 without its quotes, with ~ and variables replaced, as the shell will do it; runs nothing.
__kubec_plain()
{
    local rest=$1 quote='' char

    plain=''
    if [[ $rest == '~' || $rest == '~/'* ]]; then
        plain=${HOME-}
        rest=${rest:1}
    fi
    while [[ -n $rest ]]; do
        char=${rest:0:1}
        if [[ $char == "$quote" ]]; then
            quote=''
        elif [[ -z $quote && ($char == \' || $char == \") ]]; then
            quote=$char
        elif [[ $char == \\ && (-z $quote || $quote == \" && ${rest:1:1} == [\\\"\$\`]) ]]; then
            rest=${rest:1}
            plain+=${rest:0:1}
        elif [[ $char == '$' && $quote != \' ]] &&
            [[ $rest =~ ^\$([A-Za-z_][A-Za-z0-9_]*) || $rest =~ ^\$\{([A-Za-z_][A-Za-z0-9_]*)\} ]]; then
            char=${BASH_REMATCH[1]}
            plain+=${!char-}
            rest=${rest:${#BASH_REMATCH[0]} - 1}
        else
            plain+=$char
        fi
        rest=${rest:1}
    done
}

# Asks the program; sets answer.
__kubec_ask()
{
    local command=${words[0]} i plain

    # A plain name is left to the shell as typed, for the sake of aliases.
    if [[ $command == *[!A-Za-z0-9_./~+@%,:-]* ]]; then
        __kubec_plain "$command"
        printf -v command '%q' "$plain"
    fi
    command+=' __complete'
    for ((i = 1; i < ${#words[@]}; i++)); do
        __kubec_plain "${words[i]}"
        printf -v plain '%q' "$plain"
        command+=" $plain"
    done
    __kubec_debug "asking: $command"
    answer=$(eval "$command" 2>/dev/null)
    __kubec_debug "answer: $answer"
}

__kubec_option()
{
    if [[ $(type -t compopt) == builtin ]]; then
        compopt "$@"
    fi
}

# Adds the files that begin with $2 (for $1 "files": and end with one of the extensions that follow) and the folders.
__kubec_files()
{
    local kind=$1 begin=$2 path extension

    shift 2
    __kubec_option -o filenames
    while IFS='' read -r path; do
        if [[ -d $path ]]; then
            COMPREPLY+=("$path")
            continue
        fi
        if [[ $kind == files ]]; then
            for extension; do
                if [[ $path == *."$extension" ]]; then
                    COMPREPLY+=("$path")
                    break
                fi
            done
        fi
    done < <(compgen -f -- "$begin")
}

# Turns "name<tab>description" into lines of equal columns, as wide as the screen.
__kubec_describe()
{
    local tab=$'\t' i name text longest=0 room width=${COLUMNS:-80}

    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        name=${COMPREPLY[i]%%"$tab"*}
        if ((${#name} > longest)); then
            longest=${#name}
        fi
    done
    room=$((width - longest - 4))
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        name=${COMPREPLY[i]%%"$tab"*}
        text=${COMPREPLY[i]#"$name"}
        text=${text#"$tab"}
        if ((room < 8)) || [[ -z $text ]]; then
            COMPREPLY[i]=$name
            continue
        fi
        if ((${#text} > room)); then
            text=${text:0:room-1}…
        fi
        printf -v 'COMPREPLY[i]' '%-*s  (%s)' "$longest" "$name" "$text"
    done
}

# Bash calls it with the command's name, the part of the word that it will replace, and the word before.
__start_kubec()
{
    local words answer directive=0 line candidates=() current flag='' keep plain tab=$'\t' i

    COMPREPLY=()
    __kubec_words
    current=${words[${#words[@]} - 1]}
    __kubec_ask
    while IFS='' read -r line; do
        case $line in
        :[0-9]*)
            directive=${line#:}
            ;;
        '' | _activeHelp_*) ;;
        *)
            candidates+=("$line")
            ;;
        esac
    done <<<"$answer"
    if [[ $directive == *[!0-9]* ]] || ((directive & 1)); then
        return
    fi
    if ((directive & 2)); then
        __kubec_option -o nospace
    fi
    if ((directive & 4)); then
        __kubec_option +o default
    fi
    if ((directive & 32)); then
        __kubec_option -o nosort 2>/dev/null
    fi

    # Values come without "--flag=", and bash replaces only what stands behind the last break: "keep" stays.
    if [[ $current == -*=* ]]; then
        flag=${current%%=*}=
    fi
    keep=''
    if [[ $current == *"$2" ]]; then
        keep=${current%"$2"}
    fi
    __kubec_plain "$keep" # a quote may have been opened behind the break
    if ((directive & 8)); then
        __kubec_files files "${current#"$flag"}" "${candidates[@]}"
    elif ((directive & 16)); then
        __kubec_files folders "${current#"$flag"}"
    else
        COMPREPLY=("${candidates[@]}")
    fi
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        line=$flag${COMPREPLY[i]}
        COMPREPLY[i]=${line#"$keep"}
        if [[ ${COMPREPLY[i]} == "$line" ]]; then
            COMPREPLY[i]=${line#"$plain"}
        fi
    done
    if ((${#COMPREPLY[@]} == 1)) || [[ ${COMP_TYPE-} == 37 || ${COMP_TYPE-} == 42 ]]; then
        for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
            COMPREPLY[i]=${COMPREPLY[i]%%"$tab"*}
        done
    elif ! ((directive & 24)); then
        __kubec_describe
    fi
}

__start_kubectl()
{
    __start_kubec "$@"
}

complete -o default -F __start_kubec kubec kubectl
