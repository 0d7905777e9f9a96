"""Inputs that no clerk meant to send: each ends in a message and an exit code of design 5, never in a crash, a hang
or half a PDF."""

import os
import time
import unittest

from paiban import SECONDS, Case, bound_by_permissions, main, text, without_power

HEAD, TAIL = text().split("近日，", 1)


class BadInput(Case):
    def render(self, content, *args, **more):
        self.put("in.txt", content)
        if os.path.exists(self.path("in.pdf")):
            os.remove(self.path("in.pdf"))
        return self.run_paiban("render", "in.txt", "--diagnostics", "json", *args, **more)

    def assert_refused(self, result, code):
        self.assertEqual(result.code, code, result.err)
        self.assert_clear(result)
        self.assertTrue(any(o["level"] == "error" for o in result.objects()), result.err)
        self.assertNotIn("in.pdf", self.files())

    def assert_whole(self, result):
        """Either a whole PDF and exit 0, or an error and none."""
        self.assert_clear(result)
        if result.code == 0:
            data = self.read("in.pdf")
            self.assertTrue(data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"))
        else:
            self.assert_refused(result, 1)
        self.assertEqual([f for f in self.files() if f not in ("in.txt", "in.pdf")], [])

    def test_the_good_one(self):
        r = self.render(text())
        self.assertEqual(r.code, 0, r.err)
        self.assert_whole(r)

    def test_empty(self):
        self.assert_refused(self.render(b""), 1)

    def test_blank(self):
        for blank in (b"\n", b" \t\r\n\r\n", "\u3000\u3000\n\u00a0\n".encode(), b"\xef\xbb\xbf", b"\xff\xfe"):
            with self.subTest(blank=blank):
                self.assert_refused(self.render(blank), 1)

    def test_missing(self):
        r = self.run_paiban("render", "没有.txt", "--diagnostics", "json")
        self.assertEqual(r.code, 3)
        self.assert_said(r, "E0921", "没有.txt")

    def test_directory(self):
        os.mkdir(self.path("issue"))
        r = self.run_paiban("render", "issue", "--diagnostics", "json")
        self.assertEqual(r.code, 3)
        self.assert_said(r, "E0922", "issue")

    def test_device(self):
        r = self.run_paiban("render", "/dev/zero", "-o", "out.pdf", "--diagnostics", "json", "--limit-size", "1")
        self.assertEqual(r.code, 3, r.err)
        self.assertEqual(self.files(), [])

    def test_binary(self):
        noise = bytes((i * 7919 + (i >> 3) * 31) & 0xFF for i in range(60000))
        for name, data in (("noise", noise), ("png", b"\x89PNG\r\n\x1a\n" + noise), ("zip", b"PK\x03\x04" + noise),
                           ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + noise), ("pdf", b"%PDF-1.4\n" + noise)):
            with self.subTest(kind=name):
                self.assert_refused(self.render(data), 1)

    def test_nuls(self):
        self.assert_refused(self.render(b"\0" * 4096), 1)
        self.assert_whole(self.render(text().replace("近日", "近\0日").encode()))

    def test_truncated_multibyte(self):
        for coding in ("utf-8", "gb18030", "utf-16", "big5"):
            with self.subTest(coding=coding):
                data = text().encode(coding, "ignore")
                self.assert_whole(self.render(data[:-1]))
                # Cut inside a Han character of the body as well: the rest is gone.
                self.assert_whole(self.render(data[:len(data) // 2 | 1]))

    def test_replacement_characters(self):
        r = self.render(text().replace("近日", "近\ufffd日"))
        self.assert_whole(r)
        self.assertTrue(any("FFFD" in o["zh"].upper() for o in r.objects()), r.err)

    def test_lone_surrogates(self):
        good = text().encode("utf-16-le")
        for bad in (b"\x00\xd8", b"\x00\xdc", b"\x00\xdc\x00\xd8"):
            with self.subTest(bad=bad):
                self.assert_whole(self.render(b"\xff\xfe" + good[:400] + bad + good[400:]))
                self.assert_whole(self.render(b"\xff\xfe" + good + bad[:2]))
        self.assert_whole(self.render(text().encode().replace("近日".encode(), b"\xed\xa0\x80\xed\xb0\x80")))

    def test_over_the_limit(self):
        """200 MB are refused by their size alone: in no time, and in 200 MB of memory all told."""
        with open(self.path("in.txt"), "wb") as f:
            f.truncate(200 << 20)
        r = self.run_paiban("render", "in.txt", "--diagnostics", "json", memory=200 << 20)
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0924", "16 MB", "--limit-size")

    def test_over_a_limit_of_ones_own(self):
        self.put("in.txt", "，" * 700000)
        r = self.run_paiban("check", "in.txt", "--diagnostics", "json", "--limit-size", "1")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0924", "1 MB")

    def test_endless_standard_input(self):
        with open("/dev/zero", "rb") as zero:
            r = self.run_paiban("render", "-", "-o", "in.pdf", "--limit-size", "4", "--diagnostics", "json", stdin=zero)
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0924", "4 MB")

    def test_line_of_ten_megabytes(self):
        for name, piece in (("han", "各乡镇要抓紧落实，"), ("latin", "x"), ("stops", "。"), ("spaces", "字 ")):
            with self.subTest(kind=name):
                body = piece * (10_000_000 // len(piece.encode()))
                started = time.monotonic()
                r = self.render(HEAD + "近日，" + body + "（县水务局）\n")
                self.assert_whole(r)
                self.assertLess(time.monotonic() - started, SECONDS)
        self.assert_said(self.render(HEAD + "近日，" + "汛" * 3_300_000), "E0939", "换行")

    def test_no_masthead(self):
        self.assert_whole(self.render("近日，" + TAIL))

    def test_no_footer(self):
        r = self.render(text().split("本期送")[0])
        self.assertEqual(r.code, 0, r.err)
        self.assert_whole(r)

    def test_one_character(self):
        for c in ("字", "a", "。", "（", "\u0301", "\U00020bb7", "\U0010ffff", "\ue000"):
            with self.subTest(character=hex(ord(c))):
                self.assert_whole(self.render(c))

    def test_right_to_left_and_controls(self):
        self.assert_whole(self.render(text().replace("近日", "近\u202eשלום\x1b[31m\x07\u0085\u2028日")))

    @unittest.skipUnless(bound_by_permissions(), "root without the right to give up its power")
    def test_unreadable(self):
        self.put("closed/in.txt", text())
        os.chmod(self.path("closed"), 0)
        self.addCleanup(os.chmod, self.path("closed"), 0o700)
        r = self.run_paiban("check", "closed/in.txt", "--diagnostics", "json", preexec=without_power)
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0923", "closed/in.txt")

    def test_one_bad_input_leaves_the_others_alone(self):
        self.put("a.txt", text())
        self.put("b.txt", b"")
        self.put("c.txt", text())
        r = self.run_paiban("render", "a.txt", "b.txt", "c.txt", "--diagnostics", "json")
        self.assertEqual(r.code, 1, r.err)
        self.assertEqual(self.files(), ["a.pdf", "a.txt", "b.txt", "c.pdf", "c.txt"])
        self.assertEqual(self.read("a.pdf"), self.read("c.pdf"))


if __name__ == "__main__":
    main()
