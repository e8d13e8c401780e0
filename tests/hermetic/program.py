#!/usr/bin/env python3
"""The program as a process: its name, exit codes, signals, output that cannot be written. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/program.py
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
FOLDER = tempfile.mkdtemp(prefix="kubec-program-")
COUNT = [0, 0]


def check(what, got, want):
    ok = got == want
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s: %r, expected %r" % (what, got, want))


def link(name):
    path = os.path.join(FOLDER, name)
    os.symlink(KUBEC, path)
    return path


def run(*words, **kw):
    env = dict(os.environ, HOME=FOLDER, KUBECONFIG=os.path.join(FOLDER, "none"), PATH="/usr/bin:/bin")
    return subprocess.run(words, stdout=kw.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=env, **kw)


def names():
    for name in ("kubec", "kubectl"):
        result = run(link(name), "no-such-verb-here")
        check(name, (result.returncode, result.stderr), (1, 'error: unknown command "no-such-verb-here" for "%s"\n' % name))
    check("another name", run(link("k8"), "no-such-verb-here").stderr, 'error: unknown command "no-such-verb-here" for "kubec"\n')


def lost_output():
    with open("/dev/full", "w") as full:
        result = run(KUBEC, "options", stdout=full)
    check("a full disk", (result.returncode, result.stderr), (1, "error: write /dev/stdout: no space left on device\n"))
    p = subprocess.Popen([KUBEC, "completion", "bash"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.close()
    check("a reader that went away", (p.wait(10), p.stderr.read()), (-signal.SIGPIPE, b""))
    p.stderr.close()


def signals():
    for number in (signal.SIGINT, signal.SIGTERM):
        p = subprocess.Popen([KUBEC, "create", "-f", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.5)
        p.send_signal(number)
        check(number.name, (p.wait(10), p.stderr.read()), (-number, b""))
        p.stdin.close()
        p.stderr.close()


def completion_script():
    with open(os.path.join(os.path.dirname(__file__), "../../completions/kubec.bash")) as f:
        committed = f.read()
    check("completion bash", run(os.path.join(FOLDER, "kubec"), "completion", "bash").stdout, committed)


def main():
    names()
    lost_output()
    signals()
    completion_script()
    shutil.rmtree(FOLDER)
    print("%d passed, %d failed" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
