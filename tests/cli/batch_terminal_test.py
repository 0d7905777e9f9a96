"""paiban batch on a terminal: the bar fits the window, leaves nothing behind, and Ctrl-C ends the run with a word about what is left."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
import unicodedata

from batches import WATCHED, Batch, issue
from paiban import PROGRAM, main

try:
    for device in os.openpty():
        os.close(device)
except OSError:
    sys.exit(77)  # a root without devpts, as some containers are, has no terminals to give


class Screen:
    """What a terminal of so many columns shows: lines, broken where they are too long, with carriage return and erasing to the right."""

    def __init__(self, columns):
        self.columns, self.lines, self.at, self.drawn = columns, [""], 0, []

    def feed(self, text):
        for part in re.findall(r"\r\n|\r|\n|\x1b\[K|.", text):
            if part in ("\r\n", "\n"):
                self.lines.append("")
                self.at = 0
            elif part == "\r":
                self.at = 0
            elif part == "\x1b[K":
                self.drawn.append(self.lines[-1])
                self.lines[-1] = self.lines[-1][:self.at]
            else:
                if self.width(self.lines[-1][:self.at] + part) > self.columns:
                    self.lines.append("")
                    self.at = 0
                self.lines[-1] = self.lines[-1][:self.at] + part + self.lines[-1][self.at + 1:]
                self.at += 1

    @staticmethod
    def width(text):
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Terminal(Batch):
    def on_terminal(self, columns, *args, when=None, act=None):
        """Runs batch; as soon as the screen matches `when`, does `act(fd)`. Returns screen and exit code."""
        pid, fd = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.chdir(self.dir)
            os.environ["LC_ALL"] = "C.UTF-8"
            os.execv(PROGRAM, [PROGRAM, "batch", "in", "-o", "out", *args])
        screen, decoder, end = Screen(columns), codecs.getincrementaldecoder("utf-8")(), time.monotonic() + 120
        while time.monotonic() < end:
            if not select.select([fd], [], [], 1)[0]:
                continue
            try:
                screen.feed(decoder.decode(os.read(fd, 4096)))
            except OSError:  # the last of the other side is gone
                break
            if when and re.search(when, screen.lines[-1]):
                act(fd, screen)
                when = None
        os.close(fd)
        self.assertIsNone(when, "never shown")
        return screen, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    def bars(self, screen):
        return [line for line in screen.drawn if re.search(r"\d+/\d+", line)]

    def test_the_bar_fits_and_goes(self):
        self.archive(60)
        self.put("in/2020/空的原稿.txt", "")
        for columns, bar in ((100, 24), (44, None), (20, None), (9, 0), (3, 0)):
            with self.subTest(columns=columns):
                screen, code = self.on_terminal(columns, "--lang", "zh", "-j", "1", "--name", "%d/{number}.pdf" % columns)
                self.assertEqual(code, 1)
                self.assertTrue(all(Screen.width(line) < columns for line in screen.drawn), screen.drawn)
                if columns > 9:
                    self.assertTrue(self.bars(screen))
                    for line in self.bars(screen):
                        self.assertRegex(line, r"^[█░]* ?(正在起名 )?\d+/61")
                self.assertFalse([line for line in screen.drawn if "/0" in line])
                if bar is not None:
                    self.assertTrue(all(len(re.match("[█░]*", line).group()) == bar for line in screen.drawn if line))
                # Nothing of a bar stays on the screen, and messages have lines of their own.
                whole = "\n".join(screen.lines)
                self.assertNotRegex(whole, "[█░]")
                if columns == 100:
                    self.assertRegex(whole, r"(?m)^in/2020/空的原稿.txt:1:1: 错误 E0101")
                    self.assertRegex(whole, r"(?m)^共 61 期：排好 60（60 页）；稿子有错误 1，没有排成 0$")

    def test_rate_and_time_left(self):
        self.archive(1500)
        screen, code = self.on_terminal(80, "--lang", "zh", "-j", "1", when=r"每秒 [\d.]+ 期，还要 \d+ 秒", act=lambda fd, _: os.write(fd, b"\3"))
        self.assertEqual(code, 3)
        whole = "\n".join(screen.lines)
        self.assertRegex(whole, r"共 1500 期：排好 \d+")
        left = int(re.search(r"已停下，还剩 (\d+) 期；再运行同一条命令会接着排", whole).group(1))
        self.assertEqual(left, 1500 - len(self.pdfs()))
        self.assertGreater(left, 0)
        self.assertFalse([n for n in self.files() if n.endswith(".tmp")])

    def test_a_window_that_gets_narrower(self):
        self.archive(800)

        def shrink(fd, _):
            fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 16, 0, 0))

        screen, code = self.on_terminal(80, "--lang", "en", "-j", "1", when=r"[1-9]\d*/800", act=shrink)
        self.assertEqual(code, 0)
        # Wide ones, then none but narrow ones.
        narrow = [Screen.width(line) < 16 for line in self.bars(screen)]
        self.assertEqual(narrow, sorted(narrow))
        self.assertTrue(narrow[-1])


if __name__ == "__main__" and not WATCHED:
    main()
