#!/usr/bin/env python3
"""Questions on a terminal (a pty): contexts and namespaces chosen by typing, and changes of a protected context. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/questions.py
"""
import json
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from server import Server  # noqa: E402

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
FOLDER = tempfile.mkdtemp(prefix="kubec-questions-")
COUNT = [0, 0]
NAMESPACES = {"kind": "NamespaceList", "apiVersion": "v1", "metadata": {}, "items": [{"metadata": {"name": n}} for n in ("default", "web-blue", "web-green")]}
MAP = {"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": "one", "namespace": "ns1"}}
MANIFEST = "\n---\n".join(json.dumps({"kind": "ConfigMap", "apiVersion": "v1", "metadata": {"name": n}}) for n in ("one", "two"))


def answer(code, thing):
    return ["text %d application/json '%s'" % (code, json.dumps(thing))]


ROUTES = [("GET", "/api/v1/namespaces/web-green", answer(200, {"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": "web-green"}})),
          ("GET", "/api/v1/namespaces", answer(200, NAMESPACES)),
          ("POST", "/api/v1/namespaces/ns1/configmaps*", answer(201, MAP)),
          ("GET", "/api", ["file api"]), ("GET", "/apis", ["file apis"])]


def check(what, got, want):
    ok = got == want
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s:\n  %r\nexpected\n  %r" % (what, got, want))


def config(server):
    """A kubeconfig with the contexts dev (current), prod (protected) and stage."""
    contexts = [{"name": n, "context": {"cluster": "c", "user": "u", "namespace": "ns1"}} for n in ("dev", "prod", "stage")]
    contexts[1]["context"]["extensions"] = [{"name": "kubec", "extension": {"protected": True}}]
    path = os.path.join(FOLDER, "kubeconfig")
    with open(path, "w") as f:
        json.dump({"apiVersion": "v1", "kind": "Config", "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d" % server.port}}],
                   "users": [{"name": "u", "user": {"token": "t"}}], "contexts": contexts, "current-context": "dev"}, f)
    with open(os.path.join(FOLDER, "maps.yaml"), "w") as f:
        f.write(MANIFEST)
    env = {"HOME": FOLDER, "PATH": "/usr/bin:/bin", "KUBECONFIG": path, "TERM": "dumb"}
    env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
    return env


def talk(words, server, *turns):
    """Runs the program on a terminal. Each turn is (what it must write, what is typed then). Gives the whole text and the exit code."""
    master, slave = pty.openpty()
    p = subprocess.Popen([KUBEC] + words, stdin=slave, stdout=slave, stderr=slave, env=config(server), cwd=FOLDER, start_new_session=True)
    os.close(slave)
    out, seen, turns, end = "", 0, list(turns), time.monotonic() + 20
    while time.monotonic() < end:
        if turns and turns[0][0] in out[seen:]:
            seen = len(out)
            os.write(master, turns.pop(0)[1].encode())
        if select.select([master], [], [], 0.1)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:
                break
            if not part:
                break
            out += part.decode("utf-8", "replace").replace("\r\n", "\n")
    p.kill() if p.poll() is None and time.monotonic() >= end else None
    code = p.wait()
    os.close(master)
    return out, code


def current(server):
    return [subprocess.run([KUBEC] + words, env={**os.environ, "HOME": FOLDER, "KUBECONFIG": os.path.join(FOLDER, "kubeconfig")},
                           stdout=subprocess.PIPE, text=True).stdout.strip() for words in (["ctx", "-c"], ["ns", "-c"])]


CONTEXTS = "* dev\n  prod (protected)\n  stage\n"
ASK = "Context, or a part of its name (nothing: stay): "
ASK_NS = "Namespace, or a part of its name (nothing: stay): "
PROTECTED = 'Context "prod" is protected. Change what is there? (y/n): '
REFUSED = 'error when creating "maps.yaml": context "prod" is protected: nothing is changed without a yes\n'


def main():
    server = Server("http", ROUTES, None)
    try:
        got = talk(["ctx"], server, (ASK, "stage\n"))
        check("a name", got, (CONTEXTS + ASK + 'stage\nSwitched to context "stage".\n', 0))
        check("the context is another", current(server)[0], "stage")
        got = talk(["ctx"], server, (ASK, "PRO\n"))
        check("a part in another case", got, (CONTEXTS + ASK + 'PRO\nSwitched to context "prod".\n', 0))
        got = talk(["ctx"], server, (ASK, "x\n"), (ASK, "d\n"), (ASK, "dev\n"))
        check("until it is one", got, (CONTEXTS + ASK + "x\nNo name holds this.\n" + ASK + "d\n  dev\n  prod\n" + ASK + 'dev\nSwitched to context "dev".\n', 0))
        got = talk(["ctx"], server, (ASK, "\n"))
        check("nothing stays", (got, current(server)[0]), ((CONTEXTS + ASK + "\n", 0), "dev"))
        got = talk(["ctx"], server, (ASK, "\x04"))
        check("the end of the input stays", (got, current(server)[0]), ((CONTEXTS + ASK + "\n", 0), "dev"))
        got = talk(["ns"], server, (ASK_NS, "web\n"), (ASK_NS, "green\n"))
        check("a namespace", got, ("  default\n  web-blue\n  web-green\n" + ASK_NS + "web\n  web-blue\n  web-green\n" + ASK_NS +
                                   'green\nSwitched to namespace "web-green" in context "dev".\n', 0))
        check("the namespace is another", current(server), ["dev", "web-green"])

        create = ["--context=prod", "create", "-f", "maps.yaml"]
        got = talk(create, server, (PROTECTED, "y\n"))
        check("asked once for all", got, (PROTECTED + "y\nconfigmap/one created\nconfigmap/one created\n", 0))
        got = talk(create, server, (PROTECTED, "no\n"))
        check("refused once for all", got, (PROTECTED + "no\n" + REFUSED * 2, 1))
        got = talk(create, server, (PROTECTED, "\x04"))
        check("the end of the input is a no", got[1], 1)
        check("--yes asks nothing", talk(create + ["--yes"], server), ("configmap/one created\n" * 2, 0))
        check("reading asks nothing", talk(["--context=prod", "get", "ns", "-o", "name"], server)[1], 0)
        check("another context asks nothing", talk(["create", "-f", "maps.yaml"], server), ("configmap/one created\n" * 2, 0))
        posts = sum(r.startswith("POST") for r in server.requests)
        check("what was sent", posts, 6)
    finally:
        server.stop()
        shutil.rmtree(FOLDER, ignore_errors=True)
    print("%d passed, %d failed, 0 skipped" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
