#!/usr/bin/env python3
"""Writes lib/schema/schema_data.c: the built-in kinds and their fields, read from a running API server.

usage: KUBECONFIG=... tools/gen_schema.py [--kubectl PROGRAM] > lib/schema/schema_data.c

Start the API server with --runtime-config=api/all=true, so that the kinds of beta and alpha versions are served too.
"""
import argparse
import json
import re
import subprocess
import sys

SHAPES = {"scalar": 0, "object": 1, "map": 2, "list": 3, "any": 4}
SCALARS = {"string": 0, "integer": 1, "number": 2, "bool": 3, "int-or-string": 4, "quantity": 5, "time": 6, "bytes": 7}
MERGE, REPLACE, RETAIN, REQUIRED = 1, 2, 4, 8
LIST_TYPES = {None: 0, "atomic": 1, "set": 2, "map": 3}
PREFIX = "#/components/schemas/"
NO_TYPE = 0xFFFF


def fetch(kubectl, path):
    return json.loads(subprocess.run([kubectl, "get", "--raw", path], check=True, stdout=subprocess.PIPE).stdout)


def resolve(schema, schemas):
    """The schema behind allOf and $ref, and the name of the last reference."""
    name = None
    while True:
        if schema.get("allOf"):
            schema = schema["allOf"][0]
        elif "$ref" in schema:
            name = schema["$ref"][len(PREFIX):]
            schema = schemas[name]
        else:
            return schema, name


def scalar_of(schema, name):
    if name and name.endswith(".Quantity"):
        return "quantity"
    fmt, typ = schema.get("format"), schema.get("type")
    if fmt == "int-or-string":
        return "int-or-string"
    if typ == "string":
        return {"date-time": "time", "byte": "bytes"}.get(fmt, "string")
    return {"integer": "integer", "number": "number", "boolean": "bool"}.get(typ)


def element(schema, schemas):
    """(shape, scalar, type name) of what a list, a map or a plain field holds."""
    schema, name = resolve(schema, schemas)
    scalar = scalar_of(schema, name)
    if scalar:
        return "scalar", scalar, None
    if schema.get("type") == "object" and schema.get("properties"):
        return "object", "string", name
    if schema.get("type") == "array":
        return "list", "string", None
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "map", "string", None
    return "any", "string", None


def describe(schema, schemas):
    """(shape, scalar, type name) of a field."""
    shape, scalar, name = element(schema, schemas)
    inner, _ = resolve(schema, schemas)
    if shape == "list" or shape == "map":
        sub = inner["items"] if shape == "list" else inner["additionalProperties"]
        what, scalar, name = element(sub, schemas)
        if what not in ("scalar", "object"):
            # A list of lists, a map of maps: only the outer shape is kept.
            return shape, "string", None
    return shape, scalar, name


class Tables:
    def __init__(self):
        self.types = {}  # name -> list of records
        self.kinds = {}

    def add_type(self, name, schemas):
        if name in self.types:
            return
        self.types[name] = None
        schema = schemas[name]
        rows = []
        for field, sub in sorted(schema["properties"].items(), key=lambda kv: kv[0].encode()):
            shape, scalar, ref = describe(sub, schemas)
            strategies = [s for s in (sub.get("x-kubernetes-patch-strategy") or "").split(",") if s]
            flags = 0
            for s in strategies:
                flags |= {"merge": MERGE, "replace": REPLACE, "retainKeys": RETAIN}[s]
            if field in schema.get("required", []):
                flags |= REQUIRED
            merge_key = sub.get("x-kubernetes-patch-merge-key") or ""
            map_keys = ",".join(sub.get("x-kubernetes-list-map-keys") or [])
            rows.append((field, shape, scalar, ref, merge_key, map_keys, flags, LIST_TYPES[sub.get("x-kubernetes-list-type")]))
            if ref:
                self.add_type(ref, schemas)
        self.types[name] = rows


def strategic(doc, gvk):
    for path in doc["paths"].values():
        op = path.get("patch")
        if op and op.get("x-kubernetes-group-version-kind") == gvk:
            return "application/strategic-merge-patch+json" in op.get("requestBody", {}).get("content", {})
    return False


def read_server(kubectl):
    tables = Tables()
    for path in sorted(fetch(kubectl, "/openapi/v3")["paths"]):
        m = re.fullmatch(r"(?:api|apis/([^/]+))/([^/]+)", path)
        if not m:
            continue
        group, version = m.group(1) or "", m.group(2)
        doc = fetch(kubectl, "/openapi/v3/" + path)
        schemas = doc["components"]["schemas"]
        roots = {}
        for name, schema in schemas.items():
            for g in schema.get("x-kubernetes-group-version-kind", []):
                if (g["group"], g["version"]) == (group, version):
                    roots[g["kind"]] = name
        for res in fetch(kubectl, "/" + path)["resources"]:
            kind = res["kind"]
            if "/" in res["name"] or kind not in roots:
                continue
            tables.add_type(roots[kind], schemas)
            gvk = {"group": group, "version": version, "kind": kind}
            tables.kinds[(group, version, kind)] = (res["name"], res.get("singularName") or kind.lower(), res["namespaced"],
                                                    strategic(doc, gvk), roots[kind])
    return tables


class Pool:
    """All strings in one text; a string that ends another shares its bytes."""

    def __init__(self, strings):
        self.text = b"\0"
        self.at = {"": 0}
        for s in sorted(set(strings) - {""}, key=lambda s: s.encode()[::-1], reverse=True):
            raw = s.encode() + b"\0"
            found = self.text.find(raw)
            if found < 0:
                found = len(self.text)
                self.text += raw
            self.at[s] = found


def c_string(raw):
    lines, line = [], b""
    for part in raw.split(b"\0")[:-1]:
        piece = part + b"\\0"
        if len(line) + len(piece) > 140 and line:
            lines.append(line)
            line = b""
        line += piece
    lines.append(line)
    # The last NUL is the literal's own.
    lines[-1] = lines[-1][:-2]
    return "\n".join('    "%s"' % re.sub(r"\\0(?=[0-9])", r"\\000", text.decode()) for text in lines)


def wrap(items, width=150):
    out, line = [], "   "
    for item in items:
        if len(line) + len(item) + 2 > width:
            out.append(line)
            line = "   "
        line += " " + item + ","
    out.append(line)
    return "\n".join(out)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--kubectl", default="kubectl")
    args = ap.parse_args()
    tables = read_server(args.kubectl)
    names = sorted(tables.types)
    index = {n: i for i, n in enumerate(names)}
    strings = list(names)
    for rows in tables.types.values():
        for r in rows:
            strings += [r[0], r[4], r[5]]
    for key, k in tables.kinds.items():
        strings += list(key) + [k[0], k[1]]
    pool = Pool(strings)
    at = pool.at

    types, fields = [], []
    for n in names:
        rows = tables.types[n]
        types.append("{%d, %d, %d, %d}" % (index[n], at[n], len(fields), len(rows)))
        for field, shape, scalar, ref, merge_key, map_keys, flags, list_type in rows:
            fields.append("{%d, %d, %d, %d, %d, %d}" % (at[field], at[merge_key], at[map_keys], index[ref] if ref else NO_TYPE,
                                                        SHAPES[shape] << 4 | SCALARS[scalar], flags | list_type << 4))
    kinds = []
    for key in sorted(tables.kinds, key=lambda k: tuple(s.encode() for s in k)):
        plural, singular, namespaced, smp, root = tables.kinds[key]
        kinds.append("{%d, %d, %d, %d, %d, %d, %d}" % (at[key[0]], at[key[1]], at[key[2]], at[plural], at[singular], index[root],
                                                       int(namespaced) | int(smp) << 1))
    out = sys.stdout
    out.write("/* schema_data.c - the built-in kinds. Made by tools/gen_schema.py from a running API server: do not edit. */\n")
    out.write('#include "schema/schema_data.h"\n\n/* clang-format off */\n')
    out.write("static const char pool[] =\n%s;\n\n" % c_string(pool.text))
    out.write("static const struct schema_field_row fields[] = {\n%s\n};\n\n" % wrap(fields))
    out.write("const struct schema_kind_row schema_kinds[] = {\n%s\n};\n" % wrap(kinds))
    out.write("const size_t schema_nkinds_ = sizeof schema_kinds / sizeof *schema_kinds;\n\n")
    out.write("const struct schema_set schema_builtin = {\n    .fields = fields, .pool = pool, .ntypes = %d, .types = {\n%s\n}};\n" %
              (len(types), wrap(types)))
    out.write("/* clang-format on */\n")
    sys.stderr.write("%d kinds, %d types, %d fields, %d bytes of strings\n" % (len(kinds), len(types), len(fields), len(pool.text)))


if __name__ == "__main__":
    main()
