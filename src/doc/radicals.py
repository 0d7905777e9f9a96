#!/usr/bin/env python3
"""Writes the table of radicals U+2E80..U+2FDF and the unified ideographs they stand for (typography 6.2).

Usage: radicals.py EquivalentUnifiedIdeograph.txt OUT.h
"""
import sys


def main(source, out):
    table = {}
    with open(source, encoding="utf-8") as f:
        for line in f:
            fields = line.split("#")[0].split(";")
            if len(fields) != 2:
                continue
            first, _, last = fields[0].strip().partition("..")
            for cp in range(int(first, 16), int(last or first, 16) + 1):
                table[cp] = int(fields[1].strip(), 16)
    with open(out, "w", encoding="utf-8") as f:
        f.write("// Made by radicals.py from Unicode's EquivalentUnifiedIdeograph.txt: index is cp - 0x2E80.\n")
        f.write("static const uint32_t radicals[0x160] = {\n")
        for cp in range(0x2E80, 0x2FE0):
            if cp in table:
                f.write(f"    [0x{cp - 0x2E80:03X}] = 0x{table[cp]:04X},\n")
        f.write("};\n")


main(sys.argv[1], sys.argv[2])
