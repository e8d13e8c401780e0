"""A scripted API server for the hermetic tests: recorded answers and faults, over TLS, HTTP/1.1. Python's standard library only.

A Server is made from a mode and a list of routes (method, path, [action, …]). Requests on one route take its actions in turn, the
last one for ever. A path that ends in `*` matches by its beginning; of several routes the first one that fits is taken; a query is part of
the path only where the route has one.

Modes: tls, http, refused, reset, silent (accepts and says nothing), plain (speaks HTTP where TLS is expected), and TLS with a
certificate that is `expired`, `other-name`, `no-names` or of an `other-ca`.

Actions (words are split as a shell does):
    file NAME [CODE]           a recorded answer of testdata/hermetic (NAME.http), with another status if wanted
    text CODE TYPE BODY        this body
    log TEXT                   plain text, in which \\n is the end of a line
    log-cut TEXT               the same as a stream whose connection ends
    empty CODE                 no body
    close / reset              nothing, and the connection ends
    cut N NAME                 the first N bytes of a recorded body, though all were announced
    chunk-cut N NAME           the same, chunked
    slow SECONDS ACTION …      the action, later
    busy CODE SECONDS          a refusal with Retry-After
    warn TEXT ACTION …         the action with a Warning header of this value
    garbage                    bytes that are no HTTP
    huge MIB TYPE              that many MiB of zeros, announced by no length
    bomb MIB                   the same, packed with gzip
    deep N                     N nested JSON arrays
    redirect CODE URL
    headers N                  an answer with N headers
"""
import json
import os
import shlex
import socket
import ssl
import struct
import subprocess
import threading
import zlib

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "testdata", "hermetic")
MIB = 1 << 20


def read_recorded(name):
    """The status, the headers and the body of testdata/hermetic/NAME.http."""
    with open(os.path.join(DATA, name + ".http"), "rb") as f:
        head, body = f.read().split(b"\n\n", 1)
    lines = head.decode().splitlines()
    return int(lines[0]), [tuple(l.split(": ", 1)) for l in lines[1:]], body


class Certificates:
    """Keys and certificates made by openssl in `folder`: one of each kind, by the names of the modes."""

    def __init__(self, folder):
        self.folder = folder
        self.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=hermetic-ca -keyout ca.key -out ca.crt")
        self.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=another-ca -keyout other-ca.key -out other-ca.crt")
        self.sign("tls", "ca", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:api.test")
        self.sign("other-ca", "other-ca", "subjectAltName=IP:127.0.0.1")
        self.sign("other-name", "ca", "subjectAltName=DNS:elsewhere.test,DNS:two.test")
        self.sign("no-names", "ca", "")
        self.expired()

    def openssl(self, words):
        subprocess.run(["openssl"] + shlex.split(words), cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def request(self, name, extension):
        more = "-addext %s" % extension if extension else ""
        self.openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=server -keyout %s.pem.key -out %s.csr %s" % (name, name, more))

    def sign(self, name, ca, extension):
        self.request(name, extension)
        self.openssl("x509 -req -in %s.csr -CA %s.crt -CAkey %s.key -days 1 -copy_extensions copy -out %s.pem" % (name, ca, ca, name))

    def expired(self):
        for name, text in (("index", ""), ("serial", "01\n"), ("ca.cnf", "[ca]\ndefault_ca=d\n[d]\ndatabase=index\nserial=serial\nnew_certs_dir=.\n"
                           "default_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n")):
            with open(os.path.join(self.folder, name), "w") as f:
                f.write(text)
        self.request("expired", "subjectAltName=IP:127.0.0.1")
        self.openssl("ca -batch -config ca.cnf -in expired.csr -cert ca.crt -keyfile ca.key -startdate 20200101000000Z -enddate 20210101000000Z -out expired.pem -notext")

    def context(self, mode):
        c = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        path = os.path.join(self.folder, mode + ".pem")
        c.load_cert_chain(path, path + ".key")
        return c


class Server:
    def __init__(self, mode, routes, certificates):
        self.mode = mode
        self.routes = [(m, p, list(actions)) for m, p, actions in routes]
        self.context = None if mode in ("http", "refused", "reset", "silent", "plain") else certificates.context(mode)
        self.requests = []
        self.bodies = []
        self.lock = threading.Lock()
        self.done = threading.Event()
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        if mode == "refused":
            return  # bound, so that nobody else has the port, but nobody listens
        self.socket.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def stop(self):
        self.done.set()
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()

    def accept(self):
        while True:
            try:
                c, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(c,), daemon=True).start()

    def serve(self, c):
        try:
            if self.mode == "reset":
                reset(c)
            elif self.mode == "silent":
                self.done.wait(60)
            elif self.mode == "plain":
                c.recv(65536)
                c.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            else:
                if self.context:
                    c = self.context.wrap_socket(c, server_side=True)
                f = c.makefile("rb")
                while self.one(c, f):
                    pass
        except OSError:
            pass
        finally:
            c.close()

    def one(self, c, f):
        """Reads and answers one request; false when the connection is to end."""
        line = f.readline().decode()
        if not line:
            return False
        method, path, _ = line.split(" ", 2)
        headers = {}
        while True:
            h = f.readline().decode().strip()
            if not h:
                break
            k, v = h.split(":", 1)
            headers[k.lower()] = v.strip()
        body = f.read(int(headers.get("content-length", "0")))
        with self.lock:
            self.requests.append("%s %s" % (method, path))
            self.bodies.append(body)
            action = self.pick(method, path)
        return self.act(c, action, method)

    def pick(self, method, path):
        bare = path.split("?", 1)[0]
        for m, p, actions in self.routes:
            against = path if "?" in p else bare
            if m in (method, "*") and (p == against or (p.endswith("*") and against.startswith(p[:-1]))):
                return actions.pop(0) if len(actions) > 1 else actions[0]
        return "file not-found 404"

    def act(self, c, action, method, extra=()):
        words = shlex.split(action)
        name, args = words[0], words[1:]
        if name == "slow":
            self.done.wait(float(args[0]))
            return self.act(c, shlex.join(args[1:]), method, extra)
        if name == "warn":
            return self.act(c, shlex.join(args[1:]), method, tuple(extra) + (("Warning", args[0]),))
        if name == "file":
            code, headers, body = read_recorded(args[0])
            return answer(c, int(args[1]) if len(args) > 1 else code, list(headers) + list(extra), body)
        if name == "text":
            return answer(c, int(args[0]), [("Content-Type", args[1])] + list(extra), args[2].encode())
        if name == "log":
            return answer(c, 200, [("Content-Type", "text/plain")], args[0].replace("\\n", "\n").encode())
        if name == "empty":
            return answer(c, int(args[0]), list(extra), b"")
        if name == "busy":
            body = json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "too busy", "reason": "TooManyRequests", "code": int(args[0])})
            return answer(c, int(args[0]), [("Content-Type", "application/json"), ("Retry-After", args[1])], body.encode())
        if name == "redirect":
            return answer(c, int(args[0]), [("Location", args[1])], b"")
        if name == "deep":
            return answer(c, 200, [("Content-Type", "application/json")], b"[" * int(args[0]) + b"]" * int(args[0]))
        if name == "headers":
            return answer(c, 200, [("X-%d" % i, "x") for i in range(int(args[0]))], b"{}")
        fault(c, name, args)
        return False


def answer(c, code, headers, body):
    head = "HTTP/1.1 %d X\r\n" % code + "".join("%s: %s\r\n" % h for h in headers) + "Content-Length: %d\r\n\r\n" % len(body)
    c.sendall(head.encode("latin-1", "replace") + body)
    return True


def reset(c):
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    c.close()


def fault(c, name, args):
    """Answers that end the connection."""
    if name == "reset":
        reset(c)
    elif name in ("cut", "chunk-cut"):
        code, headers, body = read_recorded(args[1])
        part = body[: int(args[0])]
        head = "HTTP/1.1 %d X\r\n" % code + "".join("%s: %s\r\n" % h for h in headers)
        if name == "cut":
            c.sendall(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + part)
        else:
            c.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(body) + part)
    elif name == "log-cut":
        part = args[0].replace("\\n", "\n").encode()
        c.sendall(b"HTTP/1.1 200 X\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(part), part))
    elif name == "garbage":
        c.sendall(b"\x00\x01 this is not HTTP \xff\r\n\r\n")
    elif name == "huge":
        c.sendall(("HTTP/1.1 200 X\r\nContent-Type: %s\r\nConnection: close\r\n\r\n" % args[1]).encode())
        for _ in range(int(args[0])):
            c.sendall(b"\0" * MIB)
    elif name == "bomb":
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        c.sendall(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
        for _ in range(int(args[0])):
            c.sendall(packer.compress(b" " * MIB))
        c.sendall(packer.flush())
    elif name != "close":
        raise ValueError("unknown action " + name)
