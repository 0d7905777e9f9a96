#!/usr/bin/env python3
"""The pages of a bulletin as text that a person can read: what stands on each row of each page.

usage: golden.py PAIBAN INPUT            writes it to standard output
       golden.py --compare PAIBAN INPUT...   compares each INPUT with the goldens beside it:
                                         NAME.pages.txt (this text) and NAME.doc.json (dump doc)
"""
import difflib
import json
import os
import subprocess
import sys

from geometry import Geometry

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# A sample shows the layout of its name, or this one; the others stand in the default one.
LAYOUTS = {"newsletter": "newsletter-two-column"}


def run(*command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


def options(path):
    stem = os.path.splitext(os.path.basename(path))[0]
    layout = os.path.join(ROOT, "layouts", LAYOUTS.get(stem, stem) + ".yaml")
    return ["-l", layout] if os.path.exists(layout) else []


def row(line, g):
    """The row of the grid (from 1), or the baseline in mm where the line does not stand on it."""
    n = g.row(line["baseline"])
    if line["role"] in ("body", "title", "note", "source", "h1", "h2", "h3", "h4") and abs(n - round(n)) < 0.01:
        return f"{round(n) + 1:5d}  "
    return f"{line['baseline'] * 25.4 / 72:5.1f}mm"


def pages(paiban, path):
    out, layout = [], options(path)
    g = Geometry(open(layout[1], encoding="utf-8").read() if layout else "")
    for page in json.loads(run(paiban, "dump", "pages", path, *layout))["pages"]:
        out.append(f"=== page {page['number']}  {page['folio'] or ''}".rstrip())
        for line in page["lines"]:
            x = line["x"] * 25.4 / 72
            out.append(f"{row(line, g)} {x:6.2f}mm {line['role']:14}{line['text']}".rstrip())
        for rule in page["rules"]:
            out.append(f"{rule['y'] * 25.4 / 72:5.1f}mm {rule['x'] * 25.4 / 72:6.2f}mm {rule['role']}")
    return "\n".join(out) + "\n"


def main():
    if sys.argv[1] != "--compare":
        sys.stdout.write(pages(sys.argv[1], sys.argv[2]))
        return
    paiban, different = sys.argv[2], False
    for path in sys.argv[3:]:
        stem = os.path.splitext(path)[0]
        for golden, got in ((stem + ".pages.txt", pages(paiban, path)),
                            (stem + ".doc.json", run(paiban, "dump", "doc", path))):
            with open(golden, encoding="utf-8") as f:
                wanted = f.read()
            if got != wanted:
                different = True
                sys.stdout.writelines(difflib.unified_diff(
                    wanted.splitlines(True), got.splitlines(True), golden, "now", n=1))
    if different:
        sys.exit("If the new pages are right, look at them, then run `make bless`.")
    print(f"{len(sys.argv) - 3} samples as they were")


if __name__ == "__main__":
    main()
