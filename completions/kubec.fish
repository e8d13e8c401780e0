# fish completion for kubec and kubectl; printed by "kubec completion fish".
#
# A short name for the program, completed as the program is: alias k=kubec

function __kubec_debug
    if set -q BASH_COMP_DEBUG_FILE; and test -n "$BASH_COMP_DEBUG_FILE"
        printf '%s\n' "$argv" >>$BASH_COMP_DEBUG_FILE
    end
end

# Each word with ~ and variables replaced, as the shell will do it; runs nothing.
function __kubec_plain
    for word in $argv
        if test "$word" = '~'; or string match -q -- '~/*' "$word"
            set word "$HOME"(string sub -s 2 -- "$word")
        end
        set -l done ''
        while set -l parts (string match -r -- '^([^$]*)\$([A-Za-z_][A-Za-z0-9_]*)(.*)$' "$word")
            set -l name $parts[3]
            set done "$done$parts[2]$$name"
            set word "$parts[4]"
        end
        printf '%s\n' "$done$word"
    end
end

# The word being typed, without its quotes, which may still be open.
function __kubec_current
    set -l word (commandline -ct)
    for ending in '' '"' "'"
        if string unescape -- "$word$ending" 2>/dev/null
            return
        end
    end
    printf '%s\n' "$word"
end

# The files that begin with $argv[2], "--flag=" as $argv[1] before each: all, those of the extensions that follow "files", or
# "folders".
function __kubec_files
    for path in (__fish_complete_path $argv[2] | string replace -r '\t.*$' '')
        if string match -q -- '*/' $path; or test "$argv[3]" = all
            printf '%s\n' "$argv[1]$path"
            continue
        end
        for extension in $argv[4..-1]
            if string match -q -- "*.$extension" $path
                printf '%s\n' "$argv[1]$path"
                break
            end
        end
    end
end

function __kubec_complete
    set -l given (commandline -opc)
    set -l last (__kubec_current)
    set -l arguments (__kubec_plain $given[2..-1])
    set -l current (__kubec_plain "$last")
    set -l command (__kubec_plain $given[1])
    __kubec_debug "asking: $command __complete $arguments $current"
    set -l answer ($command __complete $arguments "$current" 2>/dev/null)
    __kubec_debug "answer: $answer"

    set -l directive 0
    set -l candidates
    for line in $answer
        if string match -qr '^:[0-9]+$' -- $line
            set directive (string sub -s 2 -- $line)
        else if test -n "$line"; and not string match -q -- '_activeHelp_*' $line
            set -a candidates $line
        end
    end
    if test (math "bitand($directive, 1)") -ne 0
        return
    end

    # Values come without "--flag=", and fish replaces all of the word.
    set -l flag ''
    if string match -qr -- '^-[^=]*=' "$last"
        set flag (string match -r -- '^-[^=]*=' "$last")
    end
    set -l begin (string sub -s (math 1 + (string length -- "$flag")) -- "$last")
    set -l typed (__kubec_plain "$begin")

    if test (math "bitand($directive, 8)") -ne 0
        __kubec_files "$flag" "$typed" files $candidates
        return
    else if test (math "bitand($directive, 16)") -ne 0
        __kubec_files "$flag" "$typed" folders
        return
    end
    set -l fitting 0
    set -l only
    for line in $candidates
        set -l name (string split -m 1 \t -- $line)[1]
        if test (string sub -l (string length -- "$begin") -- "$name") = "$begin"
            set fitting (math $fitting + 1)
            set only $name
        end
        printf '%s\n' "$flag$line"
    end

    # Fish puts a space behind a word that is the only one; a second one that begins like it prevents that.
    if test $fitting -eq 1 -a (math "bitand($directive, 2)") -ne 0
        if not string match -qr -- '[@=/:.,-]$' $only
            printf '%s\n' "$flag$only."
        end
    end
    if test $fitting -eq 0 -a (math "bitand($directive, 4)") -eq 0
        __kubec_files "$flag" "$typed" all
    end
end

for name in kubec kubectl
    complete -c $name -e
    complete -c $name -f -k -a '(__kubec_complete)'
end
