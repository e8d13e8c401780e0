#!/usr/bin/env python3
"""Answers that no API server gives: what the program makes of them. The expected words are kubectl's. Needs no cluster.

usage: KUBEC=PROGRAM tests/hermetic/answers.py
"""
import http.server
import json
import os
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
VERBS = ["create", "delete", "get", "list", "watch"]
TYPES = {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "v1", "resources": [
    {"name": "pods", "singularName": "pod", "namespaced": True, "kind": "Pod", "verbs": VERBS}]}
POD = {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "a", "namespace": "default"}}
PODS = "/api/v1/namespaces/default/pods"
ROW = "NAME   AGE\na      <unknown>\n"
NONE = "No resources found in default namespace.\n"


def pod_list(items):
    return {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}, "items": items}


# name: (code, headers, body), exit code, stdout, stderr of "get pods"
ANSWERS = {
    "pod": ((200, {}, POD), 0, ROW, ""),
    "list": ((200, {}, pod_list([POD])), 0, ROW, ""),
    "items-null": ((200, {}, pod_list(None)), 0, "", NONE),
    "items-text": ((200, {}, pod_list("x")), 1, "",
                   "json: cannot unmarshal string into Go struct field decodeList.items of type []json.RawMessage\n"),
    "items-of-text": ((200, {}, pod_list(["x"])), 1, "", "json: cannot unmarshal string into Go value of type map[string]interface {}\n"),
    "nothing": ((200, {}, ""), 1, "", "unexpected end of JSON input\n"),
    "null": ((200, {}, "null"), 1, "", "Object 'Kind' is missing in 'null'\n"),
    "array": ((200, {}, "[]"), 1, "", "json: cannot unmarshal array into Go value of type unstructured.detector\n"),
    "text": ((200, {}, '"x"'), 1, "", "json: cannot unmarshal string into Go value of type unstructured.detector\n"),
    "number": ((200, {}, "5"), 1, "", "json: cannot unmarshal number into Go value of type unstructured.detector\n"),
    "no-kind": ((200, {}, {}), 1, "", "Object 'Kind' is missing in '{}'\n"),
    "kind-number": ((200, {}, '{"kind": 5}'), 1, "", "Object 'Kind' is missing in '{\"kind\": 5}'\n"),
    "cut": ((200, {}, '{"kind":"Pod","meta'), 1, "", "unexpected end of JSON input\n"),
    "page": ((200, {"Content-Type": "text/html; charset=utf-8"}, "<html>"), 1, "", "serializer for text/html; charset=utf-8 doesn't exist\n"),
    "no-media-type": ((200, {"Content-Type": None}, POD), 0, ROW, ""),
    "status": ((200, {}, {"kind": "Status", "apiVersion": "v1"}), 1, "", "Error from server: \n"),
    "failure": ((200, {}, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "m", "reason": "R"}), 1, "",
                "Error from server (R): m\n"),
    "invalid": ((422, {}, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "m", "reason": "Invalid", "code": 422,
                           "details": {"kind": "Pod", "name": "a", "causes": [{"message": "bad", "field": "spec"}]}}), 1, "",
                "Error from server (Invalid): m\n"),
    "escapes": ((422, {}, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "a\x1b[31mb", "reason": "R\x1b"}), 1, "",
                "Error from server (R^[): a^[[31mb\n"),
    "moved": ((302, {"Location": "/pod" + PODS}, ""), 0, ROW, ""),
    "moved-within": ((301, {"Location": "/pod" + PODS}, "x"), 0, ROW, ""),
    "moved-away": ((302, {"Location": "http://127.0.0.1:1/x"}, ""), 1, "",
                   "Error from server: the server responded with the status code 302 but did not return more information (get pods)\n"),
    "moved-round": ((302, {"Location": "/moved-round" + PODS}, ""), 1, "", "Unable to connect to the server: stopped after 10 redirects\n"),
}
COUNT = [0, 0]
SEEN = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def answer(self, code, headers, body):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response_only(code)
        for name, value in dict({"Content-Type": "application/json", "Content-Length": str(len(data))}, **headers).items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        SEEN.append(self.path)
        name, path = self.path.split("?")[0][1:].split("/", 1)
        if path == "api":
            self.answer(200, {}, {"kind": "APIVersions", "versions": ["v1"]})
        elif path == "apis":
            self.answer(200, {}, {"kind": "APIGroupList", "apiVersion": "v1", "groups": []})
        elif path == "api/v1":
            self.answer(200, {}, TYPES)
        elif "watch=true" in self.path:  # breaks off in the middle of an event
            data = json.dumps({"type": "ADDED", "object": POD}) + '\n{"type":'
            self.send_response_only(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(data.encode())
            self.close_connection = True
        elif "/" + path == PODS and name in ANSWERS:
            self.answer(*ANSWERS[name][0])
        else:
            self.answer(404, {}, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "nope", "reason": "NotFound", "code": 404})


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def check(what, got, want):
    ok = got == want
    COUNT[not ok] += 1
    if not ok:
        print("FAIL %s: %r, expected %r" % (what, got, want))


def run(folder, *words):
    env = dict(os.environ, HOME=folder, KUBECONFIG=os.path.join(folder, "none"), PATH="/usr/bin:/bin")
    for name in list(env):
        if name.lower().endswith("_proxy"):
            del env[name]
    p = subprocess.run([KUBEC, *words], capture_output=True, stdin=subprocess.DEVNULL, text=True, env=env, timeout=60)
    return p.returncode, p.stdout, p.stderr


def main():
    folder = tempfile.mkdtemp(prefix="kubec-answers-")
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = "http://127.0.0.1:%d/" % server.server_address[1]
    for name, (_, code, out, err) in ANSWERS.items():
        check(name, run(folder, "-s", base + name, "get", "pods"), (code, out, err))
    check("whole objects", run(folder, "-s", base + "pod", "get", "pods", "-o", "name"), (0, "pod/a\n", ""))
    check("whole objects, error", run(folder, "-s", base + "nothing", "get", "pods", "-o", "name"), (1, "", "error: unexpected end of JSON input\n"))
    check("a watch that breaks off", run(folder, "-s", base + "items-null", "get", "pods", "-w", "-o", "name", "--request-timeout=5s"), (0, "pod/a\n", ""))
    del SEEN[:]
    check("no name", run(folder, "-s", base + "list", "get", "pods", ""), (1, "", "error: resource name may not be empty\n"))
    check("no name, no list", [p for p in SEEN if "/pods" in p], [])
    check("a password in the address", run(folder, "-s", "http://u:secret@127.0.0.1:1", "get", "--raw", "/"),
          (1, "", "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?\n"))
    server.shutdown()
    shutil.rmtree(folder)
    print("%d passed, %d failed" % tuple(COUNT))
    return 1 if COUNT[1] else 0


if __name__ == "__main__":
    sys.exit(main())
