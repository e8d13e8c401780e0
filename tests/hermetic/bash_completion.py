#!/usr/bin/env python3
"""The bash script in a real bash on a pseudo-terminal: what a user gets who types and presses <TAB>. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/bash_completion.py [-v]
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import shells  # noqa: E402

RC = r"""
PS1='READY> '
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind -x '"\C-g": printf %s "$READLINE_LINE" >.tmp; READLINE_LINE= READLINE_POINT=0; mv .tmp .line'
source <(kubec completion bash)
alias k=kubec kn='kubec -n zone'
complete -o default -F __start_kubectl k kn
"""
PACKAGE = "/usr/share/bash-completion/bash_completion"
CASES = [
    ("kubec get pods web-0 -o jsonpath={.metadata.cr", "kubec get pods web-0 -o jsonpath={.metadata.creationTimestamp "),
    ("kubec get pods web-0 -o jsonpath='{.metadata.cr", "kubec get pods web-0 -o jsonpath='{.metadata.creationTimestamp' "),
    ("kubec get pods web-0 -o 'jsonpath={.metadata.cr", "kubec get pods web-0 -o 'jsonpath={.metadata.creationTimestamp' "),
    ("kubec get pods web-0 -o \"jsonpath={.metadata.cr", "kubec get pods web-0 -o \"jsonpath={.metadata.creationTimestamp\" "),
    ("kubec get pods -o jsonpath='{.items[*].spec.nodeN", "kubec get pods -o jsonpath='{.items[*].spec.nodeName' "),
    ("kubec label pods web-0 ti", "kubec label pods web-0 tier- "),
    ("kubec `touch evil` comp", "kubec `touch evil` comp"),
    ("kubec config ", ["current-context  (", "view             ("]),
]


def opener(first):
    def open_bash(folder):
        with open(os.path.join(folder, "rc"), "w") as f:
            f.write(first + RC)
        env = {"TERM": "dumb", "COLUMNS": "100", "INPUTRC": "/dev/null"}
        return shells.Shell(folder, ["/bin/bash", "--noprofile", "--rcfile", "rc", "-i"], env)
    return open_bash


def main():
    loaders = [("bash alone", opener(""))]
    if os.path.exists(PACKAGE):
        loaders.append(("bash with bash-completion", opener("source %s\n" % PACKAGE)))
    return shells.run(loaders, shells.CASES + CASES)


if __name__ == "__main__":
    sys.exit(main())
