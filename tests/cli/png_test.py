"""Pictures of pages (--png, --dpi) and choosing pages (--pages)."""

import os
import re
import struct
import subprocess

from paiban import BULLETIN, Case, main, text

SAMPLE = os.path.join(os.environ["PAIBAN_DATA"], "samples", "sample.txt")


def size(png):
    """Width, height and pixels per metre, by the bytes of the file."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n", png[:8]
    at = png.index(b"pHYs") + 4
    return struct.unpack(">II", png[16:24]) + struct.unpack(">II", png[at:at + 8])


class Pictures(Case):
    def pages_of(self, pdf):
        info = subprocess.run(["pdfinfo", self.path(pdf)], capture_output=True, text=True, check=True).stdout
        return int(re.search(r"Pages:\s+(\d+)", info).group(1))

    def words_of(self, pdf):
        return subprocess.run(["pdftotext", self.path(pdf), "-"], capture_output=True, text=True, check=True).stdout

    def test_a_directory_of_pictures(self):
        r = self.run_paiban("render", SAMPLE, "--png", "proof")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(self.files(), [f"proof/page-{n}.png" for n in range(1, 5)])
        self.assertIn("proof/page-1.png … page-4.png", r.err)
        # A4 is 210 x 297 mm: 1240.2 x 1753.9 pixels of 150 to the inch; a part of a pixel is one.
        self.assertEqual(size(self.read("proof/page-1.png")), (1241, 1754, 5906, 5906))

    def test_beside_a_pdf(self):
        r = self.run_paiban("render", BULLETIN, "--png", "proof/", "-o", "out.pdf")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("out.pdf", self.files())
        self.assertIn("proof/page-1.png", self.files())

    def test_several_inputs(self):
        self.put("a.txt", text())
        self.put("b.txt", text())
        self.run_paiban("render", "a.txt", "b.txt", "--png", "p", "--pages", "1", "--dpi", "20")
        self.assertEqual(self.files(), ["a.txt", "b.txt", "p/a-page-1.png", "p/b-page-1.png"])
        os.mkdir(self.path("c"))
        self.put("c/a.txt", text())
        r = self.run_paiban("render", "a.txt", "c/a.txt", "--png", "p")
        self.assertEqual(r.code, 2)
        self.assertIn("E0915", r.err)

    def test_standard_output(self):
        r = self.run_paiban("render", "-", "--png", "-", "--pages", "1", "--dpi", "50", input=text().encode())
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(size(r.out)[:2], (414, 585))
        r = self.run_paiban("render", SAMPLE, "--png", "-", "--diagnostics", "json")
        self.assertEqual(r.code, 1)
        self.assertEqual(r.out, b"")
        self.assert_said(r, "E0941", "4 页")
        r = self.run_paiban("render", SAMPLE, "--png", "-", "-o", "x.pdf")
        self.assertEqual((r.code, self.files()), (2, []))

    def test_same_bytes(self):
        first = self.run_paiban("render", SAMPLE, "--png", "-", "--pages", "1").out
        again = self.run_paiban("render", SAMPLE, "--png", "-", "--pages", "1",
                                env={"LC_ALL": "C", "TZ": "Asia/Shanghai", "HOME": "/"}).out
        self.assertTrue(first)
        self.assertEqual(first, again)

    def test_a_later_error_leaves_the_older_picture(self):
        self.put("a.txt", text())
        self.run_paiban("render", "a.txt", "--png", "p", "--pages", "1")
        before = self.read("p/page-1.png")
        self.put("a.txt", "")
        r = self.run_paiban("render", "a.txt", "--png", "p", "--pages", "1", "--lang", "zh")
        self.assertEqual(r.code, 1)
        self.assertIn("未生成图片", r.err)
        self.assertTrue(self.read("p/page-1.png") == before)

    def test_a_place_that_cannot_be(self):
        r = self.run_paiban("render", BULLETIN, "--png", "no/such/place", "--diagnostics", "json")
        self.assertEqual(r.code, 3)
        self.assert_said(r, "E0942", "no/such/place")
        self.put("file", "x")
        r = self.run_paiban("render", BULLETIN, "--png", "file")
        self.assertEqual((r.code, self.read("file")), (3, b"x"))

    def test_pages_of_a_pdf(self):
        for pages, count in (("1", 1), ("2-3", 2), ("3-", 2), ("-2", 2), ("1,3-9", 3), ("4,1,1", 2)):
            r = self.run_paiban("render", SAMPLE, "-o", "out.pdf", "--pages", pages)
            self.assertEqual(r.code, 0, r.err)
            self.assertEqual(self.pages_of("out.pdf"), count, pages)
        self.run_paiban("render", SAMPLE, "-o", "all.pdf")
        self.run_paiban("render", SAMPLE, "-o", "part.pdf", "--pages", "2-3")
        whole = self.words_of("all.pdf").split("\f")
        self.assertEqual(self.words_of("part.pdf").split("\f")[:2], whole[1:3])
        self.assertIn("— 3 —", whole[2])

    def test_no_such_page(self):
        r = self.run_paiban("render", SAMPLE, "-o", "out.pdf", "--pages", "2,5-7", "--diagnostics", "json")
        self.assertEqual(r.code, 1)
        self.assert_said(r, "E0940", "没有第 5 页", "共 4 页")
        self.assertEqual(self.files(), [])

    def test_without_cairo(self):
        # A file that is no library stands where the loader looks first.
        self.put("lib/libcairo.so.2", b"")
        r = self.run_paiban("render", SAMPLE, "--png", "proof", env={"LD_LIBRARY_PATH": self.path("lib")})
        self.assertEqual(r.code, 1, r.err)
        self.assertIn("E0691", r.err)
        self.assertEqual(self.files(), ["lib/libcairo.so.2"])
        r = self.run_paiban("render", SAMPLE, "-o", "out.pdf", env={"LD_LIBRARY_PATH": self.path("lib")})
        self.assertEqual(r.code, 0, r.err)

    def test_wrong_values(self):
        for wrong in ("", "0", "a", "3-1", "1,", ",1", "-", "1--2", "1 2", "0-2", "1.5", "99999999"):
            r = self.run_paiban("render", SAMPLE, "--png", "p", "--pages=" + wrong, "--lang", "zh")
            self.assertEqual(r.code, 2, wrong)
            self.assertIn("1,3-5,8-", r.err)
        for wrong in ("", "9", "601", "x", "72.5", "-1"):
            r = self.run_paiban("render", SAMPLE, "--png", "p", "--dpi=" + wrong)
            self.assertEqual(r.code, 2, wrong)
            self.assertIn("10-600", r.err)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    main()
