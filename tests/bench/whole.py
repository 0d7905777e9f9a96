#!/usr/bin/env python3
"""Times the whole program: a cold start, a warm worker, long documents, an archive.

    tests/bench/whole.py build/paiban [INPUT] [--issues N] [--many N] [--jobs N]

CPU time (user and system) of whole processes, as the system counts it: medians, with the least where there are several runs, since on a
busy machine the least is nearest to what the program needs. Memory is resident unless another kind is named: fonts and libraries
are in it, which all workers and programs share. The long documents and the archive are those of catalogue.py, the same for everybody.
"""

import argparse
import glob
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

import catalogue
import catalogue_words as W

RUNS = 9


class Run:
    """One process: what it said, seconds on the clock, seconds of CPU, largest resident set in MiB."""

    def __init__(self, *command):
        start = time.monotonic()
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=dict(os.environ, LC_ALL="C.UTF-8"))
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            self.said = said.read().decode("utf-8", "replace")
        self.code = child.returncode
        self.wall = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    def stages(self):
        """Milliseconds by stage, of a run with --timings."""
        rows = [line.split("\t") for line in self.said.splitlines()]
        return {row[0]: float(row[1]) for row in rows if len(row) == 2 and row[1].replace(".", "").isdigit()}


def must(run):
    if run.code != 0:
        raise SystemExit(run.said[-2000:])
    return run


def cold(program, source, work):
    runs = [must(Run(program, "render", source, "-o", os.path.join(work, "cold.pdf"))) for _ in range(RUNS)]
    return [r.cpu * 1000 for r in runs], max(r.memory for r in runs)


def warm(program, source, work, n):
    """One process that renders n issues: CPU of each beyond the first, composing of each for 1,800 characters, memory at the end."""
    folder = os.path.join(work, "warm")
    os.mkdir(folder)
    names = [os.path.join(folder, "%d.txt" % i) for i in range(n)]
    for name in names:
        shutil.copy(source, name)
    one = statistics.median(must(Run(program, "render", names[0])).cpu for _ in range(RUNS))
    runs = [must(Run(program, "render", *names)) for _ in range(5)]
    first = statistics.median(must(Run(program, "render", "--timings", names[0])).stages()["compose"] for _ in range(RUNS))
    stages = [must(Run(program, "render", "--timings", *names)).stages() for _ in range(5)]
    with open(source, encoding="utf-8") as f:
        size = len("".join(f.read().split()))
    compose = [(s["compose"] - first) / (n - 1) * 1800 / size for s in stages]
    shutil.rmtree(folder)
    return [(r.cpu - one) / (n - 1) * 1000 for r in runs], compose, max(r.memory for r in runs)


def flat(program, source, n):
    """Memory of one process that composes the issue n times and makes its PDF, but writes no file."""
    return must(Run(program, "check", *[source] * n)).memory


def book(pages):
    """A bulletin of about so many pages."""
    dice, out = catalogue.Dice("book", pages), []
    writer = catalogue.Writer(dice, "澄溪", catalogue.datetime.date(2024, 5, 20), False)
    size = 0
    while size < pages * catalogue.CHARS_PER_PAGE:
        article = writer.article(dice.between(260, 2600), False)
        size += sum(map(len, article)) + 60
        out += article
    head = ["澄溪信息", "第1期", "中共澄溪县委办公室", "2024年5月20日"]
    foot = ["本期送：县四大班子领导", "责任编辑：" + W.FAMILY[0] + W.GIVEN[0]]
    return "\n\n".join(head + out + foot) + "\n"


def long_document(program, work, pages):
    source = os.path.join(work, "%d.txt" % pages)
    with open(source, "w", encoding="utf-8") as f:
        f.write(book(pages))
    runs = [must(Run(program, "render", "--timings", source, "-o", os.path.join(work, "long.pdf"))) for _ in range(3)]
    said = next(line for line in runs[0].said.splitlines() if "wrote" in line)
    made = int(said.rsplit(",", 1)[1].split()[0])
    stages = {k: statistics.median(r.stages()[k] for r in runs) for k in runs[0].stages()}
    return made, [r.cpu * 1000 for r in runs], stages, max(r.memory for r in runs)


class Watch(threading.Thread):
    """Looks at the workers of a batch while it runs: for each the kinds of memory (MiB) when most of it was resident."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most = {}
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(0.05):
            for path in glob.glob("/proc/%d/task/*/children" % os.getpid()):
                for parent in self.words(path):
                    for worker in self.words("/proc/%s/task/%s/children" % (parent, parent)):
                        self.look(worker)

    def words(self, path):
        try:
            with open(path) as f:
                return f.read().split()
        except OSError:
            return []

    def look(self, worker):
        words = self.words("/proc/%s/smaps_rollup" % worker)
        now = {words[i][:-1]: int(words[i + 1]) / 1024 for i in range(len(words) - 2) if words[i + 2] == "kB"}
        if now.get("Rss", 0) > self.most.get(worker, {}).get("Rss", 0):
            self.most[worker] = now

    def end(self):
        """The kinds of memory of the largest worker."""
        self.over.set()
        self.join()
        return max(self.most.values(), key=lambda kinds: kinds["Rss"], default={"Rss": 0, "Anonymous": 0})


def archive(program, work, issues, jobs):
    source, out = os.path.join(work, "catalogue"), os.path.join(work, "out")
    rows = catalogue.write(source, issues, 1, 2)
    watch = Watch()
    watch.start()
    run = Run(program, "batch", source, "-o", out, "-j", str(jobs))
    worker = watch.end()
    done = sum(name.endswith(".pdf") for _, _, names in os.walk(out) for name in names)
    good = sum(row["state"] == "good" for row in rows)
    if done != good:
        raise SystemExit("%d PDFs of %d good issues\n%s" % (done, good, run.said[-2000:]))
    pages = sum(row["pages"] for row in rows if row["state"] == "good")
    shutil.rmtree(out)
    return good, pages, run, worker


def put(name, value, unit, more=""):
    print("%-34s %10.1f  %-4s %s" % (name, value, unit, more))


def put_times(name, times, more):
    put(name, statistics.median(times), "ms", "CPU, least %.1f; %s" % (min(times), more))


def main():
    parser = argparse.ArgumentParser(description="Time the whole program.")
    parser.add_argument("program")
    parser.add_argument("source", nargs="?", default="samples/sample.txt")
    parser.add_argument("--issues", type=int, default=400)
    parser.add_argument("--many", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    a = parser.parse_args()
    program = os.path.abspath(a.program)
    work = tempfile.mkdtemp(prefix="paiban-bench.")
    try:
        cpu, memory = cold(program, a.source, work)
        put_times("cold start", cpu, "%.0f MiB" % memory)
        cpu, compose, memory = warm(program, a.source, work, 100)
        put_times("warm worker, each issue", cpu, "%.0f MiB after 100" % memory)
        put_times("composing 1,800 characters, warm", compose, "from shaping to pages")
        put("memory after %d issues" % a.many, flat(program, a.source, a.many), "MiB")
        for pages in (100, 700, 1000):
            made, cpu, stages, memory = long_document(program, work, pages)
            put_times("one issue of %d pages" % made, cpu,
                      "composing %.0f, %.3f a page; %.0f MiB" % (stages["compose"], stages["compose"] / made, memory))
        good, pages, run, worker = archive(program, work, a.issues, a.jobs)
        put("archive of %d issues, -j %d" % (good, a.jobs), good / run.wall, "/s",
            "%.1f ms CPU each, some %d pages; largest worker %.0f MiB, %.0f without what it shares; largest process %.0f" %
            (run.cpu / good * 1000, pages, worker["Rss"], worker["Anonymous"], run.memory))
    finally:
        shutil.rmtree(work, True)


if __name__ == "__main__":
    main()
