#!/usr/bin/env python3
"""Times what a designer waits for: from a save to the new PDF under `watch`, and the picture of page one.

usage: seeing.py build/paiban INPUT

Wall time and CPU time (user and system, all threads) in ms, median, least and most of 9: a save is a rename over the input, as
editors do it; the picture is a whole run of `render --png`, start of the program included. On a busy machine the CPU time is the
one to compare.
"""
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

TIMES = 9
LIMIT = 30
PAUSE = 0.15  # the hand of the designer; by then a round is over


def row(name, pairs):
    for what, values in zip(("wall", "CPU"), zip(*pairs)):
        print(f"{name:<14} {what:<4} {1000 * statistics.median(values):10.3f} {1000 * min(values):10.3f} {1000 * max(values):10.3f}  ms")


def cpu_of(pid):
    """What a running process has used, in seconds: its CPU clock, as clock_getcpuclockid(3) names it on Linux."""
    return time.clock_gettime((~pid << 3) | 2)


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
        time.sleep(PAUSE)
        for _ in range(TIMES):
            shutil.copyfile(text, source + "~")
            old, used, start = state(pdf), cpu_of(child.pid), time.monotonic()
            os.replace(source + "~", source)
            wait(pdf, old)
            wall = time.monotonic() - start
            time.sleep(PAUSE)
            took.append((wall, cpu_of(child.pid) - used))
    finally:
        child.send_signal(signal.SIGINT)
        child.wait()
    return took


def page_one(paiban, text, folder):
    took = []
    for _ in range(TIMES):
        start = time.monotonic()
        child = subprocess.Popen([paiban, "render", text, "--png", folder, "--pages", "1"], stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        took.append((time.monotonic() - start, usage.ru_utime + usage.ru_stime))
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"render: exit status {child.returncode}")
    return took


def main():
    paiban, text = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory(prefix="paiban-bench.") as folder:
        row("save to PDF", save_to_pdf(paiban, text, folder))
        row("page one PNG", page_one(paiban, text, folder))


if __name__ == "__main__":
    main()
