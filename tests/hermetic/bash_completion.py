#!/usr/bin/env python3
"""The bash script in a real bash on a pseudo-terminal: what a user gets who types and presses <TAB>.

usage: KUBEC=PROGRAM tests/hermetic/bash_completion.py [-v]

No cluster is needed. Closes with 'N passed, N failed'.
"""
import os
import pty
import select
import shutil
import signal
import sys
import tempfile
import time

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
KUBECONFIG = """apiVersion: v1
kind: Config
clusters: [{name: one, cluster: {server: "http://127.0.0.1:1"}}]
users: [{name: "me:with:colons", user: {}}, {name: "me:too", user: {}}]
contexts:
- {name: home, context: {cluster: one, user: "me:too"}}
- {name: work-a, context: {cluster: one, user: "me:too"}}
- {name: work-b, context: {cluster: one, user: "me:too"}}
"""
PROMPT = "READY> "
# What is typed before <TAB>, and the whole line after it; a list: what a second and third <TAB> show.
CASES = [
    ("kubec comp", "kubec completion "),
    ("kubec config view --min", "kubec config view --minify "),
    ("kubec config use-context h", "kubec config use-context home "),
    ("kubec config use-context w", "kubec config use-context work-"),
    ("kubec --context h", "kubec --context home "),
    ("kubec --context=h", "kubec --context=home "),
    ("kubec --context=ho config vi", "kubec --context=ho config view "),
    ("kubec --user me:t", "kubec --user me:too "),
    ("kubec --user=me:w", "kubec --user=me:with:colons "),
    ("kubec config view -o js", "kubec config view -o json"),
    ("kubec config view --output=ky", "kubec config view --output=kyaml "),
    ("kubec config view --kubeconfig ./som", "kubec config view --kubeconfig ./some\\ file.txt "),
    ("kubec config view --kubeconfig=som", "kubec config view --kubeconfig=some\\ file.txt "),
    ("kubec config view --cache-dir fol", "kubec config view --cache-dir folder/"),
    ("kubec --kubeconfig 'other config' config use-context x", "kubec --kubeconfig 'other config' config use-context xyz "),
    ("kubec --kubeconfig other\\ config config use-context x", "kubec --kubeconfig other\\ config config use-context xyz "),
    ("kubec --kubeconfig $HOME/plain config use-context x", "kubec --kubeconfig $HOME/plain config use-context xyz "),
    ("kubec --kubeconfig ~/plain config use-context x", "kubec --kubeconfig ~/plain config use-context xyz "),
    ("k comp", "k completion "),
    ("kn config use-context w", "kn config use-context work-"),
    ("kubectl comp", "kubectl completion "),
    ("./kubec comp", "./kubec completion "),
    ("kubec $(touch evil) comp", "kubec $(touch evil) comp"),
    ("kubec `touch evil` comp", "kubec `touch evil` comp"),
    ("kubec config view nothing-of-this-", "kubec config view nothing-of-this-"),
    ("kubec config ", ["current-context  (", "view             ("]),
    ("kubec config use-context w", ["work-a", "work-b"]),
]


class Bash:
    """A bash with the script loaded, in a folder of its own."""

    def __init__(self, folder, setup):
        self.folder = folder
        env = {"HOME": folder, "TERM": "dumb", "COLUMNS": "100", "PATH": folder + ":/usr/bin:/bin", "PS1": PROMPT,
               "KUBECONFIG": os.path.join(folder, "config"), "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null"}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve("/bin/bash", ["bash", "--norc", "--noprofile", "-i"], env)
        self.read(PROMPT)
        for line in ["bind 'set bell-style none'", "bind 'set enable-bracketed-paste off'", "stty cols 300",
                     r"""bind -x '"\C-g": printf %s "$READLINE_LINE" >.tmp; READLINE_LINE= READLINE_POINT=0; mv .tmp .line'"""] + setup:
            self.send(line + "\n")
            self.read(PROMPT)

    def send(self, text):
        os.write(self.fd, text.encode())

    def read(self, until=None, quiet=0.4, limit=15):
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
            if until and text.endswith(until):
                break
        return text

    def line(self, typed):
        """The line as it stands after typed<TAB>: the key C-g, bound above, writes it to a file and empties it."""
        path = os.path.join(self.folder, ".line")
        self.send(typed + "\t\x07")
        end = time.monotonic() + 15
        while not os.path.exists(path) and time.monotonic() < end:
            time.sleep(0.01)
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
        self.read()
        self.send("\t\t")
        text = self.read()
        self.line("")
        return text

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def make_folder():
    folder = tempfile.mkdtemp(prefix="kubec-bash-")
    for name in ("kubec", "kubectl"):
        os.symlink(KUBEC, os.path.join(folder, name))
    other = KUBECONFIG.replace("name: home", "name: xyz")
    for name, text in (("config", KUBECONFIG), ("other config", other), ("plain", other), ("some file.txt", "x")):
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
    os.mkdir(os.path.join(folder, "folder"))
    return folder


def main():
    verbose, count = "-v" in sys.argv[1:], [0, 0]
    loaders = [("alone", [])]
    if os.path.exists("/usr/share/bash-completion/bash_completion"):
        loaders.append(("with bash-completion", ["source /usr/share/bash-completion/bash_completion"]))
    for name, setup in loaders:
        folder = make_folder()
        bash = Bash(folder, setup + ["source <(kubec completion bash)", "alias k=kubec", "alias kn='kubec -n x'",
                                     "complete -o default -F __start_kubectl k kn"])
        for typed, want in CASES:
            got = bash.shown(typed) if isinstance(want, list) else bash.line(typed)
            ok = all(w in got for w in want) if isinstance(want, list) else got == want
            ok = ok and not os.path.exists(os.path.join(folder, "evil"))
            count[not ok] += 1
            if not ok or verbose:
                print("%s bash %s: %s<TAB>: %r%s" % ("ok  " if ok else "FAIL", name, typed, got, "" if ok else ", expected %r" % (want,)))
        bash.close()
        shutil.rmtree(folder)
    print("%d passed, %d failed" % tuple(count))
    return 1 if count[1] else 0


if __name__ == "__main__":
    sys.exit(main())
