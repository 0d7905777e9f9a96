#!/usr/bin/env python3
"""Times what a designer waits for: from a save to the new PDF under `watch`, and the picture of page one.

usage: seeing.py build/paiban INPUT

Wall time in ms, median, least and most of 20: a save is a rename over the input, as editors do it; the picture is a whole run of
`render --png`, start of the program included.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TIMES = 20
LIMIT = 30


def row(name, values):
    values = sorted(values)
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    print(f"{name:<14} {middle:10.3f} {values[0]:10.3f} {values[-1]:10.3f}  ms")


def state(path):
    try:
        found = os.stat(path)
        return found.st_ino, found.st_mtime_ns
    except FileNotFoundError:
        return None


def wait(path, old):
    until = time.monotonic() + LIMIT
    while state(path) in (old, None):
        if time.monotonic() > until:
            sys.exit(f"watch: {path} did not change")
        time.sleep(0.0002)


def save_to_pdf(paiban, text, folder):
    source, pdf = os.path.join(folder, "a.txt"), os.path.join(folder, "a.pdf")
    shutil.copyfile(text, source)
    child = subprocess.Popen([paiban, "watch", source, "-o", pdf], stderr=subprocess.DEVNULL)
    took = []
    try:
        wait(pdf, None)
        for _ in range(TIMES):
            time.sleep(0.15)  # the hand of the designer
            shutil.copyfile(text, source + "~")
            old, start = state(pdf), time.monotonic()
            os.replace(source + "~", source)
            wait(pdf, old)
            took.append(1000 * (time.monotonic() - start))
    finally:
        child.send_signal(signal.SIGINT)
        child.wait()
    return took


def page_one(paiban, text, folder):
    took = []
    for _ in range(TIMES):
        start = time.monotonic()
        subprocess.run([paiban, "render", text, "--png", folder, "--pages", "1"], check=True, stderr=subprocess.DEVNULL)
        took.append(1000 * (time.monotonic() - start))
    return took


def main():
    paiban, text = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="paiban-bench.") as folder:
        row("save to PDF", save_to_pdf(paiban, text, folder))
        row("page one PNG", page_one(paiban, text, folder))


if __name__ == "__main__":
    main()
