#!/usr/bin/env python3
"""The program against recorded answers and faults of an API server (tests/hermetic/lib/server.py).

usage: KUBEC=PROGRAM tests/hermetic/faults.py [-k TEXT] [--oracle KUBECTL] [--accept]

    -k TEXT           only cases whose name holds TEXT
    --oracle KUBECTL  runs that kubectl instead, on servers of the same script, and tells where it differs from the cases
    --accept          writes what the program did into the case files (read the diff before you commit it)

A case (tests/hermetic/cases/*.txt), keys in the first column, indented lines belong to the key above:

    case: NAME
    server: MODE                      tls if not said
    route: METHOD PATH = ACTION       further actions in indented lines, taken in turn; discovery and version are there without a route
    file: NAME                        indented lines: a file in the working folder
    env: NAME=VALUE
    $ kubec get cm                    one line for bash; kubec is the program under test
    exit: 1                           0 if not said
    stdout: / stderr:                 indented lines; "PORT" stands for the server's port, "NOW" for a time, "FOLDER" for the working folder
    requests:                         what the server must have seen, in any order; without it nothing is compared
    kubectl differs: TEXT             why --oracle may find another outcome
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(FOLDER, "lib"))
from server import Certificates, Server  # noqa: E402

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ is (after|before)")
OWN_PORT = re.compile(r"127\.0\.0\.1:\d+->")
LOG_LINE = re.compile(r"^[EIW]\d{4} \d\d:\d\d:\d\d\.\d+ .*\n", re.M)


class Case:
    def __init__(self, name):
        self.name, self.mode, self.routes, self.files, self.env = name, "tls", [], {}, {}
        self.line, self.exit, self.stdout, self.stderr, self.requests, self.differs = None, 0, "", "", None, None


def parse(path):
    """The cases of one file."""
    cases, case, sink = [], None, None
    for raw in open(path, encoding="utf-8"):
        line = raw.rstrip("\n")
        if line.startswith("  "):
            sink(line[2:])
            continue
        if not line or line.startswith("#"):
            continue
        key, _, value = line.partition(":")
        value = value.strip()
        if line.startswith("$ "):
            case.line = line[2:]
        elif key == "case":
            case = Case(value)
            cases.append(case)
        elif key == "server":
            case.mode = value
        elif key == "route":
            method, where, action = re.match(r"(\S+) (\S+)(?: = (.*))?$", value).groups()
            actions = [action] if action else []
            case.routes.append((method, where, actions))
            sink = actions.append
        elif key == "file":
            case.files[value] = ""
            sink = adder(case.files, value)
        elif key == "env":
            k, _, v = value.partition("=")
            case.env[k] = v
        elif key == "exit":
            case.exit = int(value)
        elif key in ("stdout", "stderr"):
            sink = adder(vars(case), key)
        elif key == "requests":
            case.requests = []
            sink = case.requests.append
        elif key == "kubectl differs":
            case.differs = value
        else:
            raise ValueError("%s: %r" % (path, line))
    return cases


def adder(where, key):
    def add(line):
        where[key] += line + "\n"

    return add


# Asked of a case's server where its own routes say nothing.
DISCOVERY = [("GET", "/api", ["file api"]), ("GET", "/apis", ["file apis"]), ("GET", "/version", ["file version"])]
KUBECONFIG = """apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "%s://127.0.0.1:%d"%s}}]
users: [{name: u, user: {token: sesame}}]
contexts: [{name: x, context: {cluster: c, user: u, namespace: ns1}}]
current-context: x
"""


def run(case, program, certificates):
    """Runs the case and gives its outcome as a Case of the same name."""
    folder = tempfile.mkdtemp(prefix="kubec-hermetic-")
    server = Server(case.mode, case.routes + DISCOVERY, certificates)
    try:
        bin_folder = os.path.join(folder, "bin")
        work = os.path.join(folder, "work")
        os.mkdir(bin_folder)
        os.mkdir(work)
        for name in ("kubec", "kubectl"):
            os.symlink(program, os.path.join(bin_folder, name))
        for name, text in case.files.items():
            with open(os.path.join(work, name), "w") as f:
                f.write(text)
        with open(os.path.join(folder, "kubeconfig"), "w") as f:
            plain = case.mode == "http"
            f.write(KUBECONFIG % ("http" if plain else "https", server.port, "" if plain else ", certificate-authority: %s/ca.crt" % certificates.folder))
        env = {"HOME": folder, "PATH": bin_folder + ":/usr/bin:/bin", "KUBECONFIG": os.path.join(folder, "kubeconfig"), "PORT": str(server.port),
               "CERTIFICATES": certificates.folder}
        env.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})
        env.update({k: v.replace("PORT", str(server.port)) for k, v in case.env.items()})
        p = subprocess.run(["bash", "-c", case.line], cwd=work, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        got = Case(case.name)
        got.exit = p.returncode
        got.stdout, got.stderr = (tidy(t.decode("utf-8", "replace"), server.port, folder) for t in (p.stdout, p.stderr))
        got.requests = sorted(server.requests)
        return got
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def tidy(text, port, folder):
    text = TIME.sub(r"NOW is \1", text).replace(folder, "FOLDER")
    return OWN_PORT.sub("", text).replace("127.0.0.1:%d" % port, "127.0.0.1:PORT")


def differences(case, got, oracle):
    want_err, got_err = case.stderr, got.stderr
    if oracle:  # the log lines that client-go writes beside its errors are not compared
        want_err, got_err = (LOG_LINE.sub("", t) for t in (want_err, got_err))
    rows = [("exit", case.exit, got.exit), ("stdout", case.stdout, got.stdout), ("stderr", want_err, got_err)]
    if case.requests is not None and not oracle:
        rows.append(("requests", sorted(case.requests), got.requests))
    return ["  %s: %r, expected %r" % (what, have, want) for what, want, have in rows if want != have]


def accept(path, outcomes):
    """Writes the outcomes into the case file, keeping everything else."""
    out, skipping, case = [], False, None
    for raw in open(path, encoding="utf-8"):
        line = raw.rstrip("\n")
        if skipping and line.startswith("  "):
            continue
        skipping = line.split(":")[0] in ("exit", "stdout", "stderr", "requests") and case in outcomes
        if skipping:
            continue
        if line.startswith("case: "):
            case = line[6:].strip()
        out.append(line)
        if line.startswith("$ ") and case in outcomes:
            got = outcomes[case]
            if got.exit:
                out.append("exit: %d" % got.exit)
            for key, lines in (("stdout", got.stdout.splitlines()), ("stderr", got.stderr.splitlines()), ("requests", got.requests)):
                if lines:
                    out += [key + ":"] + ["  " + l for l in lines]
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-k", default="")
    parser.add_argument("--oracle")
    parser.add_argument("--accept", action="store_true")
    options = parser.parse_args()
    program = os.path.abspath(options.oracle or KUBEC)
    keys = tempfile.mkdtemp(prefix="kubec-hermetic-keys-")
    passed = failed = skipped = 0
    try:
        certificates = Certificates(keys)
        cases_folder = os.path.join(FOLDER, "cases")
        for name in sorted(os.listdir(cases_folder)):
            outcomes = {}
            for case in parse(os.path.join(cases_folder, name)):
                if options.k not in case.name:
                    continue
                if options.oracle and case.differs:
                    skipped += 1
                    continue
                try:
                    got = run(case, program, certificates)
                    wrong = differences(case, got, options.oracle)
                    outcomes[case.name] = got
                except subprocess.TimeoutExpired:
                    wrong = ["  no end after 60 seconds"]
                passed, failed = passed + (not wrong), failed + bool(wrong)
                if wrong and not options.accept:
                    print("FAIL %s\n%s" % (case.name, "\n".join(wrong)), flush=True)
            if options.accept:
                accept(os.path.join(cases_folder, name), outcomes)
    finally:
        shutil.rmtree(keys, ignore_errors=True)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
