#!/usr/bin/env python3
"""`kubec shell` on a terminal (a pty): a session of more than thirty lines, whose screen is the recording in docs/shell.md; then keys, hints,
colours and signals by themselves. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/shell.py [--write]

    --write   puts the screen into docs/shell.md (read the diff before you commit it)
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
DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "shell.md")
BEGIN, END = "<!-- session:begin -->\n```\n", "```\n<!-- session:end -->\n"
FOLDER = tempfile.mkdtemp(prefix="kubec-shell-")
COUNT = [0, 0]
ESCAPE = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]|\x1b[=>]|\a")


def check(what, got, want):
    ok = got == want
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s:\n  %r\nexpected\n  %r" % (what, got, want))


def holds(what, text, *parts):
    for part in parts:
        check("%s: %s" % (what, part), part in text or text, True)


def text(thing, code=200):
    return "text %d application/json '%s'" % (code, json.dumps(thing).replace("'", "'\\''"))


def table(*names):
    columns = [{"name": n, "type": "string", "format": "name" if n == "Name" else "", "priority": 0} for n in ("Name", "Ready", "Status", "Restarts", "Age")]
    return {"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "10"}, "columnDefinitions": columns, "rows": [
        {"cells": [n, "1/1", "Running", 0, "5m"], "object": {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {"name": n}}} for n in names]}


def listed(kind, *names):
    return {"kind": kind + "List", "apiVersion": "v1", "metadata": {"resourceVersion": "10"}, "items": [
        {"kind": kind, "apiVersion": "v1", "metadata": {"name": n, "namespace": "shop"}} for n in names]}


def named(kind, name, version="v1", **more):
    return dict({"kind": kind, "apiVersion": version, "metadata": {"name": name, "namespace": "shop", "creationTimestamp": "2026-01-02T03:04:05Z"}}, **more)


DEPLOYMENT = named("Deployment", "web", "apps/v1", spec={"replicas": 3, "selector": {"matchLabels": {"app": "web"}},
                   "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "c", "image": "nginx:1.27"}]}}})
SCALE = {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": {"name": "web", "namespace": "shop"}, "spec": {"replicas": 1}, "status": {"replicas": 1}}
SHOP = "/api/v1/namespaces/shop"
WEB = "/apis/apps/v1/namespaces/shop/deployments/web"
ROUTES = [
    ("GET", SHOP + "/pods?limit=500", [text(table("cart-1", "web-1"))]),
    ("GET", SHOP + "/pods?resourceVersion=10&watch=true", ["slow 30 empty 200"]),
    ("GET", SHOP + "/pods*", [text(table("cart-1", "web-1"))]),
    ("GET", "/api/v1/namespaces/bank/pods*", [text(table("ledger-1"))]),
    ("GET", "/api/v1/namespaces/bank", [text(named("Namespace", "bank"))]),
    ("GET", SHOP, [text(named("Namespace", "shop"))]),
    ("GET", WEB + "/scale", [text(SCALE)]), ("PATCH", WEB + "/scale*", [text(SCALE)]), ("PUT", WEB + "/scale*", [text(SCALE)]),
    ("PATCH", WEB + "*", [text(dict(DEPLOYMENT, metadata={"name": "web", "namespace": "shop", "labels": {"tier": "front"}}))]),
    ("GET", WEB, [text(DEPLOYMENT)]),
    ("GET", "/apis/apps/v1/namespaces/shop/deployments*", [text(listed("Deployment", "web"))]),
    ("GET", SHOP + "/configmaps/one", [text({"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404,
                                             "message": 'configmaps "one" not found', "details": {"name": "one", "kind": "configmaps"}}, 404)]),
    ("POST", SHOP + "/configmaps*", [text(named("ConfigMap", "one"), 201)]),
    ("GET", SHOP + "/configmaps*", [text(listed("ConfigMap", "one", "only"))]),
    ("GET", "/api/v1/namespaces*", [text(listed("Namespace", "bank", "default", "shop"))]),
    ("GET", "/api", ["file api"]), ("GET", "/apis", ["file apis"]), ("GET", "/openapi/v3", ["empty 404"]),
]


class Screen:
    """The lines that one sees: what readline and the commands need of a terminal."""

    def __init__(self):
        self.lines, self.row, self.column = [""], 0, 0

    def feed(self, data):
        for part in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|\x1b.|[\s\S]", data):
            line = self.lines[self.row]
            if part == "\n":
                self.row += 1
                self.lines += [""] * (self.row + 1 - len(self.lines))
            elif part == "\r":
                self.column = 0
            elif part == "\b":
                self.column = max(0, self.column - 1)
            elif part == "\a":
                pass
            elif part.startswith("\x1b"):
                n, what = re.sub(r"\D", "", part), part[-1]
                if what == "K":
                    self.lines[self.row] = line[:self.column]
                elif what == "D":
                    self.column = max(0, self.column - int(n or 1))
                elif what == "C":
                    self.column += int(n or 1)
                elif what == "P":
                    self.lines[self.row] = line[:self.column] + line[self.column + int(n or 1):]
                elif what == "@":
                    self.lines[self.row] = line[:self.column] + " " * int(n or 1) + line[self.column:]
                elif what not in "mhlJ":
                    raise AssertionError("unknown sequence %r" % part)
            else:
                self.lines[self.row] = line[:self.column].ljust(self.column) + part + line[self.column + 1:]
                self.column += 1

    def before_cursor(self):
        return self.lines[-1].ljust(self.column)[:self.column]

    def text(self):
        return "\n".join(l.rstrip() for l in self.lines)


class Session:
    """A shell on a terminal."""

    def __init__(self, server, *words, term="xterm", **more):
        contexts = [{"name": n, "context": {"cluster": "c", "user": "u", "namespace": "shop"}} for n in ("dev", "prod")]
        contexts[1]["context"]["extensions"] = [{"name": "kubec", "extension": {"protected": True}}]
        path = os.path.join(FOLDER, "kubeconfig")
        with open(path, "w") as f:
            json.dump({"apiVersion": "v1", "kind": "Config", "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d" % server.port}}],
                       "users": [{"name": "u", "user": {"token": "t"}}], "contexts": contexts, "current-context": "dev"}, f)
        env = {"HOME": FOLDER, "PATH": "/usr/bin:/bin", "KUBECONFIG": path, "TERM": term, "INPUTRC": "/dev/null", "LC_ALL": "C.UTF-8"}
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        env.update(more)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.chdir(os.path.join(FOLDER, "work"))
            os.execve(KUBEC, ["kubec", "shell"] + list(words), env)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.screen, self.raw = Screen(), ""
        self.wait("> ")

    def read(self, seconds):
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:
            return False
        self.raw += part
        self.screen.feed(part)
        return bool(part)

    def wait(self, ending, seconds=15):
        """Until the screen ends so, and stays so for a moment."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self.read(0.15) and self.screen.before_cursor().endswith(ending):
                return
        print("FAIL the screen does not end with %r:\n%s" % (ending, self.screen.text()[-600:]))
        COUNT[1] += 1

    def keys(self, typed, ending="> "):
        os.write(self.master, typed.encode())
        self.wait(ending)

    def line(self, typed, ending="> "):
        """Types a line; gives what it wrote on the screen, its own line and the next prompt left out."""
        row = self.screen.row
        self.keys(typed, typed[-20:].lstrip() if typed.strip() else "")
        self.keys("\r", ending)
        return "\n".join(l.rstrip() for l in self.screen.lines[row + 1:-1])

    def end(self):
        while self.read(5):
            pass
        over, code = os.waitpid(self.pid, os.WNOHANG)
        for _ in range(100):
            if not over:
                time.sleep(0.1)
                over, code = os.waitpid(self.pid, os.WNOHANG)
        if not over:

            print("FAIL the shell does not end:\n%s" % self.screen.text()[-600:])
            COUNT[1] += 1
            os.kill(self.pid, signal.SIGKILL)
            code = os.waitpid(self.pid, 0)[1]
        os.close(self.master)
        return code >> 8 if os.WIFEXITED(code) else -os.WTERMSIG(code)


def session(server):
    """The recording."""
    s = Session(server, NO_COLOR="1")
    s.line("get pods")
    s.line("get cm -o name | sed s/configmap/cm/")
    s.line("get cm -o name > names; !wc -l names")
    s.line("use bank")
    s.line("get pods")
    s.line("use -")
    s.line("ns", "(nothing: stay): ")
    s.keys("ba\r")
    s.line("ns -")
    s.line("on deploy/web")
    s.line("get -o name")
    s.line("scale --replicas 3")
    s.line("describe | head -3")
    s.line("label tier=front")
    s.line("set image c=nginx:1.28")
    s.line("get @ -o jsonpath='{.spec.replicas}{\"\\n\"}'")
    s.line("on -")
    s.keys("desc\t", "describe ")
    s.keys("deploy/w\t", "deploy/web ")
    s.keys("| head -2\r")
    s.keys("create sec\t", "secret ")
    s.keys("\t\t", "create secret ")
    s.keys("\x15", "> ")
    s.line("apply -f - <<END")
    for typed in ("apiVersion: v1", "kind: ConfigMap", "metadata: {name: one}"):
        s.line(typed)
    s.line("END")
    s.line("NAME=three; create cm $NAME --dry-run=client -o name && !echo fine")
    s.line("get nothing || !echo there is no such type")
    s.line("uname")
    s.keys("delete ns shop", "shop")
    s.keys("\x03")
    s.line("get pods -w", "")
    s.wait("")
    s.keys("\x03")
    s.line("ctx prod", "(protected)> ")
    s.line("create cm one", "(y/n): ")
    s.keys("n\r", "(protected)> ")
    s.line("ctx -")
    s.line(" get cm -o name")
    s.line("config set-credentials me --token=abc")
    s.keys("\x12NAME=", "")
    s.keys("\r")
    s.line("source script")
    s.line("cd /; !pwd")
    s.line("cd -")
    s.line("history | tail -3")
    os.write(s.master, b"exit 3\r")
    code = s.end()
    return s.screen.text().replace(FOLDER, "~").rstrip(), code


def recording(server):
    with open(os.path.join(FOLDER, "work", "script"), "w") as f:
        f.write("# what I always do\nns -c\n!echo $?\n")
    screen, code = session(server)
    check("exit code", code, 3)
    with open(DOCUMENT, encoding="utf-8") as f:
        document = f.read()
    before, rest = document.split(BEGIN)
    old, after = rest.split(END)
    if "--write" in sys.argv[1:]:
        with open(DOCUMENT, "w", encoding="utf-8") as f:
            f.write(before + BEGIN + screen + "\n" + END + after)
        old = screen + "\n"
    for number, (got, want) in enumerate(zip((screen + "\n").splitlines(), old.splitlines())):
        if got != want:
            check("line %d of the recording" % (number + 1), got, want)
            break
    check("the recording", len(screen.splitlines()), len(old.splitlines()))
    check("lines typed", sum(1 for l in screen.splitlines() if re.match(r"(dev|prod)/\S+.*> \S", l)) >= 30, True)
    with open(os.path.join(FOLDER, ".kube", "kubec_history")) as f:
        kept = f.read()
    holds("history", kept, "get pods\n", "apply -f - <<END\n", "use -\n")
    check("no secret, no line with a blank before it", ("token" in kept, " get cm -o name\n" in kept, "shop" in kept), (False, False, False))
    check("one discovery, and one for a type that is not known", sum(r == "GET /api?timeout=32s" for r in server.requests), 2)
    check("nothing is created without a yes", sum(r.startswith("POST") for r in server.requests), 1)


def hints_and_colors(server):
    s = Session(server)
    s.keys("use", "")
    check("a hint in grey", "\x1b[90m -\x1b[0m\x1b[2D" in s.raw, True)
    s.keys("\x1b[C", "")
    check("it is taken", s.screen.lines[-1].rstrip(), "dev/shop> use -")
    s.keys("\x15get p", "")
    s.keys("\r", "> ")
    check("what was a hint is not run", "pods" in s.screen.lines[-3] or "resource type" in "\n".join(s.screen.lines[-4:]), True)
    s.line("ctx prod")
    check("a protected context is red", "\x1b[1;31mprod\x1b[0m/shop> " in s.raw, True)
    out = s.line("config get-contexts -o name")
    check("a command's screen", out, "dev\nprod")
    s.keys("get cm on\t", "")
    s.keys("\t\t", "get cm on")
    holds("names", "\n".join(s.screen.lines[-3:]), "one", "only")
    s.keys("\x15get pods --namespace=sh\t", "--namespace=shop ")
    s.keys("\x15get pods -f na\t", "")
    s.keys("\x15!cat nam\t", "!cat names ")
    s.keys("\x15get pods > nam\t", "> names ")
    s.keys("\x15\x04", "")
    check("Ctrl-D ends with the last status", s.end(), 0)


def signals(server):
    s = Session(server)
    for _ in range(3):
        s.keys("\x03")
    check("Ctrl-C keeps the shell", os.waitpid(s.pid, os.WNOHANG), (0, 0))
    s.keys("'open\r")
    s.keys("\x03", "dev/shop> ")
    s.keys("!sleep 60\r", "")
    started = time.monotonic()
    s.keys("\x03", "dev/shop> ")
    check("Ctrl-C ends a program", time.monotonic() - started < 40, True)
    check("its status", s.line("!echo $?"), "130")
    check("at the prompt keys come one by one", bool(termios.tcgetattr(s.master)[3] & termios.ICANON), False)
    os.kill(s.pid, signal.SIGTERM)
    while s.read(2):
        pass
    check("the terminal is as it was", bool(termios.tcgetattr(s.master)[3] & termios.ICANON), True)
    check("SIGTERM ends the shell", s.end(), -signal.SIGTERM)


def scripts_and_signals():
    """What ends a script as it would end any program, and soon."""
    env = dict(os.environ, HOME=FOLDER, KUBECONFIG=os.path.join(FOLDER, "none"))
    for number in (signal.SIGINT, signal.SIGTERM):
        for command in ("!exec sleep 60; options", "options | (cat >/dev/null; exec sleep 60 >/dev/null 2>&1); options"):
            p = subprocess.Popen([KUBEC, "shell", "-c", command], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
            time.sleep(1)
            os.killpg(p.pid, number) if number == signal.SIGINT else p.send_signal(number)
            check("%s in %s" % (number.name, command), (p.wait(40), p.stdout.read(), p.stderr.read()), (-number, b"", b""))
            p.stdout.close()
            p.stderr.close()
    p = subprocess.Popen([KUBEC, "shell", "-c", "options; " * 1000], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.close()
    check("a reader that went away", (p.wait(40), p.stderr.read()), (-signal.SIGPIPE, b""))
    p.stderr.close()


def vi_keys(server):
    rc = os.path.join(FOLDER, "inputrc")
    with open(rc, "w") as f:
        f.write("set editing-mode vi\n")
    s = Session(server, INPUTRC=rc, NO_COLOR="1")
    s.keys("get nodes\x1bbcwpods\x1b0", "")
    s.keys("\r", "> ")
    holds("vi's keys", s.screen.text(), "> get pods", "cart-1")
    s.keys("\x03")
    os.write(s.master, b"\x04")
    s.end()


def dead_server():
    server = Server("silent", [], None)
    s = Session(server, NO_COLOR="1")
    os.write(s.master, b"get pods x\t")
    s.keys("yz", "dev/shop> get pods xyz")
    s.keys("\x15\x04", "")
    check("typing goes on while a dead server is asked", s.end(), 0)
    server.stop()


def main():
    os.mkdir(os.path.join(FOLDER, "work"))
    server = Server("http", ROUTES, None)
    try:
        recording(server)
        hints_and_colors(server)
        signals(server)
        vi_keys(server)
        scripts_and_signals()
    finally:
        server.stop()
    dead_server()
    shutil.rmtree(FOLDER, ignore_errors=True)
    print("%d passed, %d failed, 0 skipped" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
