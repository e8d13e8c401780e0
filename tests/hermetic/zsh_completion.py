#!/usr/bin/env python3
"""The zsh script in a real zsh on a pseudo-terminal: what a user gets who types and presses <TAB>. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/zsh_completion.py [-v]
"""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import shells  # noqa: E402

RC = r"""
PS1='READY> ' LISTMAX=0
unsetopt prompt_sp beep zle_bracketed_paste
unset zle_bracketed_paste
keep() { print -rn -- "$BUFFER" >.tmp; BUFFER=; command mv .tmp .line }
zle -N keep
bindkey '^G' keep
alias k=kubec kn='kubec -n zone'
source <(kubec completion zsh)
"""
CASES = [("kubec `touch evil` comp", "kubec `touch evil` comp")]


def open_zsh(folder):
    with open(os.path.join(folder, ".zshrc"), "w") as f:
        f.write(RC)
    return shells.Shell(folder, [shutil.which("zsh"), "-d", "-i"], {"TERM": "dumb", "ZDOTDIR": folder})


if __name__ == "__main__":
    sys.exit(0 if shells.missing("zsh") else shells.run([("zsh", open_zsh)], shells.CASES + CASES))
