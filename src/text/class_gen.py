#!/usr/bin/env python3
# In: the folder of the Unicode character database (Debian: unicode-data). Out: class_table.h, the ranges of code points by
# what line composition wants to know of characters that no rule of typography 3.1 names one by one.
import os
import sys

LIMIT = 0x110000
TRAITS = ["SYMBOL", "LETTER", "MARK", "RTL", "IGNORABLE", "CELL", "CONTROL"]


def ranges(path):
    """Yields (first, last, fields) of a file in the usual `range ; value # comment` form."""
    with open(path, encoding="utf-8") as f:
        for line in f:
            fields = [x.strip() for x in line.split("#")[0].split(";")]
            if len(fields) < 2:
                continue
            ends = fields[0].split("..")
            yield int(ends[0], 16), int(ends[-1], 16), fields[1:]


def characters(path):
    """Yields (first, last, category, bidi class) of UnicodeData.txt."""
    first = None
    with open(path, encoding="utf-8") as f:
        for line in f:
            v = line.split(";")
            cp = int(v[0], 16)
            if v[1].endswith(", First>"):
                first = cp
                continue
            yield (cp if first is None else first), cp, v[2], v[4]
            first = None


def main(folder, out):
    trait = ["SYMBOL"] * LIMIT
    for first, last, fields in ranges(os.path.join(folder, "EastAsianWidth.txt")):
        if fields[0] in ("W", "F"):
            trait[first : last + 1] = ["CELL"] * (last + 1 - first)
    for first, last, category, bidi in characters(os.path.join(folder, "UnicodeData.txt")):
        for cp in range(first, last + 1):
            if category in ("Cc", "Zl", "Zp", "Cs"):
                trait[cp] = "CONTROL"
            elif category[0] == "M":
                trait[cp] = "MARK"
            elif bidi in ("R", "AL", "AN"):
                trait[cp] = "RTL"
            elif trait[cp] != "CELL" and (category[0] == "L" or category == "Nd"):
                trait[cp] = "LETTER"
    for first, last, fields in ranges(os.path.join(folder, "DerivedCoreProperties.txt")):
        if fields[0] == "Default_Ignorable_Code_Point":
            trait[first : last + 1] = ["IGNORABLE"] * (last + 1 - first)
    with open(out, "w", encoding="utf-8") as f:
        f.write("// Made by class_gen.py from the Unicode character database.\n")
        f.write("static const struct trait_range trait_ranges[] = {\n")
        before = None
        for cp in range(LIMIT):
            if trait[cp] != before:
                before = trait[cp]
                f.write("    {0x%X, PAI_TRAIT_%s},\n" % (cp, before))
        f.write("};\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
