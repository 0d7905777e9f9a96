"""Outputs that cannot be written: exit 3, a message, no half file, no temporary, the older PDF as it was (design 5)."""

import os
import resource
import subprocess
import unittest

from paiban import BULLETIN, Case, bound_by_permissions, main, text, without_power

OLD = b"%PDF-1.4 the older one\n"


class BadOutput(Case):
    def render(self, *args, **more):
        return self.run_paiban("render", BULLETIN, "--diagnostics", "json", *args, **more)

    def test_directory_missing(self):
        r = self.render("-o", "no/out.pdf")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0931", "no/out.pdf")
        self.assertEqual(self.files(), [])

    @unittest.skipUnless(bound_by_permissions(), "root without the right to give up its power")
    def test_directory_not_writable(self):
        os.mkdir(self.path("shut"))
        os.chmod(self.path("shut"), 0o555)
        r = self.render("-o", "shut/out.pdf", preexec=without_power)
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0933", "shut/out.pdf")
        self.assertEqual(os.listdir(self.path("shut")), [])

    @unittest.skipUnless(bound_by_permissions(), "root without the right to give up its power")
    def test_older_pdf_where_directory_is_shut(self):
        self.put("shut/out.pdf", OLD)
        os.chmod(self.path("shut/out.pdf"), 0o444)
        os.chmod(self.path("shut"), 0o555)
        r = self.render("-o", "shut/out.pdf", preexec=without_power)
        self.assertEqual(r.code, 3, r.err)
        self.assertEqual(self.read("shut/out.pdf"), OLD)

    def test_name_of_a_directory_takes_the_inputs_name(self):
        os.mkdir(self.path("out"))
        r = self.render("-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.files(), ["out/bulletin.pdf"])

    def test_full_device(self):
        r = self.render("-o", "/dev/full")
        self.assertEqual(r.code, 3, r.err)
        self.assert_said(r, "E0934", "/dev/full")

    def test_full_disk(self):
        """A limit on file size stands for the full disk: the write fails half-way."""
        self.put("out.pdf", OLD)
        r = self.render("-o", "out.pdf", limits=[(resource.RLIMIT_FSIZE, 3000)])
        self.assertEqual(r.code, 3, r.err)
        self.assertTrue(any(o["code"] in ("E0934", "E0935") for o in r.objects()), r.err)
        self.assertEqual(self.files(), ["out.pdf"])
        self.assertEqual(self.read("out.pdf"), OLD)

    def test_full_tmpfs(self):
        if os.getuid() != 0:
            self.skipTest("mounting needs root")
        os.mkdir(self.path("small"))
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", self.path("small")],
                               capture_output=True, check=False)
        if mount.returncode != 0:
            self.skipTest("cannot mount here")
        try:
            with open(self.path("small/out.pdf"), "wb") as f:
                f.write(OLD)
            r = self.render("-o", "small/out.pdf")
            self.assertEqual(r.code, 3, r.err)
            self.assert_said(r, "E0934", "small/out.pdf")
            self.assertEqual(os.listdir(self.path("small")), ["out.pdf"])
            self.assertEqual(self.read("small/out.pdf"), OLD)
        finally:
            subprocess.run(["umount", self.path("small")], check=False)

    def test_error_leaves_older_pdf(self):
        self.put("in.txt", b"")
        self.put("in.pdf", OLD)
        r = self.run_paiban("render", "in.txt", "--diagnostics", "json")
        self.assertEqual(r.code, 1)
        self.assertEqual(self.read("in.pdf"), OLD)
        self.assertEqual(self.files(), ["in.pdf", "in.txt"])

    def test_strict_leaves_older_pdf(self):
        """A character only a fall-back has is a warning; under --strict it stops the print (design 5)."""
        self.put("in.txt", text().replace("林小禾", "林小\u9fb4"))
        plain = self.run_paiban("render", "in.txt", "--diagnostics", "json")
        warnings = [o for o in plain.objects() if o["level"] == "warning"]
        self.assertTrue(warnings, plain.err)
        self.assertEqual(plain.code, 0, plain.err)
        self.put("in.pdf", OLD)
        strict = self.run_paiban("render", "in.txt", "--strict", "--diagnostics", "json")
        self.assertEqual(strict.code, 1, strict.err)
        self.assertEqual(self.read("in.pdf"), OLD)
        self.assertFalse([o for o in strict.objects() if o["level"] == "warning"], strict.err)

    def test_standard_output(self):
        r = self.render("-o", "-")
        self.assertEqual(r.code, 0, r.err)
        self.assertTrue(r.out.startswith(b"%PDF-"))
        self.render("-o", "out.pdf")
        self.assertEqual(r.out, self.read("out.pdf"))

    def test_standard_output_full(self):
        for args in (["render", BULLETIN, "-o", "-"], ["dump", "doc", BULLETIN], ["dump", "pages", BULLETIN],
                     ["--help"], ["render", "--help"], ["--version"]):
            with self.subTest(args=args), open("/dev/full", "wb") as full:
                r = self.run_paiban(*args, "--lang", "zh", stdout=full)
                self.assertEqual(r.code, 3, r.err)
                self.assertIn("E0936", r.err)

    def test_standard_output_closed(self):
        for args in (["render", BULLETIN, "-o", "-"], ["dump", "doc", BULLETIN], ["--version"]):
            with self.subTest(args=args):
                r = self.run_paiban(*args, preexec=lambda: os.close(1), stdout=None)
                self.assertEqual(r.code, 3, r.err)
                self.assertIn("E0936", r.err)

    def test_standard_output_broken_pipe(self):
        for args in (["render", BULLETIN, "-o", "-"], ["dump", "pages", BULLETIN]):
            with self.subTest(args=args):
                reader, writer = os.pipe()
                os.close(reader)
                r = self.run_paiban(*args, stdout=writer)
                os.close(writer)
                self.assertEqual(r.code, 3, r.err)
                self.assertIn("E0936", r.err)

    def test_messages_lost(self):
        """Whoever asked for messages and did not get them must not be told that all is well."""
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.run_paiban("render", BULLETIN, "-o", "a.pdf", stderr=full).code, 3)
        self.assertEqual(self.run_paiban("render", BULLETIN, "-o", "b.pdf", stderr=None,
                                         preexec=lambda: os.close(2)).code, 3)
        # The messages did not land in the PDF, which took no closed descriptor's number.
        self.assertTrue(self.read("b.pdf").startswith(b"%PDF-"))
        self.assertTrue(self.read("b.pdf").rstrip().endswith(b"%%EOF"))

    def test_everything_closed(self):
        def shut():
            for fd in (0, 1, 2):
                os.close(fd)
        r = self.run_paiban("render", "-", "-o", "-", preexec=shut, stdin=None, stdout=None, stderr=None)
        self.assertEqual(r.code, 3)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    main()
