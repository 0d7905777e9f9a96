#!/usr/bin/env python3
"""Measures the lines of a catalogue of invented issues (catalogue.py), total fit beside line by line.

    tests/bench/lines_catalogue.py build/paiban build/tests/bench/bench_lines [ISSUES]

Each issue is read by `paiban dump doc`, so that its paragraphs are the repaired ones; bench_lines sets them and counts. Ends
with 1 if total fit opened a gap between Han beyond 1/8 em in a line that could end elsewhere, or left one character alone.
"""

import json
import pathlib
import subprocess
import sys
import tempfile


def paragraphs(paiban, path):
    run = subprocess.run([paiban, "dump", "doc", str(path)], capture_output=True, check=False)
    if not run.stdout.strip():
        return
    for article in json.loads(run.stdout)["articles"]:
        for block in article["body"]:
            if block["kind"] == "para":
                yield block["text"]


def main(paiban, bench, issues="200"):
    here = pathlib.Path(__file__).resolve().parent
    with tempfile.TemporaryDirectory(prefix="paiban-lines.") as work:
        out = pathlib.Path(work, "issues")
        subprocess.run([sys.executable, str(here / "catalogue.py"), str(out), "--issues", issues, "--seed", "3"], check=True,
                       stdout=subprocess.DEVNULL)
        files = sorted(out.rglob("*.txt"))
        texts = pathlib.Path(work, "paragraphs")
        with texts.open("w", encoding="utf-8") as f:
            for path in files:
                f.writelines(text + "\n" for text in paragraphs(paiban, path))
        print(f"{len(files)} 期虚构的简报的正文行 / body lines of {len(files)} invented issues", flush=True)
        return subprocess.run([bench, "--judge", str(texts)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
