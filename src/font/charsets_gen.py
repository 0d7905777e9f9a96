#!/usr/bin/env python3
"""The sets of Han characters that fonts are measured by, as ranges of code points.

usage: charsets_gen.py UNIHAN_OTHER_MAPPINGS OUTPUT

GB 2312 and GBK come from the codecs of Python, the list of 2013 (通用规范汉字表, 8105 characters) from Unihan's kTGH. The levels of
GB 18030-2022 are in typography 7.2: 1 is the basic block as far as U+9FEF, extension A and the compatibility ideographs of GBK; 2
adds the rest of the list of 2013; 3 adds the extensions B to F as the standard has them, the twelve unified ideographs among the
compatibility ones, and the radicals. Counted by code points; the numbers that are told of the standard (27584, 27780, 87887) count a few otherwise.
"""
import bz2
import sys


def is_han(cp):
    return cp == 0x3007 or 0x3400 <= cp <= 0x4DBF or 0x4E00 <= cp <= 0x9FFF or 0xF900 <= cp <= 0xFAFF


def codec(name):
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode(name)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and is_han(ord(text)):
                found.add(ord(text))
    return found


def list_of_2013(path):
    found = set()
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] == "kTGH":
                found.add(int(parts[0][2:], 16))
    return found


def span(first, last):
    return set(range(first, last + 1))


def ranges(found):
    out = []
    for cp in sorted(found):
        if out and out[-1][1] == cp - 1:
            out[-1][1] = cp
        else:
            out.append([cp, cp])
    return out


def main():
    # 〇 is a character of the symbols' rows in GB 2312, not one of its 6763.
    gb2312 = codec("gb2312") - {0x3007}
    gbk = codec("gbk") - {0x3007}
    tgh = list_of_2013(sys.argv[1])
    assert (len(gb2312), len(tgh)) == (6763, 8105), (len(gb2312), len(tgh))
    one = span(0x4E00, 0x9FEF) | span(0x3400, 0x4DB5) | gbk
    two = one | tgh
    unified = {0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29}
    three = (two | unified | span(0x20000, 0x2A6D6) | span(0x2A700, 0x2B734) | span(0x2B740, 0x2B81D)
             | span(0x2B820, 0x2CEA1) | span(0x2CEB0, 0x2EBE0) | span(0x2F00, 0x2FD5))
    with open(sys.argv[2], "w", encoding="ascii") as out:
        for name, found in (("gb2312", gb2312), ("tgh", tgh), ("gbk", gbk), ("gb18030_1", one), ("gb18030_2", two),
                            ("gb18030_3", three)):
            out.write(f"static const struct range {name}[] = {{\n")
            for first, last in ranges(found):
                out.write(f"    {{0x{first:X}, 0x{last:X}}},\n")
            out.write("};\n")


main()
