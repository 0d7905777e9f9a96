"""paiban batch given again: what is done anew, and what is left alone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from batches import WATCHED, Batch, font, issue, picture
from paiban import PROGRAM, main


class Again(Batch):
    def test_nothing_is_done_twice(self):
        self.archive(4)
        self.put("in/2020/00.txt", b"")
        self.batch("in", "-o", "out")
        before = self.stamps()
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 1)
        self.assertIn("E0101", r.err)
        self.assertIn("4 of them before", r.err)
        self.assertEqual(self.stamps(), before)

    def test_what_changed_is_done_again(self):
        self.archive(5)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        whole, before = self.pdfs(), self.stamps()
        self.put("in/2021/01.txt", issue(17))
        os.remove(self.path("out/2020/02.pdf"))
        with open(self.path("out/2021/03.pdf"), "r+b") as f:  # half of it lost
            f.truncate(1000)
        data = bytearray(self.read("out/2020/04.pdf"))  # one bit turned, the size kept
        data[500] ^= 1
        self.put("out/2020/04.pdf", bytes(data))
        os.utime(self.path("out/2021/05.pdf"), (1, 1))  # a copy with another time is the same file
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("1 of them before", r.err)
        after = self.pdfs()
        self.assertNotEqual(after.pop("out/2021/01.pdf"), whole.pop("out/2021/01.pdf"))
        self.assertEqual(after, whole)
        self.assertEqual(len(before), 5)

    # Every kind of change: what it is, how it is made, and which issues it concerns. None of them is about time stamps alone.
    def changes(self):
        samples = os.path.join(os.environ["PAIBAN_DATA"], "samples")
        for name in ("figure.txt", "dike.png"):
            with open(os.path.join(samples, name), "rb") as f:
                self.put("in/" + name, f.read())
        self.archive(2)
        self.put("mother.yaml", "extends: bulletin\nstyles:\n  body: {font: kai}\n")
        self.put("our.yaml", "extends: ./mother.yaml\nmasthead:\n  blocks:\n    logo: {kind: image, image: logo.png, height: 12mm, top: 12mm from paper}\n")
        self.put("logo.png", picture())
        shutil.copy(font("FandolKai-Regular.otf"), self.path("fonts/FandolKai-Regular.otf"))
        both = ["out/2020/02.pdf", "out/2021/01.pdf"]
        yield "nothing", lambda: None, []
        yield "a new time", lambda: [os.utime(self.path(n), (1, 1)) for n in ("our.yaml", "logo.png", "in/dike.png", "in/2020/02.txt")], []
        yield "a text", lambda: self.put("in/2020/02.txt", issue(12)), both[:1]
        yield "its picture", lambda: self.put("in/dike.png", picture()), ["out/figure.pdf"]
        yield "the layout", lambda: self.put("our.yaml", self.read("our.yaml") + b"# changed\n"), [*both, "out/figure.pdf"]
        yield "its mother", lambda: self.put("mother.yaml", "extends: bulletin\n"), [*both, "out/figure.pdf"]
        yield "its logo", lambda: self.put("logo.png", picture(0x40)), [*both, "out/figure.pdf"]
        yield ("a font", lambda: self.put("fonts/FandolKai-Regular.otf", self.read("fonts/FandolKai-Regular.otf") + b"\0\0\0\0"),
               [*both, "out/figure.pdf"])
        yield "an option", lambda: self.more.append("--strict"), [*both, "out/figure.pdf"]

    def test_whatever_changes_is_done_again(self):
        os.mkdir(self.path("fonts"))
        self.more = []
        for only in (False, True):
            shutil.rmtree(self.path("out"), True)
            self.more = ["--only-changed"] if only else []
            for what, change, concerned in self.changes():
                with self.subTest(what, only=only):
                    if what == "nothing":
                        r = self.batch("in", "-o", "out", "-l", "./our.yaml", "--font-dir", "fonts", *self.more)
                        self.assertEqual(r.code, 0, r.err)
                    before = self.stamps()
                    change()
                    r = self.batch("in", "-o", "out", "-l", "./our.yaml", "--font-dir", "fonts", *self.more)
                    self.assertEqual(r.code, 0, r.err)
                    self.assertEqual([n for n, t in self.stamps().items() if before[n] != t], concerned)

    def test_another_version_of_the_program(self):
        self.archive(2)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        before = self.stamps()
        db = sqlite3.connect(self.path("out/.paiban/all/journal.db"))
        db.execute("UPDATE issue SET recipe = CAST(substr(recipe, 1, 32) || zeroblob(32) AS BLOB)")  # the program's half
        db.commit()
        db.close()
        self.assertEqual(self.batch("in", "-o", "out", "--only-changed").code, 0)
        self.assertEqual(self.stamps(), before)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        self.assertTrue(all(before[n] != t for n, t in self.stamps().items()))

    def test_a_damaged_journal_is_set_aside(self):
        self.archive(2)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        whole = self.pdfs()
        self.put("out/.paiban/all/journal.db", b"SQLite format 3\0" + b"\xff" * 5000)
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("W0951", r.err)
        self.assertEqual(self.pdfs(), whole)

    def test_stop_and_go_on(self):
        self.archive(300)
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        run = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-j", "1", "--lang", "en"], cwd=self.dir, env=env,
                               stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        while not self.pdfs():
            time.sleep(0.01)
        run.send_signal(signal.SIGINT)
        said = run.communicate()[1].decode()
        self.assertEqual(run.returncode, 3, said)
        self.assertRegex(said, r"stopped with \d+ left; the same command")
        done = len(self.pdfs())
        self.assertLess(done, 300)
        self.assertFalse([n for n in self.files() if n.endswith(".tmp")])
        before = self.stamps()
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn(f"{done} of them before", r.err)
        self.assertEqual({n: t for n, t in self.stamps().items() if n in before}, before)
        self.assertEqual(len(self.pdfs()), 300)

    def test_two_runs_do_not_share_a_journal(self):
        self.archive(300)
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        run = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-j", "1"], cwd=self.dir, env=env,
                               stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        while not self.pdfs():
            time.sleep(0.01)
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 3)
        self.assertIn("E0952", r.err)
        self.assertEqual(run.wait(), 0)

    # 300 issues more, each with a hundred characters that no font has and a message for every one: kept in memory until the reports
    # are written they would take some 60 MB. What is bounded (a group of issues, the pages of the journal) has been filled before.
    @unittest.skipIf(WATCHED, "other eyes take memory of their own")
    def test_the_memory_of_the_parent_does_not_grow(self):
        strange = "".join(chr(0xE000 + n) for n in range(100))
        peaks = []
        for count in (200, 500):
            for n in range(count):
                self.put(f"in/{n:04}.txt", issue(n, "县水务局" + "县".join(strange)))
            run = subprocess.Popen([PROGRAM, "batch", "in", "-o", f"out-{count}", "-j", "2"], cwd=self.dir, env={**os.environ, "LC_ALL": "C.UTF-8"},
                                   stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
            peaks.append(self.highest(run))
            self.assertEqual(run.returncode, 1)
            self.assertEqual(self.read(f"out-{count}/issues.jsonl").count(b"\n"), count)
        self.assertGreater(peaks[0], 4 << 10)
        self.assertLess(peaks[1] - peaks[0], 12 << 10, f"KB of the parent: {peaks}")

    @staticmethod
    def highest(run):
        """The most memory that the process itself had, in KB: its workers do not count."""
        peak = 0
        while run.poll() is None:
            with open(f"/proc/{run.pid}/status", encoding="ascii", errors="replace") as f:
                peak = max([peak] + [int(line.split()[1]) for line in f if line.startswith("VmHWM:")])
            time.sleep(0.005)
        return peak


if __name__ == "__main__":
    main()
