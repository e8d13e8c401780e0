#!/usr/bin/env python3
"""`get` on a terminal (a pty): colour, and the table of a watch that changes in its place. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/terminal.py
"""
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from server import Server  # noqa: E402

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
FOLDER = tempfile.mkdtemp(prefix="kubec-terminal-")
COUNT = [0, 0]
PODS = "/api/v1/namespaces/ns1/pods"
DISCOVERY = [("GET", "/api", ["file api"]), ("GET", "/apis", ["file apis"])]
COLOR = re.compile(r"\x1b\[\d*m")


def check(what, got, want):
    ok = got == want
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s:\n  %r\nexpected\n  %r" % (what, got, want))


def row(name, ready, status, version):
    return {"cells": [name, ready, status, 0, "5m"],
            "object": {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                       "metadata": {"name": name, "namespace": "ns1", "resourceVersion": str(version)}}}


def table(*rows):
    columns = [{"name": n, "type": "string", "format": "name" if n == "Name" else "", "priority": 0}
               for n in ("Name", "Ready", "Status", "Restarts", "Age")]
    return {"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "10"}, "columnDefinitions": columns,
            "rows": list(rows)}


def text(answer):
    return "text 200 application/json '%s'" % (answer if isinstance(answer, str) else json.dumps(answer))


EVENTS = [("MODIFIED", row("b", "1/1", "Running", 11)), ("ADDED", row("c", "0/1", "ImagePullBackOff", 12)), ("DELETED", row("a", "1/1", "Running", 13))]
START = table(row("a", "1/1", "Running", 5), row("b", "0/1", "Pending", 6))
CONFIG_MAP = {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "one", "namespace": "ns1"}, "data": {"a": "b: c"}}


def routes(start, events=()):
    stream = "\n".join(json.dumps({"type": t, "object": table(r)}) for t, r in events) + "\n"
    last = events[-1][1]["object"]["metadata"]["resourceVersion"] if events else "10"
    return [("GET", PODS + "?resourceVersion=10&watch=true", ["slow 0.3 " + text(stream)]),
            ("GET", PODS + "?resourceVersion=%s&watch=true" % last, ["slow 30 empty 200"]),
            ("GET", PODS, [text(start)]),
            ("GET", "/api/v1/namespaces/ns1/configmaps/one", [text(CONFIG_MAP)])] + DISCOVERY


def environment(server, **more):
    path = os.path.join(FOLDER, "kubeconfig")
    with open(path, "w") as f:
        json.dump({"apiVersion": "v1", "kind": "Config", "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d" % server.port}}],
                   "contexts": [{"name": "x", "context": {"cluster": "c", "user": "", "namespace": "ns1"}}], "current-context": "x"}, f)
    env = {"HOME": os.path.join(FOLDER, str(server.port)), "PATH": "/usr/bin:/bin", "KUBECONFIG": path, "TERM": "xterm"}
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    env.update(more)
    return env


def on_terminal(words, server, until=None, size=(24, 80), program=KUBEC, **more):
    """What the program writes to a terminal, up to its end; with `until` it is interrupted once that text has come."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[0], size[1], 0, 0))
    p = subprocess.Popen([program] + words, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=environment(server, **more))
    os.close(slave)
    out, end, asked = b"", time.monotonic() + 20, False
    while time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            out += part
        if until and not asked and until in out.decode("utf-8", "replace"):
            time.sleep(0.3)
            p.send_signal(signal.SIGINT)
            asked = True
    p.kill()
    p.wait()
    os.close(master)
    return out.decode("utf-8", "replace").replace("\r\n", "\n")


def screen(out):
    """The lines that one sees after `out`: \\n, \\r, up, clear to the end; colours count nothing."""
    lines, at, column = [""], 0, 0
    for part in re.findall(r"\x1b\[\d*[A-Za-z]|.|\n|\r", COLOR.sub("", out)):
        if part == "\n":
            at, column = at + 1, 0
            lines += [""] * (at + 1 - len(lines))
        elif part == "\r":
            column = 0
        elif part.startswith("\x1b["):
            if part[-1] == "A":
                at -= int(part[2:-1])
                assert at >= 0, "above the first line"
            elif part == "\x1b[J":
                lines = lines[: at + 1]
                lines[at] = lines[at][:column]
            else:
                raise AssertionError("unknown sequence %r" % part)
        else:
            lines[at] = lines[at][:column].ljust(column) + part + lines[at][column + 1:]
            column += 1
    return "\n".join(lines).rstrip("\n")


FINAL = "NAME   READY   STATUS             RESTARTS   AGE\nb      1/1     Running            0          5m\nc      0/1     ImagePullBackOff   0          5m"
AS_LINES = ["a 1/1 Running 0 5m", "b 0/1 Pending 0 5m", "b 1/1 Running 0 5m", "c 0/1 ImagePullBackOff 0 5m", "a 1/1 Running 0 5m"]


def rows_of(out):
    return [" ".join(l.split()) for l in out.splitlines()][1:]


def watches():
    s = Server("http", routes(START, EVENTS), None)
    # The last drawing is the one without a: it is what follows ImagePullBackOff.
    out = on_terminal(["get", "pods", "-w"], s, until="ImagePullBackOff")
    check("in place", screen(out), FINAL)
    check("colours of a watch", ["\x1b[32mRunning\x1b[0m" in out, "\x1b[31mImagePullBackOff\x1b[0m" in out, "\x1b[33m0/1\x1b[0m" in out], [True] * 3)
    s.stop()
    for what, more, color in (("TERM=dumb", {"TERM": "dumb"}, False), ("no TERM", {"TERM": ""}, False), ("KUBEC_LIVE=never", {"KUBEC_LIVE": "never"}, True)):
        s = Server("http", routes(START, EVENTS), None)
        out = on_terminal(["get", "pods", "-w"], s, until="ImagePullBackOff", **more)
        check(what, (rows_of(COLOR.sub("", out)), "\x1b[J" in out, "\x1b[32m" in out), (AS_LINES, False, color))
        s.stop()
    s = Server("http", routes(START, EVENTS), None)
    out = on_terminal(["get", "pods", "-w"], s, until="ImagePullBackOff", NO_COLOR="1")
    check("in place without colour", (screen(out), COLOR.search(out)), (FINAL, None))
    s.stop()
    for words in (["--watch-only"], ["-w", "--output-watch-events"], ["-w", "-o", "name"]):
        s = Server("http", routes(START, EVENTS), None)
        out = on_terminal(["get", "pods"] + words, s, until="pod/c" if "name" in words else "ImagePullBackOff")
        check("lines with " + " ".join(words), "\x1b[J" in out, False)
        s.stop()


def small_terminals():
    many = table(*[row("pod-with-a-long-name-%d" % i, "1/1", "Running", i) for i in range(9)])
    s = Server("http", routes(many, [("MODIFIED", row("pod-with-a-long-name-1", "0/1", "Error", 11))]), None)
    out = on_terminal(["get", "pods", "-w"], s, until="0/1", size=(6, 35))
    lines = screen(out).splitlines()
    check("lines that fit", (len(lines), max(len(l) for l in lines), lines[0], lines[2], lines[-1]),
          (5, 35, "NAME                     READY   ST", "pod-with-a-long-name-1   0/1     Er", "… 6 more"))
    s.stop()
    s = Server("http", routes(table(row("x\x1b[2Jy", "1/1", "Run\x1b]0;t\x07", 5)), [("ADDED", row("z", "1/1", "Running", 11))]), None)
    out = on_terminal(["get", "pods", "-w"], s, until="z ")
    check("hostile cells", sorted(set(re.findall(r"\x1b(?:\[\d*[A-Za-z]|.)", COLOR.sub("", out)))), ["\x1b[2A", "\x1b[J"])
    s.stop()


def colors():
    s = Server("http", routes(START), None)
    plain = subprocess.run([KUBEC, "get", "pods"], stdout=subprocess.PIPE, env=environment(s), text=True).stdout
    yaml = subprocess.run([KUBEC, "get", "cm", "one", "-o", "yaml"], stdout=subprocess.PIPE, env=environment(s), text=True).stdout
    check("no colour in a pipe", [COLOR.search(plain), COLOR.search(yaml)], [None, None])
    link = os.path.join(FOLDER, "kubectl")
    os.symlink(KUBEC, link)
    for name, program in (("kubec", KUBEC), ("kubectl", link)):
        out = on_terminal(["get", "pods"], s, program=program)
        check("%s: a coloured table" % name, (COLOR.sub("", out), out.startswith("\x1b[1mNAME"), "\x1b[33mPending\x1b[0m" in out), (plain, True, True))
        out = on_terminal(["get", "cm", "one", "-o", "yaml"], s, program=program)
        check("%s: coloured YAML" % name, (COLOR.sub("", out), out.splitlines()[2]), (yaml, "  \x1b[36ma\x1b[0m: 'b: c'"))
        out = on_terminal(["get", "cm", "one", "-o", "json"], s, program=program)
        check("%s: coloured JSON" % name, (json.loads(COLOR.sub("", out)) == CONFIG_MAP, '\x1b[36m"kind"\x1b[0m: "ConfigMap"' in out), (True, True))
    for what, more in (("NO_COLOR", {"NO_COLOR": "1"}), ("TERM=dumb", {"TERM": "dumb"}), ("KUBEC_COLOR=never", {"KUBEC_COLOR": "never"})):
        check(what, on_terminal(["get", "pods"], s, **more), plain)
    check("an empty NO_COLOR", on_terminal(["get", "pods"], s, NO_COLOR="") == plain, False)
    always = subprocess.run([KUBEC, "get", "pods"], stdout=subprocess.PIPE, env=environment(s, KUBEC_COLOR="always", NO_COLOR="1"), text=True).stdout
    check("KUBEC_COLOR=always", (COLOR.sub("", always), always == plain), (plain, False))
    s.stop()


def main():
    watches()
    small_terminals()
    colors()
    shutil.rmtree(FOLDER)
    print("%d passed, %d failed" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
