#!/usr/bin/env python3
# In: names.txt. Out: names_table.h: sets of characters, a bit for each from U+4E00 to U+9FFF, and lists of words.
import sys

FIRST, LAST = 0x4E00, 0x9FFF


def put_set(f, name, chars):
    bits = bytearray((LAST - FIRST) // 8 + 1)
    for c in chars:
        bits[(ord(c) - FIRST) // 8] |= 1 << (ord(c) % 8)
    f.write(f"static const uint8_t {name}[{len(bits)}] = {{{','.join(map(str, bits))}}};\n")


def put_list(f, name, words):
    f.write(f'static const char {name}[] = "{"".join(words)}";\n')


def main(source, out):
    rows = {}
    with open(source, encoding="utf-8") as f:
        for line in f:
            key, colon, rest = line.split("#")[0].partition(":")
            if colon:
                rows.setdefault(key, []).extend(rest.split())
    for word in rows["DOUBLE"] + rows["CALLING"] + rows["DEED"]:
        if len(word) != 2:
            sys.exit(f"{source}: {word}: two characters are wanted")
    with open(out, "w", encoding="utf-8") as f:
        f.write("// Made by names_gen.py.\n")
        put_set(f, "surname_set", "".join(rows["SURNAME"]))
        put_set(f, "double_starts", sorted({w[0] for w in rows["DOUBLE"]}))
        put_set(f, "never_set", "".join(rows["NEVER"]))
        put_set(f, "calling_ends", sorted({w[1] for w in rows["CALLING"]}))
        put_set(f, "company_starts", sorted({w[0] for w in rows["CALLING"] + rows["DEED"]}))
        put_list(f, "double_surnames", rows["DOUBLE"])
        put_list(f, "callings", rows["CALLING"])
        put_list(f, "deeds", rows["DEED"])


main(*sys.argv[1:])
