"""Real shells on pseudo-terminals with a completion script loaded, and what all of them must complete."""
import fcntl
import http.server
import json
import os
import pty
import select
import shutil
import signal
import socketserver
import struct
import sys
import tempfile
import termios
import threading
import time

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
PROMPT = "READY> "
KUBECONFIG = """apiVersion: v1
kind: Config
clusters: [{name: one, cluster: {server: "http://127.0.0.1:%d"}}, {name: dead, cluster: {server: "http://127.0.0.1:1"}}]
users: [{name: "me:with:colons", user: {}}, {name: "me:too", user: {}}]
current-context: home
contexts:
- {name: home, context: {cluster: one, user: "me:too"}}
- {name: work-a, context: {cluster: one, user: "me:too"}}
- {name: work-b, context: {cluster: one, user: "me:too"}}
"""
VERBS = ["create", "delete", "get", "list", "patch", "watch"]
TYPES = [("pods", "Pod", True, ["po"]), ("services", "Service", True, ["svc"]), ("nodes", "Node", False, ["no"]),
         ("namespaces", "Namespace", False, ["ns"])]
NAMES = {"/api/v1/namespaces": ["default", "kube-system", "kube-public", "zone"], "/api/v1/nodes": ["node-a", "node-b"],
         "/api/v1/namespaces/default/pods": ["web-0", "web-1", "db-0"], "/api/v1/namespaces/zone/pods": ["far-0"],
         "/api/v1/namespaces/default/services": ["front"]}
LABELS = {"web-0": {"app": "web", "tier": "front"}, "db-0": {"app": "db"}}
# What is typed before <TAB>, and the whole line after it; a list: what the next <TAB>s show.
CASES = [
    ("kubec comp", "kubec completion "),
    ("kubec completion z", "kubec completion zsh "),
    ("kubec completion f", "kubec completion fish "),
    ("kubec completion p", "kubec completion powershell "),
    ("kubec config view --min", "kubec config view --minify "),
    ("kubec config use-context h", "kubec config use-context home "),
    ("kubec config use-context w", "kubec config use-context work-"),
    ("kubec config delete-cluster d", "kubec config delete-cluster dead "),
    ("kubec config delete-user me:w", "kubec config delete-user me:with:colons "),
    ("kubec --context h", "kubec --context home "),
    ("kubec --context=h", "kubec --context=home "),
    ("kubec --context=ho config vi", "kubec --context=ho config view "),
    ("kubec --cluster d", "kubec --cluster dead "),
    ("kubec --user me:t", "kubec --user me:too "),
    ("kubec --user=me:w", "kubec --user=me:with:colons "),
    ("kubec config view -o js", "kubec config view -o json"),
    ("kubec config view --output=ky", "kubec config view --output=kyaml "),
    ("kubec config view --kubeconfig ./som", "kubec config view --kubeconfig ./some\\ file.txt "),
    ("kubec config view --kubeconfig=som", "kubec config view --kubeconfig=some\\ file.txt "),
    ("kubec config view --cache-dir fol", "kubec config view --cache-dir folder/"),
    ("kubec apply -f ma", "kubec apply -f manifest.yaml "),
    ("kubec apply --filename=ma", "kubec apply --filename=manifest.yaml "),
    ("kubec --kubeconfig 'other config' config use-context x", "kubec --kubeconfig 'other config' config use-context xyz "),
    ("kubec --kubeconfig other\\ config config use-context x", "kubec --kubeconfig other\\ config config use-context xyz "),
    ("kubec --kubeconfig $HOME/plain config use-context x", "kubec --kubeconfig $HOME/plain config use-context xyz "),
    ("kubec --kubeconfig ~/plain config use-context x", "kubec --kubeconfig ~/plain config use-context xyz "),
    ("k comp", "k completion "),
    ("kn config use-context w", "kn config use-context work-"),
    ("kn get pods f", "kn get pods far-0 "),
    ("kubectl comp", "kubectl completion "),
    ("./kubec comp", "./kubec completion "),
    ("kubec get no", "kubec get nodes "),
    ("kubec get pods d", "kubec get pods db-0 "),
    ("kubec get pods w", "kubec get pods web-"),
    ("kubec get pods web-0 w", "kubec get pods web-0 web-1 "),
    ("kubec get pods/d", "kubec get pods/db-0 "),
    ("kubec get pods,serv", "kubec get pods,services "),
    ("kubec -n z", "kubec -n zone "),
    ("kubec --namespace=kube-s", "kubec --namespace=kube-system "),
    ("kubec -n zone get pods f", "kubec -n zone get pods far-0 "),
    ("kubec describe services f", "kubec describe services front "),
    ("kubec get pods -l ap", "kubec get pods -l app="),
    ("kubec get pods -l app=w", "kubec get pods -l app=web "),
    ("kubec get pods -l app=web,ti", "kubec get pods -l app=web,tier="),
    ("kubec get pods --selector=app=w", "kubec get pods --selector=app=web "),
    ("kubec get pods --sort-by .metadata.cr", "kubec get pods --sort-by .metadata.creationTimestamp "),
    ("kubec get pods --sort-by=.metadata.cr", "kubec get pods --sort-by=.metadata.creationTimestamp "),
    ("kubec get pods -o custom-columns=N:.spec.nodeN", "kubec get pods -o custom-columns=N:.spec.nodeName "),
    ("kubec explain pods.spec.nodeN", "kubec explain pods.spec.nodeName "),
    ("kubec explain pods.spec.aff", "kubec explain pods.spec.affinity"),
    ("kubec wait pods --for cond", "kubec wait pods --for condition="),
    ("kubec wait pods --for=condition=Rea", "kubec wait pods --for=condition=Ready "),
    ("kubec --cluster dead get pods w", "kubec --cluster dead get pods w"),
    ("kubec $(touch evil) comp", "kubec $(touch evil) comp"),
    ("kubec config view nothing-of-this-", "kubec config view nothing-of-this-"),
    ("kubec config ", ["current-context", "view"]),
    ("kubec config use-context w", ["work-a", "work-b"]),
    ("kubec get pods w", ["web-0", "web-1"]),
]


class Handler(http.server.BaseHTTPRequestHandler):
    """Discovery in its old form, and lists of names."""

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/api":
            body = {"kind": "APIVersions", "versions": ["v1"]}
        elif path == "/apis":
            body = {"kind": "APIGroupList", "apiVersion": "v1", "groups": []}
        elif path == "/api/v1":
            body = {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
                {"name": n, "singularName": k.lower(), "namespaced": inside, "kind": k, "verbs": VERBS, "shortNames": short}
                for n, k, inside, short in TYPES]}
        elif path in NAMES:
            body = {"kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": "1"}, "items": [
                {"kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": {"name": n, "labels": LABELS.get(n)}} for n in NAMES[path]]}
        else:
            body = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "message": "none", "code": 404}
        data = json.dumps(body).encode()
        self.send_response(body.get("code", 200))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Web(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


class Shell:
    """An interactive shell in a folder of its own. The key C-g, bound by the caller's setup, writes the line to a file and empties it."""

    def __init__(self, folder, argv, env):
        self.folder = folder
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(argv[0], argv, dict(env, HOME=folder, PATH=folder + ":/usr/bin:/bin", LC_ALL="C.UTF-8",
                                          KUBECONFIG=os.path.join(folder, "config")))
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 300, 0, 0))
        self.read(PROMPT)

    def send(self, text):
        os.write(self.fd, text.encode())

    def read(self, until=None, quiet=0.4, limit=20):
        """What is printed up to `until`, or until nothing came for `quiet` seconds."""
        text, end = "", time.monotonic() + limit
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], limit if until else quiet)
            if not ready:
                break
            try:
                text += os.read(self.fd, 65536).decode(errors="replace")
            except OSError:
                break
            if until and until in text:
                break
        return text

    def line(self, typed):
        """The line as it stands after typed<TAB>."""
        path = os.path.join(self.folder, ".line")
        self.send(typed + "\t\x07")
        end = time.monotonic() + 20
        while not os.path.exists(path) and time.monotonic() < end:
            self.read(quiet=0.02, limit=0.02)
        text = None
        if os.path.exists(path):
            with open(path) as f:
                text = f.read()
            os.unlink(path)
        self.read(quiet=0.05)
        return text

    def shown(self, typed):
        """What <TAB><TAB> lists."""
        self.send(typed + "\t")
        text = self.read(quiet=0.8)
        self.send("\t\t")
        text += self.read(quiet=0.8)
        self.line("")
        return text

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def make_folder(port):
    folder = tempfile.mkdtemp(prefix="kubec-shell-")
    for name in ("kubec", "kubectl"):
        os.symlink(KUBEC, os.path.join(folder, name))
    config = KUBECONFIG % port
    other = config.replace("home", "xyz")
    for name, text in (("config", config), ("other config", other), ("plain", other), ("some file.txt", "x"), ("manifest.yaml", "x"),
                       ("manifest.doc", "x")):
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
    os.mkdir(os.path.join(folder, "folder"))
    return folder


def run(openers, cases):
    """Runs the cases in each of the shells, [(name, function that opens it in a folder), …]; returns the exit code."""
    verbose, count = "-v" in sys.argv[1:], [0, 0]
    web = Web(("127.0.0.1", 0), Handler)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    for name, open_shell in openers:
        folder = make_folder(web.server_address[1])
        shell = open_shell(folder)
        for typed, want in cases:
            got = shell.shown(typed) if isinstance(want, list) else shell.line(typed)
            ok = got is not None and (all(w in got for w in want) if isinstance(want, list) else got == want)
            ok = ok and not os.path.exists(os.path.join(folder, "evil"))
            count[not ok] += 1
            if not ok or verbose:
                print("%s %s: %s<TAB>: %r%s" % ("ok  " if ok else "FAIL", name, typed, got, "" if ok else ", expected %r" % (want,)))
        shell.close()
        shutil.rmtree(folder)
    web.shutdown()
    print("%d passed, %d failed" % tuple(count))
    return 1 if count[1] else 0


def missing(program):
    """True, and the closing line, where the machine has no such shell."""
    if shutil.which(program):
        return False
    print("skip: there is no %s here" % program)
    print("0 passed, 0 failed, 1 skipped")
    return True
