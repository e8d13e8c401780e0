#!/usr/bin/env python3
"""Writes lib/doc/keys_table.h, the hash table of lib/doc/keys.c, from lib/doc/keys.txt: one key a line."""
import pathlib

room = pathlib.Path(__file__).resolve().parent.parent / "lib" / "doc"
keys = sorted(set((room / "keys.txt").read_text().split()))
size = 1
while size < 3 * len(keys):
    size *= 2


def slot_of(key):
    b, n = key.encode(), len(key)
    return (n * 7 + b[0] * 37 + b[n - 1] * 151 + b[n // 2] * 601 + b[n // 4] * 2411 + b[n * 3 // 4] * 9643) & (size - 1)


table, longest = {}, 0
for key in keys:
    at, steps = slot_of(key), 1
    while at in table:
        at, steps = (at + 1) & (size - 1), steps + 1
    table[at] = key
    longest = max(longest, steps)

with open(room / "keys_table.h", "w") as out:
    out.write("/* keys_table.h - written by tools/gen_keys.py from keys.txt. */\n/* clang-format off */\n")
    out.write(f"enum {{ TABLE_SIZE = {size}, LONGEST_PROBE = {longest}, LONGEST_KEY = {max(map(len, keys))} }};\n")
    out.write("static const struct slot table[TABLE_SIZE] = {\n")
    for at in sorted(table):
        out.write(f'    [{at}] = {{"{table[at]}", {len(table[at])}}},\n')
    out.write("};\n/* clang-format on */\n")
print(f"{len(keys)} keys, {size} slots, longest probe {longest}")
