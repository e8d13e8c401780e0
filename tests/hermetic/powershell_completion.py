#!/usr/bin/env python3
"""PowerShell's script where there is no PowerShell: strings and brackets that close, nothing that runs what is typed, and the answers that
it would get, put together as it puts them together. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/powershell_completion.py [-v]
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
import shells  # noqa: E402

MORE = [
    ("kubec get pods --sho", "kubec get pods --show-"),
    ("kubec get pods -o=js", "kubec get pods -o=json"),
    ("kubec get svc f", "kubec get svc front "),
    ("kubec get nodes node-", "kubec get nodes node-"),
    ("kubec get nodes node-a ", "kubec get nodes node-a node-b "),
    ("kubec delete pods web-1 w", "kubec delete pods web-1 web-0 "),
    ("kubec describe pods/d", "kubec describe pods/db-0 "),
    ("kubec --user=me:t", "kubec --user=me:too "),
    ("kubec get ns zo", "kubec get ns zone "),
]
PAIRS = {")": "(", "]": "[", "}": "{"}
STRING = re.compile(r"'(?:[^']|'')*'" + r'|"(?:[^"`]|`.|"")*"', re.S)


def wrong(text):
    """What does not close in a script, or None."""
    stack, i, line = [], 0, 1
    while i < len(text):
        c = text[i]
        if c == "#":
            i = text.find("\n", i)
            continue
        if c in "'\"":
            m = STRING.match(text, i)
            if not m or "\n" in m.group():
                return "line %d: a string that does not end" % line
            i = m.end()
            continue
        line += c == "\n"
        if c in "([{":
            stack.append(c)
        elif c in PAIRS and (not stack or stack.pop() != PAIRS[c]):
            return "line %d: a %s too many" % (line, c)
        i += 1
    return "%s that stays open" % stack[-1] if stack else None


def completed(folder, typed):
    """The line after <TAB> where there is one answer, or the beginning that several share; files are not offered here."""
    words = shlex.split(typed) + ([""] if typed.endswith(" ") else [])
    env = {"HOME": folder, "PATH": folder + ":/usr/bin:/bin", "KUBECONFIG": os.path.join(folder, "config"),
           "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
    lines = subprocess.run([os.path.join(folder, "kubec"), "__complete"] + words[1:], cwd=folder, env=env, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True).stdout.splitlines()
    if not lines or not re.fullmatch(r":\d+", lines[-1]):
        return None
    m = re.match(r"-[^=]*=", words[-1])
    flag, directive = m.group() if m else "", int(lines[-1][1:])
    names = [n for n in (l.split("\t")[0] for l in lines[:-1]) if n.startswith(words[-1][len(flag):])]
    if directive & (1 | 8 | 16) or not names:
        return typed
    return typed[:len(typed) - len(words[-1])] + flag + os.path.commonprefix(names) + (" " if len(names) == 1 and not directive & 2 else "")


def main():
    count, web = [0, 0], shells.Web(("127.0.0.1", 0), shells.Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    folder = shells.make_folder(web.server_address[1])

    def check(what, got, want):
        count[got != want] += 1
        if got != want or "-v" in sys.argv[1:]:
            print("%s powershell: %s: %r, expected %r" % ("FAIL" if got != want else "ok  ", what, got, want))

    script = subprocess.run([shells.KUBEC, "completion", "powershell"], stdout=subprocess.PIPE, text=True).stdout
    check("the script closes", wrong(script) if script else "empty", None)
    check("one bracket less is seen", wrong(script.rstrip()[:-1] + "}") is None, False)
    check("nothing runs what is typed", re.findall(r"Invoke-Expression|ExpandString|\biex\b", script), [])
    check("it registers", "Register-ArgumentCompleter -Native -CommandName @('kubec', 'kubectl')" in script, True)
    for typed, want in shells.CASES + MORE:
        plain = isinstance(want, str) and re.match(r"(kubec|\./kubec) [^'\"$~`\\]*$", typed)
        if plain and not re.search(r"\\|folder|manifest", want):
            check(typed, completed(folder, typed), want)
    web.shutdown()
    shutil.rmtree(folder)
    print("%d passed, %d failed" % tuple(count))
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
