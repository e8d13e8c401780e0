#!/usr/bin/env python3
"""Names in completion: their cache, and servers that are dead, silent or slow; fields and revisions. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/names_completion.py
"""
import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "lib"))
from server import Certificates, Server  # noqa: E402

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
FOLDER = tempfile.mkdtemp(prefix="kubec-names-")
COUNT = [0, 0]
PODS = "/api/v1/namespaces/default/pods"
DEAD_S = 0.3  # what a dead server may cost …
START_S = 0.25  # … beside the start of the program (with sanitizers, on a busy machine)


def check(what, ok, got):
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s: %r" % (what, got))


def item(name, **labels):
    return {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {"name": name, "labels": labels}}


def names(*items, more=None):
    metadata = {"resourceVersion": "1", **({"continue": more} if more else {})}
    body = {"kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata, "items": list(items)}
    return "text 200 application/json '%s'" % json.dumps(body)


DISCOVERY = [("GET", "/api", ["file api"]), ("GET", "/apis", ["file apis"])]
PLAIN = names(item("web-0", app="web"), item("web-1"), item("db-0"))


class Home:
    """A home folder of its own, and the answers of `__complete` in it."""

    def __init__(self, url, certificates=None):
        self.home = tempfile.mkdtemp(dir=FOLDER)
        self.cache = os.path.join(self.home, ".kube", "cache")
        self.url, self.token = url, "sesame"
        self.more = ", certificate-authority: %s/ca.crt" % certificates.folder if certificates else ""

    def ask(self, *words, env=(), verb="__completeNoDesc", patient=True):
        config = os.path.join(self.home, "kubeconfig")
        with open(config, "w") as f:
            f.write("""apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "%s"%s}}]
users: [{name: u, user: {token: %s}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
""" % (self.url, self.more, self.token))
        env = {"HOME": self.home, "PATH": "/usr/bin:/bin", "KUBECONFIG": config, **dict(env)}
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        start = time.monotonic()
        words = ["--request-timeout=20s", *words] if patient else words  # a busy machine is not what is tested
        p = subprocess.run([KUBEC, *([verb] if verb else []), *words], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           timeout=30)
        self.seconds = time.monotonic() - start
        self.code, self.stderr = p.returncode, p.stderr
        lines = p.stdout.splitlines()
        return lines[:-1], lines[-1] if lines else ""

    def files(self, cache=None):
        folder = os.path.join(cache or self.cache, "kubec", "names")
        return sorted(os.path.join(folder, n) for n in os.listdir(folder)) if os.path.isdir(folder) else []


def lists(server):
    with server.lock:
        return [r for r in server.requests if "/pods" in r]


def url(server, scheme="http"):
    return "%s://127.0.0.1:%d" % (scheme, server.port)


ALL = (["web-0", "web-1", "db-0"], ":4")


def cache_cases(certificates):
    gone = "text 200 application/json '%s'" % json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Success"})
    server = Server("tls", [("GET", PODS, [PLAIN, names(item("new-0"))]), ("DELETE", PODS + "/new-0", [gone])] + DISCOVERY, certificates)
    h = Home(url(server, "https"), certificates)
    check("the first time", h.ask("get", "pods", "") == ALL and len(lists(server)) == 1, lists(server))
    check("only metadata is asked for", lists(server)[0].startswith("GET %s?limit=1000&resourceVersion=0" % PODS), lists(server))
    with server.lock:
        before = len(server.requests)
    check("from the cache", h.ask("get", "pods", "web") == (["web-0", "web-1"], ":4") and len(server.requests) == before, server.requests)
    check("another verb, another form", h.ask("delete", "pods/d")[0] == ["pods/db-0"] and len(server.requests) == before, server.requests)
    files = h.files()
    check("one file", len(files) == 1, files)
    check("for its owner only", [stat.S_IMODE(os.stat(p).st_mode) for p in (files[0], os.path.dirname(files[0]))] == [0o600, 0o700], files)
    check("no secret in it", "sesame" not in open(files[0]).read() + files[0], files)
    old = time.time() - 20
    os.utime(files[0], (old, old))
    check("old: asked again", h.ask("get", "pods", "")[0] == ["new-0"] and len(lists(server)) == 2, lists(server))
    h.ask("delete", "pod", "new-0", "--wait=false", verb=None)
    check("who deletes one forgets them", h.code == 0 and h.files() == [] and len(lists(server)) == 3, (h.code, h.stderr, h.files(), lists(server)))
    h.ask("get", "pods", "")
    check("and they are asked for again", len(lists(server)) == 4 and len(h.files()) == 1, lists(server))
    h.token = "other"
    h.ask("get", "pods", "")
    check("another user: another file", (len(lists(server)), len(h.files())) == (5, 2), lists(server))
    h.ask("--cache-dir=" + FOLDER + "/elsewhere", "get", "pods", "")
    check("--cache-dir", len(h.files(FOLDER + "/elsewhere")) == 1 and len(h.files()) == 2, h.files())
    h.ask("get", "pods", "", env={"KUBECACHEDIR": FOLDER + "/third"}.items())
    check("KUBECACHEDIR", len(h.files(FOLDER + "/third")) == 1 and len(h.files()) == 2, h.files())
    server.stop()


def bad_file_cases(certificates):
    for what, spoil in (("broken", lambda p: open(p, "w").write("nonsense")), ("empty", lambda p: open(p, "w").close()),
                        ("cut", lambda p: os.truncate(p, os.path.getsize(p) - 1)),
                        ("with a NUL", lambda p: open(p, "a").write("a\0b\n")), ("too large", lambda p: os.truncate(p, 9 << 20)),
                        ("open to others", lambda p: os.chmod(p, 0o644)), ("of tomorrow", lambda p: os.utime(p, (time.time() + 86400,) * 2)),
                        ("a link", lambda p: (os.rename(p, p + "x"), os.symlink(p + "x", p))), ("a folder", lambda p: (os.unlink(p), os.mkdir(p))),
                        ("a pipe", lambda p: (os.unlink(p), os.mkfifo(p, 0o600)))):
        server = Server("http", [("GET", PODS, [PLAIN])] + DISCOVERY, None)
        h = Home(url(server))
        h.ask("get", "pods", "")
        spoil(h.files()[0])
        got = h.ask("get", "pods", "")
        check("a cache file that is " + what, got == ALL and len(lists(server)) == 2, (got, lists(server)))
        server.stop()
    server = Server("tls", [("GET", PODS, [PLAIN])] + DISCOVERY, certificates)
    h = Home(url(server, "https"), certificates)
    h.ask("get", "pods", "")
    with open(h.files()[0], "a") as f:
        f.write("evil\x1b[31m\nweb 2\n")
    check("words that are no names", h.ask("get", "pods", "") == ALL, h.ask("get", "pods", ""))
    folder = os.path.dirname(h.files()[0])
    for i in range(80):
        with open(os.path.join(folder, "%040x" % i), "w") as f:
            f.write("x")
        os.utime(os.path.join(folder, "%040x" % i), (time.time() - (1000 if i < 40 else 60),) * 2)
    open(os.path.join(folder, "notes.txt"), "w").close()
    os.utime(os.path.join(folder, "notes.txt"), (0, 0))
    h.token = "other"
    h.ask("get", "pods", "")
    left = h.files()
    check("old files are removed", len([p for p in left if os.path.getmtime(p) < time.time() - 500]) == 1 and len(left) == 43 and left[-1].endswith("notes.txt"), left)
    shutil.rmtree(folder)
    os.mkdir(folder, 0o755)
    h.token = "third"
    check("a folder open to others", h.ask("get", "pods", "") == ALL and h.files() == [], h.files())
    os.chmod(h.cache, 0o500)
    check("no folder can be made", h.ask("get", "pods", "") == ALL, h.stderr)
    os.chmod(h.cache, 0o700)
    server.stop()


def dead(what, h, *words, want=([], ":4")):
    for _ in range(4):  # a machine that does something else is no dead server
        got = h.ask(*words, patient=False)
        if h.seconds <= DEAD_S + START_S:
            break
    check(what + ": the answer", got == want and h.code == 0, (got, h.code, h.stderr))
    check(what + ": the time", h.seconds <= DEAD_S + START_S, h.seconds)
    check(what + ": no error", h.stderr == "Completion ended with directive: ShellCompDirectiveNoFileComp\n", h.stderr)


def black_hole():
    """A port whose queue of connections is full: nobody answers to one more."""
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    s.listen(0)
    fill = []
    for _ in range(4):
        c = socket.socket()
        c.setblocking(False)
        c.connect_ex(s.getsockname())
        fill.append(c)
    return s, fill


def dead_cases(certificates):
    for mode in ("refused", "silent", "reset"):
        for scheme in ("http", "https"):
            server = Server(mode, [], certificates)
            h = Home(url(server, scheme), certificates if scheme == "https" else None)
            for words in (("get", ""), ("get", "pods", ""), ("get", "pods,svc,deploy,nodes", ""), ("-n", ""), ("api-resources", "--api-group", "")):
                dead("%s, %s, %s" % (scheme, mode, " ".join(words)), h, *words)
            server.stop()
    hole = black_hole()
    h = Home("https://127.0.0.1:%d" % hole[0].getsockname()[1])
    dead("a black hole", h, "get", "pods", "")
    for s in hole[1] + [hole[0]]:
        s.close()
    # Discovery and names are known, and the server is gone: what was is offered.
    server = Server("http", [("GET", PODS, [PLAIN])] + DISCOVERY, None)
    h = Home(url(server))
    h.ask("get", "pods", "")
    port = server.port
    server.stop()
    silent = socket.socket()
    silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    silent.bind(("127.0.0.1", port))
    silent.listen(8)
    old = time.time() - 60
    os.utime(h.files()[0], (old, old))
    dead("old names", h, "get", "pods", "", want=ALL)
    old = time.time() - 3600
    os.utime(h.files()[0], (old, old))
    dead("names that are too old", h, "get", "pods", "")
    silent.close()


def slow_cases(certificates):
    server = Server("tls", [("GET", PODS, ["slow 0.7 " + PLAIN])] + DISCOVERY, certificates)
    h = Home(url(server, "https"), certificates)
    check("slow but alive", h.ask("get", "pods", "", patient=False) == ALL and h.seconds > 0.6, h.seconds)
    server.stop()
    server = Server("tls", [("GET", PODS, ["slow 9 " + PLAIN])] + DISCOVERY, certificates)
    h = Home(url(server, "https"), certificates)
    check("too slow", h.ask("get", "pods", "", patient=False) == ([], ":4") and h.seconds < 2.2, h.seconds)
    check("--request-timeout stands for both", h.ask("--request-timeout=300ms", "get", "pods", "", patient=False)[0] == [] and h.seconds < 1, h.seconds)
    server.stop()
    server = Server("http", [("GET", PODS, ["busy 429 1", PLAIN])] + DISCOVERY, certificates)
    h = Home(url(server))
    check("too busy: nobody waits", h.ask("get", "pods", "", patient=False) == ([], ":4") and h.seconds < 0.9 and len(lists(server)) == 1, (h.seconds, lists(server)))
    server.stop()
    server = Server("http", [("GET", PODS, [names(item("a"), more="tok/en"), names(item("b"), more="third"), names(item("c"))])] + DISCOVERY, None)
    h = Home(url(server))
    check("in pages", h.ask("get", "pods", "")[0] == ["a", "b", "c"] and "continue=tok%2Fen" in lists(server)[1], lists(server))
    server.stop()
    server = Server("http", [("GET", PODS, ["warn '299 - \"old\"' " + PLAIN])] + DISCOVERY, None)
    h = Home(url(server))
    check("no warnings", h.ask("get", "pods", "") == ALL and "old" not in h.stderr, h.stderr)
    server.stop()
    evil = names(item("a b"), item("x\x1b[31m"), item("new\nline"), item("good"))
    server = Server("http", [("GET", PODS, [evil])] + DISCOVERY, None)
    h = Home(url(server))
    check("names that are none", h.ask("get", "pods", "")[0] == ["good"] and h.ask("get", "pods", "")[0] == ["good"], h.ask("get", "pods", ""))
    server.stop()


def text(thing):
    return ["text 200 application/json '%s'" % json.dumps(thing)]


VERBS = ["create", "delete", "get", "list", "patch", "watch"]
SPEC = {"type": "object", "properties": {"size": {"type": "integer"}, "parts": {"type": "array", "items": {"type": "object", "properties": {"colour": {"type": "string"}}}}}}
WIDGET = {"type": "object", "x-kubernetes-group-version-kind": [{"group": "example.com", "version": "v1", "kind": "Widget"}],
          "properties": {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}, "spec": SPEC}}
OWN = [
    ("GET", "/api", text({"kind": "APIVersions", "versions": ["v1"]})),
    ("GET", "/api/v1", text({"kind": "APIResourceList", "groupVersion": "v1", "resources": [
        {"name": "pods", "singularName": "pod", "namespaced": True, "kind": "Pod", "verbs": VERBS, "shortNames": ["po"]}]})),
    ("GET", "/apis", text({"kind": "APIGroupList", "groups": [
        {"name": g, "versions": [{"groupVersion": g + "/v1", "version": "v1"}], "preferredVersion": {"groupVersion": g + "/v1", "version": "v1"}}
        for g in ("apps", "example.com")]})),
    ("GET", "/apis/apps/v1", text({"kind": "APIResourceList", "groupVersion": "apps/v1", "resources": [
        {"name": n.lower() + "s", "singularName": n.lower(), "namespaced": True, "kind": n, "verbs": VERBS}
        for n in ("Deployment", "ReplicaSet", "StatefulSet", "ControllerRevision")]})),
    ("GET", "/apis/example.com/v1", text({"kind": "APIResourceList", "groupVersion": "example.com/v1", "resources": [
        {"name": "widgets", "singularName": "widget", "namespaced": True, "kind": "Widget", "verbs": VERBS, "shortNames": ["wd"]}]})),
    ("GET", "/openapi/v3/apis/example.com/v1", text({"openapi": "3.0.0", "components": {"schemas": {"com.example.v1.Widget": WIDGET}}})),
]


def owned(kind, name, uid, revision=None, cause=None, number=None):
    notes = {k: v for k, v in (("deployment.kubernetes.io/revision", revision), ("kubernetes.io/change-cause", cause)) if v}
    thing = {"kind": kind, "apiVersion": "apps/v1", "metadata": {"name": name, "namespace": "default", "annotations": notes, "ownerReferences": [{"uid": uid}]}}
    return dict(thing, revision=number) if number else thing


def further_cases():
    """Fields of a custom resource, and revisions."""
    routes = [
        ("GET", "/apis/apps/v1/namespaces/default/deployments/web", text({"kind": "Deployment", "apiVersion": "apps/v1", "metadata": {
            "name": "web", "namespace": "default", "uid": "u1"}})),
        ("GET", "/apis/apps/v1/namespaces/default/replicasets", text({"kind": "ReplicaSetList", "apiVersion": "apps/v1", "items": [
            owned("ReplicaSet", "a", "u1", "2", "two\x1b[31m\nthree"), owned("ReplicaSet", "b", "u1", "11"), owned("ReplicaSet", "c", "u2", "3"), owned("ReplicaSet", "d", "u1", "x")]})),
        ("GET", "/apis/apps/v1/namespaces/default/statefulsets/db", text({"kind": "StatefulSet", "apiVersion": "apps/v1", "metadata": {
            "name": "db", "namespace": "default", "uid": "u3"}})),
        ("GET", "/apis/apps/v1/namespaces/default/controllerrevisions", text({"kind": "ControllerRevisionList", "apiVersion": "apps/v1", "items": [
            owned("ControllerRevision", "a", "u3", number=1), owned("ControllerRevision", "b", "u3", number=2), owned("ControllerRevision", "c", "u1", number=9)]})),
    ]
    server = Server("http", routes + OWN, None)
    h = Home(url(server))
    for words, want in (
        (["explain", "widgets.sp"], (["widgets.spec"], ":6")),
        (["explain", "wd.spec.parts.c"], (["wd.spec.parts.colour"], ":4")),
        (["explain", "widgets.example.com.spec.s"], (["widgets.example.com.spec.size"], ":4")),
        (["get", "wd", "--sort-by=.spec.si"], ([".spec.size"], ":4")),
        (["get", "wd", "-o", "jsonpath={.items[*].spec.parts[0].co"], (["jsonpath={.items[*].spec.parts[0].colour"], ":4")),
        (["get", "wd", "x", "-o", "jsonpath={.spec.pa"], (["jsonpath={.spec.parts", "jsonpath={.spec.parts[*]"], ":6")),
        (["rollout", "undo", "deployment/web", "--to-revision="], (["11", "2"], ":36")),
        (["rollout", "history", "statefulset", "db", "--revision", ""], (["2", "1"], ":36")),
        (["rollout", "undo", "deployment/none", "--to-revision="], ([], ":0")),
    ):
        got = h.ask(*words)
        check(" ".join(words), got == want, (got, want))
    check("a cause that is no line", h.ask("rollout", "undo", "deployment/web", "--to-revision=", verb="__complete")[0] == ["11", "2\ttwo^[[31m"],
          h.ask("rollout", "undo", "deployment/web", "--to-revision=", verb="__complete"))
    server.stop()
    for what, document in (("no document", "null"), ("no schema", "{}"), ("no text", "x"), ("a list", "[]"), ("deep", "[" * 2000 + "]" * 2000)):
        server = Server("http", [r for r in OWN if "openapi" not in r[1]] + [("GET", "/openapi/v3/apis/example.com/v1", ["text 200 application/json '%s'" % document])], None)
        h = Home(url(server))
        check("OpenAPI, " + what, h.ask("explain", "widgets.sp") == ([], ":4") and h.code == 0, (h.code, h.stderr))
        server.stop()


def main():
    certificates = Certificates(tempfile.mkdtemp(dir=FOLDER))
    cache_cases(certificates)
    bad_file_cases(certificates)
    dead_cases(certificates)
    slow_cases(certificates)
    further_cases()
    shutil.rmtree(FOLDER)
    print("%d passed, %d failed" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
