#!/usr/bin/env python3
"""exec against a server that speaks WebSockets well and badly: outcomes, broken connections, frames that break the rules.

usage: KUBEC=PROGRAM tests/hermetic/streams.py [-k TEXT]
"""
import base64
import hashlib
import json
import os
import pty
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading

KUBEC = os.path.abspath(os.environ.get("KUBEC", "build/dev/kubec"))
POD = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "ns1"},
       "spec": {"containers": [{"name": "main", "image": "web:1"}]}, "status": {"phase": "Running"}}
SERVED = {
    b"/api": {"kind": "APIVersions", "versions": ["v1"]},
    b"/apis": {"kind": "APIGroupList", "apiVersion": "v1", "groups": []},
    b"/api/v1": {"kind": "APIResourceList", "groupVersion": "v1", "resources": [
        {"name": "pods", "singularName": "pod", "namespaced": True, "kind": "Pod", "verbs": ["get", "list"], "shortNames": ["po"]}]},
    b"/api/v1/namespaces/ns1/pods/web": POD,
}
OK = json.dumps({"metadata": {}, "status": "Success"}).encode()
BAD = "error: error reading from error stream: next reader: websocket: the server sent a frame that breaks the protocol\n"


def outcome(code):
    return json.dumps({"status": "Failure", "reason": "NonZeroExitCode",
                       "details": {"causes": [{"reason": "ExitCode", "message": str(code)}]}}).encode()


def frame(payload, opcode=2, fin=True, mask=False, rsv=0):
    n = len(payload)
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    bit = 0x80 if mask else 0
    head += bytes([bit | n]) if n < 126 else bytes([bit | 126]) + struct.pack(">H", n) if n < 65536 else bytes([bit | 127]) + struct.pack(">Q", n)
    return head + (b"\0\0\0\0" if mask else b"") + payload


def close(code, text=b""):
    return frame(struct.pack(">H", code) + text, 8)


class Peer:
    """The server's end of a WebSocket."""

    def __init__(self, c):
        self.c, self.rest, self.head = c, b"", ""

    def exactly(self, n):
        while len(self.rest) < n:
            piece = self.c.recv(65536)
            if not piece:
                raise ConnectionError
            self.rest += piece
        out, self.rest = self.rest[:n], self.rest[n:]
        return out

    def read(self):
        """(opcode, payload) of the next frame; client frames must be masked."""
        a, b = self.exactly(2)
        assert b & 0x80, "a frame without a mask"
        n = b & 0x7F
        n = struct.unpack(">H", self.exactly(2))[0] if n == 126 else struct.unpack(">Q", self.exactly(8))[0] if n == 127 else n
        mask, data = self.exactly(4), self.exactly(n)
        return a & 15, bytes(x ^ mask[i % 4] for i, x in enumerate(data))

    def send(self, *frames):
        self.c.sendall(b"".join(frames))


# Each scenario: what the server does after the handshake.
def well(p):
    p.send(frame(b"\1out\n"), frame(b"\2err\n"), frame(b"\3" + OK), close(1000))


def code7(p):
    p.send(frame(b"\3" + outcome(7)), close(1000))


def cut(p):
    p.send(frame(b"\1begin\n"))


def cut_after_outcome(p):
    p.send(frame(b"\1begin\n"), frame(b"\3" + OK))


def cut_in_frame(p):
    p.send(frame(b"\1begin\n"), frame(b"\1" + b"x" * 100)[:50])


def internal(p):
    p.send(close(1011, b"gone wrong"))


def no_outcome(p):
    p.send(frame(b"\1out\n"), close(1000))


def no_status(p):
    p.send(frame(b"", 8))


def fragments(p):
    p.send(frame(b"\1a", fin=False), frame(b"hello", 9), frame(b"b", 0, fin=False), frame(b"c\n", 0))
    assert p.read() == (10, b"hello"), "no pong"
    p.send(frame(b"\1"), frame(b""), frame(b"\3" + OK), close(1000))


def masked(p):
    p.send(frame(b"\1x", mask=True))


def reserved(p):
    p.send(frame(b"\1x", rsv=4))


def unknown(p):
    p.send(frame(b"\1x", 3))


def continuation(p):
    p.send(frame(b"x", 0))


def long_ping(p):
    p.send(frame(b"x" * 126, 9))


def huge(p):
    p.send(bytes([0x82, 127]) + struct.pack(">Q", 1 << 62) + b"\1x")


def text(p):
    p.send(frame(b"\1x", 1))


def stdin(p):
    n = 0
    while True:
        op, data = p.read()
        if op == 2 and data == b"\xff\0":
            break
        if op == 2 and data[:1] == b"\0":
            n += len(data) - 1
    p.send(frame(b"\1%d\n" % n), frame(b"\3" + OK), close(1000))


def odd_channel(p):
    p.send(frame(b"\x09x"), frame(b"\3" + OK), close(1000))


def lies(p):
    p.send(frame(b"\3" + b"{nope"), close(1000))


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


NEXT = "error: error reading from error stream: next reader: websocket: close "
# name: (scenario, words before "--", exit code, stdout, stderr)
CASES = {
    "well": (well, "", 0, "out\n", "err\n"),
    "exit-code": (code7, "", 7, "", "command terminated with exit code 7\n"),
    "cut": (cut, "", 1, "begin\n", NEXT + "1006 (abnormal closure): unexpected EOF\n"),
    "cut-after-outcome": (cut_after_outcome, "", 1, "begin\n", NEXT + "1006 (abnormal closure): unexpected EOF\n"),
    "cut-in-frame": (cut_in_frame, "", 1, None, NEXT + "1006 (abnormal closure): unexpected EOF\n"),
    "internal-error": (internal, "", 1, "", NEXT + "1011 (internal server error): gone wrong\n"),
    "no-outcome": (no_outcome, "", 1, "out\n", "error: the connection ended, and the server did not say how the command did\n"),
    "no-status": (no_status, "", 1, "", NEXT + "1005 (no status)\n"),
    "fragments-and-ping": (fragments, "", 0, "abc\n", ""),
    "masked-frame": (masked, "", 1, "", BAD),
    "reserved-bit": (reserved, "", 1, "", BAD),
    "unknown-opcode": (unknown, "", 1, "", BAD),
    "lonely-continuation": (continuation, "", 1, "", BAD),
    "long-ping": (long_ping, "", 1, "", BAD),
    "huge-frame": (huge, "", 1, "", BAD),
    "text-frame": (text, "", 1, "", "error: error reading from error stream: next reader: unexpected message type: 1\n"),
    "stdin-to-its-end": (stdin, "-i", 0, "300000\n", ""),
    "odd-channel": (odd_channel, "", 0, "", ""),
    "outcome-is-no-json": (lies, "", 1, "", None),
    "refused-text": (b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nno streams", "", 1, "",
                     "error: unable to upgrade connection: no streams\nstreams need an API server of version 1.30 or newer, and proxies on "
                     "the way that let WebSockets through\n"),
    "refused-status": (b"HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(
        b'{"kind":"Status","apiVersion":"v1","status":"Failure",') + chunk(b'"message":"no node","code":500}') + b"0\r\n\r\n",
                       "", 1, "", "Error from server: no node\n"),
    "wrong-accept": ("accept", "", 1, "", "error: unable to upgrade connection: websocket: bad handshake (101 Switching Protocols)\n"),
    "wrong-protocol": ("protocol", "", 1, "", "error: unable to upgrade connection: the server speaks only the protocol \"v1.channel.k8s.io\"\n"
                       "an API server of version 1.30 or newer is needed\n"),
    "no-http": (b"SSH-2.0-x\r\n\r\n", "", 1, "", "Unable to connect to the server: net/http: HTTP/1.x transport connection broken: malformed HTTP "
                "response\n"),
    "nothing": (b"", "", 1, "", "Unable to connect to the server: EOF\n"),
}


def serve(listener, scenario):
    while True:
        try:
            c, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=one, args=(c, scenario), daemon=True).start()


def one(c, scenario):
    try:
        while True:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                piece = c.recv(1)
                if not piece:
                    return
                head += piece
            if b"/exec?" in head.split(b"\r\n")[0]:
                break
            found = SERVED.get(head.split()[1].split(b"?")[0])
            body = json.dumps(found or {"kind": "Status", "status": "Failure", "code": 404}).encode()
            c.sendall(b"HTTP/1.1 %s x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (b"200" if found else b"404", len(body), body))
        if isinstance(scenario, bytes):
            c.sendall(scenario)
            return
        lines = dict(l.split(": ", 1) for l in head.decode().split("\r\n")[1:] if ": " in l)
        accept = base64.b64encode(hashlib.sha1((lines["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        c.sendall(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
                   "Sec-WebSocket-Protocol: %s\r\n\r\n" % ("x" if scenario == "accept" else accept,
                                                         "v1.channel.k8s.io" if scenario == "protocol" else "v5.channel.k8s.io")).encode())
        if callable(scenario):
            peer = Peer(c)
            peer.head = head.decode()
            scenario(peer)
    except (ConnectionError, BrokenPipeError):
        pass
    finally:
        try:
            c.shutdown(socket.SHUT_WR)
            c.settimeout(5)
            while c.recv(65536):
                pass
        except OSError:
            pass
        c.close()


def environment(folder, port):
    config = os.path.join(folder, "config")
    with open(config, "w", encoding="utf-8") as f:
        json.dump({"apiVersion": "v1", "kind": "Config", "current-context": "c",
                   "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d" % port}}],
                   "users": [{"name": "u", "user": {"token": "t"}}],
                   "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u", "namespace": "ns1"}}]}, f)
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    env.update(KUBECONFIG=config, HOME=folder)
    return env


def on_terminal(env):
    """A terminal whose connection is cut in the middle is as it was before."""
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    p = subprocess.run([KUBEC, "exec", "-it", "web", "--", "sh"], env=env, stdin=slave, stdout=slave, stderr=slave, timeout=30, check=False)
    after = termios.tcgetattr(slave)
    os.close(slave)
    said = os.read(master, 4096).decode()
    os.close(master)
    if p.returncode != 1 or before != after or "1006" not in said:
        return "exit code %d, terminal %s, said %r" % (p.returncode, "as before" if before == after else "changed", said)
    return None


def main():
    wanted = sys.argv[2] if sys.argv[1:2] == ["-k"] else ""
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (scenario, words, code, out, err) in [*CASES.items(), ("terminal-is-put-back", (cut, None, 1, None, None))]:
            if wanted not in name:
                continue
            listener = socket.create_server(("127.0.0.1", 0))
            threading.Thread(target=serve, args=(listener, scenario), daemon=True).start()
            env = environment(folder, listener.getsockname()[1])
            fault = None
            try:
                if words is None:
                    fault = on_terminal(env)
                else:
                    p = subprocess.run([KUBEC, "exec", *words.split(), "web", "--", "x"], env=env, input="x" * 300000, text=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30, check=False)
                    if (p.returncode, p.stdout if out is not None else None, p.stderr if err is not None else None) != (code, out, err):
                        fault = "exit code %d, stdout %r, stderr %r" % (p.returncode, p.stdout[:200], p.stderr[-600:])
            except subprocess.TimeoutExpired:
                fault = "hangs"
            listener.close()
            passed, failed = passed + (fault is None), failed + (fault is not None)
            if fault:
                print("FAILED %s: %s" % (name, fault))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
