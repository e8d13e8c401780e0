#!/usr/bin/env python3
"""cp from a server whose archives are hostile, broken or cut off; nothing may be written outside of the target.

usage: KUBEC=PROGRAM tests/hermetic/copies.py [-k TEXT]
"""
import io
import os
import re
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import urllib.parse

import streams
from streams import KUBEC, OK, close, frame, outcome


def archive(*entries, end=True):
    """Entries are (name, data), or (name, type, link)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as t:
        for name, *rest in entries:
            info = tarfile.TarInfo(name)
            if isinstance(rest[0], bytes) and len(rest) == 1:
                info.size = len(rest[0])
                t.addfile(info, io.BytesIO(rest[0]))
            else:
                info.type, info.linkname = rest
                t.addfile(info)
        size = t.offset
    return out.getvalue() if end else out.getvalue()[:size]


def sends(data, code=0, said=b""):
    """A tar that sends this and ends so."""
    def scenario(p):
        if said:
            p.send(frame(b"\2" + said))
        for at in range(0, len(data), 50000):
            p.send(frame(b"\1" + data[at:at + 50000]))
        p.send(frame(b"\3" + (outcome(code) if code else OK)), close(1000))
    return scenario


def breaks(data, at):
    """The connection is cut behind each of these places; the next one begins where the last one ended."""
    left = list(at)

    def scenario(p):
        command = urllib.parse.parse_qs(p.head.split()[1].split("?")[1])["command"]
        start = max(int(re.search(r"tail -c\+(\d+)$", command[-1]).group(1)) - 1, 0) if command[0] == "sh" else 0
        stop = left.pop(0) if left else None
        p.send(frame(b"\1" + data[start:stop]))
        if stop is None:
            p.send(frame(b"\3" + OK), close(1000))
    return scenario


def without_tar(data, code=0):
    def scenario(p):
        command = urllib.parse.parse_qs(p.head.split()[1].split("?")[1])["command"]
        if command[0] == "cat":
            sends(data, code, b"cat: no\n" if code else b"")(p)
        else:
            p.send(frame(b'\3{"status":"Failure","message":"failed to exec: \\"tar\\": executable file not found in $PATH"}'), close(1000))
    return scenario


BIG = bytes(range(256)) * 1000
CUT = "error: error reading from error stream: next reader: websocket: close 1006 (abnormal closure): unexpected EOF\n"
HEADER = "error: archive/tar: invalid tar header\n"
HINT = ' (consider using "kubec exec -n "" "web" -- tar cf - "d" | tar xf -")\n'
DIR, LINK, HARD, DEVICE = tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE
# name: (scenario, flags, exit code, stdout, stderr, {file: what it holds})
CASES = {
    "folder": (sends(archive(("d", DIR, ""), ("d/a", b"A"), ("d/e/f/g", b"G"), ("d/zero", b""))), "", 0, "", "",
               {"a": b"A", "e/f/g": b"G", "zero": b""}),
    "dots": (sends(archive(("d/../../evil", b"E"), ("d/x/../../../evil", b"E"), ("d/x/../ok", b"O"), ("d/..", DIR, ""))), "", 0, "",
             'warning: file "../evil" is outside target destination, skipping\nwarning: file "../evil" is outside target destination, '
             'skipping\nwarning: file "." is outside target destination, skipping\n', {"ok": b"O"}),
    "backslashes": (sends(archive(("d\\..\\..\\evil", b"E"))), "", 0, "",
                    'warning: file "../evil" is outside target destination, skipping\n', {}),
    "absolute": (sends(archive(("/tmp/evil", b"E"))), "", 1, "", "error: tar contents corrupted\n", {}),
    "other-prefix": (sends(archive(("d/a", b"A"), ("etc/passwd", b"E"))), "", 1, "", "error: tar contents corrupted\n" "the copy is not complete\n",
                     {"a": b"A"}),
    "through-a-link": (sends(archive(("d/l", LINK, ".."), ("d/l/evil", b"E"))), "", 0, "",
                       'warning: skipping symlink: "t/l" -> ".."' + HINT, {"l/evil": b"E"}),
    "through-our-link": (sends(archive(("d/out/evil", b"E"))), "", 1, "",
                         "error: mkdir t/out/evil: not a directory\nlinks below the target are not followed\n", {}),
    "onto-our-link": (sends(archive(("d/file", b"E"))), "", 1, "",
                      "error: open t/file: too many levels of symbolic links\nlinks below the target are not followed\n", {}),
    "hard-link": (sends(archive(("d/h", HARD, "/etc/passwd"), ("d/a", b"A"))), "", 0, "",
                  'warning: skipping hard link: "t/h" -> "/etc/passwd"' + HINT, {"a": b"A"}),
    "device": (sends(archive(("d/dev", DEVICE, ""))), "", 0, "", 'warning: skipping "t/dev": it is no regular file\n', {}),
    "escapes": (sends(archive(("d/\x1b[31m", LINK, "\x07"))), "", 0, "", 'warning: skipping symlink: "t/\\x1b[31m" -> "\\a"' + HINT, {}),
    "long-name": (sends(archive(("d/" + "n" * 200, b"N"))), "", 0, "", "", {"n" * 200: b"N"}),
    "no-end": (sends(archive(("d/a", b"A"), end=False)), "", 0, "", "", {"a": b"A"}),
    "cut-archive": (sends(archive(("d/a", BIG))[:5000]), "", 1, "Dropping out copy after 0 retries\n",
                    "warning: t/a is not complete: 4488 bytes were written\nerror: unexpected EOF\n", {"a": BIG[:4488]}),
    "garbage": (sends(b"<html>" * 500), "", 1, "", HEADER, {}),
    "nothing": (sends(b""), "", 1, "", "error: nothing was copied: tar sent an empty archive\n", {}),
    "partly": (sends(archive(("d/a", b"A")), 2, b"tar: d/b: no\n"), "", 2, "tar: d/b: no\n", "command terminated with exit code 2\n", {"a": b"A"}),
    "cut": (breaks(archive(("d/a", BIG)), [9000]), "", 1, "", "warning: t/a is not complete: 8488 bytes were written\n" + CUT, {"a": BIG[:8488]}),
    "resumed": (breaks(archive(("d/a", BIG), ("d/b", b"B")), [100, 9000, 60000]), "--retries=3", 0,
                "Resuming copy at 100 bytes, retry 1/3\nResuming copy at 9000 bytes, retry 2/3\nResuming copy at 60000 bytes, retry 3/3\n", "",
                {"a": BIG, "b": b"B"}),
    "resumed-without-end": (breaks(archive(("d/a", BIG)), [600, 700]), "--retries=-1", 0,
                            "Resuming copy at 600 bytes, retry 1/-1\nResuming copy at 700 bytes, retry 2/-1\n", "", {"a": BIG}),
    "given-up": (breaks(archive(("d/a", BIG)), [1000, 2000, 3000]), "--retries=1", 1,
                 "Resuming copy at 1000 bytes, retry 1/1\nDropping out copy after 1 retries\n",
                 "warning: t/a is not complete: 1488 bytes were written\n" + CUT, {"a": BIG[:1488]}),
    "by-cat": (without_tar(BIG), "", 0, "", "warning: the container has no tar: trying to copy a single file with cat\n", {".": BIG}),
    "by-cat-empty": (without_tar(b""), "", 0, "", "warning: the container has no tar: trying to copy a single file with cat\n", {".": b""}),
    "by-cat-fails": (without_tar(b"", 1), "", 1, "",
                     "warning: the container has no tar: trying to copy a single file with cat\ncat: no\ncommand terminated with exit code 1\n"
                     "without tar in the container only a single file can be copied, and only with cat\n", {}),
}


def left_in(folder):
    found = {}
    for at, _, files in os.walk(folder):
        for f in files:
            path = os.path.join(at, f)
            if not os.path.islink(path):
                with open(path, "rb") as g:
                    found[os.path.relpath(path, folder)] = g.read()
    return found


def check(name, folder, env):
    _, flags, code, out, err, want = CASES[name]
    work = os.path.join(folder, "work")
    os.makedirs(os.path.join(work, "outside"))
    with open(os.path.join(work, "victim"), "wb") as f:
        f.write(b"whole")
    want = {"t/" + k if k != "." else "t": v for k, v in want.items()}
    if name.endswith("our-link"):
        os.mkdir(os.path.join(work, "t"))
        os.symlink("../outside", os.path.join(work, "t", "out"))
        os.symlink("../victim", os.path.join(work, "t", "file"))
    p = subprocess.run([KUBEC, "cp", "web:d", "t", *flags.split()], env=env, cwd=work, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, timeout=30, check=False)
    said = (p.returncode, p.stdout.decode(), p.stderr.decode())
    if said != (code, out, err):
        return "exit code %d, stdout %r, stderr %r" % said
    left = left_in(work)
    if left != {"victim": b"whole", **want}:
        return "left are %s" % {k: v[:40] for k, v in left.items()}
    return None


def main():
    wanted = sys.argv[2] if sys.argv[1:2] == ["-k"] else ""
    passed = failed = 0
    for name in [n for n in CASES if wanted in n]:
        with tempfile.TemporaryDirectory() as folder:
            listener = socket.create_server(("127.0.0.1", 0))
            threading.Thread(target=streams.serve, args=(listener, CASES[name][0]), daemon=True).start()
            try:
                fault = check(name, folder, streams.environment(folder, listener.getsockname()[1]))
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
