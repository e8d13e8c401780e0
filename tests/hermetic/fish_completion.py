#!/usr/bin/env python3
"""The fish script in a real fish on a pseudo-terminal: what a user gets who types and presses <TAB>. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/fish_completion.py [-v]
"""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import shells  # noqa: E402

RC = r"""
function fish_prompt; printf 'READY> '; end
function fish_greeting; end
set -g fish_autosuggestion_enabled 0
function keep
    commandline -b | string join \n | read -lz line
    printf '%s' (string trim -r -c \n -- $line) >.tmp
    commandline -r ''
    command mv .tmp .line
end
bind \cg keep
alias k=kubec
alias kn='kubec -n zone'
kubec completion fish | source
"""
CASES = [("kubec (touch evil) comp", "kubec (touch evil) comp")]


def open_fish(folder):
    with open(os.path.join(folder, "rc.fish"), "w") as f:
        f.write(RC)
    return shells.Shell(folder, [shutil.which("fish"), "--no-config", "-i", "-C", "source rc.fish"], {"TERM": "xterm"})


if __name__ == "__main__":
    sys.exit(0 if shells.missing("fish") else shells.run([("fish", open_fish)], shells.CASES + CASES))
