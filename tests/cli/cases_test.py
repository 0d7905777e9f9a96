"""Runs cases/*.case: what a user types and what the terminal then shows.

A case is a text file of sections, each headed by a line that starts with "--- ":

    # what is judged, and by which rule
    --- file NAME       a file that stands in the directory (bytes written \\xNN are bytes)
    --- run ARGS...     the command line behind "paiban" (one; shell quoting, no shell)
    --- exit N
    --- stdout          what must stand there, line by line
    --- stderr

In stdout and stderr `*` stands for any part of a line, and a line `...` for any lines. A section left out is not
judged.
"""

import glob
import os
import re
import shlex
import unittest

from paiban import HERE, Case, main


def sections(path):
    with open(path, encoding="utf-8", newline="") as f:
        parts = re.split(r"(?m)^--- (.*)\n", f.read())
    return list(zip(parts[1::2], parts[2::2]))


def unescape(content):
    raw = content.encode("utf-8")
    return re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), raw)


def pattern(content):
    out = ""
    for line in content.splitlines():
        if line == "...":
            out += r"(?:.*\n)*?"
        else:
            out += ".*".join(re.escape(part) for part in line.split("*")) + "\n"
    return re.compile(out + r"\Z")


class Cases(Case):
    def play(self, path):
        wanted, args = {}, None
        for head, content in sections(path):
            kind, _, rest = head.partition(" ")
            if kind == "file":
                self.put(rest, unescape(content))
            elif kind == "run":
                args = shlex.split(rest)
            else:
                wanted[kind] = rest if kind == "exit" else content
        r = self.run_paiban(*args)
        self.assertEqual(r.code, int(wanted["exit"]), r.err)
        for name, shown in (("stdout", r.out.decode("utf-8")), ("stderr", r.err)):
            if name in wanted and not pattern(wanted[name]).match(shown):
                self.fail(f"{name} is\n{shown}\nbut should be\n{wanted[name]}")


def add(path):
    name = os.path.splitext(os.path.basename(path))[0]
    setattr(Cases, "test_" + name.replace("-", "_"), lambda self: self.play(path))


for case in sorted(glob.glob(os.path.join(HERE, "cases", "*.case"))):
    add(case)

if __name__ == "__main__":
    main()
